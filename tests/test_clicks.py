"""Is each visitor counted once a day, and is what could tell who it was forgotten?"""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.db import Database
from bot.services import clicks
from models import Click, ClickSalt, ClickVisitor, Invite
from tests.clock import StillClock
from tests.town import Town

PHONE, LAPTOP = "a phone", "a laptop"


@pytest.fixture
async def invite_id(db: Database, clock: StillClock) -> int:
    town = Town(db, clock)
    await town.begin()
    await town.code_of(1)
    async with db.read() as session:
        return await session.scalar(select(Invite.id)) or 0


async def visit(
    db: Database, clock: StillClock, invite_id: int, address: str, agent: str = PHONE
) -> bool:
    async with db.transaction() as session:
        return await clicks.count(session, invite_id, address=address, agent=agent, now=clock())


async def number(db: Database, invite_id: int) -> int:
    async with db.read() as session:
        return (await clicks.of_invites(session, [invite_id])).get(invite_id, 0)


async def test_visits_of_one_person_at_once_are_one(
    db: Database, clock: StillClock, invite_id: int
) -> None:
    were_first = await asyncio.gather(
        *(visit(db, clock, invite_id, f"192.0.2.{n % 4}") for n in range(24))
    )
    assert sum(were_first) == 4
    assert await number(db, invite_id) == 4


async def test_another_address_or_program_or_day_is_another_visit(
    db: Database, clock: StillClock, invite_id: int
) -> None:
    assert await visit(db, clock, invite_id, "192.0.2.1")
    assert await visit(db, clock, invite_id, "192.0.2.2")
    assert await visit(db, clock, invite_id, "192.0.2.1", LAPTOP)
    assert not await visit(db, clock, invite_id, "192.0.2.1")
    clock.advance(days=1)
    assert await visit(db, clock, invite_id, "192.0.2.1")
    assert await number(db, invite_id) == 4


async def test_hashes_do_not_hold_an_address_and_differ_from_day_to_day(
    db: Database, clock: StillClock, invite_id: int
) -> None:
    await visit(db, clock, invite_id, "192.0.2.77")
    clock.advance(days=1)
    await visit(db, clock, invite_id, "192.0.2.77")
    async with db.read() as session:
        hashes = list(await session.scalars(select(ClickVisitor.visitor)))
        salts = list(await session.scalars(select(ClickSalt.salt)))
    assert len(set(hashes)) == len(set(salts)) == 2
    assert all(len(each) == 32 and "192.0.2" not in each for each in hashes)


async def test_salts_and_hashes_are_forgotten_and_the_numbers_stay(
    db: Database, clock: StillClock, invite_id: int
) -> None:
    await visit(db, clock, invite_id, "192.0.2.1")
    for days, left in ((0, 1), (1, 1), (2, 0)):
        async with db.transaction() as session:
            await clicks.forget(session, now=clock() + timedelta(days=days))
        async with db.read() as session:
            kept = [
                await session.scalar(select(func.count()).select_from(table))
                for table in (ClickVisitor, ClickSalt)
            ]
            assert kept == [left, left]
            assert await session.scalar(select(func.sum(Click.visitors))) == 1


@pytest.mark.parametrize(
    ("agent", "is_robot"),
    [
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/142.0 Mobile Safari/537.36", False),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", False),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Telegram-Android/12.1", False),
        ("Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 50) Chrome/142.0 Mobile", False),
        ("Mozilla/5.0 (iPhone) AppleWebKit Mobile/15E148 Viber/26", False),
        ("TelegramBot (like TwitterBot)", True),
        ("Viber/13", True),
        ("LinkedInBot/1.0 (compatible; Mozilla/5.0)", True),
        ("Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", True),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/142.0.0.0 Safari/537.36", False),
        ("python-requests/2.32", False),
        ("okhttp/5.3.0", False),
        ("  ", False),
    ],
)
def test_robots_are_known_by_their_names(agent: str, is_robot: bool) -> None:
    assert clicks.is_robot(agent) is is_robot
