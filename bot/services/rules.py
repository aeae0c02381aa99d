"""Which rewards does an event earn, and what is still to be done? No database, no clock.

Amounts are whole minor units. A percentage is rounded down. Of a reward in halves the referrer
keeps the odd unit, and of a refback what rounding leaves, so that the parts add up to the whole.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.services import credits, spans
from bot.services.document_rewards import STANDARD_PLAN, RewardRule
from bot.services.documents import STEP_START, Document

START, QUALIFIED, PURCHASE = "start", "qualified", "purchase"


@dataclass(frozen=True)
class Event:
    """A friend came by an accepted code, did the last step, or bought something."""

    on: str
    """START, QUALIFIED or PURCHASE."""
    at: datetime
    """When it happened: the hold counts from here."""
    amount_minor: int = 0
    """What is left of a purchase after refunds."""
    commission_minor: int = 0
    product: str | None = None
    number: int = 0
    """Which of the friend's purchases it is, from 1."""


@dataclass(frozen=True)
class Person:
    """Somebody above the friend."""

    participant_id: int
    friends: int = 1
    """How many of theirs have done every step, this one among them."""
    plan: str = STANDARD_PLAN
    variant: str | None = None
    refback_percent: int = 0


@dataclass(frozen=True)
class Used:
    """What one rule has brought for this friend so far."""

    times: int = 0
    amount_minor: int = 0


@dataclass(frozen=True)
class State:
    """What there was when the event came."""

    friend_id: int
    upline: tuple[Person, ...]
    """The referrer, who invited the referrer, and so on."""
    came_at: datetime
    split: str = ""
    """What the sharer chose; empty: what the rule names first."""
    used: Mapping[int, Used] = field(default_factory=dict)
    """By the rule's position."""
    held_until: datetime | None = None
    """The end of the hold that the friend's last step began; None before it."""


@dataclass(frozen=True)
class Promise:
    """One person's part of one application of one rule."""

    rule: int
    """Position of the [[reward]] in the document, from 0."""
    level: int
    """How far above the friend the person stands; 0 is the friend."""
    participant_id: int
    amount_minor: int
    due_at: datetime
    """End of the hold and of the credit delay, in UTC."""


def owed(document: Document, event: Event, state: State) -> list[Promise]:
    """What the rules promise for an event, in their order. The hold delays every reward."""
    base = _held(document, event, state)
    promises = []
    for position, rule in enumerate(document.rewards):
        used = state.used.get(position, Used())
        person = _judged(rule, state)
        if person is None or not _is_for(rule, event, state, used, person):
            continue
        total_minor = _total(rule, event, used, person)
        if total_minor > 0:
            moment = due_at(rule.credit, base, document.zone)
            promises += [
                Promise(position, level, participant_id, amount_minor, moment)
                for level, participant_id, amount_minor in _parts(rule, total_minor, state, person)
            ]
    return promises


def _held(document: Document, event: Event, state: State) -> datetime:
    """The end of the hold, which for a purchase that was reported late may be the friend's."""
    base = event.at + document.qualify.hold
    return base if state.held_until is None else max(base, state.held_until)


def _is_for(rule: RewardRule, event: Event, state: State, used: Used, person: Person) -> bool:
    if rule.is_paid:
        if event.on != PURCHASE or not _takes_purchase(rule, event, state, used):
            return False
    elif rule.on != event.on:
        return False
    return rule.plan in (None, person.plan) and rule.variant in (None, person.variant)


def _takes_purchase(rule: RewardRule, event: Event, state: State, used: Used) -> bool:
    return (
        (rule.occasion != "nth" or rule.on == f"nth:{event.number}")
        and (not rule.products or event.product in rule.products)
        and (rule.lasts is None or event.at <= state.came_at + rule.lasts)
        and (rule.times is None or used.times < rule.times)
    )


def _judged(rule: RewardRule, state: State) -> Person | None:
    """By whose plan and friends it goes: the person's own; for what a friend gets, the referrer's.

    None where nobody stands so far above.
    """
    above = max(rule.level, 1)
    return state.upline[above - 1] if len(state.upline) >= above else None


