"""Do rules on "cron" pay at each moment for the friends who qualified since the one before?"""

from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from sqlalchemy import select

from bot import jobs
from bot.db import Database
from bot.services import (
    bonuses,
    campaigns,
    checks,
    job_runs,
    ledger,
    rewards,
    rules,
    verification,
)
from models import Referral, RevokeReason, Reward, RewardSource
from tests.clock import StillClock
from tests.operators import load
from tests.town import Town, campaign_document

ANN, BEN = 1, 2
MONDAYS = "0 10 * * mon"
WEEKLY = [{"on": "cron", "to": "referrer", "amount": 100, "credit": MONDAYS}]
"""The clock of tests begins on Sunday, 22 November 2026, at ten."""
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
async def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


async def settle(town: Town, *, limit: int = jobs.BATCH) -> int:
    """What the job does with each tick."""
    async with town.db.transaction() as session:
        return await bonuses.settle(session, now=town.clock(), limit=limit)


async def given(town: Town) -> list[tuple[datetime, int]]:
    """When which bonus was due, in the order in which they were made."""
    async with town.db.read() as session:
        rows = await session.execute(
            select(Reward.due_at, Reward.amount_minor)
            .where(Reward.source == RewardSource.BONUS)
            .order_by(Reward.id)
        )
        assert (await verification.verify(session)).findings == []
        return [(due_at, amount_minor) for due_at, amount_minor in rows]


async def available(town: Town, telegram_id: int) -> int:
    participant_id = await town.id_of(telegram_id)
    async with town.db.read() as session:
        return (await ledger.balances(session, participant_id))[-1].available


async def test_friends_of_a_week_bring_their_bonus_on_monday_and_once(
    town: Town, clock: StillClock
) -> None:
    await town.begin(reward=WEEKLY)
    code = await town.code_of(ANN)
    await town.arrive(10, code)
    await town.arrive(11, code)
    clock.advance(hours=23)
    assert await settle(town) == 0
    clock.advance(hours=1, seconds=20)
    assert (await settle(town), await settle(town)) == (1, 0)
    assert await given(town) == [(MONDAY, 100)]
    assert await available(town, ANN) == 100
    # A week without friends brings nothing, the week after it counts by itself.
    clock.advance(days=8)
    assert await settle(town) == 0
    await town.arrive(12, code)
    clock.advance(days=7)
    assert await settle(town) == 1
    assert await given(town) == [(MONDAY, 100), (datetime(2026, 12, 7, 10, tzinfo=UTC), 100)]


async def test_whoever_came_before_the_moment_counts_though_it_is_written_after_it(
    town: Town, clock: StillClock
) -> None:
    """A handler takes the time first, and may then wait for Telegram."""
    await town.begin(reward=WEEKLY)
    ann, ben = await town.code_of(ANN), await town.code_of(BEN)
    await town.arrive(10, ann)
    clock.advance(hours=24, seconds=1)
    assert await settle(town) == 0
    clock.advance(seconds=-3)
    await town.arrive(11, ben)
    clock.advance(seconds=20)
    assert await settle(town) == 2
    assert await given(town) == [(MONDAY, 100)] * 2


async def test_after_down_time_every_moment_is_made_up_and_dated_as_it_was_due(
    town: Town, clock: StillClock
) -> None:
    await town.begin(reward=WEEKLY)
    code = await town.code_of(ANN)
    for newcomer in (10, 11, 12):
        await town.arrive(newcomer, code)
        clock.advance(days=7)
    clock.advance(days=60)
    assert await settle(town) == 3
    weeks = [datetime(2026, 11, 23, 10, tzinfo=UTC), datetime(2026, 11, 30, 10, tzinfo=UTC)]
    weeks.append(datetime(2026, 12, 7, 10, tzinfo=UTC))
    assert [due_at for due_at, _amount in await given(town)] == weeks


async def test_the_jobs_pay_a_bonus_after_the_holds_that_are_over(
    town: Town, clock: StillClock
) -> None:
    await town.begin(reward=WEEKLY, qualify={"hold": "12h"})
    await town.arrive(10, await town.code_of(ANN))
    clock.advance(days=3)
    work = jobs.Jobs(Bot("1:nobody"), town.db, clock, done=lambda: None)
    await work.tick()
    assert await given(town) == [(MONDAY, 100)]
    await work.forget()
    clock.advance(days=30)
    await work.forget()
    await work.tick()
    assert await given(town) == [(MONDAY, 100)]


async def test_tiers_go_by_the_friends_of_one_period(town: Town, clock: StillClock) -> None:
    tiers = [{"from": 2, "amount": 250}, {"from": 3, "amount": 500}]
    await town.begin(reward=[WEEKLY[0] | {"tiers": tiers}])
    ann, ben = await town.code_of(ANN), await town.code_of(BEN)
    for newcomer in (10, 11, 12):
        await town.arrive(newcomer, ann)
    await town.arrive(13, ben)
    clock.advance(days=2)
    assert await settle(town) == 2
    assert (await available(town, ANN), await available(town, BEN)) == (500, 100)
    # Three friends in all, but only one of this week.
    await town.arrive(14, ann)
    clock.advance(days=7)
    await settle(town)
    assert await available(town, ANN) == 600


