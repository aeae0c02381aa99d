"""Which of Telegram's updates had their effect, and which failed by a bug of ours?"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json


class ProcessedUpdate(Base):
    """Written in the update's own transaction; kept 48 hours.

    Membership, never a high-water mark: ids start anew after a quiet week (Bot API, Update).
    """

    __tablename__ = "processed_updates"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)


class FailedUpdate(Base):
    """An update that a bug kept from being handled, for whoever mends the bug."""

    __tablename__ = "failed_updates"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int]
    error: Mapped[str] = mapped_column(String(2000))
    body: Mapped[dict[str, Any]] = mapped_column(Json)
