"""roles and audit"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(JSONB(), "postgresql")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "role_grants",
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("granted_by", sa.BigInteger(), nullable=False),
        sa.Column("granted_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", "role", name=op.f("pk_role_grants")),
    )
    op.create_table(
        "audit_records",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("participant_id", Id, nullable=True),
        sa.Column("payout_id", Id, nullable=True),
        sa.Column("campaign_id", Id, nullable=True),
        sa.Column("before", Json, nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_audit_records_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["payout_id"], ["payouts.id"], name=op.f("fk_audit_records_payout_id")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_audit_records_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_records")),
    )
    for column in ("actor", "participant_id", "payout_id"):
        name = op.f(f"ix_audit_records_{column}_id")
        op.create_index(name, "audit_records", [column, "id"])
    keep_the_audit()


def downgrade() -> None:
    op.drop_table("audit_records")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")
    op.drop_table("role_grants")


# Written by hand: models/append_only.py, as it was for this revision.
def keep_the_audit() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    refuse = (
        "EXECUTE FUNCTION refuse_audit_change()"
        if is_postgresql
        else "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
    )
    if is_postgresql:
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RAISE EXCEPTION 'the audit is append-only' "
            "USING ERRCODE = 'restrict_violation'; END $$"
        )
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_records_{change.lower()} BEFORE {change} ON audit_records "
            f"FOR EACH ROW {refuse}"
        )
    if is_postgresql:
        op.execute(
            "CREATE TRIGGER audit_records_truncate BEFORE TRUNCATE ON audit_records "
            f"FOR EACH STATEMENT {refuse}"
        )
