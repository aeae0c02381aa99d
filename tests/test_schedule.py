"""Do the jobs wake up, and go on waking up whatever happens to the wall clock?"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Self

import pytest
from aiogram import Bot
from apscheduler.schedulers import base

from bot import schedule
from bot.clock import system_clock
from bot.db import Database
from bot.jobs import Jobs
from models import ProcessedUpdate
from tests.clock import StillClock

TICK_SECONDS = 0.05
PATIENCE_SECONDS = 10.0


@dataclass
class WallClock:
    """The machine's clock, which somebody sets."""

    offset: timedelta = timedelta()

    def __call__(self) -> datetime:
        return system_clock() + self.offset


@dataclass(frozen=True)
class Counted(Jobs):
    """Jobs that only note when they were woken."""

    woken: list[float] = field(default_factory=list)
    forgotten: list[float] = field(default_factory=list)

    async def tick(self) -> int:
        self.woken.append(time.monotonic())
        return 0

    async def forget(self) -> int:
        self.forgotten.append(time.monotonic())
        return 0


@pytest.fixture
def jobs(sqlite_db: Database, clock: StillClock) -> Counted:
    return Counted(Bot("1:nobody"), sqlite_db, clock, done=lambda: None)


@pytest.fixture
def wall_clock(monkeypatch: pytest.MonkeyPatch) -> WallClock:
    """APScheduler and the watchdog read this one; the watchdog looks more often than usual."""
    clock = WallClock()

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(clock().timestamp(), tz)

    monkeypatch.setattr(base, "datetime", Shifted)
    monkeypatch.setattr(schedule, "WATCH_EVERY_SECONDS", 0.05)
    return clock


@asynccontextmanager
async def running(
    jobs: Jobs, wall_clock: WallClock, *, tick_seconds: float = TICK_SECONDS
) -> AsyncIterator[None]:
    started = schedule.start(jobs, tick_seconds, wall_clock=wall_clock)
    try:
        yield
    finally:
        # As the bot does: a job that outlived its test would open the closed database again.
        await started.finish()
        # APScheduler ends in the next turn of the loop.
        await asyncio.sleep(0)


async def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    for _ in iter(condition, True):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


async def test_the_tick_comes_again_and_again(jobs: Counted, wall_clock: WallClock) -> None:
    async with running(jobs, wall_clock):
        await until(lambda: len(jobs.woken) >= 5)
    assert jobs.woken[4] - jobs.woken[0] >= 3 * TICK_SECONDS


@pytest.mark.parametrize(
    "jump", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=-9_000), timedelta(days=9_000)]
)
async def test_the_tick_goes_on_after_the_wall_clock_jumped(
    jobs: Counted, wall_clock: WallClock, jump: timedelta
) -> None:
    async with running(jobs, wall_clock):
        await until(lambda: len(jobs.woken) >= 2)
        wall_clock.offset = jump
        before = len(jobs.woken)
        # One wake-up may have been on its way.
        await until(lambda: len(jobs.woken) >= before + 5)
        assert 1 <= len(jobs.forgotten) <= 2, "what comes rarely is planned anew as well"


async def test_without_the_watchdog_a_clock_that_was_set_back_would_silence_the_tick(
    jobs: Counted, wall_clock: WallClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason for the watchdog: should APScheduler mend this, it can go."""
    monkeypatch.setattr(schedule, "WATCH_EVERY_SECONDS", 3_600)
    async with running(jobs, wall_clock):
        await until(lambda: len(jobs.woken) >= 2)
        wall_clock.offset = timedelta(hours=-1)
        await asyncio.sleep(20 * TICK_SECONDS)
        before = len(jobs.woken)
        await asyncio.sleep(10 * TICK_SECONDS)
        assert len(jobs.woken) == before


async def test_a_pause_is_caught_up_by_one_wake_up(jobs: Counted, wall_clock: WallClock) -> None:
    async with running(jobs, wall_clock, tick_seconds=1):
        await until(lambda: len(jobs.woken) >= 1)
        wall_clock.offset = timedelta(minutes=10)
        await until(lambda: len(jobs.woken) >= 3)
    assert min(later - earlier for earlier, later in pairwise(jobs.woken)) > 0.5


async def test_a_long_tick_is_not_begun_a_second_time_and_a_broken_one_is_not_the_last(
    sqlite_db: Database, clock: StillClock, wall_clock: WallClock
) -> None:
    now_and_most = [0, 0]
    calls = 0

    @dataclass(frozen=True)
    class Slow(Counted):
        async def tick(self) -> int:
            nonlocal calls
            calls += 1
            now_and_most[0] += 1
            now_and_most[1] = max(now_and_most)
            await asyncio.sleep(3 * TICK_SECONDS)
            now_and_most[0] -= 1
            if calls == 1:
                raise RuntimeError("a bug")
            return 0

    async with running(Slow(Bot("1:nobody"), sqlite_db, clock, done=lambda: None), wall_clock):
        await until(lambda: calls >= 3)
        await until(lambda: now_and_most[0] == 0)
    assert now_and_most[1] == 1


async def test_a_job_that_takes_too_long_is_cut_off_and_has_ended(
    sqlite_db: Database, clock: StillClock, wall_clock: WallClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise it would still be at work while its database is closed."""
    monkeypatch.setattr(schedule, "LAST_JOBS_SECONDS", 0.05)
    ended: list[bool] = []

    @dataclass(frozen=True)
    class Endless(Counted):
        async def tick(self) -> int:
            self.woken.append(time.monotonic())
            try:
                await asyncio.sleep(3_600)
            finally:
                # As a COMMIT is waited for.
                await asyncio.sleep(0.05)
                ended.append(True)
            return 0

    jobs = Endless(Bot("1:nobody"), sqlite_db, clock, done=lambda: None)
    async with running(jobs, wall_clock):
        await until(lambda: len(jobs.woken) >= 1)
    assert ended == [True]


async def test_a_closed_schedule_wakes_nobody(jobs: Counted, wall_clock: WallClock) -> None:
    async with running(jobs, wall_clock):
        await until(lambda: len(jobs.woken) >= 1)
    before = len(jobs.woken)
    wall_clock.offset = timedelta(hours=1)
    await asyncio.sleep(5 * TICK_SECONDS)
    assert len(jobs.woken) == before


async def test_the_real_jobs_are_woken(
    sqlite_db: Database, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "FORGET_EVERY_SECONDS", TICK_SECONDS)
    async with sqlite_db.transaction() as session:
        session.add(ProcessedUpdate(update_id=1, at=clock() - timedelta(days=3)))
    jobs = Jobs(Bot("1:nobody"), sqlite_db, clock, done=lambda: None)

    async def is_forgotten() -> bool:
        async with sqlite_db.read() as session:
            return await session.get(ProcessedUpdate, 1) is None

    async with running(jobs, WallClock()):
        for _ in range(int(PATIENCE_SECONDS / TICK_SECONDS)):
            if await is_forgotten():
                break
            await asyncio.sleep(TICK_SECONDS)
    assert await is_forgotten()
