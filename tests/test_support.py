"""Do a participant's words and the team's answers find each other?"""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from handlers.support_desk import CloseThread
from models import AuditRecord, SupportMessage, SupportThread, ThreadState
from tests.payout_stage import PNG, give
from tests.people import Json, Person, Stage, buttons, staged, text_of
from tests.presses import answer_to, press

LINES = "First line\n<b>second</b> & last"


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


async def ann(stage: Stage) -> Person:
    person = stage.person("Ann", "bg", username="anna")
    await person.start()
    return person


async def written(person: Person, words: str = "Where are my points?") -> Json:
    """Write to the team, and return the card that the group gets."""
    await person.say("/support")
    await person.say(words)
    return person.stage.in_group()[-1]


async def threads(stage: Stage) -> list[SupportThread]:
    async with stage.app.db.read() as session:
        return list(await session.scalars(select(SupportThread).order_by(SupportThread.id)))


async def test_words_come_to_the_group_and_the_answer_goes_back(stage: Stage) -> None:
    person = await ann(stage)
    await give(person, 250)
    card = await written(person, LINES)
    assert "Question #1" in text_of(card)
    assert LINES in text_of(card)
    assert f"{person.id} · Български" in text_of(card)
    assert "250 points" in text_of(card)
    assert buttons(card) == ["✅ Close", "👤 Card"]
    assert "Изпратено: запитването ви №1" in person.texts[-1]
    await stage.admin.say_in_group("They <i>come</i> tomorrow", reply_to=card)
    assert "Отговор на запитването ви №1" in person.texts[-1]
    assert "They <i>come</i> tomorrow" in person.texts[-1]
    assert "on its way to \u2068Ann\u2069" in text_of(stage.in_group()[-1])
    async with stage.app.db.read() as session:
        actions = list(await session.scalars(select(AuditRecord.action)))
    assert actions == ["message"]


async def test_the_thread_goes_on_by_the_button_and_by_replies(stage: Stage) -> None:
    person = await ann(stage)
    card = await written(person)
    first_answer = await stage.admin.say_in_group("Tomorrow", reply_to=card)
    await person.press("✍️ Отговор")
    await person.say("Thank you")
    more = stage.in_group()[-1]
    assert "Question #1, more" in text_of(more)
    # To what the bot said, and to what a colleague wrote.
    for replied in (more, first_answer, card):
        await stage.admin.say_in_group("Gladly", reply_to=replied)
        assert "Gladly" in person.texts[-1]
    stage.telegram.send(person.user, text="And when?", reply_to=person.heard[-1])
    await stage.settle()
    assert "And when?" in text_of(stage.in_group()[-1])
    assert len(await threads(stage)) == 1


async def test_a_photo_goes_both_ways_as_a_copy(stage: Stage) -> None:
    person = await ann(stage)
    await person.say("/support")
    stage.telegram.send_photo(person.user, None, PNG, caption="My /ban receipt")
    await stage.settle()
    card, copy = stage.in_group()[-2:]
    assert "My /ban receipt" in text_of(card)
    assert copy["photo"]
    assert text_of(copy) == "📎 #1 · \u2068Ann\u2069"
    stage.telegram.send_photo(stage.owner, stage.group_id, PNG, caption="Like this", reply_to=copy)
    await stage.settle()
    assert person.heard[-1]["photo"]
    assert "Like this" in person.texts[-1]


async def test_every_picture_of_an_album_arrives_and_is_confirmed_once(stage: Stage) -> None:
    person = await ann(stage)
    await person.say("/support")
    heard = len(person.heard)
    photo = stage.telegram.send_photo(person.user, None, PNG)["photo"]
    for caption in ("three of them", "", ""):
        part: Json = {"photo": photo, "media_group_id": "77"} | (
            {"caption": caption} if caption else {}
        )
        stage.telegram.send_other(person.user, None, **part)
    await stage.settle()
    copies = [one for one in stage.in_group() if "photo" in one]
    assert len(copies) == 4
    # The one that was sent alone, and the album.
    assert len(person.heard) == heard + 2


