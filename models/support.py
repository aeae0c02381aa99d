"""What do participants and the team write to each other, and where is it shown?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class ThreadState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class SupportThread(Base):
    """One conversation of a participant with the team; a person has at most one open one."""

    __tablename__ = "support_threads"
    __table_args__ = (
        Index(None, "participant_id", "id"),
        Index(
            "ix_support_threads_open",
            "participant_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(None, "state", "written_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    state: Mapped[ThreadState] = mapped_column(String(16), default=ThreadState.OPEN)
    opened_at: Mapped[datetime]
    written_at: Mapped[datetime]
    """When the last message came, from either side."""
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(BigInteger)
    """Telegram id of whoever closed it."""


class SupportMessage(Base):
    """One message of a thread, from the participant or from the team."""

    __tablename__ = "support_messages"
    __table_args__ = (
        Index(None, "thread_id", "id"),
        Index(None, "source_chat_id", "source_message_id", unique=True),
        Index(
            "ix_support_messages_album",
            "album",
            sqlite_where=text("album IS NOT NULL"),
            postgresql_where=text("album IS NOT NULL"),
        ),
        Index(
            "ix_support_messages_words",
            "at",
            sqlite_where=text("words IS NOT NULL"),
            postgresql_where=text("words IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("support_threads.id"))
    written_by: Mapped[int] = mapped_column(BigInteger)
    """Telegram id."""
    is_from_team: Mapped[bool]
    at: Mapped[datetime]
    words: Mapped[str | None] = mapped_column(Text)
    """Text or caption; None where there was none, or when it is forgotten."""
    attachment: Mapped[str | None] = mapped_column(String(24))
    """What kind of file came with it, as Telegram calls it: "photo"."""
    album: Mapped[str | None] = mapped_column(String(64))
    """Telegram's number of the album it is a part of."""
    source_chat_id: Mapped[int] = mapped_column(BigInteger)
    source_message_id: Mapped[int] = mapped_column(BigInteger)
    """Where it was written."""
    delivered_message_id: Mapped[int | None] = mapped_column(BigInteger)
    """Of the team's words: the message that the participant has got."""


class SupportPost(Base):
    """A message that belongs to a thread, in the group or in private: a reply to it goes there."""

    __tablename__ = "support_posts"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    message_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("support_threads.id"), index=True)
