"""Do the senders and the jobs find their rows by an index, however many there are?"""

from collections.abc import Awaitable, Callable
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.services import (
    checks,
    deliveries,
    figures,
    ladders,
    outbox,
    rewards,
    seals,
    standings,
    stats,
)
from bot.services.ladders import Board
from models import ALL_TIME, Ranking
from tests.clock import START, StillClock
from tests.town import Town


async def plan_of(
    session: AsyncSession, table: str, work: Callable[[], Awaitable[object]]
) -> list[str]:
    """How SQLite goes about the first statement of some work that concerns a table."""
    connection = await session.connection()
    statements: list[tuple[str, tuple[object, ...]]] = []

    def note(
        _connection: Connection,
        _cursor: object,
        statement: str,
        parameters: tuple[object, ...],
        *_: object,
    ) -> None:
        statements.append((statement, parameters))

    engine = connection.sync_connection
    event.listen(engine, "before_cursor_execute", note)
    await work()
    event.remove(engine, "before_cursor_execute", note)
    statement, parameters = next(one for one in statements if table in one[0])
    steps = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return [step.detail for step in steps]


async def test_a_claim_takes_the_queue_in_the_order_of_its_index(sqlite_db: Database) -> None:
    async with sqlite_db.transaction() as session:
        [step] = await plan_of(
            session, "outbox", lambda: outbox.claim(session, now=START, limit=8, busy_chats=[7])
        )
        assert "INDEX ix_outbox_due (not_before<?)" in step


@pytest.mark.parametrize("everything", [False, True])
async def test_what_dead_senders_left_is_found_among_the_claimed(
    sqlite_db: Database, *, everything: bool
) -> None:
    async with sqlite_db.transaction() as session:
        [messages] = await plan_of(
            session,
            "outbox",
            lambda: outbox.release_stale(session, now=START, everything=everything),
        )
        [copies] = await plan_of(
            session,
            "deliveries",
            lambda: deliveries.give_up_stale(session, now=START, everything=everything),
        )
    assert "INDEX ix_outbox_claimed" in messages
    assert "INDEX ix_deliveries_claimed" in copies


async def test_what_is_due_is_taken_in_the_order_of_its_index(sqlite_db: Database) -> None:
    finds = (checks.holding, checks.expired, checks.to_recheck, rewards.due)
    async with sqlite_db.transaction() as session:
        plans = [
            await plan_of(session, "referrals", partial(find, session, now=START, limit=10))
            for find in finds
        ]
    indexes = ("ix_referrals_hold", "ix_referrals_expiry", "ix_referrals_recheck", "ix_rewards_due")
    for steps, index in zip(plans, indexes, strict=True):
        assert index in steps[0]
        assert not [step for step in steps if "TEMP B-TREE" in step]


# Figures and leaderboards, which must not depend on how many there are


async def plans_of(
    session: AsyncSession, work: Callable[[], Awaitable[object]]
) -> dict[str, list[str]]:
    """How SQLite goes about each statement of some work."""
    connection = await session.connection()
    statements: list[tuple[str, tuple[object, ...]]] = []

    def note(
        _connection: Connection,
        _cursor: object,
        statement: str,
        parameters: tuple[object, ...],
        *_: object,
    ) -> None:
        statements.append((statement, parameters))

    engine = connection.sync_connection
    event.listen(engine, "before_cursor_execute", note)
    await work()
    event.remove(engine, "before_cursor_execute", note)
    plans = {}
    for statement, parameters in statements:
        steps = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        plans[statement] = [step.detail for step in steps]
    return plans


LARGE = (
    "participants",
    "touches",
    "referrals",
    "invites",
    "standings",
    "accounts",
    "transactions",
    "entries",
    "figures",
)


def scans(plans: dict[str, list[str]]) -> list[str]:
    """Steps that read all of a large table."""
    return [
        f"{step} in {statement}"
        for statement, steps in plans.items()
        for step in steps
        if step.startswith("SCAN") and any(f"SCAN {name}" in step for name in LARGE)
    ]


@pytest.mark.parametrize("period", list(stats.Period))
async def test_the_figures_read_no_table_to_its_end(
    sqlite_db: Database, period: stats.Period
) -> None:
    town = Town(sqlite_db, StillClock())
    await town.begin()
    await town.arrive(2, await town.code_of(1))
    town.clock.advance(hours=1)
    async with sqlite_db.transaction() as session:
        await seals.seal(session, limit=10)
        await figures.fold_counts(session, now=town.clock(), limit=99)
        await figures.fold_ledger(session, limit=99)
    async with sqlite_db.read() as session:
        plans = await plans_of(
            session,
            partial(stats.look, session, period=period, zone=ZoneInfo("UTC"), now=town.clock()),
        )
    assert len(plans) > 10
    assert scans(plans) == []


@pytest.mark.parametrize("ranking", list(Ranking))
@pytest.mark.parametrize("period", list(standings.Period))
async def test_the_leaderboard_is_read_in_the_order_of_its_index(
    sqlite_db: Database, period: standings.Period, ranking: Ranking
) -> None:
    town = Town(sqlite_db, StillClock())
    await town.begin()
    for number in range(2, 20):
        await town.arrive(100 + number, await town.code_of(number))
    view = standings.View(period, ranking)
    viewer_id = await town.id_of(19)
    async with sqlite_db.read() as session:
        plans = await plans_of(
            session,
            partial(standings.look, session, participant_id=viewer_id, view=view, now=town.clock()),
        )
        [best, *_] = [
            steps
            for statement, steps in plans.items()
            if "ORDER BY" in statement and "standings" in statement
        ]
    assert scans(plans) == []
    index = f"ix_standings_{ranking}"
    assert index in best[0]
    # The few rungs of one value may be sorted, never the people.
    sorted_ones = [
        step
        for statement, steps in plans.items()
        for step in steps
        if "TEMP B-TREE" in step and "rungs" not in statement
    ]
    assert sorted_ones == []


async def test_banned_people_are_found_on_a_board_without_walking_it(sqlite_db: Database) -> None:
    async with sqlite_db.read() as session:
        plans = await plans_of(
            session, lambda: ladders.walk(session, Board(1, ALL_TIME, Ranking.FRIENDS))
        )
    assert scans(plans) == []
    [banned] = [steps for statement, steps in plans.items() if "banned_at" in statement]
    assert any("ix_participants_banned" in step for step in banned)
