"""steps"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def foreign(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    """Each column of a table points at the table that it is named after."""
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{column.removesuffix('_id')}s.id"], name=op.f(f"fk_{table}_{column}")
        )
        for column in columns
    ]


def upgrade() -> None:
    create_captchas()
    create_phones()
    create_approvals()
    create_surveys()
    op.create_table(
        "exposures",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("experiment", sa.String(length=32), nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("variant", sa.String(length=32), nullable=False),
        sa.Column("at", Moment, nullable=False),
        *foreign("exposures", "campaign_id", "participant_id"),
        sa.PrimaryKeyConstraint(
            "campaign_id", "experiment", "participant_id", name=op.f("pk_exposures")
        ),
    )
    op.create_index(op.f("ix_exposures_participant_id"), "exposures", ["participant_id"])
    op.create_index(
        op.f("ix_exposures_campaign_id_experiment_variant"),
        "exposures",
        ["campaign_id", "experiment", "variant"],
    )


def create_captchas() -> None:
    op.create_table(
        "captchas",
        sa.Column("id", Id, nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("answer_hash", sa.String(length=64), nullable=False),
        sa.Column("tokens", Json, nullable=False),
        sa.Column("asked", Json, nullable=False),
        sa.Column("pressed", Json, nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("spent_at", Moment, nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        *foreign("captchas", "participant_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captchas")),
    )
    op.create_index(op.f("ix_captchas_participant_id_id"), "captchas", ["participant_id", "id"])
    op.create_index(op.f("ix_captchas_created_at"), "captchas", ["created_at"])


def create_phones() -> None:
    op.create_table(
        "phone_salts",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        *foreign("phone_salts", "campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_phone_salts")),
    )
    op.create_table(
        "phone_marks",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("phone_hash", sa.String(length=64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        *foreign("phone_marks", "campaign_id", "participant_id"),
        sa.PrimaryKeyConstraint("campaign_id", "participant_id", name=op.f("pk_phone_marks")),
    )
    op.create_index(op.f("ix_phone_marks_participant_id"), "phone_marks", ["participant_id"])
    op.create_index(
        op.f("ix_phone_marks_campaign_id_phone_hash"),
        "phone_marks",
        ["campaign_id", "phone_hash"],
        unique=True,
    )


def create_approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", Id, nullable=False),
        sa.Column("referral_id", Id, nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("announced_at", Moment, nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        *foreign("approvals", "referral_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index(
        op.f("ix_approvals_referral_id_step"), "approvals", ["referral_id", "step"], unique=True
    )
    for name, column, condition in (
        ("ix_approvals_waiting", "id", "state = 'waiting'"),
        ("ix_approvals_new", "asked_at", "announced_at IS NULL"),
    ):
        op.create_index(
            name,
            "approvals",
            [column],
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )


def create_surveys() -> None:
    op.create_table(
        "surveys",
        sa.Column("id", Id, nullable=False),
        sa.Column("conversion_id", Id, nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("answered_at", Moment, nullable=True),
        *foreign("surveys", "conversion_id", "participant_id", "campaign_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
        sa.UniqueConstraint("conversion_id", name=op.f("uq_surveys_conversion_id")),
    )
    op.create_index(op.f("ix_surveys_participant_id_at"), "surveys", ["participant_id", "at"])
    op.create_index(
        op.f("ix_surveys_campaign_id_answered_at"), "surveys", ["campaign_id", "answered_at"]
    )


def downgrade() -> None:
    # What waits for a decision waits for ever under an older program, which knows no such reason.
    op.execute("UPDATE referrals SET revoked_reason = 'banned' WHERE revoked_reason = 'rejected'")
    for table in ("exposures", "surveys", "approvals", "phone_marks", "phone_salts", "captchas"):
        op.drop_table(table)
