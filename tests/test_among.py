"""Is a list of any length one parameter, on both databases?"""

from collections.abc import Collection

import pytest
from sqlalchemy import select

from bot.among import among
from bot.db import Database
from models import Participant
from tests.clock import START
from tests.plans import plan_of

BY_ID = select(Participant.id).where(among(Participant.id, "ids")).order_by(Participant.id)
BY_NAME = select(Participant.id).where(among(Participant.name, "names")).order_by(Participant.id)


@pytest.fixture
async def people(db: Database) -> Database:
    async with db.transaction() as session:
        for number, name in enumerate(("Ann", "O'Hara", "Жанна", '"]', "Ann"), start=1):
            session.add(
                Participant(id=number, telegram_id=700 + number, name=name, created_at=START)
            )
    return db


@pytest.mark.parametrize("ids", [(), (3,), {1, 2, 999}, range(1, 2_000)])
async def test_rows_are_found_by_numbers(people: Database, ids: Collection[int]) -> None:
    async with people.read() as session:
        found = list(await session.scalars(BY_ID, {"ids": ids}))
    assert found == [number for number in range(1, 6) if number in ids]


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], []), (["Ann"], [1, 5]), (["Жанна", "O'Hara", '"]'], [2, 3, 4]), (["1", ""], [])],
)
async def test_rows_are_found_by_texts(
    people: Database, names: list[str], expected: list[int]
) -> None:
    async with people.read() as session:
        assert list(await session.scalars(BY_NAME, {"names": names})) == expected


async def test_the_index_is_used(sqlite_db: Database) -> None:
    async with sqlite_db.read() as session:
        steps = await plan_of(
            session, "participants", lambda: session.execute(BY_ID, {"ids": [1, 2]})
        )
    assert any("SEARCH participants USING INTEGER PRIMARY KEY" in step for step in steps)
