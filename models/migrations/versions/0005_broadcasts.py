"""broadcasts"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(JSONB(), "postgresql")
Moment = sa.DateTime(timezone=True)


def added() -> list[sa.Column[object]]:
    return [
        sa.Column("preview_message_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=16), server_default="text", nullable=False),
        sa.Column("file_id", sa.String(length=256), nullable=True),
        sa.Column("buttons", Json, nullable=True),
        sa.Column("shows_links", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("segment", Json, nullable=True),
        sa.Column("started_by", sa.BigInteger(), nullable=True),
        sa.Column("began_at", Moment, nullable=True),
        sa.Column("pause_reason", sa.String(length=16), nullable=True),
        sa.Column("planning_at", Moment, nullable=True),
        sa.Column("planned_through_id", sa.BigInteger(), nullable=True),
        sa.Column("last_participant_id", sa.BigInteger(), nullable=True),
        sa.Column("unknown_left", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("tally", Json, nullable=True),
    ]


def upgrade() -> None:
    with op.batch_alter_table("broadcasts") as broadcasts:
        broadcasts.alter_column("created_by", existing_type=sa.BigInteger(), nullable=True)
        for column in added():
            broadcasts.add_column(column)
    op.execute("UPDATE broadcasts SET started_by = created_by, began_at = starts_at")
    op.create_table(
        "chat_moves",
        sa.Column("old_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("new_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("old_id", name=op.f("pk_chat_moves")),
    )


def downgrade() -> None:
    op.drop_table("chat_moves")
    # What the older program does not know is over for it.
    op.execute(
        "UPDATE broadcasts SET state = 'cancelled' "
        "WHERE state IN ('draft', 'scheduled', 'planning', 'paused')"
    )
    op.execute("UPDATE broadcasts SET created_by = 0 WHERE created_by IS NULL")
    with op.batch_alter_table("broadcasts") as broadcasts:
        for column in reversed(added()):
            broadcasts.drop_column(column.name)
        broadcasts.alter_column("created_by", existing_type=sa.BigInteger(), nullable=False)
