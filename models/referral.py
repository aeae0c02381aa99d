"""Who came through whom, with which verdict, and what is still missing?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class Verdict(StrEnum):
    """What became of one arrival by a code; all but ACCEPTED are refusals with a text each."""

    ACCEPTED = "accepted"
    UNKNOWN_CODE = "unknown-code"
    EXPIRED_CODE = "expired-code"
    CAMPAIGN_NOT_RUNNING = "campaign-not-running"
    OWN_CODE = "own-code"
    REFERRER_BANNED = "referrer-banned"
    REFEREE_BANNED = "referee-banned"
    ALREADY_REFERRED = "already-referred"
    KNOWN_BEFORE = "known-before"
    CYCLE = "cycle"
    OVER_LIMIT = "over-limit"


class Touch(Base):
    """One arrival by a code; a refused one is kept too, so that /why can show it."""

    __tablename__ = "touches"
    __table_args__ = (
        Index(None, "referrer_id", "id"),
        Index(None, "participant_id", "id"),
        Index(None, "at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(64))
    """As it came, cut to 64 characters."""
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    """Who arrived."""
    invite_id: Mapped[int | None] = mapped_column(ForeignKey("invites.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    referrer_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id"))
    verdict: Mapped[Verdict] = mapped_column(String(24))
    at: Mapped[datetime]


class ReferralState(StrEnum):
    PENDING = "pending"
    QUALIFIED = "qualified"
    REVOKED = "revoked"


class RevokeReason(StrEnum):
    """Why a referral came to nothing; one text each."""

    LEFT = "left"
    WINDOW_PASSED = "window-passed"
    BANNED = "banned"
    REFUNDED = "refunded"
    """What the friend had bought was given back."""
    REJECTED = "rejected"
    """An admin has not approved the friend."""


class Referral(Base):
    """The edge referrer → referee in a campaign; at most one per referee, never overwritten."""

    __tablename__ = "referrals"
    __table_args__ = (
        Index(None, "campaign_id", "referee_id", unique=True),
        Index(None, "campaign_id", "referrer_id", "id"),
        Index(None, "referee_id"),
        Index(None, "created_at"),
        Index(None, "qualified_at"),
        Index(None, "revoked_at"),
        Index(
            "ix_referrals_hold",
            "hold_until",
            sqlite_where=text("state = 'pending' AND hold_until IS NOT NULL"),
            postgresql_where=text("state = 'pending' AND hold_until IS NOT NULL"),
        ),
        Index(
            "ix_referrals_expiry",
            "expires_at",
            sqlite_where=text("state = 'pending' AND hold_until IS NULL"),
            postgresql_where=text("state = 'pending' AND hold_until IS NULL"),
        ),
        Index(
            "ix_referrals_recheck",
            "checked_at",
            sqlite_where=text("state = 'qualified' AND checked_at IS NOT NULL"),
            postgresql_where=text("state = 'qualified' AND checked_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    """The campaign version under which the promise was made."""
    referrer_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    referee_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    invite_id: Mapped[int] = mapped_column(ForeignKey("invites.id"))
    state: Mapped[ReferralState] = mapped_column(String(16), default=ReferralState.PENDING)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    """Until when the steps must be done."""
    hold_until: Mapped[datetime | None]
    """Set when the last step is done: the end of the hold, when the steps are checked again."""
    qualified_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[RevokeReason | None] = mapped_column(String(24))
    checked_at: Mapped[datetime | None]
    """Last membership check after qualification; None where nothing can be left."""
    split: Mapped[str] = mapped_column(String(8), server_default=text("''"), default="")
    """Who shall have the reward, as the invite said then."""


class ReferralStep(Base):
    """A step that a referee has done; `start` is done by being referred and has no row."""

    __tablename__ = "referral_steps"

    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id"), primary_key=True)
    step: Mapped[str] = mapped_column(String(96), primary_key=True)
    """As in the campaign document: "subscribe:@shop_news"."""
    done_at: Mapped[datetime]


class LimitCounter(Base):
    """How many referrals a referrer has had in one hour, day or week of a campaign."""

    __tablename__ = "limit_counters"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    referrer_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    period: Mapped[str] = mapped_column(String(24), primary_key=True)
    """ "hour:2026-11-22T10", "day:2026-11-22", "week:2026-W47", in the campaign's time zone."""
    used: Mapped[int]
