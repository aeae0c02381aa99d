"""Does whatever people send, wherever they are in a dialogue, get a clear answer and break nothing?

Every kind of nonsense × every place in a dialogue × every language of the bot.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.i18n import Texts
from bot.sandbox.text import MESSAGE_LIMIT
from bot.services import campaigns
from models import FailedUpdate, Participant, Payout, Referral, Touch
from tests.payout_stage import PNG, give, stored
from tests.people import Json, Person, Stage, staged, text_of

pytestmark = pytest.mark.usefixtures("unpaced")

Place = Callable[[Person], Awaitable[None]]
Send = Callable[[Person], object]

LANGUAGES = ("en", "ru", "bg")
POINTS = 1_000
TEXTS = Texts()
FILE = {"file_id": "AgAD", "file_unique_id": "AQAD"}
OVERRIDE = "\u202egnp.exe\u202c"
OUR_WORDS = re.compile(r"Traceback|Error\b|Exception|None\b|[a-z]+(?:-[a-z]+){2,}|\{ ?\$|SELECT ")
"""What no person is to read: Python's words, keys of texts, places of arguments, SQL."""
CYRILLIC = re.compile(r"[а-яА-Я]")


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, starter_campaign={"payout_minimum": 100}) as stage:
        yield stage


# ─── Where a person may be ─────────────────────────────────────────────────────────────────────


async def never_started(_ann: Person) -> None:
    """A stranger, whose first words are a start."""


async def idle(ann: Person) -> None:
    await ann.start()


async def asked_for_an_amount(ann: Person) -> None:
    await ann.start()
    await give(ann, POINTS)
    await ann.say("/payout")


async def asked_for_a_method(ann: Person) -> None:
    await asked_for_an_amount(ann)
    await ann.say("500")


async def asked_for_a_destination(ann: Person) -> None:
    await asked_for_a_method(ann)
    await ann.press(said(ann, "payout-method-card"))


async def asked_to_confirm(ann: Person) -> None:
    await asked_for_a_destination(ann)
    await ann.say("4111 1111 1111 1111")


async def asked_for_a_code_of_their_own(ann: Person) -> None:
    await ann.start()
    await ann.say("/invite")
    await ann.press(said(ann, "invites-vanity-button"))


PLACES = (
    never_started,
    idle,
    asked_for_an_amount,
    asked_for_a_method,
    asked_for_a_destination,
    asked_to_confirm,
    asked_for_a_code_of_their_own,
)


# ─── What a person may send ────────────────────────────────────────────────────────────────────


def write(text: str) -> Send:
    return lambda ann: _send(ann, text)


def other(**content: Json) -> Send:
    def send(ann: Person) -> None:
        ann.stage.telegram.send_other(ann.user, None, **content)

    return send


def _send(ann: Person, text: str, entities: list[Json] | None = None) -> Json:
    return ann.stage.telegram.send(ann.user, text=text, entities=entities)


def photo(ann: Person) -> None:
    ann.stage.telegram.send_photo(ann.user, None, PNG)


def photo_with_a_number(ann: Person) -> None:
    ann.stage.telegram.send_photo(ann.user, None, PNG, caption="−5")


def contact(ann: Person) -> None:
    ann.stage.telegram.send_contact(ann.user, phone_number="+359888123456")


def five_thousand_characters(ann: Person) -> None:
    """Telegram's apps send them as two messages."""
    _send(ann, "щ" * MESSAGE_LIMIT)
    _send(ann, "щ" * (5_000 - MESSAGE_LIMIT))


def forwarded_command(ann: Person) -> None:
    olga = ann.stage.telegram.add_group("Elsewhere", owner=ann.user)
    command = ann.stage.telegram.send(ann.user, olga, "/payout")
    ann.stage.telegram.forward(ann.user, command)


def edited(ann: Person) -> None:
    """What was sent has been answered; an edit of it changes nothing."""
    message = _send(ann, "???")
    ann.stage.telegram.edit(ann.user, message, "500")


