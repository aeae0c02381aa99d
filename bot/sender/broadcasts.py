"""How does a broadcast reach its recipients, none of them twice?"""

import logging
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.db import Database
from bot.sender.lanes import Lane
from bot.sender.post import Flight, Post
from bot.sender.verdicts import Fate, Outcome
from bot.services import (
    broadcast_contents,
    broadcast_plans,
    broadcasts,
    deliveries,
    participants,
)
from bot.services.deliveries import Copy, Settled
from models import Broadcast, BroadcastState, DeliveryState, Priority

WIDTH_MIN = 8
WITHDRAWN_AT_ONCE = 2_000

STATES = {
    Fate.SENT: DeliveryState.SENT,
    Fate.NOT_SENT: DeliveryState.PLANNED,
    Fate.BLOCKED: DeliveryState.BLOCKED,
    Fate.REFUSED: DeliveryState.FAILED,
    Fate.UNKNOWN: DeliveryState.UNKNOWN,
}

logger = logging.getLogger(__name__)


class Broadcasts(Lane[Copy]):
    """Sends broadcasts side by side, at most once to each recipient."""

    def __init__(
        self, post: Post, db: Database, clock: Clock, *, messages_per_second: int, paid: bool
    ) -> None:
        # As many as leave in a quarter of a second: while one half is written down, which takes
        # its time on a busy machine, the other half keeps the rate.
        super().__init__(max(WIDTH_MIN, messages_per_second // 4))
        self._post = post
        self._db = db
        self._clock = clock
        self._paid = paid
        self._turns = 0

    async def recover(self, *, everything: bool) -> None:
        async with self._db.transaction() as session:
            given_up = await deliveries.give_up_stale(
                session, now=self._clock(), everything=everything
            )
        if given_up:
            logger.warning("of %d copies it is unknown whether they arrived", given_up)

    async def has_work(self) -> bool:
        async with self._db.read() as session:
            return bool(await broadcasts.unfinished(session, now=self._clock()))

    async def exchange(
        self, settled: Sequence[tuple[Copy, Outcome]], kept: Sequence[Copy], room: int
    ) -> list[Copy]:
        now = self._clock()
        async with self._db.transaction() as session:
            await deliveries.record(
                session,
                [
                    Settled(copy, STATES[outcome.fate], outcome.message_id, outcome.error)
                    for copy, outcome in settled
                ],
                now=now,
            )
            for copy, outcome in settled:
                if outcome.fate == Fate.BLOCKED:
                    await participants.mark_blocked(session, copy.chat_id, now=now)
            await deliveries.renew(session, kept, now=now)
            return await self._take(session, room) if room else []

    async def _take(self, session: AsyncSession, room: int) -> list[Copy]:
        """Take copies of one broadcast after the other in turn, so that a small one need not wait
        for a large one; what has none left is finished."""
        now = self._clock()
        open_ones = await broadcasts.unfinished(session, now=now)
        self._turns += 1
        start = self._turns % len(open_ones) if open_ones else 0
        for broadcast in [*open_ones[start:], *open_ones[:start]]:
            taken = await self._take_of(session, broadcast, room)
            if taken:
                return taken
            await broadcasts.finish(session, broadcast.id, now=now)
        return []

    async def _take_of(self, session: AsyncSession, broadcast: Broadcast, room: int) -> list[Copy]:
        now = self._clock()
        match broadcast.state:
            case BroadcastState.CANCELLED:
                if await deliveries.withdraw(
                    session, broadcast.id, now=now, limit=WITHDRAWN_AT_ONCE
                ):
                    self.nudge()
                return []
            case BroadcastState.SCHEDULED:
                seen = [BroadcastState.SCHEDULED]
                await broadcast_plans.open_plan(session, broadcast.id, now=now, seen=seen)
                self.nudge()
                return []
            case BroadcastState.PLANNING:
                await broadcast_plans.advance(session, broadcast.id)
                self.nudge()
                return []
            case BroadcastState.PLANNED:
                if not await broadcasts.begin(session, broadcast.id, now=now):
                    return []
        content = broadcast_contents.of(broadcast)
        return await deliveries.claim(session, broadcast.id, content, now=now, limit=room)

    async def send(self, row: Copy, flight: Flight) -> Outcome:
        return await self._post.send_copy(
            row.chat_id, row.content, priority=Priority.BROADCAST, paid=self._paid, flight=flight
        )
