"""Does a purchase earn exactly what its campaigns promise, and a refund take exactly that back?

Every figure is worked out by hand; amounts are minor units.
"""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import campaigns, conversions, purchases, shop_views
from models import (
    Campaign,
    Conversion,
    Enrolment,
    Referral,
    Reward,
    RewardState,
)
from tests.clock import StillClock
from tests.market import ANN, BEN, CLEO, DAN, Market


@pytest.fixture
def market(db: Database, clock: StillClock) -> Market:
    return Market(db, clock)


async def test_percents_of_amount_and_of_commission_are_rounded_down(market: Market) -> None:
    await market.begin(
        {"on": "purchase", "to": "referrer", "percent": 2.5},
        {"on": "purchase", "to": "friend", "percent": 50, "of": "commission"},
    )
    # 2.5 % of 999 is 24.975; 50 % of 33 is 16.5.
    await market.buy(999, commission_minor=33)
    assert await market.available(ANN, BEN) == [24, 16]
    # Without a commission there is nothing to take a part of.
    await market.buy(1000)
    assert await market.available(ANN, BEN) == [24 + 25, 16]
    await market.is_in_order()


async def test_products_have_amounts_of_their_own(market: Market) -> None:
    await market.begin(
        {"on": "purchase", "to": "referrer", "amount": 700, "products": ["card"]},
        {"on": "purchase", "to": "referrer", "amount": 300, "products": ["loan", "deposit"]},
        purchases={"products": ["lottery"]},
    )
    for product, total in (("card", 700), ("loan", 1000), ("lottery", 1000), (None, 1000)):
        await market.buy(50_000, product=product)
        assert await market.available(ANN) == [total], product
    with pytest.raises(purchases.ProductUnknown):
        await market.buy(50_000, product="cart")
    assert await market.available(ANN) == [1000]


async def test_the_nth_purchase_times_span_and_largest_sum_bound_a_rule(
    market: Market, clock: StillClock
) -> None:
    await market.begin(
        {"on": "nth:2", "to": "referrer", "amount": 1000},
        {"on": "purchase", "to": "referrer", "amount": 1, "times": 2},
        {"on": "purchase", "to": "referrer", "amount": 10, "for": "30d"},
        {"on": "purchase", "to": "friend", "percent": 10, "max_amount": 25},
    )
    # Each is of 100: the friend gets 10, 10, and 5 up to the largest sum.
    expected = [(1 + 10, 10), (1000 + 1 + 10, 10), (10, 5)]
    ann = ben = 0
    for more, less in expected:
        await market.buy(100)
        ann, ben = ann + more, ben + less
        assert await market.available(ANN, BEN) == [ann, ben]
        clock.advance(days=10)
    # The fourth comes at the end of the 30 days, the fifth a second after it.
    await market.buy(100)
    assert await market.available(ANN, BEN) == [ann + 10, ben]
    clock.advance(seconds=1)
    await market.buy(100)
    assert await market.available(ANN, BEN) == [ann + 10, ben]
    await market.is_in_order()


async def test_tiers_count_the_friends_of_the_referrer(market: Market) -> None:
    tiers = [{"from": 2, "percent": 20}]
    await market.begin({"on": "purchase", "to": "referrer", "percent": 10, "tiers": tiers})
    await market.buy(1000)
    assert await market.available(ANN) == [100]
    await market.come(CLEO, ANN)
    await market.buy(1000)
    assert await market.available(ANN) == [100 + 200]


async def test_halves_and_refback_lose_no_unit(market: Market, db: Database) -> None:
    await market.begin(
        {"on": "purchase", "to": "referrer", "amount": 101, "split": ["half", "me"]},
    )
    await market.buy(500)
    # The odd unit stays with the referrer.
    assert await market.available(ANN, BEN) == [51, 50]
    await market.begin(
        {"on": "purchase", "to": "referrer", "percent": 10, "refback_percent_max": 50}, slug="back"
    )
    async with db.transaction() as session:
        campaign_id = await session.scalar(select(Campaign.id).where(Campaign.slug == "back"))
        person = await shop_views.find(session, str(ANN))
        assert campaign_id is not None
        session.add(
            Enrolment(campaign_id=campaign_id, participant_id=person.id, refback_percent=30)
        )
    # 10 % of 995 is 99; 30 % of that, 29.7, is 29 for the friend.
    await market.buy(995)
    assert (await market.has(ANN, "back"), await market.has(BEN, "back")) == ((70, 0), (29, 0))
    assert await market.available(ANN, BEN) == [102, 100]
    await market.is_in_order()