async def test_an_album_of_the_team_arrives_whole(stage: Stage) -> None:
    person = await ann(stage)
    card = await written(person)
    photo = stage.telegram.send_photo(stage.owner, stage.group_id, PNG)["photo"]
    heard = len(person.heard)
    # Telegram need not say of every part what it replies to.
    first: Json = {"photo": photo, "media_group_id": "78", "reply_to_message": card}
    stage.telegram.send_other(stage.owner, stage.group_id, **first)
    for _ in range(2):
        part: Json = {"photo": photo, "media_group_id": "78"}
        stage.telegram.send_other(stage.owner, stage.group_id, **part)
    await stage.settle()
    assert [bool(one.get("photo")) for one in person.heard[heard:]] == [True] * 3
    assert sum("on its way" in text_of(one) for one in stage.in_group()) == 1


async def test_stickers_and_voices_are_copied_and_what_cannot_be_is_refused(stage: Stage) -> None:
    person = await ann(stage)
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    await person.say("/support")
    stage.telegram.send_other(person.user, voice=voice)
    await stage.settle()
    assert stage.in_group()[-1]["voice"]
    await person.say("/support")
    stage.telegram.send_other(person.user, dice={"emoji": "🎲", "value": 4})
    await stage.settle()
    assert "Това не мога да предам" in person.texts[-1]


async def test_a_closed_thread_opens_again_by_either_side(stage: Stage) -> None:
    person = await ann(stage)
    card = await written(person)
    assert "closed" in str(await stage.admin.press("✅ Close", card))
    assert "затворено" in person.texts[-1]
    close = CloseThread(thread_id=1).pack()
    second = press(stage.admin, close, card)
    await stage.settle()
    assert answer_to(stage, second) == ("#1 is closed already.", True)
    assert (await threads(stage))[0].state == ThreadState.CLOSED
    await stage.admin.say_in_group("One more thing", reply_to=card)
    assert "open again" in text_of(stage.in_group()[-1])
    assert "One more thing" in person.texts[-1]
    thread = (await threads(stage))[0]
    assert thread.state == ThreadState.OPEN
    press(stage.admin, close, card)
    await stage.advance(days=6)
    assert "Question #1, open again" in text_of(await written(person, "Still nothing"))
    await stage.admin.press("✅ Close", stage.in_group()[-1])
    await stage.advance(days=8)
    assert "Question #2" in text_of(await written(person, "Something else"))
    assert [one.state for one in await threads(stage)] == [ThreadState.CLOSED, ThreadState.OPEN]
    refused = await stage.admin.say_in_group("About the first", reply_to=card)
    assert "not the latest question" in text_of(refused)


async def test_the_same_person_may_write_five_times_in_ten_minutes(stage: Stage) -> None:
    person = await ann(stage)
    for number in range(5):
        await person.say(f"/support message {number}")
    shown = len(stage.in_group())
    assert "Това бяха 5 съобщения" in text_of(await person.say("/support once more"))
    assert "Това бяха 5 съобщения" in text_of(await person.say("/support"))
    assert len(stage.in_group()) == shown
    await stage.advance(minutes=11)
    await person.say("/support once more")
    assert "once more" in text_of(stage.in_group()[-1])


async def test_too_much_is_refused_and_can_be_shortened(stage: Stage) -> None:
    person = await ann(stage)
    await person.say("/support")
    assert "най-много 3000" in text_of(await person.say("x" * 3_001)).replace("\xa0", "")
    await person.say("x" * 3_000)
    assert "x" * 3_000 in text_of(stage.in_group()[-1])


async def test_who_has_blocked_the_bot_is_named_under_the_answer(stage: Stage) -> None:
    person = await ann(stage)
    card = await written(person)
    stage.telegram.block(person.user)
    await stage.settle()
    await stage.admin.say_in_group("Tomorrow", reply_to=card)
    warning = stage.in_group()[-1]
    assert "\u2068Ann\u2069 has blocked the bot" in text_of(warning)
    assert warning["reply_to_message"]["text"] == "Tomorrow"


async def test_edited_words_are_told_to_the_other_side(stage: Stage) -> None:
    person = await ann(stage)
    await person.say("/support")
    mine = stage.telegram.send(person.user, text="Where are my pints?")
    await stage.settle()
    card = stage.in_group()[-1]
    stage.telegram.edit(person.user, mine, "Where are my points?")
    await stage.settle()
    assert "changed the message" in text_of(stage.in_group()[-1])
    assert "Where are my points?" in text_of(stage.in_group()[-1])
    answer = stage.telegram.send(stage.owner, stage.group_id, "Tomorow", reply_to=card)
    await stage.settle()
    stage.telegram.edit(stage.owner, answer, "Tomorrow")
    await stage.settle()
    assert "Tomorrow" in person.texts[-1]
    assert "Tomorow" not in "".join(person.texts)


