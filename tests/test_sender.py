"""What becomes of a notice, whatever Telegram answers?"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import Response, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectorError, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey
from sqlalchemy.ext.asyncio import AsyncSession

from bot import pacer
from bot.db import Database
from bot.pacer import NotLetThrough
from bot.sender import lanes
from bot.sender.notices import ATTEMPTS_MAX, settle
from bot.sender.verdicts import Fate, Outcome, outcome_of
from bot.services import broadcasts, outbox, participants
from bot.services.outbox import Button, Outgoing, Settled
from models import OutboxState, Priority
from tests.sending import TOKEN, PostOffice, errors_in, opened

METHOD = SendMessage(chat_id=1, text="")


@pytest.fixture
async def office(db: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PostOffice]:
    monkeypatch.setattr(lanes, "PAUSES_SECONDS", (0.01,))
    async with opened(db) as office:
        yield office


async def test_everybody_reads_notices_in_their_own_language(office: PostOffice) -> None:
    readers = {
        "ru": await office.person(telegram_language="ru"),
        "bg": await office.person(telegram_language="ru", language="bg"),
        "en": await office.person(telegram_language="tlh"),
    }
    for user in readers.values():
        await office.post(user.id)
    assert await office.sender.drain_once() == 3
    for language, user in readers.items():
        t = office.texts.of(language)
        assert office.heard(user) == [t.plain("error-button-spent")]
    assert {row.state for row in await office.rows()} == {OutboxState.SENT}
    assert all(row.message_id for row in await office.rows())


async def test_a_group_reads_the_language_of_the_settings_with_buttons(office: PostOffice) -> None:
    await office.post(
        office.group_id,
        keyboard=[
            [
                {"text_key": "broadcast-now-button", "callback": "go"},
                {"text_key": "broadcast-cancel-button", "url": "https://example.com/"},
            ]
        ],
    )
    await office.sender.drain_once()
    [message] = office.in_group()
    [[go, link]] = message["reply_markup"]["inline_keyboard"]
    t = office.texts.of("en")
    assert (go["text"], go["callback_data"]) == (t.plain("broadcast-now-button"), "go")
    assert link["url"] == "https://example.com/"


async def test_moments_are_told_in_the_time_zone_of_the_settings(office: PostOffice) -> None:
    ann = await office.person()
    at = datetime(2026, 1, 2, 22, 30, tzinfo=UTC)
    await office.post(ann.id, "campaigns-period-from", {"starts_at": at, "zone": "Europe/Sofia"})
    await office.sender.drain_once()
    assert office.heard(ann) == ["From January 3, 2026, 00:30 (Europe/Sofia)"]


async def test_who_has_blocked_the_bot_is_noted_and_left_alone(office: PostOffice) -> None:
    ann = await office.person()
    office.telegram.block(ann)
    await office.post(ann.id)
    await office.sender.drain_once()
    office.clock.advance(hours=1)
    assert await office.sender.drain_once() == 0
    [row] = await office.rows()
    assert row.state == OutboxState.BLOCKED
    assert (await office.participant(ann)).blocked_at is not None


async def test_who_never_opened_the_chat_is_blocked_too(office: PostOffice) -> None:
    await office.post(123_456_789)
    await office.sender.drain_once()
    [row] = await office.rows()
    assert row.state == OutboxState.BLOCKED


async def test_what_telegram_refuses_fails_once_with_its_reason(office: PostOffice) -> None:
    ann = await office.person()
    button: Button = {"text_key": "broadcast-now-button", "callback": "x" * 65}
    await office.post(ann.id, keyboard=[[button]])
    await office.sender.drain_once()
    office.clock.advance(hours=1)
    assert await office.sender.drain_once() == 0
    [row] = await office.rows()
    assert row.state == OutboxState.FAILED
    assert row.error == "Bad Request: BUTTON_DATA_INVALID"


async def test_a_missing_text_spoils_no_other_message(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    ann, bob = await office.people(2)
    await office.post(ann.id, "no-such-text")
    await office.post(bob.id)
    await office.sender.drain_once()
    assert [row.state for row in await office.rows()] == [OutboxState.FAILED, OutboxState.SENT]
    assert any("no-such-text" in line for line in errors_in(caplog))


async def test_a_reply_that_was_lost_means_another_copy(office: PostOffice) -> None:
    ann = await office.person()
    await office.post(ann.id)
    office.telegram.faults.add("sendMessage", "lost_reply", times=1)
    await office.sender.drain_once()
    [row] = await office.rows()
    assert (row.state, row.attempts) == (OutboxState.QUEUED, 1)
    office.clock.advance(seconds=2)
    await office.sender.drain_once()
    assert len(office.heard(ann)) == 2
    [row] = await office.rows()
    assert (row.state, row.attempts) == (OutboxState.SENT, 2)


async def test_a_server_error_is_retried_later(office: PostOffice) -> None:
    ann = await office.person()
    await office.post(ann.id)
    office.telegram.faults.add("sendMessage", "error", status=502, times=2)
    waits = []
    for _ in range(3):
        await office.sender.drain_once()
        [row] = await office.rows()
        waits.append(round((row.not_before - office.clock()).total_seconds()))
        office.clock.advance(row.not_before - office.clock() + timedelta(seconds=0.1))
    assert waits[:2] == [1, 2]
    assert (row.state, row.attempts) == (OutboxState.SENT, 3)
    assert len(office.heard(ann)) == 1


async def test_while_telegram_is_away_nothing_is_given_up(office: PostOffice) -> None:
    ann = await office.person()
    await office.post(ann.id)
    await office.server.close()
    for _ in range(4):
        await office.sender.drain_once()
        office.clock.advance(seconds=10)
    [row] = await office.rows()
    assert (row.state, row.attempts) == (OutboxState.QUEUED, 0)
    assert TOKEN not in (row.error or "")


async def test_a_429_loses_nothing_and_repeats_nothing(office: PostOffice) -> None:
    people = await office.people(6)
    for user in people:
        await office.post(user.id)
    office.telegram.faults.add("sendMessage", "retry_after", seconds=1, times=3)
    await office.sender.drain_once()
    assert [len(office.heard(user)) for user in people] == [1] * 6
    assert {row.attempts for row in await office.rows()} == {1}


async def test_a_group_that_became_a_supergroup_is_followed(office: PostOffice) -> None:
    group = office.telegram.add_group("Old", owner=office.telegram.user(500), kind="group")
    office.telegram.add_bot_to(group, office.me)
    moved = office.telegram.migrate(group)
    for _ in range(2):
        await office.post(group.id)
    await office.sender.drain_once()
    texts = [one for one in office.telegram.history(moved.id) if "text" in one]
    assert len(texts) == 2
    assert {row.state for row in await office.rows()} == {OutboxState.SENT}


async def test_notices_to_one_person_arrive_in_their_order(office: PostOffice) -> None:
    ann, *others = await office.people(40)
    for number in range(3):
        await office.post(ann.id, "broadcasts-card-refused", {"broadcast": number, "error": ""})
    for user in others:
        await office.post(user.id)
    # The first one takes long, and meanwhile there is much else to do.
    office.telegram.faults.add("sendMessage", "delay", seconds=0.5, times=1)
    await office.sender.drain_once()
    numbers = [text.split()[2] for text in office.heard(ann)]
    assert numbers == ["0", "1", "2"]


async def test_notices_pass_broadcasts_in_the_pacer(office: PostOffice) -> None:
    ann, bob = await office.people(2)
    priorities: dict[object, Priority] = {}

    class Listener(BaseRequestMiddleware):
        async def __call__(
            self,
            make_request: NextRequestMiddlewareType[TelegramType],
            bot: Bot,
            method: TelegramMethod[TelegramType],
        ) -> Response[TelegramType]:
            priorities[dict(method)["chat_id"]] = pacer.priority.get()
            return await make_request(bot, method)

    office.bot.session.middleware(Listener())
    await office.post(ann.id)
    async with office.db.transaction() as session:
        await participants.mark_blocked(session, ann.id, now=office.clock())
        planned = await broadcasts.plan(session, "Hi", by=1, card_chat_id=None, now=office.clock())
        await broadcasts.start_now(session, planned.broadcast.id, now=office.clock())
    await office.sender.drain_once()
    assert priorities == {ann.id: Priority.NOTICE, bob.id: Priority.BROADCAST}


async def test_a_group_at_its_limit_holds_up_nobody(office: PostOffice) -> None:
    people = await office.people(30)
    for _ in range(40):
        await office.post(office.group_id)
    for user in people:
        await office.post(user.id)
    async with office.at_work():
        await office.until(lambda: all(office.heard(user) for user in people), seconds=5)
    assert len(office.in_group()) < 15


async def test_a_notice_posted_at_work_leaves_at_once(office: PostOffice) -> None:
    ann = await office.person()
    async with office.at_work():
        await asyncio.sleep(0.1)
        await office.post(ann.id)
        office.sender.nudge()
        await office.until(lambda: bool(office.heard(ann)), seconds=0.4)


async def test_what_a_killed_sender_had_in_hand_is_sent_again(office: PostOffice) -> None:
    ann = await office.person()
    await office.post(ann.id)
    async with office.db.transaction() as session:
        await outbox.claim(session, now=office.clock(), limit=5)
    office.clock.advance(minutes=2)
    async with office.at_work(office.another_sender()):
        await office.until(lambda: bool(office.heard(ann)))
    [row] = await office.rows()
    assert (row.state, row.attempts) == (OutboxState.SENT, 2)


async def test_a_stopped_sender_puts_back_what_has_not_left(db: Database) -> None:
    async with opened(db, messages_per_second=1) as office:
        people = await office.people(10)
        for user in people:
            await office.post(user.id)
        async with office.at_work():
            await office.until(lambda: any(office.heard(user) for user in people))
        states = sorted((row.state, row.attempts) for row in await office.rows())
        assert states == [(OutboxState.QUEUED, 0)] * 9 + [(OutboxState.SENT, 1)]


async def test_a_stopped_sender_waits_for_what_has_left(office: PostOffice) -> None:
    ann = await office.person()
    await office.post(ann.id)
    fault = office.telegram.faults.add("sendMessage", "delay", seconds=0.5)
    async with office.at_work():
        async with asyncio.timeout(60):
            while not fault.fired:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    [row] = await office.rows()
    assert (row.state, row.attempts) == (OutboxState.SENT, 1)
    assert len(office.heard(ann)) == 1


async def test_a_database_that_was_away_loses_no_result(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = await office.person()
    await office.post(ann.id)
    failures = 3
    record = outbox.record

    async def fail_at_first(
        session: AsyncSession, settled: Sequence[Settled], *, now: datetime
    ) -> None:
        nonlocal failures
        if failures and settled:
            failures -= 1
            raise OSError("the database is away")
        await record(session, settled, now=now)

    monkeypatch.setattr(outbox, "record", fail_at_first)
    async with office.at_work():
        await office.until(lambda: bool(office.heard(ann)))
        async with asyncio.timeout(60):
            while (await office.rows())[0].state != OutboxState.SENT:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    assert failures == 0
    assert len(office.heard(ann)) == 1


def network(cause: BaseException) -> TelegramNetworkError:
    error = TelegramNetworkError(METHOD, f"https://api.telegram.org/bot{TOKEN}/sendMessage")
    error.__cause__ = cause
    return error


KEY = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (TelegramRetryAfter(METHOD, "Too Many Requests", 5), Fate.NOT_SENT),
        (NotLetThrough("too many requests wait"), Fate.NOT_SENT),
        (TelegramUnauthorizedError(METHOD, "Unauthorized"), Fate.NOT_SENT),
        (TelegramNotFound(METHOD, "Not Found"), Fate.NOT_SENT),
        (TelegramForbiddenError(METHOD, "Forbidden: bot was blocked by the user"), Fate.BLOCKED),
        (TelegramBadRequest(METHOD, "Bad Request: chat not found"), Fate.BLOCKED),
        (TelegramBadRequest(METHOD, "Bad Request: can't parse entities"), Fate.REFUSED),
        (TelegramEntityTooLarge(METHOD, "Request Entity Too Large"), Fate.REFUSED),
        (network(ClientConnectorError(KEY, OSError("refused"))), Fate.NOT_SENT),
        (network(ServerDisconnectedError()), Fate.UNKNOWN),
        (network(TimeoutError()), Fate.UNKNOWN),
        (TelegramServerError(METHOD, "Bad Gateway"), Fate.UNKNOWN),
        (ClientDecodeError("Failed to decode object", ValueError(), "<html>"), Fate.UNKNOWN),
    ],
    ids=lambda value: type(value).__name__,
)
def test_only_a_definite_no_counts_as_not_sent(error: Exception, fate: Fate) -> None:
    outcome = outcome_of(error, has_left=True)
    assert outcome.fate == fate
    assert TOKEN not in (outcome.error or "")


def test_a_bug_before_the_request_left_is_no_mystery() -> None:
    assert outcome_of(ValueError(), has_left=False).fate == Fate.REFUSED
    assert outcome_of(ValueError(), has_left=True).fate == Fate.UNKNOWN


def test_waiting_for_telegram_counts_no_attempt() -> None:
    row = Outgoing(1, 7, "news", {}, None, attempts=10, language=None)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    not_sent = settle(row, Outcome(Fate.NOT_SENT), now=now)
    assert (not_sent.state, not_sent.attempts) == (OutboxState.QUEUED, 9)
    assert settle(row, Outcome(Fate.UNKNOWN), now=now).state == OutboxState.FAILED


def test_what_may_have_arrived_is_tried_later_and_later_and_not_for_ever() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    waits = []
    for attempts in range(1, ATTEMPTS_MAX):
        row = Outgoing(1, 7, "news", {}, None, attempts=attempts, language=None)
        settled = settle(row, Outcome(Fate.UNKNOWN), now=now)
        assert (settled.state, settled.attempts) == (OutboxState.QUEUED, attempts)
        assert settled.not_before is not None
        waits.append((settled.not_before - now).total_seconds())
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
