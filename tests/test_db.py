"""Do transactions keep their promises when many write at once, fail, or are given up?"""

import asyncio
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import db as database
from bot.db import Database, GroupLost, InlineConnection, Overloaded
from models import FailedUpdate, JobRun, Picture
from tests.clock import START
from tests.servers import PostgresqlServer


@pytest.fixture
async def sqlite_db(sqlite_url: str) -> AsyncIterator[Database]:
    db = Database(sqlite_url)
    yield db
    await db.close()


@pytest.fixture
async def postgresql_db(postgresql_url: str) -> AsyncIterator[Database]:
    db = Database(postgresql_url)
    yield db
    await db.close()


@pytest.fixture
def stoppable_postgresql() -> Iterator[PostgresqlServer]:
    server = PostgresqlServer()
    yield server
    server.stop()


def row(name: str) -> JobRun:
    return JobRun(job="test", period=name, at=START)


async def write(db: Database, name: str) -> None:
    async with db.transaction() as session:
        session.add(row(name))


async def names(db: Database) -> list[str]:
    """Names in the order in which they were written."""
    async with db.read() as session:
        order = text("rowid") if db.is_sqlite else text("ctid")
        return list(await session.scalars(select(JobRun.period).order_by(order)))


async def raw_connection(session: AsyncSession) -> sqlite3.Connection:
    driver = (await (await session.connection()).get_raw_connection()).driver_connection
    assert isinstance(driver, InlineConnection)
    assert driver._conn is not None
    return driver._conn


async def outcomes(*waiting: Awaitable[object]) -> list[type[BaseException] | None]:
    results = await asyncio.gather(*waiting, return_exceptions=True)
    return [type(result) if isinstance(result, BaseException) else None for result in results]


class Gate:
    """A transaction that stands still in its block until it is let go."""

    def __init__(self, db: Database, name: str) -> None:
        self._db = db
        self._name = name
        self.inside = asyncio.Event()
        self.go_on = asyncio.Event()

    async def write(self) -> None:
        async with self._db.transaction() as session:
            session.add(row(self._name))
            await session.flush()
            self.inside.set()
            await self.go_on.wait()


async def test_five_hundred_writers_at_once_are_all_served(db: Database) -> None:
    expected = [f"{number:03}" for number in range(500)]
    await asyncio.gather(*(write(db, name) for name in expected))
    assert sorted(await names(db)) == expected


async def test_writers_are_served_in_the_order_of_their_arrival(sqlite_db: Database) -> None:
    expected = [str(number) for number in range(50)]
    await asyncio.gather(*(write(sqlite_db, name) for name in expected))
    assert await names(sqlite_db) == expected


async def test_writers_that_wait_share_a_commit(sqlite_db: Database) -> None:
    statements: list[str] = []
    async with sqlite_db.transaction() as session:
        (await raw_connection(session)).set_trace_callback(statements.append)
    statements.clear()
    await asyncio.gather(*(write(sqlite_db, str(number)) for number in range(100)))
    assert len(await names(sqlite_db)) == 100
    assert 1 <= statements.count("COMMIT") <= 3


async def test_what_was_told_to_be_written_is_on_disk(sqlite_db: Database) -> None:
    assert sqlite_db.url.database is not None
    for name in ("first", "second"):
        await write(sqlite_db, name)
        # A connection of its own sees what is committed and nothing else.
        with closing(sqlite3.connect(sqlite_db.url.database)) as other:
            assert other.execute("SELECT period FROM job_runs").fetchall()[-1] == (name,)


async def test_a_failing_member_takes_back_only_its_own_work(db: Database) -> None:
    async def fail() -> None:
        async with db.transaction() as session:
            session.add(row("failing"))
            await session.flush()
            raise LookupError

    assert await outcomes(write(db, "before"), fail(), write(db, "after")) == [
        None,
        LookupError,
        None,
    ]
    assert sorted(await names(db)) == ["after", "before"]


async def test_a_member_that_breaks_a_constraint_fails_alone(db: Database) -> None:
    assert await outcomes(write(db, "same"), write(db, "same"), write(db, "other")) in (
        [None, IntegrityError, None],
        [IntegrityError, None, None],
    )
    assert sorted(await names(db)) == ["other", "same"]


async def test_a_leader_that_fails_leaves_the_others_their_commit(sqlite_db: Database) -> None:
    async def fail() -> None:
        async with sqlite_db.transaction():
            await asyncio.sleep(0.01)
            raise LookupError

    assert await outcomes(fail(), write(sqlite_db, "a"), write(sqlite_db, "b")) == [
        LookupError,
        None,
        None,
    ]
    assert await names(sqlite_db) == ["a", "b"]