async def test_a_reply_to_a_card_that_was_deleted_still_arrives(stage: Stage) -> None:
    person = await ann(stage)
    card = await written(person)
    reply = stage.telegram.send(stage.owner, stage.group_id, "Tomorrow", reply_to=card)
    stage.telegram.group(stage.group_id).messages.pop(card["message_id"])
    stage.telegram.group(stage.group_id).messages.pop(reply["message_id"])
    await stage.settle()
    assert "Tomorrow" in person.texts[-1]


async def test_the_right_to_answer_is_asked_for(stage: Stage) -> None:
    person = await ann(stage)
    card = await written(person)
    heard = len(person.heard)
    piotr = stage.person("Piotr", username="piotr")
    await piotr.start()
    await piotr.join(stage.group_id)
    assert "Only administrators" in text_of(await piotr.say_in_group("Hello", reply_to=card))
    await stage.admin.press("➕ Finance", await stage.admin.say_in_group("/roles @piotr"))
    refused = text_of(await piotr.say_in_group("Hello", reply_to=card))
    assert "Only those who answer participants" in refused
    assert "support" in refused
    stage.telegram.send(stage.owner, stage.group_id, "Hello", reply_to=card, anonymous=True)
    await stage.settle()
    assert "turn that off" in text_of(stage.in_group()[-1])
    assert len(person.heard) == heard
    await stage.admin.press("➕ Support", await stage.admin.say_in_group("/roles @piotr"))
    await piotr.say_in_group("Hello", reply_to=card)
    assert "Hello" in person.texts[-1]


async def test_open_threads_are_listed_and_shown_anew(stage: Stage) -> None:
    person = await ann(stage)
    card = await written(person)
    usage = await stage.admin.say_in_group("/user")
    await stage.admin.press("💬 Open questions", usage)
    listed = next(one for one in stage.in_group() if one["message_id"] == usage["message_id"])
    assert buttons(listed) == ["🔴 #1 · \u2068Ann\u2069"]
    await stage.admin.press("🔴 #1 · \u2068Ann\u2069", listed)
    assert "Where are my points?" in text_of(stage.in_group()[-1])
    await stage.admin.say_in_group("Tomorrow", reply_to=stage.in_group()[-1])
    assert "Tomorrow" in person.texts[-1]
    shown = await stage.admin.say_in_group("/user", reply_to=card)
    assert "Question #1 is open" in text_of(shown)
    await stage.admin.press("💬 Question #1", shown)
    assert "the team" in text_of(stage.in_group()[-1])


async def test_the_team_may_write_first(stage: Stage) -> None:
    person = await ann(stage)
    owner = stage.admin
    await owner.press("✉️ Write", await owner.say_in_group("/user @anna"))
    await owner.say_in_group("Your prize is here", reply_to=stage.in_group()[-1])
    assert "Your prize is here" in person.texts[-1]
    await person.press("✍️ Отговор")
    await person.say("Great!")
    assert "Great!" in text_of(stage.in_group()[-1])


async def test_words_of_closed_threads_are_forgotten_after_half_a_year(stage: Stage) -> None:
    person = await ann(stage)
    card = await written(person)
    await stage.advance(days=200)
    await stage.app.jobs.forget()
    assert await words(stage) == ["Where are my points?"]
    await stage.admin.press("✅ Close", card)
    await stage.advance(days=179)
    await stage.app.jobs.forget()
    assert await words(stage) == ["Where are my points?"]
    await stage.advance(days=2)
    await stage.app.jobs.forget()
    assert await words(stage) == [None]


async def words(stage: Stage) -> list[str | None]:
    async with stage.app.db.read() as session:
        return list(await session.scalars(select(SupportMessage.words)))


async def test_without_a_group_people_hear_whom_to_write_to(sqlite_url: str) -> None:
    nowhere = {"admin_chat_id": None}
    async with staged(sqlite_url, telegram=nowhere) as stage:
        person = await ann(stage)
        assert "Обърнете се към организатора" in text_of(await person.say("/support"))
    async with staged(sqlite_url, telegram=nowhere, texts={"contact": "@olga_help"}) as stage:
        person = await ann(stage)
        assert "@olga_help" in text_of(await person.say("/support hello"))
