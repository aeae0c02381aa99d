"""How does an export become files, while everybody else is served as if there were none?"""

import asyncio
import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.clock import Clock
from bot.db import Database
from bot.services import confirmations, exports, spreadsheets
from bot.services.export_orders import Rows
from bot.services.exports import ExportUnderWay, Plan
from bot.services.spreadsheets import Format, Sheet

PART_ROWS_MAX = 200_000
PART_BYTES_MAX = 45_000_000
"""A bot may send 50 MB (Bot API, sendDocument)."""
SLICE_ROWS = 20
PAUSE_SECONDS = 0.001
"""Between slices, beside people who are served: a thread that computes gives up Python's lock only
every 5 ms, and each call of SQLite takes it anew."""
CANCEL = "export-cancel"
FOLDER_PREFIX = "sarafan-export-"
FOLDER = re.compile(rf"{FOLDER_PREFIX}(\d+)-.+")

Result = TypeVar("Result")

logger = logging.getLogger(__name__)


class ExportStopped(Exception):
    """Somebody has pressed Stop; nothing is to come of it."""


class ExportNotWritten(Exception):
    """The disk refuses a file."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


@dataclass(frozen=True)
class Limits:
    """Where a part ends and the next begins; None: nowhere."""

    rows: int | None = PART_ROWS_MAX
    size_bytes: int | None = PART_BYTES_MAX


@dataclass(frozen=True)
class Part:
    file: Path
    rows: int


@dataclass
class Progress:
    """How far an export is; it ends when `is_stopped` is set."""

    rows: int = 0
    percent: int = 0
    is_stopped: bool = False
    token: str = ""
    """The right by which it can be stopped (bot.services.confirmations)."""


Report = Callable[[Progress], Awaitable[None]]


async def write(
    db: Database,
    plan: Plan,
    kind: Format,
    folder: Path,
    *,
    limits: Limits,
    progress: Progress,
    report: Report,
    headers_at_least: bool = False,
    pause_seconds: float = 0,
) -> list[Part]:
    """Write the rows into files in `folder`; where there are none, no file or one with headers.

    Raises `ExportNotWritten`, and whatever `report` raises.
    """
    writing = _Writing(plan, kind, folder, limits, pause_seconds)
    try:
        after = 0
        while after < plan.last_id:
            async with db.read() as session:
                rows, after = await exports.rows(session, plan, after=after)
            if rows:
                await _off_the_loop(partial(writing.take, rows))
            else:
                # On SQLite the read was no pause for the others.
                await asyncio.sleep(0)
            progress.rows = writing.rows
            progress.percent = 100 * after // plan.last_id
            await report(progress)
        if headers_at_least and not writing.rows:
            await _off_the_loop(writing.begin_part)
        await _off_the_loop(writing.close)
    except BaseException:
        writing.abandon()
        raise
    return writing.parts


class _Writing:
    """The files of one export; its methods run in a thread, one at a time."""

    def __init__(
        self, plan: Plan, kind: Format, folder: Path, limits: Limits, pause_seconds: float
    ) -> None:
        self._plan = plan
        self._kind = kind
        self._folder = folder
        self._limits = limits
        self._pause_seconds = pause_seconds
        self._sheet: Sheet | None = None
        self._file = folder
        self._rows_of_part = 0
        self.rows = 0
        self.parts: list[Part] = []

    def take(self, rows: Rows) -> None:
        while rows:
            if self._sheet is None:
                self.begin_part()
            assert self._sheet is not None
            room = len(rows)
            if self._limits.rows is not None:
                room = min(room, self._limits.rows - self._rows_of_part)
            for first in range(0, room, SLICE_ROWS):
                self._sheet.write(rows[first : min(first + SLICE_ROWS, room)])
                if self._pause_seconds:
                    time.sleep(self._pause_seconds)
            self._rows_of_part += room
            self.rows += room
            rows = rows[room:]
            if self._is_full(self._sheet):
                self.close()

    def begin_part(self) -> None:
        t = self._plan.ground.t
        self._file = self._folder / f"{len(self.parts) + 1}.{self._kind}"
        self._rows_of_part = 0
        self._sheet = spreadsheets.create(
            self._file,
            self._kind,
            self._plan.columns,
            title=t.plain(f"exports-kind-{self._plan.order.kind}"),
            zone=t.zone,
        )

    def _is_full(self, sheet: Sheet) -> bool:
        rows, size_bytes = self._limits.rows, self._limits.size_bytes
        return (rows is not None and self._rows_of_part >= rows) or (
            size_bytes is not None and sheet.size_bytes >= size_bytes
        )

    def close(self) -> None:
        if self._sheet is None:
            return
        sheet, self._sheet = self._sheet, None
        sheet.close()
        self.parts.append(Part(self._file, self._rows_of_part))

    def abandon(self) -> None:
        """Let go of a file that will not be finished."""
        if self._sheet is not None:
            self._sheet.abandon()


async def _off_the_loop(work: Callable[[], Result]) -> Result:
    """Run in a thread; when cancelled, wait for it still: its files are about to be removed."""
    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(running)
    except OSError as error:
        raise ExportNotWritten(error) from error
    except asyncio.CancelledError:
        await asyncio.wait([running])
        # Whatever it raised concerns nobody any more.
        running.exception()
        raise


class Exporter:
    """The exports of this process, one at a time in each chat.

    Like uploads it writes in transactions of its own: an export outlives the update that began it.
    """

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._running: dict[int, Progress] = {}

    @contextmanager
    def turn(self, chat_id: int) -> Iterator[Progress]:
        """The chat's turn, until the block is left. Raises `ExportUnderWay`."""
        if chat_id in self._running:
            raise ExportUnderWay
        self._running[chat_id] = progress = Progress()
        try:
            yield progress
        finally:
            del self._running[chat_id]

    def stop(self, chat_id: int, token: str) -> bool:
        """Stop it if it runs in this process; another one sees that the right was used."""
        progress = self._running.get(chat_id)
        if progress is None or progress.token != token:
            return False
        progress.is_stopped = True
        return True

    async def check(self, chat_id: int, progress: Progress, *, by: int) -> None:
        """Raises `ExportStopped` when somebody has stopped it, here or in another replica."""
        if progress.is_stopped:
            raise ExportStopped
        async with self._db.read() as session:
            try:
                await confirmations.check(
                    session,
                    progress.token,
                    chat_id=chat_id,
                    telegram_id=by,
                    action=CANCEL,
                    now=self._clock(),
                )
            except (confirmations.ButtonSpent, confirmations.ButtonExpired):
                raise ExportStopped from None

    async def write(
        self, plan: Plan, kind: Format, folder: Path, progress: Progress, report: Report
    ) -> list[Part]:
        return await write(
            self._db,
            plan,
            kind,
            folder,
            limits=Limits(),
            progress=progress,
            report=report,
            pause_seconds=PAUSE_SECONDS,
        )

    async def finish(
        self, plan: Plan, kind: Format, progress: Progress, *, chat_id: int, by: int
    ) -> None:
        """Write down that the rows are taken out; from here on it cannot be stopped.

        Raises `ExportStopped` when it was stopped before.
        """
        now = self._clock()
        try:
            async with self._db.transaction() as session:
                await confirmations.spend(
                    session,
                    progress.token,
                    chat_id=chat_id,
                    telegram_id=by,
                    action=CANCEL,
                    now=now,
                )
                await exports.record(session, plan.order, kind, count=progress.rows, by=by, now=now)
        except (confirmations.ButtonSpent, confirmations.ButtonExpired):
            raise ExportStopped from None


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that only this user can read and that is gone afterwards.

    What a killed process left is removed too: there are names in it.
    """
    _sweep(Path(tempfile.gettempdir()))
    made = Path(tempfile.mkdtemp(prefix=f"{FOLDER_PREFIX}{os.getpid()}-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _sweep(place: Path) -> None:
    for left in place.glob(f"{FOLDER_PREFIX}*"):
        found = FOLDER.fullmatch(left.name)
        if found is not None and not _is_alive(int(found[1])):
            logger.warning("an export that was interrupted is removed")
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
