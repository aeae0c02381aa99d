"""Has anybody changed what the ledger once said? A hash chain over its transactions tells."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from models import Entry, LedgerHead, Transaction

HEAD_ID = 1
GENESIS = "0" * 64


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many transactions are sealed, and the last seal."""

    number: int = 0
    seal: str = GENESIS


def compute(previous: str, transaction: Transaction, entries: Sequence[Entry]) -> str:
    """SHA-256, hex, over the previous seal and everything that a transaction says."""
    content = {
        "previous": previous,
        "id": transaction.id,
        "key": transaction.key,
        "kind": transaction.kind,
        "campaign": transaction.campaign_id,
        "version": transaction.version,
        "actor": transaction.actor,
        "reason": transaction.reason,
        "at": transaction.at.astimezone(UTC).isoformat(),
        "reverses": transaction.reverses,
        "entries": sorted((entry.account_id, entry.amount_minor) for entry in entries),
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


async def head(session: AsyncSession) -> Head:
    row = await session.get(LedgerHead, HEAD_ID)
    return Head() if row is None else Head(row.seal_number, row.seal)


async def seal(session: AsyncSession, *, limit: int) -> int:
    """Number and seal transactions that have no seal; returns how many.

    The numbers are given here, under the head's lock: ids commit out of order, so a range of ids
    could leave one behind.
    """
    await session.execute(
        insert(LedgerHead).values(id=HEAD_ID, seal_number=0, seal=GENESIS).on_conflict_do_nothing()
    )
    locked = (
        await session.scalars(select(LedgerHead).where(LedgerHead.id == HEAD_ID).with_for_update())
    ).one()
    rows = (
        await session.scalars(
            select(Transaction)
            .where(Transaction.seal_number.is_(None))
            .order_by(Transaction.id)
            .limit(limit)
        )
    ).all()
    legs = await entries_of(session, [row.id for row in rows])
    number, previous = locked.seal_number, locked.seal
    for row in rows:
        number, previous = number + 1, compute(previous, row, legs.get(row.id, []))
        await session.execute(
            update(Transaction)
            .where(Transaction.id == row.id)
            .values(seal_number=number, seal=previous)
            .execution_options(synchronize_session=False)
        )
    locked.seal_number, locked.seal = number, previous
    return len(rows)


async def entries_of(
    session: AsyncSession, transaction_ids: Sequence[int]
) -> dict[int, list[Entry]]:
    """The legs of these transactions."""
    found: dict[int, list[Entry]] = {}
    if not transaction_ids:
        return found
    for entry in await session.scalars(
        select(Entry).where(Entry.transaction_id.in_(transaction_ids))
    ):
        found.setdefault(entry.transaction_id, []).append(entry)
    return found
