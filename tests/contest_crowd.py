"""How long does a contest of a hundred thousand take, to look at and to close?

`python -m tests.contest_crowd [entrants]` prints the figures, on SQLite in a temporary folder.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiogram import Bot
from sqlalchemy import insert, select

from bot import migration
from bot.contests import Contests
from bot.db import Database, table
from bot.i18n import Texts
from bot.membership import Admins
from bot.services import contest_checks, draw_proofs
from models import Invite, Participant, Referral, ReferralState
from tests.clock import StillClock
from tests.contest_field import BY_LOT, BY_RANK, CLOSES_AT, ENDS_AT, Field

ENTRANTS = 100_000
FIRST = 1_000_000
"""Telegram id of the first entrant."""
AT_ONCE = 10_000
LOOKS = 20


@dataclass
class Figures:
    """Seconds of this process, SQLite's work included, and what came out."""

    looks: list[float] = field(default_factory=list)
    count: float = 0.0
    close: float = 0.0
    prove: float = 0.0
    entrants: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def usual_look(self) -> float:
        return statistics.median(self.looks)


async def crowd(field_: Field, entrants: int) -> None:
    """Entrant number n has one friend, every second of them two; a second between two friends."""
    await field_.bring(1, 1)
    async with field_.db.read() as session:
        invite = (await session.scalars(select(Invite).order_by(Invite.id))).first()
    assert invite is not None
    now = field_.clock()
    people = await _people(field_, FIRST, entrants)
    friends = [person for number, person in enumerate(people) for _ in range(1 + number % 2)]
    referees = await _people(field_, FIRST + entrants, len(friends))
    rows: list[dict[str, Any]] = [
        {
            "campaign_id": invite.campaign_id,
            "version": 1,
            "referrer_id": referrer,
            "referee_id": referee,
            "invite_id": invite.id,
            "state": ReferralState.QUALIFIED,
            "created_at": now,
            "hold_until": now,
            "qualified_at": now + timedelta(seconds=number),
        }
        for number, (referrer, referee) in enumerate(zip(friends, referees, strict=True))
    ]
    for start in range(0, len(rows), AT_ONCE):
        async with field_.db.transaction() as session:
            await session.execute(insert(table(Referral)), rows[start : start + AT_ONCE])


async def _people(field_: Field, first: int, count: int) -> list[int]:
    ids: list[int] = []
    for start in range(0, count, AT_ONCE):
        async with field_.db.transaction() as session:
            found = await session.execute(
                insert(table(Participant)).returning(table(Participant).c.id),
                [
                    {
                        "telegram_id": first + number,
                        "name": f"Person {number}",
                        "name_display": "name",
                        "created_at": field_.clock(),
                    }
                    for number in range(start, min(start + AT_ONCE, count))
                ],
            )
            ids += sorted(row[0] for row in found)
    return ids


async def measured(db: Database, clock: StillClock, section: dict[str, object], n: int) -> Figures:
    """A contest of so many, looked at by one in the middle, counted, closed and proved."""
    figures, there = Figures(), Field(db, clock)
    await there.open(section)
    await crowd(there, n)
    jobs = Contests(Bot("1:nobody"), db, clock, Texts(), "en", Admins(None))
    clock._at = ENDS_AT - timedelta(hours=1)
    began = time.process_time()
    assert await jobs.count_contests() == 1
    figures.count = time.process_time() - began
    for _ in range(LOOKS):
        began = time.process_time()
        looked = await there.table(FIRST + n // 2)
        figures.looks.append(time.process_time() - began)
    assert looked.counted_at == clock()
    clock._at = CLOSES_AT
    began = time.process_time()
    [result] = await there.close()
    figures.close = time.process_time() - began
    figures.entrants = result.known.contest.entrants or 0
    began = time.process_time()
    async with db.read() as session:
        if result.known.is_draw:
            assert (await draw_proofs.gather(session, result.known)).prove().agrees
            figures.prove = time.process_time() - began
        figures.findings = await contest_checks.findings(session, limit=5)
    return figures


async def main(entrants: int) -> None:
    for name, section in (("places", BY_RANK), ("draw", BY_LOT)):
        with tempfile.TemporaryDirectory() as folder:
            db = Database(f"sqlite+aiosqlite:///{Path(folder) / 'crowd.db'}")
            await migration.prepare(db)
            figures = await measured(db, StillClock(), section, entrants)
            await db.close()
        sys.stdout.write(
            f"{name}: {figures.entrants:,} entrants; counted in {figures.count:.2f} s, "
            f"looked at in {figures.usual_look * 1000:.0f} ms, "
            f"closed in {figures.close:.2f} s, proved in {figures.prove:.2f} s; "
            f"findings: {figures.findings}\n"
        )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRANTS))
