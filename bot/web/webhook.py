"""How do updates come in when Telegram calls us?"""

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from bot.errors import Unavailable

PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY_MAX_BYTES = 1_000_000
RETRY_AFTER_SECONDS = 5

Handle = Callable[[dict[str, Any]], Awaitable[None]]
"""Returns when the update is done; raises `Unavailable` when it must come again."""


def build(secret: str, handle: Handle) -> APIRouter:
    router = APIRouter()
    expected = secret.encode()

    @router.post(PATH)
    async def receive(request: Request) -> Response:
        # Bytes, since compare_digest refuses text that is not ASCII; before the body is read.
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, expected):
            return Response(status_code=401)
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        if not isinstance(raw, dict):
            return Response(status_code=400)
        try:
            await handle(raw)
        except Unavailable:
            return Response(status_code=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
        return Response(status_code=200)

    return router


async def _read(request: Request) -> bytes | None:
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > BODY_MAX_BYTES:
            return None
        chunks.append(chunk)
    return b"".join(chunks)
