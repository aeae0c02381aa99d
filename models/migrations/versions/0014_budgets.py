"""budgets"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "budget_warnings",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_budget_warnings_campaign_id")
        ),
        sa.PrimaryKeyConstraint(
            "campaign_id", "total_minor", "percent", name=op.f("pk_budget_warnings")
        ),
    )


def downgrade() -> None:
    op.drop_table("budget_warnings")
