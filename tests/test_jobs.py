"""Does what is due happen once, dated when it was due, however late the jobs come to it?"""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram import Bot
from sqlalchemy import func, select

from bot.db import Database
from bot.jobs import Jobs
from bot.services import dues, ledger, referrals, seals, verification
from bot.services.dues import Due
from bot.services.ledger import Balance
from models import (
    ALL_TIME,
    OutboxMessage,
    Referral,
    ReferralState,
    RevokeReason,
    Reward,
    RewardState,
    Standing,
    Transaction,
)
from tests import crowds
from tests.clock import START, StillClock
from tests.operators import load
from tests.town import Town, campaign_document

ANN, BEN, CLEO = 1, 2, 3


@pytest.fixture
def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


def work_for(db: Database, clock: StillClock) -> Jobs:
    # None of these campaigns has a chat, so that nobody is asked about.
    return Jobs(Bot("1:nobody"), db, clock, done=lambda: None)


@pytest.fixture
def jobs(db: Database, clock: StillClock) -> Jobs:
    return work_for(db, clock)


async def balance(town: Town, telegram_id: int) -> Balance:
    participant_id = await town.id_of(telegram_id)
    async with town.db.read() as session:
        lines = await ledger.balances(session, participant_id)
    return lines[-1] if lines else Balance(0)


async def only(db: Database, model: type[Any]) -> Any:
    async with db.read() as session:
        return (await session.scalars(select(model))).one()


async def all_time(db: Database) -> Standing:
    async with db.read() as session:
        found = await session.scalars(select(Standing).where(Standing.period == ALL_TIME))
        return found.one()


async def count(db: Database, model: type[Any], *conditions: Any) -> int:
    async with db.read() as session:
        statement = select(func.count()).select_from(model).where(*conditions)
        return await session.scalar(statement) or 0


async def clean(db: Database) -> bool:
    async with db.read() as session:
        return (await verification.verify(session)).findings == []


async def test_a_thousand_holds_end_within_one_tick_and_once(
    town: Town, jobs: Jobs, db: Database, clock: StillClock
) -> None:
    await town.begin(qualify={"hold": "24h"})
    await crowds.come(town, await town.code_of(ANN), 1_000, hold=timedelta(hours=24))
    assert await jobs.tick() == 1_000, "only the seals of what was promised"
    clock.advance(hours=24, seconds=-1)
    assert await jobs.tick() == 0
    clock.advance(seconds=1)
    assert await jobs.tick() == 3_000, "released, credited, sealed"
    assert (await balance(town, ANN)).available == 100_000
    assert await count(db, Referral, Referral.state == ReferralState.QUALIFIED) == 1_000
    assert await count(db, Transaction, Transaction.kind == "credit") == 1_000
    assert await jobs.tick() == 0
    clock.advance(days=40)
    assert await jobs.tick() == 0
    assert (await balance(town, ANN)).available == 100_000
    standing = await all_time(db)
    assert standing.friends == 1_000
    assert await clean(db)


async def test_many_credits_become_one_notice(
    town: Town, jobs: Jobs, db: Database, clock: StillClock
) -> None:
    await town.begin(qualify={"hold": "1h"})
    await crowds.come(town, await town.code_of(ANN), 250, hold=timedelta(hours=1))
    clock.advance(hours=1)
    await jobs.tick()
    notice = await only(db, OutboxMessage)
    assert notice.chat_id == ANN
    assert notice.text_args["count"] == 250
    assert "25000" in str(notice.text_args["amount"])


async def test_a_credit_that_is_found_late_is_dated_when_it_was_due(
    town: Town, jobs: Jobs, db: Database, clock: StillClock
) -> None:
    await town.begin(qualify={"hold": "24h"})
    await town.arrive(BEN, await town.code_of(ANN))
    due_at = START + timedelta(hours=24)
    clock.advance(hours=29)
    await jobs.tick()
    async with db.read() as session:
        at = await session.scalar(select(Transaction.at).where(Transaction.kind == "credit"))
    reward, referral = await only(db, Reward), await only(db, Referral)
    standing = await all_time(db)
    assert at == reward.settled_at == referral.qualified_at == standing.reached_at == due_at


async def test_a_place_is_not_reached_before_the_friends_that_it_counts(
    town: Town, jobs: Jobs, db: Database, clock: StillClock
) -> None:
    """A friend without a hold comes while one with a hold is overdue."""
    await town.begin(qualify={"hold": "1h"})
    ann = await town.code_of(ANN)
    await town.arrive(BEN, ann)
    await load(db, clock, campaign_document("autumn"))
    clock.advance(hours=3)
    await town.arrive(CLEO, ann)
    await jobs.tick()
    standing = await all_time(db)
    assert (standing.friends, standing.reached_at) == (2, clock())


