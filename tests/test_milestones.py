"""What do people hear of milestones and tiers, and how far is it to the next one?"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import ledger, revocations, verification, webhooks
from models import (
    OutboxMessage,
    Participant,
    Referral,
    RevokeReason,
    Reward,
    WebhookDelivery,
)
from tests.clock import StillClock
from tests.operators import load, start
from tests.people import Person, Stage, staged, text_of
from tests.town import Town, campaign_document

SECTIONS = {
    "reward": [
        {
            "on": "qualified",
            "to": "referrer",
            "amount": 100,
            "tiers": [{"from": 3, "amount": 150}, {"from": 5, "amount": 200}],
        }
    ],
    "milestone": [
        {"at": 1, "amount": 50},
        {"at": 2, "amount": 300, "badge": {"en": "Friendly", "ru": "Душа компании"}},
        {"at": 4, "amount": 500, "badge": {"en": "Ambassador"}},
    ],
}


async def played(stage: Stage, friends: int, language: str = "en") -> tuple[Person, list[Person]]:
    """Ann brings friends in a campaign with tiers and milestones."""
    await load(stage.app.db, stage.clock, campaign_document("autumn", **SECTIONS))
    await start(stage.app.db, stage.clock)
    ann = stage.person("Ann", language)
    await ann.start()
    link = await ann.invite()
    came = [stage.person(f"Friend {number}") for number in range(friends)]
    for friend in came:
        await friend.follow(link)
        await stage.advance(minutes=2)
    return ann, came


async def count_no_longer(stage: Stage, friend: Person) -> None:
    async with stage.app.db.transaction() as session:
        referral_id = await session.scalar(
            select(Referral.id)
            .join(Participant, Participant.id == Referral.referee_id)
            .where(Participant.telegram_id == friend.id)
        )
        assert referral_id is not None
        await revocations.carry_out(
            session, referral_id, by=stage.owner.id, reason="A test", now=stage.clock()
        )
    await stage.settle()


@pytest.mark.usefixtures("unpaced")
async def test_a_milestone_is_told_with_its_badge_and_friends_show_the_next(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url) as stage:
        ann, _came = await played(stage, 2)
        told = [text for text in ann.texts if text.startswith("🏅")]
        assert told[0].startswith("🏅 1 friend: +50 points\n")
        assert told[1].startswith("🏅 2 friends: +300 points\n")
        assert "You have earned the badge “Friendly” in “Autumn”." in told[1]
        for command in ("/friends", "/why"):
            screen = text_of(await ann.say(command))
            assert "🏅 1 friend · Friendly" in screen
            assert "🎯 2 friends to go: +500 points and the badge “Ambassador”" in screen
            # The third friend brings 150 already; what comes next is the fifth.
            assert "📈 From friend no. 5 on: 200 points instead of 150 points for each" in screen
        assert (await ann.balance()).available == 2 * 100 + 50 + 300
        assert await stage.verify() == []


@pytest.mark.usefixtures("unpaced")
async def test_a_milestone_that_is_lost_is_told_and_comes_again(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ann, came = await played(stage, 2, "ru")
        assert "🏅 2 друга: +300 баллов" in "\n".join(ann.texts)
        await count_no_longer(stage, came[1])
        assert any("меньше 2 засчитанных друзей, поэтому снято: 300 баллов" in x for x in ann.texts)
        assert "🎯 Ещё 1 друг: +300 баллов и значок «Душа компании»" in text_of(
            await ann.say("/friends")
        )
        assert (await ann.balance()).available == 100 + 50
        await stage.person("Late").follow(await ann.invite())
        assert (await ann.balance()).available == 2 * 100 + 50 + 300


async def test_above_the_last_milestone_only_the_badges_are_left(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ann, _came = await played(stage, 5, "bg")
        screen = text_of(await ann.say("/friends"))
        assert "🏅 1 приятел · Friendly · Ambassador" in screen
        assert "🎯" not in screen
        assert "📈" not in screen


async def test_another_version_takes_nothing_of_what_was_promised_while_the_friends_are_there(
    db: Database, clock: StillClock
) -> None:
    town = Town(db, clock)
    await town.begin(reward=[], milestone=[{"at": 2, "amount": 500}])
    code = await town.code_of(1)

    async def has() -> int:
        participant_id = await town.id_of(1)
        async with db.read() as session:
            assert (await verification.verify(session)).findings == []
            return (await ledger.balances(session, participant_id))[-1].available

    async def told() -> list[str]:
        keys = select(OutboxMessage.text_key).where(OutboxMessage.text_key.like("milestones-%"))
        async with db.read() as session:
            return list(await session.scalars(keys.order_by(OutboxMessage.id)))

    for friend in (10, 11):
        await town.arrive(friend, code)
    changed = campaign_document("autumn", reward=[], milestone=[{"at": 5, "amount": 1000}])
    await load(db, clock, changed)
    await town.arrive(12, code)
    assert await has() == 500
    for friend in (13, 14):
        await town.arrive(friend, code)
    assert await has() == 500 + 1000
    await town.revoke(14, RevokeReason.BANNED)
    assert await has() == 500
    for friend in (10, 11):
        await town.revoke(friend, RevokeReason.BANNED)
    assert await has() == 500
    # One friend is left; the version under which this one came knows nothing of two friends.
    await town.revoke(12, RevokeReason.BANNED)
    assert await has() == 0
    assert await told() == ["milestones-reached"] * 2 + ["milestones-lost"] * 2


async def test_a_milestone_that_a_version_dropped_goes_with_the_friends_it_counted(
    db: Database, clock: StillClock
) -> None:
    town = Town(db, clock)
    await town.begin(reward=[], milestone=[{"at": 2, "amount": 500}])
    code = await town.code_of(1)
    await town.arrive(10, code)
    await town.arrive(11, code)
    await load(db, clock, campaign_document("autumn", reward=[]))
    await town.arrive(12, code)
    left = []
    for friend in (10, 12):
        await town.revoke(friend, RevokeReason.BANNED)
        async with db.read() as session:
            assert (await verification.verify(session)).findings == []
            found = await ledger.balances(session, await town.id_of(1))
            left.append(found[-1].available)
    # Two are left, then one.
    assert left == [500, 0]


async def test_what_is_found_late_is_dated_when_it_was_due_and_told_from_now_on(
    db: Database, clock: StillClock
) -> None:
    """A message from the past would be late as soon as it is written, an event given up at once."""
    town = Town(db, clock)
    async with db.transaction() as session:
        await webhooks.add(session, "https://shop.example/hook", now=clock())
    await town.begin(reward=[], milestone=[{"at": 1, "amount": 500}], qualify={"hold": "24h"})
    await town.arrive(10, await town.code_of(1))
    due_at = clock() + timedelta(hours=24)
    clock.advance(days=3)
    await town.catch_up()
    async with db.read() as session:
        [reward] = await session.scalars(select(Reward))
        assert (reward.due_at, reward.settled_at) == (due_at, due_at)
        told = select(OutboxMessage).where(OutboxMessage.text_key == "milestones-reached")
        [message] = await session.scalars(told)
        assert message.not_before == clock()
        events = await session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.id))
        found = [(event.event, event.created_at, event.not_before) for event in events]
        names = ("reward.credited", "referral.qualified")
        assert sorted(found) == sorted((name, clock(), clock()) for name in names)
        assert (await verification.verify(session)).findings == []
