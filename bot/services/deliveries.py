"""What became of each copy of a broadcast?

A copy is sent at most once: what was under way when its sender died is `unknown`, for Telegram
offers no way to ask.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import table
from bot.services.broadcast_contents import Content
from models import Broadcast, Delivery, DeliveryState

CLAIM = timedelta(seconds=60)
ERROR_LENGTH_MAX = 300

DELIVERIES = table(Delivery)


@dataclass(frozen=True)
class Copy:
    """A claimed copy."""

    broadcast_id: int
    participant_id: int
    chat_id: int
    content: Content


@dataclass(frozen=True)
class Settled:
    """What became of a claimed copy: `PLANNED` when it has certainly not been sent."""

    copy: Copy
    state: DeliveryState
    message_id: int | None = None
    error: str | None = None


@dataclass(frozen=True)
class Progress:
    """How many copies are in which state."""

    planned: int = 0
    sending: int = 0
    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unknown: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        return self.settled + self.planned + self.sending + self.cancelled

    @property
    def settled(self) -> int:
        return self.sent + self.blocked + self.failed + self.unknown

    def encode(self) -> dict[str, int]:
        return asdict(self)


async def claim(
    session: AsyncSession, broadcast_id: int, content: Content, *, now: datetime, limit: int
) -> list[Copy]:
    """Move up to `limit` planned copies to `sending` and return them."""
    # On its own: as a subquery PostgreSQL may run it again for each row, past the limit.
    planned = await session.scalars(
        select(DELIVERIES.c.participant_id)
        .where(DELIVERIES.c.broadcast_id == broadcast_id, PLANNED_ONLY)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    chosen = planned.all()
    if not chosen:
        return []
    statement = (
        update(DELIVERIES)
        .where(
            DELIVERIES.c.broadcast_id == broadcast_id,
            DELIVERIES.c.participant_id.in_(chosen),
        )
        .values(state=DeliveryState.SENDING, claimed_until=now + CLAIM)
        .returning(DELIVERIES.c.participant_id, DELIVERIES.c.chat_id)
    )
    return [
        Copy(broadcast_id, row.participant_id, row.chat_id, content)
        for row in await session.execute(statement)
    ]


async def record(session: AsyncSession, settled: Sequence[Settled], *, now: datetime) -> None:
    """Write down what became of claimed copies."""
    if not settled:
        return
    rows = [
        {
            "in_broadcast": one.copy.broadcast_id,
            "to_participant": one.copy.participant_id,
            "state": one.state,
            "message_id": one.message_id,
            "error": one.error[:ERROR_LENGTH_MAX] if one.error else None,
            "finished_at": None if one.state == DeliveryState.PLANNED else now,
        }
        for one in settled
    ]
    connection = await session.connection()
    await connection.execute(_RECORD, rows)


async def renew(session: AsyncSession, copies: Sequence[Copy], *, now: datetime) -> None:
    """Keep claimed copies whose turn has not come yet."""
    for copy in copies:
        await session.execute(
            update(DELIVERIES)
            .where(
                DELIVERIES.c.broadcast_id == copy.broadcast_id,
                DELIVERIES.c.participant_id == copy.participant_id,
                SENDING_ONLY,
            )
            .values(claimed_until=now + CLAIM)
        )


async def give_up_stale(session: AsyncSession, *, now: datetime, everything: bool = False) -> int:
    """Call `unknown` what dead senders had claimed, for it may have arrived; return how many.

    `everything`: also what is still claimed, for the start of a process that sends alone.
    """
    statement = update(DELIVERIES).where(SENDING_ONLY)
    if not everything:
        statement = statement.where(DELIVERIES.c.claimed_until < now)
    given_up = await session.execute(
        statement.values(state=DeliveryState.UNKNOWN, claimed_until=None, finished_at=now)
    )
    assert isinstance(given_up, CursorResult)
    return given_up.rowcount


async def withdraw(session: AsyncSession, broadcast_id: int, *, now: datetime, limit: int) -> int:
    """Take back up to `limit` planned copies of a cancelled broadcast; return how many."""
    planned = (
        select(DELIVERIES.c.participant_id)
        .where(DELIVERIES.c.broadcast_id == broadcast_id, PLANNED_ONLY)
        .limit(limit)
    )
    withdrawn = await session.execute(
        update(DELIVERIES)
        .where(
            DELIVERIES.c.broadcast_id == broadcast_id,
            DELIVERIES.c.participant_id.in_(planned.scalar_subquery()),
        )
        .values(state=DeliveryState.CANCELLED, finished_at=now)
    )
    assert isinstance(withdrawn, CursorResult)
    return withdrawn.rowcount


async def plan_unknown(session: AsyncSession, broadcast_id: int) -> int:
    """Plan the unknown copies again; return how many."""
    planned = await session.execute(
        update(DELIVERIES)
        .where(DELIVERIES.c.broadcast_id == broadcast_id, text("state = 'unknown'"))
        .values(state=DeliveryState.PLANNED, finished_at=None, error=None)
    )
    assert isinstance(planned, CursorResult)
    return planned.rowcount


async def is_open(session: AsyncSession, broadcast_id: int) -> bool:
    """Whether a copy is still to be sent or settled."""
    for state in (PLANNED_ONLY, SENDING_ONLY):
        found = await session.scalar(
            select(DELIVERIES.c.participant_id)
            .where(DELIVERIES.c.broadcast_id == broadcast_id, state)
            .limit(1)
        )
        if found is not None:
            return True
    return False


async def progress_of(session: AsyncSession, broadcast: Broadcast) -> Progress:
    """Counted, unless nothing changes any more: then it is written down."""
    if broadcast.tally is not None:
        return Progress(**broadcast.tally)
    return await progress(session, broadcast.id)


async def progress(session: AsyncSession, broadcast_id: int) -> Progress:
    rows = await session.execute(
        select(DELIVERIES.c.state, func.count())
        .where(DELIVERIES.c.broadcast_id == broadcast_id)
        .group_by(DELIVERIES.c.state)
    )
    return Progress(**{DeliveryState(state).value: number for state, number in rows})


PLANNED_ONLY = text("state = 'planned'")
SENDING_ONLY = text("state = 'sending'")
_RECORD = (
    update(DELIVERIES)
    .where(
        DELIVERIES.c.broadcast_id == bindparam("in_broadcast"),
        DELIVERIES.c.participant_id == bindparam("to_participant"),
        # A sender that was thought dead knows better.
        text("state IN ('sending', 'unknown')"),
    )
    .values(
        state=bindparam("state"),
        message_id=bindparam("message_id"),
        error=bindparam("error"),
        finished_at=bindparam("finished_at"),
        claimed_until=None,
    )
)
