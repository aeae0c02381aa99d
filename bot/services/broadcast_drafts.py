"""What do the admins still choose about a message to many, before it is confirmed?"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import audit, broadcast_contents, broadcast_plans, segments
from bot.services.audit import Action
from bot.services.broadcast_contents import Content
from bot.services.broadcasts import BroadcastOver, BroadcastStarted, BroadcastToNobody
from bot.services.segments import Segment
from models import Broadcast, BroadcastState

SOON = (timedelta(hours=1), timedelta(hours=3))
HOURS_OF_DAY = (10, 13, 18)
AHEAD_MAX = timedelta(days=30)


class BroadcastTooFarAhead(UserError):
    pass


async def compose(
    session: AsyncSession, content: Content, *, by: int, card_chat_id: int, now: datetime
) -> Broadcast:
    """Keep a message that the admins are to see as a draft.

    Raises what `broadcast_contents.check` refuses.
    """
    broadcast_contents.check(content)
    broadcast = Broadcast(
        **broadcast_contents.columns(content),
        state=BroadcastState.DRAFT,
        created_by=by,
        created_at=now,
        starts_at=now,
        card_chat_id=card_chat_id,
    )
    session.add(broadcast)
    await session.flush()
    return broadcast


async def get(session: AsyncSession, broadcast_id: int, *, for_update: bool = False) -> Broadcast:
    """Raises `BroadcastStarted` and `BroadcastOver` for what is no draft any more."""
    broadcast = await session.get(
        Broadcast, broadcast_id, populate_existing=True, with_for_update=for_update
    )
    if broadcast is None or broadcast.state in (BroadcastState.CANCELLED, BroadcastState.FINISHED):
        raise BroadcastOver
    if broadcast.state != BroadcastState.DRAFT:
        raise BroadcastStarted
    return broadcast


async def choose_segment(session: AsyncSession, broadcast_id: int, segment: Segment) -> Broadcast:
    return await _choose(session, broadcast_id, segment=segment.encode())


async def choose_time(
    session: AsyncSession, broadcast_id: int, starts_at: datetime | None, *, now: datetime
) -> Broadcast:
    """None: as soon as it is confirmed. Raises `BroadcastTooFarAhead`."""
    if starts_at is not None and starts_at > now + AHEAD_MAX:
        raise BroadcastTooFarAhead
    return await _choose(session, broadcast_id, starts_at=starts_at or now)


async def choose_links(session: AsyncSession, broadcast_id: int, *, shows: bool) -> Broadcast:
    """Whether Telegram shows a preview of the first link."""
    return await _choose(session, broadcast_id, shows_links=shows)


async def _choose(session: AsyncSession, broadcast_id: int, **values: object) -> Broadcast:
    await session.execute(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.state == BroadcastState.DRAFT)
        .values(**values)
    )
    return await get(session, broadcast_id)


async def confirm(session: AsyncSession, broadcast_id: int, *, by: int, now: datetime) -> Broadcast:
    """Start a draft, or put it on the schedule; `by` answers for it.

    Raises `BroadcastToNobody`, `BroadcastStarted` and `BroadcastOver`.
    """
    broadcast = await get(session, broadcast_id, for_update=True)
    segment = segments.decode(broadcast.segment)
    if not await segments.anybody(session, segment, now=now):
        raise BroadcastToNobody
    is_later = broadcast.starts_at > now
    broadcast.started_by = by
    if is_later:
        broadcast.state = BroadcastState.SCHEDULED
    else:
        broadcast.starts_at = now
    await session.flush()
    if not is_later:
        await broadcast_plans.open_plan(session, broadcast_id, now=now, seen=[BroadcastState.DRAFT])
    # Read anew: the plan has changed the row.
    await session.refresh(broadcast)
    after = {
        "state": broadcast.state,
        "broadcast": broadcast_id,
        "segment": segments.written(segment),
        "starts": broadcast.starts_at.isoformat() if is_later else "at once",
    }
    before = {"state": BroadcastState.DRAFT}
    await audit.record(session, Action.BROADCAST_START, by=by, now=now, before=before, after=after)
    return broadcast


def offered_times(now: datetime, zone: ZoneInfo) -> Sequence[datetime]:
    """In an hour, in three, and the next round hours of today and tomorrow."""
    local = now.astimezone(zone)
    times = [now + span for span in SOON]
    for day in (local, local + timedelta(days=1)):
        for hour in HOURS_OF_DAY:
            at = day.replace(hour=hour, minute=0, second=0, microsecond=0)
            if at > now:
                times.append(at)
    return times
