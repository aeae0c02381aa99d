"""Does a person get their answer although Telegram failed to take it at first?"""

from collections.abc import AsyncIterator

import pytest

from tests.people import Stage, staged

pytestmark = pytest.mark.usefixtures("unpaced")


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as found:
        yield found


@pytest.mark.parametrize(("kind", "copies"), [("error", 1), ("drop", 1), ("lost_reply", 2)])
async def test_an_answer_comes_although_telegram_stumbles(
    stage: Stage, kind: str, copies: int
) -> None:
    """Where nobody knows whether it came, twice is better than never."""
    ann = stage.person("Ann")
    stage.telegram.faults.add("sendMessage", kind, status=502, times=1)
    await ann.start()
    assert len([text for text in ann.texts if "Hello" in text]) == copies


async def test_a_screen_that_could_not_be_changed_is_changed_after_all(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    stage.telegram.faults.add("editMessageText", "error", status=502, times=1)
    await ann.press("💰 Balance")
    assert "Available: 0 points" in ann.texts[-1]


async def test_an_answer_is_given_up_at_last_and_the_next_one_comes(stage: Stage) -> None:
    ann = stage.person("Ann")
    stage.telegram.faults.add("sendMessage", "error", status=502, times=3)
    stage.telegram.send(ann.user, text="/start")
    await stage.settle()
    assert ann.texts == []
    await ann.start()
    assert len(ann.texts) == 1
    assert await stage.verify() == []
