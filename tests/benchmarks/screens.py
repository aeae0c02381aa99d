"""Do participants' screens come as fast with a million people as with a thousand?

    python -m tests.benchmarks.screens [--sizes 1000 100000 1000000] [--people 100] [--rate 20]
        [--rounds 3] [--folder DIR]

The unmodified bot answers by real HTTP, one process for each SQLite database; the commands come
from people who are in it, from another part of it each time. The databases take turns, so that what
else the machine does slows all of them. Then: how much memory has each process above one that has
only imported the bot? A folder keeps the databases for the next time.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from bot import migration
from bot.db import Database
from tests.benchmarks import million
from tests.benchmarks.startup import imports_megabytes
from tests.processes import LocalTelegram, Process, bot_environment, local_telegram, start_bot

COMMANDS = ("/start", "/top", "/balance", "/friends")
LIMIT_RATIO = 1.5
LIMIT_MEGABYTES = 100
PATIENCE_SECONDS = 900
IDLE_PERCENT = 15
IDLE_SECONDS = 3
WARM_UP = 20


@dataclass(frozen=True)
class Served:
    """A bot with a database of some size, and the Telegram that it serves."""

    size: int
    telegram: LocalTelegram
    bot: Process

    async def p95(self, command: str, people: int, rate: int, first: int) -> float:
        """In milliseconds, of commands by people of following numbers."""
        await self.telegram.post(
            "load",
            {
                "count": people,
                "rate": rate,
                "text_template": command,
                "first_id": million.FIRST_TELEGRAM_ID + first,
            },
        )
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not (report := await self.telegram.get("load"))["done"]:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        return float(report["p95"])

    async def settled(self) -> None:
        """Wait until its jobs have caught up with what has become due since the filling."""
        process = psutil.Process(self.bot.pid)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await asyncio.to_thread(process.cpu_percent, IDLE_SECONDS) > IDLE_PERCENT:
                pass

    @property
    def megabytes(self) -> float:
        return float(psutil.Process(self.bot.pid).memory_info().rss) / 2**20


async def _fill(file: Path, size: int) -> str:
    url = f"sqlite+aiosqlite:///{file}"
    is_new = not await asyncio.to_thread(file.exists)
    db = Database(url)
    await migration.upgrade(db)
    await db.close()
    if is_new:
        await million.fill(url, size)
        await million.settle(url)
    return url


async def measure(
    served: Sequence[Served], *, people: int, rate: int, rounds: int
) -> dict[str, dict[int, float]]:
    """The median of the rounds' p95s, by command and size."""
    chance = random.Random(7)
    taken: dict[str, dict[int, list[float]]] = {
        command: {one.size: [] for one in served} for command in COMMANDS
    }
    for one in served:
        for command in COMMANDS:
            await one.p95(command, WARM_UP, rate, first=1)
    for _ in range(rounds):
        for command in COMMANDS:
            for one in served:
                first = chance.randrange(1, one.size - people)
                taken[command][one.size].append(await one.p95(command, people, rate, first))
    return {
        command: {size: median(p95s) for size, p95s in by_size.items()}
        for command, by_size in taken.items()
    }


async def run(sizes: Sequence[int], folder: Path, *, people: int, rate: int, rounds: int) -> bool:
    """Print p95s, their growth and the memory; whether all are within the limits."""
    urls = {size: await _fill(folder / f"crowd-{size}.db", size) for size in sizes}
    imports = await imports_megabytes(folder)
    async with AsyncExitStack() as stack:
        served = []
        for size, url in urls.items():
            place = folder / f"bot-{size}"
            place.mkdir(exist_ok=True)
            telegram = await stack.enter_async_context(local_telegram(place))
            environment = bot_environment(url, telegram.url)
            bot = await start_bot(place, environment)
            stack.push_async_callback(bot.stop)
            served.append(Served(size, telegram, bot))
        for one in served:
            await one.settled()
        p95s = await measure(served, people=people, rate=rate, rounds=rounds)
        memory = {one.size: one.megabytes - imports for one in served}
    is_well = True
    for command, by_size in p95s.items():
        growth = by_size[max(sizes)] / by_size[min(sizes)]
        is_well = is_well and growth < LIMIT_RATIO
        figures = ", ".join(f"{size:,}: {p95:.0f} ms" for size, p95 in by_size.items())
        _say(f"{command:9} p95 {figures}; growth {growth:.2f}")
    for size, megabytes in memory.items():
        is_well = is_well and megabytes < LIMIT_MEGABYTES
        _say(f"{size:,} participants: {megabytes:.0f} MB above the imports")
    return is_well


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.screens")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--rate", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        is_well = asyncio.run(
            run(
                options.sizes,
                options.folder or Path(temporary),
                people=options.people,
                rate=options.rate,
                rounds=options.rounds,
            )
        )
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
