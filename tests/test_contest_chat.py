"""What do people see of a contest in the chat, from its start to the check of its draw?"""

from typing import Any

import pytest

from bot.i18n import Markup
from bot.pictures import QrCard, cards
from bot.services import draws, outbox
from tests.operators import load, start
from tests.people import Json, Person, Stage, buttons, staged, text_of
from tests.town import campaign_document

RACE = {
    "name": "race",
    "lasts": "1d",
    "announce_in": "@shop_news",
    "title": {"en": "Autumn race", "ru": "Осенний забег", "bg": "Есенно надбягване"},
    "prizes": [{"amount": 500}, {"amount": 200}, {"title": {"en": "a T-shirt", "ru": "футболка"}}],
}
LOTTERY = {**RACE, "name": "lottery", "kind": "draw", "prizes": [{"amount": 300}]}


async def opened(stage: Stage, *contests: dict[str, Any]) -> None:
    document = campaign_document("autumn", contest=list(contests))
    await load(stage.app.db, stage.clock, document)
    await start(stage.app.db, stage.clock)
    await stage.advance(minutes=1)


async def with_friends(stage: Stage, name: str, language: str, count: int) -> Person:
    person = stage.person(name, language)
    await person.start()
    link = await person.invite()
    for number in range(count):
        await stage.person(f"{name}’s friend {number}").follow(link)
        await stage.advance(minutes=1)
    return person


def in_channel(stage: Stage) -> list[Json]:
    return stage.telegram.history(stage.channel_id)


def document_of(stage: Stage, message: Json) -> bytes:
    stored = stage.telegram.files.get(message["document"]["file_id"])
    assert stored is not None
    return stored.content


