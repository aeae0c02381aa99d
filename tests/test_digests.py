"""Do the admins read every morning how yesterday went, once, and truly?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.db import Database
from bot.i18n import LANGUAGES, Texts
from bot.services import digests
from tests.clock import StillClock
from tests.people import Stage, staged, text_of
from tests.rich_world import RichWorld
from tests.town import Town

pytestmark = pytest.mark.usefixtures("unpaced")

SOFIA = ZoneInfo("Europe/Sofia")


def said(stage: Stage) -> list[str]:
    return [text_of(one) for one in stage.in_group() if "☀️" in text_of(one)]


async def morning(stage: Stage, days: int = 1) -> None:
    """Let the clock come to nine in the evening of a later day, and look several times."""
    later = (stage.clock() + timedelta(days=days)).replace(hour=21, minute=0)
    stage.clock.advance(later - stage.clock())
    for _ in range(3):
        await stage.app.watch.send_digest()
    await stage.settle()


async def test_each_day_has_one_digest_and_a_pause_of_a_week_one(sqlite_url: str) -> None:
    starter = {"hold": "0", "referrer_reward": 70}
    async with staged(sqlite_url, digest={"at": "09:00"}, starter_campaign=starter) as stage:
        await stage.app.watch.send_digest()
        link = await stage.person("Ann").invite()
        await stage.person("Ben").follow(link)
        await stage.app.jobs.tick()
        before = len(said(stage))
        await morning(stage)
        [digest] = said(stage)[before:]
        assert "Pressed start: 2 (0)" in digest
        assert "By invitation: 1 (0)" in digest
        assert "Counted friends: 1 (0)" in digest
        assert "Credited: 70 points (0)" in digest
        assert "Ledger: seal 2, " in digest or "Ledger: seal 1, " in digest
        await morning(stage, days=7)
        [_, after_the_pause] = said(stage)[before:]
        assert "Pressed start: 0 (0)" in after_the_pause


async def test_an_empty_hour_turns_it_off(sqlite_url: str) -> None:
    async with staged(sqlite_url, digest={"at": ""}) as stage:
        await morning(stage)
        assert said(stage) == []


@pytest.mark.parametrize(
    ("now", "day"),
    [
        # Summer time ends on 25 October 2026: nine o'clock is 06:00 UTC before it, 07:00 after.
        ("2026-10-24T05:59:59", None),
        ("2026-10-24T06:00:00", "2026-10-24"),
        ("2026-10-25T06:59:59", None),
        ("2026-10-25T07:00:00", "2026-10-25"),
        ("2026-10-25T21:59:59", "2026-10-25"),
        ("2026-10-25T22:00:00", None),
    ],
)
def test_the_hour_is_that_of_the_admins_clocks(now: str, day: str | None) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert digests.due(at, "09:00", SOFIA) == day


async def test_what_was_paid_and_what_waits_is_told(world: RichWorld) -> None:
    clock = StillClock(world.town.clock() + timedelta(days=1))
    async with world.db.read() as session:
        found = await digests.look(session, zone=ZoneInfo("UTC"), now=clock())
    assert found.requested + found.approved > 0
    assert found.oldest_hours is not None
    assert found.head.number > 0


async def test_yesterday_is_that_of_the_admins_clocks(db: Database, clock: StillClock) -> None:
    """Half past eleven in the evening in Sofia is still that day, though in UTC as well."""
    start = datetime(2026, 10, 24, 20, 30, tzinfo=UTC)
    clock.advance(seconds=(start - clock()).total_seconds())
    town = Town(db, clock)
    await town.begin()
    ann = await town.code_of(1)
    clock.advance(hours=1)
    await town.arrive(2, ann)
    clock.advance(hours=12)
    for zone, started in ((SOFIA, 1), (ZoneInfo("UTC"), 2)):
        async with db.read() as session:
            found = await digests.look(session, zone=zone, now=clock())
        # In Sofia the second one came at half past midnight of the next day.
        assert found.day.started == started, zone


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_can_be_said_in_every_language(world: RichWorld, language: str) -> None:
    t = Texts(zone=SOFIA).of(language)
    now = world.town.clock() + timedelta(days=1)
    async with world.db.transaction() as session:
        found = await digests.look(session, zone=SOFIA, now=now)
        await digests.post(session, found, t, chat_id=-1, now=now)
