"""Are people told what for, how much and when, and once a day if they like that better?"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.services import days
from tests.pages import run_campaign
from tests.people import Person, Stage, buttons, staged, text_of

TITLE = {"en": "Bring a friend", "ru": "Приведи друга", "bg": "Доведи приятел"}
REWARDS = [
    {"on": "qualified", "to": "referrer", "amount": 100},
    {"on": "qualified", "to": "friend", "amount": 50},
]


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        campaign = {"slug": "autumn", "title": TITLE}
        await run_campaign(
            stage, "autumn", campaign=campaign, reward=REWARDS, qualify={"hold": "24h"}
        )
        yield stage


async def bring(stage: Stage, referrer: Person, *names: str) -> None:
    link = await referrer.invite()
    for name in names:
        await stage.person(name).follow(link)


@pytest.mark.parametrize(
    ("language", "came", "credited"),
    [
        (
            "en",
            ("came by your link", "you get 100 points on", "Bring a friend"),
            "for a friend",
        ),
        ("ru", ("По вашей ссылке пришёл", "вы получите 100 баллов", "Приведи друга"), "за друга"),
        ("bg", ("По вашата връзка дойде", "получавате 100 точки", "Доведи приятел"), "за приятел"),
    ],
)
async def test_a_notice_says_what_for_how_much_and_when(
    stage: Stage, language: str, came: tuple[str, ...], credited: str
) -> None:
    ann = stage.person("Ann", language)
    await ann.start()
    await bring(stage, ann, "Ben")
    told = ann.texts[-1]
    for part in (*came, "Ben"):
        assert part in told
    await stage.advance(hours=24)
    assert credited in ann.texts[-1]
    assert came[-1] in ann.texts[-1]
    assert "100" in ann.texts[-1]


async def test_the_friend_is_told_why_they_got_something(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    await stage.advance(hours=24)
    assert "50 points credited to you — for coming by a friend’s invitation" in ben.texts[-1]


@pytest.mark.parametrize(("credit", "promised"), [("now", False), ("after 2d", True)])
async def test_a_friend_who_counts_at_once_is_told_of_before_there_are_points(
    stage: Stage, credit: str, promised: bool
) -> None:
    """What comes with a purchase, or later, is no reason to say nothing of the friend."""
    later = {"on": "qualified" if promised else "nth:1", "to": "referrer", "amount": 100}
    await run_campaign(stage, "travel", reward=[later | {"credit": credit}])
    ann = stage.person("Ann")
    await ann.start()
    await bring(stage, ann, "Ben")
    assert "Ben" in ann.texts[-1]
    assert "came by your link" in ann.texts[-1]
    assert ("you get 100 points on" in ann.texts[-1]) == promised


async def choose_daily(person: Person) -> None:
    await person.say("/settings")
    await person.press("🌙 Once a day, in the evening")
    assert "Notices: once a day, at 18:00" in text_of(person.heard[-1])
    assert "✅ 🌙 Once a day, in the evening" in buttons(person.heard[-1])


async def test_who_wants_one_message_a_day_gets_one_with_everything_in_it(stage: Stage) -> None:
    ann, zoe = stage.person("Ann"), stage.person("Zoe")
    await ann.start()
    await zoe.start()
    await choose_daily(ann)
    await bring(stage, ann, "Ben", "Cora", "Dan")
    heard = len(ann.heard)
    await stage.advance(minutes=5)
    assert len(ann.heard) == heard
    await bring(stage, zoe, "Eve")
    assert "Eve" in zoe.texts[-1]

    await advance_to_evening(stage)
    assert len(ann.heard) == heard + 1
    day = ann.texts[-1]
    assert day.startswith("🌙 Your day with us")
    assert "3 friends came by your link" in day
    assert "you get 300 points" in day
    await stage.advance(hours=24)
    await advance_to_evening(stage)
    assert len(ann.heard) == heard + 2
    assert "+300 points credited to you in 3 rewards" in ann.texts[-1]
    assert await stage.verify() == []


async def advance_to_evening(stage: Stage) -> None:
    """Past the next 18:00, and past the pause between two notices of one kind."""
    span = days.next_evening(stage.clock(), ZoneInfo("UTC")) - stage.clock()
    await stage.advance(seconds=span.total_seconds() + 61)
    await stage.advance(seconds=61)


async def test_who_goes_back_to_at_once_is_told_at_once_again(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    await choose_daily(ann)
    await ann.press("🔔 Tell me at once")
    await bring(stage, ann, "Ben")
    assert "Ben" in ann.texts[-1]


async def test_what_cannot_wait_does_not(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    await choose_daily(ann)
    await stage.admin.say_in_group(f"/credit {ann.id} 500 prize")
    await stage.admin.press("➕ Credit 500 points", stage.in_group()[-1])
    assert "prize" in ann.texts[-1]


def test_the_evening_is_that_of_the_time_zone() -> None:
    sofia = ZoneInfo("Europe/Sofia")
    for hour, day in ((15, 22), (17, 23)):
        now = datetime(2026, 11, 22, hour, tzinfo=UTC)
        assert days.next_evening(now, sofia) == datetime(2026, 11, day, 18, tzinfo=sofia)
