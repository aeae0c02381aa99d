"""How is the operator told what is wrong in a campaign document?"""

import difflib
import json
from collections.abc import Iterable

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import OperatorError

LINES_MAX = 20
VALUE_LENGTH_MAX = 60
LINE_LENGTH_MAX = 300

Place = tuple[int | str, ...]


class DocumentRefused(OperatorError):
    """A campaign document has mistakes; `lines` has one sentence for each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def explain(error: ValidationError, document: type[BaseModel]) -> list[str]:
    """One line for each mistake: where, which value, what is allowed; at most 20."""
    # A file can have 30,000 mistakes, and to say what a word may have meant takes its time.
    told = error.errors(include_url=False)[:LINES_MAX]
    lines = [_on_one_line(_line(detail, document)) for detail in told]
    more = error.error_count() - len(told)
    return [*lines, f"… and {more} more mistakes"] if more else lines


def _on_one_line(line: str) -> str:
    # The document may be somebody else's, and the line goes to a terminal.
    shown = "".join(letter if letter.isprintable() else "·" for letter in line)
    return shown if len(shown) <= LINE_LENGTH_MAX else shown[:LINE_LENGTH_MAX] + "…"


def _line(detail: ErrorDetails, document: type[BaseModel]) -> str:
    place = detail["loc"]
    where = _where(detail)
    if detail["type"] == "extra_forbidden":
        return f"{where}: there is no such {_kind(place, detail)}{_did_you_mean(place, document)}"
    message = _message(detail)
    value = detail["input"]
    if detail["type"] == "missing" or isinstance(value, dict | list | tuple | BaseModel):
        return f"{where}: {message}" if where else message
    return f"{where} = {_shown(value)}: {message}"


def _shown(value: object) -> str:
    try:
        shown = json.dumps(value, ensure_ascii=False, default=str)
    except ValueError:
        # A hexadecimal number can have more digits than Python writes out.
        return "…"
    return shown if len(shown) <= VALUE_LENGTH_MAX else shown[:VALUE_LENGTH_MAX] + "…"


def _kind(place: Place, detail: ErrorDetails) -> str:
    is_section = isinstance(detail["input"], dict | list) and len(place) < 3
    return "section" if is_section else "key"


def _where(detail: ErrorDetails) -> str:
    """The place as the file has it: "[campaign.unit] decimals", "[[reward]] no. 2, amount"."""
    match place := detail["loc"]:
        case ():
            return ""
        case (str(section), int(index)):
            return f"[[{section}]] no. {index + 1}"
        case (str(section), int(index), *keys):
            return f"[[{section}]] no. {index + 1}, {_keys(keys)}"
        case ("campaign", "title" | "terms" | "unit" as section, "name", *keys):
            return f"[campaign.{section}.name] {_keys(keys)}".rstrip()
        case ("campaign", "title" | "terms" | "unit" as section, *keys):
            return f"[campaign.{section}] {_keys(keys)}".rstrip()
        case (section,) if detail["type"] == "too_long":
            return f"[[{section}]]"
        case (section, *keys):
            return f"[{section}] {_keys(keys)}".rstrip()
    raise AssertionError(place)


def _keys(keys: Iterable[int | str]) -> str:
    words = [f"no. {key + 1}" if isinstance(key, int) else key for key in keys]
    return ".".join(words).replace(".no.", " no.")


def _message(detail: ErrorDetails) -> str:
    limits, place = detail.get("ctx", {}), detail["loc"]
    match detail["type"]:
        case "missing":
            return "is missing"
        case "literal_error" | "enum":
            return f"must be {limits['expected']}"
        case "string_type":
            return "must be a text in quotes"
        case "string_too_long":
            return f"must have at most {limits['max_length']:,} characters"
        case "bool_type":
            return "must be true or false"
        case "too_long":
            return f"there may be at most {limits['max_length']}"
        case "tuple_type":
            return "must be a list" if len(place) > 1 else f"is written [[{place[0]}]]"
        case "model_type" | "model_attributes_type":
            return "must be a section of its own"
    return detail["msg"].removeprefix("Value error, ")


def _did_you_mean(place: Place, document: type[BaseModel]) -> str:
    section: type[BaseModel] | None = document
    for part in place[:-1]:
        if section is not None and isinstance(part, str):
            section = _section(section, part)
    if section is None:
        return ""
    names = [field.alias or name for name, field in section.model_fields.items()]
    close = difflib.get_close_matches(str(place[-1]), names, n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(names)}"


def _section(section: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, field in section.model_fields.items():
        if (field.alias or name) != key:
            continue
        pending: list[object] = [field.annotation]
        while pending:
            annotation = pending.pop()
            if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                return annotation
            pending.extend(getattr(annotation, "__args__", ()))
    return None
