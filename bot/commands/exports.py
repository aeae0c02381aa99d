"""How does an operator write participants, referrals, ledger, payouts or the audit into a file?"""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from sqlalchemy.ext.asyncio import AsyncSession

from bot import exporting
from bot.clock import system_clock
from bot.commands.options import Config, settings_from, with_database
from bot.config import Settings
from bot.db import Database
from bot.errors import OperatorError, UserError
from bot.exporting import ExportNotWritten, Limits, Progress
from bot.i18n import Texts
from bot.services import campaigns, exports
from bot.services.exports import Kind, Order
from bot.services.spreadsheets import Format

DAY = "%Y-%m-%d"
YEARS = range(2000, 2200)
WHOLE = Limits(rows=None, size_bytes=None)
TERMINATED = 128 + signal.SIGTERM


def export(
    what: Annotated[Kind, typer.Argument(help="Which records.", metavar="WHAT")],
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="csv or xlsx; that of --out, else csv.", metavar="FORMAT"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="The file; in this folder if none is named.", metavar="FILE"),
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=[DAY], help="The first day.", metavar="DATE")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=[DAY], help="The last day.", metavar="DATE")
    ] = None,
    campaign: Annotated[
        str | None, typer.Option(help="Of this campaign alone.", metavar="SLUG")
    ] = None,
    config: Config = None,
) -> None:
    """Write records into a file: participants, referrals, ledger, payouts or audit."""
    signal.signal(signal.SIGTERM, _leave)
    settings = settings_from(config)
    zone = ZoneInfo(settings.texts.time_zone)
    kind = format_ or _format_of(out)
    order = Order(what, _begin_of(since, zone, option="--since"), _end_of(until, zone))
    file = out or Path(f"{what}-{system_clock().astimezone(zone):%Y-%m-%d}.{kind}")

    async def work(db: Database) -> int:
        return await _export(db, settings, order, campaign, kind, file)

    count = with_database(config, work)
    sys.stdout.write(f"{file}: {count:,} {'row' if count == 1 else 'rows'}.\n")


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    # Every `finally` runs on the way, so that no half a file is left.
    sys.exit(TERMINATED)


def _format_of(out: Path | None) -> Format:
    ending = out.suffix.removeprefix(".").lower() if out is not None else ""
    return Format(ending) if ending in list(Format) else Format.CSV


def _begin_of(day: datetime | None, zone: ZoneInfo, *, option: str) -> datetime | None:
    # The first and last days of the calendar are none in every time zone.
    if day is not None and day.year not in YEARS:
        raise typer.BadParameter("name a day from 2000 to 2199", param_hint=option)
    return None if day is None else datetime.combine(day.date(), time(), zone)


def _end_of(day: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The midnight after it."""
    begin = _begin_of(day, zone, option="--until")
    return None if begin is None else begin + timedelta(days=1)


async def _export(
    db: Database, settings: Settings, order: Order, slug: str | None, kind: Format, file: Path
) -> int:
    """Write the file and return how many rows it has. Raises `OperatorError`."""
    if order.since and order.until and order.since >= order.until:
        raise OperatorError("--since is later than --until: no day lies between them.")
    texts = Texts(
        directory=settings.texts.directory,
        default_language=settings.texts.language,
        zone=ZoneInfo(settings.texts.time_zone),
    )
    t = texts.of(settings.texts.language)
    try:
        async with db.read() as session:
            plan = await exports.begin(session, await _of_campaign(session, order, slug), t)
    except UserError as error:
        raise OperatorError(texts.of("en").plain(error.text_key(), **error.text_args)) from None
    with _beside(file) as folder:
        progress = Progress()
        with _bar() as report:
            try:
                [part] = await exporting.write(
                    db,
                    plan,
                    kind,
                    folder,
                    limits=WHOLE,
                    progress=progress,
                    report=report,
                    headers_at_least=True,
                )
            except ExportNotWritten as error:
                raise _refused(file, error.cause) from None
        async with db.transaction() as session:
            await exports.record(
                session, plan.order, kind, count=progress.rows, by=None, now=system_clock()
            )
        _put(part.file, file)
    return progress.rows


async def _of_campaign(session: AsyncSession, order: Order, slug: str | None) -> Order:
    """Raises `CampaignUnknown`."""
    if slug is None:
        return order
    campaign = await campaigns.by_slug(session, slug)
    if campaign is None:
        raise campaigns.CampaignUnknown(slug=slug)
    return replace(order, campaign_id=campaign.id)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A folder on the file's own disk, so that the finished file only has to change its name."""
    if file.is_dir():
        raise OperatorError(f"{file} is a folder. Name a file in it.")
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{file.name}-", dir=file.parent))
    except OSError as error:
        raise _refused(file, error) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(written: Path, file: Path) -> None:
    """Make the file appear, whole and on the disk; there are names in it, so it is private."""
    try:
        written.chmod(0o600)
        with written.open("rb") as opened:
            os.fsync(opened.fileno())
        written.replace(file)
    except OSError as error:
        raise _refused(file, error) from None


def _refused(file: Path, error: OSError) -> OperatorError:
    return OperatorError(f"{file} was not written: {error.strerror or error}.")


@contextmanager
def _bar() -> Iterator[exporting.Report]:
    """How far it is, for whoever watches; nothing where the output goes into a file."""
    console = Console(stderr=True)
    bar = Bar(
        TextColumn("{task.fields[rows]} rows"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=100, rows="0")

        async def report(progress: Progress) -> None:
            bar.update(task, completed=progress.percent, rows=f"{progress.rows:,}")

        yield report
