"""expiry warnings"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("expiry_warnings", "covers_after")
    # What the earlier ones saw is not known, and nothing runs out unwarned: with 0 they count for
    # nothing, so that it is warned of once more and lives a week from then.
    op.add_column(
        "expiry_warnings",
        sa.Column("last_id", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column(
        "expiry_warnings",
        sa.Column("moves", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )


def downgrade() -> None:
    for column in ("moves", "last_id"):
        op.drop_column("expiry_warnings", column)
    op.add_column(
        "expiry_warnings",
        sa.Column("covers_after", sa.Date(), server_default="0001-01-01", nullable=False),
    )
