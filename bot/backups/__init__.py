"""How is everything saved into one file, put back from it, and how many files are kept?"""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import VERSION, migration
from bot.backups import archive, postgresql, sqlite
from bot.backups.archive import BackupDamaged, Manifest
from bot.config import Settings
from bot.db import Database
from bot.errors import OperatorError

__all__ = ["BackupDamaged", "Backups", "Manifest", "default_name", "make", "restore"]

SUFFIX = ".backup"
PATTERN = f"sarafan-*{SUFFIX}"


def default_name(now: datetime) -> str:
    """Such that names sort by time: "sarafan-20261122-100000.backup"."""
    return f"sarafan-{now:%Y%m%d-%H%M%S}{SUFFIX}"


async def make(db: Database, file: Path, *, now: datetime) -> Manifest:
    """Write a backup of a database that may be in use. Raises `OperatorError`."""
    if await migration.reach(db) is None:
        raise OperatorError("There is nothing to back up yet: the database has no tables.")
    kind = "sqlite" if db.is_sqlite else "postgresql"

    def describe(
        revision: str, rows: dict[str, int], number: int, seal: str, **more: Any
    ) -> Manifest:
        return Manifest(kind, revision, VERSION, now.isoformat(), rows, number, seal, **more)

    try:
        if not db.is_sqlite:
            return await postgresql.back_up(db, file, describe)
        assert db.url.database is not None
        source = Path(db.url.database)
        return await asyncio.to_thread(sqlite.back_up, source, file, describe)
    except OSError as error:
        raise OperatorError(f"{file} cannot be written ({error.strerror}).") from None


async def restore(url: str, file: Path, *, force: bool, now: datetime) -> tuple[Manifest, str]:
    """Put a backup in the place of a database that nobody uses; returns where the old one lies.

    Raises `OperatorError`: for a damaged backup, one of another kind of database or of a newer
    schema, for a database that is in use, or that is not empty without `force`.
    """
    db = Database(url)
    try:
        with archive.opened(file) as (_packed, manifest):
            _refuse_foreign(manifest, is_sqlite=db.is_sqlite)
        if not db.is_sqlite:
            await migration.reach(db)
            if not force and not await postgresql.is_empty(db):
                raise OperatorError(_not_empty("the schema public is kept as before_restore_…"))
            kept_as = f"before_restore_{now:%Y%m%d_%H%M%S}"
            kept = await postgresql.restore(db, file, kept_as=kept_as)
            return manifest, f"schema {kept}" if kept else ""
    finally:
        await db.close()
    database = Path(str(db.url.database))
    if not force and not await asyncio.to_thread(sqlite.is_empty, database):
        raise OperatorError(_not_empty("its file is kept as ….before-restore"))
    moved = await asyncio.to_thread(sqlite.restore, file, database)
    return manifest, str(moved or "")


def _not_empty(kept: str) -> str:
    return f"The database is not empty. With --force it is replaced; {kept}."


def _refuse_foreign(manifest: Manifest, *, is_sqlite: bool) -> None:
    here = "sqlite" if is_sqlite else "postgresql"
    if manifest.kind != here:
        raise OperatorError(
            f"This is a backup of {manifest.kind}, and [database] url is {here}: one is not "
            "restored into the other."
        )
    if manifest.revision not in migration.known_revisions():
        raise OperatorError(
            f"The backup has the schema of a newer Sarafan ({manifest.revision}, this one knows "
            f"{migration.HEAD}). Install that version, {manifest.version}, and restore with it."
        )


class Backups:
    """Those that `run` makes by itself."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.backup

    def period(self, now: datetime) -> str:
        """The stretch of time that has one backup; among replicas one makes it."""
        return str(int(now.timestamp() // self._settings.every.total_seconds()))

    async def make(self, db: Database, now: datetime) -> Path:
        """Write a backup into the folder, and delete the oldest beyond those to keep."""
        folder = self._settings.directory
        assert folder is not None
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        file = folder / default_name(now)
        await make(db, file, now=now)
        await asyncio.to_thread(self._forget, folder)
        return file

    def _forget(self, folder: Path) -> None:
        for old in sorted(folder.glob(PATTERN))[: -self._settings.keep]:
            old.unlink(missing_ok=True)
