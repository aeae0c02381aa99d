"""What does a request's body say? Whatever is not exactly as described is refused by its field."""

import asyncio
import json
from datetime import datetime
from typing import Any, TypeVar

from fastapi import Request
from pydantic import ValidationError

from bot.services import answers
from bot.web.api import shapes
from bot.web.api.problems import Mistake, Problem

BODY_MAX_BYTES = 64 * 1024
BODY_SECONDS_MAX = 30
POINTER_LENGTH_MAX = 100

Shape = TypeVar("Shape", bound=shapes.Request)


class _Repeated(ValueError):
    """A key stands twice in one object: which of both is meant?"""


async def body(request: Request) -> bytes:
    chunks, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS_MAX):
            async for chunk in request.stream():
                size += len(chunk)
                if size > BODY_MAX_BYTES:
                    raise Problem("body-too-large", f"At most {BODY_MAX_BYTES} bytes are read.")
                chunks.append(chunk)
    except TimeoutError:
        raise Problem("body-slow", f"It took more than {BODY_SECONDS_MAX} seconds.") from None
    return b"".join(chunks)


def parse(raw: bytes, shape: type[Shape]) -> Shape:
    """Raises `Problem` for what is no JSON, and one `Mistake` for every field that is wrong."""
    try:
        content = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse_constant
        )
    except _Repeated as error:
        raise Problem(
            "not-json", f"The key {str(error)[:POINTER_LENGTH_MAX]} stands twice."
        ) from None
    except (ValueError, RecursionError):
        raise Problem("not-json", "Send one JSON object in UTF-8.") from None
    if not isinstance(content, dict):
        mistake = Mistake("", "must be an object")
        raise Problem("invalid", "Send one JSON object.", mistakes=[mistake])
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        raise _invalid([_mistake(detail) for detail in error.errors(include_url=False)]) from None


def conversion(raw: bytes, *, now: datetime) -> shapes.ConversionReport:
    report = parse(raw, shapes.ConversionReport)
    if report.occurred_at is not None:
        wrong = shapes.wrong_moment(report.occurred_at, now)
        if wrong is not None:
            raise _invalid([Mistake("/occurred_at", wrong)])
    return report


def idempotency_key(request: Request) -> str | None:
    given = request.headers.getlist("Idempotency-Key")
    if not given:
        return None
    key = given[0]
    is_readable = 0 < len(key) <= answers.KEY_LENGTH_MAX and key.isascii() and key.isprintable()
    if len(given) > 1 or not is_readable:
        raise Problem(
            "idempotency-key-malformed",
            f"Send one of 1 to {answers.KEY_LENGTH_MAX} visible ASCII characters.",
        )
    return key


def _invalid(mistakes: list[Mistake]) -> Problem:
    fields = ", ".join(mistake.pointer for mistake in mistakes)[:POINTER_LENGTH_MAX]
    return Problem("invalid", f"See errors: {fields}.", mistakes=mistakes)


def _mistake(detail: Any) -> Mistake:
    if detail["type"] == "commission":
        return Mistake("/commission", detail["msg"])
    places = [str(part).replace("~", "~0").replace("/", "~1") for part in detail["loc"]]
    pointer = "".join(f"/{place}" for place in places)[:POINTER_LENGTH_MAX]
    said = {"extra_forbidden": "there is no such field", "missing": "must be there"}
    return Mistake(pointer, said.get(detail["type"], detail["msg"]))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        # Half of a surrogate pair, as "\ud800", is no text that an answer could name.
        key.encode("utf-8")
        if key in found:
            raise _Repeated(key)
        found[key] = value
    return found


def _refuse_constant(_name: str) -> None:
    # NaN and Infinity, which Python reads and JSON does not have.
    raise ValueError
