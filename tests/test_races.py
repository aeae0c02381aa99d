"""What happens to a referral when two things happen to it at the same moment?"""

import asyncio
from collections.abc import Awaitable
from itertools import chain

from aiogram import Bot
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database, is_conflict
from bot.jobs import Jobs
from bot.services import ledger, participants, referrals, verification
from models import Referral, ReferralState, RevokeReason, Reward, Touch, Verdict
from tests.clock import StillClock
from tests.town import Town

CHANNELS = ("@shop_news", "@shop_club")
STEPS = [f"subscribe:{name}" for name in CHANNELS]
BLOCKED_SECONDS = 0.2
"""Long enough for a transaction that waits for nobody to end."""


class Friend:
    """The only friend there is, as an event handler knows them: read before its transaction."""

    def __init__(self, db: Database, clock: StillClock) -> None:
        self.db = db
        self.clock = clock

    async def seen(self) -> Referral:
        async with self.db.read() as session:
            return (await session.scalars(select(Referral))).one()

    async def is_in(
        self, session: AsyncSession, seen: Referral, membership: dict[str, bool]
    ) -> None:
        document = await referrals.document_of(session, seen)
        await referrals.record_memberships(session, seen, document, membership, now=self.clock())

    def event(self, seen: Referral, membership: dict[str, bool]) -> "asyncio.Task[None]":
        async def handle() -> None:
            async with self.db.transaction() as session:
                await self.is_in(session, seen, membership)

        return asyncio.ensure_future(handle())


