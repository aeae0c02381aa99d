"""What is forgotten when its time has passed, and what is kept until then?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from aiogram import Bot
from sqlalchemy import func, select

from bot.db import Database
from bot.jobs import Jobs
from models import (
    Base,
    Confirmation,
    Draft,
    FailedUpdate,
    LimitCounter,
    OutboxMessage,
    OutboxState,
    ProcessedUpdate,
)
from tests.clock import StillClock
from tests.town import Town

KEPT_FOR: dict[type[Base], timedelta] = {
    ProcessedUpdate: timedelta(hours=48),
    FailedUpdate: timedelta(days=30),
    Draft: timedelta(days=7),
    Confirmation: timedelta(),
    OutboxMessage: timedelta(days=7),
}


@pytest.fixture
def jobs(db: Database, clock: StillClock) -> Jobs:
    return Jobs(Bot("1:nobody"), db, clock, done=lambda: None)


def sent(number: int, at: datetime) -> OutboxMessage:
    return OutboxMessage(
        chat_id=number,
        text_key="x",
        text_args={},
        state=OutboxState.SENT,
        created_at=at,
        not_before=at,
        finished_at=at,
    )


def row(model: type[Base], number: int, at: datetime) -> Base:
    if model is ProcessedUpdate:
        return ProcessedUpdate(update_id=number, at=at)
    if model is FailedUpdate:
        return FailedUpdate(update_id=number, at=at, attempts=3, error="a bug", body={})
    if model is Draft:
        return Draft(chat_id=number, telegram_id=number, updated_at=at)
    if model is Confirmation:
        return Confirmation(
            token=str(number), chat_id=1, telegram_id=1, action="pay", subject={}, expires_at=at
        )
    return sent(number, at)


async def count(db: Database, model: type[Base]) -> int:
    async with db.read() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("model", KEPT_FOR, ids=lambda model: model.__tablename__)
async def test_a_row_is_kept_until_its_time_has_passed(
    db: Database, jobs: Jobs, clock: StillClock, model: type[Base]
) -> None:
    kept_until = clock() - KEPT_FOR[model]
    async with db.transaction() as session:
        session.add(row(model, 1, kept_until - timedelta(seconds=1)))
        session.add(row(model, 2, kept_until + timedelta(seconds=1)))
    await jobs.exhaust(jobs.forget)
    assert await count(db, model) == 1
    clock.advance(seconds=2)
    await jobs.exhaust(jobs.forget)
    assert await count(db, model) == 0


async def test_what_has_not_left_is_never_forgotten(
    db: Database, jobs: Jobs, clock: StillClock
) -> None:
    now = clock()
    async with db.transaction() as session:
        session.add(
            OutboxMessage(chat_id=1, text_key="x", text_args={}, created_at=now, not_before=now)
        )
    clock.advance(days=400)
    await jobs.exhaust(jobs.forget)
    assert await count(db, OutboxMessage) == 1


async def test_the_outbox_is_emptied_as_fast_as_it_fills(
    db: Database, jobs: Jobs, clock: StillClock
) -> None:
    async with db.transaction() as session:
        session.add_all(sent(number, clock()) for number in range(2_500))
    clock.advance(days=8)
    await jobs.exhaust(jobs.forget)
    assert await count(db, OutboxMessage) == 0


async def test_counters_of_periods_that_are_long_over_are_forgotten(
    db: Database, jobs: Jobs, clock: StillClock
) -> None:
    town = Town(db, clock)
    await town.begin()
    await town.arrive(1)
    referrer_id = await town.id_of(1)

    def periods(at: datetime) -> Iterator[str]:
        yield f"{at:day:%Y-%m-%d}"
        yield f"{at:hour:%Y-%m-%dT%H%z}"
        yield f"{at:week:%G-W%V}"

    recent, old = (list(periods(clock() - timedelta(days=days))) for days in (1, 27))
    async with db.transaction() as session:
        for period in (*recent, *old):
            session.add(LimitCounter(campaign_id=1, referrer_id=referrer_id, period=period, used=1))
    await jobs.exhaust(jobs.forget)
    async with db.read() as session:
        assert sorted(await session.scalars(select(LimitCounter.period))) == sorted(recent)
