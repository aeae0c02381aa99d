"""Do both databases keep what bot/db.py promises, with another process beside them?"""

import asyncio
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot import db as database
from bot.db import Closed, Database
from models import JobRun, Picture
from tests.clock import START
from tests.servers import PostgresqlServer
from tests.writers import Gate, names, outcomes, raw_connection, row, write


@pytest.fixture
def stoppable_postgresql() -> Iterator[PostgresqlServer]:
    server = PostgresqlServer()
    yield server
    server.stop()


async def test_statements_run_without_a_thread_and_only_waiting_ones_with_it(
    sqlite_db: Database,
) -> None:
    """Fails when aiosqlite finds another way to its thread than bot/inline.py closes."""
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


def test_who_is_cancelled_in_a_commit_harms_nobody(empty_sqlite_url: str) -> None:
    """In a process of its own: a rollback beside the thread that commits crashes it."""
    program = """
import asyncio, random, sys
from bot import migration
from bot.db import Database
from tests.writers import names, write

async def main():
    db = Database(sys.argv[1])
    await migration.prepare(db)
    chance = random.Random(20261122)
    for number in range(400):
        tasks = [asyncio.ensure_future(write(db, f"{number} {side}")) for side in range(2)]
        await asyncio.sleep(chance.random() * 0.003)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await write(db, "the end")
    print((await names(db))[-1])
    await db.close()

asyncio.run(main())
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, empty_sqlite_url], capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout) == (0, "the end\n"), ended.stderr


def test_a_loop_that_ends_waits_for_a_thread_that_waits(sqlite_url: str) -> None:
    """The end of a loop cancels every task; a close beside the thread's BEGIN can crash.

    Such a close also stands still until the thread is done, and the loop with it: so it is seen.
    """
    db = Database(sqlite_url)
    turns = 0
    other = sqlite3.connect(
        str(db.url.database), isolation_level=None, check_same_thread=False, timeout=0
    )
    timer = threading.Timer(0.5, other.execute, ["ROLLBACK"])

    def turn(loop: asyncio.AbstractEventLoop) -> None:
        nonlocal turns
        turns += 1
        loop.call_later(0.01, turn, loop)

    async def leave_a_writer_behind() -> None:
        other.execute("BEGIN IMMEDIATE")
        writer = asyncio.ensure_future(write(db, "cut off"))
        await asyncio.sleep(0.1)
        assert not writer.done()
        timer.start()
        turn(asyncio.get_running_loop())

    with closing(other):
        # asyncio.run would unset the loop that pytest-asyncio has chosen for later tests.
        with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
            runner.run(leave_a_writer_behind())
        timer.join()
    assert turns > 3


async def test_a_database_that_cannot_be_opened_leaves_no_thread_to_answer_an_ended_loop(
    tmp_path: Path,
) -> None:
    db = Database(f"sqlite+aiosqlite:///{tmp_path}")
    for look in (db.read, db.transaction):
        with pytest.raises(OperationalError):
            async with look():
                pass
        assert not [
            thread for thread in threading.enumerate() if "_connection_worker" in thread.name
        ]
    await db.close()


async def test_who_waits_for_the_writer_at_the_end_still_writes_and_who_comes_later_does_not(
    sqlite_db: Database,
) -> None:
    gate = Gate(sqlite_db, "first")
    writing = [asyncio.ensure_future(gate.write())]
    await gate.inside.wait()
    writing.append(asyncio.ensure_future(write(sqlite_db, "second")))
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(sqlite_db.close())
    await asyncio.sleep(0)
    late = await outcomes(write(sqlite_db, "late"))
    gate.go_on.set()
    await closing
    assert [task.done() for task in writing] == [True, True]
    assert late + await outcomes(names(sqlite_db)) == [Closed, Closed]
    again = Database(str(sqlite_db.url))
    assert await names(again) == ["first", "second"]
    await again.close()


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
from tests.writers import write

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


async def test_a_reader_that_broke_is_replaced(sqlite_db: Database) -> None:
    async def break_one() -> None:
        async with sqlite_db.read() as session:
            raw = await raw_connection(session)
            raw.close()
            await session.execute(select(JobRun))

    with pytest.raises(DBAPIError):
        await break_one()
    await write(sqlite_db, "after")
    assert await names(sqlite_db) == ["after"]


async def test_readers_wait_for_a_connection_and_all_get_one(sqlite_db: Database) -> None:
    await write(sqlite_db, "seen")
    meeting = asyncio.Barrier(database.READERS_MAX)

    async def look() -> list[str]:
        async with sqlite_db.read() as session:
            found = list(await session.scalars(select(JobRun.period)))
            await meeting.wait()
            return found

    looks = await asyncio.gather(*(look() for _ in range(3 * database.READERS_MAX)))
    assert looks == [["seen"]] * 3 * database.READERS_MAX


async def test_who_still_reads_when_all_is_closed_leaves_no_connection_open(
    sqlite_db: Database,
) -> None:
    reading, closed = asyncio.Event(), asyncio.Event()

    async def look() -> sqlite3.Connection:
        async with sqlite_db.read() as session:
            raw = await raw_connection(session)
            reading.set()
            await closed.wait()
            return raw

    looking = asyncio.ensure_future(look())
    await reading.wait()
    await sqlite_db.close()
    closed.set()
    raw = await looking
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        raw.execute("SELECT 1")


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
