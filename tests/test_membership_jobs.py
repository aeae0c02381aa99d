"""Is nobody credited on a guess, and does nobody wait for those who cannot be asked about?"""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.db import Database
from bot.jobs import ASKED_AT_ONCE
from bot.services.checks import ASK_AGAIN_AFTER
from models import ReferralState
from tests import crowds
from tests.clock import StillClock
from tests.halls import Hall, opened
from tests.operators import load
from tests.town import campaign_document


@pytest.fixture
async def hall(db: Database, clock: StillClock) -> AsyncIterator[Hall]:
    async with opened(db, clock) as hall:
        yield hall


async def test_only_those_who_are_still_there_at_the_end_of_the_hold_count(hall: Hall) -> None:
    code = await hall.begin("autumn", "shop_news")
    friends = [await hall.friend(code, "shop_news") for _ in range(3)]
    assert (await hall.balance()).held == 300
    hall.leaves(friends[1], "shop_news")
    hall.clock.advance(hours=24)
    await hall.jobs.tick()
    assert hall.asked() == 3
    balance = await hall.balance()
    assert (balance.available, balance.held) == (200, 0)
    assert (await hall.referral(friends[1])).state == ReferralState.REVOKED


async def test_who_cannot_be_asked_about_is_not_credited_and_asked_about_again(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    code = await hall.begin("autumn", "shop_news")
    for _ in range(3):
        await hall.friend(code, "shop_news")
    hall.put_the_bot_out("shop_news")
    hall.clock.advance(hours=24)
    with caplog.at_level(logging.ERROR):
        await hall.jobs.tick()
    [record] = caplog.records
    assert "@shop_news" in record.getMessage(), "one line tells it, not one for each friend"
    assert (await hall.balance()).held == 300
    assert await hall.jobs.tick() == 0
    assert hall.asked() == 3, "not with every tick"
    hall.let_the_bot_in("shop_news")
    hall.clock.advance(seconds=ASK_AGAIN_AFTER.total_seconds())
    await hall.jobs.tick()
    assert (await hall.balance()).available == 300


async def test_a_channel_that_the_bot_was_put_out_of_keeps_no_other_waiting(hall: Hall) -> None:
    """More than a batch stands in front, in each of two ticks."""
    hall.open_channel("closed_club")
    broken = await hall.begin("club", "closed_club")
    await crowds.come(hall.town, broken, 230, hold=timedelta(hours=24))
    hall.clock.advance(seconds=1)
    whole = await hall.begin("autumn", "shop_news", attribution={"new": "to_campaign"})
    await hall.friend(whole, "shop_news")
    hall.put_the_bot_out("closed_club")
    hall.clock.advance(hours=24)
    await hall.jobs.tick()
    assert hall.asked() == 231
    assert (await hall.balance(2)).available == 100
    assert (await hall.balance(1)).held == 23_000
    await hall.friend(whole, "shop_news")
    hall.clock.advance(hours=24)
    await hall.jobs.tick()
    assert (await hall.balance(2)).available == 200


async def test_while_telegram_is_away_it_is_asked_little_and_then_at_once(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    code = await hall.begin("autumn", "shop_news")
    for _ in range(ASKED_AT_ONCE + 3):
        await hall.friend(code, "shop_news")
    hall.clock.advance(hours=24)
    for kind in ("error", "drop"):
        fault = hall.telegram.faults.add("getChatMember", kind, status=502)
        await hall.jobs.tick()
        # Each of them tries twice.
        assert 0 < fault.fired <= 2 * ASKED_AT_ONCE
        hall.telegram.faults.clear()
    assert [(each.levelname, each.name) for each in caplog.records] == [
        ("WARNING", "bot.jobs"),
        ("WARNING", "bot.jobs"),
    ]
    assert (await hall.balance()).available == 0
    await hall.jobs.tick()
    assert (await hall.balance()).available == 100 * (ASKED_AT_ONCE + 3)


async def test_what_was_learned_before_telegram_went_away_is_settled(hall: Hall) -> None:
    code = await hall.begin("autumn", "shop_news")
    for _ in range(30):
        await hall.friend(code, "shop_news")
    hall.clock.advance(hours=24)
    hall.telegram.faults.add("getChatMember", "error", status=502, probability=0.4, seed=7)
    for _ in range(100):
        await hall.jobs.tick()
        if (await hall.balance()).available == 3_000:
            break
    assert (await hall.balance()).available == 3_000


async def test_leaving_after_the_hold_is_found_within_a_day_when_the_event_was_lost(
    hall: Hall,
) -> None:
    code = await hall.begin("autumn", "shop_news")
    stays, leaves = [await hall.friend(code, "shop_news") for _ in range(2)]
    hall.clock.advance(hours=24)
    await hall.jobs.tick()
    assert (await hall.balance()).available == 200
    hall.leaves(leaves, "shop_news")
    hall.clock.advance(hours=23)
    await hall.jobs.tick()
    assert (await hall.balance()).available == 200
    hall.clock.advance(hours=1)
    await hall.jobs.tick()
    assert (await hall.balance()).available == 100
    assert (await hall.referral(leaves)).state == ReferralState.REVOKED
    # Coming back is no second friend.
    hall.telegram.join(leaves, hall.channels["shop_news"])
    hall.clock.advance(hours=48)
    await hall.jobs.tick()
    assert (await hall.balance()).available == 100
    assert (await hall.referral(stays)).state == ReferralState.QUALIFIED


async def test_nothing_is_taken_back_because_telegram_would_not_tell(hall: Hall) -> None:
    code = await hall.begin("autumn", "shop_news")
    friend = await hall.friend(code, "shop_news")
    hall.clock.advance(hours=24)
    await hall.jobs.tick()
    hall.put_the_bot_out("shop_news")
    hall.leaves(friend, "shop_news")
    hall.clock.advance(hours=24)
    await hall.jobs.tick()
    await hall.jobs.tick()
    assert hall.asked() == 2
    assert (await hall.balance()).available == 100
    hall.let_the_bot_in("shop_news")
    hall.clock.advance(seconds=ASK_AGAIN_AFTER.total_seconds())
    await hall.jobs.tick()
    assert (await hall.balance()).available == 0


async def test_after_thirty_days_nobody_is_looked_after_any_more(hall: Hall) -> None:
    code = await hall.begin("autumn", "shop_news")
    friend = await hall.friend(code, "shop_news")
    for _ in range(31):
        hall.clock.advance(days=1)
        await hall.jobs.tick()
    assert hall.asked() == 31
    hall.leaves(friend, "shop_news")
    hall.clock.advance(days=10)
    await hall.jobs.tick()
    assert hall.asked() == 31
    assert (await hall.balance()).available == 100


async def test_who_asks_for_a_payout_is_asked_for_friends_of_long_ago_too(hall: Hall) -> None:
    code = await hall.begin("autumn", "shop_news", payout={"minimum": 1})
    stays, leaves = [await hall.friend(code, "shop_news") for _ in range(2)]
    await hall.grow_old(days=40)
    assert [(await hall.referral(each)).checked_at for each in (stays, leaves)] == [None, None]
    asked = hall.asked()
    hall.leaves(leaves, "shop_news")
    await hall.ask_for_a_payout()
    await hall.jobs.tick()
    assert hall.asked() == asked + 2
    assert (await hall.referral(leaves)).state == ReferralState.REVOKED
    assert (await hall.balance()).available == 200 - 1 - 100
    # Whoever is still there is not looked after for another month.
    assert (await hall.referral(stays)).checked_at is None
    hall.clock.advance(days=2)
    await hall.jobs.tick()
    assert hall.asked() == asked + 2


async def test_friends_who_had_nowhere_to_be_are_not_asked_about_at_a_payout(hall: Hall) -> None:
    """The campaign asks for a channel since its second version alone."""
    code = await hall.begin("autumn", payout={"minimum": 1})
    old = await hall.friend(code)
    qualify = {"steps": ["subscribe:@shop_news"], "hold": "24h"}
    second = campaign_document("autumn", qualify=qualify, payout={"minimum": 1})
    await load(hall.db, hall.clock, second)
    new = await hall.friend(code, "shop_news")
    await hall.grow_old(days=40)
    asked = hall.asked()
    await hall.ask_for_a_payout()
    await hall.jobs.tick()
    assert hall.asked() == asked + 1
    assert [(await hall.referral(each)).version for each in (old, new)] == [1, 2]
