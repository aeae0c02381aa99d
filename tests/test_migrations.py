"""Does every database get the same schema, and is a foreign or older one left alone?"""

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.exc import IntegrityError

from bot import migration
from bot.db import Database
from bot.errors import OperatorError
from models import Base, Campaign, CampaignVersion
from tests.clock import START

SQLITE_SCHEMA = """
SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'
"""
POSTGRESQL_SCHEMA = """
SELECT table_name || '.' || column_name,
       data_type || coalesce(character_maximum_length::text, '') || is_nullable
           || coalesce(column_default, '')
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
UNION ALL
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic_version%'
UNION ALL
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL
SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


async def schema(db: Database) -> dict[str, str]:
    """All that the database's own catalogue says of tables, constraints, indexes and triggers."""
    async with db.connection() as connection:
        rows = await connection.execute(text(SQLITE_SCHEMA if db.is_sqlite else POSTGRESQL_SCHEMA))
        return {name: normal(definition) for name, definition in rows}


def normal(definition: str) -> str:
    # SQLite keeps the very words of CREATE TABLE: their blanks, and its constraints in any order.
    # A table that a revision built anew has its name in quotes.
    definition = re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", definition)
    first, *rest = re.sub(r"\s+", " ", definition).split(", CONSTRAINT ")
    last = [part.removesuffix(" )").removesuffix(")") for part in rest]
    return ", CONSTRAINT ".join([first, *sorted(last)])


def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(migration.SCRIPTS))
    made.attributes["connection"] = connection
    return made


async def downgrade(db: Database) -> None:
    async with db.connection(foreign_keys=False) as connection:
        await connection.run_sync(lambda sync: command.downgrade(config(sync), "base"))


async def set_revision(db: Database, revision: str) -> None:
    async with db.connection() as connection:
        await connection.execute(
            text("UPDATE alembic_version SET version_num = :to"), {"to": revision}
        )


def test_the_constant_names_the_newest_revision() -> None:
    assert ScriptDirectory(migration.SCRIPTS).get_current_head() == migration.HEAD


async def test_migrations_go_up_down_and_up(empty_database_url: str) -> None:
    db = Database(empty_database_url)
    assert await migration.upgrade(db)
    first = await schema(db)
    assert first
    await downgrade(db)
    assert await schema(db) == {}
    assert await migration.upgrade(db)
    assert await schema(db) == first
    assert not await migration.upgrade(db)
    await db.close()


async def test_migrations_make_what_the_models_say(empty_database_url: str) -> None:
    db = Database(empty_database_url)
    async with db.connection() as connection:
        await connection.run_sync(Base.metadata.create_all)
    by_models = await schema(db)
    async with db.connection() as connection:
        await connection.run_sync(Base.metadata.drop_all)
    await migration.upgrade(db)
    by_migrations = await schema(db)
    await db.close()
    assert by_migrations == by_models


async def test_alembic_sees_no_difference_to_the_models(db: Database) -> None:
    def differences(connection: Connection) -> Iterable[object]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        found: list[object] = compare_metadata(context, Base.metadata)
        return found

    async with db.connection() as connection:
        assert await connection.run_sync(differences) == []


async def test_an_empty_database_is_brought_to_head_and_a_current_one_left_alone(
    empty_database_url: str,
) -> None:
    db = Database(empty_database_url)
    await migration.prepare(db)
    async with db.connection() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        assert (
            await connection.scalar(text("SELECT version_num FROM alembic_version"))
            == migration.HEAD
        )
    assert set(names) == {*Base.metadata.tables, "alembic_version"}
    await migration.prepare(db)
    await db.close()


async def test_several_that_start_at_once_prepare_one_empty_database(
    empty_database_url: str,
) -> None:
    databases = [Database(empty_database_url) for _ in range(4)]
    await asyncio.gather(*(migration.prepare(db) for db in databases))
    for db in databases:
        await db.close()


def test_processes_that_start_at_once_prepare_one_empty_database(empty_database_url: str) -> None:
    program = (
        "import asyncio, sys; from bot.db import Database; from bot import migration\n"
        "asyncio.run(migration.prepare(Database(sys.argv[1])))"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, empty_database_url], stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert [process.communicate()[1] for process in processes] == ["", ""]


async def test_an_older_schema_waits_for_the_operator(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migration, "HEAD", "9000")
    with pytest.raises(OperatorError, match="python -m bot migrate"):
        await migration.prepare(db)


