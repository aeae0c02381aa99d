"""Which rewards and payouts say something else than the ledger and the referrals?"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    String,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
)

from bot.services import lots
from models import (
    CAMPAIGN_OWNER,
    Account,
    Bucket,
    Entry,
    Payout,
    PayoutState,
    QuickReason,
    Referral,
    ReferralState,
    Reward,
    RewardSource,
    RewardState,
    Transaction,
    VoidReason,
)

Check = tuple[Select[*tuple[Any, ...]], Callable[[Any], str]]
"""What finds the wrong rows, and what says what is wrong with one."""
Truth = ColumnElement[bool]

RETURNED, AGAIN = f":{lots.EXPIRY_RETURNED}", f":{lots.EXPIRY_AGAIN}"


def checks() -> Iterator[Check]:
    """Each finds nothing where all is well."""
    yield _bucket(
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
    yield _bucket(
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
    yield from _rewards()
    yield from _payouts()


def _bucket(bucket: Bucket, promised: Select[*tuple[Any, ...]], what: str) -> Check:
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


def _moved(
    of: type[Reward] | type[Payout],
    key: SQLColumnExpression[str],
    kind: str | SQLColumnExpression[str],
    bucket: Bucket,
    amount_minor: SQLColumnExpression[int],
    *,
    in_campaign: bool = False,
) -> Truth:
    """Whether a transaction of this key moved this much in the person's account.

    `in_campaign`: in the campaign's own.
    """
    return exists().where(
        Transaction.key == key,
        Transaction.kind == kind,
        Transaction.campaign_id == of.campaign_id,
        Transaction.version == of.version,
        Entry.transaction_id == Transaction.id,
        Entry.amount_minor == amount_minor,
        Account.id == Entry.account_id,
        Account.owner_id == (literal(CAMPAIGN_OWNER) if in_campaign else of.participant_id),
        Account.bucket == bucket,
    )


def _rewards() -> Iterator[Check]:
    given, taken = Reward.amount_minor, -Reward.amount_minor
    # Two who were promised together have one transaction, and may be credited together.
    together = func.coalesce(Reward.part_of, Reward.key)
    held = _moved(Reward, together, "reward", Bucket.HELD, given)
    at_once = _moved(Reward, together, "credit", Bucket.AVAILABLE, given)
    later = or_(
        _moved(Reward, Reward.key + ":credited", "credit", Bucket.AVAILABLE, given),
        and_(
            Reward.part_of.is_not(None),
            _moved(Reward, together + ":credited", "credit", Bucket.AVAILABLE, given),
        ),
    )
    void = _moved(Reward, Reward.key + ":void", "void", Bucket.HELD, taken)
    back = _moved(Reward, Reward.key + ":reversed", "reversal", Bucket.AVAILABLE, taken)
    credited = or_(at_once, and_(held, later))
    over = [_exists(Reward.key + suffix) for suffix in (":void", ":reversed", RETURNED)]
    agrees = case(
        (
            Reward.state == RewardState.SCHEDULED,
            and_(held, ~or_(later, *over)),
        ),
        (Reward.state == RewardState.CREDITED, and_(credited, ~or_(*over))),
        (
            and_(Reward.state == RewardState.VOID, Reward.reason == VoidReason.BUDGET),
            ~or_(_exists(together), *over),
        ),
        (Reward.state == RewardState.VOID, and_(held, void)),
        (Reward.state == RewardState.REVERSED, and_(credited, back)),
        else_=false(),
    )
    yield (
        select(Reward.id, Reward.key, Reward.state).where(~agrees),
        lambda row: f"reward {row[0]} ({row[1]}) is {row[2]}, the ledger says otherwise",
    )
    yield (
        select(Reward.id, Reward.key, Reward.state)
        .join(Referral, Referral.id == Reward.referral_id)
        .where(
            Referral.state == ReferralState.REVOKED,
            Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED)),
        ),
        lambda row: f"reward {row[0]} ({row[1]}) is {row[2]}, its referral is revoked",
    )
    its_reward: SQLColumnExpression[str] = Transaction.key
    for suffix in (":credited", ":void", ":reversed", RETURNED, AGAIN):
        its_reward = func.replace(its_reward, suffix, "")
    yield (
        select(Transaction.id, Transaction.key).where(
            or_(*(Transaction.key.startswith(f"{source}:") for source in RewardSource)),
            ~exists().where(Reward.key == its_reward),
        ),
        lambda row: f"transaction {row[0]} ({row[1]}) belongs to no reward",
    )
    moved = func.abs(Entry.amount_minor)
    its_own = exists().where(
        or_(
            and_(Reward.key + RETURNED == Transaction.key, Reward.state == RewardState.REVERSED),
            and_(
                Reward.key + AGAIN == Transaction.key,
                Reward.state.in_((RewardState.CREDITED, RewardState.REVERSED)),
            ),
        ),
        Entry.transaction_id == Transaction.id,
        moved <= Reward.amount_minor,
        Account.id == Entry.account_id,
        Account.owner_id == Reward.participant_id,
        Account.bucket == Bucket.AVAILABLE,
    )
    yield (
        select(Transaction.id, Transaction.key).where(
            Transaction.kind.in_((lots.EXPIRY_RETURNED, lots.EXPIRY_AGAIN)), ~its_own
        ),
        lambda row: f"transaction {row[0]} ({row[1]}) moves what did not run out of its reward",
    )


def _exists(key: SQLColumnExpression[str]) -> Truth:
    return exists().where(Transaction.key == key)


def _payouts() -> Iterator[Check]:
    given, taken = Payout.amount_minor, -Payout.amount_minor
    moves: tuple[tuple[PayoutState, Bucket, SQLColumnExpression[int]], ...] = (
        (PayoutState.REQUESTED, Bucket.REQUESTED, given),
        (PayoutState.PAID, Bucket.REQUESTED, taken),
        (PayoutState.REJECTED, Bucket.AVAILABLE, given),
    )
    for state, bucket, amount_minor in moves:
        key = literal("payout:") + cast(Payout.id, String) + f":{state}"
        moved = _moved(Payout, key, _kind(state), bucket, amount_minor)
        if state == PayoutState.PAID:
            moved = and_(moved, *_parted(key))
        # All were requested once; the other two are where a payout ends.
        is_due = literal(True) if state == PayoutState.REQUESTED else Payout.state == state
        yield (
            select(Payout.id, Payout.state).where(
                or_(and_(is_due, ~moved), and_(~is_due, _exists(key)))
            ),
            partial(_describe_payout, state),
        )
    was_decided, was_paid = Payout.decided_at.is_not(None), Payout.paid_at.is_not(None)
    yield (
        select(Payout.id, Payout.state).where(
            or_(
                was_decided == (Payout.state == PayoutState.REQUESTED),
                was_paid != (Payout.state == PayoutState.PAID),
            )
        ),
        lambda row: f"payout {row[0]} is {row[1]}, its dates say otherwise",
    )
    is_pair = Payout.first_by.is_not(None), Payout.first_by == Payout.decided_by
    yield (
        select(Payout.id, Payout.decided_by).where(
            *is_pair, Payout.state.in_((PayoutState.APPROVED, PayoutState.PAID))
        ),
        lambda row: f"payout {row[0]} has both its approvals from {row[1]}",
    )
    yield (
        select(Payout.id, Payout.state, Payout.batch_id).where(
            Payout.batch_id.is_not(None),
            Payout.state.not_in((PayoutState.APPROVED, PayoutState.PAID)),
        ),
        lambda row: f"payout {row[0]} is {row[1]}, and in batch {row[2]}",
    )
    posted = (
        select(func.count(Transaction.id))
        .where(Transaction.kind == f"payout-{PayoutState.REQUESTED}")
        .scalar_subquery()
    )
    kept = select(func.count(Payout.id)).scalar_subquery()
    yield (
        select(posted, kept).where(posted != kept),
        lambda row: f"the ledger knows of {row[0]} payouts, there are {row[1]}",
    )


def _kind(state: PayoutState) -> str | SQLColumnExpression[str]:
    kind = f"payout-{state}"
    if state != PayoutState.REJECTED:
        return kind
    is_own = func.coalesce(Payout.quick_reason, "") == QuickReason.WITHDRAWN
    return case((is_own, "payout-withdrawn"), else_=kind)


def _parted(key: SQLColumnExpression[str]) -> tuple[Truth, Truth]:
    """What was paid left the campaign, and the fee, if there was one, is in its budget again."""
    kind, fee = f"payout-{PayoutState.PAID}", Payout.fee_minor
    net = Payout.amount_minor - fee
    left = _moved(Payout, key, kind, Bucket.PAID_OUT, net, in_campaign=True)
    stayed = _moved(Payout, key, kind, Bucket.BUDGET, fee, in_campaign=True)
    return left, or_(fee == 0, stayed)


def _describe_payout(state: PayoutState, row: Any) -> str:
    return f"payout {row[0]} is {row[1]}, the ledger disagrees about “{state}”"
