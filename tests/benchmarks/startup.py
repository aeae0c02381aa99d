"""How soon does the bot ask for updates, and how much memory does it take?

    python -m tests.benchmarks.startup [--rounds 3] [--participants 10000]

The time from the start of the process to its first getUpdates, on a database that is there, as a
multiple of `python -c 'import aiogram'` in the same run; and the memory after so many participants
above that of the process after its imports.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

import psutil

from tests.processes import (
    TOKEN,
    LocalTelegram,
    bot_environment,
    local_telegram,
    start,
    start_bot,
)

FIRST_ID = 50_000_000
PERSON = 900
DELIVERY = "→ getUpdates"
PATIENCE_SECONDS = 900
IMPORTS = (
    "import bot.app, bot.web.app, bot.web.server, time; print('ready', flush=True); time.sleep(60)"
)


async def imports_seconds(folder: Path) -> float:
    began = time.perf_counter()
    process = await start(["-c", "import aiogram"], folder / "import.log")
    await process.process.wait()
    return time.perf_counter() - began


async def first_poll_seconds(
    telegram: LocalTelegram, folder: Path, environment: dict[str, str]
) -> float:
    # A waiting update is answered at once, so that its delivery is the moment of the first poll.
    bot_id = int(TOKEN.partition(":")[0])
    await telegram.post(f"users/{PERSON}/messages", {"chat": bot_id, "text": "hello"})
    seen = await telegram.get("journal", method=DELIVERY)
    began = time.perf_counter()
    bot = await start_bot(folder, environment)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await telegram.get("journal", method=DELIVERY) == seen:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return time.perf_counter() - began
    finally:
        await bot.stop()


async def imports_megabytes(folder: Path) -> float:
    """The memory of a process that has only imported the bot."""
    bare = await start(["-c", IMPORTS], folder / "imports.log")
    try:
        while "ready" not in bare.output():  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        return float(psutil.Process(bare.pid).memory_info().rss) / 2**20
    finally:
        await bare.kill()


async def memory_megabytes(
    telegram: LocalTelegram, folder: Path, environment: dict[str, str], participants: int
) -> tuple[float, float]:
    """Of a process that has only imported the bot, and of the bot after its participants came."""
    after_imports = await imports_megabytes(folder)
    bot = await start_bot(folder, environment)
    try:
        code = await telegram.invite_of(1_000)
        await telegram.post(
            "load",
            {
                "count": participants,
                "rate": None,
                "text_template": f"/start {code}",
                "first_id": FIRST_ID,
            },
        )
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not (await telegram.get("load"))["done"]:  # noqa: ASYNC110
                await asyncio.sleep(0.5)
        at_work = psutil.Process(bot.pid).memory_info().rss
    finally:
        await bot.stop()
    return after_imports, at_work / 2**20


async def run(rounds: int, participants: int, folder: Path) -> None:
    async with local_telegram(folder) as telegram:
        environment = bot_environment(
            f"sqlite+aiosqlite:///{folder}/bench.db",
            telegram.url,
            sender__messages_per_second="1000",
        )
        await telegram.post("users", {"first_name": "Ann", "user_id": PERSON})
        await first_poll_seconds(telegram, folder, environment)
        imports, polls = [], []
        for _ in range(rounds):
            imports.append(await imports_seconds(folder))
            polls.append(await first_poll_seconds(telegram, folder, environment))
        ratio = min(polls) / min(imports)
        sys.stdout.write(
            f"first getUpdates after {min(polls):.2f} s, import aiogram {min(imports):.2f} s: "
            f"{ratio:.2f} times\n"
        )
        before, after = await memory_megabytes(telegram, folder, environment, participants)
        sys.stdout.write(
            f"{after:.0f} MB after {participants} participants, {before:.0f} MB after the imports: "
            f"{after - before:.0f} MB more\n"
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.startup")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--participants", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(options.rounds, options.participants, Path(folder)))


if __name__ == "__main__":
    main()
