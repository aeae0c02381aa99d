"""What does an order count in a contest by points, when a part of it is given back?"""

from datetime import timedelta

import pytest

from bot.db import Database
from tests.clock import StillClock
from tests.contest_field import ENDS_AT, Field, won
from tests.market import ANN, Market

BY_POINTS = {
    "name": "race",
    "by": "points",
    "ends_at": "2026-11-29T10:00:00Z",
    "prizes": [{"amount": 5}],
}
TENTH = {"on": "purchase", "to": "referrer", "percent": 10}


@pytest.fixture
def field(db: Database, clock: StillClock) -> Field:
    return Field(db, clock)


async def opened(field: Field, **rule: str) -> Market:
    market = Market(field.db, field.clock)
    await market.begin(TENTH | rule, contest=[BY_POINTS])
    await field.begin()
    field.clock.advance(hours=1)
    return market


async def test_a_refund_before_the_end_leaves_what_the_rest_of_the_order_earns(
    field: Field,
) -> None:
    market = await opened(field)
    await market.buy(10_000)
    assert await field.places() == {ANN: 1_000}
    field.clock.advance(hours=1)
    await market.refund("A-1", 100)
    assert await field.places() == {ANN: 990}
    field.clock._at = ENDS_AT + timedelta(minutes=1)
    await market.refund("A-1", 100)
    assert await field.places() == {ANN: 990}
    [result] = await field.close()
    assert won(result) == [(1, ANN, 5)]
    assert await market.available(ANN) == [980 + 5]
    assert await field.findings() == []


@pytest.mark.parametrize("is_late", [False, True])
async def test_refunds_between_the_end_and_the_closing_change_nothing(
    field: Field, is_late: bool
) -> None:
    """An order of the contest's time, reported within it or, late, after the end."""
    market = await opened(field)
    bought_at = field.clock()
    if not is_late:
        await market.buy(10_000)
    field.clock._at = ENDS_AT + timedelta(minutes=1)
    if is_late:
        await market.buy(10_000, at=bought_at)
    for left in (990, 980, 970):
        field.clock.advance(seconds=1)
        await market.refund("A-1", 100)
        assert await field.places() == {ANN: 1_000}
        assert await market.available(ANN) == [left]
    [result] = await field.close()
    assert [each.line.value for each in result.won] == [1_000]
    field.clock.advance(seconds=1)
    await market.refund("A-1", 100)
    assert await field.places() == {ANN: 1_000}
    assert await field.findings() == []


async def test_what_was_due_before_the_end_and_is_refunded_before_it_is_credited_counts_once(
    field: Field,
) -> None:
    market = await opened(field, credit="after 1d")
    await market.buy(10_000)
    field.clock._at = ENDS_AT + timedelta(minutes=1)
    await market.refund("A-1", 100)
    # It was never credited: the rest of the order, due in time, is what there is.
    await field.town.catch_up()
    field.clock.advance(seconds=1)
    await market.refund("A-1", 100)
    assert await field.places() == {ANN: 990}
    [result] = await field.close()
    assert [each.line.value for each in result.won] == [990]
    assert await field.findings() == []
