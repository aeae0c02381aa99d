"""How old are points: which lots are spent, which die, and what comes back into them?"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services import lots
from bot.services.lots import Move

START = date(2026, 11, 1)


def move(
    number: int, kind: str, amount: int, *, day: int, dies: int | None = None, key: str = ""
) -> Move:
    """On the given day from the first of November; `dies` is a day too."""
    on = START + timedelta(days=day)
    return Move(
        key or f"test:{number}:x",
        kind,
        datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        amount,
        None if dies is None else START + timedelta(days=dies),
        on,
    )


def left(found: lots.Lots) -> list[int]:
    return [lot.left_minor for lot in found.lots]


def test_the_oldest_points_are_spent_first() -> None:
    found = lots.replay(
        [
            move(1, "credit", 100, day=0, dies=30),
            move(2, "credit", 100, day=1, dies=31),
            move(3, "redemption", -130, day=2),
        ]
    )
    assert left(found) == [0, 70]
    assert found.left(START + timedelta(days=30)) == 0
    assert found.left(START + timedelta(days=31)) == 70


def test_what_was_posted_late_is_as_old_as_its_date() -> None:
    found = lots.replay(
        [
            move(1, "credit", 100, day=5, dies=35),
            move(2, "credit", 50, day=1, dies=31),
            move(3, "payout-requested", -60, day=6),
        ]
    )
    assert left(found) == [0, 90]


def test_a_debt_is_filled_before_a_new_lot_begins() -> None:
    found = lots.replay(
        [
            move(1, "credit", 100, day=0, dies=30),
            move(2, "redemption", -100, day=1),
            move(3, "reversal", -100, day=2),
            move(4, "credit", 130, day=3, dies=33),
        ]
    )
    assert left(found) == [0, 30]
    assert found.debt_minor == 0


@pytest.mark.parametrize(
    ("kind", "dies"),
    [
        ("payout-withdrawn", 10),
        # By an admin's decision on day 9: two weeks to use them at the least.
        ("payout-rejected", 23),
        ("redemption-cancelled", 23),
    ],
)
def test_what_comes_back_is_as_old_as_it_was(kind: str, dies: int) -> None:
    found = lots.replay(
        [
            move(1, "credit", 100, day=0, dies=10),
            move(2, "payout-requested", -100, day=5, key="payout:1:requested"),
            move(3, kind, 100, day=9, key="payout:1:back"),
        ]
    )
    assert [lot.dies_on for lot in found.lots if lot.left_minor] == [START + timedelta(days=dies)]


def test_an_expiry_takes_the_dying_lots_alone() -> None:
    """An older lot that never dies, of a version without a term, is left alone."""
    found = lots.replay(
        [
            move(1, "credit", 100, day=0),
            move(2, "credit", 50, day=1, dies=20),
            move(3, "expiry", -50, day=20),
        ]
    )
    assert left(found) == [100, 0]
    assert found.wrong == []


def test_an_expiry_that_took_too_much_is_found() -> None:
    found = lots.replay(
        [move(1, "credit", 100, day=0, dies=30), move(2, "expiry", -60, day=20, key="expiry:1:1:x")]
    )
    assert found.wrong == ["expiry:1:1:x"]


amounts = st.integers(min_value=1, max_value=50)
steps = st.lists(
    st.tuples(st.sampled_from(["credit", "redemption", "reversal"]), amounts), max_size=30
)


@settings(max_examples=200)
@given(steps)
def test_lots_and_debt_are_the_balance(written: Sequence[tuple[str, int]]) -> None:
    """Goal: nothing lost, nothing added. Method: any movements, compared with their sum."""
    moves = [
        move(number, kind, amount if kind == "credit" else -amount, day=number, dies=number + 5)
        for number, (kind, amount) in enumerate(written)
    ]
    found = lots.replay(moves)
    balance = sum(each.amount_minor for each in moves)
    assert sum(left(found)) - found.debt_minor == balance
    assert not found.debt_minor or not sum(left(found))
