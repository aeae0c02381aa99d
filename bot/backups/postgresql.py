"""How are PostgreSQL's tables copied in one snapshot, and put back, without any tool of its own?

Each table is one member in COPY's text format, which every version of PostgreSQL reads. The schema
comes from our migrations, at the revision that was backed up.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bot import migration
from bot.backups import archive
from bot.backups.archive import BackupDamaged, Manifest
from bot.db import Database
from bot.errors import OperatorError
from models import Base

COPY_SECONDS_MAX = 3_600
TABLES = """
SELECT table_name, string_agg(column_name, ',' ORDER BY ordinal_position)
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> :version
GROUP BY table_name ORDER BY table_name
"""
SEQUENCES = """
SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'
"""
OTHERS = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
Describe = Callable[..., Manifest]


async def back_up(db: Database, file: Path, describe: Describe) -> Manifest:
    """Copy all tables as they are at one moment; writers do not wait for it."""
    with tempfile.TemporaryDirectory(prefix=".sarafan-", dir=file.parent) as folder:
        members: dict[str, Path] = {}
        async with db.read() as session:
            columns = {
                table: names.split(",")
                for table, names in await session.execute(
                    text(TABLES), {"version": migration.VERSION_TABLE}
                )
            }
            driver = await _driver(session)
            rows = {}
            for table, names in columns.items():
                member = Path(folder) / table
                listed = ", ".join(f'"{name}"' for name in names)
                status = await driver.copy_from_query(
                    f'SELECT {listed} FROM "{table}"', output=str(member), timeout=COPY_SECONDS_MAX
                )
                rows[table] = int(status.split()[-1])
                members[f"{table}.copy"] = member
            revision = await session.scalar(
                text(f"SELECT version_num FROM {migration.VERSION_TABLE}")
            )
            sequences = {name: last for name, last in await session.execute(text(SEQUENCES))}
            head = (
                await session.execute(text("SELECT seal_number, seal FROM ledger_heads"))
            ).first()
        number, seal = head or (0, "")
        manifest = describe(revision, rows, number, seal, columns=columns, sequences=sequences)
        archive.pack(file, manifest, members)
    return manifest


async def _driver(holder: AsyncSession | AsyncConnection) -> Any:
    """asyncpg's own connection, within the transaction that is open."""
    connection = await holder.connection() if isinstance(holder, AsyncSession) else holder
    return (await connection.get_raw_connection()).driver_connection


async def is_empty(db: Database) -> bool:
    """Whether nobody is in it."""
    async with db.read() as session:
        tables = set(
            await session.scalars(
                text("SELECT table_name FROM information_schema.tables WHERE table_schema='public'")
            )
        )
        if "participants" not in tables:
            return not tables
        return await session.scalar(text("SELECT 1 FROM participants LIMIT 1")) is None


async def restore(db: Database, file: Path, *, kept_as: str) -> str | None:
    """Put the backup in place in one transaction; returns the schema that holds what was there.

    Raises `OperatorError` while others are connected.
    """
    with (
        tempfile.TemporaryDirectory(prefix="sarafan-") as folder,
        archive.opened(file) as (packed, manifest),
    ):
        for name in manifest.columns:
            archive.unpack(packed, manifest, f"{name}.copy", Path(folder) / name)
        async with db.connection() as connection:
            if others := await connection.scalar(text(OTHERS)):
                raise OperatorError(
                    f"{others} others are connected to this database. Stop the bot, and whatever "
                    "else uses it, then restore."
                )
            kept = await _put_aside(connection, kept_as)
            await connection.run_sync(_build, manifest.revision)
            await _fill(connection, manifest, Path(folder))
    return kept


async def _put_aside(connection: AsyncConnection, kept_as: str) -> str | None:
    tables = await connection.scalar(
        text("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
    )
    if not tables:
        return None
    await connection.execute(text(f'ALTER SCHEMA public RENAME TO "{kept_as}"'))
    await connection.execute(text("CREATE SCHEMA public"))
    return kept_as


def _build(connection: Connection, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migration.SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def _fill(connection: AsyncConnection, manifest: Manifest, folder: Path) -> None:
    driver = await _driver(connection)
    # Whoever is referred to goes first.
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    for table in sorted(manifest.columns, key=lambda name: order.get(name, len(order))):
        # Some tables have rows from their migration on.
        status = await driver.copy_to_table(
            table,
            schema_name="public",
            source=str(folder / table),
            columns=manifest.columns[table],
            timeout=COPY_SECONDS_MAX,
        )
        if int(status.split()[-1]) != manifest.rows[table]:
            raise BackupDamaged(f"The backup holds other rows of {table} than its manifest says.")
    for name, last in manifest.sequences.items():
        if last:
            await connection.execute(
                text("SELECT setval(:name, :last)"), {"name": name, "last": last}
            )
    for table in manifest.columns:
        # Not left to the autovacuum: what is planned without statistics, at the start, may be
        # kept for as long as its connection is.
        await connection.execute(text(f'ANALYZE public."{table}"'))
