"""What happened how often in this process, and how long did it take?

Plain numbers, since they are counted on hot paths: `/metrics` (bot/web/metrics.py) turns them into
what Prometheus reads. None of them knows a person.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field

BOUNDS_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Histogram:
    """How many took how long: up to each of the bounds, and longer."""

    __slots__ = ("counts", "total_seconds")

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS_SECONDS) + 1)
        self.total_seconds = 0.0

    def observe(self, seconds: float) -> None:
        self.counts[bisect_left(BOUNDS_SECONDS, seconds)] += 1
        self.total_seconds += seconds


@dataclass(frozen=True, eq=False)
class Meters:
    """All that one process counts but for what its database and its pacer count themselves."""

    updates: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By kind and outcome."""
    handlers: defaultdict[str, Histogram] = field(default_factory=lambda: defaultdict(Histogram))
    """Until the update was done, all waiting included."""
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    """To the Bot API, by method and outcome; a repeated one counts again."""
    jobs: defaultdict[str, Histogram] = field(default_factory=lambda: defaultdict(Histogram))
    failed_jobs: Counter[str] = field(default_factory=Counter)
    marks: dict[str, float] = field(default_factory=dict)
    """What stood how when it was looked at last, and when something was done last."""
