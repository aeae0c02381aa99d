"""Does the whole story hold together, as participants and admins live it?"""

import re
from collections.abc import AsyncIterator

import pytest

from tests.people import CHANNEL, Stage, staged, text_of

pytestmark = pytest.mark.usefixtures("unpaced")


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    async with staged(
        database_url, starter_campaign={"required_chats": (CHANNEL,), "payout_minimum": 50}
    ) as stage:
        yield stage


async def test_a_friend_who_stays_earns_a_reward_that_is_paid_out(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Бен", "ru")
    welcome = text_of(await ann.start())
    assert "Hello" in welcome
    link = re.search(r"https://t\.me/\S+\?start=\w+", welcome)
    assert link is not None
    assert "Остался 1 шаг" in text_of(await ben.follow(link[0]))
    assert any("Бен" in text for text in ann.texts)

    await ben.join()
    assert (await ann.balance()).held == 100
    await stage.advance(hours=23)
    assert (await ann.balance()).available == 0
    await stage.advance(hours=2)
    assert (await ann.balance()).available == 100
    assert any("+100 points" in text for text in ann.texts)
    assert await stage.verify() == []


async def test_a_friend_who_leaves_before_the_hold_ends_earns_nothing(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    await ben.join()
    await stage.advance(hours=23)
    await ben.leave()
    await stage.advance(hours=2)
    balance = await ann.balance()
    assert (balance.available, balance.held) == (0, 0)
    assert any("left a chat" in text for text in ann.texts)
    assert await stage.verify() == []


async def test_a_friend_who_leaves_afterwards_takes_the_points_along(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    await ben.join()
    await stage.advance(hours=25)
    assert (await ann.balance()).available == 100
    await ben.leave()
    assert (await ann.balance()).available == 0
    # Coming back is no second friend.
    await ben.join()
    await stage.advance(hours=25)
    assert (await ann.balance()).available == 0
    assert await stage.verify() == []


async def test_a_leave_whose_event_was_lost_is_seen_at_the_end_of_the_hold(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    await ben.join()
    stage.me.updates.allow(["message", "callback_query"])
    await ben.leave()
    await stage.advance(hours=25)
    balance = await ann.balance()
    assert (balance.available, balance.held) == (0, 0)
    assert await stage.verify() == []


async def test_the_check_button_counts_the_step_when_the_event_was_lost(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    assert "does not see you" in str(await ben.press("✅ I have joined"))
    stage.me.updates.allow(["message", "callback_query"])
    await ben.join()
    assert (await ann.balance()).held == 0
    assert "all steps are done" in str(await ben.press("✅ I have joined"))
    assert (await ann.balance()).held == 100
