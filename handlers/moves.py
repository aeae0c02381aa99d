"""What follows when the admin group becomes a supergroup, and so gets another number?"""

import logging

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.types import Message

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Texts, Translate
from bot.membership import Admins
from bot.services import moves
from handlers import menu

logger = logging.getLogger(__name__)
router = Router(name=__name__)


class AdminGroupMoved(Filter):
    """Telegram's own word in the old group: nobody can write such a message."""

    async def __call__(self, message: Message, admins: Admins) -> bool:
        return message.migrate_to_chat_id is not None and message.chat.id == admins.chat_id


@router.message(AdminGroupMoved())
async def follow(
    message: Message,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    texts: Texts,
    settings: Settings,
    admins: Admins,
) -> None:
    """The bot goes on in the new group, also after a restart; the settings are the operator's."""
    old_id, new_id = message.chat.id, message.migrate_to_chat_id
    assert new_id is not None
    async with db.transaction() as session:
        await moves.follow(session, old_id, new_id, now=clock())
    admins.move(old_id, new_id)
    logger.warning("the admin group is now %d: change [telegram] admin_chat_id", new_id)
    await bot.send_message(new_id, t("moves-followed", old=str(old_id), new=str(new_id)))
    await menu.publish_for_group(bot, texts, settings, new_id)
