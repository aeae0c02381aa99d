"""Do approve, reject and mark paid, all at once by five admins, ever have two outcomes?

`python -m tests.payout_races [races]` is the long form: 1,000 payouts on each database.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import migration
from bot.db import Database, is_conflict
from bot.services import (
    campaigns,
    documents,
    ledger,
    participants,
    payout_rounds,
    payouts,
    verification,
)
from bot.services.destinations import Method
from bot.services.ledger import Leg
from bot.services.payout_rounds import Deed
from models import CAMPAIGN_OWNER, AuditRecord, Bucket, Payout, PayoutState, Transaction
from tests.clock import StillClock
from tests.servers import PostgresqlServer

ADMINS = (501, 502, 503, 504, 505)
AMOUNT_MINOR = 100
LARGE_MINOR = 1_000
"""From here on two admins must approve: every fourth payout."""
PER_PERSON = 20
AT_ONCE = 20
"""Payouts that are raced for side by side."""
ATTEMPTS_MAX = 10
REFUSED = (
    payouts.PayoutAlreadyDecided,
    payouts.PayoutNotApproved,
    payouts.PayoutNeedsAnotherAdmin,
)


@dataclass
class Races:
    """Many payouts, and what became of them."""

    db: Database
    clock: StillClock
    order: random.Random
    campaign_id: int = 0
    ids: list[int] = field(default_factory=list)

    async def prepare(self, count: int) -> None:
        terms = {"methods": ["card"], "two_admins_from": LARGE_MINOR, "fee": 1}
        content = {"campaign": {"slug": "races"}, "payout": {"minimum": AMOUNT_MINOR, **terms}}
        async with self.db.transaction() as session:
            document = documents.from_json(content)
            campaign = await campaigns.load(session, document, now=self.clock())
            await campaigns.start(session, "races", now=self.clock())
        self.campaign_id = campaign.id
        for first in range(0, count, PER_PERSON):
            async with self.db.transaction() as session:
                await self._ask(session, 1_000 + first, min(PER_PERSON, count - first))

    async def _ask(self, session: AsyncSession, telegram_id: int, count: int) -> None:
        now = self.clock()
        person = await participants.meet(
            session,
            telegram_id=telegram_id,
            name="Ann",
            username=None,
            telegram_language="en",
            now=now,
        )
        gift = LARGE_MINOR * count
        await ledger.post(
            session,
            key=f"gift:{telegram_id}",
            kind="credit",
            campaign_id=self.campaign_id,
            version=1,
            at=now,
            legs=[
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -gift, floor_minor=None),
                Leg(person.id, Bucket.AVAILABLE, gift),
            ],
        )
        for number in range(count):
            payout = await payouts.request(
                session,
                person.id,
                campaign_id=self.campaign_id,
                amount_minor=LARGE_MINOR if number % 4 == 0 else AMOUNT_MINOR,
                method=Method.CARD,
                destination="4111111111111111",
                admin_chat_id=None,
                now=now,
            )
            self.ids.append(payout.id)

    async def run(self) -> Counter[str]:
        """Race for every payout, for what stays open again; returns how they ended."""
        for first in range(0, len(self.ids), AT_ONCE):
            group = self.ids[first : first + AT_ONCE]
            await asyncio.gather(*(self._race(payout_id) for payout_id in group))
        while left := await self._open():
            await asyncio.gather(*(self._race(payout_id) for payout_id in left[:AT_ONCE]))
        async with self.db.read() as session:
            states = await session.scalars(select(Payout.state))
        return Counter(states)

    async def _race(self, payout_id: int) -> None:
        """Each admin does one thing, two of them the same at least, all at the same moment."""
        deeds: list[Callable[[AsyncSession, int], Awaitable[object]]] = [
            partial(self._approve, payout_id),
            partial(self._reject, payout_id),
            partial(self._pay, payout_id),
        ]
        chosen = [*deeds, *self.order.choices(deeds, k=len(ADMINS) - len(deeds))]
        self.order.shuffle(chosen)
        results = await asyncio.gather(
            *(self._do(deed, by) for deed, by in zip(chosen, ADMINS, strict=True))
        )
        changed = [result for result in results if result is not None]
        # One outcome: an end is reached once, whatever led there.
        assert changed.count(PayoutState.PAID) + changed.count(PayoutState.REJECTED) <= 1, changed
        assert changed.count(PayoutState.APPROVED) <= 1, changed
        assert changed.count(PayoutState.REQUESTED) <= 1, changed

    async def _do(
        self, deed: Callable[[AsyncSession, int], Awaitable[object]], by: int
    ) -> str | None:
        for _ in range(ATTEMPTS_MAX):
            try:
                async with self.db.transaction() as session:
                    changed = await deed(session, by)
            except REFUSED:
                return None
            except Exception as error:
                # As every edge does it: a block that PostgreSQL refuses is run again.
                if not is_conflict(error):
                    raise
                continue
            return changed.state if isinstance(changed, Payout) else None
        raise AssertionError("never had its turn")

    async def _approve(self, payout_id: int, session: AsyncSession, by: int) -> Payout:
        return await payouts.approve(session, payout_id, by=by, now=self.clock())

    async def _reject(self, payout_id: int, session: AsyncSession, by: int) -> Payout:
        """Of what this admin saw a moment ago."""
        seen = self.order.choice((PayoutState.REQUESTED, PayoutState.APPROVED))
        return await payouts.reject(
            session, payout_id, by=by, reason="wrong card", now=self.clock(), seen=seen
        )

    async def _pay(self, payout_id: int, session: AsyncSession, by: int) -> Payout:
        return await payouts.mark_paid(session, payout_id, by=by, now=self.clock())

    async def _open(self) -> list[int]:
        async with self.db.read() as session:
            ids = await session.scalars(
                select(Payout.id).where(
                    Payout.state.in_((PayoutState.REQUESTED, PayoutState.APPROVED))
                )
            )
            return list(ids)

    async def decide_together(self, deed: Deed) -> Counter[str]:
        """All five press the same "several at once" for all of them."""
        outcomes = await asyncio.gather(*(self._round(deed, by) for by in ADMINS))
        return Counter({"done": sum(done for done, _ in outcomes)}) + Counter(
            {"missed": sum(missed for _, missed in outcomes)}
        )

    async def _round(self, deed: Deed, by: int) -> tuple[int, int]:
        for _ in range(ATTEMPTS_MAX):
            try:
                async with self.db.transaction() as session:
                    outcome = await payout_rounds.decide(
                        session, deed, self.ids, by=by, now=self.clock()
                    )
            except Exception as error:
                if not is_conflict(error):
                    raise
                continue
            return len(outcome.done), len(outcome.missed)
        raise AssertionError("never had its turn")

    async def check(self, ends: Counter[str]) -> None:
        """The ledger, the audit and `verify` say what the payouts say."""
        async with self.db.read() as session:
            assert (await verification.verify(session)).findings == []
            kinds = Counter(
                {
                    kind: count
                    for kind, count in await session.execute(
                        select(Transaction.kind, func.count()).group_by(Transaction.kind)
                    )
                }
            )
            actions = Counter(
                {
                    action: count
                    for action, count in await session.execute(
                        select(AuditRecord.action, func.count()).group_by(AuditRecord.action)
                    )
                }
            )
        assert sum(ends.values()) == len(self.ids)
        for state in (PayoutState.PAID, PayoutState.REJECTED):
            name = "paid" if state == PayoutState.PAID else "reject"
            assert kinds[f"payout-{state}"] == actions[f"payout-{name}"] == ends[state]


async def measure(name: str, url: str, count: int) -> None:
    db = Database(url)
    await migration.prepare(db)
    races = Races(db, StillClock(), random.Random(20_261_122))
    await races.prepare(count)
    began = time.monotonic()
    ends = await races.run()
    seconds = time.monotonic() - began
    await races.check(ends)
    await db.close()
    shown = ", ".join(f"{state}: {number}" for state, number in sorted(ends.items()))
    sys.stdout.write(
        f"{name}: {count:,} races in {seconds:.1f} s, one outcome each ({shown}), verify clean\n"
    )


def main(count: int = 1_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "races.db"
        asyncio.run(measure("SQLite", f"sqlite+aiosqlite:///{file}", count))
    server = PostgresqlServer()
    try:
        asyncio.run(measure("PostgreSQL", server.create("races"), count))
    finally:
        server.stop()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
