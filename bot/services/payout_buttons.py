"""What does a press on a payout's card do, and what does the admin who was second see?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import confirmations, payout_cards, payouts
from bot.services.confirmations import ButtonExpired, ButtonSpent
from bot.services.payout_cards import Action, Card
from models import PayoutState


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
    reason: str = "",
) -> Press:
    """Decide by a button; `reason` is for REJECT alone.

    Raises `ButtonNotYours`, `PayoutUnknown`, `ReasonTooShort` and `ReasonTooLong`.
    """
    if action == Action.REJECT:
        reason = payouts.check_reason(reason)
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
                await payouts.reject(session, payout_id, by=by, reason=reason, now=now, seen=seen)
            case Action.PAID:
                await payouts.mark_paid(session, payout_id, by=by, now=now)
            case _:
                assert_never(action)
    except (ButtonSpent, ButtonExpired, payouts.PayoutAlreadyDecided) as error:
        # Each means that no point has moved, so the transaction may go on to the card.
        refusal = await _refusal(session, payout_id, action, error)
    return Press(await payout_cards.card(session, payout_id, chat_id=chat_id, now=now), refusal)


async def may_reject(
    session: AsyncSession, payout_id: int, token: str, *, chat_id: int, by: int, now: datetime
) -> Press | None:
    """None when the reason may be asked for, else what to show; the button stays unspent."""
    try:
        subject = await confirmations.check(
            session, token, chat_id=chat_id, telegram_id=by, action=Action.REJECT, now=now
        )
        seen = _seen(subject, payout_id)
        if (await payout_cards.find(session, payout_id)).state != seen:
            raise await payouts.refusal(session, payout_id)
    except (ButtonSpent, ButtonExpired, payouts.PayoutAlreadyDecided) as error:
        refusal = await _refusal(session, payout_id, Action.REJECT, error)
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
    if isinstance(error, payouts.PayoutAlreadyDecided):
        return error
    payout = await payout_cards.find(session, payout_id)
    if action in payout_cards.BUTTONS[payout.state]:
        return PayoutCardRenewed()
    return await payouts.refusal(session, payout_id)