def town_of(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


def jobs_of(db: Database, clock: StillClock) -> Jobs:
    return Jobs(Bot("1:nobody"), db, clock, done=lambda: None)


async def held_and_available(db: Database, telegram_id: int) -> tuple[int, int]:
    async with db.read() as session:
        person = await participants.find(session, telegram_id)
        assert person is not None
        assert (await verification.verify(session)).findings == []
        lines = await ledger.balances(session, person.id)
    return sum(line.held for line in lines), sum(line.available for line in lines)


async def test_leaving_while_a_job_releases_the_hold_still_counts(
    db: Database, clock: StillClock
) -> None:
    """The event was read while the referral was pending; it is qualified when it is handled."""
    town, friend = town_of(db, clock), Friend(db, clock)
    await town.begin(qualify={"steps": STEPS[:1], "hold": "1h"})
    await town.arrive(2, await town.code_of(1), shop_news=True)
    clock.advance(hours=1)
    seen = await friend.seen()
    assert seen.state == ReferralState.PENDING
    await town.catch_up()
    assert await held_and_available(db, 1) == (0, 100)
    await friend.event(seen, {"@shop_news": False})
    assert (await friend.seen()).state == ReferralState.REVOKED
    assert await held_and_available(db, 1) == (0, 0)


async def test_a_referral_that_has_ended_does_not_end_again(
    db: Database, clock: StillClock
) -> None:
    town = town_of(db, clock)
    await town.begin()
    await town.arrive(2, await town.code_of(1))
    await town.revoke(2, RevokeReason.LEFT)
    ended = await Friend(db, clock).seen()
    clock.advance(hours=1)
    async with db.transaction() as session:
        [again] = await referrals.reload(session, [ended.id])
        assert not await referrals.revoke(session, again, RevokeReason.BANNED, now=clock())
    assert (await Friend(db, clock).seen()).revoked_at == ended.revoked_at


async def test_two_joins_at_the_same_moment_complete_both_steps(
    postgresql_db: Database, clock: StillClock
) -> None:
    town, friend = town_of(postgresql_db, clock), Friend(postgresql_db, clock)
    await town.begin(qualify={"steps": STEPS, "hold": "1h"})
    await town.arrive(2, await town.code_of(1), shop_news=False, shop_club=False)
    seen = await friend.seen()
    async with postgresql_db.transaction() as session:
        await friend.is_in(session, seen, {"@shop_news": True})
        other = friend.event(seen, {"@shop_club": True})
        await asyncio.sleep(BLOCKED_SECONDS)
    await other
    assert await held_and_available(postgresql_db, 1) == (100, 0)


async def test_who_does_the_last_step_while_the_window_passes_is_not_ended(
    postgresql_db: Database, clock: StillClock
) -> None:
    town, friend = town_of(postgresql_db, clock), Friend(postgresql_db, clock)
    jobs = jobs_of(postgresql_db, clock)
    await town.begin(attribution={"window": "1h"}, qualify={"steps": STEPS[:1], "hold": "24h"})
    await town.arrive(2, await town.code_of(1), shop_news=False)
    seen = await friend.seen()
    clock.advance(minutes=59)
    async with postgresql_db.transaction() as session:
        await friend.is_in(session, seen, {"@shop_news": True})
        clock.advance(minutes=1)
        expiry = asyncio.ensure_future(jobs.expire_referrals())
        await asyncio.sleep(BLOCKED_SECONDS)
    assert await expiry == 0
    assert await jobs.expire_referrals() == 0
    assert (await friend.seen()).state == ReferralState.PENDING
    assert await held_and_available(postgresql_db, 1) == (100, 0)


async def test_crediting_and_revoking_at_once_leaves_nothing_credited(
    db: Database, clock: StillClock
) -> None:
    town, jobs = town_of(db, clock), jobs_of(db, clock)
    await town.begin(qualify={"hold": "1h"})
    codes = [await town.code_of(1 + number) for number in range(3)]
    friends = range(100, 140)
    for friend in friends:
        await town.arrive(friend, codes[friend % 3])
    clock.advance(hours=2)
    await asyncio.gather(
        jobs.tick(), *(again_if_in_the_way(town, friend) for friend in friends), jobs.tick()
    )
    for person in (1, 2, 3):
        assert await held_and_available(db, person) == (0, 0)


async def again_if_in_the_way(town: Town, friend: int) -> None:
    """As every edge does it: a block that PostgreSQL refuses is run again."""
    for attempt in range(10):
        try:
            await town.revoke(friend, RevokeReason.BANNED)
        except Exception as error:
            if not is_conflict(error) or attempt == 9:
                raise
        else:
            return


async def test_a_budget_is_kept_while_promises_come_and_go(db: Database, clock: StillClock) -> None:
    """What a revocation gives back may be promised again; never more than there is."""
    town = town_of(db, clock)
    await town.begin(qualify={"hold": "1h"}, budget={"total": 1_000})
    codes = [await town.code_of(1 + number) for number in range(3)]
    for friend in range(100, 120):
        await town.arrive(friend, codes[friend % 3])
    come: list[Awaitable[object]] = [
        town.arrive(200 + number, codes[number % 3]) for number in range(40)
    ]
    go: list[Awaitable[object]] = [again_if_in_the_way(town, 100 + number) for number in range(20)]
    await asyncio.gather(*chain(*zip(come[::2], go, come[1::2], strict=True)))
    assert sum([sum(await held_and_available(db, person)) for person in (1, 2, 3)]) <= 1_000
    async with db.read() as session:
        assert await session.scalar(select(func.count(Reward.id))) == 60


async def test_two_who_refer_each_other_at_once_make_no_circle(
    db: Database, clock: StillClock
) -> None:
    town = town_of(db, clock)
    await town.begin(attribution={"new": "to_bot", "grace": "24h"})
    pairs = [(100 + number, 200 + number) for number in range(15)]
    codes = {person: await town.code_of(person) for pair in pairs for person in pair}
    await asyncio.gather(
        *(
            town.verdict(person, codes[other])
            for left, right in pairs
            for person, other in ((left, right), (right, left))
        )
    )
    async with db.read() as session:
        verdicts = list(await session.scalars(select(Touch.verdict)))
        edges = {
            (referrer, referee)
            for referrer, referee in await session.execute(
                select(Referral.referrer_id, Referral.referee_id)
            )
        }
    assert verdicts.count(Verdict.ACCEPTED) == verdicts.count(Verdict.CYCLE) == 15
    assert not {(referee, referrer) for referrer, referee in edges} & edges
