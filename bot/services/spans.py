"""How is a span of time written in a document: "30s", "15m", "24h", "7d"?"""

from datetime import timedelta

from bot.config import parse_duration

UNITS = (
    ("d", timedelta(days=1)),
    ("h", timedelta(hours=1)),
    ("m", timedelta(minutes=1)),
    ("s", timedelta(seconds=1)),
)
EXAMPLE = 'must be a duration in quotes: a whole number with s, m, h or d, as "24h"'


def parse(value: object) -> timedelta:
    """Read "24h"; `ValueError` for all that is no such text."""
    if not isinstance(value, str):
        raise ValueError(EXAMPLE)
    span = parse_duration(value)
    assert isinstance(span, timedelta)
    return span


def compact(span: timedelta) -> str:
    """What `parse` reads as the same span, in the largest unit that needs no fraction."""
    if not span:
        return "0"
    for letter, unit in UNITS:
        if span % unit == timedelta():
            return f"{span // unit}{letter}"
    raise ValueError("a span has whole seconds")
