"""What does the local Telegram answer to a request of a bot?"""

import asyncio
import json
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from bot.sandbox import forms, parameters, schema
from bot.sandbox.errors import ApiError
from bot.sandbox.methods import HANDLERS, Call
from bot.sandbox.methods.intake import Serialised
from bot.sandbox.parameters import Upload
from bot.sandbox.people import Bot
from bot.sandbox.world import Telegram

Raw = Mapping[str, Any]
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer: status, JSON body, and whether the connection breaks instead."""

    status: int
    body: bytes
    retry_after: int | None = None
    dropped: bool = False


UNKNOWN_METHOD = ApiError(404, "Not Found: method not found")
UNKNOWN_TOKEN = ApiError(401, "Unauthorized")
INVALID_TOKEN = ApiError(401, "Unauthorized: invalid token specified")


class Api:
    """Answers Bot API requests on the world; synchronous unless the answer has to wait."""

    def __init__(self, world: Telegram) -> None:
        self.world = world

    def request(
        self, path: str, query: bytes, content_type: str, body: bytes
    ) -> Reply | Awaitable[Reply]:
        """Answer a request to /bot<token>/<method>."""
        token, _slash, method = path.removeprefix("/bot").partition("/")
        if "%" in token:
            token = unquote(token)
        bot = self.world.bots_by_token.get(token)
        if bot is None:
            number = token.partition(":")[0]
            return refusal(UNKNOWN_TOKEN if number.isdecimal() else INVALID_TOKEN)
        try:
            raw, files = forms.read(content_type, body)
        except ApiError as error:
            return refusal(error)
        if query:
            raw.update(forms.urlencoded(query))
        return self.call(bot, method, raw, files)

    def call(
        self, bot: Bot, method: str, raw: Raw, files: Mapping[str, Upload]
    ) -> Reply | Awaitable[Reply]:
        """Answer one method; journals the call."""
        shape = schema.derived().methods.get(method.strip("/").lower())
        if shape is None:
            return self._refused(bot, method, raw, UNKNOWN_METHOD)
        lint: list[str] | None = None
        try:
            parsed = parameters.parse(shape, raw, files)
            lint = parsed.lint or None
            handler = HANDLERS.get(shape.name.lower())
            if handler is None:
                raise ApiError(501, f"Not Implemented in the local Telegram: {shape.name}")
            result = handler(Call(self.world, bot, shape.name, parsed.values, files))
        except ApiError as error:
            return self._refused(bot, shape.name, raw, error, lint)
        if isinstance(result, asyncio.Future):
            return self._later(bot, shape.name, raw, result, lint)
        self.world.journal.call(bot.id, shape.name, dict(raw), 200, None, lint)
        return Reply(200, success(result))

    async def _later(
        self,
        bot: Bot,
        method: str,
        raw: Raw,
        result: "asyncio.Future[Any]",
        lint: list[str] | None,
    ) -> Reply:
        try:
            done = await result
        except ApiError as error:
            return self._refused(bot, method, raw, error, lint)
        self.world.journal.call(bot.id, method, dict(raw), 200, None, lint)
        return Reply(200, success(done))

    def _refused(
        self, bot: Bot, method: str, raw: Raw, error: ApiError, lint: list[str] | None = None
    ) -> Reply:
        self.world.journal.call(bot.id, method, dict(raw), error.code, error.description, lint)
        return refusal(error)


def success(result: Any) -> bytes:
    """Return the body of an answer with `ok: true`."""
    if isinstance(result, Serialised):
        return b'{"ok":true,"result":' + result + b"}"
    return f'{{"ok":true,"result":{ENCODE(result)}}}'.encode("utf-8", "surrogatepass")


def refusal(error: ApiError) -> Reply:
    """Return the answer with `ok: false` for an error."""
    body: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.parameters():
        body["parameters"] = error.parameters()
    return Reply(error.code, ENCODE(body).encode(), retry_after=error.retry_after)
