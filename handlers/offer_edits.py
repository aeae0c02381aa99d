"""How do the admins change an offer, or put a new one into the catalogue?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database, Session
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import admins, amounts, campaigns, offers
from bot.services.campaigns import RunningCampaign
from handlers import presses
from handlers.filters import NotACommand
from handlers.offer_buttons import AddOffer, AskOfferWords, OfferField, offer_button
from handlers.presses import Place
from handlers.questions import AnswersQuestion, Asked, ask
from handlers.screens import Row, button, show, show_below
from models import Offer, OfferKind

router = Router(name=__name__)

CAMPAIGNS_MAX = 20
NOTHING = ("-", "—", "–")
"""What takes a picture away."""


class PictureLeftOut(UserError):
    """The answer to the question for a picture was none."""


class ChooseOfferCampaign(CallbackData, prefix="offer-in"):
    campaign_id: int


class ChooseOfferKind(CallbackData, prefix="offer-kind"):
    campaign_id: int
    kind: OfferKind


@router.callback_query(AskOfferWords.filter())
async def ask_for_a_change(
    query: CallbackQuery,
    callback_data: AskOfferWords,
    bot: Bot,
    db: Database,
    t: Translate,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        shelf = await offers.one(session, callback_data.offer_id)
    question = t(
        f"offers-ask-{callback_data.field}",
        title=offers.said(shelf.offer.title, t.language),
        price=shelf.price,
    )
    subject = callback_data.model_dump()
    await ask(query, bot, state, Asked.offer, subject, question=question, t=t)


@router.message(StateFilter(Asked.offer), NotACommand(), AnswersQuestion())
async def take_a_change(
    message: Message, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    asked = await state.get_data()
    field, offer_id = OfferField(asked["field"]), int(asked["offer_id"])
    now, place = clock(), presses.place_of(message)
    photo = _photo(message) if field == OfferField.PHOTO else None
    async with db.transaction() as session:
        await admins.remember(session, place.telegram_id, place.name, now=now)
        match field:
            case OfferField.PRICE:
                shelf = await offers.one(session, offer_id)
                unit = shelf.campaign.document.unit
                price = amounts.parse(message.text or "", unit, language=t.language)
                await offers.change_price(session, offer_id, price, by=place.telegram_id, now=now)
            case OfferField.STOCK:
                stock = offers.check_stock(message.text or "")
                await offers.change_stock(session, offer_id, stock, by=place.telegram_id, now=now)
            case OfferField.PHOTO:
                await offers.change_photo(session, offer_id, photo, by=place.telegram_id, now=now)
        offer = await offers.find(session, offer_id)
    await state.clear()
    await show(message, t("offers-changed", field=field), [_to(t, offer)])


def _photo(message: Message) -> str | None:
    """The picture's file id; None to take it away. `PictureLeftOut`."""
    if message.photo:
        # The largest of Telegram's sizes stands last.
        return message.photo[-1].file_id
    if (message.text or "").strip() in NOTHING:
        return None
    raise PictureLeftOut


def _to(t: Translate, offer: Offer) -> Row:
    return offer_button(offer.id, offers.said(offer.title, t.language))


# A new one


@router.callback_query(AddOffer.filter())
async def begin(query: CallbackQuery, db: Database, t: Translate) -> None:
    async with db.read() as session:
        found = await campaigns.list_all(session, limit=CAMPAIGNS_MAX)
        known = [await campaigns.find(session, each.id) for each in found]
    if len(known) == 1:
        await _ask_for_the_kind(query, t, known[0])
        return
    rows: list[Row] = [
        [
            button(
                campaigns.title(campaign.document, t.language),
                ChooseOfferCampaign(campaign_id=campaign.id).pack(),
            )
        ]
        for campaign in known
    ]
    await show_below(query, t("offers-ask-campaign"), rows)


@router.callback_query(ChooseOfferCampaign.filter())
async def choose_campaign(
    query: CallbackQuery, callback_data: ChooseOfferCampaign, db: Database, t: Translate
) -> None:
    async with db.read() as session:
        campaign = await campaigns.find(session, callback_data.campaign_id)
    await _ask_for_the_kind(query, t, campaign)


async def _ask_for_the_kind(query: CallbackQuery, t: Translate, campaign: RunningCampaign) -> None:
    rows: list[Row] = [
        [
            button(
                t.plain(f"offers-kind-{kind}"),
                ChooseOfferKind(campaign_id=campaign.id, kind=kind).pack(),
            )
        ]
        for kind in OfferKind
    ]
    title = campaigns.title(campaign.document, t.language)
    await show_below(query, t("offers-ask-kind", title=title), rows)


@router.callback_query(ChooseOfferKind.filter())
async def choose_kind(
    query: CallbackQuery,
    callback_data: ChooseOfferKind,
    bot: Bot,
    t: Translate,
    state: FSMContext,
) -> None:
    subject = callback_data.model_dump()
    question = t("offers-ask-title")
    await ask(query, bot, state, Asked.new_offer, subject, question=question, t=t)


@router.message(StateFilter(Asked.new_offer), NotACommand(), AnswersQuestion())
async def take_an_answer(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    """The title, the price, then what the kind needs; each is refused where it is written."""
    asked, text = await state.get_data(), message.text or ""
    kind = OfferKind(asked["kind"])
    async with db.read() as session:
        campaign = await campaigns.find(session, int(asked["campaign_id"]))
    if "title" not in asked:
        subject = {**asked, "title": offers.check_title(text)}
        unit = campaign.document.unit.names
        unit_name = unit.get(t.language, unit["en"] if "en" in unit else next(iter(unit.values())))
        question = t("offers-ask-new-price", unit=unit_name["other"])
        await ask(message, bot, state, Asked.new_offer, subject, question=question, t=t)
        return
    if "price_minor" not in asked:
        price_minor = amounts.parse(text, campaign.document.unit, language=t.language)
        asked = {**asked, "price_minor": offers.check_price(price_minor)}
        if kind != OfferKind.VOUCHER:
            question = t(f"offers-ask-new-{kind}")
            await ask(message, bot, state, Asked.new_offer, asked, question=question, t=t)
            return
    elif kind == OfferKind.ACCESS:
        asked = {**asked, "gives": offers.check_words(text)}
    else:
        asked = {**asked, "stock": offers.check_stock(text)}
    now, place = clock(), presses.place_of(message)
    async with db.transaction() as session:
        offer = await _add(session, asked, t, place, now=now)
    await state.clear()
    title = offers.said(offer.title, t.language)
    await show(message, t("offers-added", kind=kind, title=title), [_to(t, offer)])


async def _add(
    session: Session, asked: Mapping[str, Any], t: Translate, place: Place, *, now: datetime
) -> Offer:
    await admins.remember(session, place.telegram_id, place.name, now=now)
    return await offers.add(
        session,
        int(asked["campaign_id"]),
        kind=OfferKind(asked["kind"]),
        title=str(asked["title"]),
        language=t.language,
        price_minor=int(asked["price_minor"]),
        stock=asked.get("stock"),
        gives=str(asked.get("gives", "")),
        by=place.telegram_id,
        now=now,
    )
