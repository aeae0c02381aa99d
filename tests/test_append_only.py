"""Does the database itself refuse to change what the ledger once said?"""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.db import Database
from bot.services import audit, seals, verification
from models import Base
from models.append_only import AUDIT_REFUSAL, REFUSAL
from tests.books import Books, open_books, places
from tests.clock import StillClock

SEALING = ("seal_number", "seal")


@pytest.fixture
async def books(db: Database, clock: StillClock) -> Books:
    opened = await open_books(db, clock)
    for number in range(5):
        await opened.give(11, 100 + number)
    return opened


async def refuse(db: Database, statement: str, *, refusal: str = REFUSAL) -> None:
    with pytest.raises(IntegrityError, match=refusal):
        async with db.transaction() as session:
            await session.execute(text(statement))


async def seal(db: Database, *, limit: int = 100) -> int:
    async with db.transaction() as session:
        return await seals.seal(session, limit=limit)


@pytest.mark.parametrize("table", ["entries", "transactions"])
async def test_nothing_that_was_posted_is_deleted(books: Books, table: str) -> None:
    before = await places(books.db)
    await refuse(books.db, f"DELETE FROM {table}")
    if not books.db.is_sqlite:
        await refuse(books.db, f"TRUNCATE {table} CASCADE")
    assert await places(books.db) == before
    assert await books.transactions() == 5


async def test_no_column_of_what_was_posted_changes(books: Books) -> None:
    for name in ("entries", "transactions"):
        for column in Base.metadata.tables[name].columns:
            if column.name not in SEALING:
                # To the same value: it is the attempt that is refused.
                await refuse(books.db, f"UPDATE {name} SET {column.name} = {column.name}")


async def test_a_transaction_is_sealed_once(books: Books) -> None:
    assert await seal(books.db, limit=3) == 3
    await refuse(books.db, "UPDATE transactions SET seal = 'x' WHERE seal_number = 1")
    await refuse(books.db, "UPDATE transactions SET seal_number = NULL, seal = NULL")
    assert await seal(books.db) == 2
    await books.give(12, 1)
    assert await seal(books.db) == 1
    async with books.db.read() as session:
        report = await verification.verify(session)
    assert (report.findings, report.seals) == ([], 6)


async def test_what_was_decided_is_neither_changed_nor_deleted(
    db: Database, clock: StillClock
) -> None:
    async with db.transaction() as session:
        await audit.record(session, audit.Action.ROLE_GIVE, by=1, now=clock())
    for column in Base.metadata.tables["audit_records"].columns:
        statement = f"UPDATE audit_records SET {column.name} = {column.name}"
        await refuse(db, statement, refusal=AUDIT_REFUSAL)
    await refuse(db, "DELETE FROM audit_records", refusal=AUDIT_REFUSAL)
    if not db.is_sqlite:
        await refuse(db, "TRUNCATE audit_records", refusal=AUDIT_REFUSAL)
    async with db.read() as session:
        assert await session.scalar(text("SELECT count(*) FROM audit_records")) == 1
