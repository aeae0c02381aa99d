"""How do codes get into the pool of a voucher?"""

import io

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import admins, offers, uploaded_texts, vouchers
from handlers import presses
from handlers.filters import NotACommand
from handlers.offer_buttons import UploadVouchers, offer_button
from handlers.questions import AnswersQuestion, Asked, ask
from handlers.screens import show
from models import OfferKind

router = Router(name=__name__)


@router.callback_query(UploadVouchers.filter())
async def ask_for_the_codes(
    query: CallbackQuery,
    callback_data: UploadVouchers,
    bot: Bot,
    db: Database,
    t: Translate,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        offer = await offers.find(session, callback_data.offer_id)
    if offer.kind != OfferKind.VOUCHER:
        raise vouchers.OfferHasNoVouchers
    title = offers.said(offer.title, t.language)
    question = t("offers-ask-codes", title=title)
    subject = callback_data.model_dump()
    await ask(query, bot, state, Asked.vouchers, subject, question=question, t=t)


@router.message(StateFilter(Asked.vouchers), NotACommand(), AnswersQuestion())
async def take_the_codes(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    """A file, or the codes themselves, one a line."""
    offer_id = int((await state.get_data())["offer_id"])
    found = vouchers.read(await _content(message, bot))
    now, place = clock(), presses.place_of(message)
    async with db.transaction() as session:
        await admins.remember(session, place.telegram_id, place.name, now=now)
        added = await vouchers.add(session, offer_id, found, by=place.telegram_id, now=now)
        offer = await offers.find(session, offer_id)
    await state.clear()
    title = offers.said(offer.title, t.language)
    parts = [t("offers-codes-added", count=added.new, title=title)]
    parts.extend(
        t(f"offers-codes-{what}", count=count)
        for what, count in (
            ("known", added.known),
            ("elsewhere", added.elsewhere),
            ("repeated", added.repeated),
            ("blank", added.blank),
        )
        if count
    )
    parts.append(t("offers-codes-left", count=added.left))
    await show(message, "\n".join(parts), [offer_button(offer.id, title)])


async def _content(message: Message, bot: Bot) -> bytes:
    document = message.document
    if document is None:
        return (message.text or "").encode()
    # Refused before it is fetched: a file of any size can be sent.
    vouchers.check_size(1 if document.file_size is None else document.file_size)
    buffer = io.BytesIO()
    try:
        await bot.download(document, destination=buffer)
    except TelegramBadRequest:
        # Telegram serves bots nothing above 20 MB, whatever it said of the size.
        raise uploaded_texts.UploadNotText from None
    return buffer.getvalue()
