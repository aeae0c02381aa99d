"""Are the files of an export whole, without a formula, and gone when it comes to nothing?"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import exporting
from bot.db import Database
from bot.exporting import ExportNotWritten, Limits, Part, Progress
from bot.services import exports, spreadsheets
from bot.services.exports import Kind, Order
from bot.services.spreadsheets import Format
from tests import export_world, formulas, processes
from tests.export_world import FIRST_TELEGRAM_ID
from tests.exported import lines, plan_of, write

SOFIA = ZoneInfo("Europe/Sofia")
LARGE_SECONDS = 200
GROWN_MAX_MEGABYTES = 48


@pytest.mark.parametrize("kind", Format)
async def test_a_large_one_comes_in_parts_that_are_whole_each(
    sqlite_db: Database, tmp_path: Path, kind: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "STRETCH", 7)
    await export_world.fill(sqlite_db, 25, tables=())
    order = Order(Kind.PARTICIPANTS)
    parts = await write(sqlite_db, order, tmp_path, kind, Limits(10, None))
    assert [part.rows for part in parts] == [10, 10, 5]
    ids: list[str] = []
    for part in parts:
        header, *rows = read(part, kind)
        assert header[1] == "Name"
        assert len(rows) == part.rows
        ids.extend(row[0] for row in rows)
    assert ids == [str(FIRST_TELEGRAM_ID + number) for number in range(1, 26)]
    by_size = await write(sqlite_db, order, tmp_path, kind, Limits(None, 1_500))
    assert len(by_size) > 1
    assert sum(part.rows for part in by_size) == 25


def read(part: Part, kind: Format) -> Sequence[Sequence[str]]:
    if kind == Format.CSV:
        return formulas.parsed(part.file.read_bytes())
    return [[value for _, value in row] for row in formulas.cells_of(part.file)]


async def test_where_there_is_nothing_there_is_no_file(db: Database, tmp_path: Path) -> None:
    for kind in Kind:
        assert await write(db, Order(kind), tmp_path) == []
    assert left_in(tmp_path) == []


def left_in(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if not file.name.startswith("sarafan.db")]


async def test_a_disk_that_refuses_is_told_from_a_database_that_does(
    sqlite_db: Database, tmp_path: Path
) -> None:
    await export_world.fill(sqlite_db, 3, tables=())
    with pytest.raises(ExportNotWritten) as refused:
        await write(sqlite_db, Order(Kind.PARTICIPANTS), tmp_path / "nowhere")
    assert refused.value.cause.strerror == "No such file or directory"


@pytest.mark.parametrize("kind", Format)
async def test_a_stopped_one_leaves_nothing(
    sqlite_db: Database, tmp_path: Path, kind: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(exports, "STRETCH", 5)
    await export_world.fill(sqlite_db, 20, tables=())

    async def stop(progress: Progress) -> None:
        if progress.rows >= 10:
            raise asyncio.CancelledError

    async def attempt() -> None:
        with exporting.folder() as folder:
            assert [folder] == left_in(tmp_path)
            await write(sqlite_db, Order(Kind.PARTICIPANTS), folder, kind, report=stop)

    with pytest.raises(asyncio.CancelledError):
        await attempt()
    assert left_in(tmp_path) == []


def test_others_on_the_machine_cannot_look_into_it() -> None:
    with exporting.folder() as folder:
        assert folder.stat().st_mode & 0o077 == 0


def test_what_a_killed_process_left_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True, text=True, check=True)  # fmt: skip
    left = tmp_path / f"sarafan-export-{gone.stdout.strip()}-abc"
    at_work = tmp_path / f"sarafan-export-{os.getppid()}-abc"
    foreign = tmp_path / "sarafan-export-of-mine"
    for folder in (left, at_work, foreign):
        folder.mkdir()
        (folder / "1.csv").write_text("Ann", encoding="utf-8")
    with exporting.folder():
        assert not left.exists()
    assert at_work.exists()
    assert foreign.exists()


# No cell is a formula


@pytest.mark.parametrize("kind", Kind)
async def test_no_payload_is_alive_in_any_column(
    sqlite_db: Database, tmp_path: Path, kind: Kind
) -> None:
    """First in every text that may be somebody's in the database, then in every single cell."""
    payloads = [text.replace("\x00", "") for text in formulas.PAYLOADS]
    await export_world.fill(
        sqlite_db,
        len(payloads),
        words=lambda number: payloads[number - 1],
        title="=1+1",
    )
    for file_format in Format:
        for part in await write(sqlite_db, Order(kind), tmp_path, file_format):
            check(part.file, file_format)
    plan = await plan_of(sqlite_db, Order(kind))
    everywhere = [[payload] * len(plan.columns) for payload in formulas.PAYLOADS]
    for file_format in Format:
        file = tmp_path / f"all.{file_format}"
        sheet = spreadsheets.create(file, file_format, plan.columns, title="x", zone=SOFIA)
        sheet.write(everywhere)
        sheet.close()
        check(file, file_format)


def check(file: Path, kind: Format) -> None:
    if kind == Format.CSV:
        content = file.read_bytes()
        assert list(formulas.live_cells(content)) == []
        assert len({len(row) for row in formulas.parsed(content)}) == 1
    else:
        assert len(formulas.cells_of(file)) > 40


async def test_a_payload_in_the_database_reaches_the_file(
    sqlite_db: Database, tmp_path: Path
) -> None:
    """Or the test before this one would prove nothing."""
    await export_world.fill(sqlite_db, 2, words=lambda _number: "=1+1")
    reached = {
        kind: {
            column
            for line in await lines(sqlite_db, Order(kind), tmp_path)
            for column, cell in line.items()
            if "=1+1" in cell
        }
        for kind in Kind
    }
    assert reached == {
        Kind.PARTICIPANTS: {"Name", "Username", "Language", "Referrer"},
        Kind.REFERRALS: {"Referrer", "Friend", "Code", "Place"},
        Kind.LEDGER: {"What", "Name", "Reason", "Key"},
        Kind.PAYOUTS: {"Name", "Reason", "Reference", "The bank’s refusal"},
        Kind.PURCHASES: {"Name", "Offer", "Buyer’s answer", "Reason"},
        Kind.AUDIT: {"Who decided", "What", "Name", "Before", "After", "Reason"},
    }


# Large ones


async def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """A short form of `python -m tests.benchmarks.exports`, in a process of its own."""
    process = await processes.start(
        ["-m", "tests.benchmarks.exports", "--rows", "6000"], tmp_path / "log"
    )
    async with asyncio.timeout(LARGE_SECONDS):
        assert await process.process.wait() == 0, process.output()
    _alone, *said = process.output().splitlines()
    assert [line.partition(" in ")[0] for line in said] == [
        "participants as csv: 6,000 rows",
        "participants as xlsx: 6,000 rows",
        "ledger as csv: 12,000 rows",
        "ledger as xlsx: 12,000 rows",
    ]
    grown = [int(line.partition("memory +")[2].partition(" MB")[0]) for line in said]
    assert max(grown) < GROWN_MAX_MEGABYTES, said
