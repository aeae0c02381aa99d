"""Has anybody changed what the ledger once said? A hash chain over its transactions tells."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert, table
from models import Account, Entry, LedgerHead, Transaction

HEAD_ID = 1
GENESIS = "0" * 64

TRANSACTIONS = table(Transaction)
_SEAL = (
    update(TRANSACTIONS)
    .where(TRANSACTIONS.c.id == bindparam("of_id"))
    .values(seal_number=bindparam("number"), seal=bindparam("by"))
)

Legs = list[tuple[int, int, str, int]]
"""Campaign, owner, bucket and amount: an account's number alone would not say whose it is."""


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many transactions are sealed, and the last seal."""

    number: int = 0
    seal: str = GENESIS


def compute(previous: str, transaction: Transaction, legs: Legs) -> str:
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
        "entries": sorted(legs),
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
    legs = await legs_of(session, [row.id for row in rows])
    number, previous = locked.seal_number, locked.seal
    sealed = []
    for row in rows:
        number, previous = number + 1, compute(previous, row, legs.get(row.id, []))
        sealed.append({"of_id": row.id, "number": number, "by": previous})
    if sealed:
        await (await session.connection()).execute(_SEAL, sealed)
        locked.seal_number, locked.seal = number, previous
    return len(sealed)


async def legs_of(session: AsyncSession, transaction_ids: Sequence[int]) -> dict[int, Legs]:
    """What these transactions moved."""
    found: dict[int, Legs] = {}
    rows = await session.execute(
        select(
            Entry.transaction_id,
            Account.campaign_id,
            Account.owner_id,
            Account.bucket,
            Entry.amount_minor,
        )
        .join(Account, Account.id == Entry.account_id)
        .where(Entry.transaction_id.in_(transaction_ids))
    )
    for transaction_id, campaign_id, owner_id, bucket, amount_minor in rows:
        leg = campaign_id, owner_id, bucket, amount_minor
        found.setdefault(transaction_id, []).append(leg)
    return found
