"""What does an admin learn from /user, and by which ways is a person found?"""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.services import participants, referrals
from models import Referral, RevokeReason
from tests.payout_stage import ask, card_now, give, run_campaign
from tests.people import Json, Person, Stage, buttons, staged, text_of


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, starter_campaign={"hold": "0"}) as stage:
        yield stage


async def ann_and_friends(stage: Stage, *names: str) -> tuple[Person, list[Person]]:
    ann = stage.person("Ann", username="Ann_Brown")
    await ann.start()
    link = await ann.invite()
    friends = [stage.person(name) for name in names]
    for friend in friends:
        await friend.follow(link)
    return ann, friends


async def test_the_card_tells_who_it_is_and_how_things_stand(stage: Stage) -> None:
    ann, [ben, _cleo] = await ann_and_friends(stage, "Ben", "Cleo")
    text = text_of(await stage.admin.say_in_group("/user @ann_brown"))
    assert "Ann" in text
    assert f"@Ann_Brown · {ann.id} · English" in text
    assert "Friends: 2 · ✅ 2 · ⏳ 0 · ✖️ 0" in text
    assert "200 points available, 0 points held" in text
    assert text.count("credited for") == 2
    card = await stage.admin.say_in_group(f"/user {ben.id}")
    assert "Invited by \u2068Ann\u2069" in text_of(card)
    assert "↖️ Invited by \u2068Ann\u2069" in buttons(card)
    await stage.admin.press("↖️ Invited by \u2068Ann\u2069", card)
    assert f"{ann.id}" in text_of(card_now(stage, card))


async def test_a_person_is_found_by_id_name_code_and_reply(stage: Stage) -> None:
    ann, _ = await ann_and_friends(stage)
    code = (await ann.invite()).partition("start=")[2]
    await ann.join(stage.group_id)
    said = stage.telegram.send(ann.user, stage.group_id, "Hello")
    owner = stage.admin
    for written in (str(ann.id), "@ann_brown", "ANN_BROWN", code):
        assert f"@Ann_Brown · {ann.id}" in text_of(await owner.say_in_group(f"/user {written}"))
    answer = await owner.say_in_group("/user", reply_to=said)
    assert f"@Ann_Brown · {ann.id}" in text_of(answer)
    assert "Who is it?" in text_of(await owner.say_in_group("/user"))
    assert "💬 Open questions" in buttons(stage.in_group()[-1])


async def test_a_forwarded_message_asks_who_wrote_it(stage: Stage) -> None:
    ann, _ = await ann_and_friends(stage)
    friends = stage.telegram.add_group("Friends", owner=stage.owner)
    stage.telegram.join(ann.user, friends)
    said = stage.telegram.send(ann.user, friends, "Hello")
    stage.telegram.forward(stage.owner, said, stage.group_id)
    await stage.settle()
    assert f"@Ann_Brown · {ann.id}" in text_of(stage.in_group()[-1])
    member = stage.person("Member")
    await member.join(stage.group_id)
    stage.telegram.join(member.user, friends)
    before = len(stage.in_group())
    stage.telegram.forward(member.user, said, stage.group_id)
    await stage.settle()
    assert len(stage.in_group()) == before


async def test_a_forwarded_message_of_somebody_hidden_asks_for_the_id(stage: Stage) -> None:
    hidden = {"type": "hidden_user", "date": 1, "sender_user_name": "Ann"}
    content: Json = {"text": "Hello", "forward_origin": hidden}
    stage.telegram.send_other(stage.owner, stage.group_id, **content)
    await stage.settle()
    assert "does not let Telegram say" in text_of(stage.in_group()[-1])


async def test_of_two_with_one_name_one_is_chosen_by_a_button(stage: Stage) -> None:
    first = stage.person("Ann", username="anna")
    await first.start()
    stage.telegram.usernames.pop("anna", None)
    second = stage.person("Anna", username="anna")
    await second.start()
    choice = await stage.admin.say_in_group("/user @anna")
    assert len(buttons(choice)) == 2
    await stage.admin.press(f"\u2068Anna\u2069 · {second.id}", choice)
    assert str(second.id) in text_of(card_now(stage, choice))
    refused = text_of(await stage.admin.say_in_group("/credit @anna 50 prize"))
    assert f"{first.id}, {second.id}" in refused


