"""How does a raw request become typed parameters, and what is wrong with it?"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.sandbox import schema
from bot.sandbox.errors import TOO_OLD_QUERY, ApiError, bad_request

Convert = Callable[[Any, list[str]], Any]

LEADING_INTEGER = re.compile(r"\s*([+-]?\d+)")
INT64_MAX = 2**63 - 1
ARRAY_OF = "Array of "
BRACKETS = ("{", "[")
KEPT = 4_096
_kept: dict[tuple[Convert, str], tuple[Any, list[str]]] = {}

# What Telegram says when a required parameter is missing; an empty value counts as missing.
MISSING_TEXTS = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "text": "message text is empty",
    "user_id": "invalid user_id specified",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "callback_query_id": TOO_OLD_QUERY,
    "action": "wrong parameter action in request",
    "media": "media must be specified",
    "phone_number": "phone number must be non-empty",
    "first_name": "first name must be non-empty",
    "question": "poll question must be non-empty",
    "options": "poll must have at least 1 option",
    "latitude": "latitude is empty",
    "longitude": "longitude is empty",
    "file_id": "file_id is not specified",
    "invite_link": "invite link is not specified",
}
UPLOADS = frozenset(
    {"photo", "document", "video", "audio", "voice", "animation", "sticker", "video_note"}
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a multipart request."""

    file_name: str
    content: bytes
    mime_type: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """Typed values by name, and `lint`: names that the schema does not know."""

    values: dict[str, Any]
    lint: list[str]


class Malformed(ValueError):
    """A value that cannot be read as its declared type."""


def parse(
    method: schema.Shape, raw: Mapping[str, Any], files: Mapping[str, Upload] | None = None
) -> Parameters:
    """Convert and check `raw` (strings of a form, or JSON values); `ApiError` 400 if wrong."""
    values: dict[str, Any] = {}
    lint: list[str] = []
    converters, required = _compiled(method.name)
    for name, value in raw.items():
        convert = converters.get(name)
        if convert is None:
            lint.append(name)
        elif value is not None:
            try:
                values[name] = _converted(convert, value, lint)
            except Malformed as problem:
                if name == "allowed_updates":
                    # Telegram keeps the former list when the new one can't be read.
                    lint.append(name)
                    continue
                raise bad_request(f"can't parse {_words(name)}: {problem}") from None
    for name in files or ():
        if name in converters:
            values[name] = f"attach://{name}"
    for name in required:
        if values.get(name) in (None, ""):
            raise missing(method.name, name)
    return Parameters(values, lint)


def _converted(convert: Convert, text: Any, lint: list[str]) -> Any:
    """Convert a value; bots send the same keyboard again and again, so the latest are kept.

    What is kept is shared between messages: nobody may change a value in place.
    """
    if convert is _string or type(text) is not str or text[:1] not in BRACKETS:
        return convert(text, lint)
    found = _kept.get((convert, text))
    if found is None:
        noted: list[str] = []
        found = convert(text, noted), noted
        if len(_kept) >= KEPT:
            del _kept[next(iter(_kept))]
        _kept[convert, text] = found
    value, noted = found
    lint.extend(noted)
    return value


def missing(method: str, name: str) -> ApiError:
    """Return the 400 for a required parameter that is absent."""
    if name in UPLOADS:
        return bad_request(f"there is no {_words(name)} in the request")
    if method in ("forwardMessage", "copyMessage", "deleteMessage") and name == "message_id":
        verb = {"forwardMessage": "forward", "copyMessage": "copy", "deleteMessage": "delete"}
        return bad_request(f"message to {verb[method]} not found")
    return bad_request(MISSING_TEXTS.get(name, f'parameter "{name}" is required'))


def _words(name: str) -> str:
    return name.replace("_", " ")


@cache
def _compiled(method: str) -> tuple[dict[str, Convert], tuple[str, ...]]:
    shape = schema.derived().methods[method.lower()]
    converters = {name: _converter(field.types) for name, field in shape.fields.items()}
    return converters, tuple(name for name, field in shape.fields.items() if field.required)


