"""How are many notices queued with a handful of statements?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.among import among
from bot.db import insert
from bot.i18n import Argument, decode, encode
from bot.prepared import prepare
from bot.services import outbox, sums
from bot.services.outbox import OUTBOX, QUEUED_ONLY
from models import OutboxMessage, OutboxState

_LASTS = (
    select(OutboxMessage.topic, func.max(OutboxMessage.created_at))
    .where(among(OutboxMessage.topic, "keys"))
    .group_by(OutboxMessage.topic)
)
_INSERT = (
    insert(OutboxMessage)
    .on_conflict_do_nothing(index_elements=["collapse_key"], index_where=QUEUED_ONLY)
    .returning(OUTBOX.c.collapse_key)
)
_QUEUED = (
    select(OUTBOX.c.id, OUTBOX.c.collapse_key, OUTBOX.c.text_args)
    .where(among(OUTBOX.c.collapse_key, "keys"), QUEUED_ONLY)
    .order_by(OUTBOX.c.id)
    .with_for_update()
)
_REPLACE = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("queued_id"))
    .values(text_key=bindparam("new_key"), text_args=bindparam("new_args"), keyboard=None)
)
prepare(_LASTS, _QUEUED, _REPLACE)


@dataclass(frozen=True)
class Notice:
    """One of many messages of a kind; alike ones become one, as in `outbox.post`."""

    chat_id: int
    text_key: str
    args: Mapping[str, Argument]
    collapse_key: str


async def post_all(session: AsyncSession, notices: Sequence[Notice], *, now: datetime) -> None:
    """Queue many messages that can wait; their collapse keys differ."""
    if not notices:
        return
    waiting = await _merge(session, notices)
    if not waiting:
        return
    rest = await _insert(session, waiting, now=now)
    for notice in rest:
        # On PostgreSQL a colleague has queued the key in between, or points of two kinds meet.
        await outbox.post(
            session,
            chat_id=notice.chat_id,
            text_key=notice.text_key,
            args=notice.args,
            collapse_key=notice.collapse_key,
            now=now,
            can_wait=True,
        )


async def _merge(session: AsyncSession, notices: Sequence[Notice]) -> list[Notice]:
    """Take notices into those that wait under their keys; returns the others."""
    keys = [notice.collapse_key for notice in notices]
    rows = (await session.execute(_QUEUED, {"keys": keys})).all()
    queued = {row.collapse_key: row for row in rows}
    left, changes = [], []
    for notice in notices:
        row = queued.get(notice.collapse_key)
        earlier = None if row is None else decode(row.text_args)
        if row is None or earlier is None or not sums.can_add(earlier, notice.args):
            left.append(notice)
            continue
        changes.append(
            {
                "queued_id": row.id,
                "new_key": notice.text_key,
                "new_args": encode(sums.add(earlier, notice.args)),
            }
        )
    if changes:
        await session.execute(_REPLACE, changes)
    return left


async def _insert(
    session: AsyncSession, notices: Sequence[Notice], *, now: datetime
) -> list[Notice]:
    """Queue notices under free keys; returns those whose keys were not free."""
    keys = [notice.collapse_key for notice in notices]
    lasts = {key: last for key, last in await session.execute(_LASTS, {"keys": keys})}
    rows: list[dict[str, Any]] = [
        {
            "chat_id": notice.chat_id,
            "text_key": notice.text_key,
            "text_args": encode(notice.args),
            "state": OutboxState.QUEUED,
            "created_at": now,
            "not_before": outbox.wait_after(lasts.get(notice.collapse_key), now),
            "collapse_key": notice.collapse_key,
            "topic": notice.collapse_key,
            "attempts": 0,
            "can_wait": True,
        }
        for notice in notices
    ]
    connection = await session.connection()
    queued = set((await connection.execute(_INSERT, rows)).scalars())
    return [notice for notice in notices if notice.collapse_key not in queued]
