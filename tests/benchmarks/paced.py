"""How long does a newcomer wait when 200 come every second for half a minute?

python -m tests.benchmarks.paced [--rate 200] [--seconds 30]
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.processes import bot_environment, local_telegram, start_bot

FIRST_ID = 40_000_000
PATIENCE_SECONDS = 120


async def run(rate: int, seconds: int, folder: Path) -> None:
    async with local_telegram(folder) as telegram:
        environment = bot_environment(
            f"sqlite+aiosqlite:///{folder}/paced.db",
            telegram.url,
            sender__messages_per_second="1000",
        )
        bot = await start_bot(folder, environment)
        try:
            code = await telegram.invite_of(1_000)
            await telegram.post(
                "load",
                {
                    "count": rate * seconds,
                    "rate": rate,
                    "text_template": f"/start {code}",
                    "first_id": FIRST_ID,
                },
            )
            async with asyncio.timeout(seconds + PATIENCE_SECONDS):
                while True:
                    report = await telegram.get("load")
                    if report["done"]:
                        break
                    await asyncio.sleep(0.2)
        finally:
            await bot.stop()
    sys.stdout.write(
        f"{report['answered']} of {rate * seconds} answered at {rate}/s: p50 {report['p50']:.0f} ms"
        f", p95 {report['p95']:.0f} ms, p99 {report['p99']:.0f} ms\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.paced")
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(options.rate, options.seconds, Path(folder)))


if __name__ == "__main__":
    main()
