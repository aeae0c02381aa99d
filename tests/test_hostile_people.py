"""Do all screens stand, whole and without foreign links, in a campaign of hostile names?"""

import logging
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.i18n import LANGUAGES
from bot.services import admins, names, participants, roles
from handlers.commands import ADMIN_COMMANDS, PARTICIPANT_COMMANDS
from models import Role
from tests import hostile
from tests.payout_stage import ask
from tests.people import Json, Person, Stage, staged, text_of
from tests.processes import USERNAME

FRIENDS = 24
HOLDERS = 55
NAME_MAX = 64
"""Telegram's, for a first and for a last name."""
LURES = ("mention", "hashtag", "cashtag", "email", "phone_number", "text_link", "custom_emoji")
WITH_ARGUMENTS = {
    "user": "{id}",
    "credit": "{id} 5 good",
    "debit": "{id} 5 bad",
    "ban": "{id} bad",
    "unban": "{id}",
    "audit": "{id}",
}
IN_PRIVATE_TOO = ("start", "friends", "why", "history", "top", "settings", "balance", "support")
OLD_KINDS_MAX = 40


def worst() -> Sequence[str]:
    """The names that take most room in a message, and one of every other kind."""
    fitting = [name for name, last in hostile.names() if last is None and 0 < len(name) <= NAME_MAX]
    longest = sorted(
        {f"{name}{name}"[:NAME_MAX] for name in fitting}, key=lambda each: -room_of(each)
    )
    return [*longest[: FRIENDS // 2], *fitting[:: len(fitting) // FRIENDS]][:FRIENDS]


def room_of(name: str) -> int:
    return len(names.shown(names.clean(name)))


@pytest.fixture(params=LANGUAGES)
async def stage(
    request: pytest.FixtureRequest, sqlite_url: str, unpaced: None
) -> AsyncIterator[Stage]:
    async with staged(
        sqlite_url,
        starter_campaign={"hold": "0", "payout_minimum": 50},
        texts={"language": request.param},
    ) as stage:
        yield stage


async def crowd(stage: Stage, language: str) -> tuple[Person, list[Person]]:
    """Somebody whose friends all have such names, and those friends; all have asked for money."""
    first, *others = worst()
    ann = stage.person(first, language)
    await ann.start()
    link = await ann.invite()
    friends = [stage.person(name, language) for name in others]
    for friend in friends:
        stage.telegram.follow(friend.user, link)
    await stage.settle()
    await stage.app.jobs.tick()
    async with stage.app.db.transaction() as session:
        for number in range(HOLDERS):
            name = names.clean(others[number % len(others)])
            telegram_id = 900_000 + number
            await admins.remember(session, telegram_id, name, now=stage.clock())
            known = await participants.find(session, telegram_id)
            assert known is not None
            await roles.give(
                session,
                telegram_id,
                Role.VIEWER,
                by=stage.owner.id,
                participant_id=known.id,
                now=stage.clock(),
            )
    return ann, friends


def lures(messages: Sequence[Json]) -> list[tuple[str, str]]:
    """Links and the like in messages, but for those that the bot itself puts there."""
    found = []
    for message in messages:
        text = text_of(message)
        units = text.encode("utf-16-le")
        for entity in message.get("entities") or message.get("caption_entities") or []:
            begin, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            words = units[begin:end].decode("utf-16-le")
            if not is_ours(entity["type"], words):
                found.append((entity["type"], text))
    return found


def is_ours(kind: str, words: str) -> bool:
    match kind:
        case "bot_command":
            return words[1:] in {*PARTICIPANT_COMMANDS, *ADMIN_COMMANDS, "cancel"}
        case "url":
            return words.startswith(f"https://t.me/{USERNAME}")
        case "mention":
            return words == f"@{USERNAME}"
        case _:
            return kind not in LURES


async def test_every_screen_stands(
    stage: Stage, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    caplog.set_level(logging.WARNING)
    language = request.node.callspec.params["stage"]
    ann, friends = await crowd(stage, language)
    await ask(ann, 500)
    for command in IN_PRIVATE_TOO:
        before = len(ann.heard)
        await ann.say(f"/{command}")
        assert len(ann.heard) > before, command
    for command in sorted(ADMIN_COMMANDS.keys() - {"broadcast"}):
        arguments = WITH_ARGUMENTS.get(command, "").format(id=ann.id)
        before = len(stage.in_group())
        await stage.admin.say_in_group(f"/{command} {arguments}".strip())
        assert len(stage.in_group()) > before, command
    await turn_pages(stage, ann)
    troubles = [record.getMessage() for record in caplog.records]
    assert [each for each in troubles if "did not arrive" in each or "failed" in each] == []
    told = [*stage.in_group(), *ann.heard, *(one for each in friends for one in each.heard)]
    assert len(told) > FRIENDS + len(IN_PRIVATE_TOO)
    assert lures(told) == []


async def turn_pages(stage: Stage, ann: Person) -> None:
    """Press what only shows more, once on each screen: the next page, people, friends."""
    for person, messages in ((ann, ann.heard), (stage.admin, stage.in_group())):
        for message in messages[-OLD_KINDS_MAX:]:
            for label in callbacks(message):
                if label.endswith(("›", "»")) or label.startswith(("👥", "👤")):
                    stage.telegram.press(person.user, message, label)
                    await stage.settle()
                    break


def callbacks(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row if "callback_data" in button]
