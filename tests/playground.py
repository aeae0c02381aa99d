"""What does a test of the local Telegram need: a served world, a bot's client, people?"""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from PIL import Image

from bot.sandbox import MovableClock, Server, Telegram, serve
from bot.sandbox.people import Bot as BotAccount
from bot.sandbox.people import User

TOKEN = "1000001:SANDBOX"
Json = dict[str, Any]


class StillClock(MovableClock):
    """A clock whose seconds pass only when a test says so, however busy the machine is."""

    def monotonic(self) -> float:
        return 1_000_000.0 + self._monotonic_offset_seconds


@dataclass(frozen=True)
class Playground:
    """A local Telegram over HTTP with one bot, and a raw client of it."""

    telegram: Telegram
    server: Server
    me: BotAccount
    http: aiohttp.ClientSession

    @property
    def clock(self) -> MovableClock:
        return self.telegram.clock

    async def call(self, method: str, **parameters: object) -> Json:
        """Call a method as a form, objects as JSON inside; returns the whole answer."""
        form = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in parameters.items()
        }
        return await self.post(f"/bot{TOKEN}/{method}", data=form)

    async def post(self, path: str, **options: Any) -> Json:
        """Post to a path of the server; returns the JSON of the answer."""
        async with self.http.post(self.server.url + path, **options) as response:
            answer = await response.json()
            assert isinstance(answer, dict)
            return answer

    async def result(self, method: str, **parameters: object) -> Any:
        """Call a method that must succeed."""
        answer = await self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: object) -> str:
        """Call a method that must be refused; returns the description."""
        answer = await self.call(method, **parameters)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def control(self, verb: str, path: str, body: Mapping[str, object] | None = None) -> Any:
        """Use the control API; returns the JSON of an answer that must succeed."""
        async with self.http.request(verb, f"{self.server.url}/sim{path}", json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    def person(self, name: str = "Alice", **more: Any) -> User:
        """Make somebody who has started the bot; the update is already consumed."""
        user = self.telegram.add_user(name, **more)
        self.telegram.send(user, "/start")
        self.me.updates.clear()
        return user

    async def updates(self, **parameters: object) -> list[Json]:
        """Return what getUpdates gives now."""
        found = await self.result("getUpdates", **parameters)
        assert isinstance(found, list)
        return found


@asynccontextmanager
async def playground() -> AsyncIterator[Playground]:
    """Serve a fresh world; polls are not slowed down, for tests poll by hand."""
    telegram = Telegram(clock=StillClock())
    me = telegram.add_bot(TOKEN)
    me.updates.throttles_repeated_polls = False
    server = await serve(telegram)
    async with aiohttp.ClientSession() as http:
        try:
            yield Playground(telegram, server, me, http)
        finally:
            await server.close()


class PromptSession(AiohttpSession):
    """aiogram's session without the quarter of a second that it waits for TLS to end."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


@asynccontextmanager
async def client(play: Playground) -> AsyncIterator[Bot]:
    """An aiogram client: its models check every answer."""
    session = PromptSession(api=TelegramAPIServer.from_base(play.server.url))
    async with Bot(TOKEN, session=session) as bot:
        yield bot


async def eventually(happened: Callable[[], bool]) -> None:
    """Wait until something that nobody announces has happened; a minute at most."""
    for _ in range(12_000):
        if happened():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it has not happened")


def png(width: int = 64, height: int = 48) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    content = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(content, "PNG")
    return content.getvalue()
