"""Are intervals, test and sizes those of the books? Figures worked out by hand or printed there."""

import pytest

from bot.services import proportions
from bot.services.experiments import Arm, Verdict, compare


def test_wilsons_interval_of_ten_in_a_hundred() -> None:
    """z = 1.95996: middle 0.119207 / 1.038415, half width 0.061856 / 1.038415."""
    found = proportions.wilson(10, 100)
    assert found.low == pytest.approx(0.05523, abs=1e-5)
    assert found.high == pytest.approx(0.17437, abs=1e-5)


@pytest.mark.parametrize(("hits", "people"), [(0, 20), (20, 20)])
def test_wilsons_interval_never_leaves_the_possible(hits: int, people: int) -> None:
    """At the edges it is z² / (n + z²) wide: 3.8415 / 23.8415 = 0.16113."""
    found = proportions.wilson(hits, people)
    assert 0 <= found.low <= found.high <= 1
    assert found.high - found.low == pytest.approx(0.16113, abs=1e-5)


@pytest.mark.parametrize(
    ("hits", "people", "other_hits", "other_people", "low", "high"),
    [(48, 80, 56, 70, 0.0524, 0.3339), (3, 10, 9, 10, 0.1705, 0.8090)],
)
def test_newcombes_own_examples(
    hits: int, people: int, other_hits: int, other_people: int, low: float, high: float
) -> None:
    """Table II of the paper, method 10, rows (a) and (b)."""
    found = proportions.difference(hits, people, other_hits, other_people)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


def test_two_proportions_that_differ_by_hardly_chance() -> None:
    """30 and 45 of 100: pooled 0.375, deviation √0.0046875 = 0.068465, z = 2.1909, p = 0.0285."""
    assert proportions.chance(30, 100, 45, 100) == pytest.approx(0.02846, abs=5e-5)
    assert proportions.chance(45, 100, 30, 100) == proportions.chance(30, 100, 45, 100)
    assert proportions.chance(10, 100, 10, 100) == 1.0
    assert proportions.chance(0, 0, 3, 9) == 1.0


def test_how_many_people_see_five_points_above_ten() -> None:
    """(1.95996 · 0.467707 + 0.841621 · 0.466369)² / 0.05² = 685.6."""
    assert proportions.needed(0.10, 0.15) == 686
    assert proportions.needed(0.15, 0.10) == 686
    with pytest.raises(ValueError, match="no difference"):
        proportions.needed(0.1, 0.1)


def arm(people: int, converted: int, name: str = "a") -> Arm:
    return Arm(name, people, converted, converted, converted)


def test_too_few_people_are_told_how_many_more() -> None:
    """10 % and 15 % of 100 each: 686 in each arm see it, so 2 · 586 more."""
    found = compare(arm(100, 10), arm(100, 15))
    assert found.verdict == Verdict.TOO_FEW
    assert found.more_people == 1172
    assert found.difference == pytest.approx(0.05)
    assert found.interval.low < 0 < found.interval.high


def test_a_clear_difference_is_called_one_either_way() -> None:
    assert compare(arm(700, 70), arm(700, 119)).verdict == Verdict.BETTER
    assert compare(arm(700, 119), arm(700, 70)).verdict == Verdict.WORSE


def test_a_handful_decides_nothing_however_far_apart() -> None:
    """9 of 10 beside 1 of 10: p = 0.0003, and still nobody should act on ten people."""
    found = compare(arm(10, 1), arm(10, 9))
    assert found.chance < 0.001
    assert found.verdict == Verdict.TOO_FEW
    assert found.more_people >= 40


def test_equal_arms_of_many_people_are_the_same() -> None:
    """A fifth of 20 % is 4 points: 18 and 22 % take (1.584220 / 0.04)² = 1,568.6 people each."""
    assert proportions.needed(0.18, 0.22) == 1_569
    assert compare(arm(5_000, 1_000), arm(5_000, 1_000)).verdict == Verdict.SAME
    assert compare(arm(500, 100), arm(500, 100)).verdict == Verdict.TOO_FEW


def test_nobody_at_all_is_no_reason_to_divide_by_nothing() -> None:
    found = compare(arm(0, 0), arm(0, 0))
    assert found.verdict == Verdict.TOO_FEW
    assert found.more_people > 0


def test_everybody_in_both_arms_is_no_difference() -> None:
    assert compare(arm(400, 400), arm(400, 400)).verdict == Verdict.TOO_FEW


def test_several_arms_take_more_to_be_called_different() -> None:
    """p = 0.0285 is under 0.05, and over 0.05 / 3."""
    assert compare(arm(100, 30), arm(100, 45)).verdict == Verdict.BETTER
    assert compare(arm(100, 30), arm(100, 45), level=0.05 / 3).verdict == Verdict.TOO_FEW