NONSENSE: dict[str, Send] = {
    "zero": write("0"),
    "negative": write("-5"),
    "much too much": write("1e9"),
    "a billion": write("1000000000"),
    "in words": write("сто"),
    "more than there is": write("1001"),
    "endless digits": write("9" * 400),
    "digits of another script": write("٠"),
    "markup": write("<b>500</b> & <a href='tg://user?id=1'>x</a>"),
    "braces": write("{ $amount } %s {0} \\u0000"),
    "turned around": write(OVERRIDE),
    "unseen": write("\u200b\u2060\u200b."),
    "sql": write("'; DROP TABLE payouts; --"),
    "emoji": write("👩‍👩‍👧‍👦"),
    "an unknown command": write("/nonsense now"),
    "a command of another bot": write("/payout@another_bot"),
    "a command of the admins": write("/stats"),
    "a slash": write("/"),
    "five thousand characters": five_thousand_characters,
    "a photo": photo,
    "a photo with a number": photo_with_a_number,
    "a contact": contact,
    "a sticker": other(sticker=FILE | {"type": "regular", "width": 512, "height": 512,
                                       "is_animated": False, "is_video": False}),
    "a voice": other(voice=FILE | {"duration": 3}),
    "a document": other(document=FILE | {"file_name": "../../etc/passwd"}),
    "a place": other(location={"latitude": 42.7, "longitude": 23.3}),
    "a die": other(dice={"emoji": "🎲", "value": 4}),
    "a forwarded command": forwarded_command,
    "an edit": edited,
}  # fmt: skip


def said(person: Person, key: str) -> str:
    """A text of ours as this person reads it."""
    return TEXTS.of(person.user.language_code).plain(key)


async def failures(stage: Stage) -> int:
    async with stage.app.db.read() as session:
        return await session.scalar(select(func.count(FailedUpdate.update_id))) or 0


async def wrong_answers(
    stage: Stage, place: Place, language: str, kind: str, send: Send
) -> list[str]:
    """What is wrong with the answers to one kind of nonsense, in words."""
    person = stage.person("Мария" if language != "en" else "Mary", language)
    await place(person)
    before = len(person.texts)
    send(person)
    await stage.settle()
    answers = person.texts[before:]
    wrong = [] if answers else [f"{kind}: nothing was said"]
    for answer in answers:
        own = answer.replace(person.user.first_name, "")
        if OUR_WORDS.search(re.sub(r"https?://\S+|/\w+", "", own)):
            wrong.append(f"{kind}: {answer}")
        if bool(CYRILLIC.search(own)) == (language == "en"):
            wrong.append(f"{kind}, in another language: {answer}")
    return wrong


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__.replace("_", " "))
async def test_nonsense_is_answered_and_breaks_nothing(
    place: Place, language: str, stage: Stage
) -> None:
    # Side by side: one chat after another would wait for each chat's own limit.
    found = await asyncio.gather(
        *(wrong_answers(stage, place, language, kind, send) for kind, send in NONSENSE.items())
    )
    assert [one for several in found for one in several] == []
    assert await stored(stage) == []
    assert await failures(stage) == 0
    assert await stage.verify() == []


# ─── Codes ─────────────────────────────────────────────────────────────────────────────────────


async def counted(stage: Stage) -> tuple[int, int]:
    """Referrals and arrivals."""
    async with stage.app.db.read() as session:
        referrals = await session.scalar(select(func.count(Referral.id)))
        touches = await session.scalar(select(func.count(Touch.id)))
    return referrals or 0, touches or 0


