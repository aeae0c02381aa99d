"""What wakes the jobs, also after the wall clock jumped?"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.clock import Clock, system_clock
from bot.jobs import Jobs
from bot.watch import Watch

logger = logging.getLogger(__name__)

FORGET_EVERY_SECONDS = 600
ADD_UP_EVERY_SECONDS = 20
WATCH_EVERY_SECONDS = 1.0
WATCH_LOOKS_EVERY_SECONDS = 60.0
"""From one look at payouts, sender, disk and the rest (bot.watch) to the next."""
JUMP_SECONDS = 5.0
LAST_JOBS_SECONDS = 5


class Every:
    """So many seconds after the last time, however late that was.

    APScheduler's own interval counts every time that was missed: when a machine without a clock
    of its own learns the date, that is millions of them.
    """

    def __init__(self, seconds: float) -> None:
        self._span = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        return now + self._span


BaseTrigger.register(Every)


class Schedule:
    """APScheduler in memory, and a watchdog on the monotonic clock.

    Set back an hour, APScheduler alone would be silent for that hour: it plans by the wall clock.
    """

    def __init__(
        self, jobs: Jobs, tick_seconds: float, wall_clock: Clock, watch: Watch | None = None
    ) -> None:
        self._wall_clock = wall_clock
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_job(self._work, Every(tick_seconds), args=[jobs.tick])
        self._scheduler.add_job(
            self._work, Every(FORGET_EVERY_SECONDS), args=[partial(jobs.exhaust, jobs.forget)]
        )
        self._scheduler.add_job(self._work, Every(ADD_UP_EVERY_SECONDS), args=[jobs.add_up])
        if watch is not None:
            pause = max(WATCH_LOOKS_EVERY_SECONDS, tick_seconds)
            self._scheduler.add_job(self._work, Every(pause), args=[watch.tick])
        self._at_work: set[asyncio.Task[object]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._is_over = False

    def start(self) -> None:
        self._scheduler.start()
        self._arm(self._offset())

    def _offset(self) -> float:
        return self._wall_clock().timestamp() - time.monotonic()

    def _arm(self, offset: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(WATCH_EVERY_SECONDS, self._look, offset)

    def _look(self, offset: float) -> None:
        present = self._offset()
        if abs(present - offset) > JUMP_SECONDS:
            logger.warning(
                "the wall clock jumped by %.0f s; jobs are planned anew", present - offset
            )
            soon = self._wall_clock() + timedelta(seconds=1)
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=soon)
        self._arm(present)

    async def _work(self, job: Callable[[], Awaitable[object]]) -> None:
        if self._is_over:
            return
        task = asyncio.current_task()
        assert task is not None
        self._at_work.add(task)
        try:
            await job()
        except asyncio.CancelledError:
            logger.warning("a job was cut off; what it did not commit is done after the next start")
        finally:
            self._at_work.discard(task)

    async def finish(self) -> None:
        """Wake nobody any more, and let the jobs that are at work end."""
        self._scheduler.pause()
        self._is_over = True
        if self._at_work:
            _, late = await asyncio.wait(self._at_work, timeout=LAST_JOBS_SECONDS)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)
        self.close()

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with suppress(Exception):
            self._scheduler.shutdown(wait=False)


def start(
    jobs: Jobs,
    tick_seconds: float,
    *,
    wall_clock: Clock = system_clock,
    watch: Watch | None = None,
) -> Schedule:
    """Tick every so many seconds until the schedule is closed.

    `wall_clock` is the machine's, by which APScheduler plans, not the clock that the jobs look at.
    """
    schedule = Schedule(jobs, tick_seconds, wall_clock, watch)
    schedule.start()
    return schedule
