"""How does a friend do the steps that are more than joining: a picture task, their own number?"""

import asyncio
from contextlib import suppress

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InaccessibleMessage,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Translate
from bot.pictures import Pictures, PuzzleCard
from bot.services import captchas, home, phones
from bot.services.captchas import Result, Task
from handlers.filters import NotACommand, can_edit, is_second_hand
from handlers.screens import Row, button, home_keyboard, home_text, links
from handlers.step_screens import ShareContact, SolveCaptcha
from models import Captcha, Participant

router = Router(name=__name__)

FILE_NAME = "picture.jpg"
ROW = 3


class Sharing(StatesGroup):
    contact = State()


class PressCell(CallbackData, prefix="cell"):
    """One of the nine; the token says nothing but which button it was."""

    token: str


class StartOver(CallbackData, prefix="cell-clear"):
    token: str


class AskOrganisers(CallbackData, prefix="captcha-help"):
    """For whoever cannot see the picture."""


class SharesContact(Filter):
    async def __call__(self, message: Message) -> bool:
        return message.contact is not None


# The picture task


@router.callback_query(SolveCaptcha.filter())
async def show_captcha(
    query: CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    pictures: Pictures,
    participant: Participant,
) -> None:
    async with db.transaction() as session:
        task = await captchas.begin(session, participant.id, now=clock())
    await _send(query, t, pictures, task)
    await query.answer()


async def _send(query: CallbackQuery, t: Translate, pictures: Pictures, task: Task) -> None:
    if query.message is None:
        return
    drawn = await pictures.draw(PuzzleCard(task.things, task.seed))
    await query.message.answer_photo(
        # The same name for all, and no caption that tells: the picture alone is the task.
        BufferedInputFile(drawn, FILE_NAME),
        caption=_caption(t, task.captcha),
        reply_markup=_cells(t, task.captcha),
    )


def _caption(t: Translate, captcha: Captcha) -> str:
    first, second, third = (t.plain(f"steps-thing-{name}") for name in captcha.asked)
    parts = [
        t("steps-captcha-caption", first=first, second=second, third=third),
        t("steps-captcha-tries", tries=captcha.tries_left),
    ]
    if captcha.pressed:
        numbers = ", ".join(str(captcha.tokens.index(each) + 1) for each in captcha.pressed)
        parts.append(t("steps-captcha-pressed", numbers=numbers))
    return "\n\n".join(parts)


def _cells(t: Translate, captcha: Captcha) -> InlineKeyboardMarkup:
    cells = [
        button(str(number), PressCell(token=token).pack())
        for number, token in enumerate(captcha.tokens, start=1)
    ]
    rows: list[Row] = [cells[start : start + ROW] for start in range(0, len(cells), ROW)]
    if captcha.pressed:
        over = StartOver(token=captcha.tokens[0]).pack()
        rows.append([button(t.plain("steps-captcha-clear-button"), over)])
    rows.append([button(t.plain("steps-captcha-other-button"), SolveCaptcha().pack())])
    rows.append([button(t.plain("steps-captcha-help-button"), AskOrganisers().pack())])
    return InlineKeyboardMarkup(inline_keyboard=rows)


@router.callback_query(PressCell.filter())
async def press_cell(
    query: CallbackQuery,
    callback_data: PressCell,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    pictures: Pictures,
    participant: Participant,
) -> None:
    now = clock()
    async with db.transaction() as session:
        answer = await captchas.press(session, participant.id, callback_data.token, now=now)
        screen = await home.compose(session, participant, now=now)
    match answer.result:
        case Result.MORE:
            await query.answer()
            await _edit(query, _caption(t, answer.captcha), _cells(t, answer.captcha))
        case Result.WRONG:
            again = answer.again
            tries = 0 if again is None else again.captcha.tries_left
            said = t.plain("steps-captcha-wrong", tries=tries)
            await query.answer(said, show_alert=again is None)
            await _edit(query, said, None)
            if again is not None:
                await _send(query, t, pictures, again)
        case Result.SOLVED:
            await query.answer(t.plain("steps-captcha-solved"))
            await _edit(query, t("steps-captcha-solved"), None)
            if query.message is not None:
                where = await links(bot, settings)
                await query.message.answer(
                    home_text(t, screen, where), reply_markup=home_keyboard(t, screen, where)
                )


