"""How do admins move a purchase on, or cancel it and give the points back?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import admins, audit, ledger, offers, redemptions
from bot.services.ledger import Leg
from bot.services.redemptions import Bought
from models import CAMPAIGN_OWNER, Bucket, OfferKind, Redemption, RedemptionState

KIND = "redemption-cancelled"
NEXT: Mapping[tuple[OfferKind, RedemptionState], Sequence[RedemptionState]] = {
    (OfferKind.GIFT, RedemptionState.ORDERED): (RedemptionState.SENT, RedemptionState.DELIVERED),
    (OfferKind.GIFT, RedemptionState.SENT): (RedemptionState.DELIVERED,),
    (OfferKind.THANKS, RedemptionState.ORDERED): (RedemptionState.DELIVERED,),
}
"""Where an admin can move a purchase."""
CANCELLABLE = (RedemptionState.ORDERED, RedemptionState.SENT, RedemptionState.DELIVERED)


class RedemptionMoved(UserError):
    """Another admin was first; `state`, `by` and `at` tell what happened."""


async def move(
    session: AsyncSession,
    redemption_id: int,
    target: RedemptionState,
    *,
    seen: RedemptionState,
    by: int,
    now: datetime,
) -> Bought:
    """Say that a gift was sent or delivered, or that thanks were posted; the buyer is told.

    Raises `RedemptionMoved`, `RedemptionUnknown`.
    """
    before = await redemptions.find(session, redemption_id)
    if target not in NEXT.get((before.offer.kind, seen), ()):
        raise redemptions.RedemptionUnknown
    bought = await _change(session, before, seen=seen, state=target, changed_by=by, changed_at=now)
    await _record(session, audit.Action.REDEMPTION_MOVE, bought, seen, by, now)
    await redemptions.tell(session, bought, f"offers-{bought.offer.kind}-{target}-notice", now=now)
    return bought


async def cancel(
    session: AsyncSession,
    redemption_id: int,
    *,
    seen: RedemptionState,
    reason: str,
    by: int,
    now: datetime,
) -> Bought:
    """Give the points back by a reversing transaction; a code that was shown stays handed out.

    `reason` as reasons.check returns it. Raises `RedemptionMoved`, `RedemptionUnknown`.
    """
    before = await redemptions.find(session, redemption_id)
    if seen not in CANCELLABLE:
        raise redemptions.RedemptionUnknown
    bought = await _change(
        session,
        before,
        seen=seen,
        state=RedemptionState.CANCELLED,
        changed_by=by,
        changed_at=now,
        reason=reason,
    )
    redemption = bought.redemption
    await ledger.post(
        session,
        key=f"redemption:{redemption.id}:cancelled",
        kind=KIND,
        campaign_id=redemption.campaign_id,
        version=redemption.version,
        at=now,
        actor=by,
        reason=reason,
        legs=(
            Leg(redemption.participant_id, Bucket.AVAILABLE, redemption.price_minor),
            Leg(CAMPAIGN_OWNER, Bucket.REDEEMED, -redemption.price_minor),
        ),
        reverses=await ledger.find(session, f"redemption:{redemption.id}:bought"),
    )
    if seen == RedemptionState.ORDERED:
        await offers.put_back(session, redemption.offer_id)
    await _record(session, audit.Action.REDEMPTION_CANCEL, bought, seen, by, now)
    await redemptions.tell(session, bought, "offers-cancelled-notice", now=now)
    return bought


async def _change(
    session: AsyncSession, before: Bought, *, seen: RedemptionState, **changes: Any
) -> Bought:
    # The WHERE clause decides who is first of two admins.
    changed: Redemption | None = await session.scalar(
        update(Redemption)
        .where(Redemption.id == before.redemption.id, Redemption.state == seen)
        .values(**changes)
        .returning(Redemption),
        execution_options={"populate_existing": True},
    )
    if changed is None:
        raise await refusal(session, before.redemption.id)
    return Bought(changed, before.offer, before.campaign)


async def refusal(session: AsyncSession, redemption_id: int) -> UserError:
    """What tells that, when and by whom a purchase was moved."""
    redemption = (await redemptions.find(session, redemption_id)).redemption
    return RedemptionMoved(
        state=redemption.state,
        by=await admins.name_of(session, redemption.changed_by),
        at=redemption.changed_at or redemption.bought_at,
    )


async def _record(
    session: AsyncSession,
    action: audit.Action,
    bought: Bought,
    seen: RedemptionState,
    by: int,
    now: datetime,
) -> None:
    redemption = bought.redemption
    await audit.record(
        session,
        action,
        by=by,
        now=now,
        participant_id=redemption.participant_id,
        campaign_id=redemption.campaign_id,
        before={"state": seen},
        after={"state": redemption.state, "redemption": redemption.id},
        reason=redemption.reason,
    )
