"""How does Telegram read MarkdownV2, and the Markdown that came before it?"""

from dataclasses import dataclass

from bot.sandbox.entities import Json, utf16_length
from bot.sandbox.html import Broken, link, text_of_reference

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
IN_CODE = frozenset("`")
NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
}
MARKS = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "custom_emoji": "]",
}
OPENING = (
    ("__", "underline"),
    ("_", "italic"),
    ("*", "bold"),
    ("~", "strikethrough"),
    ("||", "spoiler"),
    ("[", "text_link"),
    ("![", "custom_emoji"),
    ("```", "pre"),
    ("`", "code"),
)


@dataclass(slots=True)
class _Open:
    kind: str
    begin: int
    offset: int
    piece: int
    language: str = ""


def parse_v2(source: str) -> tuple[str, list[Json]]:
    """Return plain text and entities of MarkdownV2; `Broken` if it cannot be read."""
    return _Second(source).run()


class _Second:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.plain: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.found: list[Json] = []
        self.quote: int | None = None

    def run(self) -> tuple[str, list[Json]]:
        """Read everything."""
        while self.position < len(self.source):
            self._step()
        self._end_quote()
        if self.open:
            last = self.open[-1]
            name = NAMES[last.kind]
            raise Broken(f"Can't find end of {name} entity at byte offset {self._byte(last.begin)}")
        return "".join(self.plain), sorted(
            self.found, key=lambda each: (each["offset"], -each["length"])
        )

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _write(self, piece: str) -> None:
        self.plain.append(piece)
        self.units += utf16_length(piece)

    def _step(self) -> None:
        source, position = self.source, self.position
        character = source[position]
        if character == "\\" and position + 1 < len(source) and source[position + 1] < "\x7f":
            self._write(source[position + 1])
            self.position += 2
            return
        at_line_start = position == 0 or source[position - 1] == "\n"
        inside = self.open[-1].kind if self.open else ""
        if at_line_start and inside not in ("code", "pre") and self._quote_mark(character):
            return
        if character not in (IN_CODE if inside in ("code", "pre") else RESERVED):
            self._write(character)
            self.position += 1
            return
        if inside and self._ends(inside):
            self._close()
            return
        self._begin()

    def _quote_mark(self, character: str) -> bool:
        """Lines that start with ">" are one quotation, until a line that does not."""
        if character == ">":
            if self.quote is None:
                self.quote = self.units
            self.position += 1
            return True
        self._end_quote()
        return False

    def _end_quote(self) -> None:
        if self.quote is None:
            return
        kind = "blockquote"
        if self.units > self.quote:
            self.found.append(
                {"offset": self.quote, "length": self.units - self.quote, "type": kind}
            )
        self.quote = None

    def _ends(self, kind: str) -> bool:
        if not self.source.startswith(MARKS[kind], self.position):
            return False
        return kind != "italic" or not self.source.startswith("__", self.position)

    def _begin(self) -> None:
        for mark, kind in OPENING:
            if self.source.startswith(mark, self.position):
                opened = _Open(kind, self.position, self.units, len(self.plain))
                self.position += len(mark)
                if kind == "pre":
                    opened.language = self._language()
                self.open.append(opened)
                return
        raise Broken(
            f"Character '{self.source[self.position]}' is reserved "
            "and must be escaped with the preceding '\\'"
        )

    def _language(self) -> str:
        end = self.position
        while end < len(self.source) and not self.source[end].isspace() and self.source[end] != "`":
            end += 1
        language = ""
        if end < len(self.source) and self.source[end] != "`":
            language = self.source[self.position : end]
            self.position = end
        if self.source.startswith("\n", self.position):
            self.position += 1
        return language

    def _close(self) -> None:
        opened = self.open.pop()
        self.position += len(MARKS[opened.kind])
        entity: Json = {"offset": opened.offset, "length": self.units - opened.offset}
        if opened.kind in ("text_link", "custom_emoji"):
            entity.update(self._target(opened))
        else:
            entity["type"] = opened.kind
            if opened.language:
                entity["language"] = opened.language
        if entity["length"] and "type" in entity:
            self.found.append(entity)

    def _target(self, opened: _Open) -> Json:
        address = "".join(self.plain[opened.piece :])
        if self.source.startswith("(", self.position):
            begin = self.position
            piece: list[str] = []
            self.position += 1
            while self.position < len(self.source) and self.source[self.position] != ")":
                if self.source[self.position] == "\\" and self.position + 1 < len(self.source):
                    self.position += 1
                piece.append(self.source[self.position])
                self.position += 1
            if self.position >= len(self.source):
                raise Broken(f"Can't find end of a URL at byte offset {self._byte(begin)}")
            self.position += 1
            address = "".join(piece)
        if opened.kind == "text_link":
            return link(text_of_reference(address)) or {}
        prefix = "tg://emoji?id="
        if not address.startswith(prefix):
            raise Broken("Custom emoji entity must contain a tg://emoji URL")
        return {"type": "custom_emoji", "custom_emoji_id": address.removeprefix(prefix)}


def parse_legacy(source: str) -> tuple[str, list[Json]]:
    """Return plain text and entities of the old Markdown; `Broken` if it cannot be read."""
    plain: list[str] = []
    found: list[Json] = []
    units = position = 0
    while position < len(source):
        character = source[position]
        if character == "\\" and source[position + 1 : position + 2] in tuple("_*`["):
            plain.append(source[position + 1])
            units += 1
            position += 2
        elif character in "_*`[":
            words, entity, position = _legacy_entity(source, position)
            length = utf16_length(words)
            if length and entity:
                found.append({"offset": units, "length": length, **entity})
            plain.append(words)
            units += length
        else:
            plain.append(character)
            units += utf16_length(character)
            position += 1
    return "".join(plain), found


def _legacy_entity(source: str, begin: int) -> tuple[str, Json, int]:
    mark = "```" if source.startswith("```", begin) else source[begin]
    closing = "]" if mark == "[" else mark
    start = begin + len(mark)
    entity: Json = {"type": {"_": "italic", "*": "bold", "`": "code"}.get(mark, "pre")}
    if mark == "```":
        first_line, separator, _rest = source[start:].partition("\n")
        if separator and "`" not in first_line:
            start += len(first_line) + 1
            if first_line:
                entity["language"] = first_line
    end = source.find(closing, start)
    if end < 0:
        raise Broken(
            f"Can't find end of the entity starting at byte offset {len(source[:begin].encode())}"
        )
    words, after = source[start:end], end + len(closing)
    if mark != "[":
        return words, entity, after
    address = words
    if source.startswith("(", after):
        stop = source.find(")", after)
        stop = len(source) if stop < 0 else stop
        address, after = source[after + 1 : stop], stop + 1
    return words, link(address) or {}, after
