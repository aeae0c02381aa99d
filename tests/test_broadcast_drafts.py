"""Can a marketer write a message to many on a phone, see it as people will, and choose for whom?"""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from sqlalchemy import select

from bot.services import roles
from models import AuditRecord, Broadcast, BroadcastState, Delivery, Role
from tests import presses
from tests.people import Json, Person, Stage, buttons, staged, text_of

DRAFT = "a draft"


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(drawn, "PNG")
    return drawn.getvalue()


def card(stage: Stage, number: int = -1) -> Json:
    return [one for one in stage.in_group() if one.get("reply_markup")][number]


async def until_said(stage: Stage, words: str) -> Json:
    """The newest message of the bot in the group that has these words."""
    found: list[Json] = []

    def is_said() -> bool:
        found[:] = [one for one in stage.in_group() if words in text_of(one)]
        return bool(found)

    await stage.telegram.wait(is_said, timeout=60)
    return found[-1]


async def composed(
    stage: Stage, text: str = "Sale until Sunday", entities: list[Json] | None = None
) -> Json:
    """The card of a draft that the owner wrote."""
    await stage.admin.say_in_group("/broadcast")
    stage.telegram.send(stage.owner, stage.group_id, text, entities=entities)
    return await until_said(stage, DRAFT)


async def started(stage: Stage, *names: str, language: str = "en") -> list[Person]:
    people = [stage.person(name, language) for name in names]
    for person in people:
        stage.telegram.send(person.user, text="/start")
    await stage.settle()
    return people


async def get(person: Person, words: str) -> None:
    await person.stage.telegram.wait(
        lambda: any(words in text for text in person.texts), timeout=60
    )


async def only_broadcast(stage: Stage) -> Broadcast:
    async with stage.app.db.read() as session:
        return (await session.scalars(select(Broadcast))).one()


async def test_a_formatted_text_is_seen_confirmed_and_sent(
    database_url: str, unpaced: None
) -> None:
    async with staged(database_url) as stage:
        people = await started(stage, "Ann", "Bob")
        bold: list[Json] = [{"type": "bold", "offset": 0, "length": 4}]
        draft = await composed(stage, "Sale until Sunday", entities=bold)
        preview = stage.in_group()[-2]
        assert text_of(preview) == "Sale until Sunday"
        assert preview["entities"] == bold
        assert "It reaches 2 people" in text_of(draft)
        await stage.admin.press("✅ Start", draft)
        question = await until_said(stage, "shall it go out?")
        assert "2 people get" in text_of(question)
        assert await stage.admin.press("✅ Yes, send it to 2", question) == "Confirmed."
        for person in people:
            await get(person, "Sale until Sunday")
            assert person.heard[-1]["entities"] == bold
        finished = await until_said(stage, "is finished")
        assert "Sent: 2 of 2" in text_of(finished)
        assert finished["message_id"] == draft["message_id"]
        stale = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        query = presses.press(stage.admin, stale, finished)
        await stage.settle()
        assert presses.answer_to(stage, query) != ("Confirmed.", False)
        assert [person.texts.count("Sale until Sunday") for person in people] == [1, 1]
        async with stage.app.db.read() as session:
            records = (await session.scalars(select(AuditRecord))).all()
        assert [one.action for one in records] == ["broadcast-start"]


async def test_a_picture_with_typed_buttons_goes_to_many(stage: Stage) -> None:
    [ann] = await started(stage, "Ann")
    await stage.admin.say_in_group("/broadcast")
    caption = "New things!\n\nOpen the shop — https://example.com/new\nWrite to us — t.me/shop"
    stage.telegram.send_photo(stage.owner, stage.group_id, picture(), caption)
    draft = await until_said(stage, DRAFT)
    await stage.admin.press("✅ Start", draft)
    await stage.admin.press("✅ Yes, send it to 1", draft_again(stage, draft))
    await get(ann, "New things!")
    message = ann.heard[-1]
    assert message["photo"]
    assert message["caption"] == "New things!"
    rows = message["reply_markup"]["inline_keyboard"]
    assert [[(one["text"], one["url"]) for one in row] for row in rows] == [
        [("Open the shop", "https://example.com/new")],
        [("Write to us", "https://t.me/shop")],
    ]


