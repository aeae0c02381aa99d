"""What would a proposed version have paid for all that has happened? Nothing is written.

Both the versions that counted and the proposed one are played over the same records, so that what
is left out of one is left out of the other: rewards on cron lines, prizes, and points by hand. What
was given back counts as if it had never been bought, since when it was is not recorded.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import campaigns, limits, purchases, replay_events, rules
from bot.services.documents import APPROVAL, PURCHASE, SUBSCRIBE, Document
from bot.services.replay_events import Arrival, Purchase, Records
from bot.services.rules import Event, Person, State, Used
from models import RevokeReason


class UnitsDiffer(UserError):
    """The proposed version counts in other decimals: its amounts cannot be compared."""


@dataclass(frozen=True)
class Difference:
    """One participant, in minor units of points."""

    participant_id: int
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class Outcome:
    """What one set of rules pays."""

    points: Mapping[int, int]
    """By participant, in minor units."""
    friends: int
    """Who did every step and was not lost."""

    @property
    def cost(self) -> int:
        return sum(self.points.values())


@dataclass(frozen=True)
class Replay:
    """Two sets of rules over the same records."""

    before: Outcome
    after: Outcome
    people: tuple[Difference, ...]
    """Everybody who gets something by either, the largest change first."""

    @property
    def gainers(self) -> int:
        return sum(each.change > 0 for each in self.people)

    @property
    def losers(self) -> int:
        return sum(each.change < 0 for each in self.people)


async def replay(
    session: AsyncSession, campaign_id: int, proposed: Document, *, now: datetime
) -> Replay:
    """Compare the versions that counted with a proposed one. Raises `UnitsDiffer`."""
    latest = (await campaigns.find(session, campaign_id)).document
    decimals = latest.campaign.unit.decimals
    if proposed.campaign.unit.decimals != decimals:
        raise UnitsDiffer(decimals=decimals)
    records = await replay_events.read(session, campaign_id)
    versions = {each.version for each in records.arrivals if each.version is not None}
    documents = {
        version: (await campaigns.find(session, campaign_id, version)).document
        for version in sorted(versions)
    }
    budgets = await campaigns.budgets(session, campaign_id)
    before = play(
        records,
        lambda each: documents.get(each.version or 0),
        lambda at: _budget_at(budgets, at),
        now=now,
    )
    total = None if proposed.budget is None else proposed.budget.total
    after = play(records, lambda _each: proposed, lambda _at: total, now=now, is_proposed=True)
    return compare(before, after)


def _budget_at(budgets: Sequence[tuple[datetime, int | None]], at: datetime) -> int | None:
    """What the latest version of that moment may spend, for friends of all versions."""
    return next((total for since, total in reversed(budgets) if since <= at), budgets[0][1])


def compare(before: Outcome, after: Outcome) -> Replay:
    people = [
        Difference(each, before.points.get(each, 0), after.points.get(each, 0))
        for each in sorted({*before.points, *after.points})
    ]
    people.sort(key=lambda each: (-abs(each.change), each.participant_id))
    return Replay(before, after, tuple(people))


def play(
    records: Records,
    document_of: Callable[[Arrival], Document | None],
    budget_at: Callable[[datetime], int | None],
    *,
    now: datetime,
    is_proposed: bool = False,
) -> Outcome:
    """What these rules pay for the records; a version that counted takes whoever it took."""
    return _Play(records, budget_at, now, is_proposed).outcome(document_of)


@dataclass
class _Friend:
    """An arrival that counts, under its rules."""

    arrival: Arrival
    document: Document
    lost_at: datetime | None
    points: Counter[int] = field(default_factory=Counter)
    used: dict[int, Used] = field(default_factory=dict)
    is_done: bool = False


class _Play:
    def __init__(
        self,
        records: Records,
        budget_at: Callable[[datetime], int | None],
        now: datetime,
        is_proposed: bool,
    ) -> None:
        self._records = records
        self._budget_at = budget_at
        self._now = now
        self._is_proposed = is_proposed
        self._above: dict[int, int] = {}
        self._done: Counter[int] = Counter()
        self._taken: Counter[tuple[int, str]] = Counter()
        self._granted = 0
        self._at = now
        self._friends: dict[int, _Friend] = {}
        self._milestones: dict[int, dict[int, int]] = defaultdict(dict)

    def outcome(self, document_of: Callable[[Arrival], Document | None]) -> Outcome:
        happened: list[tuple[datetime, int, int, Callable[[], None]]] = []
        for arrival in self._records.arrivals:
            document = document_of(arrival)
            if document is None or not self._takes(document, arrival):
                continue
            friend = _Friend(arrival, document, _lost_at(document, arrival))
            self._friends[arrival.friend_id] = friend
            self._above[arrival.friend_id] = arrival.referrer_id
            happened += self._story(friend, len(happened))
        # In time; at one moment in the order in which the bot does it.
        for self._at, _order, _number, happens in sorted(happened, key=lambda each: each[:3]):
            happens()
        points: Counter[int] = Counter()
        for friend in self._friends.values():
            points.update(friend.points)
        for participant_id, reached in self._milestones.items():
            points[participant_id] += sum(reached.values())
        alive = sum(each.is_done for each in self._friends.values())
        return Outcome({each: amount for each, amount in points.items() if amount}, alive)

    def _takes(self, document: Document, arrival: Arrival) -> bool:
        """Whether the proposed period and limits let the friend count."""
        if not self._is_proposed:
            return True
        if not campaigns.is_open(document, now=arrival.at):
            return False
        places = [
            ((arrival.referrer_id, period), cap)
            for period, cap in limits.periods(document, arrival.at)
        ]
        if any(self._taken[place] >= cap for place, cap in places):
            return False
        self._taken.update(place for place, _cap in places)
        return True

    def _story(
        self, friend: _Friend, number: int
    ) -> list[tuple[datetime, int, int, Callable[[], None]]]:
        arrival, document = friend.arrival, friend.document
        story = [(arrival.at, 0, number, lambda: self._pay(friend, rules.START, arrival.at))]
        done_at = _done_at(document, arrival)
        if done_at is not None and (friend.lost_at is None or done_at <= friend.lost_at):
            story.append((done_at, 1, number + 1, lambda: self._qualify(friend, done_at)))
        counted = [each for each in arrival.purchases if _counts(document, arrival, each)]
        for place, bought in enumerate(counted, start=1):
            story.append(
                (bought.received_at, 2, number + 1 + place, self._buying(friend, bought, place))
            )
        if friend.lost_at is not None:
            last = number + 2 + len(counted)
            story.append((friend.lost_at, 3, last, lambda: self._lose(friend)))
        return story

    def _qualify(self, friend: _Friend, at: datetime) -> None:
        friend.is_done = True
        self._done[friend.arrival.referrer_id] += 1
        self._pay(friend, rules.QUALIFIED, at)
        if at + friend.document.qualify.hold <= self._now:
            self._reach(friend)

    def _reach(self, friend: _Friend) -> None:
        referrer_id = friend.arrival.referrer_id
        reached = self._milestones[referrer_id]
        for milestone in friend.document.milestones:
            is_new = milestone.at not in reached and milestone.at <= self._done[referrer_id]
            if is_new and self._grant(milestone.amount):
                reached[milestone.at] = milestone.amount

    def _buying(self, friend: _Friend, bought: Purchase, number: int) -> Callable[[], None]:
        event = Event(
            rules.PURCHASE,
            bought.occurred_at,
            bought.amount_minor,
            bought.commission_minor,
            bought.product,
            number,
        )
        return lambda: self._apply(friend, event)

    def _pay(self, friend: _Friend, on: str, at: datetime) -> None:
        self._apply(friend, Event(on, at))

    def _apply(self, friend: _Friend, event: Event) -> None:
        if friend.lost_at is not None and event.at > friend.lost_at:
            return
        arrival = friend.arrival
        state = State(
            arrival.friend_id, self._upline(friend), arrival.at, arrival.split, friend.used
        )
        by_rule: dict[int, Counter[int]] = defaultdict(Counter)
        for promise in rules.owed(friend.document, event, state):
            by_rule[promise.rule][promise.participant_id] += promise.amount_minor
        for rule, parts in by_rule.items():
            if not self._grant(parts.total()):
                continue
            friend.points.update(parts)
            if event.on == rules.PURCHASE:
                used = friend.used.get(rule, Used())
                friend.used[rule] = Used(used.times + 1, used.amount_minor + parts.total())

    def _grant(self, amount_minor: int) -> bool:
        budget = self._budget_at(self._at)
        if budget is not None and self._granted + amount_minor > budget:
            return False
        self._granted += amount_minor
        return True

    def _upline(self, friend: _Friend) -> tuple[Person, ...]:
        document = friend.document
        height = max((rule.level for rule in document.rewards), default=1)
        people: list[Person] = []
        above: int | None = friend.arrival.referrer_id
        while above is not None and len(people) < max(height, 1):
            is_first = not people
            friends = self._done[above] + (is_first and not friend.is_done)
            given, percent = self._records.enrolments.get(above, (None, 0))
            plan = rules.plan(document, given, friends)
            arm = rules.variant(document, above)
            people.append(Person(above, friends, plan, arm, percent))
            above = self._above.get(above)
        return tuple(people)

    def _lose(self, friend: _Friend) -> None:
        """Everything that the friend brought goes back."""
        self._granted -= friend.points.total()
        friend.points.clear()
        referrer_id = friend.arrival.referrer_id
        self._above.pop(friend.arrival.friend_id, None)
        if friend.is_done:
            friend.is_done = False
            self._done[referrer_id] -= 1
            reached = self._milestones[referrer_id]
            for at in [each for each in reached if each > self._done[referrer_id]]:
                self._granted -= reached.pop(at)


def _lost_at(document: Document, arrival: Arrival) -> datetime | None:
    """When the friend was lost, if these rules ask for what was lost."""
    asks = {
        RevokeReason.BANNED: True,
        RevokeReason.LEFT: bool(document.subscriptions),
        RevokeReason.REJECTED: APPROVAL in document.qualify.steps,
        RevokeReason.REFUNDED: document.purchase_minimum is not None,
        # Whether the window has passed is worked out anew.
        RevokeReason.WINDOW_PASSED: False,
    }
    return arrival.revoked_at if arrival.reason is not None and asks[arrival.reason] else None


def _done_at(document: Document, arrival: Arrival) -> datetime | None:
    """When the last step was done, in time; None: it was not."""
    moments = [arrival.at]
    for step in document.qualify.steps[1:]:
        moment = arrival.steps.get(step)
        if step.startswith(PURCHASE):
            moment = _bought_at(document, arrival)
        elif step.startswith(SUBSCRIBE):
            moment = _joined_at(step, arrival.steps)
        if moment is None:
            return None
        moments.append(moment)
    last, window = max(moments), document.attribution.window
    return last if window is None or last < arrival.at + window else None


def _joined_at(step: str, steps: Mapping[str, datetime]) -> datetime | None:
    # Telegram does not tell @Shop_News from @shop_news.
    return next((at for each, at in steps.items() if each.lower() == step.lower()), None)


def _bought_at(document: Document, arrival: Arrival) -> datetime | None:
    minimum = document.purchase_minimum or 1
    enough: Sequence[datetime] = [
        each.received_at
        for each in arrival.purchases
        if each.amount_minor >= minimum and _counts(document, arrival, each)
    ]
    return min(enough, default=None)


def _counts(document: Document, arrival: Arrival, bought: Purchase) -> bool:
    """What was given back altogether is no purchase, nor is one before the friend came."""
    currency = document.purchases.currency
    return (
        bought.amount_minor > 0
        and bought.occurred_at >= arrival.at - purchases.CLOCKS_DIFFER
        and currency in (None, bought.currency)
    )
