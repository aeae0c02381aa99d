"""Pacers, people who send through them, and a Telegram that notes when it counted what."""

import asyncio
import time
from bisect import bisect_left
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import SendMessage, TelegramMethod
from redis.asyncio import Redis

from bot import pacer
from bot.pacer import Pacer
from bot.pacer.shared import RedisPacer
from models import Priority

TOKEN = "1000001:SANDBOX"
ANSWER, NOTICE, BROADCAST = Priority.ANSWER, Priority.NOTICE, Priority.BROADCAST
GROUP = -1001


class Timers:
    """A monotonic clock that the test moves, with the event loop's kind of timers."""

    def __init__(self) -> None:
        self._now = 1_000.0
        self._handles: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._count = 0

    def time(self) -> float:
        return self._now

    def call_at(self, when: float, callback: Callable[[], None], /) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(when, callback, (), asyncio.get_running_loop())
        self._count += 1
        heappush(self._handles, (when, self._count, handle))
        return handle

    async def sleep(self, seconds: float) -> None:
        over = asyncio.get_running_loop().create_future()
        self.call_at(self._now + seconds, lambda: None if over.done() else over.set_result(None))
        await over

    async def run(self, seconds: float) -> None:
        """Let `seconds` pass, one timer after the other, with everybody's reaction to each."""
        until = self._now + seconds
        await self.settle()
        while self._handles and self._handles[0][0] <= until:
            when, _, handle = heappop(self._handles)
            self._now = max(self._now, when)
            if not handle.cancelled():
                handle._run()
                await self.settle()
        self._now = until

    def be_late(self, seconds: float) -> None:
        """Let time pass while the event loop is busy: no timer fires."""
        self._now += seconds

    def fire(self) -> None:
        """Fire the timers that are due, before anybody reacts."""
        while self._handles and self._handles[0][0] <= self._now:
            _, _, handle = heappop(self._handles)
            if not handle.cancelled():
                handle._run()

    async def settle(self) -> None:
        for _ in range(6):
            await asyncio.sleep(0)


class World:
    """A pacer, people who send through it, and a Telegram that notes when it counted what."""

    def __init__(self, messages_per_second: int = 30, *, latency: Callable[[], float]) -> None:
        self.timers = Timers()
        self.pacer = Pacer(messages_per_second, scheduler=self.timers)
        self.bot = Bot(TOKEN)
        self.latency = latency
        self.left: list[tuple[float, TelegramMethod[Any]]] = []
        self.counted: list[tuple[float, TelegramMethod[Any]]] = []
        self.refusals: list[int] = []
        """Telegram's next answers: 429 with so many seconds."""
        self.tasks: list[asyncio.Task[object]] = []

    def send(self, chat_id: int, wanted: Priority = ANSWER, text: str = "") -> asyncio.Task[object]:
        return self.call(SendMessage(chat_id=chat_id, text=text), wanted)

    def call(self, method: TelegramMethod[Any], wanted: Priority = ANSWER) -> asyncio.Task[object]:
        async def pass_through() -> object:
            pacer.priority.set(wanted)
            make_request = cast(NextRequestMiddlewareType[Any], self._answer)
            return await self.pacer(make_request, self.bot, method)

        task: asyncio.Task[object] = asyncio.create_task(pass_through())
        self.tasks.append(task)
        return task

    async def _answer(self, bot: Bot, method: TelegramMethod[Any]) -> object:
        self.left.append((self.timers.time(), method))
        await self.timers.sleep(self.latency())
        self.counted.append((self.timers.time(), method))
        if self.refusals:
            seconds = self.refusals.pop(0)
            raise TelegramRetryAfter(method, "Too Many Requests", seconds)
        await self.timers.sleep(self.latency())
        return True

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.counted]

    def chats(self) -> list[int | str | None]:
        return [chat_of(method) for _, method in self.counted]

    def texts(self) -> list[str]:
        return [method.text for _, method in self.counted if isinstance(method, SendMessage)]


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


def chat_of(method: TelegramMethod[Any]) -> int | str | None:
    return method.chat_id if isinstance(method, SendMessage) else None


def most_within(times: list[float], seconds: float) -> int:
    """The greatest number of moments in any half-open window of so many seconds."""
    return max(bisect_left(times, at + seconds - 1e-9) - index for index, at in enumerate(times))
