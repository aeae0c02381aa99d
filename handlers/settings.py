"""In which language does the bot speak to a participant, and how do others see their name?"""

from typing import Literal

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.db import Database
from bot.i18n import LANGUAGE_NAMES, LANGUAGES, Texts, Translate
from bot.services import names, participants
from handlers import menu
from handlers.screens import Row, button, home_button, show
from models import NameDisplay, NoticePace, Participant

router = Router(name=__name__)


class ShowSettings(CallbackData, prefix="settings"):
    """/settings as a button."""


class ChooseLanguage(CallbackData, prefix="language"):
    language: Literal["ru", "en", "bg"]


class ChooseNameDisplay(CallbackData, prefix="name-display"):
    display: NameDisplay


class ChooseNotices(CallbackData, prefix="notices"):
    pace: NoticePace


@router.message(Command("settings"))
async def tell(message: Message, t: Translate, participant: Participant) -> None:
    await _show(message, t, participant)


@router.callback_query(ShowSettings.filter())
async def open_from_button(query: CallbackQuery, t: Translate, participant: Participant) -> None:
    await _show(query, t, participant)


@router.callback_query(ChooseLanguage.filter())
async def choose_language(
    query: CallbackQuery,
    callback_data: ChooseLanguage,
    bot: Bot,
    db: Database,
    texts: Texts,
    participant: Participant,
) -> None:
    async with db.transaction() as session:
        await participants.choose_language(session, participant.id, callback_data.language)
    t = texts.of(callback_data.language)
    await _show(query, t, participant)
    await menu.publish_for(bot, participant.telegram_id, t)


@router.callback_query(ChooseNameDisplay.filter())
async def choose_name_display(
    query: CallbackQuery,
    callback_data: ChooseNameDisplay,
    db: Database,
    t: Translate,
    participant: Participant,
) -> None:
    async with db.transaction() as session:
        await participants.choose_name_display(session, participant.id, callback_data.display)
    participant.name_display = callback_data.display
    await _show(query, t, participant)


@router.callback_query(ChooseNotices.filter())
async def choose_notices(
    query: CallbackQuery,
    callback_data: ChooseNotices,
    db: Database,
    t: Translate,
    participant: Participant,
) -> None:
    async with db.transaction() as session:
        await participants.choose_notices(session, participant.id, callback_data.pace)
    participant.notices = callback_data.pace
    await _show(query, t, participant)


async def _show(event: Message | CallbackQuery, t: Translate, participant: Participant) -> None:
    display, pace = participant.name_display, participant.notices
    text = t(
        "settings-screen",
        language=LANGUAGE_NAMES[t.language],
        shown=names.public(t, participant.name, NameDisplay(display)),
        notices=t.plain(f"settings-notices-pace-{pace}"),
    )
    languages = [
        button(
            _ticked(t, LANGUAGE_NAMES[language], chosen=language == t.language),
            ChooseLanguage.model_validate({"language": language}).pack(),
        )
        for language in LANGUAGES
    ]
    displays = [
        [
            button(
                _ticked(t, t.plain(f"settings-name-{each}"), chosen=each == display),
                ChooseNameDisplay(display=each).pack(),
            )
        ]
        for each in NameDisplay
    ]
    paces = [
        [
            button(
                _ticked(t, t.plain(f"settings-notices-{each}"), chosen=each == pace),
                ChooseNotices(pace=each).pack(),
            )
        ]
        for each in NoticePace
    ]
    rows: list[Row] = [languages, *displays, *paces, [home_button(t)]]
    await show(event, text, rows)


def _ticked(t: Translate, label: str, *, chosen: bool) -> str:
    return t.plain("settings-ticked", label=label) if chosen else label