async def test_a_leader_cancelled_in_its_block_loses_nobody(db: Database) -> None:
    gate = Gate(db, "cancelled")
    leader = asyncio.ensure_future(gate.write())
    await gate.inside.wait()
    others = [asyncio.ensure_future(write(db, name)) for name in ("a", "b")]
    await asyncio.sleep(0.01)
    leader.cancel()
    assert await outcomes(leader, *others) == [asyncio.CancelledError, None, None]
    assert sorted(await names(db)) == ["a", "b"]


async def test_a_leader_cancelled_before_the_commit_loses_nobody(sqlite_db: Database) -> None:
    gates = [Gate(sqlite_db, "leader"), Gate(sqlite_db, "member")]
    leader, member = (asyncio.ensure_future(gate.write()) for gate in gates)
    await gates[0].inside.wait()
    gates[0].go_on.set()
    # The leader's block has ended; its COMMIT waits for the member.
    await gates[1].inside.wait()
    leader.cancel()
    await asyncio.sleep(0.01)
    gates[1].go_on.set()
    assert await outcomes(leader, member) == [asyncio.CancelledError, None]
    assert await names(sqlite_db) == ["leader", "member"]


async def test_one_who_is_cancelled_while_waiting_holds_up_nobody(sqlite_db: Database) -> None:
    gate = Gate(sqlite_db, "first")
    first = asyncio.ensure_future(gate.write())
    await gate.inside.wait()
    impatient = asyncio.ensure_future(write(sqlite_db, "impatient"))
    last = asyncio.ensure_future(write(sqlite_db, "last"))
    await asyncio.sleep(0.01)
    impatient.cancel()
    gate.go_on.set()
    assert await outcomes(first, impatient, last) == [None, asyncio.CancelledError, None]
    assert await names(sqlite_db) == ["first", "last"]


async def test_a_full_disk_is_told_to_every_member(sqlite_db: Database) -> None:
    """SQLite drops the whole transaction by itself; nobody may believe to have written."""

    async def fill() -> None:
        async with sqlite_db.transaction() as session:
            pages = await session.scalar(text("PRAGMA page_count"))
            await session.execute(text(f"PRAGMA max_page_count = {pages}"))
            session.add(
                FailedUpdate(update_id=1, at=START, attempts=1, error="", body=["x" * 9999])
            )

    failures = await outcomes(
        write(sqlite_db, "before"), fill(), write(sqlite_db, "after"), write(sqlite_db, "last")
    )
    assert failures == [GroupLost, OperationalError, GroupLost, GroupLost]
    assert await names(sqlite_db) == []
    await write(sqlite_db, "later")
    assert await names(sqlite_db) == ["later"]


async def test_a_commit_that_fails_is_told_to_every_member(sqlite_db: Database) -> None:
    async def break_a_reference_in_the_end() -> None:
        async with sqlite_db.transaction() as session:
            await session.execute(text("PRAGMA defer_foreign_keys = ON"))
            await session.execute(
                text("INSERT INTO referral_steps VALUES (1, 'start', '2026-11-22 10:00:00.000000')")
            )

    failures = await outcomes(
        write(sqlite_db, "before"), break_a_reference_in_the_end(), write(sqlite_db, "after")
    )
    assert failures == [IntegrityError] * 3
    await write(sqlite_db, "later")
    assert await names(sqlite_db) == ["later"]


