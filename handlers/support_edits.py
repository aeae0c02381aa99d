"""What becomes of words that were changed after they had been sent on?"""

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import Message

from bot import keyboards
from bot.clock import Clock
from bot.db import Database
from bot.i18n import Texts, Translate
from bot.membership import Admins
from bot.services import people, support_cards, support_lists
from bot.services.roles import Right
from handlers.filters import FromAdmin, InPrivate, May
from models import SupportMessage

router = Router(name=__name__)


@router.edited_message(InPrivate())
async def tell_the_team(message: Message, db: Database, clock: Clock, admins: Admins) -> None:
    """The group sees a participant's new words; what is in no thread concerns nobody."""
    group_id, words = admins.chat_id, message.text or message.caption or ""
    if group_id is None or not await _is_kept(message, db):
        return
    chat_id, message_id = message.chat.id, message.message_id
    async with db.transaction() as session:
        found = await support_lists.edited(session, chat_id, message_id, words)
        if found is not None:
            await support_cards.tell_edited(session, *found, chat_id=group_id, now=clock())


@router.edited_message(FromAdmin(), May(Right.CARE))
async def change_at_the_persons(
    message: Message, bot: Bot, db: Database, t: Translate, texts: Texts
) -> None:
    """The participant's copy of an answer says what the answer says now."""
    words = message.text or message.caption or ""
    if not words or not await _is_kept(message, db):
        return
    chat_id, message_id = message.chat.id, message.message_id
    async with db.transaction() as session:
        found = await support_lists.edited(session, chat_id, message_id, words)
        if found is None:
            return
        thread, kept = found
        person = await people.by_id(session, thread.participant_id)
    theirs = texts.of(person.language or person.telegram_language)
    if not await _change(bot, theirs, person.telegram_id, kept, words):
        await message.reply(t("support-edit-late", number=str(thread.id)))


async def _is_kept(message: Message, db: Database) -> bool:
    """Most messages that people edit are in no thread: those write nothing."""
    chat_id, message_id = message.chat.id, message.message_id
    async with db.read() as session:
        return await support_lists.is_kept(session, chat_id, message_id)


async def _change(
    bot: Bot, t: Translate, telegram_id: int, kept: SupportMessage, words: str
) -> bool:
    """False when the person's copy is not there yet, or can be changed no more."""
    if kept.delivered_message_id is None:
        return False
    text = t("support-answer", number=str(kept.thread_id), words=words)
    keyboard = keyboards.render(t, support_cards.ANSWER_KEYBOARD)
    message_id = kept.delivered_message_id
    try:
        if kept.attachment is None:
            await bot.edit_message_text(
                text, chat_id=telegram_id, message_id=message_id, reply_markup=keyboard
            )
        else:
            await bot.edit_message_caption(
                chat_id=telegram_id, message_id=message_id, caption=text, reply_markup=keyboard
            )
    except (TelegramBadRequest, TelegramForbiddenError):
        return False
    return True