async def test_every_level_above_the_buyer_gets_its_percent(market: Market) -> None:
    await market.begin(
        {"on": "purchase", "to": "upline:1", "percent": 10},
        {"on": "purchase", "to": "upline:2", "percent": 5},
        {"on": "purchase", "to": "upline:3", "percent": 2},
    )
    await market.come(CLEO, BEN)
    await market.come(DAN, CLEO)
    await market.buy(1000, buyer=DAN)
    assert await market.available(CLEO, BEN, ANN, DAN) == [100, 50, 20, 0]
    await market.buy(1000, buyer=BEN)
    assert await market.available(CLEO, BEN, ANN, DAN) == [100, 50, 120, 0]
    await market.refund("A-1")
    assert await market.available(CLEO, BEN, ANN, DAN) == [0, 0, 100, 0]
    await market.is_in_order()


async def test_several_campaigns_pay_for_one_purchase_in_their_currencies(
    market: Market, clock: StillClock
) -> None:
    rule = {"on": "purchase", "to": "referrer", "percent": 10}
    await market.begin(rule, slug="euros", purchases={"currency": "EUR"})
    await market.begin(rule, slug="levs", purchases={"currency": "BGN"})
    await market.begin({**rule, "percent": 1}, slug="any")
    await market.buy(1000)
    await market.buy(3000, currency="BGN")
    assert await market.has(ANN, "euros") == (100, 0)
    assert await market.has(ANN, "levs") == (300, 0)
    assert await market.has(ANN, "any") == (10 + 30, 0)
    async with market.db.transaction() as session:
        await campaigns.stop(session, "any", now=clock())
    with pytest.raises(purchases.CurrencyNotTaken):
        await market.buy(1000, currency="USD", at=clock() + timedelta(seconds=1))
    # Bought while it ran, reported after it was stopped.
    await market.buy(1000, at=clock() - timedelta(seconds=0))
    await market.is_in_order()


async def test_what_was_bought_before_the_friend_came_or_after_the_end_earns_nothing(
    market: Market, clock: StillClock
) -> None:
    clock.advance(days=1)
    ends_at = (clock() + timedelta(days=2)).isoformat()
    await market.begin(
        {"on": "purchase", "to": "referrer", "amount": 100},
        campaign={"slug": "sale", "ends_at": ends_at},
    )
    came_at = clock()
    clock.advance(days=3)
    for at in (came_at - timedelta(seconds=61), came_at + timedelta(days=2)):
        recorded = await market.buy(1000, at=at)
        assert (recorded.is_new, list(recorded.rewards)) == (True, [])
    assert await market.available(ANN) == [0]
    # The shop's clock may be a minute behind.
    for at in (came_at - timedelta(seconds=60), came_at + timedelta(days=1)):
        recorded = await market.buy(1000, at=at)
        assert [reward.amount_minor for reward in recorded.rewards] == [100]
    # A person whom nobody invited may buy, and nobody earns.
    assert (await market.buy(1000, buyer=ANN, at=came_at)).rewards == []


async def test_a_purchase_is_the_last_step_and_earns_by_itself(
    market: Market, clock: StillClock
) -> None:
    await market.begin(
        {"on": "qualified", "to": "referrer", "amount": 500},
        {"on": "purchase", "to": "referrer", "percent": 1},
        qualify={"steps": ["start", "purchase:1000"], "hold": "24h"},
    )
    small = await market.buy(999)
    assert [reward.amount_minor for reward in small.rewards] == [9]
    assert await market.has(ANN) == (0, 9)
    large = await market.buy(1000)
    assert [reward.amount_minor for reward in large.rewards] == [500, 10]
    # The hold delays every reward.
    assert await market.has(ANN) == (0, 519)
    clock.advance(hours=24)
    await market.town.catch_up()
    assert await market.has(ANN) == (519, 0)
    await market.is_in_order()


