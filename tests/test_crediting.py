"""Are promises kept once and whole, however they are divided into transactions?"""

import pytest

from bot.db import Database
from bot.services import crediting, dues
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
