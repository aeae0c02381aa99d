"""When does a contest begin, and by which rules does it run?"""

from datetime import timedelta

import pytest

from bot.db import Database
from bot.services import contests
from tests.clock import START, StillClock
from tests.contest_field import BY_RANK, Field, won
from tests.operators import load
from tests.town import campaign_document

ANN, BEN = 1, 2


@pytest.fixture
def field(db: Database, clock: StillClock) -> Field:
    return Field(db, clock)


async def test_a_contest_begins_with_the_campaign_unless_it_says_otherwise(field: Field) -> None:
    later = {**BY_RANK, "name": "later", "starts_at": "2026-11-24T10:00:00Z"}
    await field.open(BY_RANK, later)
    async with field.db.read() as session:
        [begun] = await contests.running(session)
        [coming] = await contests.planned(session, now=field.clock())
    assert (begun.section.name, begun.contest.starts_at) == ("race", START)
    assert (coming.section.name, coming.starts_at) == ("later", START + timedelta(days=2))
    field.clock.advance(days=2, hours=3)
    [late] = await field.begin()
    assert late.contest.starts_at == START + timedelta(days=2)
    assert await field.begin() == []


async def test_a_contest_that_a_later_version_adds_begins_when_it_is_loaded(field: Field) -> None:
    await field.town.begin()
    await field.bring(ANN, 2)
    field.clock.advance(days=1)
    added = {**BY_RANK, "name": "added"}
    await load(field.db, field.clock, campaign_document("autumn", contest=[added]))
    [begun] = await field.begin()
    assert begun.contest.starts_at == field.clock()
    await field.bring(BEN, 1)
    assert await field.places() == {BEN: 1}


async def test_a_contest_ends_by_the_rules_under_which_it_began(field: Field) -> None:
    await field.open(BY_RANK)
    await field.bring(ANN, 1)
    changed = {**BY_RANK, "ends_at": "2026-12-29T10:00:00Z", "prizes": [{"amount": 1}]}
    await load(field.db, field.clock, campaign_document("autumn", contest=[changed]))
    assert await field.begin() == []
    assert won(await field.end()) == [(1, ANN, 500)]


async def test_a_contest_of_the_past_is_not_made_up(field: Field) -> None:
    over = {**BY_RANK, "starts_at": "2026-10-01T00:00:00Z", "ends_at": "2026-11-01T00:00:00Z"}
    await field.open(over)
    async with field.db.read() as session:
        assert await contests.running(session) == []
        assert await contests.planned(session, now=field.clock()) == []
