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
    REFUND = "refund"


class RewardSource(StrEnum):
    """What earned a reward."""

    REFERRAL = "referral"
    CONVERSION = "conversion"
    MILESTONE = "milestone"
    BONUS = "bonus"
    """A rule on "cron"."""
    CONTEST = "contest"


class Reward(Base):
    """One application of one promise of the document to one person."""

    __tablename__ = "rewards"
    __table_args__ = (
        Index(None, "participant_id", "id"),
        Index(None, "referral_id"),
        Index(None, "conversion_id"),
        Index(
            "ix_rewards_due",
            "due_at",
            "participant_id",
            "id",
            sqlite_where=text("state = 'scheduled'"),
            postgresql_where=text("state = 'scheduled'"),
        ),
        Index(
            "ix_rewards_counted",
            "campaign_id",
            "due_at",
            sqlite_where=text("state IN ('credited', 'reversed')"),
            postgresql_where=text("state IN ('credited', 'reversed')"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(128), unique=True)
    """Business key, also the ledger's: "referral:{campaign}:{referee}:{rule}"."""
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referrals.id"))
    """Whose friend it is for; a contest, a milestone or a bonus is for all of them."""
    rule: Mapped[int]
    """Position of the [[reward]] in the document, from 0; a [[milestone]]'s `at`."""
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[RewardState] = mapped_column(String(16))
    reason: Mapped[VoidReason | None] = mapped_column(String(16))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    """End of hold and credit delay."""
    settled_at: Mapped[datetime | None]
    """When it was credited, voided or reversed."""
    part_of: Mapped[str | None] = mapped_column(String(128))
    """The ledger's key, where one transaction promised to two people; else it is `key`."""
    source: Mapped[RewardSource] = mapped_column(
        String(16), server_default=RewardSource.REFERRAL, default=RewardSource.REFERRAL
    )
    conversion_id: Mapped[int | None] = mapped_column(ForeignKey("conversions.id"))
    level: Mapped[int] = mapped_column(server_default="1", default=1)
    """How far above the friend the person stands; 0 is the friend."""