async def test_beyond_the_bound_nobody_is_let_in(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAITERS_MAX", 3)
    gate = Gate(sqlite_db, "slow")
    slow = asyncio.ensure_future(gate.write())
    await gate.inside.wait()
    waiting = [asyncio.ensure_future(write(sqlite_db, str(number))) for number in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded) as refused:
        await write(sqlite_db, "too many")
    assert database.is_unavailable(refused.value)
    gate.go_on.set()
    await asyncio.gather(slow, *waiting)
    assert await names(sqlite_db) == ["slow", "0", "1", "2"]


async def test_statements_run_without_a_thread_and_only_waiting_ones_with_it(
    sqlite_db: Database,
) -> None:
    """Fails when aiosqlite finds another way to its thread than InlineConnection closes."""
    threads: dict[str, int] = {}
    async with sqlite_db.transaction() as session:
        raw = await raw_connection(session)
        raw.set_trace_callback(lambda sql: threads.update({sql.split()[0]: threading.get_ident()}))
    threads.clear()
    async with sqlite_db.transaction() as session:
        session.add(row("one"))
        await session.flush()
        assert (await session.scalars(select(JobRun.period))).all() == ["one"]
    here = threading.get_ident()
    elsewhere = {statement for statement, thread in threads.items() if thread != here}
    assert elsewhere == {"BEGIN", "COMMIT"}
    assert set(threads) - elsewhere == {"SAVEPOINT", "INSERT", "SELECT", "RELEASE"}


async def test_the_loop_goes_on_while_another_process_writes(sqlite_db: Database) -> None:
    assert sqlite_db.url.database is not None
    with closing(sqlite3.connect(sqlite_db.url.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.ensure_future(write(sqlite_db, "patient"))
        ticks = 0
        deadline = time.monotonic() + 0.5
        while time.monotonic() < deadline:
            await asyncio.sleep(0.01)
            ticks += 1
        assert ticks > 10
        other.execute("COMMIT")
        await waiting
    assert await names(sqlite_db) == ["patient"]


async def test_two_processes_write_at_once(db: Database) -> None:
    program = """
import asyncio, sys
from bot.db import Database
from tests.test_db import write

async def main():
    db = Database(sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(100):
        await write(db, f"theirs {number}")
    await db.close()

asyncio.run(main())
"""
    url = db.url.render_as_string(hide_password=False)
    other = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, url),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdin is not None
    assert other.stdout is not None
    await other.stdout.readline()
    other.stdin.write(b"go\n")
    for number in range(100):
        await write(db, f"ours {number}")
    assert await other.wait() == 0
    other.stdin.close()
    found = await names(db)
    assert len(found) == len(set(found)) == 200
    for who in ("ours", "theirs"):
        expected = [f"{who} {number}" for number in range(100)]
        assert [name for name in found if name.startswith(who)] == expected


async def test_reading_sees_one_moment(db: Database) -> None:
    await write(db, "before")
    count = select(func.count()).select_from(JobRun)
    async with db.read() as session:
        assert await session.scalar(count) == 1
        await write(db, "meanwhile")
        assert await session.scalar(count) == 1
    async with db.read() as session:
        assert await session.scalar(count) == 2


async def test_reading_cannot_write(db: Database) -> None:
    async with db.read() as session:
        session.add(row("forbidden"))
        with pytest.raises(DBAPIError, match=r"readonly database|read-only transaction"):
            await session.flush()
    await write(db, "allowed")
    assert await names(db) == ["allowed"]


async def test_sqlite_waits_for_the_disk_and_keeps_references(sqlite_db: Database) -> None:
    async with sqlite_db.transaction() as session:
        for pragma, expected in (
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("busy_timeout", 10_000),
        ):
            assert await session.scalar(text(f"PRAGMA {pragma}")) == expected


async def test_an_upgrades_connection_hands_its_freedom_to_nobody(sqlite_db: Database) -> None:
    async with sqlite_db.connection(foreign_keys=False) as connection:
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 0
    async with sqlite_db.transaction() as session:
        assert await session.scalar(text("PRAGMA foreign_keys")) == 1


async def test_insert_knows_conflicts_on_both_databases(db: Database) -> None:
    moments = [START, START + timedelta(hours=1)]
    for at in moments:
        async with db.transaction() as session:
            statement = database.insert(Picture).values(digest="d", file_id="f", created_at=at)
            kept = await session.scalar(
                statement.on_conflict_do_update(
                    index_elements=["digest"], set_={"created_at": statement.excluded.created_at}
                ).returning(Picture.created_at)
            )
            assert kept == at


async def test_postgresql_asks_for_a_deadlocked_block_to_be_run_again(
    postgresql_db: Database,
) -> None:
    for name in ("a", "b"):
        await write(postgresql_db, name)
    met = asyncio.Barrier(2)

    async def lock(*order: str) -> None:
        async with postgresql_db.transaction() as session:
            for name in order:
                await session.scalar(
                    select(JobRun.job).where(JobRun.period == name).with_for_update()
                )
                if name == order[0]:
                    await met.wait()

    results = await asyncio.gather(lock("a", "b"), lock("b", "a"), return_exceptions=True)
    (lost,) = [result for result in results if result is not None]
    assert database.is_conflict(lost)
    assert not database.is_unavailable(lost)


async def test_more_than_postgresql_can_serve_is_told_to_be_overload(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "CONNECTIONS_MAX", 1)
    monkeypatch.setattr(database, "CONNECTION_WAIT_SECONDS", 0.05)
    db = Database(postgresql_url)
    gate = Gate(db, "slow")
    slow = asyncio.ensure_future(gate.write())
    await gate.inside.wait()
    with pytest.raises(Exception, match="QueuePool") as refused:
        await write(db, "too many")
    assert database.is_unavailable(refused.value)
    gate.go_on.set()
    await slow
    await db.close()


async def test_a_postgresql_that_went_away_is_unavailable(
    stoppable_postgresql: PostgresqlServer,
) -> None:
    db = Database(stoppable_postgresql.url("postgres"))
    async with db.read() as session:
        assert await session.scalar(select(1)) == 1
    stoppable_postgresql.stop()
    # First on a connection that has broken, then on none.
    for _ in range(2):
        (failure,) = await asyncio.gather(write(db, "lost"), return_exceptions=True)
        assert failure is not None
        assert database.is_unavailable(failure), repr(failure)
    await db.close()
