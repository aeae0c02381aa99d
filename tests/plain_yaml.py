"""What does a YAML file say that keeps to maps, lists, plain scalars, JSON lists and anchors?

Ours do (docs/deploy): for a few files no further package is needed.
"""

import json
import re
from typing import Any

KEY = re.compile(r"([\w.<-]+):(?: (.*))?$")


class NotPlain(Exception):
    """The file uses more of YAML than is read here, or is wrong."""


def read(text: str) -> Any:
    lines = [
        (len(line) - len(line.lstrip()), line.strip())
        for line in text.splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    anchors: dict[str, Any] = {}
    value, rest = _block(lines, anchors)
    if rest:
        raise NotPlain(rest[0][1])
    return value


Lines = list[tuple[int, str]]


def _block(lines: Lines, anchors: dict[str, Any]) -> tuple[Any, Lines]:
    """The map or list that begins here, and what comes after it."""
    indent, first = lines[0]
    is_list = first.startswith("- ")
    items: list[Any] = []
    entries: dict[str, Any] = {}
    while lines and lines[0][0] == indent and lines[0][1].startswith("- ") == is_list:
        said = lines[0][1]
        if is_list:
            # What stands behind the dash begins a block of its own.
            lines = [(indent + 2, said[2:]), *lines[1:]]
            if KEY.match(said[2:]):
                item, lines = _block(lines, anchors)
            else:
                item, lines = _scalar(said[2:]), lines[1:]
            items.append(item)
            continue
        lines = _entry(lines, entries, anchors)
    if lines and lines[0][0] > indent:
        raise NotPlain(lines[0][1])
    return (items if is_list else entries), lines


def _entry(lines: Lines, entries: dict[str, Any], anchors: dict[str, Any]) -> Lines:
    """Read one key with its value into a map; returns what comes after it."""
    indent, said = lines[0]
    found = KEY.match(said)
    if found is None:
        raise NotPlain(said)
    key, plain = found[1], found[2] or ""
    if key == "<<":
        entries.update(anchors[plain.removeprefix("*")] | entries)
        return lines[1:]
    anchor = plain[1:] if plain.startswith("&") else ""
    value: Any = _scalar(plain) if plain and not anchor else None
    rest = lines[1:]
    if value is None and rest and rest[0][0] > indent:
        value, rest = _block(rest, anchors)
    entries[key] = value
    if anchor:
        anchors[anchor] = value
    return rest


def _scalar(said: str) -> Any:
    if said[0] in '["':
        return json.loads(said)
    if said[0] == "'":
        return said[1:-1].replace("''", "'")
    return {"true": True, "false": False}.get(said, said)
