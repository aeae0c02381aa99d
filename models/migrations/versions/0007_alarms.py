"""alarms"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_alarms")),
    )
    is_blocked = sa.text("blocked_at IS NOT NULL")
    op.create_index(
        "ix_participants_blocked",
        "participants",
        ["blocked_at"],
        sqlite_where=is_blocked,
        postgresql_where=is_blocked,
    )


def downgrade() -> None:
    op.drop_index("ix_participants_blocked", "participants")
    op.drop_table("alarms")
