"""Who is known to the bot, and what is each of them in the middle of writing?"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, String, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Json


class NameDisplay(StrEnum):
    """How others see a participant on leaderboards."""

    NAME = "name"
    INITIALS = "initials"
    HIDDEN = "hidden"


class NoticePace(StrEnum):
    """When a participant is told what is no answer."""

    NOW = "now"
    DAILY = "daily"
    """What can wait comes in one message a day."""


def _key_of_username(context: DefaultExecutionContext) -> str | None:
    return username_key((context.current_parameters or {}).get("username"))


def username_key(username: str | None) -> str | None:
    """By which an @name is found: people write them in any case."""
    return None if username is None else username.lower()


class Participant(Base):
    """A person known to the bot."""

    __tablename__ = "participants"
    __table_args__ = (
        Index(None, "started_at"),
        Index(
            "ix_participants_banned",
            "banned_at",
            sqlite_where=text("banned_at IS NOT NULL"),
            postgresql_where=text("banned_at IS NOT NULL"),
        ),
        Index(
            "ix_participants_blocked",
            "blocked_at",
            sqlite_where=text("blocked_at IS NOT NULL"),
            postgresql_where=text("blocked_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    name: Mapped[str] = mapped_column(String(140))
    """As Telegram gives it, cleaned by bot.services.names; shown as text, never as markup."""
    username: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str | None] = mapped_column(String(8))
    """Chosen in /settings; None follows the language of the person's Telegram."""
    telegram_language: Mapped[str | None] = mapped_column(String(16))
    name_display: Mapped[NameDisplay] = mapped_column(
        String(16), default=NameDisplay.NAME, server_default=NameDisplay.NAME
    )
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    """First press of start; until then the person was merely seen (in a channel, say)."""
    blocked_at: Mapped[datetime | None]
    """Since when the person does not let the bot write."""
    banned_at: Mapped[datetime | None]
    username_key: Mapped[str | None] = mapped_column(
        String(64), index=True, default=_key_of_username
    )
    """The username in lower case."""
    notices: Mapped[NoticePace] = mapped_column(String(8), server_default=NoticePace.NOW)


class Draft(Base):
    """What a person is in the middle of telling the bot; losing one loses no decision."""

    __tablename__ = "drafts"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    state: Mapped[str | None] = mapped_column(String(128))
    content: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    updated_at: Mapped[datetime] = mapped_column(index=True)
