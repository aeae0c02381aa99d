"""Is a refund reckoned by what counted when the purchase was reported?

Every figure is worked out by hand; amounts are minor units.
"""

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import crediting, dues, reversals
from models import (
    Campaign,
    ConversionTerms,
    Enrolment,
    Redemption,
    RedemptionState,
    RevokeReason,
    Reward,
    VoidReason,
)
from tests.clock import StillClock
from tests.market import ANN, BEN, CLEO, DAN, Market


@pytest.fixture
def market(db: Database, clock: StillClock) -> Market:
    return Market(db, clock)


async def test_a_tier_that_was_reached_later_does_not_raise_what_is_left(market: Market) -> None:
    await market.begin(
        {
            "on": "purchase",
            "to": "referrer",
            "percent": 5,
            "tiers": [{"from": 3, "percent": 20}],
        }
    )
    await market.buy(100_000)
    assert await market.available(ANN) == [5_000]
    await market.come(CLEO, ANN)
    await market.come(DAN, ANN)
    # 5 % of 99,999 is 4,999; 20 % would be 19,999.
    await market.refund("A-1", 1)
    assert await market.available(ANN) == [4_999]
    await market.is_in_order()


async def test_a_fixed_amount_stays_with_whoever_stood_above(market: Market) -> None:
    await market.begin({"on": "purchase", "to": "upline:2", "amount": 500})
    await market.come(CLEO, BEN)
    await market.buy(1000, buyer=CLEO)
    assert await market.available(ANN) == [500]
    # Ben's own friend stays his: only Ann's edge to Ben has ended since.
    await market.town.revoke(BEN, RevokeReason.BANNED)
    await market.refund("A-1", 1)
    assert await market.available(ANN) == [500]
    await market.refund("A-1")
    assert await market.available(ANN) == [0]
    await market.is_in_order()


async def test_a_numbered_purchase_keeps_its_number(market: Market) -> None:
    await market.begin(
        {"on": "nth:1", "to": "friend", "amount": 10},
        {"on": "nth:2", "to": "referrer", "amount": 1000},
    )
    await market.buy(100)
    await market.buy(100)
    await market.refund("A-1")
    assert await market.available(ANN, BEN) == [1000, 0]
    await market.refund("A-2", 1)
    assert await market.available(ANN, BEN) == [1000, 0]
    await market.is_in_order()


async def test_a_largest_sum_that_has_room_again_does_not_raise_an_older_purchase(
    market: Market,
) -> None:
    await market.begin({"on": "purchase", "to": "referrer", "percent": 10, "max_amount": 100})
    await market.buy(800)
    await market.buy(800)
    assert await market.available(ANN) == [80 + 20]
    await market.refund("A-1")
    await market.refund("A-2", 1)
    # 10 % of 799 is 79, of which 20 were promised.
    assert await market.available(ANN) == [20]
    # Below 200 the percentage is less than that.
    await market.refund("A-2", 609)
    assert await market.available(ANN) == [19]
    await market.is_in_order()


async def test_a_refback_that_was_raised_later_moves_nothing(market: Market, db: Database) -> None:
    await market.begin(
        {"on": "purchase", "to": "referrer", "percent": 10, "refback_percent_max": 50}
    )
    await market.buy(1000)
    assert await market.available(ANN, BEN) == [100, 0]
    async with db.transaction() as session:
        session.add(
            Enrolment(
                campaign_id=await session.scalar(select(Campaign.id)),
                participant_id=await market.town.id_of(ANN),
                refback_percent=50,
            )
        )
    await market.refund("A-1", 10)
    assert await market.available(ANN, BEN) == [99, 0]
    await market.is_in_order()


async def test_a_promise_that_the_budget_refused_is_not_made_by_a_refund(market: Market) -> None:
    await market.begin({"on": "purchase", "to": "referrer", "percent": 10}, budget={"total": 150})
    await market.buy(1000)
    assert list((await market.buy(1000)).rewards) == []
    await market.refund("A-1")
    await market.refund("A-2", 100)
    assert await market.available(ANN) == [0]
    await market.is_in_order()


MUG = {"name": "mug", "kind": "gift", "title": {"en": "A mug"}, "price": 100, "stock": 5}


async def test_what_a_refund_leaves_of_a_reward_does_not_buy_a_second_time(
    market: Market, db: Database
) -> None:
    await market.begin(
        {"on": "purchase", "to": "referrer", "percent": 10, "redeem": "mug"}, offer=[MUG]
    )
    # 10 % of 6,000 is 600, of which the mug takes 100.
    await market.buy(6000)
    assert await market.available(ANN) == [500]
    for left_minor in (499, 498, 497):
        await market.refund("A-1", 10)
        assert await market.available(ANN) == [left_minor]
    async with db.read() as session:
        assert len((await session.scalars(select(Redemption))).all()) == 1
    await market.is_in_order()


async def test_a_reward_that_is_promised_anew_before_its_credit_still_buys(
    market: Market, clock: StillClock
) -> None:
    rule = {"on": "purchase", "to": "referrer", "percent": 10, "redeem": "mug"}
    await market.begin(rule | {"credit": "after 1d"}, offer=[MUG])
    await market.buy(6000)
    await market.refund("A-1", 10)
    clock.advance(days=1)
    await market.town.catch_up()
    assert await market.available(ANN) == [499]
    await market.is_in_order()


async def test_a_reward_never_buys_with_what_the_person_has_besides(
    market: Market, db: Database
) -> None:
    await market.begin(
        {"on": "purchase", "to": "referrer", "amount": 100},
        {"on": "purchase", "to": "referrer", "amount": 99, "redeem": "mug"},
        offer=[MUG],
    )
    await market.buy(1000)
    assert await market.available(ANN) == [199]
    async with db.read() as session:
        [missed] = (await session.scalars(select(Redemption))).all()
    assert (missed.state, missed.reason) == (RedemptionState.MISSED, "points")
    await market.is_in_order()


async def test_a_purchase_from_before_terms_were_kept_is_reckoned_by_today(
    market: Market, db: Database
) -> None:
    await market.begin({"on": "purchase", "to": "referrer", "percent": 10})
    await market.buy(1000)
    async with db.transaction() as session:
        terms = (await session.scalars(select(ConversionTerms))).one()
        await session.delete(terms)
    await market.refund("A-1", 500)
    assert await market.available(ANN) == [50]
    await market.is_in_order()


async def test_what_was_credited_since_it_was_read_is_taken_back_from_what_is_available(
    postgresql_db: Database, clock: StillClock
) -> None:
    """The credit commits between a refund's first look at the rewards and its lock."""
    market = Market(postgresql_db, clock)
    await market.begin({"on": "purchase", "to": "referrer", "amount": 100, "credit": "after 1d"})
    await market.buy(1000)
    await market.buy(1000)
    clock.advance(days=1)
    async with postgresql_db.transaction() as refunding:
        first = (await refunding.scalars(select(Reward).order_by(Reward.id))).first()
        assert first is not None
        async with postgresql_db.transaction() as crediting_session:
            due = await dues.find(crediting_session, now=clock(), limit=10)
            assert await crediting.credit(crediting_session, due, now=clock()) == 2
        await reversals.take_back(
            refunding, Reward.id == first.id, reason=VoidReason.REFUND, now=clock()
        )
    assert await market.has(ANN) == (100, 0)
