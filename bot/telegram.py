"""How does the bot speak to the Bot API, and what comes back that no handler expects?"""

from collections import Counter
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import FormData, JsonPayload
from aiohttp.payload import Payload


class JsonForm(FormData):
    """Takes the place of a form."""

    def __init__(self, fields: dict[str, Any]) -> None:
        super().__init__()
        self._body = fields

    def __call__(self) -> Payload:
        return JsonPayload(self._body)


class Session(AiohttpSession):
    """aiogram's, without what it does again for every message."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._held: dict[type, object] = {}
        """The models of answers by method. pydantic forgets one that nobody holds, and to build it
        takes as long as a newcomer's whole /start."""

    async def close(self) -> None:
        # aiogram waits a quarter of a second for TLS to end; a server of our own speaks none.
        if self._session is not None and self.api.base.startswith("http://"):
            await self._session.close()
            return
        await super().close()

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> FormData:
        files: dict[str, Any] = {}
        fields = {
            key: prepared
            for key, value in method.model_dump(warnings=False, exclude_none=True).items()
            if (prepared := self.prepare_value(value, bot, files, _dumps_json=False)) is not None
        }
        # A form takes both sides twice as long as JSON, which has no room for a file.
        return super().build_form_data(bot, method) if files else JsonForm(fields)

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        kind = type(method)
        if kind not in self._held:
            self._held[kind] = Response.__class_getitem__(method.__returning__)
        return super().check_response(bot, method, status_code, content)


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates without parsing: one malformed update must not spoil its batch."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int
    timeout: int
    allowed_updates: list[str]


class Calls(BaseRequestMiddleware):
    """Counts what was asked of Telegram, and how it answered: the innermost of the middlewares."""

    def __init__(self, counts: Counter[tuple[str, str]]) -> None:
        self._counts = counts

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        outcome = "lost"
        try:
            response = await make_request(bot, method)
            outcome = "ok"
            return response
        except TelegramRetryAfter:
            outcome = "429"
            raise
        except TelegramForbiddenError:
            outcome = "blocked"
            raise
        except TelegramNetworkError:
            raise
        except TelegramServerError:
            outcome = "5xx"
            raise
        except TelegramAPIError:
            outcome = "refused"
            raise
        finally:
            self._counts[method.__api_method__, outcome] += 1


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
