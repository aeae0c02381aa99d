"""How are the values of a campaign document written: amounts, spans, moments, texts?"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    ValidationInfo,
)

from bot.services import names, spans

AMOUNT_MAX = 10**12
TOTAL_MAX = 10**15
COUNT_MAX = 1_000_000

KEPT = object()
"""The context in which a document is read that was taken once."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What changes the direction of writing (Bidi_Control, UAX #9), and halves of characters."""
_MARKUP = re.compile(r"[<>&]")


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def whole(minimum: int, maximum: int) -> BeforeValidator:
    def check(value: object) -> object:
        if type(value) is not int or not minimum <= value <= maximum:
            raise ValueError(f"must be a whole number from {minimum:,} to {maximum:,}")
        return value

    return BeforeValidator(check)


def span_of(minimum: timedelta, maximum: timedelta) -> BeforeValidator:
    def check(value: object) -> timedelta:
        span = value if isinstance(value, timedelta) else spans.parse(value)
        if not minimum <= span <= maximum:
            raise ValueError(f"must be from {spans.compact(minimum)} to {spans.compact(maximum)}")
        return span

    return BeforeValidator(check)


def _moment(value: object) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, datetime) or value.tzinfo is None or not 2000 <= value.year < 2200:
        raise ValueError("must be a moment with its offset, as 2026-11-01T00:00:00Z")
    return value.astimezone(UTC)


def known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: the name of a folder of zones, "Europe".
        raise ValueError('must be a time zone such as "Europe/Sofia"') from None
    return name


def printable(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    if _CONTROL.search(text):
        raise ValueError("must not hold control characters")
    return text


def visible(text: str) -> str:
    """A text of which something shows, and that turns nothing around it; emoji stay whole."""
    turning = TURNING.search(printable(text))
    if turning is not None:
        raise ValueError(f"must not hold the character U+{ord(turning[0]):04X}")
    # A letter tells at once; what else can be seen is looked up character by character.
    has_letters = any(each.isalnum() and each not in names.BLANKS for each in text)
    if not has_letters and not names.clean(text):
        raise ValueError("must hold something that can be seen")
    return text


def no_markup(text: str) -> str:
    # A unit's name is put beside a number inside texts that are already Telegram's HTML.
    if _MARKUP.search(text):
        raise ValueError("must not hold <, > or &")
    return text


def matching(pattern: str, wanted: str) -> AfterValidator:
    """A text of this form; `wanted` ends the sentence "must be …"."""
    form = re.compile(pattern)

    def check(text: str) -> str:
        if not form.fullmatch(text):
            raise ValueError(f"must be {wanted}")
        return text

    return AfterValidator(check)


def since_lately(check: Callable[[str], str]) -> AfterValidator:
    """A check that is younger than documents in databases: what was taken before it is kept."""

    def check_new(text: str, info: ValidationInfo) -> str:
        return text if info.context is KEPT else check(text)

    return AfterValidator(check_new)


def percent_up_to(maximum: int) -> BeforeValidator:
    """A percentage with at most two decimals, kept as it was written: 2.9 is 2.9."""

    def check(value: object) -> Decimal:
        try:
            percent = Decimal(str(value))
        except InvalidOperation:
            percent = Decimal(-1)
        if percent.is_nan() or not 0 <= percent <= maximum or percent != round(percent, 2):
            raise ValueError(f"must be a number from 0 to {maximum} with at most two decimals")
        return round(percent, 2)

    return BeforeValidator(check)


def each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) < len(values) or not values:
        raise ValueError("must name each once, and at least one")
    return values


NOTHING, YEAR, DECADE = timedelta(), timedelta(days=365), timedelta(days=3650)
AsSpan = PlainSerializer(spans.compact)
Moment = Annotated[datetime, BeforeValidator(_moment)]
Amount = Annotated[int, whole(1, AMOUNT_MAX)]
Total = Annotated[int, whole(1, TOTAL_MAX)]
Count = Annotated[int, whole(1, COUNT_MAX)]
Name = Annotated[str, matching("[a-z0-9-]{1,32}", "1 to 32 of a-z, 0-9 and -")]
"""What rules call a product, a plan or an offer by."""
