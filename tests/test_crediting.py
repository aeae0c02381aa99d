"""Are promises kept once and whole, however they are divided into transactions?"""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import bonuses, crediting, dues
from models import Reward
from tests.clock import StillClock
from tests.market import ANN, BEN, Market


@pytest.fixture
def market(db: Database, clock: StillClock) -> Market:
    return Market(db, clock)


async def test_halves_that_fall_into_two_batches_are_both_credited_and_taken_back(
    market: Market, db: Database, clock: StillClock
) -> None:
    """Two purchases of 101: 51 and 50 each, one reward a transaction."""
    later = {"on": "purchase", "to": "referrer", "amount": 101, "credit": "after 7d"}
    await market.begin(later | {"split": ["half"]})
    orders = [(await market.buy(500)).conversion.order_id for _ in range(2)]
    clock.advance(days=7)
    credited = []
    for _ in range(5):
        async with db.transaction() as session:
            due = await dues.find(session, now=clock(), limit=1)
            credited += [one.participant_id for one in due]
            await crediting.credit(session, due, now=clock())
    # What one person gets stands together.
    assert credited == sorted(credited)
    assert await market.available(ANN, BEN) == [102, 100]
    await market.is_in_order()
    await market.refund(orders[0])
    assert await market.available(ANN, BEN) == [51, 50]
    await market.is_in_order()


async def test_friends_of_the_month_in_which_clocks_go_forward_are_credited_on_the_first(
    market: Market, db: Database, clock: StillClock
) -> None:
    """At midnight of the first, in Sofia, what each friend brings and a bonus for all of them."""
    monthly = {"to": "referrer", "amount": 100, "credit": "0 0 1 * *"}
    clock.advance(days=100)
    await market.begin(
        {"on": "qualified"} | monthly,
        {"on": "cron"} | monthly,
        campaign={"slug": "sale", "time_zone": "Europe/Sofia"},
    )
    assert clock() == datetime(2027, 3, 2, 10, tzinfo=UTC)
    for friend in range(10, 14):
        clock.advance(days=7)
        await market.come(friend, ANN)
        async with db.transaction() as session:
            assert await bonuses.settle(session, now=clock(), limit=100) == 0
    midnight = datetime(2027, 3, 31, 21, tzinfo=UTC)
    clock.advance(days=1, hours=11, minutes=1)
    async with db.transaction() as session:
        assert await bonuses.settle(session, now=clock(), limit=100) == 1
    await market.town.catch_up()
    async with db.read() as session:
        assert set(await session.scalars(select(Reward.due_at))) == {midnight}
    assert await market.available(ANN) == [600]
    await market.is_in_order()
