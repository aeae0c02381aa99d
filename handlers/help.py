"""What can a participant do here, and what an administrator?"""

from collections.abc import Iterable

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.config import Settings
from bot.db import Database
from bot.i18n import Translate
from bot.services import roles
from bot.services.roles import ALL_RIGHTS, Right
from handlers import menu
from handlers.commands import ADMIN_COMMANDS
from handlers.screens import home_button, show
from models import Role

router = Router(name=__name__)
admin_router = Router(name=f"{__name__}.admin")


@router.message(Command("help"))
async def tell(message: Message, t: Translate, settings: Settings) -> None:
    parts = [t("help-participant"), _commands(t, menu.participant_commands(t))]
    if settings.texts.contact:
        parts.append(t("help-contact", contact=settings.texts.contact))
    await show(message, "\n\n".join(parts), [[home_button(t)]])


@admin_router.message(Command("help"))
async def tell_admin(
    message: Message, db: Database, t: Translate, rights: frozenset[Right]
) -> None:
    """What this person may do; the menu of a group is the same for everybody in it."""
    parts = [t("help-admin"), await _standing(message, db, t, rights), t("help-admin-name")]
    if Right.PAY in rights:
        parts.append(t("help-admin-payouts"))
    commands = [
        (name, what) for name, what in menu.admin_commands(t) if ADMIN_COMMANDS[name] in rights
    ]
    parts.append(f"{t('help-admin-commands')}\n{_commands(t, commands)}")
    await message.answer("\n\n".join(parts))


async def _standing(message: Message, db: Database, t: Translate, rights: frozenset[Right]) -> str:
    if rights == ALL_RIGHTS:
        return t("help-admin-owner")
    assert message.from_user is not None
    async with db.read() as session:
        held = await roles.of(session, message.from_user.id)
    named = [t.plain("roles-role", role=role) for role in Role if role in held]
    return t("help-admin-roles", roles=", ".join(named))


def _commands(t: Translate, commands: Iterable[tuple[str, str]]) -> str:
    return "\n".join(
        t("help-command", command=command, description=description)
        for command, description in commands
    )
