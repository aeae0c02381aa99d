"""What can a participant have for the points, and what have they taken?"""

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardMarkup,
    Message,
)

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.membership import Admins
from bot.services import (
    offers,
    redemption_cards,
    redemptions,
    storefronts,
    vouchers,
)
from bot.services.storefronts import Item, Window
from handlers import my_rewards, presses
from handlers.filters import NotACommand
from handlers.my_rewards import ShowMyRewards, ShowRewards, back_button, bought_rows, bought_text
from handlers.screens import Row, button, home_button, show
from models import OfferKind, Participant

router = Router(name=__name__)
router.include_router(my_rewards.router)

ACTION = "offer-buy"


class Buying(StatesGroup):
    """The person was asked what an offer needs to know."""

    answer = State()


class ShowOffer(CallbackData, prefix="reward"):
    offer_id: int


class AskToBuy(CallbackData, prefix="buy"):
    offer_id: int


class Buy(CallbackData, prefix="buy-yes"):
    token: str


@router.message(Command("rewards"))
async def tell(
    message: Message, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    await _show_window(message, db, t, clock, participant, page=0)


@router.callback_query(ShowRewards.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: ShowRewards,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    await _show_window(query, db, t, clock, participant, page=callback_data.page)


async def _show_window(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    *,
    page: int,
) -> None:
    now = clock()
    async with db.read() as session:
        window = await storefronts.look(session, participant.id, page=page, now=now)
    parts = [t("offers-title")]
    if not window.total:
        parts.append(t("offers-empty"))
    if window.purses:
        have = ", ".join(t.points(purse) for purse in window.purses)
        parts.append(t("offers-have", amount=have))
    parts.extend(_line(t, item) for item in window.items)
    if window.count > 1:
        parts.append(t("offers-page", page=window.number + 1, pages=window.count))
    rows: list[Row] = [
        [
            button(
                t.plain(
                    "offers-item-button",
                    box="✅" if item.can_be_bought else "🔒",
                    title=_title(t, item),
                ),
                ShowOffer(offer_id=item.offer.id).pack(),
            )
        ]
        for item in window.items
    ]
    await show(event, "\n\n".join(parts), [*rows, *_turning(t, window), _below(t)])


def _turning(t: Translate, window: Window) -> list[Row]:
    row = []
    if window.number > 0:
        back = ShowRewards(page=window.number - 1).pack()
        row.append(button(t.plain("offers-previous-button"), back))
    if window.number + 1 < window.count:
        more = ShowRewards(page=window.number + 1).pack()
        row.append(button(t.plain("offers-next-button"), more))
    return [row] if row else []


def _below(t: Translate) -> Row:
    return [button(t.plain("offers-mine-button"), ShowMyRewards().pack()), home_button(t)]


def _title(t: Translate, item: Item) -> str:
    return offers.said(item.offer.title, t.language)


def _line(t: Translate, item: Item) -> str:
    return t(
        "offers-line",
        icon=offers.ICONS[item.offer.kind],
        title=_title(t, item),
        price=item.price,
        stock=_stock(item),
        left=item.shelf.left or 0,
        missing=item.missing,
        short="yes" if item.missing_minor else "no",
    )


def _stock(item: Item) -> str:
    """How the stock is told: "none", "some" with their number, or "any"."""
    if not item.shelf.is_open:
        return "none"
    return "any" if item.shelf.left is None else "some"


@router.callback_query(ShowOffer.filter())
async def show_offer(
    query: CallbackQuery,
    callback_data: ShowOffer,
    db: Database,
    t: Translate,
    participant: Participant,
) -> None:
    async with db.read() as session:
        item = await storefronts.item(session, participant.id, callback_data.offer_id)
    offer = item.offer
    parts = [_line(t, item)]
    if offer.words:
        parts.append(t("offers-words", words=offers.said(offer.words, t.language)))
    parts.append(t("offers-have", amount=item.available))
    rows: list[Row] = [[back_button(t)]]
    if item.can_be_bought:
        text = t.plain("offers-buy-button", price=item.price)
        rows.insert(0, [button(text, AskToBuy(offer_id=offer.id).pack())])
    text = "\n\n".join(parts)
    if offer.photo is None or query.message is None:
        await show(query, text, rows)
        return
    try:
        await query.message.answer_photo(
            offer.photo, caption=text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows)
        )
    except TelegramBadRequest:
        # Telegram does not know the picture any more: the words do without it.
        await show(query, text, rows)
        return
    await query.answer()


@router.callback_query(AskToBuy.filter())
async def ask_to_buy(
    query: CallbackQuery,
    callback_data: AskToBuy,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        item = await storefronts.item(session, participant.id, callback_data.offer_id)
    _check(item)
    if item.offer.asks:
        # The state before the question: the answer may come at once.
        await state.set_state(Buying.answer)
        await state.set_data({"offer_id": item.offer.id})
        question = offers.said(item.offer.asks, t.language)
        text = t("offers-asks", title=_title(t, item), question=question)
        await show(query, text, [[back_button(t)]])
        return
    await _confirm(query, db, t, clock, participant, item, answer="")


def _check(item: Item) -> None:
    """Say at once what `redemptions.buy` would refuse."""
    if item.offer.stopped_at is not None:
        raise redemptions.OfferNotOnSale
    if not item.shelf.is_open:
        raise redemptions.OfferSoldOut
    if item.missing_minor:
        raise redemptions.PriceBeyondBalance(missing=item.missing, price=item.price)


@router.message(StateFilter(Buying.answer), NotACommand())
async def take_the_answer(
    message: Message,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    state: FSMContext,
) -> None:
    answer = redemptions.check_answer(message.text or "")
    offer_id = int((await state.get_data())["offer_id"])
    async with db.read() as session:
        item = await storefronts.item(session, participant.id, offer_id)
    _check(item)
    await state.clear()
    await _confirm(message, db, t, clock, participant, item, answer=answer)


async def _confirm(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    item: Item,
    *,
    answer: str,
) -> None:
    now, place = clock(), presses.place_of(event)
    subject = {
        "offer_id": item.offer.id,
        "price_minor": item.offer.price_minor,
        "answer": answer,
    }
    async with db.transaction() as session:
        token = await presses.issue(session, place, action=ACTION, subject=subject, now=now)
    parts = [
        t("offers-confirm", title=_title(t, item), price=item.price, rest=item.rest),
    ]
    if answer:
        parts.append(t("offers-answer", answer=answer))
    if item.offer.kind == OfferKind.THANKS:
        args = redemption_cards.thanks(item.offer.gives, participant)
        parts.append(t("offers-thanks-preview", **args))
    confirm = button(t.plain("offers-confirm-button"), Buy(token=token).pack())
    await show(event, "\n\n".join(parts), [[confirm], [back_button(t)]])


@router.callback_query(Buy.filter())
async def buy(
    query: CallbackQuery,
    callback_data: Buy,
    db: Database,
    t: Translate,
    clock: Clock,
    admins: Admins,
    participant: Participant,
) -> None:
    now, place = clock(), presses.place_of(query)
    async with db.transaction() as session:
        subject = await presses.spend(session, place, callback_data.token, action=ACTION, now=now)
        bought = await redemptions.buy(
            session,
            participant,
            int(subject["offer_id"]),
            price_minor=int(subject["price_minor"]),
            answer=str(subject["answer"]) or None,
            now=now,
        )
        codes = await vouchers.codes_of(session, [bought.redemption.id])
        if admins.chat_id is not None:
            if bought.redemption.announced_at is None:
                await redemption_cards.announce(session, bought, chat_id=admins.chat_id, now=now)
            await redemption_cards.tell_if_sold_out(
                session, bought, chat_id=admins.chat_id, now=now
            )
    code = codes.get(bought.redemption.id)
    text = f"{t('offers-bought')}\n\n{bought_text(t, bought, code)}"
    await show(query, text, bought_rows(t, code))
