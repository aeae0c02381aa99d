"""Is every update handled once, in order, and never lost?"""

import asyncio
import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message
from sqlalchemy import func, select, text

from bot import app as application
from models import Draft, FailedUpdate, Participant, ProcessedUpdate
from tests.people import Json, Stage, staged, text_of
from tests.processes import free_port

pytestmark = pytest.mark.usefixtures("unpaced")

SECRET = "only-for-this-test"
BUG = "a planted bug"
FATAL_WORDS = "words that the planted bug cannot bear"


class Fatal(Filter):
    # The dispatcher is the process's: other tests edit messages too.
    async def __call__(self, message: Message) -> bool:
        return message.text == FATAL_WORDS


async def fail(_message: Message) -> None:
    raise LookupError(BUG)


buggy = Router(name="buggy")
buggy.edited_message.register(fail, Fatal())
application.dispatcher().include_router(buggy)
# Before the handlers of the bot: they have no bug of their own to show.
application.dispatcher().sub_routers.sort(key=lambda router: router is not buggy)


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, starter_campaign={"hold": "0"}) as stage:
        yield stage


def update(update_id: int, user_id: int, words: str, name: str = "Ann") -> Json:
    person = {"id": user_id, "is_bot": False, "first_name": name, "language_code": "en"}
    message: Json = {
        "message_id": update_id,
        "date": 1,
        "chat": {"id": user_id, "type": "private", "first_name": name},
        "from": person,
        "text": words,
    }
    if words.startswith("/"):
        length = len(words.split()[0])
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    return {"update_id": update_id, "message": message}


async def count(stage: Stage, table: type[Any]) -> int:
    async with stage.app.db.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_an_update_that_comes_twice_has_its_effect_once(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    code = (await ann.invite()).partition("start=")[2]
    raw = update(900_000_001, ben.id, f"/start {code}", "Ben")
    stage.telegram.send(ben.user, text="hello")
    await stage.settle()
    for _ in range(3):
        await stage.app.intake.handle(raw)
        await stage.settle()
    assert (await ann.balance()).available == 100
    assert len([words for words in ben.texts if "https://t.me/" in words]) == 1 + 3, (
        "the stranger who said hello is greeted, whoever comes again sees the home screen"
    )


async def test_ids_that_start_anew_lower_are_not_taken_for_old_ones(stage: Stage) -> None:
    for update_id in (2_000_000, 1_000, 1_001, 5):
        await stage.app.intake.handle(update(update_id, 10_000 + update_id, "/start"))
    assert await count(stage, Participant) == 4
    assert await count(stage, ProcessedUpdate) == 4


async def test_the_updates_of_one_person_are_handled_in_their_order(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    words = [f"/invite place{number}" for number in range(15)]
    await asyncio.gather(
        *(
            stage.app.intake.handle(update(800 + number, ann.id, command))
            for number, command in enumerate(words)
        )
    )
    await stage.settle()
    codes = [text for text in ann.texts if "Code:" in text][-15:]
    places = [text.count("place") for text in codes]
    assert places == sorted(places), "each answer lists the links made before it"


async def test_what_is_no_update_is_put_aside_and_does_not_stop_the_next(stage: Stage) -> None:
    await stage.app.intake.handle({"update_id": 71, "message": {"chat": "nonsense"}})
    await stage.app.intake.handle({"update_id": 72, "message": None, "unheard_of": {"a": [1]}})
    await stage.app.intake.handle({"nothing": "at all"})
    assert "Hello" in text_of(await stage.person("Ann").start())
    assert await count(stage, FailedUpdate) >= 1


async def test_a_bug_is_kept_told_in_general_words_and_blocks_nobody(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    message = stage.telegram.send(ann.user, text="hello")
    await stage.settle()
    stage.telegram.edit(ann.user, message, FATAL_WORDS)
    await stage.settle()
    assert ann.texts[-1].startswith("Something went wrong on our side")
    assert BUG not in "".join(ann.texts)
    async with stage.app.db.read() as session:
        [failed] = (await session.scalars(select(FailedUpdate))).all()
    assert (failed.attempts, BUG in failed.error) == (3, True)
    assert "Your link" in text_of(await ann.say("/invite"))


async def test_with_a_full_disk_nothing_is_acknowledged_and_nothing_lost(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    async with stage.app.db.connection() as connection:
        pages = await connection.scalar(text("PRAGMA page_count"))
        await connection.execute(text(f"PRAGMA max_page_count={pages}"))
    people = [stage.person(f"Person {number}") for number in range(60)]
    for person in people:
        stage.telegram.send(person.user, text="/start")
    await asyncio.sleep(1.5)
    assert stage.me.updates.pending() > 0
    async with stage.app.db.connection() as connection:
        await connection.execute(text("PRAGMA max_page_count=1000000"))
    await stage.settle()
    assert await count(stage, Participant) == 61
    assert all("Your link" in person.texts[-1] for person in people)
    assert await stage.verify() == []


async def test_a_half_written_dialogue_survives_a_restart(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann", user_id=4_711)
        await ann.start()
        await ann.invite()
        await ann.press("✏️ Choose my own code")
        assert await count(stage, Draft) == 1
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann", user_id=4_711)
        stage.telegram.send(ann.user, text="hi")
        await stage.settle()
        assert "A code is 4 to 32" in ann.texts[-1]
        assert "MyOwnCode" in text_of(await ann.say("MyOwnCode"))


async def test_a_webhook_that_was_forgotten_does_not_keep_the_bot_from_polling(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url, forgotten_webhook="http://127.0.0.1:9/nobody") as stage:
        assert "Hello" in text_of(await stage.person("Ann").start())


@pytest.fixture
async def webhook_stage(sqlite_url: str) -> AsyncIterator[tuple[Stage, str]]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram/webhook"
    async with staged(
        sqlite_url,
        telegram={"mode": "webhook", "webhook_url": url, "webhook_secret": SECRET},
        web={"port": port},
    ) as stage:
        yield stage, url


async def test_the_webhook_serves_people(webhook_stage: tuple[Stage, str]) -> None:
    stage, _url = webhook_stage
    assert "Hello" in text_of(await stage.person("Ann").start())
    assert await count(stage, Participant) == 1


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "тайна", "x" * 60_000]
)
async def test_the_webhook_hears_only_telegram(
    webhook_stage: tuple[Stage, str], secret: str | None
) -> None:
    stage, url = webhook_stage
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with (
        aiohttp.ClientSession() as http,
        http.post(url, json=update(1, 55, "/start"), headers=headers) as response,
    ):
        assert response.status in (400, 401, 431)
    assert await count(stage, Participant) == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (b"x" * 1_100_000, 413),
        (b'{"update_id": "ten"}', 200),
        (b'{"update_id": 10, "message": 5}', 200),
    ],
)
async def test_nonsense_at_the_webhook_is_no_error_of_ours(
    webhook_stage: tuple[Stage, str], body: bytes, status: int
) -> None:
    _stage, url = webhook_stage
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with (
        aiohttp.ClientSession() as http,
        http.post(url, data=io.BytesIO(body), headers=headers) as response,
    ):
        assert response.status == status
