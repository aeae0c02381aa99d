"""Who stands where in a week, a month and in all, by friends and by points, bans left out?"""

import random
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from sqlalchemy import select

from bot.db import Database
from bot.jobs import Jobs
from bot.services import ladders, standings, verification
from bot.services.ladders import Board
from bot.services.standings import Leaderboard, Period, View
from models import ALL_TIME, Ladder, Participant, Ranking, RevokeReason, Rung, Standing
from tests.clock import StillClock
from tests.operators import load
from tests.town import Town, campaign_document

ANN, BEN = 1, 2
EVER, WEEK, MONTH = View(), View(Period.WEEK), View(Period.MONTH)
BOTH = [
    {"on": "qualified", "to": "referrer", "amount": 100},
    {"on": "qualified", "to": "friend", "amount": 30},
]


@pytest.fixture
async def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


@pytest.fixture
def jobs(db: Database, clock: StillClock) -> Jobs:
    return Jobs(Bot("1:nobody"), db, clock, done=lambda: None)


async def board(town: Town, view: View = EVER, *, viewer: int | None = None) -> Leaderboard:
    viewer_id = None if viewer is None else await town.id_of(viewer)
    async with town.db.read() as session:
        found = await standings.look(session, participant_id=viewer_id, view=view, now=town.clock())
    assert found is not None
    return found


async def friends(town: Town, view: View = EVER) -> dict[int, int]:
    return {line.telegram_id: line.friends for line in (await board(town, view)).best}


async def points(town: Town, period: Period = Period.ALL) -> dict[int, int]:
    lines = (await board(town, View(period, Ranking.POINTS))).best
    return {line.telegram_id: line.points_minor for line in lines}


async def assert_clean(town: Town) -> None:
    async with town.db.read() as session:
        assert (await verification.verify(session)).findings == []


async def test_a_friend_counts_in_the_week_and_month_of_the_campaigns_clocks(town: Town) -> None:
    """Sunday 22 November, 23:30 in Sofia; an hour later it is Monday there."""
    await town.begin(campaign={"slug": "autumn", "time_zone": "Europe/Sofia"})
    ann = await town.code_of(ANN)
    town.clock.advance(hours=11.5)
    await town.arrive(11, ann)
    town.clock.advance(hours=1)
    await town.arrive(12, ann)
    assert await friends(town) == {ANN: 2}
    assert await friends(town, WEEK) == {ANN: 1}
    assert await friends(town, View(Period.WEEK, back=1)) == {ANN: 1}
    assert await friends(town, MONTH) == {ANN: 2}
    town.clock.advance(days=9)
    assert await friends(town, MONTH) == {}
    assert await friends(town, View(Period.MONTH, back=1)) == {ANN: 2}
    await assert_clean(town)


async def test_a_friend_who_goes_leaves_the_week_in_which_they_counted(town: Town) -> None:
    await town.begin(reward=BOTH)
    ann = await town.code_of(ANN)
    await town.arrive(11, ann)
    await town.arrive(12, ann)
    town.clock.advance(days=8)
    await town.arrive(13, ann)
    await town.revoke(11, RevokeReason.LEFT)
    assert await friends(town) == {ANN: 2}
    assert await friends(town, WEEK) == {ANN: 1}
    assert await friends(town, View(Period.WEEK, back=2)) == {ANN: 1}
    assert await points(town) == {ANN: 200}
    assert await points(town, Period.WEEK) == {ANN: 100}
    await assert_clean(town)


async def test_points_count_when_they_are_credited_and_only_those_for_friends(town: Town) -> None:
    late = [{"on": "qualified", "to": "referrer", "amount": 100, "credit": "after 10d"}]
    await town.begin(reward=[*late, BOTH[1]], qualify={"hold": "24h"})
    await town.arrive(11, await town.code_of(ANN))
    town.clock.advance(hours=24)
    await town.catch_up()
    assert (await friends(town), await points(town)) == ({ANN: 1}, {})
    town.clock.advance(days=16)
    await town.catch_up()
    assert await points(town) == await points(town, Period.MONTH) == {ANN: 100}
    assert await points(town, Period.WEEK) == {}
    await assert_clean(town)


async def test_a_zone_that_was_changed_moves_nothing_that_was_counted(town: Town) -> None:
    await town.begin(campaign={"slug": "autumn", "time_zone": "Pacific/Auckland"}, reward=BOTH)
    ann = await town.code_of(ANN)
    town.clock.advance(hours=2)
    await town.arrive(11, ann)
    await load(
        town.db,
        town.clock,
        campaign_document(
            "autumn", campaign={"slug": "autumn", "time_zone": "America/Lima"}, reward=BOTH
        ),
    )
    await town.arrive(12, ann)
    await assert_clean(town)
    await town.revoke(11, RevokeReason.LEFT)
    await assert_clean(town)
    assert await friends(town) == {ANN: 1}


