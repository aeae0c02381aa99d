"""Do replicas keep to one bot's limits together, also while Redis is away?"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis

from tests.pacing import ANSWER, BROADCAST, GROUP, NOTICE, Replicas, most_within
from tests.servers import RedisServer

Start = Callable[[int], Awaitable[Replicas]]


@pytest.fixture
async def start(redis_url: str) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:

        async def begin(messages_per_second: int) -> Replicas:
            replicas = Replicas(redis_url, messages_per_second)
            stack.push_async_callback(replicas.close)
            return replicas

        yield begin


async def test_replicas_keep_the_limit_together(start: Start) -> None:
    replicas = await start(20)
    for number in range(72):
        replicas.send(number % 3, number + 1, [ANSWER, NOTICE, BROADCAST][number % 3 - 1])
    await asyncio.gather(*replicas.tasks)
    times = sorted(replicas.times)
    assert len(times) == 72
    # Real time: the test's own loop may be late by some of the second.
    assert most_within(times, 0.9) <= 20


async def test_replicas_keep_a_chats_limit_together(start: Start) -> None:
    replicas = await start(1_000)
    for replica in range(3):
        for _ in range(2):
            replicas.send(replica, 7)
    await asyncio.gather(*replicas.tasks)
    first, *_ = times = sorted(replicas.times)
    assert [round(at - first) for at in times] == [0, 0, 0, 1, 2, 3]


async def test_replicas_keep_a_groups_limit_together(start: Start, redis_url: str) -> None:
    replicas = await start(1_000)
    redis = Redis.from_url(redis_url)
    seconds, micros = await redis.time()
    ten_seconds_ago = (seconds - 10) * 1_000_000 + micros
    await redis.rpush(f"{{sarafan:1}}:pacer:group:{GROUP}", *[ten_seconds_ago] * 15)
    await redis.aclose()
    notice = replicas.send(0, GROUP, NOTICE)
    other = replicas.send(0, 7, NOTICE)
    answer = replicas.send(1, GROUP)
    await asyncio.sleep(0.3)
    assert (notice.done(), other.done(), answer.done()) == (False, True, True)


async def test_a_429_halts_all_replicas(start: Start) -> None:
    replicas = await start(1_000)
    replicas.refusals = [1]
    started = time.monotonic()
    refused = replicas.send(0, 1)
    await asyncio.sleep(0.1)
    for number in range(10):
        replicas.send(number % 3, number + 2, [ANSWER, NOTICE, BROADCAST][number % 3])
    await asyncio.gather(*replicas.tasks)
    assert refused.result() is True
    assert len(replicas.times) == 12
    assert min(replicas.times[1:]) - started >= 1


async def test_an_answer_of_one_replica_passes_the_broadcast_of_another(start: Start) -> None:
    replicas = await start(20)
    for number in range(60):
        replicas.send(0, number + 1, BROADCAST, "broadcast")
    await asyncio.sleep(0.8)
    before = len(replicas.counted)
    await replicas.send(1, 1_000, ANSWER, "answer")
    among = [text for _, text in replicas.counted[before:]]
    assert among.count("broadcast") <= 8


async def test_notices_of_one_replica_pass_the_broadcast_of_another(start: Start) -> None:
    replicas = await start(20)
    for number in range(60):
        replicas.send(0, number + 1, BROADCAST, "broadcast")
    await asyncio.sleep(0.5)
    notices = [replicas.send(1, 1_000 + number, NOTICE, "notice") for number in range(20)]
    before = len(replicas.counted)
    await asyncio.gather(*notices)
    among = [text for _, text in replicas.counted[before:]]
    assert among.count("broadcast") <= 8


async def test_without_redis_answers_go_slowly_and_bulk_waits(
    start: Start, redis_server: RedisServer
) -> None:
    replicas = await start(1_000)
    await replicas.send(0, 1)
    redis_server.stop()
    bulk = [replicas.send(0, 2, NOTICE), replicas.send(0, 3, BROADCAST)]
    answers = [replicas.send(0, 10 + number) for number in range(8)]
    started = time.monotonic()
    await asyncio.gather(*answers)
    assert replicas.pacers[0].is_alone
    assert time.monotonic() - started > 1.2
    assert not any(task.done() for task in bulk)


async def test_when_redis_comes_back_bulk_goes_on(start: Start, redis_url: str) -> None:
    replicas = await start(1_000)
    pace = replicas.pacers[0]
    pace.lose_redis()
    bulk = replicas.send(0, 2, BROADCAST)
    await asyncio.sleep(0.2)
    assert not bulk.done()
    async with asyncio.timeout(60):
        await bulk
    assert not pace.is_alone
