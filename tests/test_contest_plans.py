"""Does a contest read what happened in its time, and of one person what is theirs?"""

from datetime import timedelta

import pytest

from bot.db import Database
from bot.services import contest_counts
from models import Contest, ContestState, Ranking
from tests.clock import START
from tests.plans import plan_of

WEEK = timedelta(days=7)


def contest(ranking: Ranking) -> Contest:
    return Contest(
        id=1,
        campaign_id=1,
        ranking=ranking,
        state=ContestState.RUNNING,
        starts_at=START,
        ends_at=START + WEEK,
    )


@pytest.mark.parametrize(
    ("ranking", "table", "by_time", "by_person"),
    [
        (
            Ranking.FRIENDS,
            "referrals",
            "INDEX ix_referrals_qualified_at (qualified_at>? AND qualified_at<?)",
            "INDEX ix_referrals_campaign_id_referrer_id_id (campaign_id=? AND referrer_id=?)",
        ),
        (
            Ranking.POINTS,
            "rewards",
            "INDEX ix_rewards_counted (campaign_id=? AND due_at>? AND due_at<?)",
            "INDEX ix_rewards_participant_id_id (participant_id=?)",
        ),
    ],
)
async def test_everybody_is_counted_by_the_time_and_one_person_by_the_person(
    sqlite_db: Database, ranking: Ranking, table: str, by_time: str, by_person: str
) -> None:
    held = contest(ranking)
    async with sqlite_db.transaction() as session:
        steps = await plan_of(session, table, lambda: session.execute(contest_counts.counted(held)))
        assert any(by_time in step for step in steps), steps
        steps = await plan_of(session, table, lambda: contest_counts.own(session, held, 5))
        assert any(by_person in step for step in steps), steps


async def test_a_noted_table_is_read_in_its_order(sqlite_db: Database) -> None:
    held = contest(Ranking.FRIENDS)
    held.counted_at = START
    everybody = contest_counts.entrants(held, 1)
    order = everybody.c.value.desc(), everybody.c.reached_at, everybody.c.participant_id
    async with sqlite_db.transaction() as session:
        page = everybody.select().order_by(*order).limit(10)
        steps = await plan_of(session, "contest_entrants", lambda: session.execute(page))
    assert any("INDEX ix_contest_entrants_rank" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps
