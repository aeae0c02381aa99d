"""What would a campaign bring and cost, before anybody takes part? A simulation; no database.

Each run plays the months with its own luck, and with shares that differ from those that were
assumed, since nobody knows them beforehand. What friends earn comes from the rules themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from random import Random

from babel.numbers import get_currency_precision

from bot.services import forecast_runs
from bot.services.documents import Document
from bot.services.forecast_runs import Setting

RUNS = 100
MONTHS_MAX = 36
FRIENDS_MAX = 400
"""Of one run: a larger campaign is played on a smaller scale."""
FEW_ORDERS, ENOUGH_ORDERS = 100, 200
"""A month: below the first a programme hardly carries itself, from the second on it may."""
ORDERS_OF_A_REWARD = 10
"""What is assumed of an average order: so many times what a friend costs."""
SMALLEST_ORDER = Decimal(10)
DECIMALS = 2
"""Of money whose currency the document does not name."""
PILOTS = 10
"""Runs that show what a friend costs."""
SPREAD = 0.4
"""By so much of itself each share may differ from what was assumed."""


class Caution(StrEnum):
    """One text each: "forecasts-caution-<caution>"."""

    FEW_ORDERS = "few-orders"
    SOME_ORDERS = "some-orders"
    LOSES = "loses"
    MAY_LOSE = "may-lose"
    BUDGET = "budget"
    """The budget is used up before the months are over."""


@dataclass(frozen=True)
class Assumptions:
    """What is not in the document; shares and percentages from 0 to 100."""

    orders_per_month: int = 200
    margin_percent: float = 30
    average_order: Decimal | None = None
    """In money; None: what would be usual for rewards of this size."""
    commission_percent: float = 10
    """Of an order; for rules that pay percent of the commission."""
    sharing_percent: float = 10
    """Of the customers, how many invite."""
    friends_per_inviter: float = 3
    conversion_percent: float = 20
    """Of the friends who come, how many do every step and buy."""
    repeat_percent: float = 15
    """Of those, how many buy again in a month."""
    point_value: Decimal | None = None
    """What one point is worth in money; None: one, or where points are percentages of prices, what
    makes them that."""
    months: int = 12


@dataclass(frozen=True)
class Range:
    """Where eight of ten runs end, and the middle one."""

    low: int
    middle: int
    high: int

    @classmethod
    def of(cls, values: Sequence[float]) -> "Range":
        ordered = sorted(values)
        low, middle, high = (ordered[round(part * (len(ordered) - 1))] for part in (0.1, 0.5, 0.9))
        return cls(round(low), round(middle), round(high))


@dataclass(frozen=True)
class Forecast:
    """Money in its minor units, points in theirs; all of it over all months."""

    assumptions: Assumptions
    average_order_minor: int
    is_order_assumed: bool
    decimals: int
    """Of the money."""
    friends: Range
    buyers: Range
    """Of them, those who did every step and bought."""
    cost_points: Range
    cost: Range
    earned: Range
    """The margin of what they bought."""
    gain: Range
    """What was earned less what it cost."""
    by_month: tuple[Range, ...]
    """The gain up to the end of each month."""
    even_in: Range | None
    """The month in which the gain is not below zero any more; None: not in most runs."""
    affordable: int
    """What one buyer may cost, all rewards together, without a loss."""
    per_buyer: int
    """What one costs."""
    budget_ends_in: int | None
    """The month in which the budget is used up in most runs."""
    cautions: tuple[Caution, ...] = field(default=())

    @property
    def percent(self) -> int | None:
        """The gain, in percent of the cost; None where nothing is paid."""
        return round(100 * self.gain.middle / self.cost.middle) if self.cost.middle else None


def forecast(document: Document, assumed: Assumptions, *, seed: int = 1) -> Forecast:
    """Play the campaign; the same seed gives the same numbers. Takes up to some seconds."""
    setting, scale = _setting(document, assumed)
    chance = Random(seed)
    runs = [forecast_runs.play(document, _varied(setting, chance), chance) for _ in range(RUNS)]
    value = _value(document, assumed)
    months = range(assumed.months)
    paid = [[points * value * scale for points in run.cost_points] for run in runs]
    earned = [
        [bought * assumed.margin_percent / 100 * scale for bought in run.bought] for run in runs
    ]
    gains = [
        [sum(brought[: month + 1]) - sum(spent[: month + 1]) for month in months]
        for spent, brought in zip(paid, earned, strict=True)
    ]
    buyers = sum(run.buyers for run in runs) * scale
    found = Forecast(
        assumptions=assumed,
        average_order_minor=setting.order_minor,
        is_order_assumed=assumed.average_order is None,
        decimals=_decimals(document),
        friends=Range.of([run.friends * scale for run in runs]),
        buyers=Range.of([run.buyers * scale for run in runs]),
        cost_points=Range.of([sum(run.cost_points) * scale for run in runs]),
        cost=Range.of([sum(each) for each in paid]),
        earned=Range.of([sum(each) for each in earned]),
        gain=Range.of([gain[-1] for gain in gains]),
        by_month=tuple(Range.of([gain[month] for gain in gains]) for month in months),
        even_in=_even_in(gains),
        affordable=round(sum(map(sum, earned)) / buyers) if buyers else 0,
        per_buyer=round(sum(map(sum, paid)) / buyers) if buyers else 0,
        budget_ends_in=_most([run.budget_ended_in for run in runs]),
    )
    return _with_cautions(found)


def _decimals(document: Document) -> int:
    currency = document.purchases.currency
    return DECIMALS if currency is None else get_currency_precision(currency)


def _value(document: Document, assumed: Assumptions) -> float:
    """What one minor unit of points is worth in minor units of money."""
    if assumed.point_value is not None:
        exponent = _decimals(document) - document.campaign.unit.decimals
        return float(assumed.point_value.scaleb(exponent))
    if any(rule.percent is not None for rule in document.rewards):
        # A share of the price in minor units is as many minor units of points.
        return 1.0
    return float(10 ** (_decimals(document) - document.campaign.unit.decimals))


def _setting(document: Document, assumed: Assumptions) -> tuple[Setting, float]:
    """What a run is played with, and how many times as large the campaign is."""
    inviters = assumed.orders_per_month * assumed.sharing_percent / 100
    friends = inviters * assumed.friends_per_inviter * assumed.months
    scale = max(1.0, friends / FRIENDS_MAX)
    setting = Setting(
        months=assumed.months,
        inviters=inviters / scale,
        friends=assumed.friends_per_inviter,
        conversion=assumed.conversion_percent / 100,
        repeat=assumed.repeat_percent / 100,
        sharing=assumed.sharing_percent / 100,
        order_minor=0,
        commission=assumed.commission_percent / 100,
        budget=None if document.budget is None else document.budget.total / scale,
        prizes=_prizes(document, assumed.months, scale),
    )
    return replace(setting, order_minor=_order_minor(document, assumed, setting)), scale


def _prizes(document: Document, months: int, scale: float) -> tuple[tuple[int, float], ...]:
    """Points for winners, in the month in which their contest ends: as good as spent."""
    found = []
    for contest in document.contests:
        span = contest.lasts
        if contest.ends_at is not None and contest.starts_at is not None:
            span = contest.ends_at - contest.starts_at
        month = months if span is None else min(months, 1 + span // forecast_runs.MONTH)
        points = sum(prize.places * (prize.amount or 0) for prize in contest.prizes)
        found.append((month - 1, points / scale))
    return tuple(found)


def _order_minor(document: Document, assumed: Assumptions, setting: Setting) -> int:
    if assumed.average_order is not None:
        return round(assumed.average_order.scaleb(_decimals(document)))
    # Played with orders of nearly nothing, percentages bring nothing, and the rest what it brings.
    chance = Random(0)
    least = round(SMALLEST_ORDER.scaleb(_decimals(document)))
    pilot = replace(setting, order_minor=least, budget=None, prizes=())
    runs = [forecast_runs.play(document, pilot, chance) for _ in range(PILOTS)]
    cost = sum(sum(run.cost_points) for run in runs) * _value(document, assumed)
    usual = ORDERS_OF_A_REWARD * cost / max(1, sum(run.buyers for run in runs))
    return _rounded(max(usual, 2 * (document.purchase_minimum or 0), least))


def _rounded(amount: float) -> int:
    """To two digits: more would look known."""
    step = 10 ** max(0, len(str(round(amount))) - 2)
    return int(round(amount / step) * step)


def _varied(setting: Setting, chance: Random) -> Setting:
    low, high = 1 - SPREAD, 1 + SPREAD
    return forecast_runs.scaled(
        setting,
        inviters=chance.triangular(low, high),
        friends=chance.triangular(low, high),
        conversion=chance.triangular(low, high),
    )


def _even_in(gains: Sequence[Sequence[float]]) -> Range | None:
    """The first month from which on a run never is in debt again."""
    later = len(gains[0]) + 1
    months = []
    for gain in gains:
        debts = [month for month, amount in enumerate(gain, start=1) if amount < 0]
        months.append(1 + max(debts, default=0))
    found = Range.of(months)
    return found if found.middle < later else None


def _most(months: Sequence[int | None]) -> int | None:
    """The middle of the months, where more than half of the runs have one."""
    known = sorted(month for month in months if month is not None)
    return known[len(known) // 2] if 2 * len(known) > len(months) else None


def _with_cautions(found: Forecast) -> Forecast:
    orders = found.assumptions.orders_per_month
    cautions = []
    if orders < FEW_ORDERS:
        cautions.append(Caution.FEW_ORDERS)
    elif orders < ENOUGH_ORDERS:
        cautions.append(Caution.SOME_ORDERS)
    if found.gain.middle < 0:
        cautions.append(Caution.LOSES)
    elif found.gain.low < 0:
        cautions.append(Caution.MAY_LOSE)
    if found.budget_ends_in is not None:
        cautions.append(Caution.BUDGET)
    return replace(found, cautions=tuple(cautions))