def draft_again(stage: Stage, message: Json) -> Json:
    """A message as it stands now."""
    return next(one for one in stage.in_group() if one["message_id"] == message["message_id"])


async def test_what_is_forwarded_keeps_its_words_and_is_no_command(stage: Stage) -> None:
    [ann] = await started(stage, "Ann")
    news = stage.telegram.send(stage.owner, stage.channel_id, "/stats is in the channel's post")
    await stage.admin.say_in_group("/broadcast")
    stage.telegram.forward(stage.owner, news, stage.group_id)
    draft = await until_said(stage, DRAFT)
    await stage.admin.press("✅ Start", draft)
    await stage.admin.press("✅ Yes, send it to 1", draft_again(stage, draft))
    await get(ann, "/stats is in the channel's post")
    assert "forward_origin" not in ann.heard[-1]


async def test_without_a_question_what_is_forwarded_does_nothing(stage: Stage) -> None:
    news = stage.telegram.send(stage.owner, stage.channel_id, "News")
    stage.telegram.forward(stage.owner, news, stage.group_id)
    await stage.settle()
    async with stage.app.db.read() as session:
        assert list(await session.scalars(select(Broadcast))) == []


async def test_typed_tags_are_sent_as_they_were_typed(stage: Stage) -> None:
    [ann] = await started(stage, "Ann")
    text = "<b>Sale & <unknown>, 1 < 2"
    draft = await composed(stage, text)
    assert text_of(stage.in_group()[-2]) == text
    await stage.admin.press("✅ Start", draft)
    await stage.admin.press("✅ Yes, send it to 1", draft_again(stage, draft))
    await get(ann, text)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"text": "Shop — javascript:alert(1)"}, "does not work"),
        ({"text": "Shop — ftp://example.com"}, "does not work"),
        ({"sticker": True}, "cannot go to many"),
        ({"album": True}, "album"),
        ({"caption": "x" * 1_025}, "1,025 characters, Telegram allows 1,024"),
    ],
)
async def test_what_cannot_go_to_many_is_refused_and_may_be_sent_anew(
    stage: Stage, content: Json, told: str
) -> None:
    await started(stage, "Ann")
    await stage.admin.say_in_group("/broadcast")
    if "text" in content:
        stage.telegram.send(stage.owner, stage.group_id, content["text"])
    elif "caption" in content:
        stage.telegram.send_photo(stage.owner, stage.group_id, picture(), content["caption"])
    elif "album" in content:
        one: Json = {"text": "one of two", "media_group_id": "7"}
        for _ in range(2):
            stage.telegram.send_other(stage.owner, stage.group_id, **one)
    else:
        stage.telegram.send_other(stage.owner, stage.group_id, dice={"emoji": "🎲", "value": 4})
    await stage.settle()
    assert [told in text_of(said) for said in stage.in_group()].count(True) == 1
    stage.telegram.send(stage.owner, stage.group_id, "Sale")
    assert "1 person" in text_of(await until_said(stage, DRAFT))


async def test_a_test_goes_to_whoever_asks_for_it(stage: Stage) -> None:
    [ann] = await started(stage, "Ann")
    draft = await composed(stage, "Sale")
    refused = await stage.admin.press("✉️ Test to myself", draft)
    assert refused is not None
    assert "I may not write to you yet" in refused
    assert "https://t.me/sarafan_demo_bot?start=" in text_of(stage.in_group()[-1])
    await stage.admin.start()
    assert await stage.admin.press("✉️ Test to myself", draft) == "Sent to your private chat."
    assert stage.admin.texts[-1] == "Sale"
    assert "Sale" not in ann.texts


