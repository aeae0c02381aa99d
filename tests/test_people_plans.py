"""Is a person's card put together by indexes alone, and as fast among many as among few?"""

import time
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import insert

from bot.db import Database, table
from bot.services import people, people_cards, support, support_lists, support_posts
from models import Participant
from tests.clock import START, StillClock
from tests.plans import plans_of, walks
from tests.town import Town

MANY = 30_000


@pytest.fixture
async def town(sqlite_db: Database, clock: StillClock) -> Town:
    town = Town(sqlite_db, clock)
    await town.begin(qualify={"hold": "0"})
    code = await town.code_of(1)
    for friend in range(2, 9):
        await town.arrive(friend, code)
    return town


async def test_a_card_walks_over_no_table(town: Town) -> None:
    async with town.db.transaction() as session:
        person = await people.find(session, "1")
        plans = await plans_of(session, lambda: people_cards.look(session, person.id))
        assert len({plan.statement for plan in plans}) > 8
        assert walks(plans) == []


async def test_a_person_is_found_by_an_index_however_they_are_named(town: Town) -> None:
    code = await town.code_of(1)
    await town.change(1, username="Ann_Brown", username_key="ann_brown")
    async with town.db.transaction() as session:
        for written in ("1", "@ann_brown", code):
            plans = await plans_of(session, partial(people.find, session, written))
            assert plans
            assert walks(plans) == [], written


async def test_a_reply_is_known_by_an_index(town: Town) -> None:
    participant_id = await town.id_of(1)
    async with town.db.transaction() as session:
        written = support.Written(1, 7, 1, words="Hello")
        for work in (
            lambda: support_posts.thread_of(session, 1, 7),
            lambda: support_posts.thread_of_album(session, 1, "77", by=1),
            lambda: support_lists.is_kept(session, 1, 7),
            lambda: support_lists.open_ones(session),
            lambda: support_lists.forget_words(session, before=START, limit=10),
            lambda: support.ask(session, participant_id, written, now=START),
        ):
            plans = await plans_of(session, work)
            assert plans
            assert walks(plans) == []


async def test_a_card_takes_no_longer_among_many(town: Town) -> None:
    """The short form of the measurement; the long one is tests.benchmarks.crowds."""
    few = await seconds(town)
    everybody = [
        {
            "telegram_id": 1_000_000 + number,
            "name": f"Person {number}",
            "username": f"person_{number}",
            "username_key": f"person_{number}",
            "created_at": START + timedelta(seconds=number),
            "started_at": START,
        }
        for number in range(MANY)
    ]
    async with town.db.connection() as connection:
        await connection.execute(insert(table(Participant)), everybody)
    many = await seconds(town)
    assert many < 1.5 * few + 0.005


async def seconds(town: Town) -> float:
    """How long a card takes, the best of several: what else the machine does only adds to it."""
    taken = []
    for _ in range(15):
        began = time.monotonic()
        async with town.db.read() as session:
            person = await people.find(session, "1")
            await people_cards.look(session, person.id)
        taken.append(time.monotonic() - began)
    return min(taken)
