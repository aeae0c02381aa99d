"""How many of everything are there, for whoever watches the bot from outside?"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import table
from bot.services import seals
from models import (
    Broadcast,
    BroadcastState,
    Delivery,
    DeliveryState,
    OutboxMessage,
    Payout,
    PayoutState,
    Referral,
    ReferralState,
    Reward,
    RewardState,
)

CHUNK_ROWS = 4_000
OVER = (BroadcastState.FINISHED, BroadcastState.CANCELLED)
OUTBOX = table(OutboxMessage)
# Written out: with a bound parameter neither database would use the index on queued rows.
QUEUED_ONLY = text("state = 'queued'")


@dataclass(frozen=True)
class Waiting:
    """The outbox: messages whose time has come and that have not left."""

    count: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class Standing:
    """Rows by state."""

    outbox: Waiting
    referrals: Counter[str] = field(default_factory=Counter)
    rewards: Counter[str] = field(default_factory=Counter)
    payouts: Counter[str] = field(default_factory=Counter)
    deliveries: Counter[str] = field(default_factory=Counter)
    seals: int = 0


async def waiting(session: AsyncSession, *, now: datetime) -> Waiting:
    """What ought to have left by now; reads only the index of queued rows."""
    count, oldest_at = (
        await session.execute(
            select(func.count(), func.min(OUTBOX.c.not_before)).where(
                QUEUED_ONLY, OUTBOX.c.not_before <= now
            )
        )
    ).one()
    return Waiting(int(count), oldest_at)


async def look(session: AsyncSession, *, now: datetime) -> Standing:
    """Count all; takes a second or two at a million rows, in small steps."""
    return Standing(
        outbox=await waiting(session, now=now),
        referrals=await _by_state(session, table(Referral), ReferralState),
        rewards=await _by_state(session, table(Reward), RewardState),
        payouts=await _by_state(session, table(Payout), PayoutState),
        deliveries=await _deliveries(session),
        seals=(await seals.head(session)).number,
    )


async def _by_state(session: AsyncSession, rows: Table, states: Iterable[str]) -> Counter[str]:
    found: Counter[str] = Counter({str(state): 0 for state in states})
    last = await session.scalar(select(func.max(rows.c.id))) or 0
    for first in range(1, last + 1, CHUNK_ROWS):
        stretch = (
            select(rows.c.state, func.count())
            .where(rows.c.id >= first, rows.c.id < first + CHUNK_ROWS)
            .group_by(rows.c.state)
        )
        for state, count in await session.execute(stretch):
            found[state] += count
        # SQLite works in the loop's own thread: people are answered in between.
        await asyncio.sleep(0)
    return found


async def _deliveries(session: AsyncSession) -> Counter[str]:
    """Of the broadcasts that are not over; an index tells."""
    found: Counter[str] = Counter({state.value: 0 for state in DeliveryState})
    running = await session.scalars(select(Broadcast.id).where(Broadcast.state.not_in(OVER)))
    for broadcast_id in running.all():
        rows = await session.execute(
            select(Delivery.state, func.count())
            .where(Delivery.broadcast_id == broadcast_id)
            .group_by(Delivery.state)
        )
        for state, count in rows:
            found[state] += count
        await asyncio.sleep(0)
    return found
