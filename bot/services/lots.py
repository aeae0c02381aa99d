"""How old are the points that a person has? Pure: movements in, lots out.

Points are spent in the order in which they were credited. A lot dies at the beginning of a day of
the campaign's zone; what comes back from a payout or a purchase goes into the lots it came from.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

EXPIRY = "expiry"
EXPIRY_RETURNED = "expiry-returned"
"""What had run out of a credit, given back right before the whole credit is taken back."""
EXPIRY_AGAIN = "expiry-again"
"""What of that is in the rest which a partial refund leaves of the credit."""
EXPIRIES = (EXPIRY, EXPIRY_AGAIN)
REVERSING = ("payout-rejected", "payout-withdrawn", "redemption-cancelled")
"""Kinds of movements that give back what an earlier movement of the same business key took."""
OWN_REVERSING = "payout-withdrawn"
GRACE = timedelta(days=14)
"""What comes back by an admin's decision lives at least so long; by one's own it gains nothing."""


@dataclass(frozen=True)
class Move:
    """One change of a person's available points."""

    key: str
    """Of the ledger; "payout:7:requested" and "payout:7:rejected" belong together."""
    kind: str
    at: datetime
    amount_minor: int
    dies_on: date | None = None
    """Of what is credited: the first day on which it is gone; None: never."""
    day: date = date.min
    """In the campaign's zone: of `at`, or the day of an expiry."""
    number: int = 0
    """Id of its transaction."""

    @property
    def business(self) -> str:
        return self.key.rpartition(":")[0]


@dataclass
class Lot:
    """What is left of one credit."""

    at: datetime
    left_minor: int
    dies_on: date | None
    key: str = ""
    """Of the movement that credited it."""
    number: int = 0
    """Of that movement."""
    absences: tuple[tuple[int, int], ...] = ()
    """Numbers of the movements that took it and gave it back: a payout and its rejection, say."""

    def was_there(self, number: int) -> bool:
        """Whether the person had it after the movement of this number."""
        return self.number <= number and not any(
            taken <= number < back for taken, back in self.absences
        )


@dataclass
class Lots:
    """A person's points by age."""

    lots: list[Lot] = field(default_factory=list)
    debt_minor: int = 0
    wrong: list[str] = field(default_factory=list)
    """Keys of expiries that took more than was due, or gave back more than had run out."""
    expired_minor: Counter[str] = field(default_factory=Counter)
    """How much has run out of the lots of each key."""
    numbers: list[int] = field(default_factory=list)
    """Of all movements, ascending as the ledger's are."""
    _returned_minor: int = 0
    _taken: dict[str, list[tuple[Lot, int, int]]] = field(default_factory=dict)

    def left(self, dies_until: date) -> int:
        """What dies on a day up to this one, in minor units."""
        return sum(lot.left_minor for lot in self.dying(dies_until))

    def dying(self, dies_until: date) -> list[Lot]:
        return [
            lot for lot in self.lots if lot.left_minor and lot.dies_on and lot.dies_on <= dies_until
        ]

    def running_out(self, day: date) -> list[Lot]:
        """What is over on a day, in the order in which an expiry takes it.

        Not by age: what was credited last with an old date is the last to be warned of.
        """
        return sorted(self.dying(day), key=lambda lot: lot.number)

    def count(self, number: int) -> int:
        """How many movements there are up to this number."""
        return bisect_right(self.numbers, number)

    def take(self, move: Move) -> None:
        self.numbers.append(move.number)
        if move.kind in EXPIRIES:
            is_first = move.kind == EXPIRY
            over = self.running_out(move.day) if is_first else self.dying(move.day)
            rest = self._consume(over, move)
            if rest:
                self.wrong.append(move.key)
                self.debt_minor += self._consume(self.lots, move, amount_minor=rest)
        elif move.amount_minor < 0:
            self.debt_minor += self._consume(self.lots, move)
        elif move.kind in REVERSING and move.business in self._taken:
            self._give_back(move)
        else:
            self._credit(move)

    def _credit(self, move: Move) -> None:
        filled = min(self.debt_minor, move.amount_minor)
        self.debt_minor -= filled
        # Older than any, so that it is what is taken back next.
        is_returned = move.kind == EXPIRY_RETURNED
        if is_returned:
            self._returned_minor += move.amount_minor
            if self._returned_minor > self.expired_minor.total():
                self.wrong.append(move.key)
        at = datetime.min.replace(tzinfo=UTC) if is_returned else move.at
        dies_on = None if is_returned else move.dies_on
        self.lots.append(Lot(at, move.amount_minor - filled, dies_on, move.key, move.number))
        self.lots.sort(key=lambda lot: lot.at)

    def _consume(self, lots: Sequence[Lot], move: Move, *, amount_minor: int | None = None) -> int:
        """Take the amount out of the oldest of these; returns what they did not have."""
        wanted = -move.amount_minor if amount_minor is None else amount_minor
        taken = self._taken.setdefault(move.business, [])
        for lot in lots:
            part = min(lot.left_minor, wanted)
            if part:
                lot.left_minor -= part
                wanted -= part
                taken.append((lot, part, move.number))
                if move.kind in EXPIRIES:
                    self.expired_minor[lot.key] += part
            if not wanted:
                break
        return wanted

    def _give_back(self, move: Move) -> None:
        rest = move.amount_minor
        filled = min(self.debt_minor, rest)
        self.debt_minor -= filled
        rest -= filled
        for lot, part, number in reversed(self._taken.pop(move.business)):
            back = min(part, rest)
            rest -= back
            if not back:
                continue
            dies_on = lot.dies_on
            if dies_on is not None and move.kind != OWN_REVERSING:
                dies_on = max(dies_on, move.day + GRACE)
            absences = (*lot.absences, (number, move.number))
            self.lots.append(replace(lot, left_minor=back, dies_on=dies_on, absences=absences))
        if rest:
            self.lots.append(Lot(move.at, rest, move.dies_on, move.key, move.number))
        self.lots.sort(key=lambda lot: lot.at)


def replay(moves: Iterable[Move]) -> Lots:
    """The lots after these movements, in the order in which they were made."""
    found = Lots()
    for move in moves:
        found.take(move)
    return found