@cache
def _converter(types: tuple[str, ...]) -> Convert:
    options = [kind for kind in types if kind != "InputFile"]
    if not options:
        return _string
    if set(options) == {"Integer", "String"}:
        return _identifier
    if all(kind.startswith(ARRAY_OF) for kind in options):
        return _array(tuple(kind.removeprefix(ARRAY_OF) for kind in options))
    if len(options) == 1:
        return _single(options[0])
    return _first_that_fits(tuple(options))


def _single(kind: str) -> Convert:
    scalar = {"Integer": _integer, "String": _string, "Boolean": _boolean, "Float": _float}
    if kind in scalar:
        return scalar[kind]
    if kind.startswith(ARRAY_OF):
        return _array((kind.removeprefix(ARRAY_OF),))
    return _object(kind)


def _integer(value: Any, lint: list[str]) -> int:
    if type(value) is int:
        return value
    found = LEADING_INTEGER.match(str(value))
    number = int(found[1]) if found else 0
    return max(-INT64_MAX - 1, min(INT64_MAX, number))


def _identifier(value: Any, lint: list[str]) -> int | str:
    if type(value) is int:
        return value
    text = str(value).strip()
    return int(text) if text.lstrip("-").isdecimal() else text


def _string(value: Any, lint: list[str]) -> str:
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    raise Malformed("Expected a String")


def _boolean(value: Any, lint: list[str]) -> bool:
    if isinstance(value, bool):
        return value
    return str(value).strip().lower() in ("true", "yes", "1")


def _float(value: Any, lint: list[str]) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise Malformed("Expected a Number") from None


def _decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as problem:
        raise Malformed(f"{problem}") from None


def _array(kinds: tuple[str, ...]) -> Convert:
    @cache
    def of_item() -> Convert:
        return _converter(kinds)

    def convert(value: Any, lint: list[str]) -> list[Any]:
        items = _decoded(value)
        if not isinstance(items, list):
            raise Malformed("Expected an Array")
        item = of_item()
        return [item(each, lint) for each in items]

    return convert


def _object(kind: str) -> Convert:
    shape = schema.derived().types.get(kind)
    if shape is None:
        return lambda value, lint: _decoded(value)
    required = shape.required

    # Compiled on first use: types refer to each other in circles.
    converters: dict[str, Convert] = {}

    def convert(value: Any, lint: list[str]) -> dict[str, Any]:
        given = _decoded(value)
        if not isinstance(given, dict):
            raise Malformed("Expected an Object")
        result: dict[str, Any] = {}
        for name, item in given.items():
            if item is None:
                continue
            each = converters.get(name)
            if each is None:
                field = shape.fields.get(name)
                if field is None:
                    lint.append(f"{kind}.{name}")
                    continue
                each = converters[name] = _of_field(field)
            result[name] = each(item, lint)
        for name in required:
            if name not in result:
                raise Malformed(f'Can\'t find field "{name}"')
        return result

    return convert


def _of_field(field: schema.Field) -> Convert:
    convert, constant = _converter(field.types), field.constant
    if constant is None:
        return convert

    def checked(value: Any, lint: list[str]) -> Any:
        if convert(value, lint) != constant:
            raise Malformed(f'Unexpected value of field "{field.name}"')
        return constant

    return checked


def _first_that_fits(kinds: tuple[str, ...]) -> Convert:
    """Try the types of a union; of several problems the one that came furthest is told."""
    options = [(_single(kind), schema.derived().types.get(kind)) for kind in kinds]

    def convert(value: Any, lint: list[str]) -> Any:
        given = _decoded(value) if isinstance(value, str) and value[:1] in "[{" else value
        furthest: tuple[int, Malformed] | None = None
        for each, shape in options:
            tried: list[str] = []
            try:
                result = each(given, tried)
            except Malformed as problem:
                reached = _common_names(shape, given)
                if furthest is None or reached > furthest[0]:
                    furthest = reached, problem
            else:
                lint.extend(tried)
                return result
        raise furthest[1] if furthest else Malformed("Unexpected value")

    return convert


def _common_names(shape: schema.Shape | None, given: Any) -> int:
    if shape is None or not isinstance(given, dict):
        return 0
    return sum(1 for name in given if name in shape.fields)
