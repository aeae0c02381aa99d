"""Which commands and which introduction does Telegram show for the bot, in each language?"""

import logging
from collections.abc import Awaitable
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from bot.config import Settings
from bot.i18n import LANGUAGES, Texts, Translate
from handlers.commands import ADMIN_COMMANDS, PARTICIPANT_COMMANDS

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


def participant_commands(t: Translate) -> list[tuple[str, str]]:
    """Commands of a private chat, each with what it does."""
    return [(name, t.plain(f"menu-{name}")) for name in PARTICIPANT_COMMANDS]


def admin_commands(t: Translate) -> list[tuple[str, str]]:
    """Commands of the admin group, each with what it does."""
    return [(name, t.plain(f"menu-admin-{name}")) for name in ADMIN_COMMANDS]


async def publish(bot: Bot, texts: Texts, settings: Settings) -> None:
    """Tell Telegram the commands and the introduction; what fails is logged and left as it was."""
    # Without a language first: it is what people of all other languages see.
    for language in (None, *LANGUAGES):
        t = texts.of(language)
        await _set_commands(
            bot, participant_commands(t), BotCommandScopeAllPrivateChats(), language
        )
        await _introduce(bot, t, language)
    group_id = settings.telegram.admin_chat_id
    if group_id is not None:
        await publish_for_group(bot, texts, settings, group_id)


async def publish_for_group(bot: Bot, texts: Texts, settings: Settings, group_id: int) -> None:
    commands = admin_commands(texts.of(settings.texts.language))
    await _set_commands(bot, commands, BotCommandScopeChat(chat_id=group_id), None)


async def publish_for(bot: Bot, telegram_id: int, t: Translate) -> None:
    """Say the commands in the language that one person chose, whatever their Telegram speaks."""
    scope = BotCommandScopeChat(chat_id=telegram_id)
    await _set_commands(bot, participant_commands(t), scope, None)


async def _set_commands(
    bot: Bot, commands: list[tuple[str, str]], scope: BotCommandScopeUnion, language: str | None
) -> None:
    listed = [BotCommand(command=name, description=what) for name, what in commands]
    await _try(bot.set_my_commands(listed, scope=scope, language_code=language))


async def _introduce(bot: Bot, t: Translate, language: str | None) -> None:
    """Telegram allows few changes of these a day, so they are changed only when they differ."""
    description = t.plain("menu-description")
    shown = await _try(bot.get_my_description(language_code=language))
    if shown is not None and shown.description != description:
        await _try(bot.set_my_description(description, language_code=language))
    short = t.plain("menu-short-description")
    shown_short = await _try(bot.get_my_short_description(language_code=language))
    if shown_short is not None and shown_short.short_description != short:
        await _try(bot.set_my_short_description(short, language_code=language))


async def _try(call: Awaitable[Answer]) -> Answer | None:
    try:
        return await call
    except TelegramAPIError as error:
        logger.warning("the command menu is not all as it should be: %s", error)
        return None
