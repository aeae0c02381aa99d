"""What does a purchase that a shop reports bring, and what does a refund take back?"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.services import referrals, reversals, rewards, rules, uplines
from bot.services.documents import Document
from models import (
    Campaign,
    CampaignStatus,
    Conversion,
    Referral,
    ReferralState,
    RevokeReason,
    Reward,
    RewardSource,
    VoidReason,
)

_KEEP = (
    insert(Conversion)
    .on_conflict_do_nothing(index_elements=[Conversion.api_key_id, Conversion.order_id])
    .returning(Conversion.id)
)


class OrderDiffers(UserError):
    """The shop has reported this order before, with other content."""


class OrderUnknown(UserError):
    pass


class RefundTooLarge(UserError):
    """More than is left of the purchase."""


@dataclass(frozen=True)
class Order:
    """A purchase as the shop reports it."""

    order_id: str
    participant_id: int
    amount_minor: int
    currency: str
    occurred_at: datetime
    commission_minor: int | None = None
    product: str | None = None


@dataclass(frozen=True)
class Recorded:
    """A purchase, and what was promised or credited for it just now."""

    conversion: Conversion
    is_new: bool
    rewards: list[Reward] = field(default_factory=list)


async def record(
    session: AsyncSession, order: Order, *, api_key_id: int, now: datetime
) -> Recorded:
    """Keep a purchase and promise what it earns; the same order again changes nothing.

    Raises `OrderDiffers`.
    """
    new = {
        "api_key_id": api_key_id,
        "order_id": order.order_id,
        "participant_id": order.participant_id,
        "amount_minor": order.amount_minor,
        "commission_minor": order.commission_minor,
        "currency": order.currency,
        "product": order.product,
        "occurred_at": order.occurred_at,
        "received_at": now,
        "refunded_minor": 0,
        "refunds": 0,
    }
    conversion_id = await session.scalar(_KEEP, new)
    if conversion_id is None:
        known = await find(session, api_key_id, order.order_id)
        if not _is_same(known, order):
            raise OrderDiffers(order=order.order_id)
        return Recorded(known, is_new=False)
    conversion = Conversion(id=conversion_id, **new)
    promised = []
    for referral, document in await _concerned(session, conversion):
        promised += await _reward(session, conversion, referral, document, now=now)
    return Recorded(conversion, is_new=True, rewards=promised)


def _is_same(known: Conversion, order: Order) -> bool:
    return (
        known.participant_id == order.participant_id
        and known.amount_minor == order.amount_minor
        and known.commission_minor == order.commission_minor
        and known.currency == order.currency
        and known.product == order.product
        and known.occurred_at == order.occurred_at
    )


async def find(
    session: AsyncSession, api_key_id: int, order_id: str, *, for_update: bool = False
) -> Conversion:
    """Raises `OrderUnknown`."""
    statement = select(Conversion).where(
        Conversion.api_key_id == api_key_id, Conversion.order_id == order_id
    )
    if for_update:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found: Conversion | None = await session.scalar(statement)
    if found is None:
        raise OrderUnknown(order=order_id)
    return found


async def _concerned(
    session: AsyncSession, conversion: Conversion
) -> list[tuple[Referral, Document]]:
    """The buyer's living referrals for which the purchase counts, locked, with their rules."""
    ids = await session.scalars(
        select(Referral.id)
        .join(Campaign, Campaign.id == Referral.campaign_id)
        .where(
            Referral.referee_id == conversion.participant_id,
            Referral.state != ReferralState.REVOKED,
            Referral.created_at <= conversion.occurred_at,
            # A campaign that was stopped promises nothing for what is bought afterwards.
            (Campaign.status == CampaignStatus.RUNNING)
            | (Campaign.stopped_at > conversion.occurred_at),
        )
    )
    found = []
    for referral in await referrals.reload(session, ids.all()):
        document = await referrals.document_of(session, referral)
        ends_at, currency = document.campaign.ends_at, document.purchases.currency
        is_in_period = ends_at is None or conversion.occurred_at < ends_at
        if is_in_period and currency in (None, conversion.currency):
            found.append((referral, document))
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
    minimum, left_minor = document.purchase_minimum, _left(conversion)
    if minimum is not None and left_minor >= minimum:
        step = next(each for each in document.qualify.steps if each.startswith(rules.PURCHASE))
        await referrals.note_step(session, referral, document, step, now=now)
    state = await uplines.state_of(session, referral, document, on=rules.PURCHASE)
    event = rules.Event(
        rules.PURCHASE,
        at=conversion.occurred_at,
        amount_minor=left_minor,
        commission_minor=_commission_left(conversion),
        product=conversion.product,
        number=await _number(session, conversion, referral),
    )
    key = f"conversion:{referral.campaign_id}:{conversion.id}"
    cause = rewards.Cause(
        key=f"{key}:r{conversion.refunds}" if conversion.refunds else key,
        campaign_id=referral.campaign_id,
        version=referral.version,
        source=RewardSource.CONVERSION,
        is_released=rewards.is_released(referral),
        referral_id=referral.id,
        conversion_id=conversion.id,
    )
    promises = rules.owed(document, event, state)
    return await rewards.promise(session, cause, promises, document, now=now)


