"""Who counts in which arm of an experiment, and what do the admins read of it?"""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import campaigns, documents, experiments, invites, rules
from bot.services.experiments import Verdict
from models import Campaign, Exposure, Participant, Referral, ReferralState
from tests.clock import START
from tests.people import Stage, buttons, staged, text_of
from tests.stepped import run, running

TEXT = """
[campaign]
slug = "ab-test"
title = { en = "Two ways" }

[[experiment]]
name = "amounts"

[[experiment.variants]]
name = "same"
weight = 1
text = { en = "100 for each of us" }

[[experiment.variants]]
name = "generous"
weight = 1
text = { en = "180 for you, 20 for me" }

[[reward]]
on = "qualified"
to = "referrer"
variant = "same"
amount = 100

[[reward]]
on = "qualified"
to = "referrer"
variant = "generous"
amount = 20
"""


async def person(db: Database, number: int) -> int:
    async with db.transaction() as session:
        new = Participant(
            telegram_id=number, name=f"Friend {number}", created_at=START, started_at=START
        )
        session.add(new)
        await session.flush()
        return new.id


async def friend(
    db: Database,
    campaign: Campaign,
    referrer_id: int,
    number: int,
    state: ReferralState,
    at: datetime,
) -> None:
    referee_id = await person(db, number)
    async with db.transaction() as session:
        invite = await invites.own(session, campaign.id, referrer_id, now=at)
        session.add(
            Referral(
                campaign_id=campaign.id,
                version=1,
                referrer_id=referrer_id,
                referee_id=referee_id,
                invite_id=invite.id,
                state=state,
                created_at=at,
            )
        )


async def test_arms_are_counted_by_people_from_when_they_first_saw_theirs(db: Database) -> None:
    """By hand: of each arm's people the first brings two who count, the second one who waits.

    The third brought somebody before seeing the arm, which says nothing about it.
    """
    campaign = await run(db, TEXT, now=START)
    now = START + timedelta(hours=1)
    number, by_arm = 0, {"same": 0, "generous": 0}
    async with db.read() as session:
        running_now = await campaigns.find(session, campaign.id)
    while min(by_arm.values()) < 3:
        number += 10
        someone = await person(db, number)
        arm = rules.variant(running_now.document, someone)
        assert arm is not None
        by_arm[arm] += 1
        if by_arm[arm] == 3:
            await friend(db, campaign, someone, number + 1, ReferralState.QUALIFIED, START)
        async with db.transaction() as session:
            for _ in range(2):
                await experiments.expose(session, running_now, someone, now=now)
        later = now + timedelta(minutes=1)
        if by_arm[arm] == 1:
            await friend(db, campaign, someone, number + 2, ReferralState.QUALIFIED, later)
            await friend(db, campaign, someone, number + 3, ReferralState.QUALIFIED, later)
        elif by_arm[arm] == 2:
            await friend(db, campaign, someone, number + 4, ReferralState.PENDING, later)
    async with db.read() as session:
        report = await experiments.report(session, running_now)
    assert [arm.name for arm in report.arms] == ["same", "generous"]
    for found in report.arms:
        assert (found.people, found.starts, found.qualified, found.converted) == (
            by_arm[found.name], 3, 2, 1
        )  # fmt: skip
    [comparison] = report.comparisons
    assert comparison.verdict == Verdict.TOO_FEW


async def test_other_arms_under_the_same_name_are_refused(db: Database) -> None:
    await run(db, TEXT, now=START)
    for changed in (
        TEXT.replace("weight = 1", "weight = 3", 1),
        TEXT.replace('"generous"', '"kind"'),
    ):
        with pytest.raises(campaigns.ExperimentFixed):
            await load(db, changed)
    await load(db, TEXT.replace("amount = 20", "amount = 30"))
    await load(
        db,
        TEXT.replace('name = "amounts"', 'name = "again"').replace("weight = 1", "weight = 2", 1),
    )


async def load(db: Database, text: str) -> None:
    async with db.transaction() as session:
        await campaigns.load(session, documents.parse_toml(text), now=START)


# In the chat


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


async def test_whoever_sees_the_link_is_in_an_arm_once(stage: Stage) -> None:
    await running(stage, TEXT)
    ann = stage.person("Ann")
    await ann.start()
    async with stage.app.db.read() as session:
        [first] = await session.scalars(select(Exposure))
    stage.clock.advance(days=1)
    await ann.start()
    await ann.say("/invite")
    async with stage.app.db.read() as session:
        [again] = await session.scalars(select(Exposure))
    assert again.at == first.at
    assert again.variant == first.variant
    amount = {"same": 100, "generous": 20}[first.variant]
    ben = stage.person("Ben")
    await ben.follow(await ann.invite())
    assert (await ann.balance()).available == amount


async def test_admins_read_the_report_and_see_it_drawn(stage: Stage) -> None:
    await running(stage, TEXT)
    for number in range(4):
        await stage.person(f"Friend {number}").start()
    figures = await stage.admin.say_in_group("/stats")
    assert "🧪 Test: amounts" in buttons(figures)
    await stage.admin.press("🧪 Test: amounts", figures)
    shown = next(one for one in stage.in_group() if one["message_id"] == figures["message_id"])
    assert "Test “amounts”" in text_of(shown)
    assert "Not enough people yet: it takes about" in text_of(shown)
    assert "percentage points" in text_of(shown)
    await stage.admin.press("📊 Picture", shown)
    assert stage.in_group()[-1]["photo"]
