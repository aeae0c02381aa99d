"""Do two groups of people really differ, or is it chance, and how many more would tell?

Intervals: E. B. Wilson (1927) for one proportion, R. G. Newcombe (1998, method 10) for the
difference of two. Test: two proportions with a pooled variance. Sizes: Fleiss, "Statistical Methods
for Rates and Proportions", without the correction for continuity.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

LEVEL = 0.05
POWER = 0.8
NORMAL = NormalDist()


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


def z_of(level: float = LEVEL) -> float:
    """How many standard deviations leave `level` outside on both sides together: 1.96 for 5 %."""
    return NORMAL.inv_cdf(1 - level / 2)


def wilson(hits: int, people: int, *, level: float = LEVEL) -> Interval:
    """Where the true proportion lies; everywhere without anybody."""
    if not people:
        return Interval(0.0, 1.0)
    z, share = z_of(level), hits / people
    middle = share + z * z / (2 * people)
    spread = z * math.sqrt(share * (1 - share) / people + z * z / (4 * people * people))
    whole = 1 + z * z / people
    return Interval(max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole))


def difference(
    hits: int, people: int, other_hits: int, other_people: int, *, level: float = LEVEL
) -> Interval:
    """Where the other proportion less the first lies."""
    if not (people and other_people):
        return Interval(-1.0, 1.0)
    first, other = hits / people, other_hits / other_people
    of_first, of_other = (
        wilson(hits, people, level=level),
        wilson(other_hits, other_people, level=level),
    )
    apart = other - first
    return Interval(
        apart - math.hypot(other - of_other.low, of_first.high - first),
        apart + math.hypot(of_other.high - other, first - of_first.low),
    )


def chance(hits: int, people: int, other_hits: int, other_people: int) -> float:
    """How likely a difference at least so large is if there is none (p, two-sided)."""
    if not (people and other_people):
        return 1.0
    pooled = (hits + other_hits) / (people + other_people)
    variance = pooled * (1 - pooled) * (1 / people + 1 / other_people)
    if variance <= 0:
        return 1.0
    z = abs(hits / people - other_hits / other_people) / math.sqrt(variance)
    return math.erfc(z / math.sqrt(2))


def needed(share: float, other: float, *, level: float = LEVEL, power: float = POWER) -> int:
    """People in each of two groups to see such a difference in so many of 100 trials."""
    if share == other:
        raise ValueError("no difference can be seen")
    mean = (share + other) / 2
    by_chance = z_of(level) * math.sqrt(2 * mean * (1 - mean))
    by_power = NORMAL.inv_cdf(power) * math.sqrt(share * (1 - share) + other * (1 - other))
    return math.ceil(((by_chance + by_power) / (share - other)) ** 2)
