"""Do messages that must arrive wait in the outbox, in order, and leave it once?"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.db import Database
from bot.i18n import Argument, Points, Unit
from bot.services import outbox, participants
from bot.services.outbox import Outgoing, Settled
from models import OutboxMessage, OutboxState
from tests.clock import StillClock

POINTS = Unit(0, {"en": {"one": "point", "other": "points"}})
STARS = Unit(0, {"en": {"one": "star", "other": "stars"}})


async def post(
    db: Database,
    clock: StillClock,
    chat_id: int = 7,
    text_key: str = "news",
    *,
    args: dict[str, Argument] | None = None,
    collapse_key: str | None = None,
    not_before: datetime | None = None,
) -> None:
    async with db.transaction() as session:
        await outbox.post(
            session,
            chat_id=chat_id,
            text_key=text_key,
            args=args or {},
            now=clock(),
            collapse_key=collapse_key,
            not_before=not_before,
        )


async def claim(
    db: Database, clock: StillClock, limit: int = 100, busy_chats: Sequence[int] = ()
) -> list[Outgoing]:
    async with db.transaction() as session:
        return await outbox.claim(session, now=clock(), limit=limit, busy_chats=busy_chats)


async def record(db: Database, clock: StillClock, *settled: Settled) -> None:
    async with db.transaction() as session:
        await outbox.record(session, settled, now=clock())


async def rows(db: Database) -> list[OutboxMessage]:
    async with db.read() as session:
        return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


async def test_a_message_leaves_only_if_its_transaction_commits(
    db: Database, clock: StillClock
) -> None:
    async def fail() -> None:
        async with db.transaction() as session:
            await outbox.post(session, chat_id=7, text_key="news", now=clock())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await claim(db, clock) == []


async def test_what_was_posted_comes_out_as_it_went_in(db: Database, clock: StillClock) -> None:
    args: dict[str, Argument] = {
        "name": "<Ann>",
        "count": 2,
        "amount": Points(150, POINTS, signed=True),
        "at": datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
    }
    keyboard: outbox.Keyboard = [
        [
            {"text_key": "open-button", "url": "https://example.com"},
            {"text_key": "more-button", "callback": "more", "text_args": {"count": 3}},
        ]
    ]
    async with db.transaction() as session:
        await outbox.post(
            session, chat_id=-5, text_key="news", args=args, keyboard=keyboard, now=clock()
        )
    [message] = await claim(db, clock)
    assert (message.chat_id, message.text_key, message.args) == (-5, "news", args)
    assert message.keyboard is not None
    [[first, second]] = message.keyboard
    assert first["url"] == "https://example.com"
    assert (second["callback"], second["text_args"]) == ("more", {"count": 3})
    assert message.attempts == 1


async def test_messages_go_in_the_order_of_their_time_and_not_before_it(
    db: Database, clock: StillClock
) -> None:
    await post(db, clock, 1, "later", not_before=clock() + timedelta(seconds=30))
    await post(db, clock, 2, "second", not_before=clock() + timedelta(seconds=10))
    await post(db, clock, 3, "first")
    assert [one.text_key for one in await claim(db, clock)] == ["first"]
    clock.advance(seconds=10)
    assert [one.text_key for one in await claim(db, clock)] == ["second"]
    clock.advance(seconds=20)
    assert [one.text_key for one in await claim(db, clock)] == ["later"]


async def test_a_claimed_message_is_not_claimed_again(db: Database, clock: StillClock) -> None:
    for chat_id in range(1, 11):
        await post(db, clock, chat_id)
    first, second = await claim(db, clock, 6), await claim(db, clock, 6)
    assert len(first) == 6
    assert len({one.id for one in first + second}) == 10


async def test_two_senders_at_once_never_get_the_same_message(
    db: Database, clock: StillClock
) -> None:
    for chat_id in range(1, 41):
        await post(db, clock, chat_id)
    batches = await asyncio.gather(*(claim(db, clock, 10) for _ in range(8)))
    ids = [one.id for batch in batches for one in batch]
    assert len(ids) == len(set(ids))
    assert ids


async def test_a_chat_gets_one_message_at_a_time_in_order(db: Database, clock: StillClock) -> None:
    for number in range(5):
        await post(db, clock, 7, f"news-{number}")
    await post(db, clock, 8, "other")
    assert [one.text_key for one in await claim(db, clock)] == ["news-0", "other"]
    assert await claim(db, clock, busy_chats=[7, 8]) == []
    assert [one.text_key for one in await claim(db, clock, busy_chats=[8])] == ["news-1"]


async def test_has_due_looks_past_busy_chats(db: Database, clock: StillClock) -> None:
    await post(db, clock, 7)
    async with db.read() as session:
        assert await outbox.has_due(session, now=clock())
        assert not await outbox.has_due(session, now=clock(), busy_chats=[7])
        assert not await outbox.has_due(session, now=clock() - timedelta(seconds=1))


async def test_messages_of_one_key_become_one_and_add_up(db: Database, clock: StillClock) -> None:
    due = clock() + timedelta(minutes=1)
    for number in range(1, 4):
        args: dict[str, Argument] = {
            "count": 1,
            "amount": Points(100 * number, POINTS),
            "friend": f"Friend {number}",
        }
        await post(db, clock, args=args, collapse_key="credit:7", not_before=due)
        clock.advance(seconds=20)
        due = clock() + timedelta(minutes=1)
    [message] = await claim(db, clock)
    assert message.args == {"count": 3, "amount": Points(600, POINTS), "friend": "Friend 3"}


async def test_other_keys_and_no_key_stay_apart(db: Database, clock: StillClock) -> None:
    for chat_id, key in enumerate(["credit:7", "credit:8", None, None], start=1):
        await post(db, clock, chat_id, args={"count": 1}, collapse_key=key)
    assert [one.args["count"] for one in await claim(db, clock)] == [1, 1, 1, 1]


async def test_what_is_being_sent_takes_nothing_in(db: Database, clock: StillClock) -> None:
    await post(db, clock, args={"count": 1}, collapse_key="credit:7")
    [first] = await claim(db, clock)
    await post(db, clock, args={"count": 1}, collapse_key="credit:7")
    # Nor does it stand in the way when its sender dies.
    async with db.transaction() as session:
        await outbox.release_stale(session, now=clock(), everything=True)
    states = [(row.id == first.id, row.state) for row in await rows(db)]
    assert states == [(True, OutboxState.QUEUED), (False, OutboxState.QUEUED)]


async def test_points_of_two_kinds_are_not_added(db: Database, clock: StillClock) -> None:
    await post(db, clock, args={"amount": Points(5, POINTS)}, collapse_key="credit:7")
    await post(db, clock, args={"amount": Points(2, STARS)}, collapse_key="credit:7")
    await post(db, clock, args={"amount": Points(3, STARS)}, collapse_key="credit:7")
    amounts = [one.args["amount"] for one in await claim(db, clock)]
    assert amounts == [Points(5, POINTS)]
    amounts = [one.args["amount"] for one in await claim(db, clock)]
    assert amounts == [Points(5, STARS)]


async def test_many_at_once_under_one_key_lose_nothing(db: Database, clock: StillClock) -> None:
    await asyncio.gather(
        *(post(db, clock, args={"count": 1}, collapse_key="credit:7") for _ in range(20))
    )
    clock.advance(seconds=1)
    total = 0
    while messages := await claim(db, clock):
        total += sum(int(str(one.args["count"])) for one in messages)
    assert total == 20


async def test_results_are_written_down(db: Database, clock: StillClock) -> None:
    for chat_id in range(1, 5):
        await post(db, clock, chat_id)
    sent, blocked, failed, again = await claim(db, clock)
    clock.advance(seconds=1)
    later = clock() + timedelta(seconds=4)
    await record(
        db,
        clock,
        Settled(sent.id, OutboxState.SENT, 1, message_id=77),
        Settled(blocked.id, OutboxState.BLOCKED, 1, error="Forbidden"),
        Settled(failed.id, OutboxState.FAILED, 1, error="x" * 1_000),
        Settled(again.id, OutboxState.QUEUED, 1, not_before=later, error="network"),
    )
    one, two, three, four = await rows(db)
    assert (one.state, one.message_id, one.finished_at) == (OutboxState.SENT, 77, clock())
    assert (two.state, two.error) == (OutboxState.BLOCKED, "Forbidden")
    assert (three.state, len(three.error or "")) == (OutboxState.FAILED, 300)
    assert (four.state, four.not_before, four.finished_at) == (OutboxState.QUEUED, later, None)
    clock.advance(seconds=4)
    assert [one.attempts for one in await claim(db, clock)] == [2]


async def test_a_result_changes_nothing_that_is_settled(db: Database, clock: StillClock) -> None:
    await post(db, clock)
    [message] = await claim(db, clock)
    await record(db, clock, Settled(message.id, OutboxState.SENT, 1, message_id=1))
    await record(db, clock, Settled(message.id, OutboxState.QUEUED, 1))
    assert [row.state for row in await rows(db)] == [OutboxState.SENT]


async def test_what_a_dead_sender_had_is_sent_again_after_a_minute(
    db: Database, clock: StillClock
) -> None:
    await post(db, clock)
    [message] = await claim(db, clock)
    clock.advance(seconds=50)
    async with db.transaction() as session:
        assert await outbox.release_stale(session, now=clock()) == []
        await outbox.renew(session, [message.id], now=clock())
    clock.advance(seconds=50)
    async with db.transaction() as session:
        assert await outbox.release_stale(session, now=clock()) == []
    clock.advance(seconds=11)
    async with db.transaction() as session:
        assert await outbox.release_stale(session, now=clock()) == [message.id]
    assert [one.attempts for one in await claim(db, clock)] == [2]


async def test_recipients_are_addressed_in_their_language(db: Database, clock: StillClock) -> None:
    async with db.transaction() as session:
        for telegram_id, telegram_language in ((1, "ru"), (2, "bg-BG"), (3, None)):
            await participants.meet(
                session,
                telegram_id=telegram_id,
                name="Ann",
                username=None,
                telegram_language=telegram_language,
                now=clock(),
            )
        ann = await participants.find(session, 1)
        assert ann is not None
        await participants.choose_language(session, ann.id, "en")
    for chat_id in (1, 2, 3, 4, -5):
        await post(db, clock, chat_id)
    languages = {one.chat_id: one.language for one in await claim(db, clock)}
    assert languages == {1: "en", 2: "bg-BG", 3: None, 4: None, -5: None}


async def test_old_settled_messages_are_forgotten_and_no_others(
    db: Database, clock: StillClock
) -> None:
    for chat_id in range(1, 6):
        await post(db, clock, chat_id)
    for message in await claim(db, clock, 3):
        await record(db, clock, Settled(message.id, OutboxState.SENT, 1))
    clock.advance(days=8)
    for message in await claim(db, clock, 1):
        await record(db, clock, Settled(message.id, OutboxState.SENT, 1))
    week_ago = clock() - timedelta(days=7)
    async with db.transaction() as session:
        assert await outbox.forget(session, finished_before=week_ago, limit=2) == 2
        assert await outbox.forget(session, finished_before=week_ago, limit=2) == 1
        assert await outbox.forget(session, finished_before=week_ago, limit=2) == 0
    async with db.read() as session:
        assert await session.scalar(select(func.count(OutboxMessage.id))) == 2


async def test_after_a_notice_has_left_the_next_of_its_kind_waits_for_the_minute(
    db: Database, clock: StillClock
) -> None:
    await post(db, clock, args={"count": 1}, collapse_key="credit:7")
    [first] = await claim(db, clock)
    async with db.transaction() as session:
        sent = outbox.Settled(first.id, OutboxState.SENT, first.attempts)
        await outbox.record(session, [sent], now=clock())
    clock.advance(seconds=10)
    for _ in range(5):
        await post(db, clock, args={"count": 1}, collapse_key="credit:7")
    assert await claim(db, clock) == []
    clock.advance(seconds=50)
    assert [one.args["count"] for one in await claim(db, clock)] == [5]
