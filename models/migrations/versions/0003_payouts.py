"""payouts"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)

NEW_COLUMNS = (
    "fee_minor",
    "first_at",
    "first_by",
    "quick_reason",
    "reference",
    "batch_id",
    "bank_refusal",
)
INDEXES = (
    ("campaign_id", "state", "id"),
    ("state", "method", "id"),
    ("batch_id", "id"),
)


def upgrade() -> None:
    op.create_table(
        "payout_batches",
        sa.Column("id", Id, nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("cancelled_at", Moment, nullable=True),
        sa.Column("cancelled_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_batches")),
    )
    op.create_index(
        op.f("ix_payout_batches_cancelled_at_id"), "payout_batches", ["cancelled_at", "id"]
    )
    with op.batch_alter_table("payouts", recreate="auto") as payouts:
        payouts.add_column(
            sa.Column("fee_minor", sa.BigInteger(), server_default="0", nullable=False)
        )
        payouts.add_column(sa.Column("first_at", Moment, nullable=True))
        payouts.add_column(sa.Column("first_by", sa.BigInteger(), nullable=True))
        payouts.add_column(sa.Column("quick_reason", sa.String(length=16), nullable=True))
        payouts.add_column(sa.Column("reference", sa.String(length=64), nullable=True))
        payouts.add_column(sa.Column("batch_id", Id, nullable=True))
        payouts.add_column(sa.Column("bank_refusal", sa.String(length=200), nullable=True))
        payouts.create_foreign_key(
            op.f("fk_payouts_batch_id"), "payout_batches", ["batch_id"], ["id"]
        )
    for columns in INDEXES:
        op.create_index(op.f(f"ix_payouts_{'_'.join(columns)}"), "payouts", list(columns))


def downgrade() -> None:
    for columns in INDEXES:
        op.drop_index(op.f(f"ix_payouts_{'_'.join(columns)}"), table_name="payouts")
    with op.batch_alter_table("payouts") as payouts:
        payouts.drop_constraint(op.f("fk_payouts_batch_id"), type_="foreignkey")
        for column in reversed(NEW_COLUMNS):
            payouts.drop_column(column)
    op.drop_table("payout_batches")
