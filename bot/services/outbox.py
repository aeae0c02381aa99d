"""Which messages leave after the commit, and how does a sender take and settle them?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert, table
from bot.i18n import Argument, decode, encode
from bot.prepared import prepare
from bot.services import outbox_keyboards, sums
from bot.services.outbox_keyboards import Button as Button
from bot.services.outbox_keyboards import Keyboard as Keyboard
from models import OutboxMessage, OutboxState, Participant

CLAIM = timedelta(seconds=60)
CANDIDATES = 4
"""How many messages are looked at for one that is taken: several may be for one chat."""
ERROR_LENGTH_MAX = 300
MERGE_ATTEMPTS_MAX = 3
COLLAPSE_FOR = timedelta(minutes=1)

OUTBOX = table(OutboxMessage)
# Written out: with a bound parameter neither database would use the indexes on queued rows.
QUEUED_ONLY = text("state = 'queued'")

_LAST = select(func.max(OutboxMessage.created_at)).where(OutboxMessage.topic == bindparam("key"))
_INSERT = OUTBOX.insert()
_QUEUED = (
    select(OUTBOX.c.id, OUTBOX.c.text_args)
    .where(OUTBOX.c.collapse_key == bindparam("key"), QUEUED_ONLY)
    .with_for_update()
)
_REPLACE = update(OUTBOX).where(OUTBOX.c.id == bindparam("queued_id"))
_DETACH = _REPLACE.values(collapse_key=None, topic=None)
prepare(_INSERT, _LAST, _QUEUED, _REPLACE)


@dataclass(frozen=True)
class Copied:
    """A message somewhere else that is sent as a copy; what it says is replaced by the text."""

    chat_id: int
    message_id: int


@dataclass(frozen=True)
class Part:
    """One thing that a message of the day tells."""

    text_key: str
    args: Mapping[str, Argument]


@dataclass(frozen=True)
class Outgoing:
    """A claimed message."""

    id: int
    chat_id: int
    text_key: str
    args: dict[str, Argument]
    keyboard: Keyboard | None
    attempts: int
    """This attempt included."""
    language: str | None
    """What the recipient chose or their Telegram speaks; None for groups and strangers."""
    subject: str | None = None
    copied: Copied | None = None
    reply_to_message_id: int | None = None
    picture: str | None = None
    can_wait: bool = False
    parts: Sequence[Part] = ()
    """What a message of the day tells."""


@dataclass(frozen=True)
class Settled:
    """What became of a claimed message: `QUEUED` puts it back until `not_before`."""

    id: int
    state: OutboxState
    attempts: int
    not_before: datetime | None = None
    message_id: int | None = None
    error: str | None = None


async def post(
    session: AsyncSession,
    *,
    chat_id: int,
    text_key: str,
    now: datetime,
    args: Mapping[str, Argument] = {},
    keyboard: Keyboard | None = None,
    not_before: datetime | None = None,
    collapse_key: str | None = None,
    subject: str | None = None,
    copied: Copied | None = None,
    reply_to_message_id: int | None = None,
    picture: str | None = None,
    can_wait: bool = False,
) -> None:
    """Queue a message; it leaves only if the caller's transaction commits.

    `can_wait`: who wants one message a day has it in that (services.days).

    `picture` is a card as JSON (bot.pictures.cards.to_json); the text is then its caption.

    What became of a message with a `subject` is told to support_posts.settle, whose it is.

    A message still queued under the same `collapse_key` takes this one in: `count` and `amount`
    add up, the other arguments are replaced, its time stays. After one has left, the next waits
    until a minute has passed, so that many small things become one message.
    """
    columns: dict[str, Any] = {
        "chat_id": chat_id,
        "text_key": text_key,
        "text_args": encode(args),
        "keyboard": outbox_keyboards.encode_keyboard(keyboard),
    }
    row = columns | {
        "state": OutboxState.QUEUED,
        "created_at": now,
        "not_before": not_before or now,
        "collapse_key": collapse_key,
        "topic": collapse_key,
        "attempts": 0,
        "subject": subject,
        "copied_chat_id": copied.chat_id if copied else None,
        "copied_message_id": copied.message_id if copied else None,
        "reply_to_message_id": reply_to_message_id,
        "picture": picture,
        "can_wait": can_wait,
    }
    if collapse_key is None:
        await session.execute(_INSERT, row)
        return
    # On PostgreSQL a colleague may queue or claim the key between our two statements.
    for _ in range(MERGE_ATTEMPTS_MAX):
        if await _merge(session, collapse_key, columns, args):
            return
        row["not_before"] = not_before or await _after_the_last(session, collapse_key, now)
        statement = insert(OutboxMessage).values(row)
        statement = statement.on_conflict_do_nothing(
            index_elements=["collapse_key"], index_where=QUEUED_ONLY
        )
        if await session.scalar(statement.returning(OUTBOX.c.id)) is not None:
            return
    await session.execute(_INSERT, row | {"collapse_key": None})


async def has_due(
    session: AsyncSession, *, now: datetime, busy_chats: Collection[int] = ()
) -> bool:
    return await session.scalar(_due(now, busy_chats).limit(1)) is not None


async def claim(
    session: AsyncSession, *, now: datetime, limit: int, busy_chats: Collection[int] = ()
) -> list[Outgoing]:
    """Move up to `limit` due messages to `sending`, oldest first, and return them.

    One for each chat, and none for those that are busy: so a person reads them in their order, and
    a chat that must wait for its own limit takes one sender's time, not everybody's.
    """
    candidates = await session.execute(
        _due(now, busy_chats).limit(limit * CANDIDATES).with_for_update(skip_locked=True)
    )
    chosen: dict[int, int] = {}
    for candidate in candidates:
        if len(chosen) < limit:
            chosen.setdefault(candidate.chat_id, candidate.id)
    if not chosen:
        return []
    statement = (
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(chosen.values()))
        .values(
            state=OutboxState.SENDING,
            claimed_until=now + CLAIM,
            attempts=OUTBOX.c.attempts + 1,
            # Its key is free from here on: what comes next must not wait for this sending.
            collapse_key=None,
        )
        .returning(OUTBOX)
    )
    rows = sorted(
        (await session.execute(statement)).all(), key=lambda row: (row.not_before, row.id)
    )
    languages = await _languages(session, [chat_id for chat_id in chosen if chat_id > 0])
    return [_outgoing(row, languages.get(row.chat_id)) for row in rows]


def _due(now: datetime, busy_chats: Collection[int]) -> Select[Any]:
    return (
        select(OUTBOX.c.id, OUTBOX.c.chat_id)
        .where(QUEUED_ONLY, OUTBOX.c.not_before <= now, OUTBOX.c.chat_id.not_in(busy_chats))
        .order_by(OUTBOX.c.not_before, OUTBOX.c.id)
    )


async def record(session: AsyncSession, settled: Sequence[Settled], *, now: datetime) -> None:
    """Write down what became of claimed messages."""
    if not settled:
        return
    rows = [
        {
            "settled_id": one.id,
            "state": one.state,
            "attempts": one.attempts,
            "not_before": one.not_before or now,
            "message_id": one.message_id,
            "error": one.error[:ERROR_LENGTH_MAX] if one.error else None,
            "finished_at": None if one.state == OutboxState.QUEUED else now,
        }
        for one in settled
    ]
    connection = await session.connection()
    await connection.execute(_RECORD, rows)


async def renew(session: AsyncSession, ids: Sequence[int], *, now: datetime) -> None:
    """Keep claimed messages whose turn has not come yet."""
    await session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(ids), OUTBOX.c.state == OutboxState.SENDING)
        .values(claimed_until=now + CLAIM)
    )


async def release_stale(
    session: AsyncSession, *, now: datetime, everything: bool = False
) -> list[int]:
    """Put back what dead senders had claimed (at least once); return the ids.

    `everything`: also what is still claimed, for the start of a process that sends alone.
    """
    statement = update(OUTBOX).where(text("state = 'sending'"))
    if not everything:
        statement = statement.where(OUTBOX.c.claimed_until < now)
    statement = statement.values(state=OutboxState.QUEUED, claimed_until=None)
    return list(await session.scalars(statement.returning(OUTBOX.c.id)))


async def forget(session: AsyncSession, *, finished_before: datetime, limit: int) -> int:
    """Delete up to `limit` messages that were settled before a moment; return how many."""
    old = await session.scalars(
        select(OUTBOX.c.id)
        .where(OUTBOX.c.finished_at < finished_before)
        # From the lowest id: the oldest are found at once, without an index of their own.
        .order_by(OUTBOX.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = old.all()
    if ids:
        await session.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(ids)))
    return len(ids)


async def _after_the_last(session: AsyncSession, collapse_key: str, now: datetime) -> datetime:
    return wait_after(await session.scalar(_LAST, {"key": collapse_key}), now)


def wait_after(last: datetime | None, now: datetime) -> datetime:
    """When the next message under a key may leave, the last one being made at `last`."""
    return now if last is None else max(now, last + COLLAPSE_FOR)


async def _merge(
    session: AsyncSession, collapse_key: str, columns: dict[str, Any], args: Mapping[str, Argument]
) -> bool:
    """Take the message into the one that is queued under its key; False if there is none."""
    queued = (await session.execute(_QUEUED, {"key": collapse_key})).first()
    if queued is None:
        return False
    earlier = decode(queued.text_args)
    if not sums.can_add(earlier, args):
        # Points of two kinds have no sum: the earlier message stays as it is, under no key.
        await session.execute(_DETACH, {"queued_id": queued.id})
        return False
    merged = columns | {"text_args": encode(sums.add(earlier, args))}
    await session.execute(_REPLACE, merged | {"queued_id": queued.id})
    return True


async def _languages(session: AsyncSession, telegram_ids: Sequence[int]) -> dict[int, str]:
    if not telegram_ids:
        return {}
    language = func.coalesce(Participant.language, Participant.telegram_language)
    rows = await session.execute(
        select(Participant.telegram_id, language).where(
            Participant.telegram_id.in_(telegram_ids), language.is_not(None)
        )
    )
    return {telegram_id: spoken for telegram_id, spoken in rows}


def _outgoing(row: Row[Any], language: str | None) -> Outgoing:
    return Outgoing(
        id=row.id,
        chat_id=row.chat_id,
        text_key=row.text_key,
        args=decode(row.text_args),
        keyboard=outbox_keyboards.decode_keyboard(row.keyboard),
        attempts=row.attempts,
        language=language,
        subject=row.subject,
        copied=(
            Copied(row.copied_chat_id, row.copied_message_id)
            if row.copied_message_id is not None
            else None
        ),
        reply_to_message_id=row.reply_to_message_id,
        picture=row.picture,
        can_wait=row.can_wait,
        parts=[Part(one["text_key"], decode(one["text_args"])) for one in row.parts or ()],
    )


_RECORD = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("settled_id"), OUTBOX.c.state == OutboxState.SENDING)
    .values(
        state=bindparam("state"),
        attempts=bindparam("attempts"),
        not_before=bindparam("not_before"),
        message_id=bindparam("message_id"),
        error=bindparam("error"),
        finished_at=bindparam("finished_at"),
        claimed_until=None,
    )
)
