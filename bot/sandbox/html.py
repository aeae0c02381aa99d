"""How does Telegram read HTML, and what does it say when it can't?"""

import re
from typing import Any

from bot.sandbox.entities import Json, utf16_length

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset({*SIMPLE_TAGS, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"})
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
SPECIAL = re.compile(r"[<&]")
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
SPACES = re.compile(r"\s*")
USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


class Broken(ValueError):
    """Markup that cannot be parsed; the text is what follows "can't parse entities: "."""


def parse(text: str) -> tuple[str, list[Json]]:
    """Return plain text and entities of Telegram's HTML; `Broken` if it cannot be read."""
    parser = _Html(text)
    parser.run()
    return "".join(parser.plain), parser.entities()


class _Html:
    def __init__(self, source: str) -> None:
        self.source = source
        self.plain: list[str] = []
        self.units = 0
        self.open: list[tuple[str, str, int, int]] = []
        self.found: list[Json] = []

    def run(self) -> None:
        source, position = self.source, 0
        while (special := SPECIAL.search(source, position)) is not None:
            self._write(source[position : special.start()])
            if special[0] == "&":
                position = self._reference(special.start())
            elif source.startswith("</", special.start()):
                position = self._end_tag(special.start())
            else:
                position = self._start_tag(special.start())
        self._write(source[position:])
        if self.open:
            raise Broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')

    def entities(self) -> list[Json]:
        """Return the entities in Telegram's order: by offset, the longer first."""
        return sorted(self.found, key=lambda each: (each["offset"], -each["length"]))

    def _write(self, piece: str) -> None:
        if piece:
            self.plain.append(piece)
            self.units += utf16_length(piece)

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _reference(self, begin: int) -> int:
        match = REFERENCE.match(self.source, begin)
        decoded = _decode(match) if match else None
        if match is None or decoded is None:
            self._write("&")
            return begin + 1
        self._write(decoded)
        return match.end()

    def _start_tag(self, begin: int) -> int:
        source = self.source
        name_match = TAG_NAME.match(source, begin + 1)
        assert name_match is not None
        position = name_match.end()
        if position >= len(source):
            raise Broken(f"Unclosed start tag at byte offset {self._byte(begin)}")
        name = name_match[0].lower()
        if name not in TAGS:
            raise Broken(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        argument = ""
        while True:
            position = _skip_spaces(source, position)
            if position >= len(source):
                raise Broken(f'Unclosed start tag "{name}" at byte offset {self._byte(begin)}')
            if source[position] == ">":
                break
            attribute, value, position = self._attribute(name, begin, position)
            argument = _argument(name, attribute, value) or argument
        if name == "span" and argument != "spoiler":
            raise Broken(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}'
            )
        self.open.append((name, argument, self.units, len(self.plain)))
        return position + 1

    def _attribute(self, tag: str, begin: int, position: int) -> tuple[str, str, int]:
        source = self.source
        unclosed = Broken(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        match = ATTRIBUTE_NAME.match(source, position)
        if match is None or not match[0]:
            raise Broken(
                f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}'
            )
        position = _skip_spaces(source, match.end())
        if position >= len(source):
            raise unclosed
        if source[position] != "=":
            return match[0].lower(), "", position
        position = _skip_spaces(source, position + 1)
        if position >= len(source):
            raise unclosed
        quote = source[position]
        if quote not in "\"'":
            token = TOKEN.match(source, position)
            assert token is not None
            end = token.end()
            if end < len(source) and not source[end].isspace() and source[end] != ">":
                raise Broken(f"Unexpected end of name token at byte offset {self._byte(position)}")
            return match[0].lower(), token[0].lower(), end
        end = source.find(quote, position + 1)
        if end < 0:
            raise unclosed
        return match[0].lower(), text_of_reference(source[position + 1 : end]), end + 1

    def _end_tag(self, begin: int) -> int:
        source = self.source
        match = TAG_NAME.match(source, begin + 2)
        assert match is not None
        position = _skip_spaces(source, match.end())
        if position >= len(source) or source[position] != ">":
            raise Broken(f"Unclosed end tag at byte offset {self._byte(begin)}")
        if not self.open:
            raise Broken(f"Unexpected end tag at byte offset {self._byte(begin)}")
        name, argument, offset, piece = self.open.pop()
        if match[0] and match[0].lower() != name:
            raise Broken(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{name}>", found "</{match[0].lower()}>"'
            )
        if self.units > offset:
            self._close(name, argument, offset, piece)
        return position + 1

    def _close(self, name: str, argument: str, offset: int, piece: int) -> None:
        entity: Json = {"offset": offset, "length": self.units - offset}
        match name:
            case "a":
                entity.update(link(argument or "".join(self.plain[piece:])) or {})
            case "pre":
                entity["type"] = "pre"
                entity.update(self._language_of_inner_code(entity))
            case "code":
                entity["type"] = "code"
                if argument and self.open and self.open[-1][0] == "pre":
                    entity["language"] = argument
            case "blockquote":
                entity["type"] = "expandable_blockquote" if argument else "blockquote"
            case "tg-emoji":
                entity.update({"type": "custom_emoji", "custom_emoji_id": argument})
            case _ if name in SIMPLE_TAGS:
                entity["type"] = SIMPLE_TAGS[name]
        if "type" in entity:
            self.found.append(entity)

    def _language_of_inner_code(self, outer: Json) -> Json:
        """<pre><code class="language-x"> is one entity: the code that fills it gives way."""
        inner = self.found[-1] if self.found else None
        if inner is None or inner["type"] != "code" or not _same_place(inner, outer):
            return {}
        self.found.pop()
        return {"language": inner["language"]} if "language" in inner else {}


def text_of_reference(text: str) -> str:
    """Return a text with its &-references decoded."""
    return REFERENCE.sub(lambda each: _decode(each) or each[0], text)


def _decode(match: re.Match[str]) -> str | None:
    if match[3]:
        return NAMED.get(match[3])
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else None


def _skip_spaces(source: str, position: int) -> int:
    if source[position : position + 1] == ">":
        return position
    match = SPACES.match(source, position)
    return match.end() if match else position


def _same_place(first: Json, second: Json) -> bool:
    return bool(first["offset"] == second["offset"] and first["length"] == second["length"])


def _argument(tag: str, attribute: str, value: str) -> str:
    match tag, attribute:
        case "a", "href":
            return value
        case "code", "class" if value.startswith("language-"):
            return value.removeprefix("language-")
        case "span", "class" if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case "tg-emoji", "emoji-id":
            return value
        case "blockquote", "expandable":
            return "expandable"
    return ""


def link(address: str) -> dict[str, Any] | None:
    """Return what makes an entity of an address, None if it is no address."""
    address = address.strip()
    user = USER_LINK.match(address)
    if user:
        return {"type": "text_mention", "user": {"id": int(user[1])}}
    if not address or " " in address or ("." not in address and "://" not in address):
        return None
    if "://" not in address:
        address = f"http://{address}"
    scheme, _separator, rest = address.partition("://")
    if scheme == "tg":
        return {"type": "text_link", "url": address}
    return {"type": "text_link", "url": address if "/" in rest else f"{address}/"}
