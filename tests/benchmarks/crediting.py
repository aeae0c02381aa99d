"""How many due rewards are credited in a second, beside raw inserts of the same rows?

    python -m tests.benchmarks.crediting [--due 100000] [--friends 5] [--postgresql]
    python -m tests.benchmarks.crediting --flat 1000 1000000

The raw inserts go by the driver alone into a copy of the same database, as many rows a commit as
the job writes. The processor's time stands beside the clock's, for busy machines. With --flat the
time of one reward is taken in tables of these sizes; a million takes some minutes to fill.
"""

import argparse
import asyncio
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import asyncpg
from aiogram import Bot
from sqlalchemy import func, insert, select

from bot import migration
from bot.db import Database, table
from bot.jobs import CREDIT_BATCH, Jobs
from models import (
    Account,
    Base,
    Bucket,
    Entry,
    Invite,
    OutboxMessage,
    Participant,
    Referral,
    Reward,
    RewardState,
    Standing,
    Transaction,
)
from tests.benchmarks import million
from tests.clock import StillClock
from tests.servers import PostgresqlServer

LIMIT_RATIO = 0.25
LIMIT_GROWTH = 1.5
FRIENDS = 5
"""Of each who is credited."""
ROWS = 2_000
SMALL_WORLD = 1_000
DUE_IN_FLAT = 5_000
CAME_AT = million.NOW - timedelta(days=2)
DUE_AT = million.NOW - timedelta(hours=1)
WRITTEN = (Transaction, Entry, Account, Standing, OutboxMessage)
"""What crediting inserts; what it changes in other rows, raw inserts do without."""

NUMBERED: tuple[type[Base], ...] = (
    Participant,
    Referral,
    Reward,
    Account,
    Transaction,
    Invite,
)

Row = dict[str, object]
Pieces = list[tuple[str, Sequence[Any]]]


@dataclass(frozen=True)
class Result:
    due: int
    seconds: float
    longest_seconds: float
    """Of one transaction."""
    processor_seconds: float

    @property
    def rate(self) -> float:
        return self.due / self.seconds


