"""support, and people by @name"""

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    find_people_by_name()
    let_the_outbox_copy()
    op.create_table(
        "support_threads",
        sa.Column("id", Id, nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sa.Column("closed_at", Moment, nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_support_threads_participant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_threads")),
    )
    op.create_index(
        op.f("ix_support_threads_participant_id_id"), "support_threads", ["participant_id", "id"]
    )
    op.create_index(
        "ix_support_threads_open",
        "support_threads",
        ["participant_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        op.f("ix_support_threads_state_written_at"), "support_threads", ["state", "written_at"]
    )
    create_messages()
    op.create_table(
        "support_posts",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["support_threads.id"], name=op.f("fk_support_posts_thread_id")
        ),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_support_posts")),
    )
    op.create_index(op.f("ix_support_posts_thread_id"), "support_posts", ["thread_id"])


def rebuilt(table: str) -> AbstractContextManager[BatchOperations]:
    """SQLite would write a new column behind the constraints, other than the models do."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    return op.batch_alter_table(table, recreate="always" if is_sqlite else "never")


def find_people_by_name() -> None:
    """An index on lower(username) would be lost whenever SQLite builds the table anew."""
    with rebuilt("participants") as batch:
        batch.drop_index("ix_participants_username")
        batch.add_column(sa.Column("username_key", sa.String(length=64), nullable=True))
    op.execute("UPDATE participants SET username_key = lower(username) WHERE username IS NOT NULL")
    op.create_index("ix_participants_username_key", "participants", ["username_key"])


def let_the_outbox_copy() -> None:
    with rebuilt("outbox") as batch:
        batch.add_column(sa.Column("subject", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("copied_chat_id", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("copied_message_id", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("reply_to_message_id", sa.BigInteger(), nullable=True))


def create_messages() -> None:
    op.create_table(
        "support_messages",
        sa.Column("id", Id, nullable=False),
        sa.Column("thread_id", Id, nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("is_from_team", sa.Boolean(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("attachment", sa.String(length=24), nullable=True),
        sa.Column("album", sa.String(length=64), nullable=True),
        sa.Column("source_chat_id", sa.BigInteger(), nullable=False),
        sa.Column("source_message_id", sa.BigInteger(), nullable=False),
        sa.Column("delivered_message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["support_threads.id"], name=op.f("fk_support_messages_thread_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_messages")),
    )
    op.create_index(
        op.f("ix_support_messages_thread_id_id"), "support_messages", ["thread_id", "id"]
    )
    op.create_index(
        op.f("ix_support_messages_source_chat_id_source_message_id"),
        "support_messages",
        ["source_chat_id", "source_message_id"],
        unique=True,
    )
    for name, column in (("album", "album"), ("words", "at")):
        where = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_support_messages_{name}",
            "support_messages",
            [column],
            sqlite_where=where,
            postgresql_where=where,
        )


def downgrade() -> None:
    op.drop_table("support_posts")
    op.drop_table("support_messages")
    op.drop_table("support_threads")
    with rebuilt("outbox") as batch:
        for column in ("reply_to_message_id", "copied_message_id", "copied_chat_id", "subject"):
            batch.drop_column(column)
    with rebuilt("participants") as batch:
        batch.drop_index("ix_participants_username_key")
        batch.drop_column("username_key")
    op.create_index("ix_participants_username", "participants", ["username"])