GARBAGE = (
    "unknown1", "ABCDEFGH", "x" * 64, "x" * 4_000, "two words", "<b>code</b>", "{ $code }",
    "'; --", "код", "\u202ecode", "-1", "0", "ref=1;id=2", "../../..", "%00", "null",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
async def test_garbage_after_start_still_welcomes(language: str, stage: Stage) -> None:
    refused = TEXTS.of(language).plain("start-refused-unknown-code")
    people = [stage.person("Ann", language) for _ in GARBAGE]
    answers = await asyncio.gather(
        *(ann.start(garbage) for ann, garbage in zip(people, GARBAGE, strict=True))
    )
    for garbage, answer in zip(GARBAGE, answers, strict=True):
        assert refused in text_of(answer), garbage
        assert "t.me/" in text_of(answer), "the person gets a link of their own all the same"
    assert (await counted(stage))[0] == 0
    assert await failures(stage) == 0


@pytest.mark.parametrize("language", LANGUAGES)
async def test_codes_that_do_not_count_say_why(language: str, stage: Stage) -> None:
    ann, ben = stage.person("Ann", language), stage.person("Ben", language)
    await ann.start()
    code = (await ann.invite()).partition("start=")[2]
    assert TEXTS.of(language).plain("start-refused-own-code") in text_of(await ann.start(code))
    async with stage.app.db.transaction() as session:
        banned = await session.scalar(select(Participant).where(Participant.telegram_id == ann.id))
        assert banned is not None
        banned.banned_at = stage.clock()
    refused = text_of(await ben.start(code))
    assert TEXTS.of(language).plain("start-refused-referrer-banned") in refused
    assert "Ann" not in refused
    assert (await counted(stage))[0] == 0
    assert await stage.verify() == []


async def test_a_code_from_a_campaign_that_is_over_says_so(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    code = (await ann.invite()).partition("start=")[2]
    async with stage.app.db.transaction() as session:
        await campaigns.stop(session, "starter", now=stage.clock())
    await stage.advance(hours=1)
    assert TEXTS.of("en").plain("start-refused-campaign-not-running") in text_of(
        await ben.start(code)
    )
    assert (await counted(stage))[0] == 0


# ─── Names and languages ───────────────────────────────────────────────────────────────────────


NAMES = (
    "<b>Bold", "</b>", "&amp;<script>", "[x](tg://user?id=1)", "@admin", "t.me/spam",
    OVERRIDE, "\u200f\u202e\u2066", "\u200b", "a\nb\nc", "{ $name }", "👨‍👩‍👧‍👦" * 20, "ﷺ" * 64,
    "Z̸̢̛͙̩̥a̷̡̛l̴̨g̶̨o̸", "'; DROP TABLE participants", "0", "None",
)  # fmt: skip
SCREENS = ("/start", "/friends", "/why", "/top", "/balance", "/history", "/settings")
OUR_ENTITIES = {"bold", "italic", "code", "bot_command", "url"}
DIRECTIONS = re.compile("[\u202a-\u202e\u200e\u200f]")


async def test_any_name_is_shown_as_text(stage: Stage) -> None:
    async def look_around(name: str) -> None:
        ann, ben = stage.person(name), stage.person(name)
        await ann.start()
        await ben.follow(await ann.invite())
        for command in SCREENS:
            for person in (ann, ben):
                message = await person.say(command)
                kinds = {entity["type"] for entity in message.get("entities", [])}
                assert kinds <= OUR_ENTITIES, message
                assert not DIRECTIONS.search(text_of(message)), message

    await asyncio.gather(*(look_around(name) for name in NAMES))
    assert await failures(stage) == 0


@pytest.mark.parametrize(
    ("code", "spoken"),
    [(None, "Hello"), ("", "Hello"), ("xx", "Hello"), ("zh-hans", "Hello"), ("uk", "Hello"),
     ("ru-RU", "Здравствуйте"), ("bg-BG", "Здравейте"), ("EN", "Hello")],
)  # fmt: skip
async def test_an_unknown_language_is_spoken_to_in_ours(
    code: str | None, spoken: str, stage: Stage
) -> None:
    user = stage.telegram.add_user("Kim", language_code=code)
    person = Person(stage, user)
    await person.start()
    assert spoken in person.texts[-1]


# ─── Where and when ────────────────────────────────────────────────────────────────────────────


async def test_a_participants_command_in_the_group_is_sent_to_the_private_chat(
    stage: Stage,
) -> None:
    owner = stage.admin
    for command in ("/payout", "/balance", "/invite", "/friends", "/settings"):
        answer = text_of(await owner.say_in_group(command))
        assert "private chat with me" in answer
        assert command in answer


async def test_two_presses_at_once_and_a_third_an_hour_later_make_one_payout(
    stage: Stage,
) -> None:
    ann = stage.person("Ann")
    await asked_to_confirm(ann)
    checked = ann.heard[-1]
    for _press in range(2):
        stage.telegram.press(ann.user, checked, "Send the request")
    await stage.settle()
    stage.clock.advance(timedelta(hours=1))
    async with stage.app.db.read() as session:
        assert await session.scalar(select(func.count(Payout.id))) == 1
    assert (await ann.balance()).requested == 500
    assert await stage.verify() == []
