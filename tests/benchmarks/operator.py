"""How long do verification, counting, backup and restore take with very many participants?

python -m tests.benchmarks.operator [participants]: a million take some minutes to be made.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import backups, migration, proof
from bot.db import Database
from bot.services import alarms, digests, gauges, seals
from tests.benchmarks import million

PARTICIPANTS = 1_000_000
SEALS_PER_BATCH = 5_000


async def timed(name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Print how long it took, and for how long the event loop did nothing else meanwhile."""
    longest, running = 0.0, True

    async def beat() -> None:
        nonlocal longest
        while running:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - began)

    beating = asyncio.create_task(beat())
    began = time.perf_counter()
    await work()
    took = time.perf_counter() - began
    running = False
    await beating
    sys.stdout.write(f"{name}: {took:.2f} s, the loop was busy for {longest * 1000:.0f} ms\n")
    sys.stdout.flush()


async def _fill(url: str, participants: int) -> None:
    db = Database(url)
    await migration.prepare(db)
    await db.close()
    await million.fill(url, participants)
    await million.settle(url)
    db = Database(url)
    async with db.connection() as connection:
        # The seals of that world are no chain: they are made anew, as the job would have.
        for statement in (
            "DROP TRIGGER transactions_seal",
            "UPDATE transactions SET seal_number = NULL, seal = NULL",
            "DELETE FROM ledger_heads",
        ):
            await connection.exec_driver_sql(statement)
    sealed = 1
    while sealed:
        async with db.transaction() as session:
            sealed = await seals.seal(session, limit=SEALS_PER_BATCH)
    await db.close()


async def main(participants: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/sarafan.db"
        await _fill(url, participants)
        file, other = Path(folder, "all.backup"), f"sqlite+aiosqlite:///{folder}/other.db"
        db, now = Database(url), million.NOW

        async def count() -> None:
            async with db.read() as session:
                await gauges.look(session, now=now)

        async def burst() -> None:
            async with db.read() as session:
                await alarms.burst(session, now=now)
                await alarms.waiting_payouts(session, since_before=now - timedelta(days=1))

        async def digest() -> None:
            async with db.read() as session:
                await digests.look(session, zone=ZoneInfo("UTC"), now=now)

        sys.stdout.write(f"{participants:,} participants\n")
        await timed("rows counted for /metrics", count)
        await timed("burst and payouts looked at", burst)
        await timed("digest", digest)
        await timed("verify, in its child process", lambda: proof.prove(url))
        await timed("backup", lambda: backups.make(db, file, now=now))
        await timed("restore", lambda: backups.restore(other, file, force=False, now=now))
        size = file.stat().st_size / 1e6  # noqa: ASYNC240
        sys.stdout.write(f"the backup has {size:.0f} MB\n")
        await db.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else PARTICIPANTS))
