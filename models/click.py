"""How often was an invite page opened, without keeping who opened it?"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Click(Base):
    """How many visitors opened an invite's page on one day (UTC)."""

    __tablename__ = "clicks"

    invite_id: Mapped[int] = mapped_column(ForeignKey("invites.id"), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    """ "2026-11-22"."""
    visitors: Mapped[int] = mapped_column(server_default=text("0"), default=0)


class ClickVisitor(Base):
    """Somebody who has been counted today; forgotten when the day is over."""

    __tablename__ = "click_visitors"

    invite_id: Mapped[int] = mapped_column(ForeignKey("invites.id"), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True, index=True)
    visitor: Mapped[str] = mapped_column(String(32), primary_key=True)
    """SHA-256 of the day's salt, address and program, cut to 32 hex digits."""


class ClickSalt(Base):
    """The salt of one day. Once it is deleted nobody can tell whose a hash was."""

    __tablename__ = "click_salts"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    salt: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