async def test_it_goes_to_those_alone_who_were_chosen(stage: Stage) -> None:
    [ann, bob] = [*await started(stage, "Ann"), *await started(stage, "Boris", language="ru")]
    draft = await composed(stage, "Скидки")
    assert "It reaches 2 people" in text_of(draft)
    await stage.admin.press("👥 For whom", draft)
    await stage.admin.press("those who read Russian", draft_again(stage, draft))
    chosen = draft_again(stage, draft)
    assert "It reaches 1 person" in text_of(chosen)
    await stage.admin.press("✅ Start", chosen)
    await stage.admin.press("✅ Yes, send it to 1", draft_again(stage, draft))
    await get(bob, "Скидки")
    await until_said(stage, "is finished")
    assert "Скидки" not in ann.texts
    async with stage.app.db.read() as session:
        assert list(await session.scalars(select(Delivery.chat_id))) == [bob.id]


async def test_to_nobody_is_told_before_anything_starts(stage: Stage) -> None:
    draft = await composed(stage, "Sale")
    told = await stage.admin.press("✅ Start", draft)
    assert told is not None
    assert "nobody to write to" in told
    assert (await only_broadcast(stage)).state == BroadcastState.DRAFT


async def test_it_starts_at_the_time_that_was_chosen(stage: Stage) -> None:
    [ann] = await started(stage, "Ann")
    draft = await composed(stage, "Sale")
    await stage.admin.press("🕒 When", draft)
    times = buttons(draft_again(stage, draft))
    await stage.admin.press(times[1], draft_again(stage, draft))
    assert f"Starts: {times[1]}" in text_of(draft_again(stage, draft))
    await stage.admin.press("✅ Start", draft_again(stage, draft))
    await stage.admin.press("✅ Yes, schedule it for 1", draft_again(stage, draft))
    await until_said(stage, "waits for its time")
    [bob] = await started(stage, "Bob")
    stage.clock.advance(minutes=61)
    await get(ann, "Sale")
    # Recipients are those who are there when it starts.
    await get(bob, "Sale")


async def test_a_draft_survives_a_restart(sqlite_url: str, unpaced: None) -> None:
    async with staged(sqlite_url) as stage:
        await started(stage, "Ann")
        draft = await composed(stage, "Sale")
    broadcast_card = draft
    async with staged(sqlite_url) as stage:
        await stage.admin.say_in_group("/broadcasts")
        await stage.admin.press("1", card(stage))
        opened = stage.in_group()[-1]
        assert DRAFT in text_of(opened)
        assert buttons(opened)[0] == buttons(broadcast_card)[0]


async def test_a_marketer_may_and_a_viewer_may_not(stage: Stage) -> None:
    await started(stage, "Ann")
    mila, vera = stage.person("Mila"), stage.person("Vera")
    for person, role in ((mila, Role.MARKETER), (vera, Role.VIEWER)):
        await person.join(stage.group_id)
        async with stage.app.db.transaction() as session:
            await roles.give(
                session,
                person.id,
                role,
                by=stage.owner.id,
                participant_id=None,
                now=stage.clock(),
            )
    stage.telegram.send(vera.user, stage.group_id, "/broadcast")
    await stage.settle()
    stage.telegram.send(vera.user, stage.group_id, "Mine")
    await stage.settle()
    async with stage.app.db.read() as session:
        assert list(await session.scalars(select(Broadcast))) == []
    await mila.say_in_group("/broadcast")
    stage.telegram.send(mila.user, stage.group_id, "Sale")
    draft = await until_said(stage, DRAFT)
    refused = await vera.press("✅ Start", draft)
    assert refused is not None
    assert "marketer" in refused or "role" in refused
    await mila.press("✅ Start", draft)
    assert await mila.press("✅ Yes, send it to 1", draft_again(stage, draft)) == "Confirmed."
