"""Does the engine agree with a second reading of the rules, and would a fault be seen?"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import Phase, find, given, settings

from bot.services import rules
from bot.services.document_rewards import RewardRule
from bot.services.documents import Document
from bot.services.rules import Event, State, Used
from tests import rule_model
from tests.rule_model import QUICK, Case

Fault = Callable[[pytest.MonkeyPatch], None]


@QUICK
@given(rule_model.cases)
def test_the_engine_pays_what_the_model_pays(case: Case) -> None:
    """Goal: no difference, nothing lost in parts, no cap passed, no order where none counts.

    Method: 2,000 made-up campaigns and stories; `python -m tests.rule_model` tries 100,000.
    """
    assert not rule_model.problems(case)


def _a_percentage_is_rounded_up(patch: pytest.MonkeyPatch) -> None:
    def share(base_minor: int, percent: Decimal) -> int:
        return -(-base_minor * int(percent * 100) // 10_000)

    patch.setattr(rules, "share", share)


def _the_friend_keeps_the_odd_unit(patch: pytest.MonkeyPatch) -> None:
    def split(rule: RewardRule, total_minor: int, chosen: str) -> int:
        right = _SPLIT(rule, total_minor, chosen)
        return right + 1 if 0 < right < total_minor and total_minor % 2 else right

    patch.setattr(rules, "_split", split)


def _one_purchase_too_many_counts(patch: pytest.MonkeyPatch) -> None:
    def takes(rule: RewardRule, event: Event, state: State, used: Used) -> bool:
        return _TAKES(rule, event, state, Used(max(0, used.times - 1), used.amount_minor))

    patch.setattr(rules, "_takes_purchase", takes)


def _the_first_tier_is_kept(patch: pytest.MonkeyPatch) -> None:
    def size_of(rule: RewardRule, friends: int) -> tuple[int | None, Decimal | None]:
        first = rule.model_copy(update={"tiers": rule.tiers[:1]})
        return _SIZE_OF(first, friends)

    patch.setattr(rules, "size_of", size_of)


def _the_cap_is_of_one_purchase(patch: pytest.MonkeyPatch) -> None:
    def total(rule: RewardRule, event: Event, used: Used, person: rules.Person) -> int:
        return _TOTAL(rule, event, Used(used.times), person)

    patch.setattr(rules, "_total", total)


def _a_late_purchase_does_not_wait_for_the_hold(patch: pytest.MonkeyPatch) -> None:
    def held(document: Document, event: Event, _state: State) -> datetime:
        return event.at + document.qualify.hold

    patch.setattr(rules, "_held", held)


_SPLIT, _TAKES, _SIZE_OF, _TOTAL = (
    rules._split,
    rules._takes_purchase,
    rules.size_of,
    rules._total,
)


@pytest.mark.parametrize(
    "plant",
    [
        _a_percentage_is_rounded_up,
        _the_friend_keeps_the_odd_unit,
        _one_purchase_too_many_counts,
        _the_first_tier_is_kept,
        _the_cap_is_of_one_purchase,
        _a_late_purchase_does_not_wait_for_the_hold,
    ],
    ids=lambda plant: plant.__name__.strip("_"),
)
def test_a_planted_fault_is_found(plant: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Goal: the comparison can fail. Method: break the engine in one place, look for a case."""
    plant(monkeypatch)
    generate = settings(QUICK, phases=(Phase.generate,))
    assert find(rule_model.cases, lambda case: bool(rule_model.problems(case)), settings=generate)
