"""Which buttons that decide or move points are out, and were they pressed?"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json


class Confirmation(Base):
    """The right to press one button once."""

    __tablename__ = "confirmations"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    """128 random bits, base64url: what the button carries."""
    chat_id: Mapped[int] = mapped_column(BigInteger)
    telegram_id: Mapped[int | None] = mapped_column(BigInteger)
    """The only person who may press; None: any admin, in the admin group."""
    action: Mapped[str] = mapped_column(String(32))
    """What the button does, as "payout-approve"."""
    subject: Mapped[dict[str, Any]] = mapped_column(Json)
    """Everything the action needs: nothing that decides is taken from the button itself."""
    expires_at: Mapped[datetime] = mapped_column(index=True)
    spent_at: Mapped[datetime | None]
