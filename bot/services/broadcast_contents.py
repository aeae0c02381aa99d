"""What does every recipient of a broadcast get, and will Telegram take it?"""

import html as markup
import re
from dataclasses import dataclass
from typing import Any

from bot.errors import UserError
from models import Broadcast, BroadcastKind

TEXT_MAX = 4_096
CAPTION_MAX = 1_024
"""UTF-16 code units after the entities are parsed (Bot API, sendMessage and sendPhoto)."""
BUTTONS_MAX = 8
BUTTON_TEXT_MAX = 64
ADDRESS_MAX = 2_048
TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"(?:https?://[^\s/.]+\.[^\s]+|tg://[^\s]+)", re.IGNORECASE)
SHORT_ADDRESS = re.compile(r"(?:t\.me|telegram\.me|www\.[^\s/]+\.[^\s/]+)(?:/\S*)?", re.IGNORECASE)
BUTTON_LINE = re.compile(r"(?P<text>\S.*?)\s+[—–-]\s+(?P<address>\S+)")
LIKE_AN_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]*://\S*|(?:javascript|data|file|mailto|tel|ftp):\S*", re.IGNORECASE
)


class BroadcastEmpty(UserError):
    pass


class BroadcastTooLong(UserError):
    """Arguments: `length`, `limit`."""


class BroadcastCaptionTooLong(UserError):
    """Arguments: `length`, `limit`."""


class BroadcastButtonRefused(UserError):
    """Arguments: `button`."""


class BroadcastButtonsTooMany(UserError):
    """Arguments: `limit`."""


@dataclass(frozen=True)
class LinkButton:
    text: str
    url: str


@dataclass(frozen=True)
class Content:
    """One message, the same for everybody."""

    html: str
    kind: BroadcastKind = BroadcastKind.TEXT
    file_id: str | None = None
    buttons: tuple[tuple[LinkButton, ...], ...] = ()
    shows_links: bool = False


def of(broadcast: Broadcast) -> Content:
    rows = broadcast.buttons or []
    return Content(
        broadcast.html,
        BroadcastKind(broadcast.kind),
        broadcast.file_id,
        tuple(tuple(LinkButton(text, url) for text, url in row) for row in rows),
        broadcast.shows_links,
    )


def columns(content: Content) -> dict[str, Any]:
    """As a row of `broadcasts` keeps it; `of` reads it."""
    return {
        "html": content.html,
        "kind": content.kind,
        "file_id": content.file_id,
        "buttons": [[[one.text, one.url] for one in row] for row in content.buttons] or None,
        "shows_links": content.shows_links,
    }


def check(content: Content) -> None:
    """Raises `BroadcastEmpty`, `BroadcastTooLong` and `BroadcastCaptionTooLong`."""
    length = text_length(content.html)
    if content.kind == BroadcastKind.TEXT:
        if length == 0:
            raise BroadcastEmpty
        if length > TEXT_MAX:
            raise BroadcastTooLong(length=length, limit=TEXT_MAX)
    elif length > CAPTION_MAX:
        raise BroadcastCaptionTooLong(length=length, limit=CAPTION_MAX)


def plain(html: str) -> str:
    """The text without its markup."""
    return markup.unescape(TAG.sub("", html)).strip()


def text_length(html: str) -> int:
    """Length as Telegram counts it: UTF-16 code units without the markup."""
    return len(plain(html).encode("utf-16-le")) // 2


def has_link(html: str) -> bool:
    return "<a href=" in html or re.search(r"https?://|\bt\.me/", html) is not None


def split_buttons(text: str) -> tuple[str, list[LinkButton]]:
    """A text without the lines at its end that are buttons, and the buttons.

    A button is a line "Text — https://…". Raises `BroadcastButtonRefused` for an address that is
    neither http(s) nor tg, and `BroadcastButtonsTooMany`.
    """
    lines = text.rstrip().split("\n")
    buttons: list[LinkButton] = []
    while lines and (button := _button(lines[-1])) is not None:
        buttons.insert(0, button)
        lines.pop()
        while buttons and lines and not lines[-1].strip():
            lines.pop()
    if not buttons:
        return text, []
    if len(buttons) > BUTTONS_MAX:
        raise BroadcastButtonsTooMany(limit=BUTTONS_MAX)
    return "\n".join(lines), buttons


def _button(line: str) -> LinkButton | None:
    """Raises `BroadcastButtonRefused`."""
    found = BUTTON_LINE.fullmatch(line.strip())
    if found is None:
        return None
    text, address = found["text"], found["address"]
    if SHORT_ADDRESS.fullmatch(address):
        address = f"https://{address}"
    elif not LIKE_AN_ADDRESS.fullmatch(address):
        return None
    is_usable = ADDRESS.fullmatch(address) is not None and len(address) <= ADDRESS_MAX
    if not is_usable or len(text) > BUTTON_TEXT_MAX:
        raise BroadcastButtonRefused(button=line.strip()[:100])
    return LinkButton(text, address)
