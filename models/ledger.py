"""Where are the points, and by which movements did they get there?"""

from datetime import datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import BigInteger, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models import append_only
from models.base import Base, Id

CAMPAIGN_OWNER = 0
"""Owner id of the accounts that belong to the campaign itself."""


class Bucket(StrEnum):
    """What the points in an account are: a participant's first three, then the campaign's."""

    AVAILABLE = "available"
    HELD = "held"
    REQUESTED = "requested"
    BUDGET = "budget"
    PAID_OUT = "paid_out"
    REDEEMED = "redeemed"
    EXPIRED = "expired"


class Account(Base):
    """A cached balance; its truth is the sum of its entries."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("campaign_id", "owner_id", "bucket"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    owner_id: Mapped[int] = mapped_column(BigInteger, index=True)
    """Participant id, or CAMPAIGN_OWNER."""
    bucket: Mapped[Bucket] = mapped_column(String(16))
    balance_minor: Mapped[int] = mapped_column(BigInteger)


class Transaction(Base):
    """One movement of points; its entries sum to zero. Never changed but for its seal."""

    __tablename__ = "transactions"
    __table_args__ = (Index(None, "seal_number", unique=True),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(24))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    """Campaign version by whose rules the points moved."""
    actor: Mapped[int | None] = mapped_column(BigInteger)
    """Telegram id of the person who decided; None for the schedule."""
    reason: Mapped[str | None] = mapped_column(String(500))
    at: Mapped[datetime]
    reverses: Mapped[int | None] = mapped_column(ForeignKey("transactions.id"))
    seal_number: Mapped[int | None] = mapped_column(BigInteger)
    """Place in the hash chain; None until the sealing job has taken the row."""
    seal: Mapped[str | None] = mapped_column(String(64))
    """SHA-256, hex, over the previous seal and this transaction with its entries."""


class Entry(Base):
    """One leg of a transaction."""

    __tablename__ = "entries"
    __table_args__ = (Index(None, "account_id", "transaction_id"),)

    transaction_id: Mapped[int] = mapped_column(ForeignKey("transactions.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)


class LedgerHead(Base):
    """The end of the hash chain; one row, locked by whoever seals."""

    __tablename__ = "ledger_heads"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    seal_number: Mapped[int] = mapped_column(BigInteger)
    seal: Mapped[str] = mapped_column(String(64))


append_only.protect_transactions(cast(Table, Transaction.__table__))
append_only.protect_entries(cast(Table, Entry.__table__))
