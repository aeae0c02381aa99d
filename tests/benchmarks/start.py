"""How many newcomers' whole /start a second, beside a bot that only replies?

    python -m tests.benchmarks.start [--count 2000] [--rounds 3]

One local Telegram, one run: the two bots take turns on it. Ours is `python -m bot run` on SQLite
with synchronous=FULL; every /start makes a participant, a referral and a reward, and is answered.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.processes import (
    LocalTelegram,
    Process,
    bot_environment,
    local_telegram,
    start,
    start_bot,
)

LOAD_SECONDS = 300
FIRST_ID = 10_000_000


async def measure(telegram: LocalTelegram, text: str, count: int, first_id: int) -> float:
    """Newcomers answered per second."""
    await telegram.post(
        "load", {"count": count, "rate": None, "text_template": text, "first_id": first_id}
    )
    async with asyncio.timeout(LOAD_SECONDS):
        while True:
            report = await telegram.get("load")
            if report["done"]:
                return float(report["answered_per_second"])
            await asyncio.sleep(0.2)


async def run(count: int, rounds: int, folder: Path) -> None:
    async with local_telegram(folder) as telegram:
        environment = bot_environment(
            f"sqlite+aiosqlite:///{folder}/bench.db",
            telegram.url,
            sender__messages_per_second="1000",
        )
        ours, bare = [], []
        for number in range(rounds):
            first_id = FIRST_ID + 2 * number * count
            async with _at_work(await start_bot(folder, environment)):
                code = await telegram.invite_of(1_000 + number)
                ours.append(await measure(telegram, f"/start {code}", count, first_id))
            async with _at_work(await _bare(folder, environment)):
                bare.append(await measure(telegram, "/start", count, first_id + count))
            sys.stdout.write(f"round {number + 1}: ours {ours[-1]:.0f}/s, bare {bare[-1]:.0f}/s\n")
        sys.stdout.write(f"ratio of the best rounds: {max(ours) / max(bare):.2f}\n")


async def _bare(folder: Path, environment: dict[str, str]) -> Process:
    return await start(["-m", "tests.benchmarks.bare_bot"], folder / "bare.log", environment)


@asynccontextmanager
async def _at_work(process: Process) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await process.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.start")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(options.count, options.rounds, Path(folder)))


if __name__ == "__main__":
    main()
