"""Which messages go to many, and what became of each copy?"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Json


class BroadcastKind(StrEnum):
    """What Telegram calls the message."""

    TEXT = "text"
    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    DOCUMENT = "document"
    AUDIO = "audio"
    VOICE = "voice"


class BroadcastState(StrEnum):
    DRAFT = "draft"
    """Shown to the admins, who still choose for whom and when."""
    SCHEDULED = "scheduled"
    """Confirmed; it is planned when its time has come."""
    PLANNING = "planning"
    """The recipients are being written down."""
    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class PauseReason(StrEnum):
    PRESSED = "pressed"
    RIGHTS = "rights"
    """Whoever answered for it may send no broadcasts any more."""


class Broadcast(Base):
    """A message to a segment."""

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    html: Mapped[str] = mapped_column(Text)
    """The text or the caption, with Telegram's HTML entities."""
    state: Mapped[BroadcastState] = mapped_column(String(16), default=BroadcastState.PLANNED)
    created_by: Mapped[int | None] = mapped_column(BigInteger)
    """None: the operator, at the command line."""
    created_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    """Between creation and start it can be cancelled without a trace at the recipients."""
    finished_at: Mapped[datetime | None]
    card_chat_id: Mapped[int | None] = mapped_column(BigInteger)
    card_message_id: Mapped[int | None] = mapped_column(BigInteger)
    preview_message_id: Mapped[int | None] = mapped_column(BigInteger)
    """Above the card: what a recipient will see."""
    kind: Mapped[BroadcastKind] = mapped_column(
        String(16), default=BroadcastKind.TEXT, server_default=BroadcastKind.TEXT
    )
    file_id: Mapped[str | None] = mapped_column(String(256))
    """Telegram's name for the picture or file, valid for this bot alone."""
    buttons: Mapped[list[Any] | None] = mapped_column(Json)
    """Rows of [text, address]; None: no buttons."""
    shows_links: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Whether Telegram shows a preview of the first link."""
    segment: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """For whom, as bot.services.segments writes it; None: everybody."""
    started_by: Mapped[int | None] = mapped_column(BigInteger)
    """Who answers for it: started it, or resumed it last; None: the operator."""
    began_at: Mapped[datetime | None]
    """When the first copy was taken."""
    pause_reason: Mapped[PauseReason | None] = mapped_column(String(16))
    planning_at: Mapped[datetime | None]
    """Whoever starts the bot later is no recipient."""
    planned_through_id: Mapped[int | None] = mapped_column(BigInteger)
    """Of the participants; those up to here are written down."""
    last_participant_id: Mapped[int | None] = mapped_column(BigInteger)
    """Where the planning ends."""
    unknown_left: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """The admins chose not to send to the unknown again."""
    tally: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """Copies by state, once nothing changes any more."""


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
