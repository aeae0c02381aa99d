"""conversion terms"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "conversion_terms",
        sa.Column("conversion_id", Id, nullable=False),
        sa.Column("referral_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversion_id"],
            ["conversions.id"],
            name=op.f("fk_conversion_terms_conversion_id"),
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name=op.f("fk_conversion_terms_referral_id")
        ),
        sa.PrimaryKeyConstraint("conversion_id", "referral_id", name=op.f("pk_conversion_terms")),
    )


def downgrade() -> None:
    op.drop_table("conversion_terms")
