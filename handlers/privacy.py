"""What does the bot know about a participant, why, and for how long?"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.config import Settings
from bot.i18n import Translate
from handlers.screens import home_button, show

router = Router(name=__name__)


@router.message(Command("privacy"))
async def tell(message: Message, t: Translate, settings: Settings) -> None:
    contact = settings.texts.contact
    question = t("privacy-contact", contact=contact) if contact else t("privacy-no-contact")
    await show(message, f"{t('privacy-screen')}\n\n{question}", [[home_button(t)]])
