"""Does nobody lose points twice: when they run out, and when their reward is taken back?

Every figure is worked out by hand.
"""

import pytest
from sqlalchemy import select, update

from bot.db import Database
from bot.services import ledger, verification
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket, Campaign, Reward, RewardState, Transaction
from tests import expiring
from tests.clock import StillClock
from tests.market import ANN, Market


@pytest.fixture
async def market(db: Database, clock: StillClock) -> Market:
    """Ann gets 100 for each order of Ben's; they live for thirty days."""
    made = Market(db, clock)
    await made.begin({"on": "purchase", "to": "referrer", "amount": 100}, expiry={"after": "30d"})
    return made


async def days(market: Market, count: int) -> None:
    await expiring.days(market.db, market.clock, count)


async def kinds(market: Market) -> list[str]:
    async with market.db.read() as session:
        return list(await session.scalars(select(Transaction.kind).order_by(Transaction.id)))


async def test_a_refund_of_what_ran_out_leaves_no_debt(market: Market) -> None:
    await market.buy(1000)
    await days(market, 31)
    assert await market.available(ANN) == [0]
    await market.refund("A-1")
    assert await market.available(ANN) == [0]
    assert await kinds(market) == ["credit", "expiry", "expiry-returned", "reversal"]
    await market.buy(1000)
    assert await market.available(ANN) == [100]
    await market.is_in_order()


async def test_what_was_spent_before_the_rest_ran_out_is_owed(market: Market) -> None:
    await market.buy(1000)
    await days(market, 20)
    await market.buy(1000)
    await days(market, 5)
    # Of the older hundred.
    await market.spend(ANN, 60)
    await days(market, 6)
    assert await market.available(ANN) == [100]
    await market.refund("A-1")
    # 40 had run out and come back; of the hundred that goes, 60 are of the second order.
    assert await market.available(ANN) == [100 + 40 - 100]
    await market.is_in_order()
    # The 40 that are left of it run out in their time.
    await days(market, 20)
    assert await market.available(ANN) == [0]
    await market.refund("A-2")
    assert await market.available(ANN) == [40 - 100]
    await market.is_in_order()


async def test_a_refund_of_a_part_brings_nothing_to_life(db: Database, clock: StillClock) -> None:
    market = Market(db, clock)
    await market.begin({"on": "purchase", "to": "referrer", "percent": 10}, expiry={"after": "30d"})
    await market.buy(1000)
    await days(market, 10)
    await market.spend(ANN, 30)
    await days(market, 21)
    # 30 of the 100 were spent, 70 ran out.
    assert await market.available(ANN) == [0]
    for _ in range(2):
        await market.refund("A-1", 300)
        assert await market.available(ANN) == [0]
        await market.is_in_order()
    # Of the 40 that are left of the reward 10 had run out: the rest was spent, and is owed.
    await market.refund("A-1", 400)
    assert await market.available(ANN) == [-30]
    await market.is_in_order()


async def test_what_did_not_run_out_is_taken_back_as_ever(market: Market) -> None:
    await market.buy(1000)
    await days(market, 5)
    await market.refund("A-1")
    assert await market.available(ANN) == [0]
    assert await kinds(market) == ["credit", "reversal"]
    await market.is_in_order()


async def test_verify_finds_what_came_back_for_a_reward_that_stands(
    market: Market, db: Database
) -> None:
    await market.buy(1000)
    await days(market, 31)
    await market.refund("A-1")
    async with db.transaction() as session:
        await session.execute(update(Reward).values(state=RewardState.CREDITED))
    async with db.read() as session:
        findings = (await verification.verify(session)).findings
    assert any("is credited, the ledger says otherwise" in each for each in findings), findings


async def test_verify_finds_what_came_back_twice(market: Market, db: Database) -> None:
    await market.buy(1000)
    await market.buy(1000)
    await days(market, 31)
    await market.refund("A-1")
    async with db.transaction() as session:
        campaign_id = await session.scalar(select(Campaign.id))
        reward = await session.scalar(select(Reward).where(Reward.state == RewardState.REVERSED))
        assert campaign_id is not None
        assert reward is not None
        await ledger.post(
            session,
            key=f"{reward.key}:expiry-returned:expiry-returned",
            kind="expiry-returned",
            campaign_id=campaign_id,
            version=1,
            at=market.clock(),
            legs=(
                Leg(reward.participant_id, Bucket.AVAILABLE, 50),
                Leg(CAMPAIGN_OWNER, Bucket.EXPIRED, -50),
            ),
        )
    async with db.read() as session:
        findings = (await verification.verify(session)).findings
    assert any("moves what did not run out of its reward" in each for each in findings), findings
