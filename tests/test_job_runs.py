"""Does one replica alone get each period of a job, and are old periods forgotten?"""

from aiogram import Bot
from sqlalchemy import select

from bot.db import Database
from bot.jobs import Jobs
from bot.services import job_runs
from models import JobRun
from tests.clock import StillClock
from tests.sending import TOKEN


async def take(db: Database, clock: StillClock, period: str) -> bool:
    async with db.transaction() as session:
        return await job_runs.take(session, "card", period, now=clock())


async def test_a_period_is_taken_once(db: Database, clock: StillClock) -> None:
    assert [await take(db, clock, "1"), await take(db, clock, "1"), await take(db, clock, "2")] == [
        True,
        False,
        True,
    ]


async def test_periods_are_forgotten_after_two_weeks(db: Database, clock: StillClock) -> None:
    await take(db, clock, "old")
    clock.advance(days=1)
    await take(db, clock, "recent")
    clock.advance(days=13, hours=1)
    await Jobs(Bot(TOKEN), db, clock, done=lambda: None).forget()
    async with db.read() as session:
        assert list(await session.scalars(select(JobRun.period))) == ["recent"]