@pytest.mark.parametrize(
    ("came_at", "line", "due_at"),
    [
        # The clocks of Sofia go back on 25 October 2026 and forward on 29 March 2026.
        ("2026-10-24T06:59:59", "0 10 * * *", "2026-10-24T07:00:00"),
        ("2026-10-24T07:00:01", "0 10 * * *", "2026-10-25T08:00:00"),
        ("2026-03-28T08:00:01", "0 10 * * *", "2026-03-29T07:00:00"),
        ("2026-03-28T12:00:00", "30 3 * * *", "2026-03-29T01:30:00"),
        ("2026-11-22T10:00:00", "0 10 * * mon", "2026-11-23T08:00:00"),
    ],
)
async def test_a_cron_line_speaks_of_the_campaigns_clocks(
    sqlite_db: Database, came_at: str, line: str, due_at: str
) -> None:
    clock = StillClock(datetime.fromisoformat(came_at).replace(tzinfo=UTC))
    town, jobs = Town(sqlite_db, clock), work_for(sqlite_db, clock)
    reward = [{"on": "qualified", "to": "referrer", "amount": 100, "credit": line}]
    await town.begin(campaign={"slug": "autumn", "time_zone": "Europe/Sofia"}, reward=reward)
    await town.arrive(BEN, await town.code_of(ANN))
    assert (await balance(town, ANN)).held == 100
    due = datetime.fromisoformat(due_at).replace(tzinfo=UTC)
    clock.advance(seconds=(due - clock()).total_seconds() - 1)
    await jobs.tick()
    assert (await balance(town, ANN)).held == 100
    clock.advance(seconds=3_601)
    await jobs.tick()
    assert (await balance(town, ANN)).available == 100
    assert (await only(sqlite_db, Reward)).settled_at == due


async def test_a_credit_after_seven_days_waits_for_them_after_the_hold(
    town: Town, jobs: Jobs, clock: StillClock
) -> None:
    reward = [{"on": "qualified", "to": "friend", "amount": 50, "credit": "after 7d"}]
    await town.begin(qualify={"hold": "24h"}, reward=reward)
    await town.arrive(BEN, await town.code_of(ANN))
    clock.advance(days=7)
    await jobs.tick()
    assert (await balance(town, BEN)).held == 50
    clock.advance(days=1)
    await jobs.tick()
    assert (await balance(town, BEN)).available == 50


async def test_what_the_start_earned_waits_for_the_hold_and_is_dated_at_its_end(
    town: Town, jobs: Jobs, db: Database, clock: StillClock
) -> None:
    """The friend does the last step an hour before the first hold ends: a second one begins."""
    reward = [{"on": "start", "to": "friend", "amount": 5}]
    await town.begin(qualify={"hold": "24h", "steps": ["subscribe:@shop_news"]}, reward=reward)
    await town.arrive(BEN, await town.code_of(ANN), shop_news=False)
    clock.advance(hours=23)
    await joins(db, clock)
    assert (await only(db, Reward)).due_at == START + timedelta(hours=47)
    clock.advance(hours=2)
    await jobs.credit_rewards()
    assert (await balance(town, BEN)).held == 5


async def joins(db: Database, clock: StillClock) -> None:
    """The only friend there is joins the channel."""
    referral = await only(db, Referral)
    async with db.transaction() as session:
        document = await referrals.document_of(session, referral)
        await referrals.record_memberships(
            session, referral, document, {"@shop_news": True}, now=clock()
        )


async def test_a_window_that_passed_ends_the_referral_and_takes_back_what_the_start_earned(
    town: Town, jobs: Jobs, db: Database, clock: StillClock
) -> None:
    reward = [
        {"on": "start", "to": "friend", "amount": 5},
        {"on": "qualified", "to": "referrer", "amount": 100},
    ]
    await town.begin(
        attribution={"window": "48h"},
        qualify={"steps": ["subscribe:@shop_news"]},
        reward=reward,
    )
    await town.arrive(BEN, await town.code_of(ANN), shop_news=False)
    assert (await balance(town, BEN)).available == 5
    clock.advance(hours=48, seconds=-1)
    assert await jobs.expire_referrals() == 0
    clock.advance(seconds=1)
    assert await jobs.expire_referrals() == 1
    referral = await only(db, Referral)
    assert (referral.state, referral.revoked_reason) == (
        ReferralState.REVOKED,
        RevokeReason.WINDOW_PASSED,
    )
    assert (await balance(town, BEN)).available == 0
    assert await jobs.expire_referrals() == 0
    assert await clean(db)


