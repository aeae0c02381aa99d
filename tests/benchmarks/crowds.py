"""Do figures, boards, cards and the audit take as long with a million people as with a thousand?

    python -m tests.benchmarks.crowds [--sizes 1000 1000000] [--calls 300] [--rounds 1]
        [--only /user …] [--cold] [--postgresql] [--folder DIR]

Each call is made on both databases in turn, so that what else the machine does slows both. Their
files are read through before each measurement, since a machine may have given up what it had read
of them: what is compared is the work, not the disk. With --cold it is the disk: nothing of a SQLite
file is in memory when a call begins, and only the limit of time counts. A folder keeps the SQLite
databases for the next time.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot import migration
from bot.db import Database
from bot.i18n import Texts
from bot.services import audit_lines, people, people_cards, standings, stats
from bot.services.audit import Filter
from bot.services.standings import View
from models import Ranking
from tests.benchmarks import million
from tests.servers import PostgresqlServer

LIMIT_SECONDS = 0.3
LIMIT_RATIO = 1.5
ZONE = ZoneInfo("Asia/Kolkata")
T = Texts().of("en")
PIECE = 1 << 24

Work = Callable[[AsyncSession, int], Awaitable[object]]


def works() -> dict[str, Work]:
    """What is measured, by name; each gets a session and the id of some participant."""
    found: dict[str, Work] = {}
    for period in stats.Period:

        async def figures(
            session: AsyncSession, _person: int, period: stats.Period = period
        ) -> object:
            return await stats.look(session, period=period, zone=ZONE, now=million.NOW)

        found[f"/stats {period}"] = figures

    async def of_campaign(session: AsyncSession, _person: int) -> object:
        return await stats.look(
            session, period=stats.Period.WEEK, campaign_id=1, zone=ZONE, now=million.NOW
        )

    found["/stats week, one campaign"] = of_campaign
    for view in (View(period, ranking) for period in standings.Period for ranking in Ranking):

        async def board(session: AsyncSession, person: int, view: View = view) -> object:
            return await standings.look(session, participant_id=person, view=view, now=million.NOW)

        found[f"/top {view.period} by {view.ranking}"] = board

    async def card(session: AsyncSession, person: int) -> object:
        found = await people.find(session, f"@Person_{person}")
        return await people_cards.look(session, found.id)

    found["/user"] = card
    found |= _decisions()
    return found


def _decisions() -> dict[str, Work]:
    """/audit: the newest page, one from long ago, about somebody and by somebody."""

    def told(of: Callable[[int], tuple[Filter, int | None]]) -> Work:
        async def work(session: AsyncSession, person: int) -> object:
            wanted, before = of(person)
            screen = await audit_lines.screen(session, wanted, before=before)
            return [audit_lines.told(T, line) for line in screen.lines]

        return work

    return {
        "/audit": told(lambda _: (Filter(), None)),
        "/audit, an older page": told(lambda person: (Filter(), person)),
        "/audit @name": told(lambda person: (Filter(participant_id=person), None)),
        "/audit by an admin": told(
            lambda person: (
                Filter(actor=million.FIRST_TELEGRAM_ID + 1 + person % million.ADMINS),
                person,
            )
        ),
    }


@dataclass(frozen=True)
class Plan:
    """What is measured, and how."""

    sizes: Sequence[int]
    calls: int
    rounds: int
    only: Sequence[str]
    """How the names begin of what is measured; all of it when empty."""
    is_cold: bool
    folder: Path
    """Where the databases lie."""

    def works(self) -> dict[str, Work]:
        return {
            name: work
            for name, work in works().items()
            if not self.only or name.startswith(tuple(self.only))
        }


async def measure(databases: dict[int, Database], plan: Plan) -> bool:
    """Print p95s and their ratio; whether all of them are within the limits."""
    chance = random.Random(7)
    smallest, largest = min(databases), max(databases)
    is_well = True
    for name, work in plan.works().items():
        seconds: dict[int, list[float]] = {size: [] for size in databases}
        await asyncio.to_thread(_read_through, plan.folder)
        for _ in range(plan.calls):
            for size, db in databases.items():
                if plan.is_cold:
                    _forget(db)
                began = time.perf_counter()
                async with db.read() as session:
                    await work(session, chance.randrange(1, size + 1))
                seconds[size].append(time.perf_counter() - began)
        p95 = {size: quantiles(taken, n=20)[-1] for size, taken in seconds.items()}
        ratio = p95[largest] / p95[smallest]
        is_fast = p95[largest] < LIMIT_SECONDS and (ratio < LIMIT_RATIO or plan.is_cold)
        is_well = is_well and is_fast
        figures = ", ".join(f"{size}: {1_000 * p95[size]:.1f} ms" for size in sorted(p95))
        mark = "" if is_fast else " too slow"
        sys.stdout.write(f"{name:32} p95 {figures}; ratio {ratio:.2f}{mark}\n")
        sys.stdout.flush()
    return is_well


def _read_through(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with suppress(FileNotFoundError), path.open("rb", buffering=0) as file:
                while file.read(PIECE):
                    pass


def _forget(db: Database) -> None:
    """Let the system drop what it has read of a file; SQLite's own pages are few."""
    if db.is_sqlite:
        assert db.url.database is not None
        with Path(db.url.database).open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


async def _fill(url: str, size: int) -> None:
    began = time.perf_counter()
    db = Database(url)
    await migration.prepare(db)
    await db.close()
    await million.fill(url, size)
    filled = time.perf_counter()
    await million.settle(url)
    sys.stdout.write(
        f"{size} participants: filled in {filled - began:.0f} s, "
        f"settled in {time.perf_counter() - filled:.0f} s\n"
    )
    sys.stdout.flush()


async def run(urls: dict[int, str], plan: Plan) -> bool:
    """Fill what is not there yet and measure; whether everything was fast."""
    for size, url in urls.items():
        db = Database(url)
        file = db.url.database if db.is_sqlite else None
        is_filled = file is not None and await asyncio.to_thread(Path(file).exists)
        await db.close()
        if not is_filled:
            await _fill(url, size)
    databases = {size: Database(url) for size, url in urls.items()}
    is_well = True
    try:
        for number in range(1, plan.rounds + 1):
            if plan.rounds > 1:
                sys.stdout.write(f"round {number}\n")
            is_well = await measure(databases, plan) and is_well
    finally:
        for db in databases.values():
            await db.close()
    return is_well


def _in_files(plan: Plan) -> bool:
    plan.folder.mkdir(parents=True, exist_ok=True)
    urls = {size: f"sqlite+aiosqlite:///{plan.folder}/crowd-{size}.db" for size in plan.sizes}
    return asyncio.run(run(urls, plan))


def _on_postgresql(plan: Plan) -> bool:
    server = PostgresqlServer({"shared_buffers": "128MB"})
    try:
        urls = {size: server.create(f"crowd_{size}") for size in plan.sizes}
        files = server.directory / "cluster" / "base"
        return asyncio.run(run(urls, replace(plan, folder=files)))
    finally:
        server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.crowds")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 1_000_000])
    parser.add_argument("--calls", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=[])
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--cold", action="store_true")
    kind.add_argument("--postgresql", action="store_true")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        plan = Plan(
            options.sizes,
            options.calls,
            options.rounds,
            options.only,
            options.cold,
            options.folder or Path(temporary),
        )
        is_well = _on_postgresql(plan) if options.postgresql else _in_files(plan)
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
