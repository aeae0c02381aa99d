"""Whose terms does a plan change, from when on, and who is told?"""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.services import campaigns, conversions, plans
from bot.services.conversions import Order
from models import AuditRecord, Reward
from tests.people import Json, Person, Stage, buttons, staged, text_of
from tests.stepped import participant_id, running
from tests.test_surveys import shop

TEXT = """
[campaign]
slug = "partners"
title = { en = "Partners" }

[[plan]]
name = "many"
title = { en = "Those who bring many" }
from = 2

[[plan]]
name = "cpa"
title = { en = "Once" }

[[reward]]
on = "purchase"
to = "referrer"
plan = "standard"
percent = 10

[[reward]]
on = "purchase"
to = "referrer"
plan = "many"
percent = 20

[[reward]]
on = "nth:1"
to = "referrer"
plan = "cpa"
percent = 50
"""


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        await running(stage, TEXT)
        yield stage


async def buy(
    stage: Stage,
    person: Person,
    order_id: str,
    amount_minor: int,
    *,
    behind: timedelta = timedelta(),
) -> None:
    """Let a shop whose clock is so far behind report a purchase."""
    key_id, buyer_id = await shop(stage), await participant_id(stage, person)
    order = Order(order_id, buyer_id, amount_minor, "EUR", stage.clock() - behind)
    async with stage.app.db.transaction() as session:
        await conversions.record(session, order, api_key_id=key_id, now=stage.clock())


async def ann_and_ben(stage: Stage) -> tuple[Person, Person]:
    ann, ben = stage.person("Ann", username="ann_brown"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    return ann, ben


async def give(stage: Stage, button: str) -> Json:
    """Press through /user to the plan; returns what the group reads at the end."""
    card = await stage.admin.say_in_group("/user @ann_brown")
    await stage.admin.press("🏷 Terms", card)
    shown = now(stage, card)
    await stage.admin.press(button, shown)
    asked = stage.in_group()[-1]
    await stage.admin.press("✅ Change the terms", asked)
    return now(stage, asked)


def now(stage: Stage, message: Json) -> Json:
    return next(one for one in stage.in_group() if one["message_id"] == message["message_id"])


async def test_a_given_plan_is_for_what_comes_and_touches_nothing_credited(stage: Stage) -> None:
    """10 % of 1,000, then half of the first of another friend: 100 + 500, and nothing between."""
    ann, ben = await ann_and_ben(stage)
    await buy(stage, ben, "1", 1_000)
    assert (await ann.balance()).available == 100
    async with stage.app.db.read() as session:
        before = {each.id: each.amount_minor for each in await session.scalars(select(Reward))}
    done = await give(stage, "Partners: Once")
    assert "now Once — " in text_of(done).replace("<b>", "").replace("</b>", "")
    assert (await ann.balance()).available == 100
    # Ben's second purchase is not his first one.
    await buy(stage, ben, "2", 1_000)
    assert (await ann.balance()).available == 100
    cleo = stage.person("Cleo")
    await cleo.follow(await ann.invite())
    await buy(stage, cleo, "3", 1_000)
    assert (await ann.balance()).available == 600
    async with stage.app.db.read() as session:
        after = {each.id: each.amount_minor for each in await session.scalars(select(Reward))}
        [record] = await session.scalars(
            select(AuditRecord).where(AuditRecord.action == "plan-give")
        )
    assert after.items() >= before.items()
    assert (record.before, record.after) == ({"plan": "standard"}, {"plan": "cpa"})
    assert any("Your terms in “Partners” have changed: Once" in text for text in ann.texts)
    assert "standard → cpa" in text_of(await stage.admin.say_in_group("/audit"))
    assert await stage.verify() == []


async def test_a_plan_comes_by_itself_and_what_came_before_keeps_its_rate(stage: Stage) -> None:
    """10 % of 1,000 with one friend, 20 % of 1,000 with two."""
    ann, ben = await ann_and_ben(stage)
    await buy(stage, ben, "1", 1_000)
    await ann.say("/invite")
    assert any("With 2 friends that count: Those who bring many" in text for text in ann.texts)
    cleo = stage.person("Cleo")
    await cleo.follow(await ann.invite())
    assert (await ann.balance()).available == 100
    await buy(stage, ben, "2", 1_000)
    assert (await ann.balance()).available == 300
    for command in ("/invite", "/terms"):
        await ann.say(command)
        assert any("Your terms: Those who bring many" in text for text in ann.texts[-2:]), command


async def test_a_given_plan_can_be_taken_away(stage: Stage) -> None:
    _ann, _ben = await ann_and_ben(stage)
    await give(stage, "Partners: Once")
    card = await stage.admin.say_in_group("/user @ann_brown")
    await stage.admin.press("🏷 Terms", card)
    shown = now(stage, card)
    assert "Partners: Once (given)" in text_of(shown)
    assert "Partners: Once" not in buttons(shown)
    done = await give(stage, "Partners: by itself")
    assert "now for everybody" in text_of(done)


async def test_the_same_plan_or_an_unknown_one_is_refused(stage: Stage) -> None:
    ann, _ben = await ann_and_ben(stage)
    wanted = await participant_id(stage, ann)
    async with stage.app.db.read() as session:
        [campaign] = await campaigns.running(session)
    async with stage.app.db.transaction() as session:
        await plans.give(session, campaign.id, wanted, "cpa", by=1, now=stage.clock())
    for plan, refusal in (("cpa", plans.PlanUnchanged), ("gone", plans.PlanUnknown)):
        with pytest.raises(refusal):
            async with stage.app.db.transaction() as session:
                await plans.give(session, campaign.id, wanted, plan, by=1, now=stage.clock())


async def test_one_press_confirms_once(stage: Stage) -> None:
    await ann_and_ben(stage)
    card = await stage.admin.say_in_group("/user @ann_brown")
    await stage.admin.press("🏷 Terms", card)
    await stage.admin.press("Partners: Once", now(stage, card))
    asked = stage.in_group()[-1]
    await stage.admin.press("✅ Change the terms", asked)
    async with stage.app.db.read() as session:
        found = list(
            await session.scalars(select(AuditRecord).where(AuditRecord.action == "plan-give"))
        )
    assert len(found) == 1
    assert "✅ Change the terms" not in buttons(now(stage, asked))


async def test_the_home_screen_says_only_what_counts_on_ones_own_terms(stage: Stage) -> None:
    ann, _ben = await ann_and_ben(stage)
    home = text_of(await ann.start())
    assert "10%" in home
    assert "20%" not in home
    assert "50%" not in home
    assert "special plan" not in home
    assert "🏷 Your terms: for everybody. With 2 friends" in home
    await give(stage, "Partners: Once")
    for command in ("/start", "/why"):
        screen = text_of(await ann.say(command))
        assert "50%" in screen, command
        assert "10%" not in screen, command
