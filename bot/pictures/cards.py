"""What can be drawn? Plain values: what they hold is all that their picture shows."""

import hashlib
import json
from dataclasses import asdict, dataclass

DRAWING_VERSION = 1
"""Raised when the same card begins to look different, so that old uploads are not sent again."""


@dataclass(frozen=True)
class QrCard:
    """An invite to scan: the campaign's title, the code as QR and as text, and where it leads."""

    title: str
    link: str
    code: str
    hint: str
    """One line under the code in the person's language."""
    address: str
    """For people without a camera at hand: "t.me/sarafan_bot"."""


Card = QrCard
KINDS: dict[str, type[Card]] = {"qr": QrCard}


def to_json(card: Card) -> str:
    kind = next(name for name, card_class in KINDS.items() if isinstance(card, card_class))
    return json.dumps([kind, asdict(card)], sort_keys=True)


def from_json(line: str | bytes) -> Card:
    kind, fields = json.loads(line)
    return KINDS[kind](**fields)


def digest(card: Card, *, bot_id: int = 0) -> str:
    """SHA-256, hex, of what the card shows; with a bot, of that bot's upload of it.

    A file id works for the bot that uploaded the file and for no other (Bot API, Sending files).
    """
    content = f"{DRAWING_VERSION}\n{bot_id}\n{to_json(card)}"
    return hashlib.sha256(content.encode()).hexdigest()
