"""Do prepared statements give what SQLAlchemy's own execution gives?"""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError

from bot.db import Database, insert, table
from bot.prepared import prepare
from models import Draft, OutboxMessage, OutboxState, Participant

NOW = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)
PARTICIPANTS, DRAFTS, OUTBOX = table(Participant), table(Draft), table(OutboxMessage)

_NEW = insert(Participant).returning(PARTICIPANTS)
_ONE = select(PARTICIPANTS).where(Participant.telegram_id == bindparam("telegram_id"))
_DRAFT = insert(Draft).on_conflict_do_nothing().returning(DRAFTS)
_STATES = select(OUTBOX.c.state, OUTBOX.c.text_args).order_by(OUTBOX.c.id)
_QUEUE = OUTBOX.insert()
_RENAME = update(PARTICIPANTS).where(PARTICIPANTS.c.id == bindparam("of"))
prepare(_NEW, _ONE, _DRAFT, _STATES, _QUEUE, _RENAME)


def ann(**more: object) -> dict[str, object]:
    new: dict[str, object] = {
        "telegram_id": 7,
        "name": "Ann",
        "username_key": None,
        "name_display": "name",
        "created_at": NOW,
        "started_at": None,
    }
    return new | more


def message(chat_id: int) -> dict[str, object]:
    return {
        "chat_id": chat_id,
        "text_key": "news",
        "text_args": {"list": [1, "два"]},
        "state": OutboxState.QUEUED,
        "created_at": NOW,
        "not_before": NOW,
        "attempts": 0,
    }


async def test_values_come_back_with_their_types(db: Database) -> None:
    async with db.transaction() as session:
        row = (await session.execute(_NEW, ann())).one()
        draft = {
            "chat_id": 7,
            "telegram_id": 7,
            "state": None,
            "content": {"amount": 5},
            "updated_at": NOW,
        }
        kept = (await session.execute(_DRAFT, draft)).one()
        assert (await session.execute(_DRAFT, draft)).one_or_none() is None
    assert (row.name, row.created_at, row.started_at) == ("Ann", NOW, None)
    assert (kept.content, kept.updated_at) == ({"amount": 5}, NOW)
    async with db.read() as session:
        found = Participant.of((await session.execute(_ONE, {"telegram_id": 7})).one())
        assert (await session.execute(_ONE, {"telegram_id": 8})).one_or_none() is None
    assert (found.id, found.telegram_id, found.created_at) == (row.id, 7, NOW)


async def test_many_rows_are_written_at_once(db: Database) -> None:
    async with db.transaction() as session:
        await session.execute(_QUEUE, [message(1), message(2), message(3)])
    async with db.read() as session:
        rows = (await session.execute(_STATES)).all()
    assert [tuple(row) for row in rows] == [("queued", {"list": [1, "два"]})] * 3


async def test_an_update_changes_what_it_is_given(db: Database) -> None:
    async with db.transaction() as session:
        row = (await session.execute(_NEW, ann())).one()
        await session.execute(_RENAME, {"of": row.id, "name": "Anna"})
        await session.execute(_RENAME, {"of": row.id, "started_at": NOW})
    async with db.read() as session:
        found = (await session.execute(_ONE, {"telegram_id": 7})).one()
    assert (found.name, found.started_at) == ("Anna", NOW)


async def test_errors_are_sqlalchemys_and_undo_only_their_own(db: Database) -> None:
    async with db.transaction() as session:
        await session.execute(_NEW, ann())

    async def take_the_same_id() -> None:
        async with db.transaction() as session:
            await session.execute(_QUEUE, message(1))
            await session.execute(_NEW, ann())

    with pytest.raises(IntegrityError):
        await take_the_same_id()
    async with db.read() as session:
        assert (await session.execute(_STATES)).all() == []


async def test_a_savepoint_takes_back_what_was_prepared(db: Database) -> None:
    async with db.transaction() as session:
        await session.execute(_QUEUE, message(1))
        with suppress(LookupError):
            async with session.begin_nested():
                await session.execute(_QUEUE, message(2))
                raise LookupError
        await session.execute(_QUEUE, message(3))
    async with db.read() as session:
        assert len((await session.execute(_STATES)).all()) == 2


async def test_a_reader_sees_one_snapshot(db: Database) -> None:
    async with db.read() as session:
        assert (await session.execute(_STATES)).all() == []
        async with db.transaction() as other:
            await other.execute(_QUEUE, message(1))
        assert (await session.execute(_STATES)).all() == []
    async with db.read() as session:
        assert len((await session.execute(_STATES)).all()) == 1


async def test_a_column_that_python_would_fill_in_is_refused(sqlite_db: Database) -> None:
    with pytest.raises(AssertionError):
        async with sqlite_db.transaction() as session:
            await session.execute(
                _QUEUE, {name: value for name, value in message(1).items() if name != "attempts"}
            )