@router.callback_query(StartOver.filter())
async def start_over(
    query: CallbackQuery,
    callback_data: StartOver,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    async with db.transaction() as session:
        captcha = await captchas.clear(session, participant.id, callback_data.token, now=clock())
    await query.answer()
    await _edit(query, _caption(t, captcha), _cells(t, captcha))


@router.callback_query(AskOrganisers.filter())
async def ask_organisers(
    query: CallbackQuery, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    async with db.transaction() as session:
        is_new = await captchas.ask_admins(session, participant.id, now=clock())
    key = "steps-captcha-help-asked" if is_new else "steps-captcha-help-again"
    await query.answer(t.plain(key), show_alert=True)


async def _edit(query: CallbackQuery, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
    message = can_edit(query)
    if message is None:
        return
    # Not modified, or deleted: what counts is in the database.
    with suppress(TelegramBadRequest):
        await message.edit_caption(caption=text, reply_markup=keyboard)


# The own phone number


@router.callback_query(ShareContact.filter())
async def ask_for_contact(
    query: CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    state: FSMContext,
) -> None:
    if query.message is not None:
        await _ask_for_contact(query.message, db, t, clock, participant, state)
    # Last, so that a refusal can still be an alert.
    await query.answer()


async def _ask_for_contact(
    message: Message | InaccessibleMessage,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    state: FSMContext,
) -> None:
    async with db.transaction() as session:
        asked = await phones.waiting(session, participant.id, now=clock())
        await phones.prepare(session, asked)
    await state.set_state(Sharing.contact)
    await message.answer(t("steps-contact-ask"), reply_markup=_contact_keyboard(t))


def _contact_keyboard(t: Translate) -> ReplyKeyboardMarkup:
    # Only such a button makes Telegram send the number itself (Bot API, KeyboardButton).
    share = KeyboardButton(text=t.plain("steps-contact-share-button"), request_contact=True)
    return ReplyKeyboardMarkup(
        keyboard=[[share]],
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder=t.plain("steps-contact-placeholder"),
    )


@router.message(StateFilter(Sharing.contact, None), SharesContact())
async def take_contact(
    message: Message,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
    state: FSMContext,
) -> None:
    contact, person = message.contact, message.from_user
    assert contact is not None
    assert person is not None
    async with db.read() as session:
        asked = await phones.waiting(session, participant.id, now=clock())
        salts = await phones.salts(session, asked)
    if contact.user_id != person.id or is_second_hand(message):
        raise phones.PhoneOfAnother
    if not salts:
        # Sent without our button, before anybody had pressed it.
        await _ask_for_contact(message, db, t, clock, participant, state)
        return
    hashes = {
        campaign_id: await asyncio.to_thread(phones.digest, salt, contact.phone_number)
        for campaign_id, salt in salts.items()
    }
    now = clock()
    async with db.transaction() as session:
        await phones.share(session, participant.id, hashes, now=now)
        screen = await home.compose(session, participant, now=now)
    await state.clear()
    await message.answer(t("steps-contact-done"), reply_markup=ReplyKeyboardRemove())
    where = await links(bot, settings)
    await message.answer(home_text(t, screen, where), reply_markup=home_keyboard(t, screen, where))


@router.message(StateFilter(Sharing.contact), NotACommand())
async def refuse_other_words(message: Message, t: Translate) -> None:
    await message.answer(t("steps-contact-only-button"), reply_markup=_contact_keyboard(t))
