"""What does every test find ready: a database, a Redis, a clock?"""

import asyncio
import itertools
import shutil
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from bot import migration
from bot.db import Database
from bot.pacer import limits
from tests import rich_world
from tests.clock import StillClock
from tests.rich_world import RichWorld
from tests.servers import PostgresqlServer, RedisServer

TEMPLATE = "sarafan_template"
PATIENCE_SECONDS = 5
RICH_TEMPLATE = "sarafan_rich_template"
_numbers = itertools.count(1)


def prepare(url: str, fill: Callable[[Database], Awaitable[object]] = migration.prepare) -> None:
    """Bring a database to the current schema, or put rows into it, and let go of it."""

    async def work() -> None:
        db = Database(url)
        await fill(db)
        await db.close()

    # asyncio.run would unset the loop that pytest-asyncio has already chosen for the test.
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(work())
    finally:
        loop.close()


@pytest.fixture(autouse=True)
def every_connection_is_closed() -> Iterator[None]:
    """Otherwise the garbage collector finds it, in whatever test is running by then."""
    yield
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            thread.join(PATIENCE_SECONDS)
            assert not thread.is_alive(), "a connection to SQLite was left open"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the current schema and no rows."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    prepare(f"sqlite+aiosqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL of this test process, with the template database in it."""
    server = PostgresqlServer()
    try:
        prepare(server.create(TEMPLATE))
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def rich_sqlite_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A SQLite file in which everything has happened once."""
    file = tmp_path_factory.mktemp("rich") / "template.db"
    shutil.copyfile(sqlite_template, file)
    prepare(f"sqlite+aiosqlite:///{file}", rich_world.fill)
    return file


@pytest.fixture(scope="session")
def rich_postgresql_template(postgresql: PostgresqlServer) -> str:
    """The same on PostgreSQL."""
    prepare(postgresql.create(RICH_TEMPLATE, template=TEMPLATE), rich_world.fill)
    return RICH_TEMPLATE


@pytest.fixture
def rich_sqlite_url(empty_sqlite_url: str, tmp_path: Path, rich_sqlite_template: Path) -> str:
    shutil.copyfile(rich_sqlite_template, tmp_path / "sarafan.db")
    return empty_sqlite_url


@pytest.fixture
def rich_postgresql_url(
    postgresql: PostgresqlServer, rich_postgresql_template: str
) -> Iterator[str]:
    name = f"rich_{next(_numbers)}"
    yield postgresql.create(name, template=rich_postgresql_template)
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def rich_url(request: pytest.FixtureRequest) -> str:
    """A database in which everything has happened once; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"rich_{request.param}_url")
    return url


@pytest.fixture
async def world(rich_url: str) -> AsyncIterator[RichWorld]:
    """The people of such a database."""
    db = Database(rich_url)
    yield rich_world.look(db)
    await db.close()


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'sarafan.db'}"


@pytest.fixture
def sqlite_url(empty_sqlite_url: str, tmp_path: Path, sqlite_template: Path) -> str:
    """A SQLite database with the current schema and no rows."""
    shutil.copyfile(sqlite_template, tmp_path / "sarafan.db")
    return empty_sqlite_url


@pytest.fixture
def empty_postgresql_url(postgresql: PostgresqlServer) -> Iterator[str]:
    """A PostgreSQL database without tables."""
    name = f"empty_{next(_numbers)}"
    yield postgresql.create(name)
    postgresql.drop(name)


@pytest.fixture
def postgresql_url(postgresql: PostgresqlServer) -> Iterator[str]:
    """A PostgreSQL database with the current schema and no rows."""
    name = f"sarafan_{next(_numbers)}"
    yield postgresql.create(name, template=TEMPLATE)
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database without rows; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """A database without tables; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def sqlite_db(sqlite_url: str) -> AsyncIterator[Database]:
    database = Database(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
async def postgresql_db(postgresql_url: str) -> AsyncIterator[Database]:
    database = Database(postgresql_url)
    yield database
    await database.close()


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """An empty Redis of this test's own, to be stopped by it if it likes."""
    server = RedisServer()
    yield server
    server.stop()


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    return redis_server.url


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers leave at once, for tests in which the pacer's time is not what is looked at."""
    monkeypatch.setattr(limits, "CHAT_INTERVAL_SECONDS", 0.0)
    monkeypatch.setattr(limits, "GROUP_LIMIT", 100_000)
    monkeypatch.setattr(limits, "GROUP_NOTICES_MAX", 100_000)
