"""May this press of a button that decides or moves points still have its effect?"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from models import Confirmation

TOKEN_BYTES = 16
"""22 characters of base64url: a prefix of up to 41 fits before it into callback_data."""


class ButtonNotYours(UserError):
    pass


class ButtonSpent(UserError):
    pass


class ButtonExpired(UserError):
    pass


async def issue(
    session: AsyncSession,
    *,
    chat_id: int,
    telegram_id: int | None,
    action: str,
    subject: Mapping[str, Any],
    now: datetime,
    expires_at: datetime,
) -> str:
    """Give out the right to press one button once; returns the token that the button carries.

    `telegram_id` None lets anyone in the chat press: for the admin group only. `subject` is JSON.
    """
    if expires_at <= now:
        raise ValueError("a button that nobody could press")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        Confirmation(
            token=token,
            chat_id=chat_id,
            telegram_id=telegram_id,
            action=action,
            subject=dict(subject),
            expires_at=expires_at,
        )
    )
    return token


async def spend(
    session: AsyncSession,
    token: str,
    *,
    chat_id: int,
    telegram_id: int,
    action: str,
    now: datetime,
) -> dict[str, Any]:
    """Use the right up and return its subject.

    Raises `ButtonNotYours`, `ButtonSpent` or `ButtonExpired`; an unknown token has expired.
    """
    # The WHERE clause decides between two presses: the second finds spent_at set.
    subject: dict[str, Any] | None = await session.scalar(
        update(Confirmation)
        .where(
            Confirmation.token == token,
            Confirmation.chat_id == chat_id,
            or_(Confirmation.telegram_id.is_(None), Confirmation.telegram_id == telegram_id),
            Confirmation.action == action,
            Confirmation.expires_at > now,
            Confirmation.spent_at.is_(None),
        )
        .values(spent_at=now)
        .returning(Confirmation.subject)
    )
    if subject is not None:
        return subject
    raise await _refusal(session, token, chat_id=chat_id, telegram_id=telegram_id, action=action)


async def check(
    session: AsyncSession,
    token: str,
    *,
    chat_id: int,
    telegram_id: int,
    action: str,
    now: datetime,
) -> dict[str, Any]:
    """The subject of a right that can still be used, which it stays; raises what `spend` raises.

    For a button that leads to a question first: `spend` comes with the answer.
    """
    confirmation = await session.get(Confirmation, token)
    if (
        confirmation is None
        or confirmation.spent_at is not None
        or confirmation.expires_at <= now
        or confirmation.action != action
        or confirmation.chat_id != chat_id
        or confirmation.telegram_id not in (None, telegram_id)
    ):
        raise await _refusal(
            session, token, chat_id=chat_id, telegram_id=telegram_id, action=action
        )
    return confirmation.subject


async def _refusal(
    session: AsyncSession, token: str, *, chat_id: int, telegram_id: int, action: str
) -> UserError:
    row = (
        await session.execute(
            select(
                Confirmation.chat_id,
                Confirmation.telegram_id,
                Confirmation.action,
                Confirmation.spent_at,
            ).where(Confirmation.token == token)
        )
    ).one_or_none()
    if row is None or row.action != action:
        return ButtonExpired()
    if row.chat_id != chat_id or row.telegram_id not in (None, telegram_id):
        return ButtonNotYours()
    if row.spent_at is not None:
        return ButtonSpent()
    return ButtonExpired()


async def forget(session: AsyncSession, *, before: datetime) -> None:
    """Drop buttons that can no longer be pressed."""
    await session.execute(delete(Confirmation).where(Confirmation.expires_at < before))
