"""Does a pause keep new friends out, and lose nothing for those who came?"""

from datetime import timedelta

import pytest

from bot.db import Database
from bot.services import campaigns, pauses
from bot.services.campaigns import CampaignNotRunning, CampaignOver
from bot.services.pauses import CampaignNotPaused
from models import CampaignStatus, Verdict
from tests import operators
from tests.clock import StillClock
from tests.market import ANN, Market
from tests.town import Town


@pytest.fixture
def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


async def pause(db: Database, clock: StillClock, slug: str = "autumn") -> None:
    async with db.transaction() as session:
        await pauses.pause(session, slug, now=clock())


async def resume(db: Database, clock: StillClock, slug: str = "autumn") -> None:
    async with db.transaction() as session:
        await pauses.resume(session, slug, now=clock())


async def test_nobody_new_comes_during_a_pause(town: Town, db: Database, clock: StillClock) -> None:
    await town.begin()
    code = await town.code_of(1)
    await pause(db, clock)
    assert await town.verdict(2, code) == Verdict.CAMPAIGN_NOT_RUNNING
    await resume(db, clock)
    assert await town.verdict(3, code) == Verdict.ACCEPTED


async def test_a_pause_keeps_the_order_of_campaigns(
    town: Town, db: Database, clock: StillClock
) -> None:
    await town.begin("autumn")
    clock.advance(hours=1)
    await town.begin("winter")
    await pause(db, clock, "winter")
    assert [each.slug for each in await operators.running(db, clock)] == ["autumn"]
    clock.advance(hours=1)
    await resume(db, clock, "winter")
    assert [each.slug for each in await operators.running(db, clock)] == ["winter", "autumn"]


async def test_purchases_of_friends_who_came_earn_during_a_pause(
    db: Database, clock: StillClock
) -> None:
    market = Market(db, clock)
    await market.begin({"on": "purchase", "to": "referrer", "percent": 10})
    async with db.read() as session:
        [running] = await campaigns.running(session)
    await pause(db, clock, running.slug)
    # 10 % of 500.
    await market.buy(500)
    assert await market.available(ANN) == [50]
    await market.is_in_order()


async def test_a_paused_campaign_can_be_stopped_and_started(
    db: Database, clock: StillClock
) -> None:
    await operators.load(db, clock, operators.document())
    with pytest.raises(CampaignNotRunning):
        await pause(db, clock)
    await operators.start(db, clock)
    with pytest.raises(CampaignNotPaused):
        await resume(db, clock)
    await pause(db, clock)
    assert (await operators.stop(db, clock)).status == CampaignStatus.STOPPED
    await operators.start(db, clock)
    await pause(db, clock)
    assert (await operators.start(db, clock)).status == CampaignStatus.RUNNING


async def test_a_campaign_whose_time_is_over_does_not_go_on(
    db: Database, clock: StillClock
) -> None:
    ends_at = (clock() + timedelta(hours=1)).isoformat()
    await operators.load(db, clock, operators.document(ends_at=ends_at))
    await operators.start(db, clock)
    await pause(db, clock)
    clock.advance(hours=2)
    with pytest.raises(CampaignOver):
        await resume(db, clock)
