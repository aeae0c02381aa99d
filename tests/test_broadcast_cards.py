"""Do the admins see on a broadcast's card what became of it?"""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.db import Database
from bot.sender import cards, lanes
from bot.services import broadcasts
from models import BroadcastState, DeliveryState
from tests.broadcasting import broadcast_of, copies, plan
from tests.sending import PostOffice, opened


@pytest.fixture
async def office(db: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PostOffice]:
    monkeypatch.setattr(lanes, "PAUSES_SECONDS", (0.01,))
    async with opened(db) as office:
        yield office


async def test_nothing_leaves_before_the_admins_have_seen_the_card(office: PostOffice) -> None:
    await office.people(3)
    broadcast_id = await plan(office, card=True)
    office.clock.advance(hours=1)
    async with office.db.read() as session:
        assert await broadcasts.unfinished(session, now=office.clock()) == []
    before = office.clock()
    await office.sender.drain_once()
    preview, card = office.in_group()
    assert preview["text"] == "Hello"
    assert "3 people" in card["text"]
    shown = await broadcast_of(office, broadcast_id)
    assert shown.card_message_id == card["message_id"]
    undo = timedelta(seconds=5)
    assert before + undo <= shown.starts_at <= office.clock() + undo
    assert await office.delivered() == {DeliveryState.PLANNED: 3}


async def test_a_text_that_telegram_refuses_never_starts(office: PostOffice) -> None:
    people = await office.people(3)
    broadcast_id = await plan(office, "<b>Hello", card=True)
    await office.sender.drain_once()
    office.clock.advance(minutes=1)
    await office.sender.drain_once()
    [told] = office.in_group()
    assert "was not started" in told["text"]
    assert "parse entities" in told["text"]
    assert copies(office, people) == [0, 0, 0]
    assert (await broadcast_of(office, broadcast_id)).state == BroadcastState.CANCELLED


async def test_the_card_follows_the_broadcast(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "EDIT_SECONDS", 0)
    await office.people(5)
    broadcast_id = await plan(office, card=True)
    await office.sender.drain_once()
    _, card = office.in_group()
    buttons = [one["text"] for one in card["reply_markup"]["inline_keyboard"][0]]
    assert buttons == ["✖️ Cancel", "▶️ Send now"]
    office.telegram.faults.add("sendMessage", "lost_reply", times=1)
    office.clock.advance(seconds=6)
    await office.sender.drain_once()
    _, card = office.in_group()
    assert "is finished" in card["text"]
    assert "Sent: 4 of 5" in card["text"]
    assert "Unknown: 1" in card["text"]
    [[resend], [leave]] = card["reply_markup"]["inline_keyboard"]
    assert resend["callback_data"].startswith("broadcast-resend:")
    assert leave["callback_data"].startswith("broadcast-leave:")
    assert (await broadcast_of(office, broadcast_id)).state == BroadcastState.FINISHED


async def test_the_card_of_a_cancelled_broadcast_tells_how_many_got_it(
    office: PostOffice,
) -> None:
    await office.people(5)
    broadcast_id = await plan(office, card=True)
    await office.sender.drain_once()
    async with office.db.transaction() as session:
        await broadcasts.cancel(session, broadcast_id, now=office.clock())
    await office.sender.drain_once()
    _, card = office.in_group()
    assert "is cancelled" in card["text"]
    assert "Not sent: 5" in card["text"]
    assert "reply_markup" not in card


async def test_a_running_card_tells_rate_and_time_left(db: Database) -> None:
    async with opened(db, messages_per_second=20) as office:
        await office.people(150)
        await plan(office, card=True)
        await office.sender.drain_once()
        office.clock.advance(seconds=6)
        async with office.at_work():
            await office.until(lambda: "time left: about a minute" in office.in_group()[-1]["text"])
        assert "Have blocked the bot: 0" in office.in_group()[-1]["text"]
