"""Whom does an admin mean by a Telegram id or an @name?"""

import re
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from models import Participant

NAMESAKES_MAX = 5
USERNAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
"""Letters, digits and underscores (Telegram, "usernames")."""
TELEGRAM_ID = re.compile(r"[1-9][0-9]{0,15}", re.ASCII)


class PersonUnknown(UserError):
    """Nobody whom the bot knows has this id or @name; `written` is what was asked for."""


class PersonAmbiguous(UserError):
    """An @name that moved from one person to another; `ids` are theirs."""


class PersonUnreadable(UserError):
    """Neither a Telegram id nor an @name."""


async def find(session: AsyncSession, written: str) -> Participant:
    """Raises `PersonUnreadable`, `PersonUnknown` or `PersonAmbiguous`."""
    written = written.strip()
    found: Sequence[Participant]
    if TELEGRAM_ID.fullmatch(written):
        condition = Participant.telegram_id == int(written)
    elif match := USERNAME.fullmatch(written):
        condition = func.lower(Participant.username) == match[1].lower()
    else:
        raise PersonUnreadable
    found = (
        await session.scalars(
            select(Participant).where(condition).order_by(Participant.id).limit(NAMESAKES_MAX)
        )
    ).all()
    if not found:
        raise PersonUnknown(written=written)
    if len(found) > 1:
        raise PersonAmbiguous(ids=", ".join(str(person.telegram_id) for person in found))
    return found[0]
