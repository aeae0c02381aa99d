"""How do the admins see in the chat what a campaign would bring and cost?"""

import asyncio
import html
import re
from decimal import Decimal

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import campaign_drafts, campaigns, forecast_words, forecasts
from bot.services.campaign_drafts import Draft
from bot.services.documents import Document
from bot.services.forecasts import Assumptions, Forecast
from bot.uploads import Uploads
from handlers import campaign_draft_screens, presses
from handlers.campaign_buttons import (
    AskAssumption,
    Assumed,
    Assumption,
    DrawForecast,
    ForecastCampaign,
    ShowCampaign,
)
from handlers.filters import NotACommand, message_under
from handlers.questions import AnswersQuestion, Asked, ask
from handlers.screens import Row, button, show

router = Router(name=__name__)

FILE_NAME = "forecast.png"
RANGES = {
    Assumed.ORDERS: (1, 9_999_999),
    Assumed.MARGIN: (1, 100),
    Assumed.ORDER: (0, 999_999_999),
    Assumed.SHARING: (1, 100),
    Assumed.FRIENDS: (1, 999),
    Assumed.CONVERSION: (1, 100),
}
DIGITS_MAX = 9
"""What the largest range needs; all six numbers have to fit into a button."""
WHOLE = re.compile(r"\d+|\d{1,3}(?:([ .,])\d{3})(?:\1\d{3})*", re.ASCII)
"""A mark groups thousands or nothing: 1.5 friends are not 15."""
BUTTONS_A_ROW = 2


class AssumptionUnusable(UserError):
    """No whole number from `low` to `high`."""


@router.callback_query(ForecastCampaign.filter())
async def forecast_campaign(
    query: CallbackQuery, callback_data: ForecastCampaign, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.transaction() as session:
        found = await campaigns.find(session, callback_data.campaign_id)
        draft = Draft(found.document, found.id, found.version)
        chat_id = presses.place_of(query).chat_id
        token = await campaign_drafts.keep(session, draft, chat_id=chat_id, now=clock())
    await _show(query, t, draft, Assumption(token=token))


@router.callback_query(Assumption.filter())
async def forecast_draft(
    query: CallbackQuery, callback_data: Assumption, db: Database, t: Translate, clock: Clock
) -> None:
    draft = await _draft(query, callback_data.token, db, clock)
    await _show(query, t, draft, callback_data)


async def _draft(event: Message | CallbackQuery, token: str, db: Database, clock: Clock) -> Draft:
    place = presses.place_of(event)
    async with db.read() as session:
        return await campaign_drafts.look(
            session, token, chat_id=place.chat_id, telegram_id=place.telegram_id, now=clock()
        )


async def _show(
    event: Message | CallbackQuery, t: Translate, draft: Draft, assumed: Assumption
) -> None:
    found = await _forecast(draft.document, assumed)
    title, *lines = forecast_words.lines(t, draft.document, found)
    said = "\n".join(html.escape(line, quote=False) for line in lines)
    text = f"🔮 <b>{html.escape(title, quote=False)}</b>\n\n{said}"
    await show(event, text, _rows(t, draft, assumed))


async def _forecast(document: Document, assumed: Assumption) -> Forecast:
    """In a thread: it counts for about a second, and others are not to wait."""
    numbers = Assumptions(
        orders_per_month=assumed.o,
        margin_percent=assumed.m,
        average_order=Decimal(assumed.a) if assumed.a else None,
        sharing_percent=assumed.s,
        friends_per_inviter=assumed.f,
        conversion_percent=assumed.c,
    )
    return await asyncio.to_thread(forecasts.forecast, document, numbers)


def _rows(t: Translate, draft: Draft, assumed: Assumption) -> list[Row]:
    numbers = assumed.model_dump()
    buttons = [
        button(
            t.plain(f"campaigns-assumed-{which.name.lower()}", number=numbers[which]),
            AskAssumption(**numbers, which=which).pack(),
        )
        for which in Assumed
    ]
    rows = [buttons[at : at + BUTTONS_A_ROW] for at in range(0, len(buttons), BUTTONS_A_ROW)]
    draw = DrawForecast(**numbers)
    rows.append([button(t.plain("campaigns-picture-button"), draw.pack())])
    if draft.campaign_id is None:
        return [*rows, campaign_draft_screens.back_to_draft(t, assumed.token)]
    card = ShowCampaign(campaign_id=draft.campaign_id)
    return [*rows, [button(t.plain("campaigns-back-button"), card.pack())]]


@router.callback_query(DrawForecast.filter())
async def draw(
    query: CallbackQuery,
    callback_data: DrawForecast,
    db: Database,
    t: Translate,
    clock: Clock,
    uploads: Uploads,
) -> None:
    draft = await _draft(query, callback_data.token, db, clock)
    await query.answer()
    found = await _forecast(draft.document, callback_data)
    card = forecast_words.card(t, draft.document, found)
    back = Assumption(**callback_data.model_dump())
    rows = [[button(t.plain("campaigns-back-button"), back.pack())]]
    await uploads.answer(
        message_under(query),
        card,
        caption=html.escape(card.verdict, quote=False),
        keyboard=InlineKeyboardMarkup(inline_keyboard=rows),
        file_name=FILE_NAME,
    )


@router.callback_query(AskAssumption.filter())
async def ask_for_an_assumption(
    query: CallbackQuery,
    callback_data: AskAssumption,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    await _draft(query, callback_data.token, db, clock)
    question = t(f"campaigns-assume-{callback_data.which.name.lower()}")
    subject = callback_data.model_dump(mode="json")
    await ask(query, bot, state, Asked.assumption, subject, question=question, t=t)


@router.message(StateFilter(Asked.assumption), NotACommand(), AnswersQuestion())
async def take_an_assumption(
    message: Message, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    asked = await state.get_data()
    which = Assumed(asked["which"])
    numbers = {each.value: int(asked[each.value]) for each in Assumed}
    numbers[which.value] = number(which, message.text or "")
    draft = await _draft(message, asked["token"], db, clock)
    await _show(message, t, draft, Assumption.model_validate({"token": asked["token"], **numbers}))
    await state.clear()


def number(which: Assumed, text: str) -> int:
    """A whole number within its range; `AssumptionUnusable`."""
    low, high = RANGES[which]
    written = " ".join(text.removesuffix("%").split())
    digits = re.sub(r"\D", "", written)
    is_whole = WHOLE.fullmatch(written) is not None and len(digits) <= DIGITS_MAX
    if not (is_whole and low <= int(digits) <= high):
        raise AssumptionUnusable(low=low, high=high)
    return int(digits)
