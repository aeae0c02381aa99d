"""How do points move, and where are they now?

Double entry, append only. A balance changes in the statement that checks it, so that no two
movements can spend the same points on either database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from models import CAMPAIGN_OWNER, Account, Bucket, Entry, Transaction


class InsufficientPoints(UserError):
    """A leg would take an account below its floor."""


@dataclass(frozen=True)
class Leg:
    """One change of one account."""

    owner_id: int
    """Participant id, or CAMPAIGN_OWNER."""
    bucket: Bucket
    amount_minor: int
    floor_minor: int | None = 0
    """The balance may not end below this; None takes back even what is not there."""


@dataclass(frozen=True)
class Balance:
    """What one participant has in one campaign, in minor units."""

    campaign_id: int
    available: int = 0
    """Below zero is a debt: more was taken back than was there."""
    held: int = 0
    requested: int = 0


@dataclass(frozen=True)
class HistoryLine:
    """One transaction as one participant sees it."""

    transaction_id: int
    at: datetime
    kind: str
    key: str
    campaign_id: int
    amounts: dict[Bucket, int]
    reason: str | None


async def post(
    session: AsyncSession,
    *,
    key: str,
    kind: str,
    campaign_id: int,
    version: int,
    at: datetime,
    legs: Sequence[Leg],
    actor: int | None = None,
    reason: str | None = None,
    reverses: int | None = None,
) -> int | None:
    """Move points and return the transaction's id, or None when `key` was posted before.

    Raises `InsufficientPoints`; the caller's block must then be left, or be a savepoint.
    """
    assert sum(leg.amount_minor for leg in legs) == 0, key
    transaction_id = await session.scalar(
        insert(session, Transaction)
        .values(
            key=key,
            kind=kind,
            campaign_id=campaign_id,
            version=version,
            at=at,
            actor=actor,
            reason=reason,
            reverses=reverses,
        )
        .on_conflict_do_nothing(index_elements=[Transaction.key])
        .returning(Transaction.id)
    )
    if transaction_id is None:
        return None
    entries = [
        {
            "transaction_id": transaction_id,
            "account_id": await _change(session, campaign_id, leg),
            "amount_minor": leg.amount_minor,
        }
        for leg in sorted(legs, key=_lock_order)
    ]
    await session.execute(plain_insert(Entry), entries)
    return int(transaction_id)


def _lock_order(leg: Leg) -> tuple[bool, int, str]:
    # One order for everybody, so that no two transactions wait for each other; the budget last,
    # since all of a campaign's rewards pass through it.
    return leg.owner_id == CAMPAIGN_OWNER, leg.owner_id, leg.bucket


async def _change(session: AsyncSession, campaign_id: int, leg: Leg) -> int:
    changed = Account.balance_minor + leg.amount_minor
    if leg.amount_minor < 0 and leg.floor_minor is not None and leg.amount_minor < leg.floor_minor:
        # An account that is not there yet has nothing to give.
        statement = (
            update(Account)
            .where(
                Account.campaign_id == campaign_id,
                Account.owner_id == leg.owner_id,
                Account.bucket == leg.bucket,
                changed >= leg.floor_minor,
            )
            .values(balance_minor=changed)
            .returning(Account.id)
            .execution_options(synchronize_session=False)
        )
        account_id = await session.scalar(statement)
    else:
        checked = leg.amount_minor < 0 and leg.floor_minor is not None
        account_id = await session.scalar(
            insert(session, Account)
            .values(
                campaign_id=campaign_id,
                owner_id=leg.owner_id,
                bucket=leg.bucket,
                balance_minor=leg.amount_minor,
            )
            .on_conflict_do_update(
                index_elements=[Account.campaign_id, Account.owner_id, Account.bucket],
                set_={"balance_minor": changed},
                where=(changed >= leg.floor_minor) if checked else None,
            )
            .returning(Account.id)
        )
    if account_id is None:
        raise InsufficientPoints
    return int(account_id)


async def find(session: AsyncSession, key: str) -> int | None:
    """The id of the transaction with this key."""
    found: int | None = await session.scalar(select(Transaction.id).where(Transaction.key == key))
    return found


async def balances(session: AsyncSession, participant_id: int) -> list[Balance]:
    """What a participant has, one line a campaign, oldest campaign first."""
    rows = await session.execute(
        select(Account.campaign_id, Account.bucket, Account.balance_minor)
        .where(Account.owner_id == participant_id)
        .order_by(Account.campaign_id)
    )
    by_campaign: dict[int, dict[str, int]] = {}
    for campaign_id, bucket, balance_minor in rows:
        by_campaign.setdefault(campaign_id, {})[bucket] = balance_minor
    return [Balance(campaign_id, **buckets) for campaign_id, buckets in by_campaign.items()]


async def balance(session: AsyncSession, campaign_id: int, participant_id: int) -> Balance:
    """What a participant has in one campaign."""
    for line in await balances(session, participant_id):
        if line.campaign_id == campaign_id:
            return line
    return Balance(campaign_id)


async def history(
    session: AsyncSession, participant_id: int, *, before_id: int | None = None, limit: int = 10
) -> list[HistoryLine]:
    """A participant's transactions, newest first, those before `before_id`."""
    mine = (
        select(Entry.transaction_id)
        .join(Account, Account.id == Entry.account_id)
        .where(Account.owner_id == participant_id)
    )
    if before_id is not None:
        mine = mine.where(Entry.transaction_id < before_id)
    page = mine.distinct().order_by(Entry.transaction_id.desc()).limit(limit).subquery()
    rows = await session.execute(
        select(Transaction, Account.bucket, func.sum(Entry.amount_minor))
        .join(Entry, Entry.transaction_id == Transaction.id)
        .join(Account, Account.id == Entry.account_id)
        .where(
            Transaction.id.in_(select(page.c.transaction_id)), Account.owner_id == participant_id
        )
        .group_by(Transaction.id, Account.bucket)
        .order_by(Transaction.id.desc())
    )
    lines: dict[int, HistoryLine] = {}
    for transaction, bucket, amount_minor in rows:
        line = lines.setdefault(
            transaction.id,
            HistoryLine(
                transaction.id,
                transaction.at,
                transaction.kind,
                transaction.key,
                transaction.campaign_id,
                {},
                transaction.reason,
            ),
        )
        line.amounts[Bucket(bucket)] = int(amount_minor)
    return list(lines.values())
