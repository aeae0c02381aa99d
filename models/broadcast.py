"""Which messages go to many, and what became of each copy?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class BroadcastState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Broadcast(Base):
    """A message to a segment."""

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    html: Mapped[str] = mapped_column(Text)
    """The text with Telegram's HTML entities."""
    state: Mapped[BroadcastState] = mapped_column(String(16), default=BroadcastState.PLANNED)
    created_by: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    """Between creation and start it can be cancelled without a trace at the recipients."""
    finished_at: Mapped[datetime | None]
    card_chat_id: Mapped[int | None] = mapped_column(BigInteger)
    card_message_id: Mapped[int | None] = mapped_column(BigInteger)


class DeliveryState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class Delivery(Base):
    """A broadcast's journal row for one recipient.

    Sent at most once: a crash between sending and recording leaves `unknown`.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(None, "broadcast_id", "state"),
        Index(
            "ix_deliveries_claimed",
            "claimed_until",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
    )

    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[DeliveryState] = mapped_column(String(16), default=DeliveryState.PLANNED)
    claimed_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None] = mapped_column(String(300))