def _total(rule: RewardRule, event: Event, used: Used, person: Person) -> int:
    if rule.is_paid and not event.amount_minor:
        return 0
    amount_minor, percent = size_of(rule, person.friends)
    if percent is not None:
        base = event.amount_minor if rule.of == "amount" else event.commission_minor
        amount_minor = share(base, percent)
    assert amount_minor is not None
    if rule.max_amount is not None:
        amount_minor = min(amount_minor, rule.max_amount - used.amount_minor)
    return amount_minor


def size_of(rule: RewardRule, friends: int) -> tuple[int | None, Decimal | None]:
    """The amount or percentage that counts with so many friends."""
    reached = [tier for tier in rule.tiers if tier.starts <= friends]
    return (reached[-1].amount, reached[-1].percent) if reached else (rule.amount, rule.percent)


def share(base_minor: int, percent: Decimal) -> int:
    """So many percent of it, rounded down; percentages have at most two decimals."""
    return base_minor * int(percent * 100) // 10_000


def _parts(
    rule: RewardRule, total_minor: int, state: State, person: Person
) -> list[tuple[int, int, int]]:
    """Level, person and amount of everybody who gets a part; nobody gets nothing."""
    if rule.level != 1:
        taker = person.participant_id if rule.level else state.friend_id
        return [(rule.level, taker, total_minor)]
    friends_minor = _split(rule, total_minor, state.split)
    if rule.refback_percent_max is not None:
        percent = min(person.refback_percent, rule.refback_percent_max)
        friends_minor += (total_minor - friends_minor) * percent // 100
    parts = [
        (1, person.participant_id, total_minor - friends_minor),
        (0, state.friend_id, friends_minor),
    ]
    return [part for part in parts if part[2]]


def _split(rule: RewardRule, total_minor: int, chosen: str) -> int:
    """What of it is the friend's."""
    if rule.split is None:
        return 0
    choice = chosen if chosen in rule.split else rule.split[0]
    return {"me": 0, "friend": total_minor, "half": total_minor // 2}[choice]


def bonus(rule: RewardRule, friends: int) -> int:
    """What a rule on "cron" brings for so many friends since the moment before."""
    amount_minor, _percent = size_of(rule, friends)
    return amount_minor or 0


def plan(document: Document, given: str | None, friends: int) -> str:
    """The plan of whom an admin gave `given`, or of whom so many friends have brought onto one."""
    if given is not None and given in {STANDARD_PLAN, *(plan.name for plan in document.plans)}:
        return given
    earned = [
        (plan.starts, plan.name)
        for plan in document.plans
        if plan.starts is not None and plan.starts <= friends
    ]
    return max(earned)[1] if earned else STANDARD_PLAN


def variant(document: Document, participant_id: int) -> str | None:
    """The arm of the experiment: by chance, but always the same for one person."""
    for experiment in document.experiments:
        seed = f"{document.campaign.slug}:{experiment.name}:{participant_id}"
        draw = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
        place = draw % sum(variant.weight for variant in experiment.variants)
        for each in experiment.variants:
            if place < each.weight:
                return each.name
            place -= each.weight
    return None


def due_at(credit: str, base: datetime, zone: ZoneInfo) -> datetime:
    """When points that stopped waiting at `base` are credited, in UTC; never before `base`.

    A cron line speaks of the clocks of `zone`; an hour that they skip comes an hour later.
    """
    if credit == credits.NOW:
        return base.astimezone(UTC)
    if credit.startswith(credits.AFTER):
        return base.astimezone(UTC) + spans.parse(credit.removeprefix(credits.AFTER))
    return credits.first_moment(credit, zone, base)


def due_after(document: Document, held_until: datetime) -> dict[datetime, list[int]]:
    """The earliest moments for what was promised before the last step, and the rules of each."""
    found: dict[datetime, list[int]] = {}
    for position, rule in enumerate(document.rewards):
        if rule.on == START or rule.is_paid:
            moment = due_at(rule.credit, held_until, document.zone)
            found.setdefault(moment, []).append(position)
    return found


def missing_steps(document: Document, done: set[str]) -> list[str]:
    """Steps still to do, in the document's order; who was referred has pressed start."""
    return [step for step in document.qualify.steps if step not in done and step != STEP_START]
