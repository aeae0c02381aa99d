"""Who gets a broadcast? Written down a range of participants at a time.

Each range is a short transaction, so that a million recipients keep nobody waiting. Who started
the bot after the planning began is no recipient, whichever range they would have been in.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CursorResult, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import deliveries, segments
from bot.services.deliveries import DELIVERIES
from models import Broadcast, BroadcastState, DeliveryState, Participant

RANGE = 5_000
"""Participants looked at in one transaction."""
COLUMNS = ("broadcast_id", "participant_id", "chat_id", "state")


async def open_plan(
    session: AsyncSession,
    broadcast_id: int,
    *,
    now: datetime,
    seen: Sequence[BroadcastState],
) -> bool:
    """Fix who can be a recipient; whether the broadcast was in one of the states `seen`."""
    last = select(func.coalesce(func.max(Participant.id), 0)).scalar_subquery()
    opened = await session.scalar(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.state.in_(seen))
        .values(
            state=BroadcastState.PLANNING,
            planning_at=now,
            planned_through_id=0,
            last_participant_id=last,
        )
        .returning(Broadcast.id)
    )
    return opened is not None


async def advance(session: AsyncSession, broadcast_id: int) -> int:
    """Write down the recipients of the next range; return how many they are.

    After the last range the broadcast is planned, or cancelled when it reaches nobody.
    """
    broadcast = await session.get(
        Broadcast, broadcast_id, populate_existing=True, with_for_update=True
    )
    if broadcast is None or broadcast.state != BroadcastState.PLANNING:
        return 0
    assert broadcast.planned_through_id is not None
    assert broadcast.last_participant_id is not None
    assert broadcast.planning_at is not None
    start = broadcast.planned_through_id
    end = min(start + RANGE, broadcast.last_participant_id)
    segment = segments.decode(broadcast.segment)
    recipients = select(
        literal(broadcast_id),
        Participant.id,
        Participant.telegram_id,
        literal(DeliveryState.PLANNED.value),
    ).where(
        Participant.id > start,
        Participant.id <= end,
        segments.MAY_BE_WRITTEN_TO,
        segments.members(segment, now=broadcast.planning_at),
    )
    planned = await session.execute(DELIVERIES.insert().from_select(COLUMNS, recipients))
    assert isinstance(planned, CursorResult)
    broadcast.planned_through_id = end
    if end == broadcast.last_participant_id:
        reaches_somebody = planned.rowcount > 0 or await deliveries.is_open(session, broadcast_id)
        broadcast.state = BroadcastState.PLANNED if reaches_somebody else BroadcastState.CANCELLED
    await session.flush()
    return planned.rowcount


def is_planned(broadcast: Broadcast) -> bool:
    """Whether all recipients are written down; also of broadcasts from before there were ranges."""
    return (
        broadcast.last_participant_id is None
        or broadcast.planned_through_id == broadcast.last_participant_id
    )
