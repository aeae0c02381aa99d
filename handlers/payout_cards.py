"""How do the admins decide on a payout, from its card in their group?"""

from datetime import datetime

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, User

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import admins, payout_buttons, payout_cards
from bot.services.payout_buttons import Press
from bot.services.payout_cards import SHOW_DESTINATION, Action
from handlers import group_cards, presses
from handlers.errors import ALERT_MAX
from models import PayoutState, QuickReason

router = Router(name=__name__)


class ApprovePayout(CallbackData, prefix=Action.APPROVE):
    payout_id: int
    token: str


class MarkPayoutPaid(CallbackData, prefix=Action.PAID):
    payout_id: int
    token: str


class SendAgain(CallbackData, prefix=Action.AGAIN):
    payout_id: int
    token: str


class ShowDestination(CallbackData, prefix=SHOW_DESTINATION):
    payout_id: int


class RepostPayout(CallbackData, prefix="payout-card"):
    payout_id: int


@router.callback_query(ApprovePayout.filter())
async def approve(
    query: CallbackQuery,
    callback_data: ApprovePayout,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    press = await _decide(query, callback_data, Action.APPROVE, db, clock)
    is_half = press.card.payout.state == PayoutState.REQUESTED
    toast_key = "payout-first-toast" if is_half else "payout-approved-toast"
    await show(query, bot, t, press, toast_key)


@router.callback_query(MarkPayoutPaid.filter())
async def mark_paid(
    query: CallbackQuery,
    callback_data: MarkPayoutPaid,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    press = await _decide(query, callback_data, Action.PAID, db, clock)
    await show(query, bot, t, press, "payout-paid-toast")


@router.callback_query(SendAgain.filter())
async def send_again(
    query: CallbackQuery,
    callback_data: SendAgain,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    press = await _decide(query, callback_data, Action.AGAIN, db, clock)
    await show(query, bot, t, press, "payout-again-toast")


@router.callback_query(ShowDestination.filter())
async def show_destination(
    query: CallbackQuery, callback_data: ShowDestination, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.transaction() as session:
        payout = await payout_cards.reveal(
            session, callback_data.payout_id, by=query.from_user.id, now=clock()
        )
    text = t.plain("payout-destination-alert", method=payout.method, destination=payout.destination)
    await query.answer(text[:ALERT_MAX], show_alert=True)


async def _decide(
    query: CallbackQuery,
    pressed: ApprovePayout | MarkPayoutPaid | SendAgain,
    action: Action,
    db: Database,
    clock: Clock,
) -> Press:
    assert query.message is not None
    return await press(
        db,
        clock(),
        payout_id=pressed.payout_id,
        token=pressed.token,
        action=action,
        chat_id=query.message.chat.id,
        admin=query.from_user,
    )


async def press(
    db: Database,
    now: datetime,
    *,
    payout_id: int,
    token: str,
    action: Action,
    chat_id: int,
    admin: User,
    words: str = "",
    quick: QuickReason | None = None,
) -> Press:
    async with db.transaction() as session:
        # Known by name from here on, so that the card can say who decided.
        await admins.remember(session, admin.id, presses.name_of(admin), now=now)
        return await payout_buttons.press(
            session,
            payout_id,
            token,
            action=action,
            chat_id=chat_id,
            by=admin.id,
            now=now,
            words=words,
            quick=quick,
        )


async def show(
    query: CallbackQuery,
    bot: Bot,
    t: Translate,
    press: Press,
    toast_key: str | None = None,
    *,
    message_id: int | None = None,
) -> None:
    """Tell whoever pressed, at once: the card may have to wait for its turn to be edited.

    `message_id` is the card's where the button was not on it.
    """
    assert query.message is not None
    if press.refusal is None:
        await query.answer(None if toast_key is None else t.plain(toast_key))
    else:
        text = t.plain(press.refusal.text_key(), **press.refusal.text_args)
        await query.answer(text[:ALERT_MAX], show_alert=True)
    card_message_id = message_id or query.message.message_id
    await group_cards.edit(bot, t, query.message.chat.id, card_message_id, press.card)