@pytest.mark.parametrize("act", [migration.prepare, migration.upgrade])
async def test_a_newer_schema_is_refused(db: Database, act: object) -> None:
    assert callable(act)
    await set_revision(db, "9999")
    before = await schema(db)
    with pytest.raises(migration.UnknownSchema, match="newer Sarafan"):
        await act(db)
    assert await schema(db) == before


async def test_a_database_with_other_tables_is_refused(empty_database_url: str) -> None:
    db = Database(empty_database_url)
    async with db.connection() as connection:
        await connection.execute(text("CREATE TABLE orders (id INTEGER)"))
    with pytest.raises(migration.UnknownSchema, match="of its own"):
        await migration.prepare(db)
    assert list(await schema(db)) in (["orders"], ["orders.id"])
    await db.close()


async def test_a_failed_upgrade_leaves_nothing_behind(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("power cut")

    db = Database(empty_database_url)
    with monkeypatch.context() as patch:
        patch.setattr(MigrationContext, "_ensure_version_table", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            await migration.upgrade(db)
    assert await schema(db) == {}
    await migration.prepare(db)
    await db.close()


NEXT_REVISION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9000", "{head}", None, None


def upgrade() -> None:
    with op.batch_alter_table("campaigns") as batch:
        batch.alter_column("slug", type_=sa.String(48))
    {more}
"""


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Adds one more revision, as if this were the next version of Sarafan."""

    def planted(more: str) -> None:
        scripts = tmp_path / "migrations"
        shutil.copytree(migration.SCRIPTS, scripts)
        revision = NEXT_REVISION.format(more=more, head=migration.HEAD)
        (scripts / "versions" / "9000_next.py").write_text(revision)
        monkeypatch.setattr(migration, "SCRIPTS", scripts)
        monkeypatch.setattr(migration, "HEAD", "9000")

    return planted


async def add_campaign(db: Database) -> None:
    async with db.transaction() as session:
        campaign = Campaign(slug="autumn", version=1, created_at=START)
        session.add(campaign)
        await session.flush()
        session.add(
            CampaignVersion(campaign_id=campaign.id, version=1, document={}, created_at=START)
        )


async def versions(db: Database) -> int | None:
    async with db.read() as session:
        return await session.scalar(select(func.count()).select_from(CampaignVersion))


async def test_an_upgrade_rebuilds_a_table_that_others_refer_to(
    db: Database, plant: Callable[[str], None]
) -> None:
    await add_campaign(db)
    plant("")
    assert await migration.upgrade(db)
    await migration.prepare(db)
    assert re.search(r"slug VARCHAR\(48\)|character varying48", str(await schema(db)))
    assert await versions(db) == 1
    with pytest.raises(IntegrityError):
        async with db.transaction() as session:
            await session.execute(text("DELETE FROM campaigns"))


async def test_an_upgrade_that_breaks_a_reference_changes_nothing(
    db: Database, plant: Callable[[str], None]
) -> None:
    await add_campaign(db)
    before = await schema(db)
    plant('op.execute("DELETE FROM campaigns")')
    with pytest.raises((RuntimeError, IntegrityError), match=r"break|violates"):
        await migration.upgrade(db)
    assert await schema(db) == before
    assert await versions(db) == 1


def test_an_up_to_date_database_is_recognised_without_alembic(database_url: str) -> None:
    program = (
        "import asyncio, sys; from bot.db import Database; from bot import migration\n"
        "asyncio.run(migration.prepare(Database(sys.argv[1])))\n"
        "print('alembic' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, database_url], check=True, capture_output=True, text=True
    )
    assert answer.stdout == "False\n"


def test_a_second_process_on_the_same_file_is_refused_until_the_first_ends(
    empty_sqlite_url: str,
) -> None:
    program = (
        "import sys; from bot import migration\n"
        "with migration.exclusive(sys.argv[1]): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, empty_sqlite_url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with (
            pytest.raises(OperatorError, match="Another Sarafan already runs on this database"),
            migration.exclusive(empty_sqlite_url),
        ):
            pass
        first.kill()
    with migration.exclusive(empty_sqlite_url):
        pass


def test_postgresql_may_have_as_many_as_it_likes() -> None:
    url = "postgresql+asyncpg://postgres@127.0.0.1/sarafan"
    with migration.exclusive(url), migration.exclusive(url):
        pass
