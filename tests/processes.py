"""How does a test run the bot and the local Telegram as processes of their own, and end them?"""

import asyncio
import itertools
import os
import re
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).parent.parent
TOKEN = "1000001:SANDBOX-not-a-secret"
USERNAME = "sarafan_demo_bot"
START_SECONDS = 120
STOP_SECONDS = 60
COMMAND_SECONDS = 120
"""Ceilings, not measurements: far above what a machine takes that others use too."""

Json = dict[str, Any]

_numbers = itertools.count(1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Process:
    """A child process whose output goes to a file."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def has_ended(self) -> bool:
        return self.process.returncode is not None

    async def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is said."""
        if not self.has_ended:
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """SIGTERM; returns the exit status. What does not end is killed."""
        if not self.has_ended:
            self.process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                return await self.process.wait()
        except TimeoutError:
            await self.kill()
            raise

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


async def start(
    arguments: Sequence[str],
    log: Path,
    environment: dict[str, str] | None = None,
    folder: Path = ROOT,
) -> Process:
    """Start `python <arguments>` in a folder, the project's own if no other is named."""
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | (environment or {}),
        )
    return Process(process, log)


@dataclass(frozen=True)
class Outcome:
    status: int
    said: str


async def command(folder: Path, *words: str, **environment: str) -> Outcome:
    """Give a command in a folder and wait for its end; it must say itself what went wrong."""
    log = folder / f"command-{next(_numbers)}.log"
    process = await start(["-m", "bot", *words], log, environment, folder)
    try:
        async with asyncio.timeout(COMMAND_SECONDS):
            status = await process.process.wait()
    finally:
        await process.kill()
    said = process.output()
    assert "Traceback" not in said, said
    return Outcome(status, said)


@dataclass
class LocalTelegram:
    """A local Telegram in a process of its own, and its control API."""

    url: str
    http: aiohttp.ClientSession
    process: Process

    async def get(self, path: str, **query: str | int) -> Json:
        async with self.http.get(f"{self.url}/sim/{path}", params=query) as response:
            return await self._json(response)

    async def post(self, path: str, body: Json) -> Json:
        async with self.http.post(f"{self.url}/sim/{path}", json=body) as response:
            return await self._json(response)

    async def put(self, path: str, body: Json) -> Json:
        async with self.http.put(f"{self.url}/sim/{path}", json=body) as response:
            return await self._json(response)

    async def delete(self, path: str) -> Json:
        async with self.http.delete(f"{self.url}/sim/{path}") as response:
            return await self._json(response)

    @staticmethod
    async def _json(response: aiohttp.ClientResponse) -> Json:
        body: Any = await response.json()
        assert response.ok, f"{response.status} {body}"
        return body if isinstance(body, dict) else {"list": body}

    async def history(self, user_id: int) -> list[Json]:
        bot_id = int(TOKEN.partition(":")[0])
        found = await self.get(f"chats/{bot_id}/messages", viewer=user_id)
        messages: list[Json] = found["messages"] if "messages" in found else found["list"]
        return messages

    async def invite_of(self, user_id: int, name: str = "Ann") -> str:
        """Make a person, let them press start, and return the code that the bot gave them."""
        await self.post("users", {"first_name": name, "user_id": user_id})
        bot_id = int(TOKEN.partition(":")[0])
        await self.post(f"users/{user_id}/messages", {"chat": bot_id, "text": "/start"})
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for message in await self.history(user_id):
                if found := re.search(r"\?start=([\w-]+)", message.get("text", "")):
                    return found[1]
            await asyncio.sleep(0.05)
        raise AssertionError("the bot gave no link")


@asynccontextmanager
async def local_telegram(folder: Path) -> AsyncIterator[LocalTelegram]:
    """Run `python -m bot.sandbox` until the block is left."""
    port = free_port()
    process = await start(
        ["-m", "bot.sandbox", "--port", str(port), "--token", TOKEN], folder / "telegram.log"
    )
    try:
        async with aiohttp.ClientSession() as http:
            telegram = LocalTelegram(f"http://127.0.0.1:{port}", http, process)
            await _until_it_answers(telegram)
            yield telegram
    finally:
        await process.stop()


async def _until_it_answers(telegram: LocalTelegram) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            await telegram.get("clock")
        except aiohttp.ClientError:
            if time.monotonic() > deadline or telegram.process.has_ended:
                raise AssertionError(telegram.process.output()) from None
            await asyncio.sleep(0.05)
        else:
            return


def bot_environment(database_url: str, telegram_url: str, **settings: str) -> dict[str, str]:
    """Settings of a bot as environment; more as `sender__messages_per_second="1000"`."""
    base = {
        "telegram__token": TOKEN,
        "telegram__api_url": telegram_url,
        "database__url": database_url,
        "web__port": "0",
        "log__level": "warning",
    }
    return {f"SARAFAN_{name.upper()}": value for name, value in (base | settings).items()}


async def start_bot(folder: Path, environment: dict[str, str], roles: str | None = None) -> Process:
    """Start the unmodified `python -m bot run`, all of it or some roles ("updates,web")."""
    arguments = ["--role", roles] if roles is not None else []
    return await start(["-m", "bot", "run", *arguments], folder / "bot.log", environment)
