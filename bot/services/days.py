"""What do those read once a day who want no notice at once?

A notice that can wait is moved, when it would leave, into its reader's message of the day: it costs
nothing where it is written, and somebody who changes their mind hears of the rest at once.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert, table
from bot.i18n import decode, encode
from bot.services import outbox_keyboards, sums
from bot.services.outbox import QUEUED_ONLY, Outgoing
from models import NoticePace, OutboxMessage, OutboxState, Participant

AT = time(18)
"""In the evening, when there is time to read it."""
PARTS_MAX = 12
"""As many as fit into one message."""

_OUTBOX = table(OutboxMessage)


def next_evening(now: datetime, zone: ZoneInfo) -> datetime:
    """When the message of the day leaves that a notice of now becomes a part of."""
    local = now.astimezone(zone)
    at = datetime.combine(local.date(), AT, tzinfo=zone)
    return at if at > local else datetime.combine(local.date() + timedelta(days=1), AT, tzinfo=zone)


async def hold_back(
    session: AsyncSession, claimed: Sequence[Outgoing], *, now: datetime, zone: ZoneInfo
) -> list[Outgoing]:
    """Of messages just claimed those that leave; the others become parts of one of the day."""
    waiting = {row.chat_id for row in claimed if row.can_wait}
    daily = await _daily(session, waiting) if waiting else set()
    kept = []
    for row in claimed:
        if row.can_wait and row.chat_id in daily:
            await _gather(session, row, now=now, at=next_evening(now, zone))
        else:
            kept.append(row)
    return kept


async def _daily(session: AsyncSession, chat_ids: Collection[int]) -> set[int]:
    return set(
        await session.scalars(
            select(Participant.telegram_id).where(
                Participant.telegram_id.in_(chat_ids), Participant.notices == NoticePace.DAILY
            )
        )
    )


async def _gather(session: AsyncSession, row: Outgoing, *, now: datetime, at: datetime) -> None:
    await session.execute(
        update(_OUTBOX)
        .where(_OUTBOX.c.id == row.id)
        .values(state=OutboxState.GATHERED, finished_at=now, claimed_until=None)
    )
    part = {"text_key": row.text_key, "text_args": encode(row.args)}
    key = f"day:{row.chat_id}"
    statement = (
        insert(OutboxMessage)
        .values(
            chat_id=row.chat_id,
            text_key="notices-day",
            text_args={},
            keyboard=outbox_keyboards.encode_keyboard(
                [[{"text_key": "friends-button", "callback": "friends:1"}]]
            ),
            collapse_key=key,
            state=OutboxState.QUEUED,
            created_at=now,
            not_before=at,
            attempts=0,
            parts=[part],
        )
        .on_conflict_do_nothing(index_elements=["collapse_key"], index_where=QUEUED_ONLY)
    )
    if await session.scalar(statement.returning(_OUTBOX.c.id)) is not None:
        return
    queued = (
        await session.execute(
            select(_OUTBOX.c.id, _OUTBOX.c.parts)
            .where(_OUTBOX.c.collapse_key == key, QUEUED_ONLY)
            .with_for_update()
        )
    ).one()
    parts = _with(queued.parts or [], part)
    # A full one leaves as it is, and the next notice begins another.
    full = {"collapse_key": None} if len(parts) >= PARTS_MAX else {}
    await session.execute(
        update(_OUTBOX).where(_OUTBOX.c.id == queued.id).values(parts=parts, **full)
    )


def _with(parts: Sequence[dict[str, Any]], new: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts with one more; what says the same of the same campaign adds up."""
    arguments = decode(new["text_args"])
    found = list(parts)
    for place, part in enumerate(found):
        earlier = decode(part["text_args"])
        is_alike = part["text_key"] == new["text_key"] and "count" in arguments
        same_title = part["text_args"].get("title") == new["text_args"].get("title")
        if is_alike and same_title and sums.can_add(earlier, arguments):
            found[place] = new | {"text_args": encode(sums.add(earlier, arguments))}
            return found
    return [*found, new]
