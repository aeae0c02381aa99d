"""What does a press on a payout's card do, and what does the admin who was second see?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import confirmations, payout_batches, payout_cards, payouts, reasons
from bot.services.confirmations import ButtonExpired, ButtonSpent
from bot.services.payout_cards import Action, Card
from models import PayoutState, QuickReason

REFUSALS = (
    ButtonSpent,
    ButtonExpired,
    payouts.PayoutAlreadyDecided,
    payouts.PayoutInBatch,
    payouts.PayoutNeedsAnotherAdmin,
    payouts.PayoutNotApproved,
    payout_batches.PayoutNotRefused,
)
"""What a press may hear while the transaction goes on to the card: no point has moved."""


class PayoutCardRenewed(UserError):
    """The button was too old, the payout is still open: the card has new ones."""


@dataclass(frozen=True)
class Press:
    """The card as it is after a press. A refusal is returned with it, for the card must show
    what happened to whoever was second too."""

    card: Card
    refusal: UserError | None


async def press(
    session: AsyncSession,
    payout_id: int,
    token: str,
    *,
    action: Action,
    chat_id: int,
    by: int,
    now: datetime,
    words: str = "",
    quick: QuickReason | None = None,
) -> Press:
    """Decide by a button; `words` are the reason of REJECT or the number of REFERENCE.

    Raises `ButtonNotYours`, `PayoutUnknown`, `ReasonLeftOut`, `ReasonTooWordy` and
    `ReferenceUnreadable`.
    """
    if action == Action.REJECT:
        words = reasons.check(words)
    elif action == Action.REFERENCE:
        words = payouts.check_reference(words)
    refusal: UserError | None = None
    try:
        subject = await confirmations.spend(
            session, token, chat_id=chat_id, telegram_id=by, action=action, now=now
        )
        seen = _seen(subject, payout_id)
        match action:
            case Action.APPROVE:
                await payouts.approve(session, payout_id, by=by, now=now)
            case Action.REJECT:
                await payouts.reject(
                    session, payout_id, by=by, reason=words, now=now, seen=seen, quick=quick
                )
            case Action.PAID:
                await payouts.mark_paid(session, payout_id, by=by, now=now)
            case Action.REFERENCE:
                await payouts.mark_paid(session, payout_id, by=by, now=now, reference=words)
            case Action.AGAIN:
                await payout_batches.send_again(session, payout_id, by=by, now=now)
            case _:
                assert_never(action)
    except REFUSALS as error:
        refusal = await _refusal(session, payout_id, action, error)
    return Press(await payout_cards.card(session, payout_id, chat_id=chat_id, now=now), refusal)


async def may_answer(
    session: AsyncSession,
    payout_id: int,
    token: str,
    *,
    action: Action,
    chat_id: int,
    admin_id: int,
    now: datetime,
) -> Press | None:
    """Before a reason or a number is asked for: None, or what to show if it is too late for it.

    The button stays unspent until the answer.
    """
    try:
        subject = await confirmations.check(
            session, token, chat_id=chat_id, telegram_id=admin_id, action=action, now=now
        )
        seen, payout = _seen(subject, payout_id), await payout_cards.find(session, payout_id)
        if payout.state != seen:
            raise await payouts.refusal(session, payout_id)
        if action == Action.REJECT and payout.batch_id is not None:
            raise payouts.PayoutInBatch(batch=str(payout.batch_id))
    except REFUSALS as error:
        refusal = await _refusal(session, payout_id, action, error)
        card = await payout_cards.card(session, payout_id, chat_id=chat_id, now=now)
        return Press(card, refusal)
    return None


def _seen(subject: dict[str, Any], payout_id: int) -> PayoutState:
    """The state in which the card was shown; the button's own number decides nothing."""
    if subject["payout_id"] != payout_id:
        raise ButtonExpired
    return PayoutState(subject["state"])


async def _refusal(
    session: AsyncSession, payout_id: int, action: Action, error: UserError
) -> UserError:
    """What to tell about a press that came too late."""
    if not isinstance(error, ButtonSpent | ButtonExpired):
        return error
    payout = await payout_cards.find(session, payout_id)
    if any(action in row for row in payout_cards.actions(payout)):
        return PayoutCardRenewed()
    return await payouts.refusal(session, payout_id)
