"""How may one year of a campaign go: who invites, who comes, who buys, and what do rules pay?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from bot.services import credits, rules
from bot.services.documents import Document
from bot.services.rules import Event, Person, State, Used

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""Any moment: only the time between two events counts."""
MONTH = timedelta(days=30)
ORDER_SPREAD = 0.5
"""Of the logarithm of an order: half of them lie between 0.7 and 1.4 of the middle one."""
POISSON_EXACT_MAX = 30
FRIENDS_OF_ONE_MAX = 1_000


@dataclass(frozen=True)
class Setting:
    """What a run begins with; shares from 0 to 1."""

    months: int
    inviters: float
    """New ones in a month."""
    friends: float
    """Whom one of them brings."""
    conversion: float
    repeat: float
    """How many of the buyers buy again in a month."""
    sharing: float
    """How many of the buyers invite in their turn."""
    order_minor: int
    commission: float
    budget: float | None
    """In minor units of points."""
    prizes: tuple[tuple[int, float], ...] = ()
    """Month, from 0, and minor units of points that contests pay in it."""


def scaled(setting: Setting, *, inviters: float, friends: float, conversion: float) -> Setting:
    """The same with other shares."""
    return replace(
        setting,
        inviters=setting.inviters * inviters,
        friends=setting.friends * friends,
        conversion=min(setting.conversion * conversion, 1.0),
    )


@dataclass
class Run:
    """What came of it."""

    cost_points: list[float]
    """By month, in minor units of points."""
    bought: list[float]
    """By month, in minor units of money."""
    friends: int = 0
    buyers: int = 0
    budget_ended_in: int | None = None


@dataclass
class _Somebody:
    """A person of the simulation, with whoever brought them."""

    number: int
    above: "_Somebody | None" = None
    done: int = 0
    """How many of their friends have done every step."""
    lately: int = 0
    """Of them, those of this month."""
    variant: str | None = None
    came_at: datetime = BEGINNING
    purchases: int = 0
    used: dict[int, Used] = field(default_factory=dict)


def play(document: Document, setting: Setting, chance: Random) -> Run:
    return _Play(document, setting, chance).months()


