"""How are transactions opened, grouped, committed and rolled back? Nowhere but here.

SQLite has one writer. Its write connection runs statements on the event loop's own thread (a hop
to aiosqlite's thread costs more than a short statement), and the transactions that wait for it
share one COMMIT: each has a savepoint, and none is told that it succeeded before all are on disk.
PostgreSQL needs none of this.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Table, event, make_url
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    create_async_engine,
)

from bot import inline
from bot.errors import OperatorError
from bot.meters import Histogram
from bot.prepared import PreparedSession
from models import Base

logger = logging.getLogger(__name__)

LAST_WRITERS_SECONDS = 5
"""How long the end waits for transactions that are open."""
WAITERS_MAX = 1_000
READERS_MAX = 8
CONNECTIONS_MAX = 20
"""PostgreSQL: at once, in one process."""
CONNECTION_WAIT_SECONDS = 30
ATTEMPTS_MAX = 3
RETRIED_SQLSTATES = {"40001", "40P01"}
"""PostgreSQL: serialization_failure and deadlock_detected."""


Session = AsyncSession
"""For those who hand one on and speak no SQL themselves."""


class Overloaded(Exception):
    """More transactions wait for the writer than can be served in time."""


class Closed(Exception):
    """The program ends: nothing is read or written any more."""


class GroupLost(Exception):
    """The database gave up the transaction (a full disk, say): nothing of it was written."""


def _sqlite_engine(
    url: URL, *, begin: str, pool_size: int, pragmas: tuple[str, ...]
) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        connect_args={"async_creator_fn": inline.connection},
        hide_parameters=True,
    )

    def set_pragmas(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begin_explicitly(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert isinstance(driver, inline.Connection)
        # A reader has begun by itself, so that all it sees is one snapshot.
        if not driver.in_transaction:
            connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", set_pragmas)
    event.listen(engine.sync_engine, "begin", begin_explicitly)
    return engine


async def _raw(connection: AsyncConnection) -> sqlite3.Connection:
    driver = (await connection.get_raw_connection()).driver_connection
    assert isinstance(driver, inline.Connection)
    return driver._conn


@contextmanager
def _savepoint(raw: sqlite3.Connection) -> Iterator[None]:
    raw.execute("SAVEPOINT member")
    try:
        yield
    except BaseException:
        # SQLite may have given up the whole transaction; the group finds out by itself.
        if raw.in_transaction:
            raw.execute("ROLLBACK TO member")
            raw.execute("RELEASE member")
        raise
    raw.execute("RELEASE member")


@dataclass(eq=False)
class _Group:
    """Transactions that share one COMMIT."""

    connection: AsyncConnection
    raw: sqlite3.Connection
    committed: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def is_alive(self) -> bool:
        # SQLite rolls back by itself when the disk is full or fails; what follows would
        # otherwise be written alone.
        return self.raw.in_transaction


class _GroupWriter:
    """One connection, members in the order of their arrival, one COMMIT for all who waited."""

    def __init__(self, engine: AsyncEngine, seconds: Histogram) -> None:
        self._engine = engine
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._group: _Group | None = None
        self._closing: asyncio.Task[None] | None = None
        self._waiters = 0
        self._is_closed = False

    @asynccontextmanager
    async def member(self) -> AsyncIterator[AsyncSession]:
        if self._is_closed:
            raise Closed
        if self._waiters >= WAITERS_MAX:
            raise Overloaded
        self._waiters += 1
        began = time.perf_counter()
        try:
            await self._turn.acquire()
        finally:
            self._waiters -= 1
        leads = self._group is None
        try:
            group = self._group or await self._open()
            if not group.is_alive():
                raise GroupLost
            with _savepoint(group.raw):
                async with PreparedSession.within(group.connection, group.raw) as session:
                    yield session
                    if session.in_transaction():
                        await session.commit()
                    if not group.is_alive():
                        raise GroupLost
        finally:
            self._turn.release()
            if leads and self._group is not None:
                # Behind all who wait now, so they get into this COMMIT; shielded, since they
                # depend on it even if this member's caller is cancelled.
                self._closing = asyncio.ensure_future(self._commit(self._group))
                await asyncio.shield(self._closing)
        await asyncio.shield(group.committed)
        self._seconds.observe(time.perf_counter() - began)

    async def _open(self) -> _Group:
        connection = await self._engine.connect()
        try:
            await connection.begin()
            raw = await _raw(connection)
        except BaseException:
            await connection.close()
            raise
        self._group = _Group(connection, raw)
        # Whoever fails before asking for the outcome must not leave it "never retrieved".
        self._group.committed.add_done_callback(lambda future: future.exception())
        return self._group

    async def _commit(self, group: _Group) -> None:
        async with self._turn:
            self._group = None
            try:
                if not group.is_alive():
                    raise GroupLost
                await group.connection.commit()
            except Exception as error:
                group.committed.set_exception(error)
                await group.connection.invalidate()
            else:
                group.committed.set_result(None)
            finally:
                await group.connection.close()

    async def close(self) -> None:
        """Let those who wait write what they have; who comes later is refused."""
        self._is_closed = True
        try:
            async with asyncio.timeout(LAST_WRITERS_SECONDS):
                async with self._turn:
                    closing = self._closing
                if closing is not None:
                    await asyncio.wait([closing])
        except TimeoutError:
            logger.warning("a transaction is still open at the end; it will not be written")


class _Readers:
    """Connections for reading. They stay open: SQLAlchemy's pool takes longer than most reads."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._room = asyncio.Semaphore(READERS_MAX)
        self._free: list[tuple[AsyncConnection, sqlite3.Connection]] = []
        self._is_closed = False

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        if self._is_closed:
            raise Closed
        async with self._room:
            connection, raw = self._free.pop() if self._free else await self._open()
            try:
                raw.execute("BEGIN")
                async with PreparedSession.within(connection, raw) as session:
                    yield session
            except (sqlite3.Error, DBAPIError):
                await connection.invalidate()
                raise
            finally:
                if self._is_closed:
                    # Cancelled at the end of the program, after its pool was closed.
                    await connection.invalidate()
                if connection.invalidated:
                    await connection.close()
                else:
                    raw.rollback()
                    self._free.append((connection, raw))

    async def _open(self) -> tuple[AsyncConnection, sqlite3.Connection]:
        connection = await self._engine.connect()
        return connection, await _raw(connection)

    async def close(self) -> None:
        self._is_closed = True
        while self._free:
            await self._free.pop()[0].close()


