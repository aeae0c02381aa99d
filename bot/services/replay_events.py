"""What has happened in a campaign so far, as far as other rules might judge it differently?"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import (
    Conversion,
    Enrolment,
    Referral,
    ReferralStep,
    RevokeReason,
    Touch,
    Verdict,
)


@dataclass(frozen=True)
class Purchase:
    """What is left of a purchase after its refunds."""

    id: int
    received_at: datetime
    occurred_at: datetime
    currency: str
    amount_minor: int
    commission_minor: int
    product: str | None


@dataclass(frozen=True)
class Arrival:
    """A friend who came, or who would have come without a limit."""

    referrer_id: int
    friend_id: int
    at: datetime
    version: int | None
    """None: refused, since the referrer had reached a limit."""
    split: str = ""
    revoked_at: datetime | None = None
    reason: RevokeReason | None = None
    steps: dict[str, datetime] = field(default_factory=dict)
    """When they were done."""
    purchases: tuple[Purchase, ...] = ()


@dataclass(frozen=True)
class Records:
    """Everything, in the order in which people came."""

    arrivals: list[Arrival]
    enrolments: dict[int, tuple[str | None, int]]
    """Plan given by an admin, and percent of refback, by participant."""


async def read(session: AsyncSession, campaign_id: int) -> Records:
    """All that is recorded of a campaign; holds it in memory."""
    steps = await _steps(session, campaign_id)
    bought = await _purchases(session, campaign_id)
    arrivals = []
    referred = set()
    rows = await session.execute(
        select(
            Referral.id,
            Referral.referrer_id,
            Referral.referee_id,
            Referral.created_at,
            Referral.version,
            Referral.split,
            Referral.revoked_at,
            Referral.revoked_reason,
        ).where(Referral.campaign_id == campaign_id)
    )
    for referral_id, referrer_id, friend_id, at, version, split, revoked_at, reason in rows:
        referred.add(friend_id)
        known = None if reason is None else RevokeReason(reason)
        done, purchases = steps.get(referral_id, {}), tuple(bought.get(friend_id, ()))
        arrivals.append(
            Arrival(referrer_id, friend_id, at, version, split, revoked_at, known, done, purchases)
        )
    arrivals += await _refused(session, campaign_id, referred, bought)
    arrivals.sort(key=lambda each: (each.at, each.friend_id))
    return Records(arrivals, await _enrolments(session, campaign_id))


async def _steps(session: AsyncSession, campaign_id: int) -> dict[int, dict[str, datetime]]:
    rows = await session.execute(
        select(ReferralStep.referral_id, ReferralStep.step, ReferralStep.done_at)
        .join(Referral, Referral.id == ReferralStep.referral_id)
        .where(Referral.campaign_id == campaign_id)
    )
    found: dict[int, dict[str, datetime]] = defaultdict(dict)
    for referral_id, step, done_at in rows:
        found[referral_id][step] = done_at
    return found


async def _purchases(session: AsyncSession, campaign_id: int) -> dict[int, list[Purchase]]:
    came = select(Touch.participant_id).where(Touch.campaign_id == campaign_id)
    rows = await session.scalars(
        select(Conversion).where(Conversion.participant_id.in_(came)).order_by(Conversion.id)
    )
    found: dict[int, list[Purchase]] = defaultdict(list)
    for row in rows:
        left_minor = row.amount_minor - row.refunded_minor
        found[row.participant_id].append(
            Purchase(
                row.id,
                row.received_at,
                row.occurred_at,
                row.currency,
                left_minor,
                (row.commission_minor or 0) * left_minor // row.amount_minor,
                row.product,
            )
        )
    return found


async def _refused(
    session: AsyncSession,
    campaign_id: int,
    referred: set[int],
    bought: dict[int, list[Purchase]],
) -> list[Arrival]:
    """The first arrival of each who came over a limit and never counted."""
    rows = await session.execute(
        select(Touch.referrer_id, Touch.participant_id, Touch.at)
        .where(Touch.campaign_id == campaign_id, Touch.verdict == Verdict.OVER_LIMIT)
        .order_by(Touch.id)
    )
    first: dict[int, Arrival] = {}
    for referrer_id, friend_id, at in rows:
        if friend_id not in referred and referrer_id is not None:
            purchases = tuple(bought.get(friend_id, ()))
            first.setdefault(
                friend_id, Arrival(referrer_id, friend_id, at, None, purchases=purchases)
            )
    return list(first.values())


async def _enrolments(session: AsyncSession, campaign_id: int) -> dict[int, tuple[str | None, int]]:
    rows = await session.execute(
        select(Enrolment.participant_id, Enrolment.plan, Enrolment.refback_percent).where(
            Enrolment.campaign_id == campaign_id
        )
    )
    return {participant_id: (plan, percent) for participant_id, plan, percent in rows}
