"""What should the rules of a campaign pay, worked out a second time and slowly?

Written from docs/campaigns.md, not from the engine: it keeps no counter, but recounts a friend's
whole story for each event, in fractions, and rounds once at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import floor

from bot.services.document_rewards import Choice, RewardRule, Tier

FRIEND = 0
"""The level of the friend; 1 is the referrer, 2 whoever brought the referrer."""


@dataclass(frozen=True)
class Ancestor:
    """Someone above the friend when the event happens."""

    friends: int
    plan: str
    variant: str | None


@dataclass(frozen=True)
class Bought:
    """A purchase; amounts in minor units of the campaign."""

    number: int
    """The friend's first purchase is 1."""
    amount: int
    commission: int
    product: str | None
    is_given_back: bool = False


@dataclass(frozen=True)
class Moment:
    """One event of a friend's story: "start", "qualified" or a purchase."""

    occasion: str
    age: timedelta
    """How long after the friend came."""
    above: tuple[Ancestor, ...]
    """Nearest first."""
    choice: Choice | None
    """Who shall have it, as the referrer said when sharing."""
    refback_percent: int
    bought: Bought | None = None
    done: timedelta | None = None
    """How long after the friend came the last step was done, if this was reported after it."""


@dataclass(frozen=True)
class Part:
    rule: int
    level: int
    minor: int
    age: timedelta
    """How long after the friend came it is due."""


def expected(
    rules: Sequence[RewardRule], hold: timedelta, story: Sequence[Moment]
) -> list[list[Part]]:
    """Of each moment: what it pays, to whom, by which rule, and when."""
    return [
        [
            Part(position, level, minor, _begins(story[index]) + hold + _delay(rule))
            for position, rule in enumerate(rules)
            for level, minor in _parts(rule, story[: index + 1])
        ]
        for index in range(len(story))
    ]


def _begins(moment: Moment) -> timedelta:
    """When the hold begins: with the event itself, or with a last step done after it."""
    return moment.age if moment.done is None else max(moment.age, moment.done)


def _delay(rule: RewardRule) -> timedelta:
    """Of "now" and "after 7d" only: what cron lines mean has tests of its own."""
    if rule.credit == "now":
        return timedelta()
    after, days = rule.credit.split(" ")
    assert after == "after"
    assert days.endswith("d")
    return timedelta(days=int(days[:-1]))


def _parts(rule: RewardRule, story: Sequence[Moment]) -> list[tuple[int, int]]:
    whole = worth(rule, story)
    if not whole:
        return []
    if rule.level != 1:
        return [(rule.level, whole)]
    moment = story[-1]
    kept = _kept(rule, moment, whole)
    back = floor(Fraction(kept * _refback(rule, moment), 100))
    parts = [(1, kept - back), (FRIEND, whole - kept + back)]
    return [(level, minor) for level, minor in parts if minor]


def _kept(rule: RewardRule, moment: Moment, whole: int) -> int:
    choices = rule.split or ("me",)
    choice = moment.choice if moment.choice in choices else choices[0]
    shares = {"me": Fraction(1), "half": Fraction(1, 2), "friend": Fraction(0)}
    # The friend's part is rounded down, so that the odd unit stays with the referrer.
    return whole - floor(whole * (1 - shares[choice]))


def _refback(rule: RewardRule, moment: Moment) -> int:
    return min(moment.refback_percent, rule.refback_percent_max or 0)


def worth(rule: RewardRule, story: Sequence[Moment]) -> int:
    """What the last moment of the story is worth by one rule, before anybody divides it."""
    moment = story[-1]
    if not _applies(rule, moment):
        return 0
    whole = _size(rule, moment)
    if moment.bought is None:
        return whole
    earlier = [worth(rule, story[: end + 1]) for end in range(len(story) - 1)]
    if rule.times is not None and sum(each > 0 for each in earlier) >= rule.times:
        return 0
    if rule.max_amount is not None:
        return max(0, min(whole, rule.max_amount - sum(earlier)))
    return whole


def _applies(rule: RewardRule, moment: Moment) -> bool:
    who = _judged(rule, moment)
    if who is None:
        return False
    if rule.plan not in (None, who.plan) or rule.variant not in (None, who.variant):
        return False
    if moment.bought is None:
        return rule.on == moment.occasion
    bought = moment.bought
    on_time = rule.lasts is None or moment.age <= rule.lasts
    listed = not rule.products or bought.product in rule.products
    return (
        rule.on in ("purchase", f"nth:{bought.number}")
        and on_time
        and listed
        and not bought.is_given_back
    )


def _judged(rule: RewardRule, moment: Moment) -> Ancestor | None:
    """Whose friends, plan and variant count: the referrer's for what the friend gets."""
    level = max(1, rule.level)
    return moment.above[level - 1] if level <= len(moment.above) else None


def _size(rule: RewardRule, moment: Moment) -> int:
    who = _judged(rule, moment)
    reached = [tier for tier in rule.tiers if who is not None and tier.starts <= who.friends]
    rate: RewardRule | Tier = max(reached, key=lambda tier: tier.starts, default=rule)
    if rate.amount is not None:
        return rate.amount
    if rate.percent is None or moment.bought is None:
        return 0
    base = moment.bought.commission if rule.of == "commission" else moment.bought.amount
    return floor(Fraction(base) * Fraction(rate.percent) / 100)