async def add_due(db: Database, count: int, friends: int) -> None:
    """Promise points for so many friends that are due by now, and were held until an hour ago."""
    first: dict[type[Base], int] = {}
    async with db.read() as session:
        for model in NUMBERED:
            column = table(model).c.id
            first[model] = (await session.scalar(select(func.max(column))) or 0) + 1
    referrers = max(1, count // friends)
    for model, rows in _rows(first, count, referrers):
        while batch := list(islice(rows, ROWS)):
            async with db.connection(foreign_keys=False) as connection:
                await connection.execute(insert(table(model)), batch)
    await million.number_on(db)


def _rows(
    first: dict[type[Base], int], count: int, referrers: int
) -> Iterator[tuple[type[Base], Iterator[Row]]]:
    person, invite, account = first[Participant], first[Invite], first[Account]
    yield Participant, (_person(person + number) for number in range(referrers + count))
    yield (
        Invite,
        (
            {
                "id": invite + number,
                "campaign_id": 1,
                "participant_id": person + number,
                "label": "default",
                "code": f"due-{person + number}",
                "created_at": CAME_AT,
            }
            for number in range(referrers)
        ),
    )
    yield (
        Account,
        (
            {
                "id": account + number,
                "campaign_id": 1,
                "owner_id": person + number,
                "bucket": Bucket.HELD,
                "balance_minor": million.REWARD_MINOR * len(range(number, count, referrers)),
            }
            for number in range(referrers)
        ),
    )
    yield Referral, (_referral(first, number, referrers) for number in range(count))
    yield Reward, (_reward(first, number, referrers) for number in range(count))
    yield Transaction, (_promise(first, number, referrers) for number in range(count))
    yield (
        Entry,
        (
            {
                "transaction_id": first[Transaction] + number,
                "account_id": place,
                "amount_minor": amount_minor,
            }
            for number in range(count)
            for place, amount_minor in (
                (account + number % referrers, million.REWARD_MINOR),
                (million.BUDGET_ID, -million.REWARD_MINOR),
            )
        ),
    )


def _person(number: int) -> Row:
    return {
        "id": number,
        "telegram_id": million.FIRST_TELEGRAM_ID + number,
        "name": f"Person {number}",
        "name_display": "name",
        "created_at": CAME_AT,
        "started_at": CAME_AT,
    }


def _referral(first: dict[type[Base], int], number: int, referrers: int) -> Row:
    referrer = first[Participant] + number % referrers
    return {
        "id": first[Referral] + number,
        "campaign_id": 1,
        "version": 1,
        "referrer_id": referrer,
        "referee_id": first[Participant] + referrers + number,
        "invite_id": first[Invite] + number % referrers,
        "state": "qualified",
        "created_at": CAME_AT,
        "hold_until": DUE_AT,
        "qualified_at": DUE_AT,
    }


def _key(first: dict[type[Base], int], number: int, referrers: int) -> str:
    return f"referral:1:{first[Participant] + referrers + number}:0"


def _reward(first: dict[type[Base], int], number: int, referrers: int) -> Row:
    return {
        "id": first[Reward] + number,
        "key": _key(first, number, referrers),
        "campaign_id": 1,
        "version": 1,
        "referral_id": first[Referral] + number,
        "rule": 0,
        "participant_id": first[Participant] + number % referrers,
        "amount_minor": million.REWARD_MINOR,
        "state": RewardState.SCHEDULED,
        "created_at": CAME_AT,
        "due_at": DUE_AT,
    }


def _promise(first: dict[type[Base], int], number: int, referrers: int) -> Row:
    return {
        "id": first[Transaction] + number,
        "key": _key(first, number, referrers),
        "kind": "reward",
        "campaign_id": 1,
        "version": 1,
        "at": CAME_AT,
    }


async def credit(url: str) -> Result:
    """Let the job credit everything in one go, as a tick does it."""
    db = Database(url)
    bot = Bot("1:benchmark")
    jobs = Jobs(bot, db, StillClock(million.NOW), done=lambda: None)
    longest = 0.0

    async def credit_rewards() -> int:
        nonlocal longest
        began = time.perf_counter()
        done = await jobs.credit_rewards()
        longest = max(longest, time.perf_counter() - began)
        return done

    try:
        began, worked = time.perf_counter(), time.process_time()
        done = await jobs.exhaust(credit_rewards)
        seconds = time.perf_counter() - began
        return Result(done, seconds, longest, time.process_time() - worked)
    finally:
        await bot.session.close()
        await db.close()


async def _fill(url: str, world: int, due: int, friends: int = FRIENDS) -> None:
    db = Database(url)
    await migration.prepare(db)
    await db.close()
    await million.fill(url, world)
    db = Database(url)
    await add_due(db, due, friends)
    await million.tidy(db)
    await db.close()


def raw_sqlite(before: Path, after: Path) -> tuple[float, float]:
    """Insert into the copy what crediting has made; seconds of the clock and the processor."""
    with sqlite3.connect(after) as source, sqlite3.connect(before, isolation_level=None) as target:
        target.execute("PRAGMA journal_mode=WAL")
        target.execute("PRAGMA synchronous=FULL")
        pieces: Pieces = []
        for model in WRITTEN:
            name = model.__tablename__
            known = target.execute(f"SELECT max(rowid) FROM {name}").fetchone()[0] or 0
            rows = source.execute(f"SELECT * FROM {name} WHERE rowid > {known}").fetchall()
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                pieces.append((f"INSERT INTO {name} VALUES ({marks})", rows))
        began, worked = time.perf_counter(), time.process_time()
        for statements in _shares(pieces):
            target.execute("BEGIN IMMEDIATE")
            for statement, share in statements:
                target.executemany(statement, share)
            target.execute("COMMIT")
        return time.perf_counter() - began, time.process_time() - worked


def _shares(
    pieces: Pieces,
) -> Iterator[Pieces]:
    """What each commit writes: as many transactions as the job writes in one."""
    commits = -(-len(pieces[0][1]) // CREDIT_BATCH)
    for commit in range(commits):
        yield [
            (
                statement,
                rows[commit * len(rows) // commits : (commit + 1) * len(rows) // commits],
            )
            for statement, rows in pieces
        ]


async def raw_postgresql(before: str, after: str) -> tuple[float, float]:
    """The same by asyncpg; as on SQLite, nobody looks whether rows refer to others."""
    plain = [url.replace("+asyncpg", "") for url in (before, after)]
    target, source = await asyncpg.connect(plain[0]), await asyncpg.connect(plain[1])
    await target.execute("SET session_replication_role = 'replica'")
    try:
        pieces: Pieces = []
        for model in WRITTEN:
            name = model.__tablename__
            keys = [column.name for column in table(model).primary_key]
            known = {
                tuple(row[key] for key in keys)
                for row in await target.fetch(f"SELECT * FROM {name}")
            }
            rows = [
                tuple(row.values())
                for row in await source.fetch(f"SELECT * FROM {name}")
                if tuple(row[key] for key in keys) not in known
            ]
            if rows:
                marks = ", ".join(f"${number}" for number in range(1, len(rows[0]) + 1))
                pieces.append((f"INSERT INTO {name} VALUES ({marks})", rows))
        began, worked = time.perf_counter(), time.process_time()
        for statements in _shares(pieces):
            async with target.transaction():
                for statement, share in statements:
                    await target.executemany(statement, share)
        return time.perf_counter() - began, time.process_time() - worked
    finally:
        await target.close()
        await source.close()


def beside_raw_sqlite(folder: Path, due: int, friends: int) -> tuple[Result, tuple[float, float]]:
    """Crediting, and how long the raw inserts take."""
    file, copy = folder / "credited.db", folder / "raw.db"
    url = f"sqlite+aiosqlite:///{file}"
    asyncio.run(_fill(url, SMALL_WORLD, due, friends))
    shutil.copy(file, copy)
    result = asyncio.run(credit(url))
    return result, raw_sqlite(copy, file)


def beside_raw_postgresql(due: int, friends: int) -> tuple[Result, tuple[float, float]]:
    server = PostgresqlServer()
    try:
        before, after = server.create("raw"), server.create("credited")
        for url in (before, after):
            asyncio.run(_fill(url, SMALL_WORLD, due, friends))
        result = asyncio.run(credit(after))
        return result, asyncio.run(raw_postgresql(before, after))
    finally:
        server.stop()


def flat(folder: Path, sizes: Sequence[int]) -> bool:
    """Whether one reward takes as long in a large table as in a small one."""
    seconds = {}
    for size in sizes:
        url = f"sqlite+aiosqlite:///{folder}/flat-{size}.db"
        # Two thirds of the people of that world came through somebody.
        asyncio.run(_fill(url, size * 3 // 2, DUE_IN_FLAT))
        result = asyncio.run(credit(url))
        seconds[size] = result.seconds / result.due
        _say(f"{size:,} rewards in the table: {1e6 * seconds[size]:.0f} µs a reward")
    growth = seconds[max(sizes)] / seconds[min(sizes)]
    _say(f"growth {growth:.2f}")
    return growth < LIMIT_GROWTH


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.crediting")
    parser.add_argument("--due", type=int, default=100_000)
    parser.add_argument("--friends", type=int, default=FRIENDS, help="of each who is credited")
    parser.add_argument("--flat", type=int, nargs="+", default=[])
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if options.flat:
            sys.exit(not flat(folder, options.flat))
        measured = (
            beside_raw_postgresql(options.due, options.friends)
            if options.postgresql
            else beside_raw_sqlite(folder, options.due, options.friends)
        )
    result, (raw_seconds, raw_processor_seconds) = measured
    ratio = raw_seconds / result.seconds
    _say(
        f"{result.due:,} rewards in {result.seconds:.1f} s: {result.rate:,.0f}/s, longest "
        f"transaction {1000 * result.longest_seconds:.0f} ms; raw inserts {raw_seconds:.1f} s; "
        f"ratio {ratio:.2f}"
    )
    _say(
        f"processor: {result.processor_seconds:.1f} s, raw {raw_processor_seconds:.1f} s; "
        f"ratio {raw_processor_seconds / result.processor_seconds:.2f}"
    )
    is_well = result.due == options.due and ratio >= LIMIT_RATIO
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
