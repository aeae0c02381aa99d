"""How long does a large export take, in how much memory, and who has to wait meanwhile?

    python -m tests.benchmarks.exports [--rows 300000]

So many participants, each with a friend and a balance, and as many ledger entries are written as
CSV and as XLSX on SQLite, in a process of its own, while a small transaction is made every 20
milliseconds. Memory is what the process has more at its peak than before the export.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import psutil

from bot import exporting, migration
from bot.db import Database
from bot.exporting import Limits, Progress
from bot.i18n import Texts
from bot.services import exports, processed
from bot.services.exports import Kind, Order
from bot.services.spreadsheets import Format
from models import Referral, Transaction
from tests import export_world
from tests.clock import START

PAUSE_SECONDS = 0.02
ALONE_SECONDS = 2


@dataclass
class Watch:
    """What is seen while an export is written."""

    db: Database
    before: int = 0
    peak: int = 0
    waits_seconds: list[float] = field(default_factory=list)

    async def look(self) -> None:
        """Make transactions until cancelled, and note how long each took."""
        me = psutil.Process()
        self.before = self.peak = me.memory_info().rss
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            began = time.perf_counter()
            async with self.db.transaction() as session:
                await processed.claim(session, time.monotonic_ns(), now=START)
            self.waits_seconds.append(time.perf_counter() - began)
            self.peak = max(self.peak, me.memory_info().rss)

    @property
    def grown_megabytes(self) -> float:
        return (self.peak - self.before) / 2**20

    @property
    def p99_seconds(self) -> float:
        if len(self.waits_seconds) < 2:
            return max(self.waits_seconds, default=0.0)
        return quantiles(self.waits_seconds, n=100)[-1]


@dataclass(frozen=True)
class Result:
    kind: Kind
    format: Format
    rows: int
    seconds: float
    size_megabytes: float
    grown_megabytes: float
    p99_seconds: float
    """Of somebody else's transaction."""


async def measure(db: Database, kind: Kind, file_format: Format, folder: Path) -> Result:
    """Write one export, watched."""
    watch = Watch(db)
    watching = asyncio.create_task(watch.look())
    began = time.perf_counter()
    async with db.read() as session:
        plan = await exports.begin(session, Order(kind), Texts().of("en"))

    async def nothing(_progress: Progress) -> None: ...

    parts = await exporting.write(
        db,
        plan,
        file_format,
        folder,
        limits=Limits(None, None),
        progress=Progress(),
        report=nothing,
        pause_seconds=exporting.PAUSE_SECONDS,
    )
    seconds = time.perf_counter() - began
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    return Result(
        kind,
        file_format,
        sum(part.rows for part in parts),
        seconds,
        sum(part.file.stat().st_size for part in parts) / 2**20,
        watch.grown_megabytes,
        watch.p99_seconds,
    )


async def alone(db: Database) -> float:
    """How long the same transactions take when nothing is exported: p99 in seconds."""
    watch = Watch(db)
    with suppress(TimeoutError):
        async with asyncio.timeout(ALONE_SECONDS):
            await watch.look()
    return watch.p99_seconds


async def run(rows: int, folder: Path) -> list[Result]:
    db = Database(f"sqlite+aiosqlite:///{folder / 'bench.db'}")
    await migration.prepare(db)
    await export_world.fill(db, rows, tables=(Referral, Transaction))
    found = []
    sys.stdout.write(f"others alone waited {1000 * await alone(db):.0f} ms (p99)\n")
    for kind in (Kind.PARTICIPANTS, Kind.LEDGER):
        for file_format in Format:
            result = await measure(db, kind, file_format, folder)
            found.append(result)
            sys.stdout.write(
                f"{result.kind} as {result.format}: {result.rows:,} rows "
                f"in {result.seconds:.1f} s, "
                f"{result.size_megabytes:.1f} MB, memory +{result.grown_megabytes:.0f} MB, "
                f"others waited {1000 * result.p99_seconds:.0f} ms (p99)\n"
            )
            sys.stdout.flush()
    await db.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.exports")
    parser.add_argument("--rows", type=int, default=300_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(options.rows, Path(folder)))


if __name__ == "__main__":
    main()
