"""Which points are on their way to the outside, and which lists of them were given to a bank?"""

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


class QuickReason(StrEnum):
    """Why a payout was rejected, in words that the bot has in every language."""

    DESTINATION = "destination"
    NAME = "name"
    RULES = "rules"
    CHECK = "check"
    BANK = "bank"
    WITHDRAWN = "withdrawn"
    """The participant took the request back."""


class PayoutBatch(Base):
    """Approved payouts of one method that were written into a file for the bank or the wallet."""

    __tablename__ = "payout_batches"
    __table_args__ = (Index(None, "cancelled_at", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    method: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    created_by: Mapped[int] = mapped_column(BigInteger)
    """Telegram id of the admin."""
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[int | None] = mapped_column(BigInteger)


class Payout(Base):
    """A participant's request to be paid part of the available points."""

    __tablename__ = "payouts"
    __table_args__ = (
        Index(None, "participant_id", "id"),
        Index(None, "state", "id"),
        Index(None, "campaign_id", "state", "id"),
        Index(None, "state", "method", "id"),
        Index(None, "batch_id", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    """What leaves the participant's balance, the fee included."""
    method: Mapped[str] = mapped_column(String(16))
    destination: Mapped[str] = mapped_column(String(128))
    """Where to pay; shown masked (bot.services.payouts.mask)."""
    state: Mapped[PayoutState] = mapped_column(String(16), default=PayoutState.REQUESTED)
    requested_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    """Telegram id of the admin; of the participant who took the request back."""
    reason: Mapped[str | None] = mapped_column(String(500))
    paid_at: Mapped[datetime | None]
    paid_by: Mapped[int | None] = mapped_column(BigInteger)
    fee_minor: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """Part of the amount that stays with the campaign."""
    first_at: Mapped[datetime | None]
    first_by: Mapped[int | None] = mapped_column(BigInteger)
    """Who approved first where two must."""
    quick_reason: Mapped[QuickReason | None] = mapped_column(String(16))
    """The reason that was chosen rather than written; `reason` has it in the admins' language."""
    reference: Mapped[str | None] = mapped_column(String(64))
    """The bank's or wallet's number of the payment."""
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("payout_batches.id"))
    """The batch that it is in, and, once paid or rejected, the one that it was in."""
    bank_refusal: Mapped[str | None] = mapped_column(String(200))
    """Why the bank did not pay; kept out of batches until an admin sends it again."""
    own_method: Mapped[str | None] = mapped_column(String(32))
    """Which of the campaign's own ways, where the method is "own"."""

    @property
    def net_minor(self) -> int:
        """What arrives at the destination."""
        return self.amount_minor - self.fee_minor

    @property
    def is_withdrawn(self) -> bool:
        return self.quick_reason == QuickReason.WITHDRAWN

    @property
    def step(self) -> str:
        """The state as people are told it, finer than the one that decides.

        One of: requested, second, approved, batched, refused, paid, rejected, withdrawn.
        """
        match self.state:
            case PayoutState.REQUESTED if self.first_by is not None:
                return "second"
            case PayoutState.APPROVED if self.batch_id is not None:
                return "batched"
            case PayoutState.APPROVED if self.bank_refusal is not None:
                return "refused"
            case PayoutState.REJECTED if self.is_withdrawn:
                return "withdrawn"
            case _:
                return self.state
