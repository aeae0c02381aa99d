"""Do replicas keep to one bot's limits together, also while Redis is away?"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import SendMessage, TelegramMethod
from redis.asyncio import Redis

from bot import pacer
from bot.pacer.shared import RedisPacer
from models import Priority
from tests.servers import RedisServer
from tests.test_pacer import TOKEN, most_within

ANSWER, NOTICE, BROADCAST = Priority.ANSWER, Priority.NOTICE, Priority.BROADCAST
GROUP = -1001


class Replicas:
    """Several processes' pacers for one bot, and a Telegram that notes when it counted what."""

    def __init__(self, redis_url: str, messages_per_second: int, number: int = 3) -> None:
        self.pacers = [
            RedisPacer(messages_per_second, Redis.from_url(redis_url, socket_timeout=0.5), bot_id=1)
            for _ in range(number)
        ]
        self.counted: list[tuple[float, str]] = []
        self.refusals: list[int] = []
        self.tasks: list[asyncio.Task[object]] = []

    def send(
        self, replica: int, chat_id: int, wanted: Priority = ANSWER, text: str = ""
    ) -> asyncio.Task[object]:
        async def pass_through() -> object:
            pacer.priority.set(wanted)
            make_request = cast(NextRequestMiddlewareType[Any], self._answer)
            method = SendMessage(chat_id=chat_id, text=text)
            return await self.pacers[replica](make_request, Bot(TOKEN), method)

        task: asyncio.Task[object] = asyncio.create_task(pass_through())
        self.tasks.append(task)
        return task

    async def _answer(self, bot: Bot, method: TelegramMethod[Any]) -> object:
        assert isinstance(method, SendMessage)
        self.counted.append((time.monotonic(), method.text))
        if self.refusals:
            raise TelegramRetryAfter(method, "Too Many Requests", self.refusals.pop(0))
        await asyncio.sleep(0.005)
        return True

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.counted]

    async def close(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        for one in self.pacers:
            await one.close()


Start = Callable[[int], Awaitable[Replicas]]


@pytest.fixture
async def start(redis_url: str) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:

        async def begin(messages_per_second: int) -> Replicas:
            replicas = Replicas(redis_url, messages_per_second)
            stack.push_async_callback(replicas.close)
            return replicas

        yield begin


async def test_replicas_keep_the_limit_together_and_use_it_up(start: Start) -> None:
    replicas = await start(20)
    for number in range(72):
        replicas.send(number % 3, number + 1, [ANSWER, NOTICE, BROADCAST][number % 3 - 1])
    await asyncio.gather(*replicas.tasks)
    times = sorted(replicas.times)
    assert len(times) == 72
    # Real time: the test's own loop may be late by some of the second.
    assert most_within(times, 0.9) <= 20
    assert times[-1] - times[0] < 72 / 20 * 1.2


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
    started = time.monotonic()
    await replicas.send(1, 1_000)
    assert time.monotonic() - started < 0.3
    assert len(replicas.counted) < 40


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
    assert 1.2 < time.monotonic() - started < 3
    assert not any(task.done() for task in bulk)


async def test_when_redis_comes_back_bulk_goes_on(start: Start, redis_url: str) -> None:
    replicas = await start(1_000)
    pace = replicas.pacers[0]
    pace.lose_redis()
    bulk = replicas.send(0, 2, BROADCAST)
    await asyncio.sleep(0.2)
    assert not bulk.done()
    async with asyncio.timeout(3):
        await bulk
    assert not pace.is_alone
