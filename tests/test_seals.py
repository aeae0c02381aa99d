"""Does every transaction get its place in one chain, in whatever order they were committed?"""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import ledger, seals, verification
from bot.services.ledger import Leg
from bot.services.seals import GENESIS, Head
from models import CAMPAIGN_OWNER, Bucket, Transaction
from tests.books import Books, open_books
from tests.clock import START, StillClock


@pytest.fixture
async def books(db: Database, clock: StillClock) -> Books:
    return await open_books(db, clock)


async def seal(db: Database, *, limit: int = 1_000) -> int:
    async with db.transaction() as session:
        return await seals.seal(session, limit=limit)


async def head(db: Database) -> Head:
    async with db.read() as session:
        return await seals.head(session)


async def chain(db: Database) -> list[str]:
    """Keys in the order of their seals; the books must be clean."""
    async with db.read() as session:
        rows = await session.execute(
            select(Transaction.seal_number, Transaction.key)
            .where(Transaction.seal_number.is_not(None))
            .order_by(Transaction.seal_number)
        )
        numbered = [(number, key) for number, key in rows]
        assert [number for number, _ in numbered] == list(range(1, len(numbered) + 1))
        assert (await verification.verify(session)).findings == []
    return [key for _, key in numbered]


async def test_what_is_new_is_chained_to_what_was_sealed(books: Books) -> None:
    await books.give(11, 100, key="first")
    assert await seal(books.db) == 1
    first = await head(books.db)
    await books.give(11, 100, key="second")
    await books.give(11, 100, key="third")
    assert await seal(books.db) == 2
    assert await chain(books.db) == ["first", "second", "third"]
    last = await head(books.db)
    assert (first.number, last.number) == (1, 3)
    assert len({GENESIS, first.seal, last.seal}) == 3


async def test_without_anything_new_nothing_changes(books: Books) -> None:
    assert await seal(books.db) == 0
    assert await head(books.db) == Head(0, GENESIS)
    await books.give(11, 100)
    await seal(books.db)
    before = await head(books.db)
    assert await seal(books.db) == 0
    assert await head(books.db) == before


async def test_a_long_queue_is_sealed_in_batches(books: Books) -> None:
    for number in range(25):
        await books.give(11, 1 + number)
    assert [await seal(books.db, limit=10) for _ in range(4)] == [10, 10, 5, 0]
    assert len(await chain(books.db)) == 25


async def test_several_who_seal_at_once_make_one_chain(books: Books) -> None:
    await asyncio.gather(*(books.give(11, 1 + number) for number in range(150)))
    sealed = await asyncio.gather(*(seal(books.db, limit=20) for _ in range(12)))
    assert sum(sealed) == 150
    assert len(await chain(books.db)) == 150


async def test_points_are_posted_while_others_are_sealed(books: Books) -> None:
    async def keep_sealing() -> int:
        sealed = 0
        for _ in range(15):
            sealed += await seal(books.db, limit=7)
        return sealed

    first, second, *_ = await asyncio.gather(
        keep_sealing(),
        keep_sealing(),
        *(books.give(11 + number % 5, 1 + number) for number in range(60)),
    )
    assert first is not None
    assert second is not None
    assert first + second + await seal(books.db) == 60
    assert len(await chain(books.db)) == 60


async def test_a_transaction_that_commits_late_is_sealed_late_and_not_left_out(
    postgresql_db: Database, clock: StillClock
) -> None:
    """It has the lower id: a sealer that went by ids would have passed it by."""
    books = await open_books(postgresql_db, clock)
    async with postgresql_db.transaction() as session:
        await ledger.post(
            session,
            key="slow",
            kind="credit",
            campaign_id=books.campaign_id,
            version=1,
            at=clock(),
            legs=[Leg(11, Bucket.HELD, -1, floor_minor=None), Leg(12, Bucket.HELD, 1)],
        )
        await books.give(13, 5, key="fast")
        assert await seal(postgresql_db) == 1
    assert await seal(postgresql_db) == 1
    async with postgresql_db.read() as session:
        rows = await session.execute(
            select(Transaction.key, Transaction.seal_number).order_by(Transaction.id)
        )
        assert [(key, number) for key, number in rows] == [("slow", 2), ("fast", 1)]
        report = await verification.verify(session)
    assert report.seals == 2
    # The held points of this test come from nowhere; the chain itself is whole.
    assert not [finding for finding in report.findings if "seal" in finding or "chain" in finding]


def test_a_seal_covers_every_word() -> None:
    said: dict[str, Any] = {
        "id": 7,
        "key": "gift:1",
        "kind": "credit",
        "campaign_id": 1,
        "version": 1,
        "actor": None,
        "reason": None,
        "at": START,
        "reverses": None,
    }
    legs = [(1, CAMPAIGN_OWNER, "budget", -5), (1, 11, "available", 5)]
    plain = seals.compute(GENESIS, Transaction(**said), legs)
    assert len(plain) == 64
    other: dict[str, Any] = {
        "id": 8,
        "key": "gift:2",
        "kind": "Credit",
        "campaign_id": 2,
        "version": 2,
        "actor": 0,
        "reason": "",
        "at": START + timedelta(microseconds=1),
        "reverses": 0,
    }
    assert other.keys() == said.keys()
    changed = {
        seals.compute(GENESIS, Transaction(**said | {key: other[key]}), legs) for key in said
    }
    changed.add(seals.compute(plain, Transaction(**said), legs))
    for leg in ((2, 11, "available", 5), (1, 12, "available", 5), (1, 11, "held", 5)):
        changed.add(seals.compute(GENESIS, Transaction(**said), [legs[0], leg]))
    changed.add(seals.compute(GENESIS, Transaction(**said), [legs[0], (1, 11, "available", 6)]))
    changed.add(seals.compute(GENESIS, Transaction(**said), legs[:1]))
    assert len(changed) == 9 + 1 + 4 + 1
    assert plain not in changed
    assert seals.compute(GENESIS, Transaction(**said), legs[::-1]) == plain