def _left(conversion: Conversion) -> int:
    return conversion.amount_minor - conversion.refunded_minor


def _commission_left(conversion: Conversion) -> int:
    """Of a part of the price the same part of the commission, rounded down."""
    return (conversion.commission_minor or 0) * _left(conversion) // conversion.amount_minor


async def _number(session: AsyncSession, conversion: Conversion, referral: Referral) -> int:
    """Which of the friend's purchases this is; those given back altogether do not count."""
    earlier = await session.scalar(
        select(func.count(Conversion.id)).where(
            Conversion.participant_id == conversion.participant_id,
            Conversion.id < conversion.id,
            Conversion.occurred_at >= referral.created_at,
            Conversion.refunded_minor < Conversion.amount_minor,
        )
    )
    return (earlier or 0) + 1


async def refund(
    session: AsyncSession,
    order_id: str,
    *,
    api_key_id: int,
    amount_minor: int | None = None,
    now: datetime,
) -> Recorded:
    """Take back what a purchase earned; of a part of it, as much as the rest would not have earned.

    None is all that is left. Raises `OrderUnknown`, `RefundTooLarge`.
    """
    conversion = await find(session, api_key_id, order_id, for_update=True)
    left_minor = _left(conversion)
    part_minor = left_minor if amount_minor is None else amount_minor
    if part_minor > left_minor or not part_minor:
        raise RefundTooLarge(order=order_id)
    conversion.refunded_minor += part_minor
    conversion.refunds += 1
    await session.flush()
    taken = await reversals.take_back(
        session, Reward.conversion_id == conversion.id, reason=VoidReason.REFUND, now=now
    )
    promised: list[Reward] = []
    ids = {reward.referral_id for reward in taken if reward.referral_id is not None}
    for referral in await referrals.reload(session, ids | await _won_by(session, conversion)):
        document = await referrals.document_of(session, referral)
        if not await _is_still_a_buyer(session, referral, document):
            await referrals.revoke(session, referral, RevokeReason.REFUNDED, now=now)
        elif _left(conversion) and referral.id in ids:
            promised += await _reward(session, conversion, referral, document, now=now)
    return Recorded(conversion, is_new=True, rewards=promised)


async def _won_by(session: AsyncSession, conversion: Conversion) -> set[int]:
    """The buyer's referrals of campaigns in which a purchase is a step."""
    found = await session.scalars(
        select(Referral).where(
            Referral.referee_id == conversion.participant_id,
            Referral.state != ReferralState.REVOKED,
        )
    )
    return {
        referral.id
        for referral in found
        if (await referrals.document_of(session, referral)).purchase_minimum is not None
    }


async def _is_still_a_buyer(session: AsyncSession, referral: Referral, document: Document) -> bool:
    """Whether the step "purchase", if it was done, would be done without what was given back."""
    minimum = document.purchase_minimum
    done = await referrals.done_steps(session, referral.id)
    if minimum is None or not any(step.startswith(rules.PURCHASE) for step in done):
        return True
    enough = await session.scalar(
        select(func.count(Conversion.id)).where(
            Conversion.participant_id == referral.referee_id,
            Conversion.occurred_at >= referral.created_at,
            Conversion.amount_minor - Conversion.refunded_minor >= minimum,
        )
    )
    return bool(enough)
