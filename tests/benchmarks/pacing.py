"""What does the pacer cost, and how much of the allowed rate does it use?

    python -m tests.benchmarks.pacing [--rounds 20] [--number 2000]

Three ratios, each measured in one run: a request that need not wait, through aiogram's session
with the pacer and without it; a request that waits among many, beside one among few; and what a
broadcast, and three replicas with one Redis, send in a second, beside what they may send.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType

from bot import migration
from bot.db import Database
from bot.pacer import Pacer
from models import Priority
from tests.broadcasting import copies, plan
from tests.pacing import TOKEN, Replicas, World
from tests.sending import opened
from tests.servers import RedisServer

CROWDS = (100, 1_000, 10_000)
WAITERS_PER_CHAT = 10
RATE = 30
SECONDS = 8
PATIENCE_SECONDS = 120
ANSWER = (
    '{"ok": true, "result": {"message_id": 1, "date": 1,'
    ' "chat": {"id": 1, "type": "private"}, "text": "Hello"}}'
)


class NullSession(AiohttpSession):
    """Does for a request all that aiogram does, but for the network."""

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        self.build_form_data(bot, method)
        response = self.check_response(bot=bot, method=method, status_code=200, content=ANSWER)
        assert response.result is not None
        return response.result


def bot_through(*, paced: bool) -> Bot:
    session = NullSession()
    if paced:
        session.middleware(Pacer(1_000_000))
    return Bot(TOKEN, session=session)


async def seconds_for_each(bot: Bot, number: int) -> float:
    methods = [SendMessage(chat_id=index + 1, text="Hello") for index in range(number)]
    began = time.perf_counter()
    for method in methods:
        await bot(method)
    return (time.perf_counter() - began) / number


async def fast_path(rounds: int, number: int) -> None:
    """The price of a request that goes at once; the two sessions take turns."""
    without, paced = bot_through(paced=False), bot_through(paced=True)
    plain_seconds, paced_seconds = [], []
    for _ in range(rounds):
        plain_seconds.append(await seconds_for_each(without, number))
        paced_seconds.append(await seconds_for_each(paced, number))
    plain, with_pacer = min(plain_seconds), min(paced_seconds)
    say(
        f"a request that need not wait: {with_pacer * 1e6:.1f} µs with the pacer,"
        f" {plain * 1e6:.1f} µs without: {with_pacer / plain:.2f} times"
    )


async def seconds_for_each_waiter(number: int) -> float:
    """To join those who wait, and to be let through, the tasks themselves included."""
    world = World(RATE, latency=lambda: 0)
    for index in range(RATE):
        world.send(-index - 1)
    await world.timers.settle()
    began = time.process_time()
    for index in range(number):
        world.send(index // WAITERS_PER_CHAT + 1, Priority(index % len(Priority)))
    await world.timers.settle()
    assert world.pacer.waiters == number
    while not all(task.done() for task in world.tasks):
        await world.timers.run(10)
    return (time.process_time() - began) / number


async def crowds(rounds: int) -> None:
    """The price of waiting, by how many wait."""
    best = dict.fromkeys(CROWDS, float("inf"))
    for _ in range(rounds):
        for number in CROWDS:
            best[number] = min(best[number], await seconds_for_each_waiter(number))
    few = best[CROWDS[0]]
    for number, seconds in best.items():
        say(
            f"one of {number:,} who wait: {seconds * 1e6:.0f} µs,"
            f" {seconds / few:.2f} times one of {CROWDS[0]}"
        )


def share_used(seconds: float) -> str:
    """Of RATE * SECONDS messages the first second's may go at once."""
    return f"{(SECONDS - 1) / seconds:.2f} of the allowed rate"


async def broadcast(folder: Path) -> None:
    async with (
        database(f"sqlite+aiosqlite:///{folder}/pacing.db") as db,
        opened(db, messages_per_second=RATE) as office,
    ):
        people = await office.people(RATE * SECONDS)
        await plan(office)
        began = time.perf_counter()
        async with office.at_work():
            await office.until(
                lambda: sum(copies(office, people)) == len(people), seconds=PATIENCE_SECONDS
            )
        say(f"a broadcast: {share_used(time.perf_counter() - began)}")


async def replicas() -> None:
    server = RedisServer()
    try:
        several = Replicas(server.url, RATE)
        for index in range(RATE * SECONDS):
            several.send(index % len(several.pacers), index + 1, Priority.NOTICE)
        await asyncio.gather(*several.tasks)
        times = several.times
        say(f"three replicas: {share_used(max(times) - min(times))}")
        await several.close()
    finally:
        server.stop()


@asynccontextmanager
async def database(url: str) -> AsyncIterator[Database]:
    db = Database(url)
    try:
        await migration.prepare(db)
        yield db
    finally:
        await db.close()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


async def run(rounds: int, number: int, folder: Path) -> None:
    await fast_path(rounds, number)
    await crowds(max(rounds // 5, 1))
    await broadcast(folder)
    await replicas()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pacing")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--number", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(options.rounds, options.number, Path(folder)))


if __name__ == "__main__":
    main()
