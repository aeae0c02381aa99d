"""contests"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
COUNTED = sa.text("state IN ('credited', 'reversed')")


def upgrade() -> None:
    op.create_table(
        "contests",
        sa.Column("id", Id, nullable=False),
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("ranking", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("counted_at", Moment, nullable=True),
        sa.Column("waits_since", Moment, nullable=True),
        sa.Column("closed_at", Moment, nullable=True),
        sa.Column("entrants", sa.Integer(), nullable=True),
        sa.Column("tickets", sa.Integer(), nullable=True),
        sa.Column("seed", sa.String(length=64), nullable=True),
        sa.Column("commitment", sa.String(length=64), nullable=True),
        sa.Column("list_hash", sa.String(length=64), nullable=True),
        sa.Column("ledger_number", sa.BigInteger(), nullable=True),
        sa.Column("ledger_seal", sa.String(length=64), nullable=True),
        sa.Column("start_posted_at", Moment, nullable=True),
        sa.Column("result_posted_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_contests_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contests")),
    )
    op.create_index(
        op.f("ix_contests_campaign_id_name"), "contests", ["campaign_id", "name"], unique=True
    )
    op.create_index(op.f("ix_contests_state"), "contests", ["state"])
    create_entrants()
    op.create_index(
        "ix_rewards_counted",
        "rewards",
        ["campaign_id", "due_at"],
        sqlite_where=COUNTED,
        postgresql_where=COUNTED,
    )
    op.add_column("outbox", sa.Column("picture", sa.Text(), nullable=True))


def create_entrants() -> None:
    op.create_table(
        "contest_entrants",
        sa.Column("contest_id", Id, nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("reached_at", Moment, nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contests.id"], name=op.f("fk_contest_entrants_contest_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_contest_entrants_participant_id")
        ),
        sa.PrimaryKeyConstraint("contest_id", "participant_id", name=op.f("pk_contest_entrants")),
    )
    op.create_index("ix_contest_entrants_place", "contest_entrants", ["contest_id", "place"])
    op.create_index(
        "ix_contest_entrants_rank",
        "contest_entrants",
        ["contest_id", sa.text("value DESC"), "reached_at", "participant_id"],
    )
    op.create_table(
        "disqualifications",
        sa.Column("contest_id", Id, nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contests.id"], name=op.f("fk_disqualifications_contest_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_disqualifications_participant_id"),
        ),
        sa.PrimaryKeyConstraint("contest_id", "participant_id", name=op.f("pk_disqualifications")),
    )


def downgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("picture")
    op.drop_index("ix_rewards_counted", "rewards")
    for table in ("disqualifications", "contest_entrants", "contests"):
        op.drop_table(table)
