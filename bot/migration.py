"""Does the database have the schema that this program expects, and who may change it?"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from bot.db import Database, make_folder_of
from bot.errors import OperatorError

HEAD = "0017"
"""The newest revision; a constant, since an up-to-date database should not wait for Alembic."""

SCRIPTS = Path(__file__).parent.parent / "models" / "migrations"
VERSION_TABLE = "alembic_version"
LOCK_KEY = 7_362_541
"""PostgreSQL: the advisory lock under which one replica changes the schema."""


class UnknownSchema(OperatorError):
    """The database was not made by this program, or by a newer one."""


async def prepare(db: Database) -> None:
    """Bring an empty database to the current schema and recognise a current one by one SELECT.

    Raises `OperatorError` when the schema is another one: an upgrade is the operator's decision.
    """
    found = await reach(db)
    if found == HEAD:
        return
    if found is not None and found in known_revisions():
        raise OperatorError(
            f"The database has the schema of an older Sarafan ({found}, this one needs {HEAD}). "
            "Make a backup, then run `python -m bot migrate`."
        )
    await upgrade(db)


async def upgrade(db: Database) -> bool:
    """Bring the schema to head in one transaction; False when nothing had to be done.

    Raises `OperatorError`, `UnknownSchema` among them.
    """
    await reach(db)
    async with db.connection(foreign_keys=False) as connection:
        if not db.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
        return await connection.run_sync(_upgrade)


@contextmanager
def exclusive(url: str) -> Iterator[None]:
    """Be the only one of `run`, `sandbox`, `migrate` and `restore` on a SQLite database.

    Raises `OperatorError` at once when another process is; PostgreSQL needs no such lock.
    """
    database = make_url(url)
    if database.get_backend_name() != "sqlite" or database.database is None:
        yield
        return
    # Never removed: a lock on a removed file would keep nobody out. It ends with the process,
    # however that happens.
    with _opened(Path(f"{database.database}.lock")) as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OperatorError(
                f"Another Sarafan already runs on this database ({database.database})."
            ) from None
        yield


def _opened(file: Path) -> TextIO:
    make_folder_of(file)
    try:
        return file.open("a")
    except OSError as error:
        raise OperatorError(
            f"{file} cannot be written ({error.strerror}). Sarafan needs a folder that it may "
            "write to: [database] url."
        ) from None


async def reach(db: Database) -> str | None:
    """The revision of the schema, None where there is none. Raises `OperatorError`."""
    try:
        return await _revision(db)
    # All kinds: drivers raise their own, and the first look at a database finds no other fault.
    except Exception as error:
        # Never the address, for it holds the password, and not the statement.
        reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
        reason = reason.rpartition("'>: ")[2] or type(error).__name__
        if db.is_sqlite:
            sentence = (
                f"The database {db.url.database} cannot be used ({reason}). It must be a file of "
                "Sarafan's in a folder that may be written to: [database] url."
            )
        else:
            sentence = (
                f"The database does not answer ({reason}). Check [database] url and whether the "
                "server runs."
            )
        raise OperatorError(sentence) from error


async def _revision(db: Database) -> str | None:
    try:
        async with db.read() as session:
            found: str | None = await session.scalar(
                text(f"SELECT version_num FROM {VERSION_TABLE}")
            )
            return found
    except DBAPIError as error:
        is_missing = (
            "no such table" in str(error.orig)
            if db.is_sqlite
            else getattr(error.orig, "sqlstate", None) == "42P01"
        )
        if is_missing:
            return None
        raise


def known_revisions() -> set[str]:
    """All that this program can upgrade from, and its own."""
    # Importing Alembic takes a third of a second.
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(SCRIPTS).walk_revisions()}


def _upgrade(connection: Connection) -> bool:
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext

    # Asked again under the lock: another process may have done it meanwhile.
    found = MigrationContext.configure(connection).get_current_revision()
    if found == HEAD:
        return False
    if found is None and set(inspect(connection).get_table_names()) - {VERSION_TABLE}:
        raise UnknownSchema(
            "The database has tables, but not Sarafan's. Give Sarafan a database of its own: "
            "[database] url."
        )
    if found is not None and found not in known_revisions():
        raise UnknownSchema(
            f"The database has the schema of a newer Sarafan ({found}, this one knows {HEAD}). "
            "Install that version again."
        )
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise RuntimeError(f"the upgrade would break a reference: {tuple(broken)}")
    return True
