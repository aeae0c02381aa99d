"""Does the log of a real process at its most talkative know what people are called or write?"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.logs import explain, scrub
from bot.meters import Meters
from bot.sandbox.people import User
from bot.traces import Traces
from tests.processes import COMMAND_SECONDS, TOKEN
from tests.worlds import World, running, served

NAME = "Aurelia Quillfeather"
USERNAME = "quill_of_aurelia"
WORDS = "my cat is called Marmalade"
CARD = "4111111111111111"
CODE = "no-such-code-9f3"
PRIVATE = [NAME, "Quillfeather", USERNAME, "Marmalade", CARD, CODE, TOKEN, TOKEN.partition(":")[2]]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with served(tmp_path) as found:
        yield found


SAYINGS = (
    f"/start {CODE}",
    f"/promo {CODE}",
    WORDS,
    "/invite",
    "/payout",
    f"100 {CARD}",
    CARD,
    "/settings",
    f"/why {WORDS}",
    f"/support {WORDS}",
    "/history",
    f"/nonsense {WORDS}",
)
"""Everything that a person may write and that is nobody's business."""
PEOPLE = 4
"""Side by side, since one chat gets a message a second."""


async def talk(world: World, people: list[User]) -> None:
    for person in people:
        world.telegram.send(person, text="/start")
    await world.called("sendMessage", len(people))
    for number, saying in enumerate(SAYINGS):
        world.telegram.send(people[number % len(people)], text=saying)
    await world.called("sendMessage", len(people) + len(SAYINGS))


@pytest.mark.parametrize("form", ["json", "console"])
async def test_no_name_text_code_or_destination_is_in_the_log(world: World, form: str) -> None:
    people = [
        world.telegram.add_user(NAME, username=f"{USERNAME}_{number}") for number in range(PEOPLE)
    ]
    world.telegram.faults.add("sendMessage", "error", status=502, times=2)
    world.telegram.faults.add("sendMessage", "lost_reply", times=1)
    async with running(world, log__level="debug", log__format=form) as bot:
        await talk(world, people)
        await _unreadable_update(world)
        await asyncio.sleep(0.3)
        assert await bot.stop() == 0
    said = bot.output()
    for word in (*PRIVATE, *(str(person.id) for person in people)):
        assert word not in said, word
    lines = [line for line in said.splitlines() if "update_id" in line]
    assert len(lines) >= 13, said
    if form == "json":
        _check_lines([json.loads(line) for line in lines])


async def _unreadable_update(world: World) -> None:
    """Something that is no update that this version knows, with somebody's words in it."""
    bot = world.telegram.bot()
    bot.updates.push("message", {"message_id": "no number", "text": WORDS, "chat": NAME}, "")
    async with asyncio.timeout(COMMAND_SECONDS):
        while bot.updates.pending():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def _check_lines(lines: list[dict[str, Any]]) -> None:
    fields = {"update_id", "kind", "handler", "outcome", "milliseconds", "person"}
    assert all(fields <= set(line) for line in lines)
    of_messages = [line for line in lines if line["kind"] == "message" and line["person"]]
    assert len({line["person"] for line in of_messages}) == PEOPLE, "each has one hash"
    assert re.fullmatch(r"[0-9a-f]{10}", of_messages[0]["person"])
    assert {"start.start", "balance.show", "payouts.ask"} & {line["handler"] for line in lines}
    assert any(line["outcome"] == "failed" for line in lines)


def test_a_person_is_the_same_hash_for_one_token_and_another_for_the_next() -> None:
    first, again, other = (Traces(Meters(), token) for token in (TOKEN, TOKEN, "2:other"))
    assert first.person(5) == again.person(5) != other.person(5)
    assert first.person(5) != first.person(6)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"invalid literal for int() with base 10: '{WORDS}'", "with base 10: …"),
        (f"duplicate key\nDETAIL: Key (name)=({NAME}) already exists.", "duplicate key"),
        (f"Key (telegram_id)=(7000000001) exists, {CARD}", "Key (telegram_id)… exists, …"),
        (f"x: Input should be valid [type=int, input_value='{WORDS}", "[type=int, input_value…"),
        (f'Task exception was never retrieved exception=ValueError("{WORDS}', "ValueError(…"),
        ("connection refused", "connection refused"),
    ],
)
def test_what_is_quoted_is_left_out(said: str, kept: str) -> None:
    scrubbed = scrub(said)
    assert scrubbed.endswith(kept)
    assert not any(word in scrubbed for word in PRIVATE)


def test_an_error_keeps_its_places_and_its_causes_but_not_its_words() -> None:
    try:
        try:
            int(WORDS)
        except ValueError as error:
            raise aiohttp.ClientError(f"“{NAME}” is not there") from error
    except aiohttp.ClientError as error:
        said = explain(error)
    assert "builtins.ValueError: invalid literal" in said
    assert "aiohttp.client_exceptions.ClientError: … is not there" in said
    assert said.count("tests/test_logs.py") == 2
    assert not any(word in said for word in PRIVATE)
