"""Whom does an admin mean by a Telegram id, an @name or an invite's code?"""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import invites
from models import Participant
from models.participant import username_key

NAMESAKES_MAX = 5
WRITTEN_SHOWN_MAX = 64
USERNAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
"""Letters, digits and underscores (Telegram, "usernames")."""
TELEGRAM_ID = re.compile(r"[1-9][0-9]{0,15}", re.ASCII)


class PersonUnknown(UserError):
    """Nobody whom the bot knows has this id, @name or code; `written` is what was asked for."""


class PersonAmbiguous(UserError):
    """An @name that moved from one person to another; `ids` are theirs."""


class PersonUnreadable(UserError):
    """Neither a Telegram id nor an @name nor a code."""


def named_first(text: str) -> tuple[str, str]:
    """Whom the first word of a command names, and what follows, on the same line or the next."""
    written, *rest = text.split(maxsplit=1) or [""]
    return written, "".join(rest).rstrip()


async def find(session: AsyncSession, written: str) -> Participant:
    """Raises `PersonUnreadable`, `PersonUnknown` or `PersonAmbiguous`."""
    found = await matching(session, written)
    if len(found) > 1:
        raise PersonAmbiguous(ids=", ".join(str(person.telegram_id) for person in found))
    return found[0]


async def matching(session: AsyncSession, written: str) -> Sequence[Participant]:
    """Everybody who may be meant, hardly ever more than one: usernames move.

    Raises `PersonUnreadable` or `PersonUnknown`.
    """
    written = written.strip()
    if TELEGRAM_ID.fullmatch(written):
        condition = Participant.telegram_id == int(written)
    elif match := USERNAME.fullmatch(written):
        condition = Participant.username_key == username_key(match[1])
    elif invites.CODE_SHAPE.fullmatch(written):
        return [await _owner_of_code(session, written)]
    else:
        raise PersonUnreadable
    found = (
        await session.scalars(
            select(Participant).where(condition).order_by(Participant.id).limit(NAMESAKES_MAX)
        )
    ).all()
    if not found and TELEGRAM_ID.fullmatch(written):
        raise PersonUnknown(written=written)
    # A code may have the shape of a username.
    return found or [await _owner_of_code(session, written)]


async def by_id(session: AsyncSession, participant_id: int) -> Participant:
    """`PersonUnknown` for a number that belongs to nobody."""
    found: Participant | None = await session.get(
        Participant, participant_id, populate_existing=True
    )
    if found is None:
        raise PersonUnknown(written=str(participant_id))
    return found


async def _owner_of_code(session: AsyncSession, written: str) -> Participant:
    target = await invites.resolve(session, written)
    if target is None:
        raise PersonUnknown(written=written[:WRITTEN_SHOWN_MAX])
    return await by_id(session, target.referrer_id)
