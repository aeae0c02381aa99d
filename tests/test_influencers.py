"""Does the report count what each channel and each influencer brought, and cost?"""

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.services import campaigns, influencers, invites, plans
from models import Click
from tests.people import Stage, buttons, staged, text_of
from tests.stepped import participant_id, running
from tests.test_plans import buy

TEXT = """
[campaign]
slug = "influencer"
title = { en = "Creators" }

[qualify]
steps = ["start"]

[[plan]]
name = "creator"
title = { en = "Creator" }

[[reward]]
on = "qualified"
to = "referrer"
amount = 100

[[reward]]
on = "purchase"
to = "referrer"
plan = "creator"
percent = 15
"""


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        await running(stage, TEXT)
        await tell_the_story(stage)
        yield stage


async def tell_the_story(stage: Stage) -> None:
    """Ann has a plan and a code: two friends by it, one by WhatsApp. Zoe brings one by hers.

    Ben, who came by the code, buys for 1,000 (Ann: 150) and for 200 (30); Zoe's friend for 500.
    """
    ann, zoe, ben, *more = [
        stage.person(name) for name in ("Ann", "Zoe", "Ben", "Cleo", "Dan", "Eve")
    ]
    cleo, dan, eve = more
    await ann.start()
    await zoe.start()
    now = stage.clock()
    async with stage.app.db.transaction() as session:
        [campaign] = await campaigns.running(session)
        ann_id = await participant_id(stage, ann)
        own = await invites.own(session, campaign.id, ann_id, now=now)
        whatsapp = await invites.own(session, campaign.id, ann_id, label="whatsapp", now=now)
        await invites.set_vanity(session, own.id, "ANN2026")
        await plans.give(session, campaign.id, ann_id, "creator", by=1, now=now)
        session.add_all(
            Click(invite_id=invite.id, day=f"{now - timedelta(days=back):%Y-%m-%d}", visitors=count)
            for invite, back, count in ((own, 0, 7), (own, 100, 50), (whatsapp, 0, 2))
        )
    await ben.start("ann2026")
    await cleo.start("ANN2026")
    await dan.start(whatsapp.code)
    await eve.follow(await zoe.invite())
    await buy(stage, ben, "1", 1_000)
    await buy(stage, ben, "2", 200, behind=timedelta(seconds=30))
    await buy(stage, eve, "3", 500)


async def test_channels_and_people_are_counted_by_hand(stage: Stage) -> None:
    since, until = stage.clock() - timedelta(days=7), stage.clock() + timedelta(days=1)
    async with stage.app.db.read() as session:
        [campaign] = await campaigns.running(session)
        channels = await influencers.report(
            session, campaign.id, since=since, until=until, by_person=False
        )
        people = await influencers.report(
            session, campaign.id, since=since, until=until, by_person=True
        )
    found = {line.key: numbers(line) for line in channels.lines}
    # Ann's own and Zoe's: three friends at 100 and 180 for what Ben bought.
    assert found["default"] == (7, 3, 3, 3, 480)
    assert found["whatsapp"] == (2, 1, 1, 0, 100)
    assert numbers(channels.total) == (9, 4, 4, 3, 580)
    [ann] = people.lines
    assert (ann.name, ann.codes, ann.plan) == ("Ann", "ann2026", "creator")
    assert numbers(ann) == (9, 3, 3, 2, 480)
    assert ann.cost_per_friend_minor == 160


def numbers(line: influencers.Line) -> tuple[int, ...]:
    return line.clicks, line.starts, line.qualified, line.purchases, line.cost_minor


async def test_another_period_counts_what_happened_then(stage: Stage) -> None:
    until = stage.clock() - timedelta(days=50)
    async with stage.app.db.read() as session:
        [campaign] = await campaigns.running(session)
        report = await influencers.report(
            session, campaign.id, since=None, until=until, by_person=True
        )
    assert [numbers(line) for line in report.lines] == [(50, 0, 0, 0, 0)]


async def test_admins_read_both_tables_and_take_a_file(stage: Stage) -> None:
    figures = await stage.admin.say_in_group("/stats")
    await stage.admin.press("📣 Channels", figures)
    shown = now(stage, figures["message_id"])
    assert "main link" in shown
    assert "👋 3 → ✅ 3 · 🛍 3" in shown
    assert "480 points · 160 points a friend" in shown
    assert "All together" in shown
    await stage.admin.press("⭐️ Influencers", message(stage, figures["message_id"]))
    shown = now(stage, figures["message_id"])
    assert "Ann" in shown
    assert "Creator · ann2026" in shown
    assert "Zoe" not in shown
    await stage.admin.press("📄 CSV", message(stage, figures["message_id"]))
    document = stage.in_group()[-1]["document"]
    assert document["file_name"].startswith("influencer-influencers-")
    stored = stage.telegram.files.get(document["file_id"])
    assert stored is not None
    rows = list(csv.reader(io.StringIO(stored.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["Channel or person", "Codes", "Plan", "Clicks"]
    assert rows[1][1:] == ["ann2026", "Creator", "9", "3", "3", "2", "480", "160"]
    assert "File exported" in text_of(await stage.admin.say_in_group("/audit"))


def message(stage: Stage, message_id: int) -> dict[str, object]:
    return next(one for one in stage.in_group() if one["message_id"] == message_id)


def now(stage: Stage, message_id: int) -> str:
    found = message(stage, message_id)
    assert buttons(found)
    return text_of(found)