@pytest.mark.usefixtures("unpaced")
async def test_a_contest_from_its_start_to_its_prizes(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await opened(stage, RACE)
        for post in (text_of(stage.in_group()[-1]), text_of(in_channel(stage)[-1])):
            assert post.startswith("🏁 A contest has begun: Autumn race")
            assert "🥇 500 points\n🥈 200 points\n🥉 a T-shirt" in post
        ann = await with_friends(stage, "Ann", "en", 3)
        boris = await with_friends(stage, "Борис", "ru", 1)

        seen = text_of(await ann.say("/contest"))
        assert "🥇 ⁨Ann⁩ (you) — 3 friends\n🥈 ⁨Борис⁩ — 1 friend" in seen
        assert "As things stand, yours is: 500 points." in seen
        seen = text_of(await boris.say("/contest"))
        assert "Вы: место 2, 1 друг.\n🎁 Сейчас ваш приз: 200 баллов." in seen
        assert "🎯 Ещё 3 друга — и ваше место 1: 500 баллов." in seen
        await boris.press("📜 Правила")
        assert "выше тот, кто набрал его раньше" in boris.texts[-1]
        assert "🏁 Конкурс" in buttons(await boris.say("/top"))
        await boris.press("🏁 Конкурс")
        await boris.press("🖼 Картинкой")
        assert boris.heard[-1]["photo"]

        await stage.advance(days=1)
        result = stage.in_group()[-1]
        assert f"🥇 ⁨Ann⁩ · {ann.id} — 3 friends · 🎁 500 points" in text_of(result)
        assert result["photo"]
        public = in_channel(stage)[-1]
        assert "🥈 ⁨Борис⁩ — 1 friend · 🎁 200 points\n\n2 participants took part." in text_of(public)
        assert str(ann.id) not in text_of(public)
        assert public["photo"]
        assert ann.texts[-1].startswith("🎉 You took place 1 in “Autumn race”!")
        assert "Ваш приз: 200 баллов." in boris.texts[-1]
        assert (await ann.balance()).available == 3 * 100 + 500
        assert (await boris.balance()).available == 100 + 200
        assert "You have won: 500 points." in text_of(await ann.say("/contest"))
        assert await stage.verify() == []


@pytest.mark.usefixtures("unpaced")
async def test_an_admin_disqualifies_in_public(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await opened(stage, RACE)
        ann = await with_friends(stage, "Ann", "en", 2)
        boris = await with_friends(stage, "Борис", "ru", 1)
        screen = await stage.admin.say_in_group("/contest")
        assert f"🥇 ⁨Ann⁩ · {ann.id} — 2 friends" in text_of(screen)
        await stage.admin.press("🚫 Disqualify", screen)
        question = stage.in_group()[-1]
        refused = await stage.admin.say_in_group(f"{ann.id}", reply_to=question)
        assert "reason" in text_of(refused).lower()
        card = await stage.admin.say_in_group(f"{ann.id}\nfake accounts", reply_to=question)
        assert "Now: 2 friends.\nReason: fake accounts" in text_of(card)
        await stage.admin.press("🚫 Yes, disqualify", card)
        assert "is disqualified from the contest “Autumn race”." in text_of(stage.in_group()[-1])
        assert "Decided by ⁨Olga⁩." in text_of(stage.in_group()[-1])
        assert "Reason: fake accounts" in ann.texts[-1]
        seen = text_of(await boris.say("/contest"))
        assert "🚫 Сняты с конкурса\n⁨Ann⁩ — fake accounts" in seen
        assert "🥇 ⁨Борис⁩ (вы)" in seen
        assert "You were disqualified" in text_of(await ann.say("/contest"))
        audit = text_of(await stage.admin.say_in_group("/audit"))
        assert "Disqualified from a contest" in audit
        assert "contest: race" in audit
        await stage.advance(days=1)
        assert (await boris.balance()).available == 100 + 500
        assert (await ann.balance()).available == 200


@pytest.mark.usefixtures("unpaced")
async def test_anybody_checks_a_draw(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await opened(stage, LOTTERY)
        started = text_of(in_channel(stage)[-1])
        commitment = started.split("Commitment: ")[1]
        ann = await with_friends(stage, "Ann", "en", 2)
        passer_by = stage.person("Pia", "bg")
        await passer_by.start()
        assert "You have 2 tickets." in text_of(await ann.say("/contest"))
        assert "No draw has been held yet" in text_of(await ann.say("/verify"))
        assert "още 1 приятел и участвате" in text_of(await passer_by.say("/contest"))

        await stage.advance(days=1)
        assert f"Commitment: {commitment}" in text_of(in_channel(stage)[-1])
        sent = await ann.say("/verify")
        said = ann.texts[-2]
        assert "✅ All agrees" in said
        assert f"Commitment: {commitment}" in said
        published = document_of(stage, sent)
        seed = said.split("Seed: ")[1].split("\n")[0]
        assert f"List: {draws.list_hash(published)}" in said
        [winner] = draws.winners(seed, published)
        assert f"🥇 ⁨Ann⁩ — ticket {winner} · 🎁 300 points" in said
        assert f"You: {winner}, 2 tickets" in said
        # Somebody who did not take part is sent the very same file, without a second upload.
        again = await passer_by.say("/verify")
        assert document_of(stage, again) == published
        assert again["document"]["file_id"] == sent["document"]["file_id"]
        assert (await ann.balance()).available == 2 * 100 + 300
        assert await stage.verify() == []


@pytest.mark.usefixtures("unpaced")
async def test_a_channel_that_is_closed_to_the_bot_is_told_of_in_the_group(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await opened(stage, {**RACE, "announce_in": "@nowhere_at_all"})
        assert [text_of(one).split(" ")[0] for one in stage.in_group()[-2:]] == ["🏁", "⚠️"]
        assert "@nowhere_at_all" in text_of(stage.in_group()[-1])
        await stage.advance(minutes=5)
        assert len(stage.in_group()) == 2


async def test_without_contests_one_reads_so(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann")
        await ann.start()
        assert "There is no contest right now" in text_of(await ann.say("/contest"))
        answer = await stage.admin.say_in_group("/contest")
        assert "No contest runs or is planned" in text_of(answer)
        assert "🏁 Contest" not in buttons(await ann.say("/top"))


async def test_a_picture_that_cannot_be_drawn_goes_as_its_words(sqlite_url: str) -> None:
    undrawable = QrCard("Autumn", "x" * 5_000, "code", "hint", "t.me/bot")
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann")
        await ann.start()
        async with stage.app.db.transaction() as session:
            await outbox.post(
                session,
                chat_id=ann.id,
                text_key="contests-message",
                args={"text": Markup("<b>Words</b>")},
                now=stage.clock(),
                picture=cards.to_json(undrawable),
            )
        stage.app.sender.nudge()
        await stage.settle()
        assert ann.texts[-1] == "Words"
        assert "photo" not in ann.heard[-1]