async def test_a_friend_who_was_in_time_is_not_ended_by_the_window(
    town: Town, jobs: Jobs, db: Database, clock: StillClock
) -> None:
    await town.begin(
        attribution={"window": "48h"},
        qualify={"steps": ["subscribe:@shop_news"], "hold": "72h"},
    )
    await town.arrive(BEN, await town.code_of(ANN), shop_news=False)
    clock.advance(hours=47)
    await joins(db, clock)
    clock.advance(hours=2)
    await jobs.expire_referrals()
    assert (await only(db, Referral)).state == ReferralState.PENDING
    assert (await balance(town, ANN)).held == 100


async def test_one_tick_catches_up_after_a_long_pause(
    town: Town, jobs: Jobs, db: Database, clock: StillClock
) -> None:
    """Holds and delays of three months in one go: released, credited and sealed, each in order."""
    reward = [
        {"on": "qualified", "to": "referrer", "amount": 100, "credit": "after 30d"},
        {"on": "qualified", "to": "friend", "amount": 10},
    ]
    await town.begin(qualify={"hold": "24h"}, reward=reward)
    ann = await town.code_of(ANN)
    for number in range(120):
        clock.advance(minutes=30)
        await town.arrive(1_000 + number, ann)
    clock.advance(days=90)
    await jobs.tick()
    assert await jobs.tick() == 0
    assert (await balance(town, ANN)).available == 12_000
    async with db.read() as session:
        assert (await seals.head(session)).number == 480
        dates = list(
            await session.scalars(
                select(Transaction.at)
                .where(Transaction.kind == "credit", Transaction.key.like("%:0:credited"))
                .order_by(Transaction.at)
            )
        )
    assert dates[0] == START + timedelta(minutes=30, hours=24, days=30)
    assert dates[-1] == START + timedelta(minutes=30 * 120, hours=24, days=30)
    assert await clean(db)


async def test_a_job_that_fails_keeps_no_other_from_its_turn(
    town: Town,
    jobs: Jobs,
    db: Database,
    clock: StillClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(*_arguments: object, **_options: object) -> list[Due]:
        raise RuntimeError("a bug")

    await town.begin(qualify={"hold": "1h"})
    await crowds.come(town, await town.code_of(ANN), 150, hold=timedelta(hours=1))
    clock.advance(hours=1)
    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr(dues, "find", fail)
        assert await jobs.tick() == 300, "released and sealed"
    assert [record.getMessage() for record in caplog.records] == ["the job credit_rewards failed"]
    assert await count(db, Referral, Referral.state == ReferralState.QUALIFIED) == 150
    assert (await balance(town, ANN)).held == 15_000
    await jobs.tick()
    assert (await balance(town, ANN)).available == 15_000


async def test_two_replicas_at_once_do_everything_once(
    postgresql_url: str, clock: StillClock, caplog: pytest.LogCaptureFixture
) -> None:
    replicas = [Database(postgresql_url) for _ in range(3)]
    town = Town(replicas[0], clock)
    await town.begin(
        qualify={"hold": "1h"},
        reward=[
            {"on": "qualified", "to": "referrer", "amount": 100},
            {"on": "qualified", "to": "friend", "amount": 10},
        ],
    )
    codes = [await town.code_of(1 + number) for number in range(7)]
    await asyncio.gather(*(town.arrive(1_000 + number, codes[number % 7]) for number in range(210)))
    await asyncio.gather(*(town.revoke(1_000 + number, RevokeReason.BANNED) for number in range(5)))
    clock.advance(hours=2)
    await asyncio.gather(*(work_for(db, clock).tick() for db in replicas))
    await work_for(replicas[0], clock).tick()
    db = replicas[0]
    assert await count(db, Referral, Referral.state == ReferralState.QUALIFIED) == 205
    assert await count(db, Reward, Reward.state == RewardState.CREDITED) == 410
    assert await count(db, Transaction, Transaction.kind == "credit") == 410
    async with db.read() as session:
        notices = await session.scalars(
            select(OutboxMessage.text_args).where(OutboxMessage.text_key == "rewards-credited")
        )
        assert sum(each["count"] for each in notices) == 410
        report = await verification.verify(session)
    assert (report.findings, report.seals) == ([], report.transactions)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    for replica in replicas:
        await replica.close()
