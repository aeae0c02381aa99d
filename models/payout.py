"""Which points are on their way to the outside?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class PayoutState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    PAID = "paid"
    REJECTED = "rejected"


class Payout(Base):
    """A participant's request to be paid part of the available points."""

    __tablename__ = "payouts"
    __table_args__ = (Index(None, "participant_id", "id"), Index(None, "state", "id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    method: Mapped[str] = mapped_column(String(16))
    destination: Mapped[str] = mapped_column(String(128))
    """Where to pay; shown masked (bot.services.payouts.mask)."""
    state: Mapped[PayoutState] = mapped_column(String(16), default=PayoutState.REQUESTED)
    requested_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    """Telegram id of the admin."""
    reason: Mapped[str | None] = mapped_column(String(500))
    paid_at: Mapped[datetime | None]
    paid_by: Mapped[int | None] = mapped_column(BigInteger)
