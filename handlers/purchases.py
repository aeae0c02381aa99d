"""Who took what from the catalogue, and how do the admins deliver or cancel it?"""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot import membership
from bot.clock import Clock
from bot.db import Database, Session
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import (
    admins,
    names,
    offers,
    people,
    reasons,
    redemption_cards,
    redemption_moves,
    redemptions,
)
from bot.services.redemption_cards import ASK_TO_CANCEL, MOVE
from bot.services.redemptions import Bought, Page
from bot.services.roles import Right
from handlers import group_cards, presses
from handlers.errors import ALERT_MAX
from handlers.filters import NotACommand
from handlers.offer_buttons import ShowOffers, ShowPurchase, ShowPurchases, ShowWaiting
from handlers.presses import place_of
from handlers.questions import AnswersQuestion, Asked, ask, cancel_row
from handlers.screens import Row, button, show
from models import RedemptionState

router = Router(name=__name__)
pay_router = Router(name=f"{__name__}.pay")

ACTION = "redeem-cancel"


class ChannelClosed(UserError):
    """Telegram does not let the bot post in the channel of an offer."""


class MovePurchase(CallbackData, prefix=MOVE):
    redemption_id: int
    token: str


class AskToCancelPurchase(CallbackData, prefix=ASK_TO_CANCEL):
    redemption_id: int


class CancelPurchase(CallbackData, prefix=ACTION):
    token: str


@router.callback_query(ShowPurchases.filter())
async def list_purchases(
    query: CallbackQuery, callback_data: ShowPurchases, db: Database, t: Translate
) -> None:
    offer_id = callback_data.offer_id
    async with db.read() as session:
        offer = await offers.find(session, offer_id)
        page = await redemptions.of_offer(session, offer_id, page=callback_data.page)
        lines = [await _line(session, t, bought) for bought in page.lines]
    title = t("offers-purchases-title", title=offers.said(offer.title, t.language))
    turn = [ShowPurchases(offer_id=offer_id, page=page.number + step).pack() for step in (-1, 1)]
    await _show_page(query, t, page, title, lines, turn)


@router.callback_query(ShowWaiting.filter())
async def list_waiting(
    query: CallbackQuery, callback_data: ShowWaiting, db: Database, t: Translate
) -> None:
    async with db.read() as session:
        page = await redemptions.waiting(session, page=callback_data.page)
        lines = [await _line(session, t, bought) for bought in page.lines]
    turn = [ShowWaiting(page=page.number + step).pack() for step in (-1, 1)]
    await _show_page(query, t, page, t("offers-waiting-title"), lines, turn)


async def _line(session: Session, t: Translate, bought: Bought) -> str:
    redemption = bought.redemption
    person = await people.by_id(session, redemption.participant_id)
    return t(
        "offers-purchase-line",
        number=str(redemption.id),
        icon=offers.ICONS[bought.offer.kind],
        state=redemption.state,
        title=offers.said(bought.offer.title, t.language),
        name=names.of(t, person.name, person.id),
        at=redemption.bought_at,
    )


async def _show_page(
    query: CallbackQuery, t: Translate, page: Page, title: str, lines: list[str], turn: list[str]
) -> None:
    parts = [title, *(lines or [t("offers-purchases-empty")])]
    if page.count > 1:
        parts.append(t("offers-page", page=page.number + 1, pages=page.count))
    row: Row = [
        button(f"#{bought.redemption.id}", ShowPurchase(redemption_id=bought.redemption.id).pack())
        for bought in page.lines
    ]
    turning: Row = []
    if page.number > 0:
        turning.append(button(t.plain("offers-previous-button"), turn[0]))
    if page.number + 1 < page.count:
        turning.append(button(t.plain("offers-next-button"), turn[1]))
    back = [button(t.plain("offers-all-button"), ShowOffers().pack())]
    await show(query, "\n\n".join(parts), [each for each in (row, turning, back) if each])


