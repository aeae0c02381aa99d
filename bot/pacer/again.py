"""What becomes of an answer that Telegram failed to take?"""

import asyncio

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.pacer.local import let_through, priority
from models import Priority

ANSWERS = ("send", "edit", "answer", "copy", "forward", "delete", "getMe", "getFile")
"""How the names of the methods begin that an answer is made of."""
AGAIN_AFTER_SECONDS = (0.5, 3.0)


class Again(BaseRequestMiddleware):
    """Gives an answer again after a 5xx or a lost connection.

    The person waits for it, and to read it twice is better than never. Outside the pacer, so that
    each try has its turn. Notices and broadcasts are the sender's, which keeps a journal.
    """

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        is_kept_in_a_journal = let_through.get() is not None
        is_answer = method.__api_method__.startswith(ANSWERS)
        if not is_answer or is_kept_in_a_journal or priority.get() != Priority.ANSWER:
            return await make_request(bot, method)
        for seconds in AGAIN_AFTER_SECONDS:
            try:
                return await make_request(bot, method)
            except (TelegramServerError, TelegramNetworkError):
                await asyncio.sleep(seconds)
        return await make_request(bot, method)