@pytest.mark.parametrize(
    ("language", "unknown", "unreadable"),
    [
        ("en", "I do not know @nobody", "Write a Telegram id"),
        ("ru", "Я не знаю @nobody", "Напишите Telegram id"),
        ("bg", "Не познавам @nobody", "Напишете Telegram id"),
    ],
)
async def test_somebody_unknown_is_said_to_be(
    sqlite_url: str, unpaced: None, language: str, unknown: str, unreadable: str
) -> None:
    async with staged(sqlite_url, texts={"language": language}) as stage:
        assert unknown in text_of(await stage.admin.say_in_group("/user @nobody"))
        assert unreadable in text_of(await stage.admin.say_in_group("/user что-то"))


async def test_what_stands_out_is_said_with_its_numbers(stage: Stage) -> None:
    names = [f"Friend {number}" for number in range(6)]
    ann, friends = await ann_and_friends(stage, *names)
    for friend in friends[:3]:
        await revoke(stage, friend)
    text = text_of(await stage.admin.say_in_group(f"/user {ann.id}"))
    assert "3 of 6 friends were revoked" in text
    assert "6 friends within 10 minutes" in text
    calm = text_of(await stage.admin.say_in_group(f"/user {friends[0].id}"))
    assert "Worth a look" not in calm


async def revoke(stage: Stage, friend: Person) -> None:
    async with stage.app.db.transaction() as session:
        person = await participants.find(session, friend.id)
        assert person is not None
        referral = await session.scalar(select(Referral).where(Referral.referee_id == person.id))
        assert referral is not None
        await referrals.revoke(session, referral, RevokeReason.LEFT, now=stage.clock())
    await stage.settle()


async def test_payouts_of_several_campaigns_are_told_apart(stage: Stage) -> None:
    ann, _ = await ann_and_friends(stage)
    await give(ann, 1_000)
    await ask(ann, 500)
    await run_campaign(stage, "spring")
    await give(ann, 700, slug="spring")
    await ann.say("/payout")
    for button in ("Spring: 700 points", "The most: 700 points", "Card"):
        await ann.press(button)
    await ann.say("4111111111111111")
    await ann.press("Send the request")
    told = text_of(await stage.admin.say_in_group(f"/user {ann.id}"))
    assert "💸 Payouts · Spring\n⏳ waiting: 1 · 700 points" in told
    assert "💸 Payouts · Invite your friends\n⏳ waiting: 1 · 500 points" in told


async def test_payouts_and_friends_are_listed_and_lead_on(stage: Stage) -> None:
    ann, [_ben] = await ann_and_friends(stage, "Ben")
    await give(ann, 1_000)
    await ask(ann, 500)
    card = await stage.admin.say_in_group(f"/user {ann.id}")
    assert "💸 Payouts\n⏳ waiting: 1 · 500 points" in text_of(card)
    assert buttons(card)[4:7] == ["👥 Friends", "💸 Payouts", "📜 Audit"]
    rows = [[one["text"] for one in row] for row in card["reply_markup"]["inline_keyboard"]]
    assert max(len(row) for row in rows) == 2
    await stage.admin.press("💸 Payouts", card)
    assert "⏳ #1 · 500 points" in buttons(card_now(stage, card))
    await stage.admin.press("👤 Card", card_now(stage, card))
    await stage.admin.press("👥 Friends", card_now(stage, card))
    friends = card_now(stage, card)
    assert "👤 \u2068Ben\u2069" in buttons(friends)
    await stage.admin.press("👤 \u2068Ben\u2069", friends)
    assert "Invited by \u2068Ann\u2069" in text_of(card_now(stage, card))
