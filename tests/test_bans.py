"""Does a ban stop earning and payouts, and let everything go on when it is over?"""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from models import AuditRecord
from tests.payout_stage import ask, card_now, give
from tests.people import Person, Stage, buttons, staged, text_of


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, texts={"contact": "@olga_help"}) as stage:
        yield stage


async def ann(stage: Stage) -> tuple[Person, str]:
    person = stage.person("Ann", username="anna")
    await person.start()
    return person, await person.invite()


async def ban(stage: Stage) -> None:
    card = await stage.admin.say_in_group("/ban @anna fake friends")
    await stage.admin.press("🚫 Ban", card)


async def unban(stage: Stage) -> None:
    card = await stage.admin.say_in_group("/unban @anna")
    await stage.admin.press("✅ Unban", card)


async def test_who_is_banned_hears_it_calmly_and_the_card_says_why(stage: Stage) -> None:
    person, _ = await ann(stage)
    card = await stage.admin.say_in_group("/ban @anna fake friends")
    assert "Reason: fake friends" in text_of(card)
    assert "paused" not in person.texts[-1]
    await stage.admin.press("🚫 Ban", card)
    assert "Banned" in text_of(card_now(stage, card))
    assert "has paused your part" in person.texts[-1]
    assert "@olga_help" in person.texts[-1]
    assert "fake friends" not in person.texts[-1]
    shown = text_of(await stage.admin.say_in_group("/user @anna"))
    assert "Banned since" in shown
    assert "by \u2068Olga\u2069" in shown
    assert "Reason: fake friends" in shown
    assert "✅ Unban" in buttons(stage.in_group()[-1])
    async with stage.app.db.read() as session:
        rows = (await session.scalars(select(AuditRecord))).all()
    assert [(row.action, row.reason) for row in rows] == [("ban", "fake friends")]


async def test_what_was_earned_is_frozen_and_goes_on_after_the_ban(stage: Stage) -> None:
    person, link = await ann(stage)
    await stage.person("Ben").follow(link)
    await ban(stage)
    await stage.advance(hours=25)
    assert (await person.balance()).held == 100
    assert (await person.balance()).available == 0
    late = stage.person("Late")
    answer = text_of(await late.follow(link))
    assert "not valid" in answer
    await unban(stage)
    assert "You can take part again" in person.texts[-1]
    await stage.advance(seconds=5)
    assert (await person.balance()).available == 100
    assert "100 points" in person.texts[-1]
    assert await stage.verify() == []


async def test_a_reward_at_once_waits_for_the_end_of_the_ban(
    sqlite_url: str, unpaced: None
) -> None:
    starter = {"hold": "0", "required_chats": ["@shop_news"]}
    async with staged(sqlite_url, starter_campaign=starter) as stage:
        person, link = await ann(stage)
        ben = stage.person("Ben")
        await ben.follow(link)
        await ban(stage)
        await ben.join()
        assert (await person.balance()).held == 100
        await stage.advance(hours=1)
        assert (await person.balance()).available == 0
        await unban(stage)
        await stage.advance(seconds=5)
        assert (await person.balance()).available == 100
        assert await stage.verify() == []


async def test_no_payout_is_asked_for_or_approved_meanwhile(stage: Stage) -> None:
    person, _ = await ann(stage)
    await give(person, 1_000)
    payout = await ask(person, 500)
    card = await stage.admin.say_in_group("/ban @anna fake friends")
    assert "1 payout is open" in text_of(card)
    await stage.admin.press("🚫 Ban", card)
    assert "Payouts are closed to you" in text_of(await person.say("/payout"))
    alert = await stage.admin.press("✅ Approve", payout)
    assert "banned" in str(alert)
    await unban(stage)
    await stage.admin.press("✅ Approve", payout)
    assert "approved" in text_of(card_now(stage, payout))
    assert await stage.verify() == []


async def test_who_is_banned_can_still_write_to_support(stage: Stage) -> None:
    person, _ = await ann(stage)
    await ban(stage)
    await person.say("/support")
    await person.say("I think this is a mistake")
    card = next(one for one in stage.in_group()[::-1] if "a mistake" in text_of(one))
    assert "🚫 banned" in text_of(card)


async def test_owners_and_those_with_a_role_are_not_banned(stage: Stage) -> None:
    person, _ = await ann(stage)
    await person.join(stage.group_id)
    roles = await stage.admin.say_in_group("/roles @anna")
    await stage.admin.press("➕ Support", roles)
    assert "has a role" in text_of(await stage.admin.say_in_group("/ban @anna fake friends"))
    stage.telegram.promote(stage.group_id, person.user)
    await stage.settle()
    refused = await stage.admin.say_in_group("/ban @anna fake friends")
    assert "administers this group" in text_of(refused)
    assert "✅" not in "".join(buttons(refused))


async def test_a_second_ban_says_since_when(stage: Stage) -> None:
    await ann(stage)
    cards = [await stage.admin.say_in_group("/ban @anna fake friends") for _ in range(2)]
    await stage.admin.press("🚫 Ban", cards[0])
    assert "Banned already, since" in str(await stage.admin.press("🚫 Ban", cards[1]))
    assert "Banned already, since" in text_of(await stage.admin.say_in_group("/ban @anna again"))


async def test_by_the_button_of_the_card_the_reason_is_asked_for(stage: Stage) -> None:
    await ann(stage)
    owner = stage.admin
    await owner.press("🚫 Ban", await owner.say_in_group("/user @anna"))
    prompt = stage.in_group()[-1]
    assert "why should \u2068Ann\u2069 be banned" in text_of(prompt)
    card = await owner.say_in_group("fake friends", reply_to=prompt)
    await owner.press("🚫 Ban", card)
    assert "Banned" in text_of(card_now(stage, card))
