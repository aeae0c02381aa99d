"""Which purchases, codes and expired points say something else than the ledger?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import campaigns, expiries, lots
from bot.services.lots import Move
from bot.services.states import Check
from models import (
    CAMPAIGN_OWNER,
    Account,
    Bucket,
    Entry,
    Expiry,
    Offer,
    OfferKind,
    Redemption,
    RedemptionState,
    Transaction,
    Voucher,
)

AT_ONCE = timedelta(minutes=1)
"""Whoever spent so shortly before points ran out may have come after it: ids are given out first,
and points are moved then."""
PEOPLE_AT_ONCE = 200


def checks() -> Iterator[Check]:
    """Each finds nothing where all is well."""
    number = cast(Redemption.id, String)
    price, is_missed = Redemption.price_minor, Redemption.state == RedemptionState.MISSED
    bought = _moved(literal("redemption:") + number + ":bought", "redemption", -price)
    back = _moved(literal("redemption:") + number + ":cancelled", "redemption-cancelled", price)
    was_cancelled = Redemption.state == RedemptionState.CANCELLED
    yield (
        select(Redemption.id, Redemption.state).where(
            or_(
                bought == is_missed,
                and_(was_cancelled, ~back),
                and_(~was_cancelled, _exists(literal("redemption:") + number + ":cancelled")),
            )
        ),
        lambda row: f"purchase {row[0]} is {row[1]}, the ledger says otherwise",
    )
    has_code = exists().where(Voucher.redemption_id == Redemption.id)
    yield (
        select(Redemption.id, Redemption.state)
        .join(Offer, Offer.id == Redemption.offer_id)
        .where(has_code != and_(Offer.kind == OfferKind.VOUCHER, ~is_missed)),
        lambda row: f"purchase {row[0]} ({row[1]}) has a code too many or none",
    )
    yield (
        select(Voucher.id, Voucher.redemption_id)
        .join(Redemption, Redemption.id == Voucher.redemption_id)
        .where(Redemption.offer_id != Voucher.offer_id),
        lambda row: f"voucher {row[0]} was handed out for another offer, purchase {row[1]}",
    )
    yield (
        select(Offer.id, Offer.stock).where(Offer.stock < 0),
        lambda row: f"offer {row[0]} has a stock of {row[1]}",
    )
    kept = select(func.count(Redemption.id)).where(~is_missed).scalar_subquery()
    posted = (
        select(func.count(Transaction.id)).where(Transaction.kind == "redemption").scalar_subquery()
    )
    yield (
        select(posted, kept).where(posted != kept),
        lambda row: f"the ledger knows of {row[0]} purchases, there are {row[1]}",
    )
    yield from _expiries()


def _exists(key: SQLColumnExpression[str]) -> ColumnElement[bool]:
    return exists().where(Transaction.key == key)


def _moved(
    key: SQLColumnExpression[str], kind: str, amount_minor: SQLColumnExpression[int]
) -> ColumnElement[bool]:
    """Whether this much moved in the buyer's available points."""
    return exists().where(
        Transaction.key == key,
        Transaction.kind == kind,
        Transaction.campaign_id == Redemption.campaign_id,
        Transaction.version == Redemption.version,
        Entry.transaction_id == Transaction.id,
        Entry.amount_minor == amount_minor,
        Account.id == Entry.account_id,
        Account.owner_id == Redemption.participant_id,
        Account.bucket == Bucket.AVAILABLE,
    )


def _expiries() -> Iterator[Check]:
    rows = (
        select(func.count(Expiry.id), func.coalesce(func.sum(Expiry.amount_minor), 0))
        .correlate(None)
        .subquery()
    )
    counted = (
        select(func.count(Transaction.id)).where(Transaction.kind == lots.EXPIRY).scalar_subquery()
    )
    gone = (
        select(func.coalesce(func.sum(Account.balance_minor), 0))
        .where(Account.bucket == Bucket.EXPIRED, Account.owner_id == CAMPAIGN_OWNER)
        .scalar_subquery()
    )
    refunded = (
        select(func.coalesce(func.sum(Entry.amount_minor), 0))
        .join(Transaction, Transaction.id == Entry.transaction_id)
        .join(Account, Account.id == Entry.account_id)
        .where(
            Transaction.kind.in_((lots.EXPIRY_RETURNED, lots.EXPIRY_AGAIN)),
            Account.bucket == Bucket.EXPIRED,
        )
        .scalar_subquery()
    )
    count, total = rows.c[0], rows.c[1] + refunded
    yield (
        select(count, total, counted, gone).where(or_(count != counted, total != gone)),
        lambda row: (
            f"{row[0]} expiries of {row[1]} are written, the ledger has {row[2]} of {row[3]}"
        ),
    )


async def findings(session: AsyncSession, *, limit: int) -> list[str]:
    """Points that ran out although they were not old enough, by replaying who had which."""
    rows = await session.execute(
        select(Expiry.campaign_id, Expiry.participant_id)
        .distinct()
        .order_by(Expiry.campaign_id, Expiry.participant_id)
    )
    found: list[str] = []
    for campaign_id, people in groupby(rows.all(), key=lambda row: int(row.campaign_id)):
        ids = [int(row.participant_id) for row in people]
        for first in range(0, len(ids), PEOPLE_AT_ONCE):
            wrong = await _wrong(session, campaign_id, ids[first : first + PEOPLE_AT_ONCE])
            found.extend(f"{key} moved points that had not run out" for key in wrong)
            if len(found) >= limit:
                return found[:limit]
    return found


async def _wrong(session: AsyncSession, campaign_id: int, people: Sequence[int]) -> list[str]:
    accounts = await session.execute(
        select(Account.id, Account.owner_id).where(
            Account.campaign_id == campaign_id,
            Account.bucket == Bucket.AVAILABLE,
            Account.owner_id.in_(people),
        )
    )
    campaign = await campaigns.find(session, campaign_id)
    moves = await expiries.moves_of(session, campaign, {row.id: row.owner_id for row in accounts})
    written = defaultdict(int)
    rows = await session.execute(
        select(Expiry.participant_id, Expiry.day, Expiry.amount_minor).where(
            Expiry.campaign_id == campaign_id, Expiry.participant_id.in_(people)
        )
    )
    for participant_id, day, amount_minor in rows:
        written[f"expiry:{campaign_id}:{participant_id}:{day.isoformat()}"] = amount_minor
    found = []
    for theirs in moves.values():
        found.extend(lots.replay(_in_order(theirs)).wrong)
        found.extend(
            move.key
            for move in theirs
            if move.kind == lots.EXPIRY and -move.amount_minor != written[move.key]
        )
    return found


def _in_order(moves: Sequence[Move]) -> list[Move]:
    """What ran out goes before whatever was spent at that same moment."""
    ordered: list[Move] = []
    for move in moves:
        place = len(ordered)
        while move.kind == lots.EXPIRY and place and _is_beside(ordered[place - 1], move):
            place -= 1
        ordered.insert(place, move)
    return ordered


def _is_beside(before: Move, expiry: Move) -> bool:
    return (
        before.amount_minor < 0
        and before.kind != lots.EXPIRY
        and (before.at >= expiry.at - AT_ONCE)
    )
