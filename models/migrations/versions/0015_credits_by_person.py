"""credits by person"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SCHEDULED = sa.text("state = 'scheduled'")


def upgrade() -> None:
    _index("due_at", "participant_id", "id")


def downgrade() -> None:
    _index("due_at")


def _index(*columns: str) -> None:
    op.drop_index("ix_rewards_due", table_name="rewards")
    op.create_index(
        "ix_rewards_due",
        "rewards",
        list(columns),
        sqlite_where=SCHEDULED,
        postgresql_where=SCHEDULED,
    )
