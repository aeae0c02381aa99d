"""What does the local Telegram answer to a request of a bot?"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, replace
from http.client import responses
from typing import Any
from urllib.parse import unquote

from bot.sandbox import forms, parameters, schema, webhook
from bot.sandbox.errors import ApiError, too_many_requests
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.methods import HANDLERS, Call
from bot.sandbox.methods.intake import Described, Serialised
from bot.sandbox.parameters import Upload
from bot.sandbox.people import Bot
from bot.sandbox.world import Telegram

LOG = logging.getLogger(__name__)
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
UNKNOWN_METHOD = ApiError(404, "Not Found: method not found")
UNKNOWN_TOKEN = ApiError(401, "Unauthorized")
INVALID_TOKEN = ApiError(401, "Unauthorized: invalid token specified")


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer: status, JSON body, and whether the connection breaks instead."""

    status: int
    body: bytes
    retry_after: int | None = None
    dropped: bool = False


@dataclass(slots=True)
class _Request:
    bot: Bot
    method: str
    raw: dict[str, Any]
    files: Mapping[str, Upload]
    lint: list[str] | None = None
    fault: Fault | None = None

    def loses_reply(self) -> bool:
        """Tell whether the answer is carried out but never arrives."""
        return self.fault is not None and self.fault.kind is FaultKind.LOST_REPLY


class Api:
    """Answers Bot API requests on the world; synchronous unless the answer has to wait."""

    def __init__(self, world: Telegram) -> None:
        self.world = world
        self._deliverers: dict[int, webhook.Deliverer] = {}
        world.switch_delivery = self.switch_delivery

    def request(
        self, path: str, query: bytes, content_type: str, body: bytes
    ) -> Reply | Awaitable[Reply]:
        """Answer a request to /bot<token>/<method>."""
        token, _slash, method = path.removeprefix("/bot").partition("/")
        if "%" in token:
            token = unquote(token)
        bot = self.world.bots_by_token.get(token)
        if bot is None:
            return refusal(UNKNOWN_TOKEN if token[:1].isdecimal() else INVALID_TOKEN)
        try:
            raw, files = forms.read(content_type, body)
        except ApiError as error:
            return refusal(error)
        if query:
            raw.update(forms.urlencoded(query))
        return self.call(bot, method, raw, files)

    def call(
        self, bot: Bot, method: str, raw: dict[str, Any], files: Mapping[str, Upload]
    ) -> Reply | Awaitable[Reply]:
        """Answer one method, unless a fault hits it; journals the call."""
        shape = schema.derived().methods.get(method.strip("/").lower())
        if shape is None:
            return self._refused(_Request(bot, method, raw, files), UNKNOWN_METHOD)
        request = _Request(bot, shape.name, raw, files)
        if self.world.faults.rules:
            fault = request.fault = self.world.faults.for_call(shape.name)
            if fault is not None and fault.kind is FaultKind.DELAY:
                return self._delayed(request, shape, fault.seconds)
            if fault is not None and fault.kind is not FaultKind.LOST_REPLY:
                return self._failed(request, fault)
        return self._carry_out(request, shape)

    def _carry_out(self, request: _Request, shape: schema.Shape) -> Reply | Awaitable[Reply]:
        try:
            parsed = parameters.parse(shape, request.raw, request.files)
            request.lint = parsed.lint or None
            handler = HANDLERS.get(shape.name.lower())
            if handler is None:
                raise ApiError(501, f"Not Implemented in the local Telegram: {shape.name}")
            result = handler(
                Call(self.world, request.bot, shape.name, parsed.values, request.files)
            )
        except ApiError as error:
            return self._refused(request, error)
        except Exception:
            return self._broke(request)
        if isinstance(result, asyncio.Future):
            return self._later(request, result)
        return self._done(request, result)

    def _broke(self, request: _Request) -> Reply:
        """A mistake of ours must look like one, and must not end the connection."""
        LOG.exception("%s failed with %s", request.method, request.raw)
        return self._refused(request, ApiError(500, "Internal Server Error"))

    async def _delayed(self, request: _Request, shape: schema.Shape, seconds: float) -> Reply:
        await self.world.clock.sleep(seconds)
        answer = self._carry_out(request, shape)
        return answer if isinstance(answer, Reply) else await answer

    async def _later(self, request: _Request, result: "asyncio.Future[Any]") -> Reply:
        try:
            return self._done(request, await result)
        except ApiError as error:
            return self._refused(request, error)
        except Exception:
            return self._broke(request)

    def _done(self, request: _Request, result: Any) -> Reply:
        self.world.journal.call(
            request.bot.id, request.method, request.raw, 200, _fault_note(request), request.lint
        )
        return Reply(200, success(result), dropped=request.loses_reply())

    def _refused(self, request: _Request, error: ApiError) -> Reply:
        self.world.journal.call(
            request.bot.id,
            request.method,
            request.raw,
            error.code,
            error.description,
            request.lint,
        )
        return replace(refusal(error), dropped=request.loses_reply())

    def _failed(self, request: _Request, fault: Fault) -> Reply:
        if fault.kind is FaultKind.RETRY_AFTER:
            return self._refused(request, too_many_requests(max(1, round(fault.seconds))))
        if fault.kind is FaultKind.DROP:
            self.world.journal.call(
                request.bot.id, request.method, request.raw, 0, "fault: drop", None
            )
            return Reply(0, b"", dropped=True)
        phrase = responses.get(fault.status, "Error")
        return self._refused(request, ApiError(fault.status, phrase))

    async def switch_delivery(self, bot: Bot) -> None:
        """Stop posting to the former webhook of a bot and start with the one it has now."""
        former = self._deliverers.pop(bot.id, None)
        if former is not None:
            await former.stop()
        if bot.webhook is not None:
            deliverer = webhook.Deliverer(self.world, bot, bot.webhook, self._answer_reply)
            self._deliverers[bot.id] = deliverer
            deliverer.start()

    async def resume(self) -> None:
        """Start posting to the webhooks that bots had when the world was served before."""
        for bot in self.world.bots.values():
            if bot.webhook is not None:
                await self.switch_delivery(bot)

    async def close(self) -> None:
        """Stop all deliveries."""
        for deliverer in list(self._deliverers.values()):
            await deliverer.stop()
        self._deliverers.clear()

    async def _answer_reply(self, bot: Bot, content_type: str, body: bytes) -> None:
        """Carry out the method in a webhook's reply; the bot never learns the result."""
        asked = webhook.method_of_reply(content_type, body)
        if asked is not None:
            answer = self.call(bot, *asked)
            if not isinstance(answer, Reply):
                await answer


def success(result: Any) -> bytes:
    """Return the body of an answer with `ok: true`."""
    if isinstance(result, Serialised):
        return b'{"ok":true,"result":' + result + b"}"
    if isinstance(result, Described):
        body = {"ok": True, "result": result.result, "description": result.description}
        return ENCODE(body).encode()
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


def _fault_note(request: _Request) -> str | None:
    return None if request.fault is None else f"fault: {request.fault.kind}"
