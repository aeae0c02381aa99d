"""Which rewards does an event earn, and what is still to be done? No database, no clock."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.services import credits, spans
from bot.services.documents import STEP_START, Document, Occasion, Side


@dataclass(frozen=True)
class Event:
    """A friend came by an accepted code ("start"), or did the last step ("qualified")."""

    on: Occasion
    at: datetime
    """When the steps that the event stands for were done: the hold counts from here."""


@dataclass(frozen=True)
class Promise:
    """One application of one rule."""

    rule: int
    """Position of the [[reward]] in the document, from 0."""
    to: Side
    amount_minor: int
    due_at: datetime
    """End of the hold and of the credit delay, in UTC."""


def owed(document: Document, event: Event) -> list[Promise]:
    """What the rules promise for an event, in their order. The hold delays every reward."""
    base = event.at + document.qualify.hold
    return [
        Promise(position, rule.to, rule.amount, due_at(rule.credit, base, document.zone))
        for position, rule in enumerate(document.rewards)
        if rule.on == event.on
    ]


def due_at(credit: str, base: datetime, zone: ZoneInfo) -> datetime:
    """When points that stopped waiting at `base` are credited, in UTC; never before `base`.

    A cron line speaks of the clocks of `zone`; an hour that they skip comes an hour later.
    """
    if credit == credits.NOW:
        return base.astimezone(UTC)
    if credit.startswith(credits.AFTER):
        return base.astimezone(UTC) + spans.parse(credit.removeprefix(credits.AFTER))
    moment: datetime | None = credits.trigger(credit, zone).get_next_fire_time(None, base)
    assert moment is not None, credit
    return moment.astimezone(UTC)


def missing_steps(document: Document, done: set[str]) -> list[str]:
    """Steps still to do, in the document's order; who was referred has pressed start."""
    return [step for step in document.qualify.steps if step not in done and step != STEP_START]
