"""Does `verify` name a purchase and its rewards that contradict each other?"""

import pytest

from bot.db import Database
from tests.clock import StillClock
from tests.forgers import findings_after, names
from tests.market import ANN, CLEO, Market


@pytest.fixture
async def market(db: Database, clock: StillClock) -> Market:
    """Two orders; of the first a half is left."""
    found = Market(db, clock)
    await found.begin({"on": "purchase", "to": "referrer", "percent": 10})
    await found.come(CLEO, ANN)
    await found.buy(1000)
    await found.buy(1000)
    await found.refund("A-1", 500)
    await found.is_in_order()
    return found


@pytest.mark.parametrize(
    ("forgery", "finding"),
    [
        (
            "UPDATE conversions SET refunded_minor = 1000 WHERE order_id = 'A-2'",
            "is credited, its order was refunded in full",
        ),
        (
            "UPDATE conversions SET refunded_minor = 501 WHERE order_id = 'A-1'",
            "(A-1) has brought 50 by rule 0 of campaign 1; what is left of it earns 49 at most",
        ),
        (
            "UPDATE conversions SET refunded_minor = 1001 WHERE order_id = 'A-1'",
            "(A-1) has 1 refunds of 1001",
        ),
        ("UPDATE conversions SET refunds = 0 WHERE order_id = 'A-1'", "(A-1) has 0 refunds of 500"),
        (
            "UPDATE conversions SET participant_id = participant_id + 1 WHERE order_id = 'A-2'",
            "is for an order of somebody else",
        ),
        (
            "UPDATE rewards SET conversion_id = NULL WHERE state = 'credited'",
            "is for no order",
        ),
    ],
)
async def test_a_purchase_and_rewards_that_disagree_are_named(
    market: Market, forgery: str, finding: str
) -> None:
    assert names(await findings_after(market.db, forgery), finding)
