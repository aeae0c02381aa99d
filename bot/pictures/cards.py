"""What can be drawn? Plain values: what they hold is all that their picture shows."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

DRAWING_VERSION = 2
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


class BoardRow(NamedTuple):
    """One participant of a leaderboard."""

    place: int
    name: str
    value: str
    """What they are there for: "12 friends"."""
    is_mine: bool = False


@dataclass(frozen=True)
class BoardCard:
    """The best of a campaign; `mine` is the viewer's row where it is further down."""

    title: str
    heading: str
    period: str
    rows: tuple[BoardRow, ...]
    mine: BoardRow | None
    nameless: str
    """In place of a name of which nothing can be drawn."""
    date: str
    address: str


class Line(NamedTuple):
    """One line of a chart, with what it is called and its sum in words."""

    name: str
    total: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class GrowthCard:
    """How much happened in each day, week or month of a period."""

    title: str
    period: str
    lines: tuple[Line, ...]
    before: Line | None
    """The first line's period before this one."""
    labels: tuple[str, ...]
    """Of the days, as many as each line has values."""
    unit: str
    """What one point of a line is: "by day"."""
    separator: str
    """Between thousands."""


class Stage(NamedTuple):
    """One step of a funnel."""

    name: str
    amount: int
    number: str
    """The amount as it is written."""
    share: str
    """Of the first step, "71%"; empty for the first."""


@dataclass(frozen=True)
class FunnelCard:
    """How many got how far."""

    title: str
    period: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class ForecastCard:
    """What a campaign may bring by the end of each month, in whole units of money."""

    title: str
    period: str
    names: tuple[str, ...]
    values: tuple[str, ...]
    """Of the names, as they are written."""
    low: tuple[int, ...]
    """Nine of ten runs are above."""
    middle: tuple[int, ...]
    high: tuple[int, ...]
    axis: str
    verdict: str
    is_well: bool
    separator: str


class ArmRow(NamedTuple):
    """One arm of an experiment; shares and bounds in tenths of a per cent."""

    name: str
    people: str
    """How many, in words."""
    value: str
    """The share as it is written."""
    share: int
    low: int
    high: int


@dataclass(frozen=True)
class ArmsCard:
    """How the arms of an experiment do, and what may be said about it."""

    title: str
    heading: str
    arms: tuple[ArmRow, ...]
    verdict: str
    separator: str
    """Before the decimals of a number."""
    percent_sign: str


@dataclass(frozen=True)
class PuzzleCard:
    """A picture task: what is in its nine cells, in reading order."""

    things: tuple[str, ...]
    seed: str
    """All else about it is chance that begins here: the same seed is never used twice."""


@dataclass(frozen=True)
class PlainQrCard:
    """A link to scan, on a page that says the rest."""

    link: str


@dataclass(frozen=True)
class PosterCard:
    """An invite to hang up: A4, 300 dots an inch."""

    title: str
    call: str
    """What people are called upon to do."""
    link: str
    hint: str
    """What to do with the QR code."""
    code: str
    code_hint: str
    """What to do with the code in large type."""
    address: str
    logo: str = ""
    """PNG or JPEG in base64; empty: none."""
    is_pdf: bool = False


@dataclass(frozen=True)
class InvitationCard:
    """An invite to post: a square, or wide as messengers preview a page."""

    shape: str
    """ "square" or "wide"."""
    title: str
    sender: str
    """Who invites, under the name that they allow."""
    call: str
    gain: str
    """What there is for the friend; empty: nothing."""
    address: str
    logo: str = ""
    link: str = ""
    """As QR code, on a square one."""
    code: str = ""


class Gain(NamedTuple):
    """Who gets what at the end of a flow."""

    who: str
    what: str


@dataclass(frozen=True)
class FlowCard:
    """What happens in a campaign, one step after the other, and who gets what at the end."""

    title: str
    steps: tuple[str, ...]
    gains: tuple[Gain, ...]


Card = (
    ArmsCard
    | FlowCard
    | PlainQrCard
    | PosterCard
    | InvitationCard
    | PuzzleCard
    | QrCard
    | BoardCard
    | GrowthCard
    | FunnelCard
    | ForecastCard
)
KINDS: dict[str, type[Card]] = {
    "qr": QrCard,
    "board": BoardCard,
    "growth": GrowthCard,
    "funnel": FunnelCard,
    "forecast": ForecastCard,
    "puzzle": PuzzleCard,
    "arms": ArmsCard,
    "flow": FlowCard,
    "plain-qr": PlainQrCard,
    "poster": PosterCard,
    "invitation": InvitationCard,
}
ROWS: dict[str, type[ArmRow | BoardRow | Gain | Line | Stage]] = {
    "arms": ArmRow,
    "gains": Gain,
    "rows": BoardRow,
    "mine": BoardRow,
    "lines": Line,
    "before": Line,
    "stages": Stage,
}
"""What the nested values are, by the names of their fields."""


def to_json(card: Card) -> str:
    kind = next(name for name, card_class in KINDS.items() if isinstance(card, card_class))
    return json.dumps([kind, asdict(card)], sort_keys=True)


def from_json(line: str | bytes) -> Card:
    kind, fields = json.loads(line)
    return KINDS[kind](**{name: _restored(name, value) for name, value in fields.items()})


def _restored(name: str, value: Any) -> Any:
    if not isinstance(value, list):
        return value
    row: Any = ROWS.get(name)
    if row is None:
        return tuple(value)
    if value and isinstance(value[0], list):
        return tuple(_restored(name, each) for each in value)
    return row(*(tuple(each) if isinstance(each, list) else each for each in value))


def digest(card: Card, *, bot_id: int = 0) -> str:
    """SHA-256, hex, of what the card shows; with a bot, of that bot's upload of it.

    A file id works for the bot that uploaded the file and for no other (Bot API, Sending files).
    """
    content = f"{DRAWING_VERSION}\n{bot_id}\n{to_json(card)}"
    return hashlib.sha256(content.encode()).hexdigest()
