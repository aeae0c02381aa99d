"""A bot in a process of its own, and a local Telegram in this one, where a test can look at it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox import Telegram, serve
from tests.processes import COMMAND_SECONDS, TOKEN, USERNAME, Process, bot_environment, start_bot


@dataclass
class World:
    """A local Telegram in this process, and how a bot finds it."""

    telegram: Telegram
    url: str
    folder: Path

    @property
    def database_url(self) -> str:
        return f"sqlite+aiosqlite:///{self.folder / 'bot.db'}"

    def environment(self, **more: str) -> dict[str, str]:
        return bot_environment(self.database_url, self.url, **more)

    def calls(self, method: str) -> int:
        return len(self.telegram.journal.entries(0, method, 10_000))

    async def called(self, method: str, times: int = 1) -> None:
        """Wait until the bot has called a method so many times."""
        async with asyncio.timeout(COMMAND_SECONDS):
            while self.calls(method) < times:  # noqa: ASYNC110
                await asyncio.sleep(0.05)


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[World]:
    """Serve a local Telegram until the block is left."""
    telegram = Telegram()
    telegram.add_bot(token=TOKEN, username=USERNAME)
    server = await serve(telegram)
    try:
        yield World(telegram, server.url, folder)
    finally:
        await server.close()


@asynccontextmanager
async def running(world: World, **more: str) -> AsyncIterator[Process]:
    bot = await start_bot(world.folder, world.environment(**more))
    try:
        yield bot
    finally:
        await bot.stop()
