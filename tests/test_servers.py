"""Do the servers behind the tests start, isolate tests from each other, and go away?"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from redis.asyncio import Redis
from sqlalchemy import select

from bot.db import Database
from models import JobRun
from tests.clock import StillClock
from tests.servers import RedisServer


@pytest.mark.parametrize("turn", [1, 2])
async def test_every_test_gets_a_database_without_rows(
    db: Database, clock: StillClock, turn: int
) -> None:
    async with db.transaction() as session:
        assert (await session.scalars(select(JobRun))).all() == []
        session.add(JobRun(job="seal", period=str(turn), at=clock()))
    async with db.read() as session:
        assert (await session.scalars(select(JobRun.period))).all() == [str(turn)]


async def test_redis_answers_until_it_is_stopped(redis_server: RedisServer) -> None:
    async with Redis.from_url(redis_server.url) as redis:
        assert await redis.dbsize() == 0
        await redis.set("key", "value")
        assert await redis.get("key") == b"value"
    redis_server.stop()
    assert not redis_server.directory.exists()


def test_a_server_does_not_outlive_a_killed_test_run() -> None:
    program = (
        "from tests.servers import RedisServer; import time\n"
        "print(RedisServer().directory, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout is not None
        directory = Path(starter.stdout.readline().strip())
        assert directory.is_dir()
        os.kill(starter.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while directory.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not directory.exists()


def test_the_clock_moves_only_when_told(clock: StillClock) -> None:
    before = clock()
    assert clock() == before
    clock.advance(hours=1, seconds=2)
    assert (clock() - before).total_seconds() == 3602
