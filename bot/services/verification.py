"""Is every point where the ledger says, and does every state agree with it?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Select, String, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.services import campaigns, seals
from models import (
    CAMPAIGN_OWNER,
    Account,
    Bucket,
    Campaign,
    Entry,
    Payout,
    PayoutState,
    Referral,
    ReferralState,
    Reward,
    RewardState,
    Standing,
    Transaction,
    VoidReason,
)

FINDINGS_MAX = 100
"""Of one kind; what is wrong a hundred times is one mistake."""
SEALS_PER_BATCH = 1_000

NEVER_NEGATIVE = (Bucket.HELD, Bucket.REQUESTED, Bucket.PAID_OUT, Bucket.REDEEMED, Bucket.EXPIRED)

Check = tuple[Select[*tuple[Any, ...]], Callable[[Any], str]]


@dataclass
class Report:
    """What was looked at, and what is wrong."""

    findings: list[str] = field(default_factory=list)
    transactions: int = 0
    accounts: int = 0
    seals: int = 0
    rewards: int = 0
    payouts: int = 0


async def verify(session: AsyncSession) -> Report:
    """Recompute all that can be recomputed; reads only, in the session's one snapshot."""
    report = Report(
        transactions=await _count(session, Transaction.id),
        accounts=await _count(session, Account.id),
        rewards=await _count(session, Reward.id),
        payouts=await _count(session, Payout.id),
    )
    for statement, describe in (*_ledger_checks(), *_state_checks()):
        rows = await session.execute(statement.limit(FINDINGS_MAX))
        report.findings.extend(describe(row) for row in rows)
    report.findings.extend(await _overdrawn_budgets(session))
    report.seals = await _check_seals(session, report.findings)
    return report


async def _count(session: AsyncSession, column: InstrumentedAttribute[int]) -> int:
    return int(await session.scalar(select(func.count(column))) or 0)


def _ledger_checks() -> Iterator[Check]:
    total = func.coalesce(func.sum(Entry.amount_minor), 0)
    yield (
        select(Transaction.id, Transaction.key, total, func.count(Entry.account_id))
        .outerjoin(Entry, Entry.transaction_id == Transaction.id)
        .group_by(Transaction.id, Transaction.key)
        .having(or_(total != 0, func.count(Entry.account_id) < 2)),
        lambda row: f"transaction {row[0]} ({row[1]}) has {row[3]} entries that sum to {row[2]}",
    )
    yield (
        select(Account.id, Account.owner_id, Account.bucket, Account.balance_minor, total)
        .outerjoin(Entry, Entry.account_id == Account.id)
        .group_by(Account.id, Account.owner_id, Account.bucket, Account.balance_minor)
        .having(Account.balance_minor != total),
        lambda row: (
            f"account {row[0]} ({row[2]} of {row[1]}) says {row[3]}, its entries say {row[4]}"
        ),
    )
    yield (
        select(Account.id, Account.owner_id, Account.bucket, Account.balance_minor).where(
            Account.balance_minor < 0, Account.bucket.in_(NEVER_NEGATIVE)
        ),
        lambda row: f"account {row[0]} ({row[2]} of {row[1]}) is below zero: {row[3]}",
    )
    taken_back = exists().where(
        Entry.account_id == Account.id,
        Entry.transaction_id == Transaction.id,
        Transaction.kind == "reversal",
    )
    yield (
        select(Account.id, Account.owner_id, Account.balance_minor).where(
            Account.balance_minor < 0, Account.bucket == Bucket.AVAILABLE, ~taken_back
        ),
        lambda row: f"account {row[0]} of {row[1]} owes {row[2]} without a reversal",
    )
    sums = (
        select(Account.campaign_id, func.sum(Account.balance_minor).label("total"))
        .group_by(Account.campaign_id)
        .having(func.sum(Account.balance_minor) != 0)
    )
    yield sums, lambda row: f"the accounts of campaign {row[0]} sum to {row[1]}, not to zero"


def _state_checks() -> Iterator[Check]:
    yield _bucket_check(
        Bucket.HELD,
        select(
            Reward.campaign_id,
            Reward.participant_id,
            func.sum(Reward.amount_minor).label("total"),
        )
        .where(Reward.state == RewardState.SCHEDULED)
        .group_by(Reward.campaign_id, Reward.participant_id),
        "scheduled rewards",
    )
    yield _bucket_check(
        Bucket.REQUESTED,
        select(
            Payout.campaign_id,
            Payout.participant_id,
            func.sum(Payout.amount_minor).label("total"),
        )
        .where(Payout.state.in_((PayoutState.REQUESTED, PayoutState.APPROVED)))
        .group_by(Payout.campaign_id, Payout.participant_id),
        "open payouts",
    )
    yield from _reward_checks()
    yield from _payout_checks()
    qualified = (
        select(Referral.campaign_id, Referral.referrer_id, func.count(Referral.id).label("friends"))
        .where(Referral.state == ReferralState.QUALIFIED)
        .group_by(Referral.campaign_id, Referral.referrer_id)
        .subquery()
    )
    counted = func.coalesce(qualified.c.friends, 0)
    yield (
        select(Standing.participant_id, Standing.friends, counted)
        .outerjoin(
            qualified,
            and_(
                qualified.c.campaign_id == Standing.campaign_id,
                qualified.c.referrer_id == Standing.participant_id,
            ),
        )
        .where(Standing.friends != counted),
        lambda row: f"the standing of {row[0]} says {row[1]} friends, referrals say {row[2]}",
    )


