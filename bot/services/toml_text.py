"""How is a campaign document written as TOML that loads to the same document?"""

import json
from collections.abc import Mapping
from datetime import datetime

from bot.services.documents import Document

INLINE_MAX = 90
"""Longer tables get lines of their own."""
MOMENTS = ("starts_at", "ends_at")
NUMBERS = ("percent", "fee_percent", "participation_percent")
"""Kept as text in JSON, so that no digit is lost; in TOML they read better without quotes."""

Table = Mapping[str, object]


def written(document: Document) -> str:
    """TOML 1.0; what stands at its default is left out."""
    content = document.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude_defaults=True
    )
    return "\n\n".join(_table(content, "", "")) + "\n"


def _table(table: Table, path: str, header: str) -> list[str]:
    """A table and those in it, a block each: its values first, as TOML wants them."""
    lines, below = ([header] if header else []), []
    for key, value in table.items():
        place = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            inline = _inline(value)
            if path and inline is not None and len(inline) <= INLINE_MAX:
                lines.append(f"{key} = {inline}")
            else:
                below += _table(value, place, f"[{place}]")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for each in value:
                below += _table(each, place, f"[[{place}]]")
        else:
            lines.append(f"{key} = {_value(key, value)}")
    return (["\n".join(lines)] if lines else []) + below


def _inline(table: Table) -> str | None:
    """On one line; None where something in it has tables of its own."""
    parts = []
    for key, value in table.items():
        if isinstance(value, list):
            return None
        shown = _inline(value) if isinstance(value, Mapping) else _value(key, value)
        if shown is None:
            return None
        parts.append(f"{key} = {shown}")
    return "{ " + ", ".join(parts) + " }" if parts else None


def _value(key: str, value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str() if key in MOMENTS:
            return datetime.fromisoformat(value).isoformat()
        case str() if key in NUMBERS:
            return value
        case str():
            # The escapes of JSON are among those of TOML; DEL alone has to be escaped there only.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case int() | float():
            return repr(value)
        case list():
            return "[" + ", ".join(_value("", each) for each in value) + "]"
    raise TypeError(type(value))
