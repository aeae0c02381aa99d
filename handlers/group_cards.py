"""How is a card in the admin group shown anew, and turned after a press?"""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery

from bot import keyboards
from bot.i18n import Translate
from bot.services.group_cards import Card


async def post(query: CallbackQuery, t: Translate, card: Card) -> None:
    """Answer a button with the card in a message of its own."""
    assert query.message is not None
    await query.answer()
    await query.message.answer(
        t(card.text_key, **card.text_args), reply_markup=keyboards.render(t, card.keyboard)
    )


async def edit(bot: Bot, t: Translate, chat_id: int, message_id: int, card: Card) -> None:
    """Turn a card into what it has become."""
    # Not modified, or deleted: the decision stands, and the list shows the card anew.
    with suppress(TelegramBadRequest):
        await bot.edit_message_text(
            t(card.text_key, **card.text_args),
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=keyboards.render(t, card.keyboard),
        )
