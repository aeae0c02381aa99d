"""How do codes get into the pool of a voucher?"""

import asyncio
import io
from datetime import datetime

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database, Session
from bot.i18n import Translate
from bot.services import offers, uploaded_texts, voucher_files, vouchers
from bot.services.voucher_files import Read
from handlers import presses
from handlers.filters import NotACommand
from handlers.offer_buttons import UploadVouchers, offer_button
from handlers.presses import Place
from handlers.questions import AnswersQuestion, Asked, ask, cancel_row
from handlers.screens import button, show
from models import OfferKind

router = Router(name=__name__)

ACTION = "offer-load"


class ConfirmVouchers(CallbackData, prefix=ACTION):
    token: str


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
    """A file, or the codes themselves; nothing can be bought before it is confirmed."""
    offer_id = int((await state.get_data())["offer_id"])
    found = await asyncio.to_thread(voucher_files.read, await _content(message, bot))
    now, place = clock(), presses.place_of(message)
    async with db.transaction() as session:
        offer = await offers.find(session, offer_id)
        token = await _issue(session, place, offer_id, found, now=now)
    await state.clear()
    text = _understood(t, found, offers.said(offer.title, t.language))
    confirm = button(
        t.plain("offers-codes-confirm-button", count=len(found.codes)),
        ConfirmVouchers(token=token).pack(),
    )
    await show(message, text, [[confirm], cancel_row(t, ACTION, token)])


async def _issue(
    session: Session, place: Place, offer_id: int, found: Read, *, now: datetime
) -> str:
    subject = {
        "offer_id": offer_id,
        "codes": list(found.codes),
        "repeated": found.repeated,
        "blank": found.blank,
    }
    return await presses.issue(session, place, action=ACTION, subject=subject, now=now)


def _understood(t: Translate, found: Read, title: str) -> str:
    """What would be sold: a header or a wrong column is seen by the first and the last code.

    Both stand in the message that was just sent, and leave the chat with the answer.
    """
    codes = found.codes
    parts = [t("offers-codes-understood", count=len(codes), title=title)]
    parts.append(t("offers-codes-first", code=codes[0]))
    if len(codes) > 1:
        parts.append(t("offers-codes-last", code=codes[-1]))
    if found.header is not None:
        parts.append(t("offers-codes-header", header=found.header))
    if found.columns > 1:
        parts.append(t("offers-codes-column", column=found.column, columns=found.columns))
    parts.extend(_left_out(t, repeated=found.repeated, blank=found.blank))
    return "\n".join([*parts, "", t("offers-codes-check")])


def _left_out(t: Translate, **counts: int) -> list[str]:
    return [t(f"offers-codes-{what}", count=count) for what, count in counts.items() if count]


@router.callback_query(ConfirmVouchers.filter())
async def confirm(
    query: CallbackQuery, callback_data: ConfirmVouchers, db: Database, t: Translate, clock: Clock
) -> None:
    now, place = clock(), presses.place_of(query)
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=ACTION, now=now
        )
        offer_id = int(subject["offer_id"])
        found = Read(subject["codes"], int(subject["repeated"]), int(subject["blank"]))
        added = await vouchers.add(session, offer_id, found, by=place.telegram_id, now=now)
        offer = await offers.find(session, offer_id)
    title = offers.said(offer.title, t.language)
    parts = [
        t("offers-codes-added", count=added.new, title=title),
        *_left_out(t, known=added.known, elsewhere=added.elsewhere),
        *_left_out(t, repeated=added.repeated, blank=added.blank),
        t("offers-codes-left", count=added.left),
    ]
    await show(query, "\n".join(parts), [offer_button(offer.id, title)])


async def _content(message: Message, bot: Bot) -> bytes:
    document = message.document
    if document is None:
        return (message.text or "").encode()
    # Refused before it is fetched: a file of any size can be sent.
    voucher_files.check_size(1 if document.file_size is None else document.file_size)
    buffer = io.BytesIO()
    try:
        await bot.download(document, destination=buffer)
    except TelegramBadRequest:
        # Telegram serves bots nothing above 20 MB, whatever it said of the size.
        raise uploaded_texts.UploadNotText from None
    return buffer.getvalue()
