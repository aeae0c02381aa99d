"""What can be had for points, which codes are handed out for it, and who took what?"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Json

UNSOLD = text("redemption_id IS NULL")
UNANNOUNCED = text("announced_at IS NULL")


class OfferKind(StrEnum):
    VOUCHER = "voucher"
    GIFT = "gift"
    ACCESS = "access"
    THANKS = "thanks"


class RedemptionState(StrEnum):
    ORDERED = "ordered"
    SENT = "sent"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    MISSED = "missed"
    """A reward was to buy it at once and there was none: no points moved."""


class Offer(Base):
    """One item of a campaign's catalogue."""

    __tablename__ = "offers"
    __table_args__ = (UniqueConstraint("campaign_id", "name"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    name: Mapped[str] = mapped_column(String(32))
    """What reward rules call it by."""
    kind: Mapped[OfferKind] = mapped_column(String(16))
    title: Mapped[dict[str, str]] = mapped_column(Json)
    """By language."""
    words: Mapped[dict[str, str]] = mapped_column(Json)
    """The description, by language; often empty."""
    gives: Mapped[dict[str, str]] = mapped_column(Json)
    """What the buyer of an access gets to read, or what is posted as thanks, by language."""
    asks: Mapped[dict[str, str]] = mapped_column(Json)
    """What a buyer is asked before buying, as where to send it; empty: nothing."""
    price_minor: Mapped[int] = mapped_column(BigInteger)
    stock: Mapped[int | None]
    """How many are left; None: unlimited. Of a voucher the codes are counted instead."""
    post_in: Mapped[str | None] = mapped_column(String(40))
    """The channel of the thanks, "@name" or "-100…"."""
    photo: Mapped[str | None] = mapped_column(String(255))
    """Telegram's file id of its picture."""
    document: Mapped[dict[str, object] | None] = mapped_column(Json)
    """Its section in the campaign document as last loaded; None: an admin added it by hand."""
    created_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]


class Redemption(Base):
    """One offer that one person took, for the points that moved."""

    __tablename__ = "redemptions"
    __table_args__ = (
        Index(None, "participant_id", "id"),
        Index(None, "offer_id", "id"),
        Index(None, "state", "id"),
        Index(
            "ix_redemptions_unannounced",
            "id",
            sqlite_where=UNANNOUNCED,
            postgresql_where=UNANNOUNCED,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    reward_id: Mapped[int | None] = mapped_column(ForeignKey("rewards.id"), unique=True)
    """The reward that bought it by itself."""
    price_minor: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[RedemptionState] = mapped_column(String(16))
    answer: Mapped[str | None] = mapped_column(String(300))
    """What the buyer wrote to the offer's question."""
    bought_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    """When an admin moved it last."""
    changed_by: Mapped[int | None] = mapped_column(BigInteger)
    """Telegram id of the admin."""
    reason: Mapped[str | None] = mapped_column(String(500))
    """Why it was cancelled; of what was missed "stock" or "points"."""
    announced_at: Mapped[datetime | None]
    """When the admin group was told; None: it is still to be."""


class Voucher(Base):
    """A code of the pool; handed out at most once, and never put back."""

    __tablename__ = "vouchers"
    __table_args__ = (
        UniqueConstraint("offer_id", "code"),
        Index("ix_vouchers_unsold", "offer_id", "id", sqlite_where=UNSOLD, postgresql_where=UNSOLD),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"))
    code: Mapped[str] = mapped_column(String(200))
    added_at: Mapped[datetime]
    added_by: Mapped[int] = mapped_column(BigInteger)
    """Telegram id of the admin."""
    redemption_id: Mapped[int | None] = mapped_column(ForeignKey("redemptions.id"), unique=True)


class Expiry(Base):
    """Points of one person that ran out on one day."""

    __tablename__ = "expiries"
    __table_args__ = (UniqueConstraint("campaign_id", "participant_id", "day"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    day: Mapped[date]
    """In the campaign's zone."""
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class ExpiryWarning(Base):
    """What a person was warned of on one day in a campaign."""

    __tablename__ = "expiry_warnings"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    warned_on: Mapped[date] = mapped_column(primary_key=True)
    covers_until: Mapped[date]
    """What runs out up to this day and was there was warned of."""
    last_id: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    """The last transaction of the person's available points that it saw; 0 is nothing."""
    moves: Mapped[int] = mapped_column(server_default=text("0"))
    """How many there were up to it: with another one since, this says nothing any more."""


class ExpiryRun(Base):
    """How far a day's look at a campaign's balances is."""

    __tablename__ = "expiry_runs"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    day: Mapped[date]
    after_id: Mapped[int] = mapped_column(BigInteger)
    """The last account that was looked at."""
    is_done: Mapped[bool]
