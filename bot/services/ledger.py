"""How do points move, and where are they now?

Double entry, append only. A balance changes in the statement that checks it, so that no two
movements can spend the same points on either database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, func, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bot.db import insert, table
from bot.errors import UserError
from bot.prepared import prepare
from models import CAMPAIGN_OWNER, Account, Bucket, Entry, Transaction

ACCOUNTS = table(Account)

_OPEN = (
    insert(Transaction)
    .on_conflict_do_nothing(index_elements=[Transaction.key])
    .returning(Transaction.id)
)
_OPEN_MANY = (
    insert(Transaction)
    .on_conflict_do_nothing(index_elements=[Transaction.key])
    .returning(Transaction.key, Transaction.id)
)
_ENTRIES = plain_insert(table(Entry))
_NEW = insert(Account)
_GROWN = Account.balance_minor + _NEW.excluded.balance_minor
_FLOOR = bindparam("floor_minor", type_=BigInteger)
_PLACE = [Account.campaign_id, Account.owner_id, Account.bucket]
_ADD = _NEW.on_conflict_do_update(index_elements=_PLACE, set_={"balance_minor": _GROWN}).returning(
    Account.id
)
_SPEND_OR_OWE = (
    _NEW.values(
        {name: bindparam(name) for name in ("campaign_id", "owner_id", "bucket", "balance_minor")}
    )
    .on_conflict_do_update(
        index_elements=_PLACE, set_={"balance_minor": _GROWN}, where=_GROWN >= _FLOOR
    )
    .returning(Account.id)
)
_CHANGE_MANY = _NEW.on_conflict_do_update(
    index_elements=_PLACE, set_={"balance_minor": _GROWN}
).returning(
    Account.campaign_id,
    Account.owner_id,
    Account.bucket,
    Account.id,
    Account.balance_minor,
)
_SHRUNK = ACCOUNTS.c.balance_minor + bindparam("change_minor", type_=BigInteger)
_SPEND = (
    update(ACCOUNTS)
    .where(
        ACCOUNTS.c.campaign_id == bindparam("in_campaign"),
        ACCOUNTS.c.owner_id == bindparam("of_owner"),
        ACCOUNTS.c.bucket == bindparam("from_bucket"),
        _SHRUNK >= _FLOOR,
    )
    .values(balance_minor=_SHRUNK)
    .returning(ACCOUNTS.c.id)
)


prepare(_OPEN, _ENTRIES, _ADD, _SPEND_OR_OWE, _SPEND)


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
class Movement:
    """One transaction of many that are posted together."""

    key: str
    kind: str
    campaign_id: int
    version: int
    at: datetime
    legs: Sequence[Leg]


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
        _OPEN,
        {
            "key": key,
            "kind": kind,
            "campaign_id": campaign_id,
            "version": version,
            "at": at,
            "actor": actor,
            "reason": reason,
            "reverses": reverses,
        },
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
    await session.execute(_ENTRIES, entries)
    return int(transaction_id)


async def post_all(session: AsyncSession, movements: Sequence[Movement]) -> int:
    """Move many points with few statements and return how many transactions were new.

    A floor is where an account may not end; `InsufficientPoints` then refuses them all.
    """
    if not movements:
        return 0
    connection = await session.connection()
    opened = await connection.execute(_OPEN_MANY, [_head_of(movement) for movement in movements])
    ids = {key: transaction_id for key, transaction_id in opened}
    new = [movement for movement in movements if movement.key in ids]
    accounts = await _change_all(connection, new)
    entries = [
        {
            "transaction_id": ids[movement.key],
            "account_id": accounts[movement.campaign_id, leg.owner_id, leg.bucket],
            "amount_minor": leg.amount_minor,
        }
        for movement in new
        for leg in movement.legs
    ]
    if entries:
        await connection.execute(_ENTRIES, entries)
    return len(new)


def _head_of(movement: Movement) -> dict[str, object]:
    assert sum(leg.amount_minor for leg in movement.legs) == 0, movement.key
    return {
        "key": movement.key,
        "kind": movement.kind,
        "campaign_id": movement.campaign_id,
        "version": movement.version,
        "at": movement.at,
    }


async def _change_all(
    connection: AsyncConnection, movements: Sequence[Movement]
) -> dict[tuple[int, int, Bucket], int]:
    """Change each account once, by all that comes and goes; returns their ids."""
    sums: dict[tuple[int, int, Bucket], int] = {}
    floors: dict[tuple[int, int, Bucket], int] = {}
    for movement in movements:
        for leg in movement.legs:
            place = movement.campaign_id, leg.owner_id, leg.bucket
            sums[place] = sums.get(place, 0) + leg.amount_minor
            if leg.amount_minor < 0 and leg.floor_minor is not None:
                floors[place] = max(leg.floor_minor, floors.get(place, leg.floor_minor))
    if not sums:
        return {}
    changes = [
        {
            "campaign_id": campaign_id,
            "owner_id": owner_id,
            "bucket": bucket,
            "balance_minor": amount_minor,
        }
        for (campaign_id, owner_id, bucket), amount_minor in sorted(sums.items(), key=_locked_last)
    ]
    ids = {}
    changed = await connection.execute(_CHANGE_MANY, changes)
    for campaign_id, owner_id, bucket, account_id, balance_minor in changed:
        place = campaign_id, owner_id, Bucket(bucket)
        ids[place] = account_id
        # The statement has moved the points already; whoever refuses here takes it all back.
        if place in floors and balance_minor < floors[place]:
            raise InsufficientPoints
    return ids


def _locked_last(change: tuple[tuple[int, int, Bucket], int]) -> tuple[bool, int, int, Bucket]:
    (campaign_id, owner_id, bucket), _amount_minor = change
    return owner_id == CAMPAIGN_OWNER, owner_id, campaign_id, bucket


def _lock_order(leg: Leg) -> tuple[bool, int, str]:
    # One order for everybody, so that no two transactions wait for each other; the budget last,
    # since all of a campaign's rewards pass through it. `_locked_last` is the same order.
    return leg.owner_id == CAMPAIGN_OWNER, leg.owner_id, leg.bucket


async def _change(session: AsyncSession | AsyncConnection, campaign_id: int, leg: Leg) -> int:
    account = {
        "campaign_id": campaign_id,
        "owner_id": leg.owner_id,
        "bucket": leg.bucket,
        "balance_minor": leg.amount_minor,
    }
    if leg.amount_minor >= 0 or leg.floor_minor is None:
        account_id = await session.scalar(_ADD, account)
    elif leg.amount_minor >= leg.floor_minor:
        # An account that is not there yet may owe that much.
        account_id = await session.scalar(_SPEND_OR_OWE, account | {"floor_minor": leg.floor_minor})
    else:
        account_id = await session.scalar(
            _SPEND,
            {
                "in_campaign": campaign_id,
                "of_owner": leg.owner_id,
                "from_bucket": leg.bucket,
                "change_minor": leg.amount_minor,
                "floor_minor": leg.floor_minor,
            },
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