async def test_banned_people_are_on_no_board_and_come_back_when_it_is_over(town: Town) -> None:
    await town.begin()
    ann, ben = await town.code_of(ANN), await town.code_of(BEN)
    for friend in (11, 12):
        await town.arrive(friend, ann)
    await town.arrive(13, ben)
    await town.change(ANN, banned_at=town.clock())
    for view in (View(), WEEK, View(ranking=Ranking.POINTS)):
        found = await board(town, view, viewer=BEN)
        assert [(line.telegram_id, line.place) for line in found.best] == [(BEN, 1)]
        assert found.total == 1
    assert (await board(town, viewer=ANN)).around == []
    await town.change(ANN, banned_at=None)
    assert list(await friends(town)) == [ANN, BEN]


async def test_one_can_go_back_until_the_campaign_began(town: Town) -> None:
    await town.begin()
    assert not (await board(town, WEEK)).has_earlier
    assert not (await board(town)).has_earlier
    town.clock.advance(days=15)
    for back, has_earlier in ((0, True), (1, True), (2, True), (3, False)):
        found = await board(town, View(Period.WEEK, back=back))
        assert found.has_earlier == has_earlier
    assert found.since == datetime(2026, 11, 16, tzinfo=UTC)
    assert found.until == datetime(2026, 11, 23, tzinfo=UTC)


def test_months_are_counted_back_over_the_turn_of_the_year() -> None:
    local = datetime(2027, 1, 31, tzinfo=UTC)
    keys = [standings.period_key(View(Period.MONTH, back=back), local) for back in range(3)]
    assert keys == ["2027-01", "2026-12", "2026-11"]
    assert standings.period_key(View(Period.WEEK, back=4), local) == "2026-W53"


# Large boards


async def crowd(town: Town, count: int, *, seed: int = 3) -> list[int]:
    """People with places of all kinds, many of them with as many friends; their ids."""
    await town.begin()
    chance = random.Random(seed)
    async with town.db.transaction() as session:
        people = [
            Participant(
                telegram_id=number,
                name=f"Person {number}",
                created_at=town.clock(),
                started_at=town.clock(),
                banned_at=town.clock() if number % 17 == 0 else None,
            )
            for number in range(1, count + 1)
        ]
        session.add_all(people)
        await session.flush()
        session.add_all(
            Standing(
                campaign_id=1,
                participant_id=each.id,
                friends=chance.choice([0, 1, 1, 1, 2, 2, 3, 9, chance.randrange(40)]),
                reached_at=town.clock() + timedelta(minutes=chance.randrange(30)),
                points_minor=chance.choice([0, 10, 20]),
                earned_at=town.clock() + timedelta(minutes=chance.randrange(3)),
            )
            for each in people
        )
    return [each.id for each in people if each.banned_at is None]


async def places(town: Town, ranking: Ranking, ids: list[int]) -> dict[int, int]:
    found = {}
    async with town.db.read() as session:
        for participant_id in ids:
            mine = await session.get_one(Standing, (1, ALL_TIME, participant_id))
            if ladder_value(mine, ranking):
                found[participant_id] = await standings.place(session, mine, ranking)
    return found


def ladder_value(standing: Standing, ranking: Ranking) -> int:
    return standing.friends if ranking == Ranking.FRIENDS else standing.points_minor


async def walk(town: Town, ranking: Ranking) -> None:
    async with town.db.read() as session:
        walked = await ladders.walk(session, Board(1, ALL_TIME, ranking))
    async with town.db.transaction() as session:
        await ladders.note(session, walked, now=town.clock())


@pytest.mark.parametrize("ranking", list(Ranking))
async def test_places_are_the_same_with_a_ladder_and_without(
    town: Town, ranking: Ranking, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await crowd(town, 150)
    plain = await places(town, ranking, ids)
    view = View(ranking=ranking)
    total = (await board(town, view)).total
    assert sorted(plain.values()) == list(range(1, total + 1)), "one place each, none left out"
    for step in (7, 50, 1_000):
        monkeypatch.setattr(ladders, "STEP", step)
        await walk(town, ranking)
        assert await places(town, ranking, ids) == plain
        assert (await board(town, view)).total == total


async def test_large_boards_are_walked_by_the_jobs_now_and_then(
    town: Town, monkeypatch: pytest.MonkeyPatch, jobs: Jobs
) -> None:
    monkeypatch.setattr(ladders, "LARGE", 20)
    monkeypatch.setattr(ladders, "STEP", 10)
    await crowd(town, 60)
    assert await jobs.measure_boards() == 2, "by friends and by points; this week there are none"
    assert await jobs.measure_boards() == 0
    async with town.db.read() as session:
        rungs = (await session.scalars(select(Rung).order_by(Rung.number))).all()
        known = (await session.scalars(select(Ladder))).all()
    assert {rung.number for rung in rungs} >= {1, 2}
    assert {each.ranking for each in known} == set(Ranking)
    town.clock.advance(minutes=10)
    assert await jobs.measure_boards() == 2