class _Play:
    """One run, month by month."""

    def __init__(self, document: Document, setting: Setting, chance: Random) -> None:
        self._document = document
        self._setting = setting
        self._chance = chance
        self._people = 0
        self._buyers: list[_Somebody] = []
        self._month = 0
        self._left = setting.budget
        self._run = Run([0.0] * setting.months, [0.0] * setting.months)
        rewards = document.rewards
        self._occasions = {rules.PURCHASE if rule.is_paid else rule.on for rule in rewards}
        self._height = max((rule.level for rule in rewards), default=1)
        self._products = sorted(document.products)
        self._has_arms = bool(document.experiments)
        self._milestones = {each.at: each.amount for each in document.milestones}

    def months(self) -> Run:
        newly: list[_Somebody] = []
        for month in range(self._setting.months):
            self._month = month
            for buyer in list(self._buyers):
                if self._chance.random() < self._setting.repeat:
                    self._buy(buyer)
            inviters = [self._person() for _ in range(self._poisson(self._setting.inviters))]
            inviters += [each for each in newly if self._chance.random() < self._setting.sharing]
            newly = [friend for each in inviters for friend in self._invite(each)]
            self._pay_bonuses(inviters)
            for ends_in, points in self._setting.prizes:
                if ends_in == month:
                    self._spend(points)
        self._run.buyers = len(self._buyers)
        return self._run

    def _person(self, above: _Somebody | None = None) -> _Somebody:
        self._people += 1
        return _Somebody(
            self._people,
            above,
            variant=rules.variant(self._document, self._people) if self._has_arms else None,
            came_at=self._at(),
        )

    def _at(self) -> datetime:
        return BEGINNING + self._month * MONTH

    def _invite(self, inviter: _Somebody) -> list[_Somebody]:
        """Those who came through somebody this month and bought."""
        bought = []
        inviter.lately = 0
        for _ in range(min(self._poisson(self._setting.friends), FRIENDS_OF_ONE_MAX)):
            friend = self._person(inviter)
            self._run.friends += 1
            self._pay(friend, Event(rules.START, self._at()))
            if self._chance.random() >= self._setting.conversion:
                continue
            inviter.done += 1
            inviter.lately += 1
            self._pay(friend, Event(rules.QUALIFIED, self._at()))
            self._spend(self._milestones.get(inviter.done, 0))
            self._buy(friend)
            self._buyers.append(friend)
            bought.append(friend)
        return bought

    def _buy(self, buyer: _Somebody) -> None:
        # The mean of such orders is the average that was given.
        spread = self._chance.lognormvariate(-(ORDER_SPREAD**2) / 2, ORDER_SPREAD)
        amount_minor = max(1, round(self._setting.order_minor * spread))
        buyer.purchases += 1
        self._run.bought[self._month] += amount_minor
        event = Event(
            rules.PURCHASE,
            self._at(),
            amount_minor,
            round(amount_minor * self._setting.commission),
            self._product(),
            buyer.purchases,
        )
        self._pay(buyer, event)

    def _product(self) -> str | None:
        return self._chance.choice(self._products) if self._products else None

    def _pay(self, friend: _Somebody, event: Event) -> None:
        if event.on not in self._occasions:
            return
        state = State(friend.number, self._upline(friend), friend.came_at, used=friend.used)
        by_rule: dict[int, int] = {}
        for promise in rules.owed(self._document, event, state):
            by_rule[promise.rule] = by_rule.get(promise.rule, 0) + promise.amount_minor
        for rule, amount_minor in by_rule.items():
            if self._spend(amount_minor) and event.on == rules.PURCHASE:
                used = friend.used.get(rule, Used())
                friend.used[rule] = Used(used.times + 1, used.amount_minor + amount_minor)

    def _upline(self, friend: _Somebody) -> tuple[Person, ...]:
        people: list[Person] = []
        above = friend.above
        while above is not None and len(people) < max(self._height, 1):
            friends = max(above.done, 1)
            people.append(
                Person(
                    above.number,
                    friends,
                    rules.plan(self._document, None, friends),
                    above.variant,
                )
            )
            above = above.above
        return tuple(people)

    def _spend(self, amount_minor: float) -> bool:
        """Promise so many points, if the budget still has them."""
        if self._left is not None:
            if amount_minor > self._left:
                if self._run.budget_ended_in is None:
                    self._run.budget_ended_in = self._month + 1
                return False
            self._left -= amount_minor
        self._run.cost_points[self._month] += amount_minor
        return True

    def _pay_bonuses(self, inviters: Sequence[_Somebody]) -> None:
        """What a rule on "cron" brings to those whose friends have qualified this month."""
        for rule in self._document.rewards:
            if rule.occasion != "cron":
                continue
            moments = self._moments(rule.credit)
            for inviter in inviters:
                # More moments than friends bring no more than one friend each.
                times = min(moments, inviter.lately)
                for _ in range(times):
                    self._spend(rules.bonus(rule, max(1, inviter.lately // times)))

    def _moments(self, line: str) -> int:
        """How often a cron line comes in this month; counts no further than a person's friends."""
        since, until, count = self._at(), self._at() + MONTH, 0
        while count < POISSON_EXACT_MAX:
            moment = credits.first_moment(line, self._document.zone, since)
            if moment >= until:
                break
            count += 1
            since = moment + timedelta(minutes=1)
        return count

    def _poisson(self, mean: float) -> int:
        if mean > POISSON_EXACT_MAX:
            return max(0, round(self._chance.gauss(mean, math.sqrt(mean))))
        limit, count, product = math.exp(-mean), 0, self._chance.random()
        while product > limit:
            count += 1
            product *= self._chance.random()
        return count
