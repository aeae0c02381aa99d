"""Who pressed or wrote, in which chat, and does the button still count?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiogram.types import CallbackQuery, Message, User

from bot.db import Session
from bot.services import admins, confirmations, names

BUTTON_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Place:
    """Who did something, and in which chat: what a confirmation is bound to."""

    chat_id: int
    telegram_id: int
    name: str


def place_of(event: Message | CallbackQuery) -> Place:
    message = event if isinstance(event, Message) else event.message
    assert message is not None
    assert event.from_user is not None
    return Place(message.chat.id, event.from_user.id, name_of(event.from_user))


def name_of(user: User) -> str:
    """The name by which the group knows an admin, "" where nothing of it can be read."""
    return names.clean(user.first_name, user.last_name)


def mention(user: User) -> str:
    """HTML: in a group, a selective reply field opens for those who are mentioned."""
    return user.mention_html(name_of(user) or str(user.id))


async def issue(
    session: Session,
    place: Place,
    *,
    action: str,
    subject: Mapping[str, Any],
    now: datetime,
    lasts: timedelta = BUTTON_LASTS,
) -> str:
    """The token of a button for this person alone: nobody else has read what it confirms."""
    return await confirmations.issue(
        session,
        chat_id=place.chat_id,
        telegram_id=place.telegram_id,
        action=action,
        subject=subject,
        now=now,
        expires_at=now + lasts,
    )


async def spend(
    session: Session, place: Place, token: str, *, action: str, now: datetime
) -> dict[str, Any]:
    """The subject of a button, used up by this press; raises what `confirmations.spend` does."""
    return await confirmations.spend(
        session,
        token,
        chat_id=place.chat_id,
        telegram_id=place.telegram_id,
        action=action,
        now=now,
    )


async def spend_by_admin(
    session: Session, place: Place, token: str, *, action: str, now: datetime
) -> dict[str, Any]:
    """The same for an admin, who is known by name from here on: cards say who decided."""
    await admins.remember(session, place.telegram_id, place.name, now=now)
    return await spend(session, place, token, action=action, now=now)
