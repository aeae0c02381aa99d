"""Is there a campaign from the first minute on, until another one is started?"""

from datetime import timedelta

import pytest

from bot.db import Database
from bot.services import campaigns, starter
from bot.services.documents import DocumentRefused
from tests.clock import StillClock
from tests.operators import begin, document, load, running, slugs, start, stop


async def test_the_starter_campaign_runs_from_the_first_minute(
    db: Database, clock: StillClock
) -> None:
    await begin(
        db,
        clock,
        title="Приходи <к нам>",
        referrer_reward=70,
        friend_reward=30,
        hold=timedelta(hours=12),
        required_chats=("@shop_news", "-1001234567890"),
        budget=10_000,
        payout_minimum=200,
    )
    [found] = await running(db, clock)
    assert (found.slug, found.version) == ("starter", 1)
    assert [(rule.to, rule.amount) for rule in found.document.rewards] == [
        ("referrer", 70),
        ("friend", 30),
    ]
    assert found.document.subscriptions == ("@shop_news", "-1001234567890")
    assert found.document.qualify.hold == timedelta(hours=12)
    assert found.document.budget is not None
    assert found.document.budget.total == 10_000
    assert found.document.payout.minimum == 200
    assert campaigns.title(found.document, "bg") == "Приходи <к нам>"


async def test_the_starter_campaign_follows_the_settings(db: Database, clock: StillClock) -> None:
    await begin(db, clock, referrer_reward=100)
    await begin(db, clock, referrer_reward=100)
    assert [found.version for found in await running(db, clock)] == [1]
    await begin(db, clock, referrer_reward=120)
    [found] = await running(db, clock)
    assert (found.version, found.document.rewards[0].amount) == (2, 120)


async def test_the_starter_campaign_ends_when_another_one_starts_and_does_not_return(
    db: Database, clock: StillClock
) -> None:
    await begin(db, clock)
    await load(db, clock, document())
    assert slugs(await running(db, clock)) == ["starter"]
    await start(db, clock)
    assert slugs(await running(db, clock)) == ["autumn"]
    await stop(db, clock)
    await begin(db, clock, referrer_reward=1)
    assert await running(db, clock) == []


async def test_the_starter_campaign_does_not_join_one_that_ran_before(
    db: Database, clock: StillClock
) -> None:
    await load(db, clock, document())
    await start(db, clock)
    await begin(db, clock)
    assert slugs(await running(db, clock)) == ["autumn"]


async def test_a_starter_campaign_that_was_stopped_stays_stopped(
    db: Database, clock: StillClock
) -> None:
    await begin(db, clock)
    await stop(db, clock, "starter")
    await begin(db, clock)
    assert await running(db, clock) == []


async def test_a_starter_campaign_without_rewards_is_a_campaign(
    db: Database, clock: StillClock
) -> None:
    await begin(db, clock, referrer_reward=0, friend_reward=0, hold=timedelta())
    [found] = await running(db, clock)
    assert found.document.rewards == ()


async def test_settings_that_make_no_campaign_say_so(db: Database, clock: StillClock) -> None:
    with pytest.raises(DocumentRefused, match="starter_campaign"):
        await begin(db, clock, required_chats=("shop news",))


async def test_a_file_cannot_take_the_starters_place(db: Database, clock: StillClock) -> None:
    with pytest.raises(campaigns.SlugReserved):
        await load(db, clock, document(starter.SLUG))
