"""What can a participant do here, and what an administrator?"""

from collections.abc import Iterable

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.config import Settings
from bot.i18n import Translate
from handlers import menu
from handlers.screens import home_button, show

router = Router(name=__name__)
admin_router = Router(name=f"{__name__}.admin")


@router.message(Command("help"))
async def tell(message: Message, t: Translate, settings: Settings) -> None:
    parts = [t("help-participant"), _commands(t, menu.participant_commands(t))]
    if settings.texts.contact:
        parts.append(t("help-contact", contact=settings.texts.contact))
    await show(message, "\n\n".join(parts), [[home_button(t)]])


@admin_router.message(Command("help"))
async def tell_admin(message: Message, t: Translate) -> None:
    await message.answer(f"{t('help-admin')}\n\n{_commands(t, menu.admin_commands(t))}")


def _commands(t: Translate, commands: Iterable[tuple[str, str]]) -> str:
    return "\n".join(
        t("help-command", command=command, description=description)
        for command, description in commands
    )
