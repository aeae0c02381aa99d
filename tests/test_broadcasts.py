"""Does everybody in a segment get a broadcast, once at most, and can it be stopped?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.sender import lanes
from bot.services import broadcast_contents, broadcasts, deliveries, participants
from bot.services.broadcast_contents import BroadcastEmpty, BroadcastTooLong, Content
from bot.services.broadcasts import (
    BroadcastOver,
    BroadcastStarted,
    BroadcastToNobody,
    NothingToResend,
)
from models import Broadcast, BroadcastState, Delivery, DeliveryState, Participant
from tests.broadcasting import broadcast_of, copies, plan, until_over
from tests.clock import StillClock
from tests.sending import ADMIN, PostOffice, opened

S = DeliveryState


@pytest.fixture
async def office(db: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PostOffice]:
    monkeypatch.setattr(lanes, "PAUSES_SECONDS", (0.01,))
    async with opened(db) as office:
        yield office


async def add(db: Database, clock: StillClock, telegram_id: int, **more: datetime | None) -> None:
    """Somebody who has started the bot, unless `more` says otherwise."""
    async with db.transaction() as session:
        columns = {"created_at": clock(), "started_at": clock()} | more
        session.add(Participant(telegram_id=telegram_id, name="Ann", **columns))


async def test_it_goes_to_those_who_started_and_may_be_written_to(
    db: Database, clock: StillClock
) -> None:
    await add(db, clock, 1)
    await add(db, clock, 2, started_at=None)
    await add(db, clock, 3, blocked_at=clock())
    await add(db, clock, 4, banned_at=clock())
    await add(db, clock, 5)
    async with db.transaction() as session:
        planned = await broadcasts.plan(session, "Hi", by=ADMIN, card_chat_id=None, now=clock())
    assert planned.recipients == 2
    async with db.read() as session:
        assert set(await session.scalars(select(Delivery.chat_id))) == {1, 5}
        assert set(await session.scalars(select(Delivery.state))) == {S.PLANNED}


async def test_who_comes_later_is_not_written_to(db: Database, clock: StillClock) -> None:
    await add(db, clock, 1)
    async with db.transaction() as session:
        await broadcasts.plan(session, "Hi", by=ADMIN, card_chat_id=None, now=clock())
    await add(db, clock, 2)
    async with db.read() as session:
        assert list(await session.scalars(select(Delivery.chat_id))) == [1]


@pytest.mark.parametrize(
    ("html", "refusal"),
    [
        ("", BroadcastEmpty),
        (" <b> </b>\n", BroadcastEmpty),
        ("x" * 4_097, BroadcastTooLong),
        ("👍" * 2_049, BroadcastTooLong),
        ("Hello", BroadcastToNobody),
    ],
    ids=["nothing", "only markup", "too long", "too long in UTF-16", "nobody"],
)
async def test_what_cannot_be_sent_is_refused_and_leaves_nothing(
    db: Database, clock: StillClock, html: str, refusal: type[Exception]
) -> None:
    if refusal is not BroadcastToNobody:
        await add(db, clock, 1)

    async def attempt() -> None:
        async with db.transaction() as session:
            await broadcasts.plan(session, html, by=ADMIN, card_chat_id=None, now=clock())

    with pytest.raises(refusal):
        await attempt()
    async with db.read() as session:
        assert list(await session.scalars(select(Broadcast))) == []


def test_markup_does_not_count_for_the_length() -> None:
    assert broadcast_contents.text_length("<b>" + "x" * 4_096 + "</b>") == 4_096
    assert broadcast_contents.text_length('<a href="https://example.com/">&lt;3 &amp; 👍</a>') == 7


async def test_everybody_gets_one_copy_with_its_formatting(office: PostOffice) -> None:
    people = await office.people(30)
    broadcast_id = await plan(office, "Hello, <b>all</b> &amp; sundry")
    assert await office.sender.drain_once() == 30
    assert [office.heard(user) for user in people] == [["Hello, all & sundry"]] * 30
    [message] = [
        one
        for one in office.telegram.history(viewer=people[0])
        if one["from"]["id"] == office.me.id
    ]
    assert message["entities"][0]["type"] == "bold"
    assert await office.delivered() == {S.SENT: 30}
    over = await broadcast_of(office, broadcast_id)
    assert (over.state, over.finished_at is not None) == (BroadcastState.FINISHED, True)


async def test_nothing_leaves_before_its_time(office: PostOffice) -> None:
    people = await office.people(3)
    async with office.db.transaction() as session:
        await broadcasts.plan(session, "Hi", by=ADMIN, card_chat_id=None, now=office.clock())
    assert await office.sender.drain_once() == 0
    office.clock.advance(seconds=5.1)
    assert await office.sender.drain_once() == 3
    assert copies(office, people) == [1, 1, 1]


async def test_who_has_blocked_the_bot_is_noted(office: PostOffice) -> None:
    people = await office.people(20)
    for user in people[:5]:
        office.telegram.block(user)
    await plan(office)
    await office.sender.drain_once()
    assert await office.delivered() == {S.SENT: 15, S.BLOCKED: 5}
    assert (await office.participant(people[0])).blocked_at is not None
    assert (await office.participant(people[5])).blocked_at is None
    await plan(office)
    await office.sender.drain_once()
    assert await office.delivered() == {S.SENT: 30, S.BLOCKED: 5}


async def test_a_lost_reply_is_unknown_and_not_sent_again(office: PostOffice) -> None:
    people = await office.people(20)
    await plan(office)
    office.telegram.faults.add("sendMessage", "lost_reply", times=3)
    await office.sender.drain_once()
    await office.sender.drain_once()
    assert copies(office, people) == [1] * 20
    assert await office.delivered() == {S.SENT: 17, S.UNKNOWN: 3}


async def test_a_server_error_is_unknown_too(office: PostOffice) -> None:
    people = await office.people(10)
    await plan(office)
    office.telegram.faults.add("sendMessage", "error", status=502, times=2)
    await office.sender.drain_once()
    assert sum(copies(office, people)) == 8
    assert await office.delivered() == {S.SENT: 8, S.UNKNOWN: 2}


async def test_a_429_loses_nobody_and_repeats_nothing(office: PostOffice) -> None:
    people = await office.people(20)
    await plan(office)
    office.telegram.faults.add("sendMessage", "retry_after", seconds=1, times=5)
    await office.sender.drain_once()
    assert copies(office, people) == [1] * 20
    assert await office.delivered() == {S.SENT: 20}


async def test_while_telegram_cannot_be_reached_it_waits(office: PostOffice) -> None:
    people = await office.people(20)
    await plan(office)
    await office.server.close()
    async with office.at_work():
        await asyncio.sleep(0.5)
    assert await office.delivered() == {S.PLANNED: 20}
    assert copies(office, people) == [0] * 20


async def test_the_unknown_get_another_copy_only_when_an_admin_says_so(office: PostOffice) -> None:
    people = await office.people(10)
    broadcast_id = await plan(office)
    office.telegram.faults.add("sendMessage", "drop", times=4)
    await office.sender.drain_once()
    assert await office.delivered() == {S.SENT: 6, S.UNKNOWN: 4}
    async with office.db.transaction() as session:
        await broadcasts.resend(session, broadcast_id, now=office.clock())
    await office.sender.drain_once()
    assert copies(office, people) == [1] * 10
    assert await office.delivered() == {S.SENT: 10}
    with pytest.raises(NothingToResend):
        async with office.db.transaction() as session:
            await broadcasts.resend(session, broadcast_id, now=office.clock())


async def test_what_a_killed_sender_had_in_hand_is_unknown(office: PostOffice) -> None:
    people = await office.people(12)
    broadcast_id = await plan(office)
    async with office.db.transaction() as session:
        await broadcasts.begin(session, broadcast_id, now=office.clock())
        claimed = await deliveries.claim(
            session, broadcast_id, Content("Hello"), now=office.clock(), limit=8
        )
    office.clock.advance(minutes=2)
    async with office.at_work(office.another_sender()):
        await until_over(office, broadcast_id)
    assert await office.delivered() == {S.SENT: 4, S.UNKNOWN: 8}
    in_hand = {copy.chat_id for copy in claimed}
    assert copies(office, people) == [0 if user.id in in_hand else 1 for user in people]


async def test_a_stopped_sender_leaves_nothing_unknown(db: Database) -> None:
    async with opened(db, messages_per_second=5) as office:
        people = await office.people(30)
        await plan(office)
        async with office.at_work():
            await office.until(lambda: sum(copies(office, people)) >= 3)
        delivered = await office.delivered()
        assert set(delivered) == {S.SENT, S.PLANNED}
        assert delivered[S.SENT] == sum(copies(office, people))


async def test_after_cancelling_at_most_eight_more_leave(db: Database) -> None:
    async with opened(db, messages_per_second=30) as office:
        people = await office.people(100)
        broadcast_id = await plan(office)
        async with office.at_work():
            await office.until(lambda: sum(copies(office, people)) >= 10)
            async with office.db.transaction() as session:
                await broadcasts.cancel(session, broadcast_id, now=office.clock())
            before = sum(copies(office, people))
            await until_over(office, broadcast_id)
        after = sum(copies(office, people))
        assert after - before <= 8
        assert await office.delivered() == {S.SENT: after, S.CANCELLED: 100 - after}


async def test_what_is_over_can_neither_be_cancelled_nor_started(office: PostOffice) -> None:
    await office.people(1)
    broadcast_id = await plan(office)
    await office.sender.drain_once()

    async def cancel() -> None:
        async with office.db.transaction() as session:
            await broadcasts.cancel(session, broadcast_id, now=office.clock())

    async def start() -> None:
        async with office.db.transaction() as session:
            await broadcasts.start_now(session, broadcast_id, now=office.clock())

    with pytest.raises(BroadcastOver):
        await cancel()
    with pytest.raises(BroadcastStarted):
        await start()


async def test_a_small_broadcast_does_not_wait_for_a_large_one(db: Database) -> None:
    async with opened(db, messages_per_second=60) as office:
        many = await office.people(150)
        await plan(office, "large")
        async with office.db.transaction() as session:
            for user in many[2:]:
                await participants.mark_blocked(session, user.id, now=office.clock())
        small = await plan(office, "small")
        async with office.at_work():
            await until_over(office, small)
            large_copies = sum("large" in office.heard(user) for user in many)
        assert large_copies < 100


async def test_at_the_full_rate_telegram_never_says_429(db: Database) -> None:
    async with opened(db, messages_per_second=30) as office:
        people = await office.people(130)
        office.telegram.flood.limits.enabled = True
        await plan(office)
        async with office.at_work():
            await office.until(lambda: sum(copies(office, people)) == 130, seconds=60)
        assert copies(office, people) == [1] * 130
        assert office.telegram.flood.refused == 0
        assert office.pacer.halts == 0


async def test_two_senders_never_send_to_one_person_twice(postgresql_url: str) -> None:
    # From SQLite one process alone sends.
    async with AsyncExitStack() as stack:
        db = Database(postgresql_url)
        stack.push_async_callback(db.close)
        office = await stack.enter_async_context(opened(db))
        people = await office.people(120)
        broadcast_id = await plan(office)
        async with office.at_work(), office.at_work(office.another_sender()):
            await until_over(office, broadcast_id)
        assert copies(office, people) == [1] * 120
