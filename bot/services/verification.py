"""Is every point where the ledger says, and does every state agree with it?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, exists, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.services import (
    adjustments,
    campaigns,
    contest_checks,
    conversion_checks,
    reward_checks,
    seals,
    standing_checks,
    states,
)
from bot.services.states import Check
from models import (
    CAMPAIGN_OWNER,
    Account,
    Bucket,
    Campaign,
    Entry,
    Payout,
    PayoutState,
    Reward,
    Transaction,
)

FINDINGS_MAX = 100
"""Of one kind; what is wrong a hundred times is one mistake."""
SEALS_PER_BATCH = 1_000
MAPPED_BYTES = 2**31
"""Of a SQLite file: its own cache of 2 MB reads a large one a hundred times over."""

BESIDES_PROMISES = (f"payout-{PayoutState.PAID}", adjustments.KIND)
"""What moves a budget although nothing was promised or taken back."""
NEVER_NEGATIVE = (Bucket.HELD, Bucket.REQUESTED, Bucket.PAID_OUT, Bucket.REDEEMED, Bucket.EXPIRED)


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
    if session.get_bind().dialect.name == "sqlite":
        await session.execute(text(f"PRAGMA mmap_size = {MAPPED_BYTES}"))
    report = Report(
        transactions=await _count(session, Transaction.id),
        accounts=await _count(session, Account.id),
        rewards=await _count(session, Reward.id),
        payouts=await _count(session, Payout.id),
    )
    for statement, describe in (*_ledger_checks(), *states.checks(), *reward_checks.checks()):
        rows = await session.execute(statement.limit(FINDINGS_MAX))
        report.findings.extend(describe(row) for row in rows)
    report.findings.extend(await standing_checks.findings(session, limit=FINDINGS_MAX))
    report.findings.extend(await conversion_checks.findings(session, limit=FINDINGS_MAX))
    report.findings.extend(await contest_checks.findings(session, limit=FINDINGS_MAX))
    report.findings.extend(await reward_checks.findings(session, limit=FINDINGS_MAX))
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
    # What a budget has above zero may be a fee, or what an admin took away by hand, and no more.
    by_right = (
        select(func.coalesce(func.sum(Entry.amount_minor), 0))
        .join(Transaction, Transaction.id == Entry.transaction_id)
        .where(Entry.account_id == Account.id, Transaction.kind.in_(BESIDES_PROMISES))
        .scalar_subquery()
    )
    surplus = Account.balance_minor - by_right
    yield (
        select(Account.campaign_id, surplus).where(
            Account.balance_minor > 0, Account.bucket == Bucket.BUDGET, surplus > 0
        ),
        lambda row: f"campaign {row[0]} got back {row[1]} more than it gave",
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
    try:
        while rows := await _sealed(session, after=number):
            legs = await seals.legs_of(session, [row.id for row in rows])
            for row in rows:
                number += 1
                if row.seal_number != number:
                    findings.append(f"seal {number} is missing")
                    return number
                previous = seals.compute(previous, row, legs.get(row.id, []))
                if row.seal != previous:
                    findings.append(
                        f"transaction {row.id} ({row.key}) was changed after its sealing"
                    )
                    return number
            session.expunge_all()
    except (TypeError, ValueError) as error:
        # SQLite keeps whatever it is given, in any column.
        findings.append(f"a transaction after seal {number} cannot be read: {error}")
        return number
    if (number, previous) != (head.number, head.seal):
        findings.append(f"the chain ends at {number}, its head says {head.number}")
    return number


async def _sealed(session: AsyncSession, *, after: int) -> Sequence[Transaction]:
    rows = await session.scalars(
        select(Transaction)
        .where(Transaction.seal_number > after)
        .order_by(Transaction.seal_number)
        .limit(SEALS_PER_BATCH)
    )
    return rows.all()
