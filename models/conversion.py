"""Which purchases did the shops report, and with which keys?"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Json


class ApiKey(Base):
    """A shop's access to the HTTP API."""

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(32), unique=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256, hex: the key itself is shown once and not kept."""
    secret: Mapped[str] = mapped_column(String(128))
    """Signs requests and webhooks, so it is kept as it is."""
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Conversion(Base):
    """A purchase or other paid event of a participant."""

    __tablename__ = "conversions"
    __table_args__ = (
        UniqueConstraint("api_key_id", "order_id"),
        Index(None, "participant_id", "id"),
        Index(None, "received_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    api_key_id: Mapped[int] = mapped_column(ForeignKey("api_keys.id"))
    order_id: Mapped[str] = mapped_column(String(64))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    commission_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    product: Mapped[str | None] = mapped_column(String(64))
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    refunded_minor: Mapped[int] = mapped_column(BigInteger, server_default="0", default=0)
    refunds: Mapped[int] = mapped_column(server_default="0", default=0)
    """How many there were."""


class ConversionTerms(Base):
    """What counted for a purchase when it was reported: a refund is reckoned by that."""

    __tablename__ = "conversion_terms"

    conversion_id: Mapped[int] = mapped_column(ForeignKey("conversions.id"), primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id"), primary_key=True)
    number: Mapped[int]
    """Which of the friend's purchases it was, from 1."""
    state: Mapped[dict[str, Any]] = mapped_column(Json)
    """`rules.State` but for what the referral holds: tiers, plans, refback, those above."""


class ApiAnswer(Base):
    """What a request with an Idempotency-Key was answered; written with what it did."""

    __tablename__ = "api_answers"
    __table_args__ = (Index(None, "at"),)

    api_key_id: Mapped[int] = mapped_column(ForeignKey("api_keys.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256, hex, of method, path and body."""
    status: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    """Empty until the work of the same transaction is done."""
    at: Mapped[datetime]
