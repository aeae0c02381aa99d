"""Which commands, mentions and links does Telegram find by itself in a plain text?"""

import re
from typing import Any

Json = dict[str, Any]

MAYBE = re.compile(r"[/@#$.:]")
FOUND = re.compile(
    r"(?P<url>\b(?:https?://|tg://)[^\s<>\"']+|(?<![\w@./])(?:t\.me|telegram\.me)/[^\s<>\"']+)"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+\.[A-Za-z]{2,})"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w))"
    r"|(?P<hashtag>(?<![\w#&])#\w*[^\W\d]\w*)"
    r"|(?P<cashtag>(?<![\w$])\$[A-Z]{1,8}(?!\w))"
)
URL_TAIL = ".,;:!?)]}»…"


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units, in which entity offsets are counted."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def find(text: str) -> list[Json]:
    """Return the automatic entities of `text`, in order, with offsets in UTF-16 units."""
    if MAYBE.search(text) is None:
        return []
    found: list[Json] = []
    for match in FOUND.finditer(text):
        kind, value = str(match.lastgroup), match[0]
        if kind == "url":
            value = value.rstrip(URL_TAIL)
        found.append(
            {
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(value),
                "type": kind,
            }
        )
    return found


def merge(given: list[Json], automatic: list[Json]) -> list[Json]:
    """Add the automatic entities that overlap none of the given ones."""
    if not automatic:
        return given
    kept = list(given)
    for candidate in automatic:
        begin, end = candidate["offset"], candidate["offset"] + candidate["length"]
        if all(
            end <= other["offset"] or begin >= other["offset"] + other["length"]
            for other in given
            if other["type"] not in ("bold", "italic", "underline", "strikethrough", "spoiler")
            or not (other["offset"] <= begin and end <= other["offset"] + other["length"])
        ):
            kept.append(candidate)
    if len(kept) > 1:
        kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return kept
