"""How does a keyboard that a service composed look in a language?"""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Translate
from bot.services.outbox import Keyboard


def render(t: Translate, keyboard: Keyboard | None) -> InlineKeyboardMarkup | None:
    """None where there are no buttons; a message that is edited so loses those it had."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(
                    text=t.plain(button["text_key"], **button.get("text_args", {})),
                    callback_data=button.get("callback"),
                    url=button.get("url"),
                )
                for button in row
            ]
            for row in keyboard
        ]
    )
