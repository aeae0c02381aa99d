"""How does one message go out, in its place behind others, and what became of it?"""

import asyncio
import logging
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramMigrateToChat
from aiogram.types import InlineKeyboardMarkup, Message

from bot import pacer
from bot.sender.verdicts import Fate, Outcome, outcome_of
from models import Priority

REQUEST_SECONDS_MAX = 30

logger = logging.getLogger(__name__)


@dataclass
class Flight:
    """One message on its way."""

    has_left: bool = False
    """Whether Telegram may have received it."""

    def note(self, has_left: bool) -> None:
        self.has_left = has_left


class Post:
    """Sends through the pacer; follows groups that became supergroups."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._moved: dict[int, int] = {}

    async def send(
        self,
        chat_id: int,
        html: str,
        *,
        priority: Priority,
        keyboard: InlineKeyboardMarkup | None = None,
        paid: bool = False,
        flight: Flight | None = None,
    ) -> Outcome:
        """Send a message; whatever happens is told by the outcome, but for cancellation.

        Sets the pacer's context variables, so it wants a task of its own.
        """
        flight = flight or Flight()
        pacer.priority.set(priority)
        pacer.let_through.set(flight.note)
        try:
            message = await self._send(chat_id, html, keyboard, paid)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            if not isinstance(error, AiogramError | pacer.NotLetThrough):
                logger.exception("a message could not be sent")
            return outcome_of(error, has_left=flight.has_left)
        return Outcome(Fate.SENT, message_id=message.message_id)

    async def _send(
        self, chat_id: int, html: str, keyboard: InlineKeyboardMarkup | None, paid: bool
    ) -> Message:
        for _ in range(2):
            try:
                return await self.bot.send_message(
                    self._moved.get(chat_id, chat_id),
                    html,
                    reply_markup=keyboard,
                    allow_paid_broadcast=paid or None,
                    request_timeout=REQUEST_SECONDS_MAX,
                )
            except TelegramMigrateToChat as error:
                logger.warning("group %d is now %d", chat_id, error.migrate_to_chat_id)
                self._moved[chat_id] = error.migrate_to_chat_id
                moved = error
        raise moved