@router.callback_query(ShowPurchase.filter())
async def show_purchase(
    query: CallbackQuery,
    callback_data: ShowPurchase,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    assert query.message is not None
    chat_id, now = query.message.chat.id, clock()
    async with db.transaction() as session:
        card = await redemption_cards.card(
            session,
            callback_data.redemption_id,
            chat_id=chat_id,
            now=now,
            decides=Right.PAY in rights,
        )
    await group_cards.post(query, t, card)


@pay_router.callback_query(MovePurchase.filter())
async def move(
    query: CallbackQuery,
    callback_data: MovePurchase,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    now, place = clock(), place_of(query)
    async with db.read() as session:
        channel = await redemption_cards.posts_in(
            session,
            callback_data.token,
            chat_id=place.chat_id,
            by=place.telegram_id,
            now=now,
        )
    post_to = await _channel(bot, channel) if channel is not None else None
    async with db.transaction() as session:
        await admins.remember(session, place.telegram_id, place.name, now=now)
        press = await redemption_cards.press(
            session,
            callback_data.redemption_id,
            callback_data.token,
            post_to=post_to,
            chat_id=place.chat_id,
            by=place.telegram_id,
            now=now,
        )
    if press.refusal is None:
        await query.answer(t.plain("offers-moved-toast"))
    else:
        text = t.plain(press.refusal.text_key(), **press.refusal.text_args)
        await query.answer(text[:ALERT_MAX], show_alert=True)
    assert query.message is not None
    await group_cards.edit(bot, t, query.message.chat.id, query.message.message_id, press.card)


async def _channel(bot: Bot, name: str) -> int:
    """The number of a channel in which the bot may write; `ChannelClosed`."""
    try:
        chat_id = await membership.postable(bot, name)
    except membership.TelegramAway:
        raise ChannelClosed(channel=name) from None
    if chat_id is None:
        raise ChannelClosed(channel=name)
    return chat_id


@pay_router.callback_query(AskToCancelPurchase.filter())
async def ask_why(
    query: CallbackQuery,
    callback_data: AskToCancelPurchase,
    bot: Bot,
    db: Database,
    t: Translate,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        bought = await redemptions.find(session, callback_data.redemption_id)
        if bought.redemption.state not in redemption_moves.CANCELLABLE:
            raise await redemption_moves.refusal(session, bought.redemption.id)
    question = t(
        "offers-ask-reason",
        number=str(bought.redemption.id),
        title=offers.said(bought.offer.title, t.language),
    )
    subject = callback_data.model_dump()
    await ask(query, bot, state, Asked.purchase, subject, question=question, t=t)


@pay_router.message(StateFilter(Asked.purchase), NotACommand(), AnswersQuestion())
async def take_the_reason(
    message: Message, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    reason = reasons.check(message.text or "")
    redemption_id = int((await state.get_data())["redemption_id"])
    now, place = clock(), place_of(message)
    async with db.transaction() as session:
        bought = await redemptions.find(session, redemption_id)
        subject = {
            "redemption_id": redemption_id,
            "state": bought.redemption.state,
            "reason": reason,
        }
        token = await presses.issue(session, place, action=ACTION, subject=subject, now=now)
    await state.clear()
    text = t(
        "offers-cancel-preview",
        number=str(redemption_id),
        title=offers.said(bought.offer.title, t.language),
        price=bought.price,
        kind=bought.offer.kind,
        reason=reason,
    )
    confirm = button(t.plain("offers-cancel-confirm-button"), CancelPurchase(token=token).pack())
    await show(message, text, [[confirm], cancel_row(t, ACTION, token)])


@pay_router.callback_query(CancelPurchase.filter())
async def cancel(
    query: CallbackQuery, callback_data: CancelPurchase, db: Database, t: Translate, clock: Clock
) -> None:
    now, place = clock(), place_of(query)
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=ACTION, now=now
        )
        bought = await redemption_moves.cancel(
            session,
            int(subject["redemption_id"]),
            seen=RedemptionState(subject["state"]),
            reason=str(subject["reason"]),
            by=place.telegram_id,
            now=now,
        )
    text = t("offers-cancelled", number=str(bought.redemption.id), price=bought.price)
    await show(query, text, [])