def _bucket_check(bucket: Bucket, promised: Select[*tuple[Any, ...]], what: str) -> Check:
    by_person = promised.subquery()
    expected = func.coalesce(by_person.c.total, 0)
    return (
        select(Account.owner_id, Account.campaign_id, Account.balance_minor, expected)
        .outerjoin(
            by_person,
            and_(
                by_person.c.campaign_id == Account.campaign_id,
                by_person.c.participant_id == Account.owner_id,
            ),
        )
        .where(Account.bucket == bucket, Account.balance_minor != expected),
        lambda row: f"{bucket} of {row[0]} in campaign {row[1]} is {row[2]}, {what} say {row[3]}",
    )


def _posted(suffix: str) -> Any:
    """Whether a reward's movement with this suffix of its key stands in the ledger."""
    return exists().where(Transaction.key == Reward.key + suffix)


def _reward_checks() -> Iterator[Check]:
    promised = exists().where(Transaction.key == Reward.key)
    ended = or_(_posted(":void"), _posted(":reversed"))
    agrees = case(
        (Reward.state == RewardState.SCHEDULED, and_(promised, ~_posted(":credited"), ~ended)),
        (
            Reward.state == RewardState.CREDITED,
            and_(promised, ~ended, or_(_posted(":credited"), _credited_at_once())),
        ),
        (
            and_(Reward.state == RewardState.VOID, Reward.reason == VoidReason.BUDGET),
            ~promised,
        ),
        (Reward.state == RewardState.VOID, and_(promised, _posted(":void"))),
        else_=and_(promised, _posted(":reversed")),
    )
    yield (
        select(Reward.id, Reward.key, Reward.state).where(~agrees),
        lambda row: f"reward {row[0]} ({row[1]}) is {row[2]}, the ledger says otherwise",
    )


def _credited_at_once() -> Any:
    return exists().where(Transaction.key == Reward.key, Transaction.kind == "credit")


def _payout_checks() -> Iterator[Check]:
    for state, suffix in (
        (None, "requested"),
        (PayoutState.PAID, "paid"),
        (PayoutState.REJECTED, "rejected"),
    ):
        key = literal("payout:") + cast(Payout.id, String) + f":{suffix}"
        posted = exists().where(Transaction.key == key)
        wrong = ~posted if state is None else posted != (Payout.state == state)
        yield (
            select(Payout.id, Payout.state).where(wrong),
            partial(_describe_payout, suffix),
        )


def _describe_payout(suffix: str, row: Any) -> str:
    return f"payout {row[0]} is {row[1]}, the ledger disagrees about “{suffix}”"


async def _overdrawn_budgets(session: AsyncSession) -> list[str]:
    rows = await session.execute(
        select(Campaign.id, Campaign.slug, Campaign.version, Account.balance_minor).join(
            Account,
            and_(
                Account.campaign_id == Campaign.id,
                Account.owner_id == CAMPAIGN_OWNER,
                Account.bucket == Bucket.BUDGET,
            ),
        )
    )
    findings = []
    for campaign_id, slug, version, balance_minor in rows.all():
        budget = (await campaigns.find(session, campaign_id, version)).document.budget
        # A budget may have been lowered below what was promised: no finding, nothing new is
        # promised then. More than the largest ever set is one.
        if budget is None:
            continue
        totals = [
            (await campaigns.find(session, campaign_id, earlier)).document.budget
            for earlier in range(1, version + 1)
        ]
        if all(one is not None and -balance_minor > one.total for one in totals):
            findings.append(f"campaign {slug} has granted {-balance_minor} of {budget.total}")
    return findings


async def _check_seals(session: AsyncSession, findings: list[str]) -> int:
    head = await seals.head(session)
    number, previous = 0, seals.GENESIS
    while True:
        rows = (
            await session.scalars(
                select(Transaction)
                .where(Transaction.seal_number > number)
                .order_by(Transaction.seal_number)
                .limit(SEALS_PER_BATCH)
            )
        ).all()
        if not rows:
            break
        legs = await seals.entries_of(session, [row.id for row in rows])
        for row in rows:
            number += 1
            if row.seal_number != number:
                findings.append(f"seal {number} is missing")
                return number
            expected = seals.compute(previous, row, legs.get(row.id, []))
            if row.seal != expected:
                findings.append(f"transaction {row.id} ({row.key}) was changed after its sealing")
                return number
            previous = expected
        session.expunge_all()
    if (number, previous) != (head.number, head.seal):
        findings.append(f"the chain ends at {number}, its head says {head.number}")
    return number
