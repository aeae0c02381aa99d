"""What does a shop's server that is told of events get in a test, and what does it answer?"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.playground import eventually

Json = dict[str, Any]


@dataclass
class Receiver:
    """A server that writes down what it is sent."""

    url: str = ""
    got: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    status: int = 204
    hangs: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.got.append((body, {name.lower(): value for name, value in request.headers.items()}))
        if self.hangs:
            await asyncio.sleep(60)
        return web.Response(status=self.status, headers=self.headers)

    @property
    def events(self) -> list[Json]:
        return [json.loads(body) for body, _headers in self.got]

    async def has(self, count: int) -> None:
        await eventually(lambda: len(self.got) >= count)
        assert len(self.got) == count, self.events


@asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    """A server on loopback until the block is left."""
    found = Receiver()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", found.take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert runner.addresses
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/events"
    try:
        yield found
    finally:
        await runner.cleanup()
