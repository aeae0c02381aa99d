"""Who opened an invite's page today for the first time, without knowing who it was?

A visitor is a hash of the day's salt, the address and the program that asks. The salt is deleted
after its day, so that a hash can be followed neither to a person nor into the next day.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert, table
from bot.prepared import prepare
from models import Click, ClickSalt, ClickVisitor

HASH_LENGTH = 32
KEEP = timedelta(hours=24)
"""How long a day's salt and visitors outlive the day, for clocks that differ."""

# Those that say that they read a page to show what it looks like, to index it, or to watch it.
# Cubot makes phones; the browsers inside Telegram's and Viber's apps name the app too, and are
# people's. A library or a headless browser says nothing of why it asks, and whoever wanted to
# deceive would not name it either: it is counted.
_ROBOTS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|facebookexternalhit|facebot|whatsapp|vkshare"
    r"|embedly|monitor|uptime|lighthouse|pingdom|validator|^viber",
    re.IGNORECASE,
)

_CLICKS = table(Click)
_SALT = select(ClickSalt.salt).where(ClickSalt.day == bindparam("on_day"))
_NEW_SALT = insert(ClickSalt).on_conflict_do_nothing(index_elements=[ClickSalt.day])
_FIRST = (
    insert(ClickVisitor)
    .on_conflict_do_nothing(
        index_elements=[ClickVisitor.invite_id, ClickVisitor.day, ClickVisitor.visitor]
    )
    .returning(ClickVisitor.invite_id)
)
_COUNT = insert(Click).on_conflict_do_update(
    index_elements=[Click.invite_id, Click.day], set_={"visitors": _CLICKS.c.visitors + 1}
)


prepare(_SALT, _FIRST)


def is_robot(agent: str) -> bool:
    """Whether the program says of itself that nobody looks at what it fetches."""
    return _ROBOTS.search(agent) is not None


async def count(
    session: AsyncSession, invite_id: int, *, address: str, agent: str, now: datetime
) -> bool:
    """Count a visit to an invite's page; False if this visitor came today already."""
    day = now.astimezone(UTC).date().isoformat()
    visitor = _visitor(await _salt(session, day, now=now), address, agent)
    place = {"invite_id": invite_id, "day": day}
    if await session.scalar(_FIRST, place | {"visitor": visitor}) is None:
        return False
    await session.execute(_COUNT, place | {"visitors": 1})
    return True


def _visitor(salt: str, address: str, agent: str) -> str:
    words = f"{salt}\n{address}\n{agent}"
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:HASH_LENGTH]


async def _salt(session: AsyncSession, day: str, *, now: datetime) -> str:
    found: str | None = await session.scalar(_SALT, {"on_day": day})
    if found is not None:
        return found
    new = {"day": day, "salt": secrets.token_hex(32), "created_at": now}
    await session.execute(_NEW_SALT, new)
    # Another replica may have been first.
    made: str | None = await session.scalar(_SALT, {"on_day": day})
    assert made is not None
    return made


async def of_invites(session: AsyncSession, invite_ids: Sequence[int]) -> dict[int, int]:
    """Visitors by invite, all days together."""
    rows = await session.execute(
        select(Click.invite_id, func.sum(Click.visitors))
        .where(Click.invite_id.in_(invite_ids))
        .group_by(Click.invite_id)
    )
    return {invite_id: int(visitors) for invite_id, visitors in rows}


async def forget(session: AsyncSession, *, now: datetime) -> None:
    """Drop the salts and hashes of days that are over; the numbers stay."""
    oldest = (now - KEEP).astimezone(UTC).date().isoformat()
    await session.execute(delete(ClickVisitor).where(ClickVisitor.day < oldest))
    await session.execute(delete(ClickSalt).where(ClickSalt.day < oldest))
