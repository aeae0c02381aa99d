"""How does an admin write to everybody from the group, and who may not?"""

import asyncio
from datetime import UTC, datetime

import pytest
from aiogram.types import Chat, Message, MessageEntity
from sqlalchemy import select

from handlers.broadcasts import html_after_command
from models import Broadcast
from tests.people import staged


def command(text: str, *entities: tuple[str, int, int]) -> Message:
    return Message(
        message_id=1,
        date=datetime(2026, 11, 22, tzinfo=UTC),
        chat=Chat(id=-1, type="supergroup"),
        text=text,
        entities=[
            MessageEntity(type=kind, offset=offset, length=length)
            for kind, offset, length in entities
        ],
    )


@pytest.mark.parametrize(
    ("message", "html"),
    [
        (command("/broadcast"), ""),
        (command("/broadcast  \n "), ""),
        (command("/broadcast@sarafan_demo_bot Hi\n\nall"), "Hi\n\nall"),
        (command("/broadcast a < b & c"), "a &lt; b &amp; c"),
        (command("/broadcast 👍 bold", ("bot_command", 0, 10), ("bold", 14, 4)), "👍 <b>bold</b>"),
        (command("/broadcast Hi all", ("bold", 0, 17)), "<b>Hi all</b>"),
        (
            command("/broadcast Hi all", ("bold", 11, 6), ("italic", 11, 2)),
            "<b><i>Hi</i> all</b>",
        ),
    ],
)
def test_the_text_after_the_command_keeps_its_formatting(message: Message, html: str) -> None:
    assert html_after_command(message) == html


async def test_an_admin_sends_to_everybody_from_the_group(database_url: str) -> None:
    async with staged(database_url) as stage:
        people = [stage.person(name) for name in ("Ann", "Bob")]
        for person in people:
            await person.start()
        stage.telegram.send(stage.owner, stage.group_id, "/broadcast Sale until Sunday")
        await stage.telegram.wait(lambda: len(stage.in_group()) >= 2, timeout=60)
        card = stage.in_group()[-1]
        assert "2 people" in card["text"]
        toast = await stage.admin.press("▶️ Send now", card)
        assert toast == "It begins."
        await stage.telegram.wait(
            lambda: all(person.texts[-1] == "Sale until Sunday" for person in people), timeout=60
        )
        again = await stage.admin.press("▶️ Send now", card)
        assert again is not None
        assert again != "It begins."


async def test_an_admin_changes_their_mind(database_url: str) -> None:
    async with staged(database_url) as stage:
        ann = stage.person("Ann")
        await ann.start()
        stage.telegram.send(stage.owner, stage.group_id, "/broadcast Sale until Sunday")
        await stage.telegram.wait(lambda: len(stage.in_group()) >= 2, timeout=60)
        toast = await stage.admin.press("✖️ Cancel", stage.in_group()[-1])
        assert toast is not None
        assert toast.startswith("Cancelled.")
        await stage.telegram.wait(
            lambda: "is cancelled" in stage.in_group()[-1]["text"], timeout=60
        )
        stage.clock.advance(minutes=1)
        await asyncio.sleep(0.7)
        assert "Sale until Sunday" not in ann.texts


async def test_nobody_else_sends_to_everybody(database_url: str) -> None:
    async with staged(database_url) as stage:
        mallory = stage.person("Mallory")
        await mallory.start()
        stage.telegram.join(mallory.user, stage.group_id)
        await mallory.say("/broadcast Buy from me")
        stage.telegram.send(mallory.user, stage.group_id, "/broadcast Buy from me")
        await stage.settle()
        async with stage.app.db.read() as session:
            assert list(await session.scalars(select(Broadcast))) == []