async def test_a_refund_below_the_step_ends_the_referral(market: Market) -> None:
    await market.begin(
        {"on": "qualified", "to": "referrer", "amount": 500},
        {"on": "qualified", "to": "friend", "amount": 50},
        {"on": "purchase", "to": "referrer", "percent": 1},
        qualify={"steps": ["start", "purchase:1000"]},
    )
    await market.buy(2000)
    await market.buy(1500)
    assert await market.available(ANN, BEN) == [500 + 20 + 15, 50]
    # 1,500 are left of the first, and the second is large enough as well.
    await market.refund("A-1", 500)
    assert await market.available(ANN, BEN) == [500 + 15 + 15, 50]
    await market.refund("A-1")
    assert await market.available(ANN, BEN) == [500 + 15, 50]
    # 999 are left of the second: no purchase is large enough any more.
    await market.refund("A-2", 501)
    assert await market.available(ANN, BEN) == [0, 0]
    async with market.db.read() as session:
        [referral] = (await session.scalars(select(Referral))).all()
    assert (referral.state, referral.revoked_reason) == ("revoked", "refunded")
    # Who was no buyer after all is not won a second time.
    assert (await market.buy(5000)).rewards == []
    await market.is_in_order()


async def test_refunds_before_and_after_the_credit(market: Market, clock: StillClock) -> None:
    await market.begin(
        {"on": "purchase", "to": "referrer", "percent": 10, "credit": "after 7d"},
        {"on": "purchase", "to": "friend", "amount": 30, "credit": "after 7d"},
    )
    await market.buy(1000)
    assert (await market.has(ANN), await market.has(BEN)) == ((0, 100), (0, 30))
    part = await market.refund("A-1", 400)
    # What the part does not change is left as it was.
    assert [reward.amount_minor for reward in part.taken] == [100]
    assert [reward.amount_minor for reward in part.rewards] == [30, 60]
    assert (await market.has(ANN), await market.has(BEN)) == ((0, 60), (0, 30))
    clock.advance(days=7)
    await market.town.catch_up()
    assert (await market.has(ANN), await market.has(BEN)) == ((60, 0), (30, 0))
    # 10 % of the 599 that are left is 59.
    await market.refund("A-1", 1)
    assert await market.available(ANN, BEN) == [59, 30]
    await market.refund("A-1")
    assert await market.available(ANN, BEN) == [0, 0]
    with pytest.raises(conversions.OrderRefunded):
        await market.refund("A-1")
    with pytest.raises(conversions.OrderUnknown):
        await market.refund("A-9")
    await market.buy(1000)
    with pytest.raises(conversions.RefundTooLarge):
        await market.refund("A-2", 1001)
    await market.is_in_order()


async def test_what_was_spent_before_the_refund_is_a_debt(market: Market) -> None:
    await market.begin({"on": "purchase", "to": "referrer", "percent": 10})
    await market.buy(10_000)
    await market.spend(ANN, 900)
    await market.refund("A-1", 5_000)
    # 1,000 earned, 900 spent; of the 500 that are taken back 400 are not there.
    assert await market.available(ANN) == [-400]
    await market.refund("A-1")
    assert await market.available(ANN) == [-900]
    await market.buy(20_000)
    assert await market.available(ANN) == [1_100]
    await market.is_in_order()


