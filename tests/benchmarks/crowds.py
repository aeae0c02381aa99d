"""Do the figures and the leaderboard take as long with a million participants as with a thousand?

    python -m tests.benchmarks.crowds [--sizes 1000 1000000] [--calls 300] [--folder DIR]

Each call is made on both databases in turn, so that what else the machine does slows both. A folder
keeps the databases for the next time.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
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

LIMIT_SECONDS = 0.3
LIMIT_RATIO = 1.5
ZONE = ZoneInfo("Asia/Kolkata")
T = Texts().of("en")

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


async def measure(databases: dict[int, Database], calls: int) -> bool:
    """Print p95s and their ratio; whether all of them are within the limits."""
    chance = random.Random(7)
    smallest, largest = min(databases), max(databases)
    is_well = True
    for name, work in works().items():
        seconds: dict[int, list[float]] = {size: [] for size in databases}
        for _ in range(calls):
            for size, db in databases.items():
                began = time.perf_counter()
                async with db.read() as session:
                    await work(session, chance.randrange(1, size + 1))
                seconds[size].append(time.perf_counter() - began)
        p95 = {size: quantiles(taken, n=20)[-1] for size, taken in seconds.items()}
        ratio = p95[largest] / p95[smallest]
        is_well = is_well and p95[largest] < LIMIT_SECONDS and ratio < LIMIT_RATIO
        figures = ", ".join(f"{size}: {1_000 * p95[size]:.1f} ms" for size in sorted(p95))
        sys.stdout.write(f"{name:32} p95 {figures}; ratio {ratio:.2f}\n")
    return is_well


async def run(sizes: list[int], calls: int, folder: Path) -> bool:
    databases = {}
    for size in sizes:
        file = folder / f"crowd-{size}.db"
        url = f"sqlite+aiosqlite:///{file}"
        if not file.exists():
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
        databases[size] = Database(url)
    try:
        return await measure(databases, calls)
    finally:
        for db in databases.values():
            await db.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.crowds")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 1_000_000])
    parser.add_argument("--calls", type=int, default=300)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.folder is not None:
        options.folder.mkdir(parents=True, exist_ok=True)
        is_well = asyncio.run(run(options.sizes, options.calls, options.folder))
    else:
        with tempfile.TemporaryDirectory() as folder:
            is_well = asyncio.run(run(options.sizes, options.calls, Path(folder)))
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
