"""How does one message go out, in its place behind others, and what became of it?"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramMigrateToChat
from aiogram.methods import CopyMessage, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardMarkup,
    Message,
    MessageId,
    ReplyParameters,
)

from bot import copies, pacer
from bot.sender.verdicts import Fate, Outcome, outcome_of
from bot.services.broadcast_contents import Content
from bot.services.outbox import Copied
from models import Priority

REQUEST_SECONDS_MAX = 30
PICTURE_NAME = "picture.png"

logger = logging.getLogger(__name__)

Request = TelegramMethod[Message] | CopyMessage


@dataclass
class Flight:
    """One message on its way."""

    has_left: bool = False
    """Whether Telegram may have received it."""

    def note(self, has_left: bool) -> None:
        self.has_left = has_left


Moved = Callable[[int, int], Awaitable[None]]
"""Told the old and the new number of a group that became a supergroup."""


class Post:
    """Sends through the pacer; follows groups that became supergroups."""

    def __init__(self, bot: Bot, moved: Moved | None = None) -> None:
        self.bot = bot
        self._tell = moved
        self._moved: dict[int, int] = {}

    async def send(
        self,
        chat_id: int,
        html: str,
        *,
        priority: Priority,
        keyboard: InlineKeyboardMarkup | None = None,
        flight: Flight | None = None,
        copied: Copied | None = None,
        reply_to_message_id: int | None = None,
        picture: bytes | None = None,
    ) -> Outcome:
        """Send a message; whatever happens is told by the outcome, but for cancellation.

        Sets the pacer's context variables, so it wants a task of its own. With `copied` it sends a
        copy of that message, and `html` is its caption, where it can have one; with `picture`, a
        PNG, it is that picture's.
        """
        reply = None
        if reply_to_message_id is not None:
            reply = ReplyParameters(
                message_id=reply_to_message_id, allow_sending_without_reply=True
            )
        request: Request
        if picture is not None:
            request = SendPhoto(
                chat_id=chat_id,
                photo=BufferedInputFile(picture, PICTURE_NAME),
                caption=html,
                reply_markup=keyboard,
                reply_parameters=reply,
            )
        elif copied is None:
            request = SendMessage(
                chat_id=chat_id, text=html, reply_markup=keyboard, reply_parameters=reply
            )
        else:
            request = CopyMessage(
                chat_id=chat_id,
                from_chat_id=copied.chat_id,
                message_id=copied.message_id,
                caption=html,
                reply_markup=keyboard,
                reply_parameters=reply,
            )
        return await self._deliver(chat_id, request, priority, flight or Flight())

    async def send_copy(
        self,
        chat_id: int,
        content: Content,
        *,
        priority: Priority,
        paid: bool = False,
        flight: Flight | None = None,
    ) -> Outcome:
        """Send a copy of a broadcast; otherwise as `send`."""
        request = copies.to_send(content, chat_id, paid=paid)
        return await self._deliver(chat_id, request, priority, flight or Flight())

    async def _deliver(
        self, chat_id: int, request: Request, priority: Priority, flight: Flight
    ) -> Outcome:
        pacer.priority.set(priority)
        pacer.let_through.set(flight.note)
        try:
            message = await self._send(chat_id, request)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            if not isinstance(error, AiogramError | pacer.NotLetThrough):
                logger.exception("a message could not be sent")
            return outcome_of(error, has_left=flight.has_left)
        return Outcome(Fate.SENT, message_id=message.message_id)

    async def _send(self, chat_id: int, request: Request) -> Message | MessageId:
        for _ in range(2):
            if chat_id in self._moved:
                request = request.model_copy(update={"chat_id": self._moved[chat_id]})
            try:
                if isinstance(request, CopyMessage):
                    return await self.bot(request, request_timeout=REQUEST_SECONDS_MAX)
                return await self.bot(request, request_timeout=REQUEST_SECONDS_MAX)
            except TelegramMigrateToChat as error:
                await self.follow(chat_id, error.migrate_to_chat_id)
                moved = error
        raise moved

    async def follow(self, old_id: int, new_id: int) -> None:
        """From now on what goes to the one group goes to the other."""
        logger.warning("group %d is now %d", old_id, new_id)
        self._moved[old_id] = new_id
        if self._tell is not None:
            await self._tell(old_id, new_id)