def make_folder_of(file: Path) -> None:
    """Make the folder in which a database is to lie. Raises `OperatorError`."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(
            f"The folder {file.parent} cannot be made ({error.strerror}). "
            "Set another [database] url."
        ) from None


class Database:
    """The database behind a URL: `transaction()` writes, `read()` only looks."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.seconds = Histogram()
        """How long writing transactions took that were committed, all waiting included."""
        if self.is_sqlite:
            assert self.url.database is not None
            make_folder_of(Path(self.url.database))
            self._write_engine = _sqlite_engine(
                self.url,
                begin=inline.BEGIN_WRITING,
                pool_size=1,
                pragmas=("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"),
            )
            self._read_engine = _sqlite_engine(
                self.url,
                begin="BEGIN",
                pool_size=READERS_MAX,
                pragmas=("journal_mode=WAL", "query_only=ON"),
            )
            self._writer = _GroupWriter(self._write_engine, self.seconds)
            self._readers = _Readers(self._read_engine)
            return
        self._write_engine = create_async_engine(
            self.url,
            pool_size=CONNECTIONS_MAX,
            max_overflow=0,
            pool_timeout=CONNECTION_WAIT_SECONDS,
            # Errors are written down, and the values in them are people's.
            hide_parameters=True,
        )
        self._read_engine = self._write_engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    def transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        """Open a writing transaction; it is durable when the block has been left.

        Raises `Overloaded` when too many wait, `OperationalError` when the database is away.
        """
        if self.is_sqlite:
            return self._writer.member()
        return self._transaction_of_its_own()

    @asynccontextmanager
    async def _transaction_of_its_own(self) -> AsyncIterator[AsyncSession]:
        began = time.perf_counter()
        session = AsyncSession(self._write_engine, expire_on_commit=False)
        async with session, session.begin():
            yield session
        self.seconds.observe(time.perf_counter() - began)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a snapshot for reading, in which the database refuses to write."""
        if not self.is_sqlite:
            async with AsyncSession(self._read_engine, expire_on_commit=False) as session:
                yield session
            return
        async with self._readers.session() as session:
            yield session

    @asynccontextmanager
    async def connection(self, *, foreign_keys: bool = True) -> AsyncIterator[AsyncConnection]:
        """Open a transaction without a session, for the schema and for maintenance.

        SQLite changes a table by building it anew, for which `foreign_keys` must be off.
        """
        async with self._write_engine.connect() as connection:
            if foreign_keys or not self.is_sqlite:
                async with connection.begin():
                    yield connection
                return
            driver = (await connection.get_raw_connection()).driver_connection
            assert isinstance(driver, inline.Connection)
            await driver.execute("PRAGMA foreign_keys=OFF")
            try:
                async with connection.begin():
                    yield connection
            finally:
                # The pragma would live on in the pool.
                await connection.invalidate()

    async def close(self) -> None:
        """Let those who write end, and those who read go on; on SQLite others then get `Closed`."""
        if self.is_sqlite:
            await self._writer.close()
            await self._readers.close()
        await self._write_engine.dispose()
        await self._read_engine.dispose()


def insert(model: type[Base]) -> postgresql.Insert:
    """An INSERT that knows ON CONFLICT and RETURNING on both databases.

    PostgreSQL's, since SQLite took over its grammar: SQLAlchemy's SQLite compiler reads it too, and
    a test fails if that ends. So a statement can be built once, for a module, before any session.
    """
    return postgresql.insert(table(model))


def table(model: type[Base]) -> Table:
    """A model's table: statements on it are Core's, several times as fast as the ORM's."""
    return cast(Table, model.__table__)


def is_conflict(error: BaseException) -> bool:
    """Whether PostgreSQL asks for the whole block to be run again."""
    return (
        isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in RETRIED_SQLSTATES
    )


def is_unavailable(error: BaseException) -> bool:
    """Whether the database is away, full or overloaded: the same may work later."""
    if isinstance(error, Closed | Overloaded | GroupLost | PoolTimeout | OSError):
        return True
    if isinstance(error, OperationalError | sqlite3.OperationalError):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated
