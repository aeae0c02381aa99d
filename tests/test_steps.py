"""Do the picture task, the own number and the admins' word count as steps, and only they?"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import captchas, phones
from models import Approval, AuditRecord, Captcha, PhoneMark
from tests.people import CHANNEL, Json, Person, Stage, buttons, staged, text_of
from tests.presses import answer_to, press
from tests.stepped import (
    answer_of,
    newest_captcha,
    participant_id,
    press_all,
    running,
    solve,
)

PICTURE = "🧩 Solve the picture task"
SHARE = "📱 Share my phone number"
PHONE = "+359888123456"


def document(*steps: str, slug: str = "autumn") -> str:
    listed = ", ".join(f'"{step}"' for step in steps)
    return f"""
[campaign]
slug = "{slug}"
title = {{ en = "Autumn" }}

[qualify]
steps = [{listed}]

[[reward]]
on = "qualified"
to = "referrer"
amount = 100
"""


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


async def invited(stage: Stage, *names: str) -> tuple[Person, list[Person]]:
    ann = stage.person("Ann", username="Ann_Brown")
    await ann.start()
    link = await ann.invite()
    friends = [stage.person(name) for name in names]
    for friend in friends:
        await friend.follow(link)
    return ann, friends


def card(stage: Stage) -> Json:
    return next(one for one in reversed(stage.in_group()) if "waits for approval" in text_of(one))


async def wrongly(stage: Stage, person: Person) -> str | None:
    numbers = await answer_of(stage, person)
    return await press_all(person, numbers[::-1], person.heard[-1])


async def old_button(person: Person, picture: Json, number: str) -> str:
    """Press a button that has been taken off its message, as an app of one's own can."""
    rows = picture["reply_markup"]["inline_keyboard"]
    callback = next(each["callback_data"] for row in rows for each in row if each["text"] == number)
    query_id = press(person, callback, picture)
    await person.stage.settle()
    answer = answer_to(person.stage, query_id)
    assert answer is not None
    return answer[0]


async def test_steps_are_done_one_after_the_other_and_then_points_come(stage: Stage) -> None:
    await running(stage, document("captcha", "contact", f"subscribe:{CHANNEL}", "approval"))
    ann, [ben] = await invited(stage, "Ben")
    assert "4 steps left" in ben.texts[-1]
    assert "👉 solve a small picture task" in ben.texts[-1]
    assert PICTURE in buttons(ben.heard[-1])
    friends = text_of(await ann.say("/friends"))
    assert "solve a small picture task, share a phone number, join @shop_news, and" in friends
    assert await solve(stage, ben) == "✅ Right, thank you!"
    assert "3 steps left" in ben.texts[-1]
    await ben.press(SHARE)
    stage.telegram.send_contact(ben.user, phone_number=PHONE)
    await stage.settle()
    # What is left beside the admins' word is to join.
    assert "👉 join @shop_news" in ben.texts[-1]
    await ben.join()
    await ben.press("✅ I have joined")
    assert "The organisers are looking at it" in ben.texts[-1]
    assert (await ann.balance()).available == 0
    await stage.advance(seconds=5)
    assert "👤 \u2068Ben\u2069" in text_of(card(stage)).replace("<b>", "")
    await stage.admin.press("✅ Approve", card(stage))
    await stage.settle()
    assert (await ann.balance()).available == 100
    assert "all steps of “Autumn” are done" in " ".join(ben.texts)
    assert "approved \u2068Ben\u2069: all steps are done" in " ".join(ann.texts)
    assert await stage.verify() == []


async def test_nothing_that_can_be_read_tells_the_answer(stage: Stage) -> None:
    """Neither names nor places: the same picture and the same token never come twice."""
    await running(stage, document("captcha"))
    _ann, [ben] = await invited(stage, "Ben")
    seen: set[str] = set()
    pictures: set[str] = set()
    for number in range(5):
        await ben.press(PICTURE if not number else "🔄 Another picture")
        message, captcha = ben.heard[-1], await newest_captcha(stage, ben)
        cells = message["reply_markup"]["inline_keyboard"][:3]
        assert [[cell["text"] for cell in row] for row in cells] == [
            ["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]
        ]  # fmt: skip
        tokens = [cell["callback_data"].partition(":")[2] for row in cells for cell in row]
        assert all(len(token) == 12 for token in tokens)
        assert not seen & set(tokens)
        seen |= set(tokens)
        assert all(set(cell) == {"text", "callback_data"} for row in cells for cell in row)
        # Telegram tells no name of a photo's file, and it was given the same one each time.
        assert not {"file_name", "document"} & set(message["photo"][-1])
        pictures.add(message["photo"][-1]["file_unique_id"])
        # The names to look for are said in words, the hash is all that is kept of their places.
        kept = {column.name: getattr(captcha, column.name) for column in Captcha.__table__.columns}
        assert set(kept) == {
            "id", "participant_id", "salt", "answer_hash", "tokens", "asked", "pressed",
            "tries_left", "created_at", "expires_at", "spent_at", "outcome",
        }  # fmt: skip
        assert len(kept["asked"]) == 3
    assert len(pictures) == 5


async def test_things_stand_anywhere(stage: Stage) -> None:
    """Places are drawn anew for every picture: no button is the right one more often."""
    await running(stage, document("captcha"))
    _ann, [ben] = await invited(stage, "Ben")
    wanted, now = await participant_id(stage, ben), stage.clock()
    firsts = set()
    for _ in range(12):
        now += timedelta(minutes=7)
        async with stage.app.db.transaction() as session:
            await captchas.begin(session, wanted, now=now)
        firsts.add((await answer_of(stage, ben))[0])
    assert len(firsts) > 3


async def test_three_wrong_answers_bring_a_pause_of_an_hour(stage: Stage) -> None:
    await running(stage, document("captcha"))
    ann, [ben] = await invited(stage, "Ben")
    await ben.press(PICTURE)
    assert "You have 3 tries" in ben.texts[-1]
    first = ben.heard[-1]
    right = await answer_of(stage, ben)
    assert "Here is another picture" in (await wrongly(stage, ben) or "")
    assert "You have 2 tries" in ben.texts[-1]
    # The first picture is used up, even for the right answer.
    assert "This picture is over" in await old_button(ben, first, right[0])
    await wrongly(stage, ben)
    assert "This is the last try" in ben.texts[-1]
    assert "try again in an hour" in (await wrongly(stage, ben) or "")
    stage.clock.advance(minutes=59)
    assert "come back in a minute" in (await ben.press(PICTURE) or "")
    stage.clock.advance(minutes=1)
    await ben.press(PICTURE)
    assert "You have 3 tries" in ben.texts[-1]
    assert await press_all(ben, await answer_of(stage, ben), ben.heard[-1]) == (
        "✅ Right, thank you!"
    )
    assert (await ann.balance()).available == 100


async def test_a_picture_lasts_ten_minutes(stage: Stage) -> None:
    await running(stage, document("captcha"))
    _ann, [ben] = await invited(stage, "Ben")
    await ben.press(PICTURE)
    picture, numbers = ben.heard[-1], await answer_of(stage, ben)
    stage.clock.advance(minutes=10)
    assert "This picture is over" in (await ben.press(numbers[0], picture) or "")


async def test_a_picture_survives_a_restart(stage: Stage) -> None:
    """Another process, which has nothing but the database, takes the other two presses."""
    await running(stage, document("captcha"))
    ann, [ben] = await invited(stage, "Ben")
    await ben.press(PICTURE)
    numbers = await answer_of(stage, ben)
    await ben.press(numbers[0], ben.heard[-1])
    captcha = await newest_captcha(stage, ben)
    wanted, another = await participant_id(stage, ben), Database(stage.app.settings.database.url)
    for number in numbers[1:]:
        async with another.transaction() as session:
            token = captcha.tokens[int(number) - 1]
            answer = await captchas.press(session, wanted, token, now=stage.clock())
    await another.close()
    assert answer.result == captchas.Result.SOLVED
    assert (await ann.balance()).available == 100


async def test_at_most_ten_pictures_an_hour(stage: Stage) -> None:
    await running(stage, document("captcha"))
    _ann, [ben] = await invited(stage, "Ben")
    await ben.press(PICTURE)
    wanted = await participant_id(stage, ben)
    for _ in range(captchas.PICTURES_AN_HOUR - 1):
        async with stage.app.db.transaction() as session:
            await captchas.begin(session, wanted, now=stage.clock())
    assert "come back in 60 minutes" in (await ben.press("🔄 Another picture") or "")


async def test_whoever_cannot_see_it_asks_the_admins(stage: Stage) -> None:
    await running(stage, document("captcha"))
    ann, [ben] = await invited(stage, "Ben")
    await ben.press(PICTURE)
    assert "look at it in person" in (await ben.press("🙋 I cannot see the picture") or "")
    assert "asked already" in (await ben.press("🙋 I cannot see the picture") or "")
    await stage.advance(seconds=5)
    assert "cannot see the picture task" in text_of(card(stage))
    await stage.admin.press("✅ Approve", card(stage))
    assert (await ann.balance()).available == 100


async def test_who_solves_it_after_all_needs_no_admin(stage: Stage) -> None:
    await running(stage, document("captcha"))
    ann, [ben] = await invited(stage, "Ben")
    await ben.press(PICTURE)
    await ben.press("🙋 I cannot see the picture")
    await stage.advance(seconds=5)
    asked = card(stage)
    await press_all(ben, await answer_of(stage, ben), ben.heard[-1])
    assert "decided already" in (await stage.admin.press("❌ Reject", asked) or "")
    assert (await ann.balance()).available == 100
    assert "Nobody waits" in text_of(await stage.admin.say_in_group("/review"))


# The own number


async def share(stage: Stage, person: Person, phone: str, *, own: bool = True) -> str:
    stage.telegram.send_contact(person.user, phone_number=phone, own=own)
    await stage.settle()
    return "\n".join(person.texts[-2:])


async def test_only_the_own_number_counts_and_only_once(stage: Stage) -> None:
    await running(stage, document("contact"))
    ann, [ben, cleo] = await invited(stage, "Ben", "Cleo")
    await ben.press(SHARE)
    [keys] = ben.heard[-1]["reply_markup"]["keyboard"]
    assert keys == [{"text": "📱 Share my number", "request_contact": True}]
    assert "not your own number" in await share(stage, ben, PHONE, own=False)
    contact = {"phone_number": PHONE, "first_name": "Ben", "user_id": ben.id}
    origin = {"type": "user", "date": 1, "sender_user": ben.user.json}
    stage.telegram.send_other(ben.user, contact=contact, forward_origin=origin)
    await stage.settle()
    assert "not your own number" in ben.texts[-1]
    stage.telegram.send_other(ben.user, contact=contact | {"user_id": cleo.id})
    await stage.settle()
    assert "not your own number" in ben.texts[-1]
    assert "typed do not count" in text_of(await ben.say(PHONE))
    assert (await ann.balance()).available == 0
    assert "Thank you, that is done" in await share(stage, ben, PHONE)
    assert (await ann.balance()).available == 100
    # The same number as Telegram writes it elsewhere.
    await cleo.press(SHARE)
    said = await share(stage, cleo, PHONE.removeprefix("+"))
    assert "already been used in this campaign by another account" in said
    assert (await ann.balance()).available == 100
    assert "Thank you" in await share(stage, cleo, "+359888000000")
    assert (await ann.balance()).available == 200


async def test_the_number_itself_is_nowhere_in_the_database(sqlite_url: str, unpaced: None) -> None:
    async with staged(sqlite_url) as stage:
        await running(stage, document("contact"))
        _ann, [ben] = await invited(stage, "Ben")
        await ben.press(SHARE)
        await share(stage, ben, PHONE)
        async with stage.app.db.read() as session:
            marks = list(await session.scalars(select(PhoneMark)))
        [mark] = marks
        assert len(mark.phone_hash) == 64
        async with stage.app.db.transaction() as session:
            await phones.erase(session, mark.participant_id)
        async with stage.app.db.read() as session:
            assert not list(await session.scalars(select(PhoneMark)))
    path = sqlite_url.partition("///")[2]
    # Read at once: the file is small.
    content = await asyncio.to_thread(_bytes_of, path)
    assert PHONE.removeprefix("+").encode() not in content


def _bytes_of(path: str) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(Path(path).parent.glob("sarafan.db*")))


# The admins' word


async def test_only_one_of_two_admins_decides(stage: Stage) -> None:
    await running(stage, document("approval"))
    ann, _friends = await invited(stage, "Ben")
    await stage.advance(seconds=5)
    asked = card(stage)
    second = stage.person("Vera")
    await second.join(stage.group_id)
    stage.telegram.promote(stage.group_id, second.id)
    first, other = await asyncio.gather(
        stage.admin.press("✅ Approve", asked), second.press("✅ Approve", asked)
    )
    assert sorted([first == "Approved", other == "Approved"]) == [False, True]
    assert "decided already" in f"{first}{other}"
    assert (await ann.balance()).available == 100
    async with stage.app.db.read() as session:
        actions = [each.action for each in await session.scalars(select(AuditRecord))]
    assert actions.count("friend-approve") == 1


async def test_a_rejection_takes_a_reason_that_the_friend_alone_reads(stage: Stage) -> None:
    await running(stage, document("approval"))
    ann, [ben] = await invited(stage, "Ben")
    await stage.advance(seconds=5)
    asked = card(stage)
    await stage.admin.press("❌ Reject", asked)
    question = stage.in_group()[-1]
    await stage.admin.say_in_group("Two accounts of one person", reply_to=question)
    assert "Rejected; both have been told" in text_of(stage.in_group()[-1])
    assert "Two accounts of one person" in " ".join(ben.texts)
    assert "Two accounts" not in " ".join(ann.texts)
    assert "did not approve \u2068Ben\u2069" in " ".join(ann.texts)
    now = next(one for one in stage.in_group() if one["message_id"] == asked["message_id"])
    assert "Friend rejected" in text_of(now)
    assert "✅ Approve" not in buttons(now)
    assert "was not approved" in text_of(await ann.say("/friends"))
    assert "did not approve" in text_of(await ben.say("/why"))
    async with stage.app.db.read() as session:
        [record] = await session.scalars(
            select(AuditRecord).where(AuditRecord.action == "friend-reject")
        )
    assert record.reason == "Two accounts of one person"
    assert record.before == {"state": "pending"}
    assert "Friend rejected" in text_of(await stage.admin.say_in_group("/audit"))
    assert await stage.verify() == []


async def test_the_queue_is_paged_and_shows_who_still_waits(stage: Stage) -> None:
    await running(stage, document("approval"))
    await invited(stage, *(f"Friend {number}" for number in range(8)))
    await stage.advance(seconds=5)
    queue = await stage.admin.say_in_group("/review")
    assert "Waiting for approval: 8" in text_of(queue)
    assert "Page 1 of 2" in text_of(queue)
    await stage.admin.press("More »", queue)
    shown = next(one for one in stage.in_group() if one["message_id"] == queue["message_id"])
    assert "Friend 7" in text_of(shown)
    name = next(each for each in buttons(shown) if "Friend 7" in each)
    await stage.admin.press(name, shown)
    await stage.admin.press("✅ Approve", stage.in_group()[-1])
    again = text_of(await stage.admin.say_in_group("/review"))
    assert "Waiting for approval: 7" in again


async def test_each_friend_is_announced_once_and_a_lost_one_is_no_work(stage: Stage) -> None:
    await running(stage, document("approval", f"subscribe:{CHANNEL}"))
    _ann, [ben] = await invited(stage, "Ben")
    await ben.join()
    await stage.advance(seconds=5)
    await stage.advance(seconds=5)
    cards = [one for one in stage.in_group() if "waits for approval" in text_of(one)]
    assert len(cards) == 1
    await ben.press("✅ I have joined")
    await ben.leave()
    await stage.settle()
    assert "Nobody waits" in text_of(await stage.admin.say_in_group("/review"))
    assert "decided already" in (await stage.admin.press("✅ Approve", cards[0]) or "")
    async with stage.app.db.read() as session:
        [approval] = await session.scalars(select(Approval))
    assert approval.decided_by is None
