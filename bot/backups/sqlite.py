"""How is a SQLite file copied while it is written to, and put back?"""

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.backups import archive
from bot.backups.archive import BackupDamaged, Manifest
from bot.errors import OperatorError

MEMBER = "sarafan.db"
PAGES_PER_STEP = 256
BUSY_SECONDS = 10
Describe = Callable[[str, dict[str, int], int, str], Manifest]
"""Makes the manifest of revision, rows, and the ledger's number and seal."""


def back_up(source: Path, file: Path, describe: Describe) -> Manifest:
    """Copy the file by SQLite's own backup, step by step; writers do not wait for it."""
    with tempfile.TemporaryDirectory(prefix=".sarafan-", dir=file.parent) as folder:
        copy = Path(folder) / MEMBER
        with closing(_connect(source)) as original, closing(_connect(copy)) as target:
            # A snapshot is held from here on: otherwise SQLite begins anew after every commit of
            # the bot, and while people stream in it would never end.
            original.execute("BEGIN")
            original.execute("SELECT count(*) FROM sqlite_master").fetchone()
            original.backup(target, pages=PAGES_PER_STEP, sleep=0.001)
            # One file, without a log beside it.
            target.execute("PRAGMA journal_mode=DELETE")
            manifest = describe(*_look(target))
        archive.pack(file, manifest, {MEMBER: copy})
    return manifest


def is_empty(database: Path) -> bool:
    """Whether nobody is in it; a file that cannot be read is not empty."""
    if not database.exists() or database.stat().st_size == 0:
        return True
    try:
        with closing(_connect(database)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if "participants" not in tables:
                return not tables
            return connection.execute("SELECT 1 FROM participants LIMIT 1").fetchone() is None
    except sqlite3.Error:
        return False


def restore(file: Path, database: Path) -> Path | None:
    """Put the backup in the database's place; returns where the file lies that was there."""
    new = database.with_name(f"{database.name}.restoring")
    try:
        with archive.opened(file) as (packed, manifest):
            archive.unpack(packed, manifest, MEMBER, new)
        with closing(_connect(new)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise BackupDamaged(f"{file} holds a database that is damaged.")
            _, rows, _, _ = _look(connection)
        if rows != manifest.rows:
            raise BackupDamaged(f"{file} holds other rows than its manifest says.")
        kept = _put_aside(database)
        new.replace(database)
        return kept
    except OSError as error:
        raise OperatorError(f"{database} cannot be written ({error.strerror}).") from None
    finally:
        new.unlink(missing_ok=True)


def _put_aside(database: Path) -> Path | None:
    if not database.exists():
        return None
    kept = database.with_name(f"{database.name}.before-restore")
    number = 1
    while kept.exists():
        number += 1
        kept = database.with_name(f"{database.name}.before-restore-{number}")
    # What the log beside it holds belongs to it; a damaged one keeps its log under its new name.
    try:
        with closing(_connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        pass
    database.rename(kept)
    for suffix in ("-wal", "-shm"):
        beside = database.with_name(f"{database.name}{suffix}")
        if beside.exists():
            beside.rename(kept.with_name(f"{kept.name}{suffix}"))
    return kept


def _look(connection: sqlite3.Connection) -> tuple[str, dict[str, int], int, str]:
    """Revision, rows by table, and the ledger's head."""
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "ORDER BY name"
        )
    ]
    rows = {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables
    }
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    head = connection.execute("SELECT seal_number, seal FROM ledger_heads").fetchone()
    number, seal = head or (0, "")
    return revision, rows, number, seal


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