async def test_a_numbered_purchase_is_paid_once_whatever_is_given_back(market: Market) -> None:
    await market.begin(
        {"on": "nth:1", "to": "friend", "amount": 10},
        {"on": "nth:2", "to": "referrer", "amount": 1000},
    )
    await market.buy(100)
    await market.buy(100)
    assert await market.available(ANN, BEN) == [1000, 10]
    await market.refund("A-1")
    assert await market.available(ANN, BEN) == [1000, 0]
    # Now it is the second again, for which Ann has her points already.
    await market.buy(100)
    assert await market.available(ANN, BEN) == [1000, 0]
    await market.refund("A-2")
    await market.refund("A-3")
    assert await market.available(ANN, BEN) == [0, 0]
    # Nothing is left of all that was bought: the next one is the first.
    await market.buy(100)
    assert await market.available(ANN, BEN) == [0, 10]
    await market.is_in_order()


async def test_a_refund_makes_room_below_the_largest_sum_and_the_number_of_times(
    market: Market,
) -> None:
    await market.begin(
        {"on": "purchase", "to": "referrer", "percent": 10, "max_amount": 150},
        {"on": "purchase", "to": "friend", "amount": 7, "times": 1},
    )
    await market.buy(1000)
    await market.buy(1000)
    assert await market.available(ANN, BEN) == [150, 7]
    # 10 % of the 800 left is 80, but 100 of 150 are the first one's: 50 stay, and are left alone.
    recorded = await market.refund("A-2", 200)
    assert list(recorded.taken) == []
    await market.refund("A-1", 900)
    assert await market.available(ANN, BEN) == [10 + 50, 7]
    await market.refund("A-1")
    assert await market.available(ANN, BEN) == [50, 0]
    await market.buy(2000)
    assert await market.available(ANN, BEN) == [150, 7]
    await market.is_in_order()


async def test_a_budget_that_is_used_up_promises_nothing(market: Market) -> None:
    await market.begin({"on": "purchase", "to": "referrer", "amount": 60}, budget={"total": 100})
    assert len((await market.buy(1000)).rewards) == 1
    assert list((await market.buy(1000)).rewards) == []
    assert await market.available(ANN) == [60]
    await market.refund("A-2")
    await market.refund("A-1")
    assert await market.available(ANN) == [0]
    assert len((await market.buy(1000)).rewards) == 1
    await market.is_in_order()


async def test_the_same_order_again_changes_nothing(market: Market, clock: StillClock) -> None:
    await market.begin({"on": "purchase", "to": "referrer", "amount": 60})
    first = await market.buy(1000, order_id="X", at=None)
    clock.advance(hours=1)
    # Neither says when: that was when it was reported first.
    again = await market.buy(1000, order_id="X", at=None)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.conversion.occurred_at == first.conversion.occurred_at
    assert [one.id for one in again.rewards] == [one.id for one in first.rewards]
    same: dict[str, Any] = {"amount": 1000, "order_id": "X", "at": None}
    for changed in ({"amount": 1001}, {"at": clock()}, {"currency": "USD"}, {"buyer": ANN}):
        with pytest.raises(conversions.OrderDiffers):
            await market.buy(**(same | changed))
    assert await market.available(ANN) == [60]


async def test_of_many_orders_of_one_buyer_at_once_one_is_the_first(market: Market) -> None:
    """Goal: purchases are numbered one after the other, refunds included, however they race."""
    await market.begin(
        {"on": "nth:1", "to": "referrer", "amount": 1000},
        {"on": "nth:5", "to": "referrer", "amount": 1},
        {"on": "purchase", "to": "friend", "percent": 10, "max_amount": 55},
    )
    await market.key()
    await asyncio.gather(*(market.buy(100) for _ in range(20)))
    assert await market.available(ANN, BEN) == [1001, 55]
    refunds = (market.refund(f"A-{n}", part) for n in range(1, 21) for part in (40, 60))
    await asyncio.gather(*refunds)
    assert await market.available(ANN, BEN) == [0, 0]
    async with market.db.read() as session:
        alive = select(Reward.id).where(
            Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED))
        )
        assert (await session.scalars(alive)).all() == []
        rows = (await session.scalars(select(Conversion))).all()
    assert {(row.refunded_minor, row.refunds) for row in rows} == {(100, 2)}
    await market.is_in_order()
