"""What should the balances be? A second, independent bookkeeping in plain dictionaries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models import CAMPAIGN_OWNER

HOLD = timedelta(hours=24)
OPEN_PAYOUTS_MAX = 20


@dataclass
class Rules:
    """One version of a campaign."""

    to_referrer: int
    to_friend: int
    hold: timedelta
    budget: int | None


@dataclass
class Promise:
    campaign: int
    owner: int
    amount: int
    due_at: datetime
    state: str


@dataclass
class Withdrawal:
    """A payout."""

    campaign: int
    owner: int
    amount: int
    state: str = "requested"


@dataclass
class Model:
    """Balances by campaign, owner and bucket, and what they come from."""

    places: Counter[tuple[int, int, str]] = field(default_factory=Counter)
    friends: dict[int, list[Promise]] = field(default_factory=dict)
    """What was promised for each friend, by Telegram id; emptied when the friend is revoked."""
    payouts: list[Withdrawal] = field(default_factory=list)

    def balance(self, campaign: int, owner: int, bucket: str) -> int:
        return self.places[campaign, owner, bucket]

    def is_now(self, found: dict[tuple[int, int, str], int]) -> bool:
        return found == {place: amount for place, amount in self.places.items() if amount}

    def arrive(
        self, campaign: int, rules: Rules, referrer: int, friend: int, owner: int, now: datetime
    ) -> None:
        promises = []
        for who, amount in ((referrer, rules.to_referrer), (owner, rules.to_friend)):
            used = -self.balance(campaign, CAMPAIGN_OWNER, "budget")
            if rules.budget is not None and used + amount > rules.budget:
                continue
            state = "held" if rules.hold else "available"
            self.places[campaign, CAMPAIGN_OWNER, "budget"] -= amount
            self.places[campaign, who, state] += amount
            promises.append(Promise(campaign, who, amount, now + rules.hold, state))
        self.friends[friend] = promises

    def let_pass(self, now: datetime) -> None:
        for promises in self.friends.values():
            for promise in promises:
                if promise.state == "held" and promise.due_at <= now:
                    self._move(promise, "held", "available")
                    promise.state = "available"

    def revoke(self, friend: int) -> None:
        for promise in self.friends[friend]:
            self.places[promise.campaign, promise.owner, promise.state] -= promise.amount
            self.places[promise.campaign, CAMPAIGN_OWNER, "budget"] += promise.amount
        self.friends[friend] = []

    def may_request(self, campaign: int, owner: int, amount: int) -> bool:
        open_ones = [
            each
            for each in self.payouts
            if (each.campaign, each.owner) == (campaign, owner)
            and each.state in ("requested", "approved")
        ]
        return (
            0 < amount <= self.balance(campaign, owner, "available")
            and len(open_ones) < OPEN_PAYOUTS_MAX
        )

    def request(self, campaign: int, owner: int, amount: int) -> None:
        self.payouts.append(Withdrawal(campaign, owner, amount))
        self._move(self.payouts[-1], "available", "requested")

    def decide(self, payout: Withdrawal, state: str) -> None:
        payout.state = state
        if state == "rejected":
            self._move(payout, "requested", "available")
        if state == "paid":
            self.places[payout.campaign, payout.owner, "requested"] -= payout.amount
            self.places[payout.campaign, CAMPAIGN_OWNER, "paid_out"] += payout.amount

    def _move(self, what: Promise | Withdrawal, source: str, target: str) -> None:
        self.places[what.campaign, what.owner, source] -= what.amount
        self.places[what.campaign, what.owner, target] += what.amount
