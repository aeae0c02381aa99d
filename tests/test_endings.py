"""Does a bot that is ended, refused or left alone by Telegram lose nobody and nothing?"""

import asyncio
import re
import signal
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.db import Database
from bot.sandbox import Telegram
from models import Referral, Touch
from tests.processes import COMMAND_SECONDS, TOKEN, Process, bot_environment, command, start_bot
from tests.worlds import World, running, served

ENDING_SECONDS = 15
NEWCOMERS = 200


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with served(tmp_path) as found:
        yield found


async def ended(bot: Process, seconds: float = COMMAND_SECONDS) -> int:
    async with asyncio.timeout(seconds):
        return await bot.process.wait()


async def test_the_token_is_never_written_down_whatever_telegram_does(world: World) -> None:
    faults, ann = world.telegram.faults, world.telegram.add_user("Ann")
    for method in ("getUpdates", "sendMessage", "setMyCommands", "getMe", "getMyDescription"):
        faults.add(method, "error", times=1)
        faults.add(method, "drop", times=1)
    world.telegram.send(ann, text="/start")
    async with running(world, log__level="debug") as bot:
        await world.telegram.wait(
            lambda: world.telegram.history(viewer=ann)[1:], timeout=COMMAND_SECONDS
        )
        faults.clear()
        faults.add("getUpdates", "error", status=401)
        # The poll that waits is answered, the next is refused.
        world.telegram.send(ann, text="/help")
        assert await ended(bot) == 1
    said = bot.output()
    assert "no updates for now" in said
    assert TOKEN.partition(":")[2] not in said
    assert "Traceback" not in said
    assert "Telegram refuses the token" in said.splitlines()[-1]


async def test_a_proxy_that_answers_in_html_is_waited_out(tmp_path: Path) -> None:
    """What stands before the Bot API answers 502 with a page, not with JSON."""
    asked = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        head = await reader.readuntil(b"\r\n\r\n")
        asked += b"/getUpdates" in head
        page = b"<html><h1>502 Bad Gateway</h1></html>"
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n")
        writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(page), page))
        with suppress(ConnectionError):
            await writer.drain()
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    environment = bot_environment(
        f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", f"http://127.0.0.1:{port}"
    )
    bot = await start_bot(tmp_path, environment)
    async with asyncio.timeout(COMMAND_SECONDS):
        while asked < 2 and not bot.has_ended:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert await bot.stop() == 0, bot.output()
    server.close()
    assert "no updates for now" in bot.output()
    assert "Traceback" not in bot.output()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_under_load_loses_nobody(number: signal.Signals, world: World) -> None:
    """Two hundred newcomers are in flight, and a hundred answers wait for the pacer."""
    telegram = world.telegram
    referrer = telegram.add_user("Ann")
    pace = {"sender__messages_per_second": "60", "starter_campaign__hold": "0"}
    async with running(world, **pace) as bot:
        telegram.send(referrer, text="/start")
        code = await telegram.wait(lambda: _code(telegram, referrer.id), timeout=COMMAND_SECONDS)
        people = [telegram.add_user(f"Newcomer {place}") for place in range(NEWCOMERS)]
        answered = world.calls("sendMessage")
        for person in people:
            telegram.send(person, text=f"/start {code}")
        await world.called("sendMessage", answered + 20)
        bot.process.send_signal(number)
        began = time.monotonic()
        assert await ended(bot) == 0, bot.output()
        assert time.monotonic() - began < ENDING_SECONDS
    async with running(world, **pace) as again:
        await telegram.wait(
            lambda: (
                not telegram.bot().updates.pending()
                and all(_heard(telegram, each.id) for each in people)
            ),
            timeout=COMMAND_SECONDS,
        )
        await world.called("setMyCommands", 8)
        assert await again.stop() == 0
    assert await _counted(world.database_url) == (NEWCOMERS, NEWCOMERS)
    verified = await command(world.folder, "verify", **world.environment())
    assert verified.status == 0, verified.said
    assert "Traceback" not in again.output()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_bot_that_has_only_begun_to_start_can_be_ended(
    number: signal.Signals, world: World
) -> None:
    async with running(world) as bot:
        async with asyncio.timeout(COMMAND_SECONDS):
            while not (world.folder / "bot.db.lock").exists():  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        bot.process.send_signal(number)
        assert await ended(bot, ENDING_SECONDS) == 0, bot.output()
    assert "Traceback" not in bot.output()


def _code(telegram: Telegram, user_id: int) -> str | None:
    for message in telegram.history(viewer=user_id):
        if found := re.search(r"\?start=([\w-]+)", message.get("text", "")):
            return found[1]
    return None


def _heard(telegram: Telegram, user_id: int) -> bool:
    return len(telegram.history(viewer=user_id)) > 1


async def _counted(url: str) -> tuple[int, int]:
    """Referrals and arrivals."""
    db = Database(url)
    async with db.read() as session:
        referrals = await session.scalar(select(func.count(Referral.id)))
        touches = await session.scalar(select(func.count(Touch.id)))
    await db.close()
    return referrals or 0, touches or 0
