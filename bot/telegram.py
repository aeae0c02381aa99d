"""What does the Bot API answer that neither aiogram nor a handler expects?"""

from typing import cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest, TelegramServerError
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Message

# pydantic forgets a generic model that nobody holds, and builds it anew for the next answer.
HELD = (Response[Message], Response[bool])


class Tolerance(BaseRequestMiddleware):
    """Two things that are nobody's bug, so that no caller has to think of them."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        try:
            return await make_request(bot, method)
        except ClientDecodeError as error:
            # A proxy before the Bot API answers in HTML: Telegram is away, as with any 5xx.
            raise TelegramServerError(method, "the answer is no JSON") from error
        except TelegramBadRequest as error:
            # A press is answered within seconds or not at all; after a pause the screen that it
            # asked for is still wanted.
            if isinstance(method, AnswerCallbackQuery) and "query is too old" in error.message:
                return cast(Response[TelegramType], True)
            raise
