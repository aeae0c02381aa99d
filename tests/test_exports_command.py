"""Does `python -m bot export` write whole files or none, beside a bot that runs?"""

import asyncio
import os
import pty
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services.audit import Action
from models import AuditRecord
from tests import export_world, formulas
from tests.processes import COMMAND_SECONDS, ROOT, Outcome, command, start


async def export(folder: Path, url: str, *words: str, **environment: str) -> Outcome:
    settings = {"SARAFAN_DATABASE__URL": url, **environment}
    return await command(folder, "export", *words, **settings)


def files_in(folder: Path) -> list[str]:
    """What an export may have left, hidden or not."""
    return sorted(
        file.name
        for file in folder.iterdir()
        if not file.name.startswith("sarafan.db") and file.suffix != ".log"
    )


async def exported(db: Database) -> list[dict[str, object]]:
    async with db.read() as session:
        records = await session.scalars(
            select(AuditRecord).where(AuditRecord.action == Action.EXPORT).order_by(AuditRecord.id)
        )
        return [{"by": record.actor, **record.after} for record in records]


async def test_a_file_is_named_after_what_it_holds_and_written_down(
    db: Database, database_url: str, tmp_path: Path
) -> None:
    await export_world.fill(db, 12)
    csv, xlsx = await asyncio.gather(
        export(tmp_path, database_url, "participants"),
        export(tmp_path, database_url, "ledger", "--out", "books.xlsx"),
    )
    assert (csv.status, xlsx.status) == (0, 0), (csv.said, xlsx.said)
    assert xlsx.said == "books.xlsx: 24 rows.\n"
    [_books, name] = files_in(tmp_path)
    assert name.startswith("participants-20")
    assert csv.said == f"{name}: 12 rows.\n"
    header, *rows = formulas.parsed((tmp_path / name).read_bytes())
    assert (header[0], len(rows)) == ("Telegram id", 12)
    assert len(formulas.cells_of(tmp_path / "books.xlsx")) == 25
    assert (tmp_path / name).stat().st_mode & 0o077 == 0
    written = sorted(await exported(db), key=lambda each: str(each["what"]))
    assert written == [
        {"by": None, "what": "ledger", "format": "xlsx", "rows": 24},
        {"by": None, "what": "participants", "format": "csv", "rows": 12},
    ]


async def test_days_campaign_and_language_are_those_of_the_operator(
    sqlite_db: Database, sqlite_url: str, tmp_path: Path
) -> None:
    """A minute apart from 10:00 in UTC: the 841st is the first on the next day in Sofia."""
    await export_world.fill(sqlite_db, 900, tables=())
    zone = {"SARAFAN_TEXTS__TIME_ZONE": "Europe/Sofia", "SARAFAN_TEXTS__LANGUAGE": "bg"}
    words = ("participants", "--out", "x.csv", "--campaign", "autumn")
    day = "2026-11-22"
    outcome = await export(tmp_path, sqlite_url, *words[:3], "--since", day, "--until", day, **zone)
    assert outcome.said == "x.csv: 719 rows.\n"
    header, *rows = formulas.parsed((tmp_path / "x.csv").read_bytes())
    assert header[5] == "Натиснал старт (Europe/Sofia)"
    assert (rows[0][5], rows[-1][5]) == ("2026-11-22 12:01:00", "2026-11-22 23:59:00")
    outcome = await export(tmp_path, sqlite_url, *words, "--format", "xlsx")
    assert outcome.said == "x.csv: 0 rows.\n"
    assert (tmp_path / "x.csv").read_bytes().startswith(b"PK")


MISTAKES = (
    ("everything", "'everything' is not one of"),
    ("ledger --format pdf", "'pdf' is not one of"),
    ("ledger --since yesterday", "'yesterday' does not match the format"),
    ("ledger --since 2026-02-02 --until 2026-02-01", "--since is later"),
    ("ledger --until 9999-12-31", "--until: name a day from 2000 to 2199"),
    ("ledger --since 0001-01-01", "--since: name a day from 2000 to 2199"),
    ("ledger --campaign winter", "There is no campaign “winter”."),
    ("ledger --out nowhere/x.csv", "was not written: No such file or directory."),
    ("ledger --out .", ". is a folder. Name a file in it."),
    ("ledger --out /proc/x.csv", "/proc/x.csv was not written: "),
)


async def test_a_mistake_is_named_and_leaves_nothing(sqlite_url: str, tmp_path: Path) -> None:
    outcomes = await asyncio.gather(
        *(export(tmp_path, sqlite_url, *words.split(), COLUMNS="200") for words, _ in MISTAKES)
    )
    for (words, said), outcome in zip(MISTAKES, outcomes, strict=True):
        assert outcome.status != 0, words
        assert said in outcome.said, words
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_full_disk_leaves_the_file_before_as_it_was(
    sqlite_db: Database, sqlite_url: str, tmp_path: Path, kind: str
) -> None:
    """Nothing may grow beyond 40 kB: SQLite's shared memory still fits, the export does not."""
    await export_world.fill(sqlite_db, 2_000, tables=())
    file = tmp_path / f"x.{kind}"
    file.write_text("of yesterday", encoding="utf-8")
    log = tmp_path / "limited.log"
    script = (
        "import resource, runpy, sys; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)); "
        f"sys.argv = ['bot', 'export', 'participants', '--out', {str(file)!r}]; "
        "runpy.run_module('bot', run_name='__main__')"
    )
    process = await start(["-c", script], log, {"SARAFAN_DATABASE__URL": sqlite_url}, tmp_path)
    async with asyncio.timeout(COMMAND_SECONDS):
        status = await process.process.wait()
    assert status == 1, process.output()
    assert process.output() == f"{file} was not written: File too large.\n"
    assert file.read_text(encoding="utf-8") == "of yesterday"
    assert files_in(tmp_path) == [file.name]
    assert await exported(sqlite_db) == []


async def test_one_that_is_told_to_end_leaves_nothing(
    sqlite_db: Database, sqlite_url: str, tmp_path: Path
) -> None:
    await export_world.fill(sqlite_db, 40_000, tables=())
    process = await start(
        ["-m", "bot", "export", "participants", "--out", "x.xlsx"],
        tmp_path / "ended.log",
        {"SARAFAN_DATABASE__URL": sqlite_url},
        tmp_path,
    )
    async with asyncio.timeout(COMMAND_SECONDS):
        while not files_in(tmp_path):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    process.process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(COMMAND_SECONDS):
        status = await process.process.wait()
    assert status == 128 + signal.SIGTERM, process.output()
    assert files_in(tmp_path) == []
    assert await exported(sqlite_db) == []


async def test_whoever_watches_sees_how_far_it_is(
    sqlite_db: Database, sqlite_url: str, tmp_path: Path
) -> None:
    await export_world.fill(sqlite_db, 3_000, tables=())
    watcher, terminal = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "export", "participants", "--out", "x.csv",
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=terminal,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "SARAFAN_DATABASE__URL": sqlite_url, "TERM": "xterm"},
    )  # fmt: skip
    os.close(terminal)
    shown = await asyncio.to_thread(_read_all, watcher)
    said, _ = await process.communicate()
    assert said == b"x.csv: 3,000 rows.\n"
    assert b"100%" in shown
    assert b"3,000 rows" in shown


def _read_all(watcher: int) -> bytes:
    """Until the other end is closed, which Linux tells by an error."""
    shown = b""
    try:
        while piece := os.read(watcher, 4_096):
            shown += piece
    except OSError:
        pass
    finally:
        os.close(watcher)
    return shown