async def test_a_moment_is_paid_in_batches_and_closed_by_the_last(
    town: Town, clock: StillClock
) -> None:
    await town.begin(reward=WEEKLY)
    for referrer in (1, 2, 3):
        await town.arrive(10 + referrer, await town.code_of(referrer))
    clock.advance(days=2)
    assert [await settle(town, limit=2) for _ in range(3)] == [2, 1, 0]
    assert await given(town) == [(MONDAY, 100)] * 3


async def test_a_bonus_is_for_those_who_have_passed_their_hold(
    town: Town, clock: StillClock
) -> None:
    await town.begin(reward=WEEKLY, qualify={"hold": "12h"})
    code = await town.code_of(ANN)
    await town.arrive(10, code)
    clock.advance(hours=20)
    await town.arrive(11, code)
    clock.advance(hours=5)
    # The first friend's hold was over before Monday, and has still to be looked at.
    assert await settle(town) == 0
    await town.catch_up()
    assert await settle(town) == 1
    clock.advance(days=7)
    await town.catch_up()
    assert await settle(town) == 1
    assert [amount for _due_at, amount in await given(town)] == [100, 100]


async def test_after_down_time_a_moment_waits_until_the_last_batch_of_holds_is_released(
    town: Town, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BATCH", 2)
    rule = WEEKLY[0] | {"tiers": [{"from": 5, "amount": 5_000}]}
    await town.begin(reward=[rule], qualify={"hold": "1h"})
    code = await town.code_of(ANN)
    for newcomer in (10, 11, 12, 13, 14):
        await town.arrive(newcomer, code)
    clock.advance(days=3)
    await jobs.Jobs(Bot("1:nobody"), town.db, clock, done=lambda: None).tick()
    assert await given(town) == [(MONDAY, 5_000)]


async def test_a_moment_waits_a_day_for_a_friend_who_is_asked_about_in_vain(
    town: Town, clock: StillClock
) -> None:
    await town.begin(reward=WEEKLY, qualify={"hold": "12h"})
    code = await town.code_of(ANN)
    await town.arrive(10, code)
    clock.advance(hours=1)
    await town.arrive(11, code)
    clock.advance(hours=11)
    await town.catch_up()
    clock.advance(hours=13)
    async with town.db.transaction() as session:
        [waiting] = await checks.holding(session, now=clock(), limit=10)
        await checks.ask_again(session, [waiting.id], now=clock())
    assert await settle(town) == 0
    clock.advance(hours=22)
    assert await settle(town) == 0
    clock.advance(hours=1)
    assert await settle(town) == 1
    assert await given(town) == [(MONDAY, 100)]


async def test_a_friend_who_counts_no_longer_brings_no_bonus(town: Town, clock: StillClock) -> None:
    await town.begin(reward=WEEKLY)
    await town.arrive(10, await town.code_of(ANN))
    await town.revoke(10, RevokeReason.BANNED)
    clock.advance(days=2)
    assert await settle(town) == 0


async def test_a_changed_rule_pays_only_for_those_who_came_under_it(
    town: Town, clock: StillClock
) -> None:
    await town.begin(reward=WEEKLY)
    code = await town.code_of(ANN)
    await town.arrive(10, code)
    changed = campaign_document("autumn", reward=[WEEKLY[0] | {"amount": 300}])
    await load(town.db, clock, changed)
    await town.arrive(11, code)
    clock.advance(days=2)
    await settle(town)
    assert sorted(await given(town)) == [(MONDAY, 100), (MONDAY, 300)]


async def test_an_edit_elsewhere_in_the_document_splits_no_period(
    town: Town, clock: StillClock
) -> None:
    rule = WEEKLY[0] | {"tiers": [{"from": 2, "amount": 250}]}
    await town.begin(reward=[rule])
    code = await town.code_of(ANN)
    await town.arrive(10, code)
    await load(town.db, clock, campaign_document("autumn", reward=[rule], limits={"per_day": 5}))
    await town.arrive(11, code)
    clock.advance(days=2)
    await settle(town)
    assert await given(town) == [(MONDAY, 250)]


@pytest.mark.parametrize("is_above", [True, False])
async def test_another_rule_above_or_below_splits_no_period(
    town: Town, clock: StillClock, is_above: bool
) -> None:
    bonus = WEEKLY[0] | {"tiers": [{"from": 2, "amount": 250}]}
    other = {"on": "purchase", "to": "referrer", "amount": 5}
    await town.begin(reward=[bonus])
    code = await town.code_of(ANN)
    await town.arrive(10, code)
    edited = [other, bonus] if is_above else [bonus, other]
    await load(town.db, clock, campaign_document("autumn", reward=edited))
    await town.arrive(11, code)
    clock.advance(days=2)
    await settle(town)
    assert await given(town) == [(MONDAY, 250)]


async def test_two_bonuses_that_say_the_same_are_both_paid(town: Town, clock: StillClock) -> None:
    bonus = WEEKLY[0] | {"tiers": [{"from": 2, "amount": 250}]}
    await town.begin(reward=[bonus, bonus])
    code = await town.code_of(ANN)
    await town.arrive(10, code)
    other = {"on": "purchase", "to": "referrer", "amount": 5}
    await load(town.db, clock, campaign_document("autumn", reward=[bonus, other, bonus]))
    await town.arrive(11, code)
    clock.advance(days=2)
    await settle(town)
    assert await given(town) == [(MONDAY, 250), (MONDAY, 250)]


async def test_what_was_settled_under_a_rules_other_position_is_not_paid_again(
    town: Town, clock: StillClock
) -> None:
    """Goal: marks and rewards of the time when each position was counted by itself keep counting.

    Method: such rows are written by hand, one of a closed moment, one of a moment half paid.
    """
    other = {"on": "purchase", "to": "referrer", "amount": 5}
    await town.begin(reward=WEEKLY)
    ann, ben = await town.code_of(ANN), await town.code_of(BEN)
    await load(town.db, clock, campaign_document("autumn", reward=[other, *WEEKLY]))
    await town.arrive(10, ann)
    clock.advance(days=3)
    await town.arrive(11, ann)
    await town.arrive(12, ben)
    clock.advance(days=7)
    async with town.db.transaction() as session:
        referral = await session.scalar(select(Referral).limit(1))
        assert referral is not None
        campaign_id, ann_id = referral.campaign_id, referral.referrer_id
        await job_runs.reach(session, f"bonus:{campaign_id}:2:1", MONDAY)
        document = (await campaigns.find(session, campaign_id)).document
        moment = MONDAY + timedelta(days=7)
        cause = rewards.Cause(
            f"bonus:{campaign_id}:2:{ann_id}:{moment:%Y%m%dT%H%MZ}",
            campaign_id=campaign_id,
            version=2,
            source=RewardSource.BONUS,
        )
        promise = rules.Promise(1, 1, ann_id, 100, moment)
        await rewards.promise(session, cause, [promise], document, now=clock())
    assert (await settle(town), await settle(town)) == (1, 0)
    assert (await available(town, ANN), await available(town, BEN)) == (100, 100)
    assert await given(town) == [(moment, 100), (moment, 100)]


async def test_a_moment_that_one_position_had_settled_is_not_over_for_the_other(
    town: Town, clock: StillClock
) -> None:
    """Goal: an upgrade while one of two marks waited for a hold leaves nobody unpaid."""
    other = {"on": "purchase", "to": "referrer", "amount": 5}
    await town.begin(reward=WEEKLY)
    ann = await town.code_of(ANN)
    await town.arrive(10, ann)
    await load(town.db, clock, campaign_document("autumn", reward=[other, *WEEKLY]))
    clock.advance(days=2)
    async with town.db.transaction() as session:
        campaign_id = await session.scalar(select(Referral.campaign_id))
        await job_runs.reach(session, f"bonus:{campaign_id}:1:0", MONDAY - timedelta(days=7))
        await job_runs.reach(session, f"bonus:{campaign_id}:2:1", MONDAY)
    assert (await settle(town), await settle(town)) == (1, 0)
    assert await given(town) == [(MONDAY, 100)]


async def test_a_bonus_of_a_plan_is_only_for_referrers_on_it(town: Town, clock: StillClock) -> None:
    plan = {"name": "expert", "from": 2}
    await town.begin(plan=[plan], reward=[WEEKLY[0] | {"plan": "expert"}])
    ann, ben = await town.code_of(ANN), await town.code_of(BEN)
    await town.arrive(10, ann)
    await town.arrive(11, ann)
    await town.arrive(12, ben)
    clock.advance(days=2)
    assert (await settle(town), await settle(town)) == (1, 0)
    assert await available(town, ANN) == 100


async def test_what_a_banned_person_would_get_waits_and_a_spent_budget_gives_nothing(
    town: Town, clock: StillClock
) -> None:
    await town.begin(reward=WEEKLY, budget={"total": 150})
    for referrer in (ANN, BEN):
        await town.arrive(10 + referrer, await town.code_of(referrer))
    await town.change(ANN, banned_at=clock())
    clock.advance(days=2)
    assert (await settle(town), await settle(town)) == (2, 0)
    async with town.db.read() as session:
        states = list(await session.scalars(select(Reward.state).order_by(Reward.id)))
    assert states == ["scheduled", "void"]
