"""How are the rows of a credit written from the rows of the rewards?

What a row of `rewards` says already is not carried through Python: transactions, balances, entries
and standings are written by the database from the rewards themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.among import among
from bot.db import insert, table
from bot.prepared import prepare
from bot.services import ledger, tallies
from bot.services.documents import Document
from bot.services.dues import REWARDS, Due
from models import Account, Bucket, Entry, Reward, RewardSource, Standing, Transaction

ACCOUNTS, TRANSACTIONS = table(Account), table(Transaction)
_THESE = among(REWARDS.c.id, "ids")
_KEY = REWARDS.c.key + ":credited"
_COUNTS = (REWARDS.c.level > 0, REWARDS.c.source != RewardSource.CONTEST)

_OPEN = insert(Transaction).from_select(
    ["key", "kind", "campaign_id", "version", "at"],
    select(
        _KEY,
        literal("credit", String(24)),
        REWARDS.c.campaign_id,
        REWARDS.c.version,
        REWARDS.c.due_at,
    )
    .where(_THESE)
    .order_by(REWARDS.c.id),
)


def _changes(bucket: Bucket, sign: int) -> ColumnElement[int]:
    return cast(func.sum(REWARDS.c.amount_minor) * sign, BigInteger).label("change_minor")


_MOVED = union_all(
    *(
        select(
            REWARDS.c.campaign_id,
            REWARDS.c.participant_id.label("owner_id"),
            literal(bucket, ACCOUNTS.c.bucket.type).label("bucket"),
            _changes(bucket, sign),
        )
        .where(_THESE)
        .group_by(REWARDS.c.campaign_id, REWARDS.c.participant_id)
        for bucket, sign in ((Bucket.AVAILABLE, 1), (Bucket.HELD, -1))
    )
).subquery()
_NEW = insert(Account).from_select(
    ["campaign_id", "owner_id", "bucket", "balance_minor"],
    # In the order in which everybody locks accounts. WHERE, for SQLite to tell ON from a join's.
    select(_MOVED)
    .where(literal(True))
    .order_by(_MOVED.c.owner_id, _MOVED.c.campaign_id, _MOVED.c.bucket),
)
_MOVE = _NEW.on_conflict_do_update(
    index_elements=[Account.campaign_id, Account.owner_id, Account.bucket],
    set_={"balance_minor": Account.balance_minor + _NEW.excluded.balance_minor},
)
_ITS_ACCOUNTS = (
    (ACCOUNTS.c.campaign_id == REWARDS.c.campaign_id)
    & (ACCOUNTS.c.owner_id == REWARDS.c.participant_id)
    & ((ACCOUNTS.c.bucket == Bucket.AVAILABLE) | (ACCOUNTS.c.bucket == Bucket.HELD))
)
_OVERDRAWN = (
    select(ACCOUNTS.c.id)
    .join(REWARDS, _ITS_ACCOUNTS)
    .where(_THESE, ACCOUNTS.c.bucket == Bucket.HELD, ACCOUNTS.c.balance_minor < 0)
    .limit(1)
)
_ENTER = insert(Entry).from_select(
    ["transaction_id", "account_id", "amount_minor"],
    select(
        TRANSACTIONS.c.id,
        ACCOUNTS.c.id,
        case(
            (ACCOUNTS.c.bucket == Bucket.HELD, -REWARDS.c.amount_minor),
            else_=REWARDS.c.amount_minor,
        ),
    )
    .select_from(REWARDS)
    .join(TRANSACTIONS, TRANSACTIONS.c.key == _KEY)
    .join(ACCOUNTS, _ITS_ACCOUNTS)
    .where(_THESE),
)
_PERIOD = bindparam("period", type_=String(8))
_STANDINGS = tallies.adding_points(
    insert(Standing).from_select(
        [
            "campaign_id",
            "period",
            "participant_id",
            "friends",
            "reached_at",
            "points_minor",
            "earned_at",
        ],
        select(
            REWARDS.c.campaign_id,
            cast(_PERIOD, String(8)),
            REWARDS.c.participant_id,
            literal(0),
            func.max(REWARDS.c.due_at),
            cast(func.sum(REWARDS.c.amount_minor), BigInteger),
            func.max(REWARDS.c.due_at),
        )
        .where(_THESE, *_COUNTS)
        .group_by(REWARDS.c.campaign_id, REWARDS.c.participant_id)
        .order_by(REWARDS.c.campaign_id, REWARDS.c.participant_id),
    )
)
prepare(_OPEN, _MOVE, _OVERDRAWN, _ENTER, _STANDINGS)


async def move(session: AsyncSession, rewards: Sequence[Reward | Due]) -> None:
    """Move the points of settled rewards, each promised alone, from held to available.

    Raises `ledger.InsufficientPoints` if they are not held.
    """
    if not rewards:
        return
    ids = {"ids": [reward.id for reward in rewards]}
    await session.execute(_OPEN, ids)
    await session.execute(_MOVE, ids)
    if await session.scalar(_OVERDRAWN, ids) is not None:
        raise ledger.InsufficientPoints
    await session.execute(_ENTER, ids)


async def count(
    session: AsyncSession,
    rewards: Iterable[Reward | Due],
    documents: Mapping[tuple[int, int], Document],
) -> None:
    """Add what people earned to the leaderboards of the times when it was due."""
    by_day: dict[tuple[date, ZoneInfo], list[int]] = {}
    for reward in rewards:
        zone = documents[reward.campaign_id, reward.version].zone
        local = reward.due_at.astimezone(zone)
        by_day.setdefault((local.date(), zone), []).append(reward.id)
    by_period: dict[str, list[int]] = {}
    for (day, _zone), ids in by_day.items():
        for period in tallies.periods_of(day):
            by_period.setdefault(period, []).extend(ids)
    for period, ids in sorted(by_period.items()):
        await session.execute(_STANDINGS, {"period": period, "ids": ids})
