"""What does a purchase that a shop reports bring, and what does a refund take back?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.services import (
    expiry_returns,
    purchase_terms,
    purchases,
    referrals,
    refunds,
    reversals,
    rewards,
    rules,
)
from bot.services.documents import Document
from models import (
    Conversion,
    Participant,
    Referral,
    RevokeReason,
    Reward,
    RewardSource,
    RewardState,
    VoidReason,
)

ALIVE = (RewardState.SCHEDULED, RewardState.CREDITED)

_KEEP = (
    insert(Conversion)
    .on_conflict_do_nothing(index_elements=[Conversion.api_key_id, Conversion.order_id])
    .returning(Conversion.id)
)


class OrderDiffers(UserError):
    """The shop has reported this order before, with other content."""


class OrderUnknown(UserError):
    pass


class OrderRefunded(UserError):
    """Nothing is left of it that could be given back."""


class RefundTooLarge(UserError):
    """More than is left of the purchase."""


@dataclass(frozen=True)
class Order:
    """A purchase as the shop reports it."""

    order_id: str
    participant_id: int
    amount_minor: int
    currency: str
    occurred_at: datetime | None = None
    """None: when it was reported first."""
    commission_minor: int | None = None
    product: str | None = None


@dataclass(frozen=True)
class Recorded:
    """A purchase, and what is promised or credited for it."""

    conversion: Conversion
    is_new: bool
    rewards: Sequence[Reward] = ()
    taken: Sequence[Reward] = ()
    """What a refund has taken back; what the rest of the purchase earns is in `rewards`."""


async def record(
    session: AsyncSession, order: Order, *, api_key_id: int, now: datetime
) -> Recorded:
    """Keep a purchase and promise what it earns; the same order again changes nothing.

    Raises `OrderDiffers`, `purchases.ProductUnknown`, `purchases.CurrencyNotTaken`.
    """
    # Two orders of one buyer are the first and the second, not both the first.
    await _lock(session, order.participant_id)
    known = await _find(session, api_key_id, order.order_id)
    if known is not None:
        return await _repeated(session, known, order)
    at = order.occurred_at or now
    concerned = await purchases.concerned(
        session, order.participant_id, order.currency, order.product, at=at, now=now
    )
    new = {
        "api_key_id": api_key_id,
        "order_id": order.order_id,
        "participant_id": order.participant_id,
        "amount_minor": order.amount_minor,
        "commission_minor": order.commission_minor,
        "currency": order.currency,
        "product": order.product,
        "occurred_at": at,
        "received_at": now,
        "refunded_minor": 0,
        "refunds": 0,
    }
    conversion_id = await session.scalar(_KEEP, new)
    if conversion_id is None:
        # Reported for somebody else in the same moment.
        return await _repeated(session, await find(session, api_key_id, order.order_id), order)
    conversion = Conversion(id=conversion_id, **new)
    ids = [referral.id for referral, _document in concerned]
    last = await session.scalar(select(func.max(Reward.id)).where(Reward.referral_id.in_(ids)))
    for referral, document in concerned:
        await _reward(session, conversion, referral, document, now=now)
    # With what it earns by itself, what the step that it is has earned.
    made = Reward.referral_id.in_(ids) & (Reward.id > (last or 0)) & Reward.state.in_(ALIVE)
    return Recorded(conversion, is_new=True, rewards=await _rewards(session, made))


async def _lock(session: AsyncSession, participant_id: int) -> None:
    await session.execute(
        select(Participant.id)
        .where(Participant.id == participant_id)
        .with_for_update(key_share=True)
    )


async def _repeated(session: AsyncSession, known: Conversion, order: Order) -> Recorded:
    is_same = (
        known.participant_id == order.participant_id
        and known.amount_minor == order.amount_minor
        and known.commission_minor == order.commission_minor
        and known.currency == order.currency
        and known.product == order.product
        and order.occurred_at in (None, known.occurred_at)
    )
    if not is_same:
        raise OrderDiffers(order=order.order_id)
    its_own = (Reward.conversion_id == known.id) & Reward.state.in_(ALIVE)
    return Recorded(known, is_new=False, rewards=await _rewards(session, its_own))


async def _rewards(session: AsyncSession, which: ColumnElement[bool]) -> Sequence[Reward]:
    return (await session.scalars(select(Reward).where(which).order_by(Reward.id))).all()


async def find(
    session: AsyncSession, api_key_id: int, order_id: str, *, for_update: bool = False
) -> Conversion:
    """Raises `OrderUnknown`."""
    found = await _find(session, api_key_id, order_id, for_update=for_update)
    if found is None:
        raise OrderUnknown(order=order_id)
    return found


async def _find(
    session: AsyncSession, api_key_id: int, order_id: str, *, for_update: bool = False
) -> Conversion | None:
    statement = select(Conversion).where(
        Conversion.api_key_id == api_key_id, Conversion.order_id == order_id
    )
    if for_update:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found: Conversion | None = await session.scalar(statement)
    return found


async def _reward(
    session: AsyncSession,
    conversion: Conversion,
    referral: Referral,
    document: Document,
    *,
    now: datetime,
) -> list[Reward]:
    """Do the step that the purchase is, and promise what it earns by itself."""
    minimum = document.purchase_minimum
    if minimum is not None and purchases.left(conversion) >= minimum:
        step = next(each for each in document.qualify.steps if each.startswith(rules.PURCHASE))
        await referrals.note_step(session, referral, document, step, now=now)
    event, state = await purchase_terms.reckon(session, conversion, referral, document)
    # Reported late, it may be a step that was done only now.
    state = replace(state, held_until=referral.hold_until)
    owed = await _not_given(
        session, conversion, referral, document, rules.owed(document, event, state)
    )
    if owed:
        await purchase_terms.keep(session, conversion, referral, event, state)
    return await rewards.promise(session, _cause(conversion, referral), owed, document, now=now)


def _cause(conversion: Conversion, referral: Referral) -> rewards.Cause:
    key = f"conversion:{referral.campaign_id}:{conversion.id}"
    return rewards.Cause(
        key=f"{key}:r{conversion.refunds}" if conversion.refunds else key,
        campaign_id=referral.campaign_id,
        version=referral.version,
        source=RewardSource.CONVERSION,
        is_released=rewards.is_released(referral),
        referral_id=referral.id,
        conversion_id=conversion.id,
        # Of a refund people are told once, with what it takes in the end.
        is_silent=bool(conversion.refunds),
    )


async def _not_given(
    session: AsyncSession,
    conversion: Conversion,
    referral: Referral,
    document: Document,
    promises: Iterable[rules.Promise],
) -> list[rules.Promise]:
    """A friend has one third purchase, also if the first is given back after the third."""
    found = list(promises)
    numbered = {
        promise.rule for promise in found if document.rewards[promise.rule].occasion == "nth"
    }
    if not numbered:
        return found
    given = set(
        await session.scalars(
            select(Reward.rule).where(
                Reward.referral_id == referral.id,
                Reward.source == RewardSource.CONVERSION,
                Reward.conversion_id != conversion.id,
                Reward.rule.in_(numbered),
                Reward.state.in_(ALIVE),
            )
        )
    )
    return [promise for promise in found if promise.rule not in given]


async def refund(
    session: AsyncSession,
    order_id: str,
    *,
    api_key_id: int,
    amount_minor: int | None = None,
    now: datetime,
) -> Recorded:
    """Take back what a purchase earned; of a part of it, what the rest would not have earned.

    None is all that is left. Raises `OrderUnknown`, `OrderRefunded`, `RefundTooLarge`.
    """
    seen = await find(session, api_key_id, order_id)
    # In the order in which `record` and a revocation lock: buyer, order, referrals, rewards.
    await _lock(session, seen.participant_id)
    conversion = await find(session, api_key_id, order_id, for_update=True)
    left_minor = purchases.left(conversion)
    if not left_minor:
        raise OrderRefunded(order=order_id)
    part_minor = left_minor if amount_minor is None else amount_minor
    if part_minor > left_minor:
        raise RefundTooLarge(order=order_id, left=left_minor)
    conversion.refunded_minor += part_minor
    conversion.refunds += 1
    await session.flush()
    taken: list[Reward] = []
    promised: list[Reward] = []
    earning = await _earning(session, conversion)
    won = await purchases.won_by(session, conversion.participant_id)
    for referral in await referrals.reload(session, earning | won):
        document = await referrals.document_of(session, referral)
        lost, kept = await _settle_anew(session, conversion, referral, document, now=now)
        taken += lost
        promised += kept
    await refunds.tell(session, taken, promised, now=now)
    alive = (Reward.conversion_id == conversion.id) & Reward.state.in_(ALIVE)
    return Recorded(
        conversion, is_new=True, rewards=await _rewards(session, alive), taken=tuple(taken)
    )


async def _earning(session: AsyncSession, conversion: Conversion) -> set[int]:
    """The referrals that the purchase has brought rewards."""
    found = await session.scalars(
        select(Reward.referral_id).where(
            Reward.conversion_id == conversion.id, Reward.state.in_(ALIVE)
        )
    )
    return {referral_id for referral_id in found if referral_id is not None}


async def _settle_anew(
    session: AsyncSession,
    conversion: Conversion,
    referral: Referral,
    document: Document,
    *,
    now: datetime,
) -> tuple[list[Reward], list[Reward]]:
    """Take back what the rest of a purchase does not earn; returns this, and what is promised.

    A reward that the refund does not change is left as it is.
    """
    is_buyer = await purchases.is_still_a_buyer(session, referral, document)
    its_own = (Reward.conversion_id == conversion.id, Reward.referral_id == referral.id)
    alive = await _rewards(session, and_(*its_own, Reward.state.in_(ALIVE)))
    promised_by = {reward.rule for reward in alive}
    owed: list[rules.Promise] = []
    if is_buyer and alive and purchases.left(conversion):
        event, state = await purchase_terms.recall(session, conversion, referral, document)
        found = rules.owed(document, event, state)
        owed = [promise for promise in found if promise.rule in promised_by]
    unchanged = {
        rule
        for rule in promised_by
        if _parts(reward for reward in alive if reward.rule == rule)
        == _parts(promise for promise in owed if promise.rule == rule)
    }
    changed = Reward.rule.not_in(unchanged)
    taken = await reversals.take_back(session, *its_own, changed, reason=VoidReason.REFUND, now=now)
    if not is_buyer:
        await referrals.revoke(session, referral, RevokeReason.REFUNDED, now=now)
    # What is left is due when the whole was: the hold may have begun after the purchase.
    due_at = {reward.rule: reward.due_at for reward in alive}
    new = [
        replace(promise, due_at=due_at[promise.rule])
        for promise in owed
        if promise.rule not in unchanged
    ]
    promised = await rewards.promise(
        session,
        _cause(conversion, referral),
        new,
        document,
        given_back_minor=sum(reward.amount_minor for reward in taken),
        now=now,
    )
    if document.expiry is not None:
        await expiry_returns.run_out_again(session, taken, promised, now=now)
    return taken, promised


def _parts(given: Iterable[Reward | rules.Promise]) -> set[tuple[int, int, int]]:
    return {(each.level, each.participant_id, each.amount_minor) for each in given}
