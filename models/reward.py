"""Which promises were made by which rule, and what became of them?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class RewardState(StrEnum):
    SCHEDULED = "scheduled"
    CREDITED = "credited"
    VOID = "void"
    REVERSED = "reversed"


class VoidReason(StrEnum):
    """Why a promise was not kept or not made; one text each."""

    REVOKED = "revoked"
    BUDGET = "budget"
    BANNED = "banned"


class Reward(Base):
    """One application of a reward rule to one person."""

    __tablename__ = "rewards"
    __table_args__ = (
        Index(None, "participant_id", "id"),
        Index(None, "referral_id"),
        Index(
            "ix_rewards_due",
            "due_at",
            sqlite_where=text("state = 'scheduled'"),
            postgresql_where=text("state = 'scheduled'"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(128), unique=True)
    """Business key, also the ledger's: "referral:{campaign}:{referee}:{rule}"."""
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id"))
    rule: Mapped[int]
    """Position of the [[reward]] in the document, from 0."""
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[RewardState] = mapped_column(String(16))
    reason: Mapped[VoidReason | None] = mapped_column(String(16))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """End of hold and credit delay."""
    settled_at: Mapped[datetime | None]
    """When it was credited, voided or reversed."""
