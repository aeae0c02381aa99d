"""Do the senders and the jobs find their rows by an index, however many there are?"""

from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.db import Database
from bot.services import (
    checks,
    deliveries,
    dues,
    figures,
    ladders,
    outbox,
    seals,
    standings,
    stats,
)
from bot.services.ladders import Board
from models import ALL_TIME, Ranking
from tests.clock import START, StillClock
from tests.plans import plan_of, plans_of, walks
from tests.town import Town


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
    finds = (checks.holding, checks.expired, checks.to_recheck, dues.find)
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
    assert walks(plans) == []


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
            plan.steps
            for plan in plans
            if "ORDER BY" in plan.statement and "standings" in plan.statement
        ]
    assert walks(plans) == []
    index = f"ix_standings_{ranking}"
    assert index in best[0]
    # Campaigns and the few rungs of one value may be sorted, never the people.
    sorted_ones = [
        plan.statement
        for plan in plans
        for step in plan.steps
        if "TEMP B-TREE" in step
        and "rungs" not in plan.statement
        and "FROM campaigns" not in plan.statement
    ]
    assert sorted_ones == []


async def test_banned_people_are_found_on_a_board_without_walking_it(sqlite_db: Database) -> None:
    async with sqlite_db.read() as session:
        plans = await plans_of(
            session, lambda: ladders.walk(session, Board(1, ALL_TIME, Ranking.FRIENDS))
        )
    assert walks(plans) == []
    [banned] = [plan.steps for plan in plans if "banned_at" in plan.statement]
    assert any("ix_participants_banned" in step for step in banned)
