"""How does a test export something and read what came of it?"""

from pathlib import Path
from zoneinfo import ZoneInfo

from bot import exporting
from bot.db import Database
from bot.exporting import Limits, Part, Progress
from bot.i18n import Texts, Translate
from bot.services import exports
from bot.services.exports import Order, Plan
from bot.services.spreadsheets import Format
from tests import formulas

TEXTS = Texts(zone=ZoneInfo("UTC"))
ENGLISH = TEXTS.of("en")
WHOLE = Limits(rows=None, size_bytes=None)

Lines = list[dict[str, str]]


async def nothing(_progress: Progress) -> None:
    """A report to nobody."""


async def plan_of(db: Database, order: Order, t: Translate = ENGLISH) -> Plan:
    async with db.read() as session:
        return await exports.begin(session, order, t)


async def write(
    db: Database,
    order: Order,
    folder: Path,
    kind: Format = Format.CSV,
    limits: Limits = WHOLE,
    report: exporting.Report = nothing,
) -> list[Part]:
    plan = await plan_of(db, order)
    return await exporting.write(
        db, plan, kind, folder, limits=limits, progress=Progress(), report=report
    )


async def lines(db: Database, order: Order, folder: Path) -> Lines:
    """What the CSV of an export says, by its headers."""
    parts = await write(db, order, folder)
    if not parts:
        return []
    header, *rows = formulas.parsed(parts[0].file.read_bytes())
    assert len(set(header)) == len(header)
    assert len(rows) == parts[0].rows
    return [dict(zip(header, row, strict=True)) for row in rows]
