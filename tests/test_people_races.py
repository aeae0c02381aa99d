"""Do points, bans and threads come out right on both databases, when two act at once?"""

import asyncio

import pytest

from bot.db import Database
from bot.services import (
    adjustments,
    bans,
    campaigns,
    ledger,
    outbox,
    people,
    support,
    support_cards,
    support_lists,
    support_posts,
    verification,
)
from bot.services.adjustments import Direction
from bot.services.outbox import Settled
from models import OutboxState, SupportThread, ThreadState
from tests.clock import StillClock
from tests.town import Town

ADMIN, GROUP = 501, -100_500


@pytest.fixture
async def town(db: Database, clock: StillClock) -> Town:
    town = Town(db, clock)
    await town.begin(budget={"total": 100})
    await town.arrive(1)
    return town


async def adjust(town: Town, direction: Direction, amount_minor: int, token: str) -> str:
    """Carry out one confirmation; what it was refused with, or ""."""
    try:
        async with town.db.transaction() as session:
            person = await people.find(session, "1")
            campaign = await campaigns.by_slug(session, "autumn")
            assert campaign is not None
            planned = await adjustments.plan(
                session, direction, person, campaign.id, amount_minor=amount_minor, reason="because"
            )
            await adjustments.carry_out(session, planned, token=token, by=ADMIN, now=town.clock())
    except (adjustments.DebitBeyondBalance, adjustments.BudgetTooSmall) as refusal:
        return type(refusal).__name__
    return ""


async def available(town: Town) -> int:
    participant_id = await town.id_of(1)
    async with town.db.read() as session:
        return sum(one.available for one in await ledger.balances(session, participant_id))


async def assert_verified(town: Town) -> None:
    async with town.db.read() as session:
        assert (await verification.verify(session)).findings == []


async def test_credits_at_once_keep_to_the_budget_and_debits_to_the_balance(town: Town) -> None:
    answers = await asyncio.gather(
        *(adjust(town, Direction.CREDIT, 30, f"credit-{number}") for number in range(5))
    )
    assert sorted(answers) == ["", "", "", "BudgetTooSmall", "BudgetTooSmall"]
    assert await available(town) == 90
    answers = await asyncio.gather(
        *(adjust(town, Direction.DEBIT, 40, f"debit-{number}") for number in range(4))
    )
    assert sorted(answers) == ["", "", "DebitBeyondBalance", "DebitBeyondBalance"]
    assert await available(town) == 10
    await assert_verified(town)


async def test_one_confirmation_moves_points_once(town: Town) -> None:
    await asyncio.gather(*(adjust(town, Direction.CREDIT, 30, "one") for _ in range(3)))
    assert await available(town) == 30
    await assert_verified(town)


async def test_of_two_who_ban_or_unban_one_is_first(town: Town) -> None:
    async def ban() -> bool:
        try:
            async with town.db.transaction() as session:
                person = await people.find(session, "1")
                await bans.ban(
                    session, person, by=ADMIN, reason="fake", contact="", now=town.clock()
                )
        except bans.AlreadyBanned:
            return False
        return True

    async def unban() -> bool:
        try:
            async with town.db.transaction() as session:
                person = await people.find(session, "1")
                await bans.unban(session, person, by=ADMIN, reason=None, now=town.clock())
        except bans.NotBanned:
            return False
        return True

    assert sorted(await asyncio.gather(ban(), ban(), ban())) == [False, False, True]
    assert sorted(await asyncio.gather(unban(), unban())) == [False, True]


async def say(town: Town, message_id: int, words: str = "Hello") -> SupportThread | None:
    participant_id = await town.id_of(1)
    async with town.db.transaction() as session:
        written = support.Written(1, message_id, 1, words=words)
        kept = await support.ask(session, participant_id, written, now=town.clock())
        if kept is None:
            return None
        await support_cards.announce(session, kept, chat_id=GROUP, now=town.clock())
        return kept.thread


async def send_all(town: Town, first_id: int, state: OutboxState = OutboxState.SENT) -> list[int]:
    """What the sender does with all that is queued; the numbers that Telegram gave."""
    given: list[int] = []
    async with town.db.transaction() as session:
        while taken := await outbox.claim(session, now=town.clock(), limit=10):
            for row in taken:
                number = first_id + len(given) if state == OutboxState.SENT else None
                settled = Settled(row.id, state, 1, message_id=number)
                await outbox.record(session, [settled], now=town.clock())
                await support_posts.settle(session, row, settled, now=town.clock())
                given.append(number or 0)
            if state != OutboxState.SENT:
                break
    return given


async def test_two_first_words_at_once_begin_one_thread(town: Town) -> None:
    threads = await asyncio.gather(say(town, 11), say(town, 12))
    assert len({thread.id for thread in threads if thread is not None}) == 1
    async with town.db.read() as session:
        page = await support_lists.open_ones(session)
    assert page.total == 1
    assert page.lines[0].waits_for_team


async def test_the_same_message_is_kept_once(town: Town) -> None:
    assert await say(town, 11) is not None
    assert await say(town, 11) is None


async def test_a_reply_is_known_by_the_number_that_telegram_gave(town: Town) -> None:
    thread = await say(town, 11)
    assert thread is not None
    [card_id] = await send_all(town, 900)
    async with town.db.transaction() as session:
        found = await support_posts.thread_of(session, GROUP, card_id)
        assert found is not None
        assert found.id == thread.id
        written = support.Written(GROUP, 950, ADMIN, words="Tomorrow")
        kept = await support.answer(session, found, written, now=town.clock())
        assert kept is not None
        await support_cards.deliver(session, kept, now=town.clock())
    [answer_id] = await send_all(town, 70)
    async with town.db.read() as session:
        for chat_id, message_id in ((GROUP, 950), (1, answer_id), (1, 11)):
            assert await support_posts.thread_of(session, chat_id, message_id) is not None
        owner = await support_posts.owner(session, GROUP, 950)
        assert owner is not None
        assert owner.telegram_id == 1
        last = (await support_lists.last_messages(session, thread.id))[-1]
        assert last.delivered_message_id == answer_id


async def test_what_did_not_arrive_is_told_to_the_group_once(town: Town) -> None:
    thread = await say(town, 11)
    assert thread is not None
    await send_all(town, 900)
    async with town.db.transaction() as session:
        written = support.Written(GROUP, 950, ADMIN, words="Tomorrow")
        kept = await support.answer(session, thread, written, now=town.clock())
        assert kept is not None
        await support_cards.deliver(session, kept, now=town.clock())
    await send_all(town, 0, OutboxState.BLOCKED)
    async with town.db.transaction() as session:
        [warning] = await outbox.claim(session, now=town.clock(), limit=10)
    assert (warning.chat_id, warning.text_key) == (GROUP, "support-blocked")
    assert warning.reply_to_message_id == 950


async def test_of_two_who_close_a_thread_one_is_first(town: Town) -> None:
    thread = await say(town, 11)
    assert thread is not None

    async def close() -> bool:
        try:
            async with town.db.transaction() as session:
                await support.close(session, thread.id, by=ADMIN, now=town.clock())
        except support.ThreadAlreadyClosed:
            return False
        return True

    assert sorted(await asyncio.gather(close(), close())) == [False, True]
    async with town.db.transaction() as session:
        reopened = await support.reopen(session, thread.id, by=ADMIN, now=town.clock())
        assert reopened.state == ThreadState.OPEN
        with pytest.raises(support.ThreadAlreadyOpen):
            await support.reopen(session, thread.id, by=ADMIN, now=town.clock())
