"""Who is where in a contest, who wins it, and what can no longer change that?"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import (
    contest_results,
    disqualifications,
    ledger,
)
from bot.services.contest_boards import Mine
from models import AuditRecord, ContestEntrant, Reward, RewardState, Transaction
from tests.clock import StillClock
from tests.contest_field import BY_RANK, CLOSES_AT, ENDS_AT, Field, won
from tests.operators import stop

ANN, BEN, CLEO, DAN = 1, 2, 3, 4
POINTS: dict[str, object] = {**BY_RANK, "by": "points", "minimum": 100}


@pytest.fixture
def field(db: Database, clock: StillClock) -> Field:
    return Field(db, clock)


async def available(field: Field, telegram_id: int) -> int:
    participant_id = await field.town.id_of(telegram_id)
    async with field.db.read() as session:
        balances = await ledger.balances(session, participant_id)
    return sum(each.available for each in balances)


# The table


async def test_more_friends_stand_higher_and_the_earlier_of_two_with_as_many(field: Field) -> None:
    await field.open(BY_RANK)
    await field.bring(BEN, 2)
    await field.bring(ANN, 3)
    await field.bring(CLEO, 2)
    assert list((await field.places()).items()) == [(ANN, 3), (BEN, 2), (CLEO, 2)]
    # Cleo is the first to reach three after Ann; Ben comes to it later.
    await field.bring(CLEO, 1)
    await field.bring(BEN, 1)
    assert list(await field.places()) == [ANN, CLEO, BEN]


async def test_who_loses_a_friend_reaches_the_lower_number_at_that_moment(field: Field) -> None:
    await field.open(BY_RANK)
    [_first, second] = await field.bring(ANN, 2)
    await field.bring(BEN, 1)
    field.clock.advance(minutes=1)
    await field.lose(second)
    assert list((await field.places()).items()) == [(BEN, 1), (ANN, 1)]


async def test_only_what_happened_within_the_period_counts(field: Field) -> None:
    await field.open({**BY_RANK, "starts_at": "2026-11-22T12:00:00Z"})
    await field.bring(ANN, 1)
    field.clock.advance(hours=3)
    await field.begin()
    await field.bring(BEN, 1)
    assert await field.places() == {BEN: 1}
    field.clock._at = ENDS_AT
    await field.bring(CLEO, 2)
    [result] = await field.close()
    assert won(result) == [(1, BEN, 500)]


async def test_whoever_came_before_the_end_counts_though_it_is_written_after_it(
    field: Field,
) -> None:
    """A handler takes the time first, and may then wait for Telegram."""
    await field.open(BY_RANK)
    await field.bring(BEN, 1)
    field.clock._at = ENDS_AT + timedelta(seconds=1)
    assert await field.close() == []
    field.clock._at = ENDS_AT - timedelta(minutes=2, seconds=2)
    await field.bring(ANN, 2)
    assert won(await field.end()) == [(1, ANN, 500), (2, BEN, 200)]
    assert await field.findings() == []


async def test_one_sees_what_is_missing_to_the_next_prize(field: Field) -> None:
    """Prizes: place 1, places 2 and 3, place 4."""
    await field.open(BY_RANK)
    await field.bring(ANN, 5)
    await field.bring(BEN, 3)
    await field.bring(CLEO, 3)
    await field.bring(DAN, 1)

    async def mine(telegram_id: int) -> Mine:
        found = (await field.table(telegram_id)).mine
        assert found is not None
        return found

    first, third, fourth = await mine(ANN), await mine(CLEO), await mine(DAN)
    assert (first.place, first.missing, first.next_place) == (1, None, None)
    # Six are more than Ann's five; as many as five would be later.
    assert (third.place, third.missing, third.next_place) == (3, 3, 1)
    assert (fourth.place, fourth.missing, fourth.next_place) == (4, 3, 3)
    assert fourth.next_prize is not None
    assert fourth.next_prize.amount == 200
    eve = 5
    await field.bring(eve, 1)
    fifth = await mine(eve)
    assert (fifth.place, fifth.prize, fifth.missing, fifth.next_place) == (5, None, 1, 4)
    fay = 6
    await field.town.arrive(fay)
    nobody = await mine(fay)
    assert (nobody.value, nobody.place, nobody.missing, nobody.next_place) == (0, None, 2, 4)


async def test_a_minimum_is_what_it_takes_to_take_part(field: Field) -> None:
    await field.open({**BY_RANK, "minimum": 3})
    await field.bring(ANN, 3)
    await field.bring(BEN, 2)
    mine = (await field.table(BEN)).mine
    assert mine is not None
    assert (mine.place, mine.missing, mine.next_place) == (None, 1, 2)
    assert await field.places() == {ANN: 3}
    assert won(await field.end()) == [(1, ANN, 500)]


async def test_somebody_far_down_sees_their_neighbours(field: Field) -> None:
    await field.open(BY_RANK)
    for number in range(1, 6):
        await field.bring(number, 7 - number)
    table = await field.table(4, size=2)
    assert [line.telegram_id for line in table.best] == [1, 2]
    assert [(line.place, line.telegram_id) for line in table.around] == [(3, 3), (4, 4), (5, 5)]
    assert table.total == 5


# The end


async def test_prizes_go_by_place_and_are_dated_at_the_end(field: Field) -> None:
    """500 for the first; 200 each for the next two; the fourth has a T-shirt, the fifth nothing."""
    await field.open(BY_RANK, reward=[])
    for number in range(1, 6):
        await field.bring(number, 7 - number)
    field.clock._at = ENDS_AT + timedelta(hours=5)
    [result] = await field.close()
    assert won(result) == [(1, 1, 500), (2, 2, 200), (3, 3, 200), (4, 4, None)]
    assert [await available(field, number) for number in range(1, 6)] == [500, 200, 200, 0, 0]
    async with field.db.read() as session:
        dated = set(await session.scalars(select(Transaction.at)))
        keys = sorted(await session.scalars(select(Reward.key)))
    assert dated == {ENDS_AT}
    contest_id = result.known.contest.id
    assert keys == [f"contest:{contest_id}:{place}:0" for place in (1, 2, 3)]
    assert await field.close() == []
    assert await field.findings() == []


async def test_the_result_stays_as_it_was_at_the_end(field: Field) -> None:
    """A friend who left before the end does not count, one who leaves after it does."""
    await field.open(BY_RANK)
    [gone, _stays] = await field.bring(ANN, 2)
    [leaves_later, _other] = await field.bring(BEN, 2)
    await field.lose(gone)
    field.clock._at = ENDS_AT + timedelta(minutes=1)
    await field.lose(leaves_later)
    [result] = await field.close()
    assert [(each.line.telegram_id, each.line.value) for each in result.won] == [(BEN, 2), (ANN, 1)]
    field.clock.advance(days=3)
    await field.lose(_other)
    assert list((await field.places()).items()) == [(BEN, 2), (ANN, 1)]
    assert await field.findings() == []


async def test_a_hold_that_runs_at_the_end_does_not_count_and_one_that_is_over_does(
    field: Field,
) -> None:
    await field.open(BY_RANK, qualify={"hold": "24h"})
    field.clock._at = ENDS_AT - timedelta(hours=25)
    await field.bring(ANN, 1)
    field.clock._at = ENDS_AT - timedelta(hours=23)
    await field.bring(BEN, 1)
    # The bot was down for two hours over the end, so that both holds are over when it is back.
    field.clock._at = ENDS_AT + timedelta(hours=2)
    assert await field.close() == []
    await field.town.catch_up()
    [result] = await field.close()
    assert won(result) == [(1, ANN, 500)]


async def test_it_does_not_wait_for_ever_for_somebody_who_cannot_be_asked_about(
    field: Field,
) -> None:
    await field.open(BY_RANK, qualify={"hold": "24h"})
    field.clock._at = ENDS_AT - timedelta(hours=25)
    await field.bring(ANN, 1)
    field.clock._at = CLOSES_AT
    assert await field.close() == []
    field.clock.advance(minutes=59)
    assert await field.close() == []
    field.clock.advance(minutes=1)
    [result] = await field.close()
    assert result.won == []


async def test_banned_people_are_in_no_contest(field: Field) -> None:
    await field.open(BY_RANK)
    await field.bring(ANN, 3)
    await field.bring(BEN, 2)
    await field.town.change(ANN, banned_at=field.clock())
    assert await field.places() == {BEN: 2}
    result = await field.end()
    assert won(result) == [(1, BEN, 500)]
    await field.town.change(ANN, banned_at=None)
    assert await field.places() == {BEN: 2}
    assert await field.findings() == []


async def test_a_ban_from_the_end_on_takes_nobodys_place_and_freezes_the_prize(
    field: Field,
) -> None:
    await field.open(BY_RANK)
    await field.bring(ANN, 3)
    await field.bring(BEN, 2)
    await field.bring(CLEO, 1)
    field.clock._at = ENDS_AT - timedelta(seconds=1)
    await field.town.change(CLEO, banned_at=field.clock())
    field.clock.advance(seconds=1)
    await field.town.change(BEN, banned_at=field.clock())
    field.clock.advance(seconds=20)
    await field.town.change(ANN, banned_at=field.clock())
    assert await field.places() == {ANN: 3, BEN: 2}
    [result] = await field.close()
    assert won(result) == [(1, ANN, 500), (2, BEN, 200)]
    assert await available(field, ANN) == 300
    assert await field.findings() == []
    await field.town.change(ANN, banned_at=None)
    await field.town.catch_up()
    assert await available(field, ANN) == 300 + 500
    assert await field.findings() == []


async def test_without_entrants_there_is_no_winner(field: Field) -> None:
    await field.open(BY_RANK)
    result = await field.end()
    assert result.won == []
    assert result.known.contest.entrants == 0
    assert await field.findings() == []


async def test_a_stopped_campaign_still_owes_its_contest(field: Field) -> None:
    await field.open(BY_RANK)
    await field.bring(ANN, 1)
    await stop(field.db, field.clock, "autumn")
    assert won(await field.end()) == [(1, ANN, 500)]


async def test_the_budget_ends_the_prizes(field: Field) -> None:
    """750 for three friends at 100 and prizes of 500 and 200: the second prize is not there."""
    await field.open(BY_RANK, budget={"total": 850})
    await field.bring(ANN, 2)
    await field.bring(BEN, 1)
    result = await field.end()
    assert [each.is_refused for each in result.won] == [False, True]
    assert [await available(field, who) for who in (ANN, BEN)] == [700, 100]
    async with field.db.read() as session:
        void = list(
            await session.scalars(select(Reward.key).where(Reward.state == RewardState.VOID))
        )
    assert void == [f"contest:{result.known.contest.id}:2:0"]
    assert await field.findings() == []


async def test_by_points_the_rewards_for_friends_count_and_no_prizes(field: Field) -> None:
    late = {"on": "qualified", "to": "referrer", "amount": 70, "credit": "after 10d"}
    both = [
        {"on": "qualified", "to": "referrer", "amount": 100},
        {"on": "qualified", "to": "friend", "amount": 900},
        late,
    ]
    await field.open({**POINTS, "minimum": 150}, reward=both)
    await field.bring(ANN, 2)
    [lost, _kept] = await field.bring(BEN, 2)
    await field.lose(lost)
    assert await field.places() == {ANN: 200}
    mine = (await field.table(BEN)).mine
    assert mine is not None
    assert (mine.value, mine.missing) == (100, 50)
    assert won(await field.end()) == [(1, ANN, 500)]
    assert await available(field, ANN) == 700
    assert await field.findings() == []


async def test_the_entrants_rows_are_the_frozen_ranking(field: Field) -> None:
    await field.open(BY_RANK)
    await field.bring(BEN, 1)
    await field.bring(ANN, 2)
    await field.end()
    async with field.db.read() as session:
        rows = await session.execute(
            select(ContestEntrant.place, ContestEntrant.value).order_by(ContestEntrant.place)
        )
        assert [tuple(row) for row in rows] == [(1, 2), (2, 1)]


# Disqualifying


async def test_a_disqualified_person_is_out_for_good_and_it_is_written_down(field: Field) -> None:
    await field.open(BY_RANK)
    await field.bring(ANN, 3)
    await field.bring(BEN, 1)
    await field.disqualify(ANN)
    table = await field.table(ANN)
    assert table.mine is not None
    assert table.mine.is_out
    assert [line.telegram_id for line in table.best] == [BEN]
    assert [(one.person.telegram_id, one.reason) for one in table.expelled] == [
        (ANN, "fake accounts")
    ]
    async with field.db.read() as session:
        [written] = await session.scalars(
            select(AuditRecord).where(AuditRecord.action == "contest-disqualify")
        )
    assert (written.actor, written.after, written.reason) == (
        501,
        {"contest": "race"},
        "fake accounts",
    )
    with pytest.raises(disqualifications.AlreadyDisqualified):
        await field.disqualify(ANN)
    assert won(await field.end()) == [(1, BEN, 500)]
    assert await field.findings() == []


async def test_only_entrants_of_a_running_contest_can_be_disqualified(field: Field) -> None:
    await field.open(BY_RANK)
    await field.bring(ANN, 1)
    await field.town.arrive(BEN)
    with pytest.raises(disqualifications.NotAnEntrant):
        await field.disqualify(BEN)
    # The period is over, even if the job has not closed the contest yet.
    field.clock._at = ENDS_AT
    with pytest.raises(disqualifications.ContestOver):
        await field.disqualify(ANN)
    result = await field.end()
    assert won(result) == [(1, ANN, 500)]
    with pytest.raises(disqualifications.ContestOver):
        await field.disqualify(ANN)


async def test_two_replicas_close_a_contest_once(field: Field) -> None:
    await field.open(BY_RANK)
    await field.bring(ANN, 1)
    as_both_saw_it = (await field.only()).contest
    await field.end()
    async with field.db.transaction() as session:
        late = await contest_results.close(session, as_both_saw_it, now=field.clock())
    assert late is None
    assert await available(field, ANN) == 600
