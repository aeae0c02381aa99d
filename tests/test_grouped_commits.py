"""Do transactions that share a COMMIT keep their promises when one fails or is given up?"""

import asyncio
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot import db as database
from bot.db import Database, GroupLost, Overloaded
from models import FailedUpdate
from tests.clock import START
from tests.writers import Gate, names, outcomes, raw_connection, row, write


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
