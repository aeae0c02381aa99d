"""Which broadcasts are there, and which of them want to be shown or looked after?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import admins, audit, deliveries
from bot.services.audit import Action
from bot.services.broadcasts import UNDER_WAY, BroadcastUnknown
from bot.services.deliveries import DELIVERIES, Progress
from models import Broadcast, BroadcastState

PAGE_SIZE = 5
ROWS_AT_ONCE = 5_000
S = BroadcastState
SHOWN = (S.DRAFT, S.SCHEDULED, S.PLANNED, S.RUNNING, S.PAUSED)
"""States in which the admins are to have a card before them."""
STILL = (S.DRAFT, S.PLANNED)
"""States whose card says the same until somebody presses something."""


@dataclass(frozen=True)
class Line:
    """One broadcast in a list."""

    broadcast: Broadcast
    progress: Progress
    who: str
    """By whom it was written; "" for the operator."""


@dataclass(frozen=True)
class Page:
    """Broadcasts, the newest first."""

    lines: Sequence[Line]
    number: int
    total: int

    @property
    def has_next(self) -> bool:
        return (self.number + 1) * PAGE_SIZE < self.total


async def page(session: AsyncSession, number: int) -> Page:
    total = await session.scalar(select(func.count(Broadcast.id))) or 0
    number = max(0, min(number, (total - 1) // PAGE_SIZE))
    found = await session.scalars(
        select(Broadcast).order_by(Broadcast.id.desc()).offset(number * PAGE_SIZE).limit(PAGE_SIZE)
    )
    return Page([await _line(session, each) for each in found.all()], number, total)


async def line(session: AsyncSession, broadcast_id: int) -> Line:
    """Raises `BroadcastUnknown`."""
    broadcast = await session.get(Broadcast, broadcast_id, populate_existing=True)
    if broadcast is None:
        raise BroadcastUnknown
    return await _line(session, broadcast)


async def _line(session: AsyncSession, broadcast: Broadcast) -> Line:
    progress = await deliveries.progress_of(session, broadcast)
    return Line(broadcast, progress, await admins.name_of(session, broadcast.created_by))


@dataclass(frozen=True)
class Recipient:
    """What became of one copy."""

    participant_id: int
    telegram_id: int
    state: str
    at: datetime | None
    error: str


async def recipients(
    session: AsyncSession, broadcast_id: int, *, after: int
) -> Sequence[Recipient]:
    """The next copies in the order of participants, from the one after `after`; none at the end."""
    rows = await session.execute(
        select(
            DELIVERIES.c.participant_id,
            DELIVERIES.c.chat_id,
            DELIVERIES.c.state,
            DELIVERIES.c.finished_at,
            DELIVERIES.c.error,
        )
        .where(DELIVERIES.c.broadcast_id == broadcast_id, DELIVERIES.c.participant_id > after)
        .order_by(DELIVERIES.c.participant_id)
        .limit(ROWS_AT_ONCE)
    )
    return [
        Recipient(row.participant_id, row.chat_id, row.state, row.finished_at, row.error or "")
        for row in rows
    ]


async def record_export(
    session: AsyncSession, broadcast_id: int, *, count: int, by: int, now: datetime
) -> None:
    """Write into the audit that so many rows are taken out."""
    await audit.record(
        session,
        Action.EXPORT,
        by=by,
        now=now,
        after={"what": "broadcast", "broadcast": broadcast_id, "format": "csv", "rows": count},
    )


async def without_card(session: AsyncSession) -> Sequence[Broadcast]:
    """Broadcasts whose card the admins have not got yet."""
    return (
        await session.scalars(
            select(Broadcast)
            .where(
                Broadcast.state.in_(SHOWN),
                Broadcast.card_chat_id.is_not(None),
                Broadcast.card_message_id.is_(None),
            )
            .order_by(Broadcast.id)
        )
    ).all()


async def with_moving_card(
    session: AsyncSession, *, finished_since: datetime
) -> Sequence[Broadcast]:
    """Broadcasts whose card has still something to tell."""
    return (
        await session.scalars(
            select(Broadcast)
            .where(
                Broadcast.card_message_id.is_not(None),
                Broadcast.state.not_in(STILL),
                or_(Broadcast.finished_at.is_(None), Broadcast.finished_at >= finished_since),
            )
            .order_by(Broadcast.id)
        )
    ).all()


async def answered_for(session: AsyncSession) -> Sequence[Broadcast]:
    """Broadcasts under way for which somebody answers."""
    return (
        await session.scalars(
            select(Broadcast)
            .where(Broadcast.state.in_(UNDER_WAY), Broadcast.started_by.is_not(None))
            .order_by(Broadcast.id)
        )
    ).all()
