"""Does what was promised before the last step wait for the hold that this step began?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import referrals
from models import Referral, Reward
from tests.clock import START, StillClock
from tests.market import ANN, BEN, Market

SHOP = "@shop_news"
FORTNIGHT = {"steps": [f"subscribe:{SHOP}"], "hold": "14d"}
WEEK = timedelta(days=7)


@pytest.fixture
def market(db: Database, clock: StillClock) -> Market:
    return Market(db, clock)


async def join(market: Market) -> datetime:
    """Ben does the last step; returns the end of the hold."""
    async with market.db.transaction() as session:
        [referral] = await session.scalars(select(Referral))
        document = await referrals.document_of(session, referral)
        await referrals.record_memberships(
            session, referral, document, {SHOP: True}, now=market.clock()
        )
    assert referral.hold_until == market.clock() + document.qualify.hold
    return referral.hold_until


async def due(market: Market) -> list[datetime]:
    """When each reward is due, in the order in which they were promised."""
    async with market.db.read() as session:
        return list(await session.scalars(select(Reward.due_at).order_by(Reward.id)))


def on_start(to: str, credit: str) -> dict[str, Any]:
    return {"on": "start", "to": to, "amount": 100, "credit": credit}


async def test_what_the_start_earned_waits_as_long_after_the_hold_as_its_rule_says(
    market: Market, clock: StillClock
) -> None:
    """A Monday at ten is one after the hold, not the end of the hold itself."""
    await market.begin(
        on_start("referrer", "after 7d"),
        on_start("friend", "0 10 * * mon"),
        on_start("referrer", "now"),
        {"on": "qualified", "to": "referrer", "amount": 100, "credit": "after 7d"},
        qualify=FORTNIGHT,
    )
    hold = timedelta(days=14)
    assert await due(market) == [
        START + hold + WEEK,
        START + hold + timedelta(days=1),
        START + hold,
    ]
    clock.advance(days=13, hours=3)
    held_until = await join(market)
    assert held_until == datetime(2026, 12, 19, 13, tzinfo=UTC)
    monday = datetime(2026, 12, 21, 10, tzinfo=UTC)
    expected = [held_until + WEEK, monday, held_until, held_until + WEEK]
    assert await due(market) == expected
    for moment, ann, ben in (
        (held_until, 100, 0),
        (monday, 100, 100),
        (held_until + WEEK, 300, 100),
    ):
        clock.advance(seconds=(moment - clock()).total_seconds() - 1)
        await market.town.catch_up()
        assert await market.available(ANN, BEN) != [ann, ben]
        clock.advance(seconds=1)
        await market.town.catch_up()
        assert await market.available(ANN, BEN) == [ann, ben]
    await market.is_in_order()


async def test_what_a_purchase_before_the_last_step_earned_keeps_a_later_moment(
    market: Market, clock: StillClock
) -> None:
    bought = {"on": "purchase", "to": "referrer", "percent": 1}
    await market.begin(bought | {"credit": "after 30d"}, bought, qualify=FORTNIGHT)
    clock.advance(days=1)
    await market.buy(1000, at=clock() + timedelta(minutes=5))
    ordered_at = clock() + timedelta(minutes=5)
    held_until = await join(market)
    later = ordered_at + timedelta(days=14)
    assert held_until < later
    assert await due(market) == [later + timedelta(days=30), later]
    await market.is_in_order()


PERCENT = {"on": "purchase", "to": "referrer", "percent": 10}


async def test_a_purchase_that_is_the_last_step_and_reported_late_waits_for_its_hold(
    market: Market, clock: StillClock
) -> None:
    """Bought on the second day and reported on the twentieth: the hold is that of the report."""
    await market.begin(
        PERCENT,
        PERCENT | {"to": "friend", "credit": "after 7d"},
        {"on": "qualified", "to": "referrer", "amount": 7},
        qualify={"steps": ["purchase"], "hold": "14d"},
    )
    clock.advance(days=20)
    await market.buy(1000, at=clock() - timedelta(days=18))
    held_until = clock() + timedelta(days=14)
    # What the step earned is written first.
    assert await due(market) == [held_until, held_until, held_until + WEEK]
    clock.advance(days=14, seconds=-1)
    await market.town.catch_up()
    assert await market.available(ANN, BEN) == [0, 0]
    clock.advance(seconds=1)
    await market.town.catch_up()
    assert await market.available(ANN, BEN) == [107, 0]
    async with market.db.read() as session:
        settled = set(await session.scalars(select(Reward.settled_at)))
    assert settled == {held_until, None}
    await market.is_in_order()


async def test_a_purchase_before_the_last_step_waits_for_the_hold_whenever_it_is_reported(
    market: Market, clock: StillClock
) -> None:
    await market.begin(PERCENT, qualify=FORTNIGHT)
    clock.advance(days=1)
    bought_at = clock()
    await market.buy(1000)
    clock.advance(days=9)
    held_until = await join(market)
    clock.advance(days=2)
    await market.buy(2000, at=bought_at)
    await market.buy(3000)
    assert await due(market) == [held_until, held_until, clock() + timedelta(days=14)]
    # After the hold it is dated at its end, as if it had been reported at once.
    clock.advance(days=30)
    await market.buy(4000, at=bought_at)
    assert (await due(market))[-1] == held_until
    await market.town.catch_up()
    assert await market.available(ANN) == [1000]
    await market.is_in_order()


@pytest.mark.parametrize("days", [1, 40], ids=["held", "credited"])
async def test_what_a_part_of_a_purchase_earns_is_due_when_the_whole_was(
    market: Market, clock: StillClock, days: int
) -> None:
    """A refund takes a reward back and promises less anew: it is neither earlier nor later."""
    await market.begin(PERCENT | {"credit": "after 7d"}, qualify=FORTNIGHT)
    clock.advance(days=1)
    await market.buy(1000)
    clock.advance(days=9)
    moment = await join(market) + WEEK
    clock.advance(days=days)
    await market.town.catch_up()
    await market.refund("A-1", 400)
    assert await due(market) == [moment, moment]
    assert (await market.has(ANN)) == ((0, 60) if days == 1 else (60, 0))
    await market.is_in_order()
