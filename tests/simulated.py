"""How does a test let minutes pass in moments? An event loop on a clock of its own.

The loop's clock jumps to the next timer whenever nothing is left to do, and stands still while a
database's thread is at work. The Bot API is called without a network, with a delay on either side.
"""

import asyncio
import json
import selectors
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from bot import inline, membership
from bot.sandbox import MovableClock
from bot.sandbox.api import Api, Reply
from bot.sender import cards, lanes

BEGAN_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
THREAD_SECONDS = 0.05
"""How long to wait, in real time, for whoever works in a thread."""


class _Selector(selectors.DefaultSelector):
    """Lets the loop's clock jump instead of waiting."""

    loop: "SimulatedLoop"

    def select(self, timeout: float | None = None) -> Any:
        events = super().select(0)
        if events or timeout == 0:
            return events
        if self.loop.at_work or timeout is None:
            return super().select(THREAD_SECONDS)
        self.loop.now += timeout
        return []


class SimulatedLoop(asyncio.SelectorEventLoop):
    """Seconds that pass when nothing happens."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.at_work = 0
        """Statements that a database's thread has in hand."""
        selector = _Selector()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self.now


class SimulatedClock(MovableClock):
    """Wall time and monotonic time of the loop."""

    def __init__(self, loop: SimulatedLoop) -> None:
        super().__init__()
        self._loop = loop

    def __call__(self) -> datetime:
        return BEGAN_AT + timedelta(seconds=self._loop.now - 1_000) + self.offset

    def unix(self) -> int:
        return int(self().timestamp())

    def monotonic(self) -> float:
        return self._loop.now


@dataclass
class Call:
    """One request: when it left, when the answer came, and what it was."""

    left_at: float
    method: str
    chat_id: int
    text: str
    came_at: float = 0.0
    status: int = 0
    retry_after: float = 0.0


@dataclass
class Wire:
    """The road to the local Telegram; a request takes `seconds` there and as long back."""

    api: Api
    loop: SimulatedLoop
    seconds: Callable[[], float]
    calls: list[Call] = field(default_factory=list)

    def delivered(self, text: str) -> Counter[int]:
        """How many copies of a text each chat was sent, whether or not the bot heard of it."""
        return Counter(
            call.chat_id for call in self.calls if call.text == text and call.status == 200
        )


class DirectSession(BaseSession):
    """aiogram's session, with the local Telegram at its other end."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    async def close(self) -> None:
        """There is no connection."""

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        wire, loop = self._wire, self._wire.loop
        fields = {
            key: prepared
            for key, value in method.model_dump(warnings=False, exclude_none=True).items()
            if (prepared := self.prepare_value(value, bot, {}, _dumps_json=False)) is not None
        }
        call = Call(
            loop.now,
            method.__api_method__,
            int(fields.get("chat_id") or 0),
            str(fields.get("text") or ""),
        )
        wire.calls.append(call)
        await asyncio.sleep(wire.seconds())
        path = f"/bot{bot.token}/{method.__api_method__}"
        body = json.dumps(fields).encode()
        answer = wire.api.request(path, b"", "application/json", body)
        reply: Reply = await answer if isinstance(answer, Awaitable) else answer
        call.status, call.retry_after = reply.status, float(reply.retry_after or 0)
        await asyncio.sleep(wire.seconds())
        call.came_at = loop.now
        if reply.dropped:
            raise TelegramNetworkError(method, "the connection broke")
        response = self.check_response(bot, method, reply.status, reply.body.decode())
        return cast(TelegramType, response.result)

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise AssertionError("no file is fetched here")
        yield b""


@contextmanager
def simulated() -> Iterator[SimulatedLoop]:
    """A loop whose time the sender lives by too, until the block is left."""
    loop = SimulatedLoop()
    waits: Any = inline.Connection._in_its_thread

    async def counted(self: inline.Connection, *args: Any, **kwargs: Any) -> Any:
        loop.at_work += 1
        try:
            return await waits(self, *args, **kwargs)
        finally:
            loop.at_work -= 1

    modules: tuple[Any, ...] = (lanes, cards, membership)
    times = [module.time for module in modules]
    setattr(inline.Connection, "_in_its_thread", counted)  # noqa: B010
    for module in modules:
        module.time = SimpleNamespace(monotonic=loop.time)
    try:
        yield loop
    finally:
        setattr(inline.Connection, "_in_its_thread", waits)  # noqa: B010
        for module, original in zip(modules, times, strict=True):
            module.time = original
        loop.close()
