"""What becomes of several payouts that are decided on at once?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import payout_cards, payouts
from models import Payout, PayoutState


class Deed(StrEnum):
    """What can be done to many at once."""

    APPROVE = "approve"
    PAY = "pay"


DEEDS: dict[PayoutState, Deed] = {
    PayoutState.REQUESTED: Deed.APPROVE,
    PayoutState.APPROVED: Deed.PAY,
}
"""What is done to the payouts of a state."""


@dataclass
class Round:
    """Each payout was decided on by itself; what a colleague was faster with is told."""

    done: list[Payout] = field(default_factory=list)
    half: list[Payout] = field(default_factory=list)
    """Approved by one of the two who must."""
    missed: list[tuple[int, UserError]] = field(default_factory=list)


async def decide(
    session: AsyncSession, deed: Deed, ids: Sequence[int], *, by: int, now: datetime
) -> Round:
    """Approve or mark as paid, the oldest first: one order for everybody who locks them."""
    outcome = Round()
    for payout_id in sorted(set(ids)):
        try:
            if deed == Deed.APPROVE:
                payout = await payouts.approve(session, payout_id, by=by, now=now)
            else:
                payout = await payouts.mark_paid(session, payout_id, by=by, now=now)
        except (
            payouts.PayoutAlreadyDecided,
            payouts.PayoutNeedsAnotherAdmin,
            payouts.PayoutNotApproved,
            payouts.PayoutFrozen,
            payout_cards.PayoutUnknown,
        ) as refusal:
            # A row that did not match: nothing was written for this one, the others go on.
            outcome.missed.append((payout_id, refusal))
            continue
        is_half = payout.state == PayoutState.REQUESTED
        (outcome.half if is_half else outcome.done).append(payout)
    return outcome
