"""For which of the buyer's campaigns does a purchase count, and what is left of it?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import campaigns, referrals, rules
from bot.services.documents import Document
from models import Campaign, CampaignStatus, Conversion, Referral, ReferralState

CLOCKS_DIFFER = timedelta(minutes=1)
"""A shop's clock may be behind, or know no parts of a second: so much earlier still counts."""


class ProductUnknown(UserError):
    """None of the buyer's campaigns knows it, and all of them name what they know."""


class CurrencyNotTaken(UserError):
    """None of the buyer's campaigns counts in it; `taken` are those that they count in."""


async def concerned(
    session: AsyncSession,
    participant_id: int,
    currency: str,
    product: str | None,
    *,
    at: datetime,
    now: datetime,
) -> list[tuple[Referral, Document]]:
    """The buyer's living referrals for which a purchase counts, locked, with their rules.

    Raises `ProductUnknown`, `CurrencyNotTaken`.
    """
    found = await _living(session, participant_id, at=at, now=now)
    documents = [document for _referral, document in found]
    if not documents:
        # Nobody earns by it, but a mistake of the shop's is told all the same.
        documents = [each.document for each in await campaigns.running(session, now=now)]
    _check(documents, currency, product)
    return [pair for pair in found if pair[1].purchases.currency in (None, currency)]


async def _living(
    session: AsyncSession, participant_id: int, *, at: datetime, now: datetime
) -> list[tuple[Referral, Document]]:
    ids = await session.scalars(
        select(Referral.id)
        .join(Campaign, Campaign.id == Referral.campaign_id)
        .where(
            Referral.referee_id == participant_id,
            Referral.state != ReferralState.REVOKED,
            Referral.created_at <= at + CLOCKS_DIFFER,
            # A campaign that was stopped promises nothing for what is bought afterwards.
            Campaign.status.in_((CampaignStatus.RUNNING, CampaignStatus.PAUSED))
            | (Campaign.stopped_at > at),
        )
    )
    found = []
    for referral in await referrals.reload(session, ids.all()):
        document = await referrals.document_of(session, referral)
        ends_at = document.campaign.ends_at
        is_over = referral.state == ReferralState.REVOKED or referrals.is_late(referral, now=now)
        if not is_over and (ends_at is None or at < ends_at):
            found.append((referral, document))
    return found


def _check(documents: Sequence[Document], currency: str, product: str | None) -> None:
    if not documents:
        return
    taken = {document.purchases.currency for document in documents}
    if None not in taken and currency not in taken:
        raise CurrencyNotTaken(currency=currency, taken=", ".join(sorted(filter(None, taken))))
    known = [document.products for document in documents]
    if product is not None and all(known) and not any(product in each for each in known):
        raise ProductUnknown(product=product)


def left(conversion: Conversion) -> int:
    """What was not given back, in minor units."""
    return conversion.amount_minor - conversion.refunded_minor


def commission_left(conversion: Conversion) -> int:
    """Of a part of the price the same part of the commission, rounded down."""
    return (conversion.commission_minor or 0) * left(conversion) // conversion.amount_minor


async def number(
    session: AsyncSession, conversion: Conversion, referral: Referral, document: Document
) -> int:
    """Which of the friend's purchases this is; those given back altogether do not count."""
    earlier = await session.scalar(
        select(func.count(Conversion.id)).where(
            Conversion.participant_id == conversion.participant_id,
            Conversion.id < conversion.id,
            Conversion.occurred_at >= referral.created_at - CLOCKS_DIFFER,
            Conversion.refunded_minor < Conversion.amount_minor,
            _counts(document),
        )
    )
    return (earlier or 0) + 1


def _counts(document: Document) -> ColumnElement[bool]:
    currency = document.purchases.currency
    return true() if currency is None else Conversion.currency == currency


async def won_by(session: AsyncSession, participant_id: int) -> set[int]:
    """The buyer's referrals of campaigns in which a purchase is a step."""
    found = await session.scalars(
        select(Referral).where(
            Referral.referee_id == participant_id, Referral.state != ReferralState.REVOKED
        )
    )
    return {
        referral.id
        for referral in found
        if (await referrals.document_of(session, referral)).purchase_minimum is not None
    }


async def is_still_a_buyer(session: AsyncSession, referral: Referral, document: Document) -> bool:
    """Whether the step "purchase", if it was done, would be done without what was given back."""
    minimum = document.purchase_minimum
    done = await referrals.done_steps(session, referral.id)
    if minimum is None or not any(step.startswith(rules.PURCHASE) for step in done):
        return True
    enough = await session.scalar(
        select(func.count(Conversion.id)).where(
            Conversion.participant_id == referral.referee_id,
            Conversion.occurred_at >= referral.created_at - CLOCKS_DIFFER,
            Conversion.amount_minor - Conversion.refunded_minor >= minimum,
            _counts(document),
        )
    )
    return bool(enough)
