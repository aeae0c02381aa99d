"""Which messages must still leave, and what became of the others?"""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Json


class OutboxState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    GATHERED = "gathered"
    """It has become a part of its reader's message of the day."""
    BLOCKED = "blocked"
    FAILED = "failed"


class Priority(IntEnum):
    """Who goes first when the pacer must choose; lower is sooner."""

    ANSWER = 0
    NOTICE = 1
    BROADCAST = 2


class OutboxMessage(Base):
    """A message that leaves after the transaction that wrote it has committed.

    It is sent at least once: a crash between sending and recording sends it again.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_due",
            "not_before",
            "id",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_outbox_collapse",
            "collapse_key",
            unique=True,
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(None, "topic", "created_at"),
        # Partial: SQLite would take one on `state` for the queue as well, and sort all of it.
        Index(
            "ix_outbox_claimed",
            "claimed_until",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    text_key: Mapped[str] = mapped_column(String(64))
    text_args: Mapped[dict[str, Any]] = mapped_column(Json)
    """Arguments of the text; what they may hold: bot.i18n.Argument."""
    keyboard: Mapped[list[list[dict[str, str]]] | None] = mapped_column(Json)
    """Rows of buttons {"text_key", "callback" or "url"}; texts are rendered when sent."""
    collapse_key: Mapped[str | None] = mapped_column(String(64))
    """Queued messages with one key become one: their `count` and `amount` arguments add up."""
    topic: Mapped[str | None] = mapped_column(String(64))
    """The collapse key, kept after the message was claimed: the next one keeps its distance."""
    state: Mapped[OutboxState] = mapped_column(String(16), default=OutboxState.QUEUED)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    """A row in `sending` past this moment belongs to a sender that died."""
    attempts: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None] = mapped_column(String(300))
    subject: Mapped[str | None] = mapped_column(String(64))
    """Thread and message of support, "support:17:42": what became of it is to be known there."""
    copied_chat_id: Mapped[int | None] = mapped_column(BigInteger)
    copied_message_id: Mapped[int | None] = mapped_column(BigInteger)
    """What is sent is a copy of this message; the text is its caption."""
    reply_to_message_id: Mapped[int | None] = mapped_column(BigInteger)
    """In the same chat; if it is gone by then, the message is no reply."""
    picture: Mapped[str | None] = mapped_column(Text)
    """A card as JSON (bot.pictures.cards), drawn when it is sent; the text is its caption."""
    can_wait: Mapped[bool] = mapped_column(server_default=text("false"))
    """Who wants one message a day has it in that."""
    parts: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)
    """Of a message of the day: {"key", "text_key", "text_args"} for each thing that it tells."""
