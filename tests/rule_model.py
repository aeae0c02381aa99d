"""Does the rule engine pay exactly what a second, slower reading of the rules pays?

    python -m tests.rule_model [--examples 100000]

Hypothesis makes up campaigns and stories of friends; whatever differs is shrunk and shown.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.services import documents, rules
from bot.services.document_rewards import Choice, RewardRule
from bot.services.documents import Document
from bot.services.rules import Event, Person, Promise, State, Used
from tests import rule_reference
from tests.rule_reference import Ancestor, Bought, Moment, Part

CAME = datetime(2026, 11, 2, 12, tzinfo=UTC)
FRIEND_ID = 1_000
PLANS, VARIANTS, PRODUCTS = ("standard", "gold"), ("a", "b"), ("card", "loan")
DAYS = (0, 1, 7, 30)
PERCENTS = ("0", "0.01", "2.9", "10", "33.33", "50", "99.99", "100")
CHOICES = 192
"""More than a case takes."""
QUICK = settings(
    max_examples=2_000,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)

Engine = Callable[[Document, Event, State], list[Promise]]
Paid = list[list[Part]]
T = TypeVar("T")


@dataclass(frozen=True)
class Case:
    """A campaign and what one friend does in it."""

    document: Document
    story: tuple[Moment, ...]


class _Choices:
    """Choices read from bytes: a hundred draws of Hypothesis would take longer than the check."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._place = 0

    def below(self, limit: int) -> int:
        self._place += 1
        return self._raw[self._place % len(self._raw)] % limit

    def one(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def some(self, options: Sequence[T], *, most: int) -> list[T]:
        """Different ones, in any order."""
        left = list(options)
        return [
            left.pop(self.below(len(left))) for _ in range(min(self.below(most + 1), len(left)))
        ]

    def amount(self) -> int:
        """Mostly so small that rounding counts."""
        small = self.below(100)
        if self.below(4):
            return small
        return small + sum(self.below(256) << shift for shift in (8, 16, 24, 31))


def _size(choices: _Choices, *, is_percent: bool) -> dict[str, Any]:
    if is_percent:
        return {"percent": choices.one(PERCENTS)}
    return {"amount": 1 + choices.amount()}


def _rule(choices: _Choices) -> dict[str, Any]:
    on = choices.one(("purchase", "qualified", "purchase", "nth:1", "nth:2", "start"))
    to = choices.one(("referrer", "friend", "referrer", "upline:1", "upline:3"))
    is_paid = on not in ("start", "qualified")
    is_percent = is_paid and choices.below(2) == 1
    starts = sorted(choices.some(range(1, 7), most=3))
    written = {"on": on, "to": to, **_size(choices, is_percent=is_percent)}
    written["tiers"] = [
        {"from": start, **_size(choices, is_percent=is_percent)} for start in starts
    ]
    written["credit"] = choices.one(("now", "after 1d", "after 7d"))
    extra: dict[str, Any] = {"plan": choices.one(PLANS), "variant": choices.one(VARIANTS)}
    if is_percent:
        extra["of"] = choices.one(("amount", "commission"))
    if is_paid:
        extra |= {
            "products": [choices.one(PRODUCTS)],
            "for": choices.one(("1d", "7d")),
            "times": 1 + choices.below(3),
            "max_amount": 1 + choices.below(120),
        }
    if to in ("referrer", "upline:1"):
        extra["split"] = choices.some(("me", "friend", "half"), most=3) or ["half"]
        extra["refback_percent_max"] = 1 + choices.below(100)
    return written | {key: extra[key] for key in choices.some(sorted(extra), most=3)}


def _story(choices: _Choices) -> tuple[Moment, ...]:
    above = tuple(
        Ancestor(1 + choices.below(7), choices.one(PLANS), choices.one(VARIANTS))
        for _ in range(1 + choices.below(4))
    )
    choice: Choice | None = choices.one((None, "me", "friend", "half"))
    percent = choices.below(101)
    story = [Moment("start", timedelta(), above, choice, percent)]
    number = 1
    for age in sorted(choices.one(DAYS) for _ in range(choices.below(6))):
        amount = choices.amount()
        bought = Bought(
            number,
            amount,
            commission=amount * choices.below(101) // 100,
            product=choices.one((None, *PRODUCTS)),
            is_given_back=choices.below(4) == 3 or not amount,
        )
        number += not bought.is_given_back
        story.append(Moment("purchase", timedelta(days=age), above, choice, percent, bought))
    place = 1 + choices.below(len(story))
    done = story[place - 1].age
    late = [_reported_late(choices, moment, done) for moment in story[place:]]
    return (*story[:place], Moment("qualified", done, above, choice, percent), *late)


def _reported_late(choices: _Choices, moment: Moment, done: timedelta) -> Moment:
    """The same purchase, reported after the last step was done; it may have been before it."""
    earlier = timedelta(days=choices.one(DAYS))
    return replace(moment, age=max(moment.age - earlier, timedelta()), done=done)


def _case(raw: bytes) -> Case:
    choices = _Choices(raw)
    written = [_rule(choices) for _ in range(1 + choices.below(4))]
    return Case(document_of(written, hold_days=choices.one(DAYS)), _story(choices))


cases = st.binary(min_size=CHOICES, max_size=CHOICES).map(_case)


def document_of(written: Sequence[dict[str, Any]], *, hold_days: int = 0) -> Document:
    return documents.from_json(
        {
            "campaign": {"slug": "model"},
            "qualify": {"hold": f"{hold_days}d" if hold_days else "0"},
            "plan": [{"name": "gold"}],
            "experiment": [{"name": "arms", "variants": [{"name": name} for name in VARIANTS]}],
            "reward": written,
        }
    )


def played(engine: Engine, case: Case) -> Paid:
    """What the engine pays, each promise remembered as the database remembers it."""
    used: dict[int, Used] = defaultdict(Used)
    paid = []
    for moment in case.story:
        state = _state(moment, used, case.document.qualify.hold)
        promises = engine(case.document, _event(moment), state)
        if moment.bought is not None:
            for rule in {promise.rule for promise in promises}:
                brought = sum(each.amount_minor for each in promises if each.rule == rule)
                before = used[rule]
                used[rule] = Used(before.times + 1, before.amount_minor + brought)
        paid.append([_part(promise) for promise in promises])
    return paid


def _event(moment: Moment) -> Event:
    at, bought = CAME + moment.age, moment.bought
    if bought is None:
        return Event(moment.occasion, at)
    if bought.is_given_back:
        return Event(rules.PURCHASE, at, 0, 0, bought.product, bought.number)
    return Event(
        rules.PURCHASE, at, bought.amount, bought.commission, bought.product, bought.number
    )


def _state(moment: Moment, used: dict[int, Used], hold: timedelta) -> State:
    upline = tuple(
        Person(level, each.friends, each.plan, each.variant, moment.refback_percent)
        for level, each in enumerate(moment.above, start=1)
    )
    held_until = None if moment.done is None else CAME + moment.done + hold
    return State(FRIEND_ID, upline, CAME, moment.choice or "", dict(used), held_until)


def _part(promise: Promise) -> Part:
    level = 0 if promise.participant_id == FRIEND_ID else promise.participant_id
    assert level == promise.level, promise
    return Part(promise.rule, level, promise.amount_minor, promise.due_at - CAME)


def problems(case: Case, engine: Engine = rules.owed) -> list[str]:
    """Every property that does not hold; [] when the engine is right."""
    paid = played(engine, case)
    found = []
    if paid != rule_reference.expected(
        case.document.rewards, case.document.qualify.hold, case.story
    ):
        found.append("the engine and the model differ")
    if _totals(paid) != _totals(played(engine, _undivided(case))):
        found.append("parts do not add up to the whole")
    found += [
        f"rule {position} pays beyond its cap"
        for position, rule in enumerate(case.document.rewards)
        if not _keeps_to_its_caps(rule, [each for parts in paid for each in parts], position, paid)
    ]
    plain = _uncounted(case)
    shuffled = list(plain.story)
    random.Random(len(shuffled)).shuffle(shuffled)
    if _sorted(played(engine, plain)) != _sorted(
        played(engine, replace(plain, story=tuple(shuffled)))
    ):
        found.append("the order of events counts where nothing is counted")
    return found


def _totals(paid: Paid) -> list[dict[int, int]]:
    sums = []
    for parts in paid:
        by_rule: dict[int, int] = defaultdict(int)
        for part in parts:
            by_rule[part.rule] += part.minor
        sums.append(dict(by_rule))
    return sums


def _undivided(case: Case) -> Case:
    """The same campaign, with each reward for one person."""
    whole = {"split": None, "refback_percent_max": None}
    return _with_rules(case, whole)


def _uncounted(case: Case) -> Case:
    """The same campaign without the rules' counters."""
    return _with_rules(case, {"times": None, "max_amount": None})


def _with_rules(case: Case, changes: dict[str, Any]) -> Case:
    changed = tuple(rule.model_copy(update=changes) for rule in case.document.rewards)
    return replace(case, document=case.document.model_copy(update={"rewards": changed}))


def _keeps_to_its_caps(rule: RewardRule, parts: Sequence[Part], position: int, paid: Paid) -> bool:
    brought = sum(part.minor for part in parts if part.rule == position)
    times = sum(any(part.rule == position for part in moment) for moment in paid)
    is_within = rule.max_amount is None or brought <= rule.max_amount
    return is_within and (rule.times is None or times <= rule.times)


def _sorted(paid: Paid) -> list[tuple[int, int, int, timedelta]]:
    return sorted(
        (each.rule, each.level, each.minor, each.age) for moment in paid for each in moment
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--examples", type=int, default=100_000)
    examples = parser.parse_args().examples
    seen = 0

    @settings(QUICK, max_examples=examples, derandomize=False)
    @given(cases)
    def check(case: Case) -> None:
        nonlocal seen
        seen += 1
        assert not problems(case)

    check()
    sys.stdout.write(f"{seen:,} stories, no difference from the model\n")


if __name__ == "__main__":
    main()
