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
from models import NameDisplay, Participant

router = Router(name=__name__)


class ShowSettings(CallbackData, prefix="settings"):
    """/settings as a button."""


class ChooseLanguage(CallbackData, prefix="language"):
    language: Literal["ru", "en", "bg"]


class ChooseNameDisplay(CallbackData, prefix="name-display"):
    display: NameDisplay


@router.message(Command("settings"))
async def tell(message: Message, t: Translate, participant: Participant) -> None:
    await _show(message, t, participant.name, participant.name_display)


@router.callback_query(ShowSettings.filter())
async def open_from_button(query: CallbackQuery, t: Translate, participant: Participant) -> None:
    await _show(query, t, participant.name, participant.name_display)


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
    await _show(query, t, participant.name, participant.name_display)
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
    await _show(query, t, participant.name, callback_data.display)


async def _show(
    event: Message | CallbackQuery, t: Translate, name: str, display: NameDisplay
) -> None:
    text = t(
        "settings-screen",
        language=LANGUAGE_NAMES[t.language],
        shown=names.public(t, name, NameDisplay(display)),
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
    rows: list[Row] = [languages, *displays, [home_button(t)]]
    await show(event, text, rows)


def _ticked(t: Translate, label: str, *, chosen: bool) -> str:
    return t.plain("settings-ticked", label=label) if chosen else label
