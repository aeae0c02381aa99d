"""Do the senders and the jobs find their rows by an index, however many there are?"""

from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.services import checks, deliveries, outbox, rewards
from tests.clock import START


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
