"""Which numbers of a campaign may an admin set in the chat, and what do they read as?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.errors import UserError
from bot.i18n import Points, Translate
from bot.services import documents, spans, step_words, wording, wording_rewards
from bot.services.documents import PURCHASE, Document
from bot.services.wording_times import percent as percent_in_words

Place = tuple[str | int, ...]
"""Where it stands in the document as JSON; of a chat, its name wherever it stands."""


class NumberUnknown(UserError):
    """A button of a draft that has changed."""


class Kind(StrEnum):
    """What is written; the hint of each is `campaigns-hint-<value>`."""

    TITLE = "title"
    CHAT = "chat"
    POINTS = "points"
    PERCENT = "percent"
    MONEY = "money"
    CURRENCY = "currency"
    SPAN = "span"
    COUNT = "count"
    DAY = "day"


@dataclass(frozen=True)
class Number:
    """One thing that may be set."""

    place: Place
    kind: Kind
    value: Any
    """As JSON has it; None where it is not set."""
    is_main: bool = False
    """Whether everybody who begins a campaign is asked for it."""
    may_be_unset: bool = False


def of(document: Document) -> list[Number]:
    """All that may be set, the main ones first; the same places for every value."""
    written = documents.to_json(document)
    found = [
        *(Number((chat,), Kind.CHAT, chat, is_main=True) for chat in chats(document)),
        *_sizes(document),
        *_prizes(written),
        Number(("qualify", "hold"), Kind.SPAN, written["qualify"]["hold"], is_main=True),
        *_purchases(document),
        _optional(written, ("budget", "total"), Kind.POINTS, is_main=True),
        _optional(written, ("campaign", "ends_at"), Kind.DAY, is_main=True),
        Number(("campaign", "title"), Kind.TITLE, "", is_main=True),
        *_optional_ones(written),
    ]
    return sorted(found, key=lambda number: not number.is_main)


def chats(document: Document) -> list[str]:
    """Every chat that a document names, each once."""
    return list(dict.fromkeys((*document.subscriptions, *document.posted_in)))


def _sizes(document: Document) -> list[Number]:
    found = []
    for position, rule in enumerate(document.rewards):
        found.append(_size(("reward", position), rule.amount, rule.percent, is_main=True))
        for row, tier in enumerate(rule.tiers):
            place: Place = ("reward", position, "tiers", row)
            found.append(_size(place, tier.amount, tier.percent))
        for key, value, kind in (
            ("max_amount", rule.max_amount, Kind.POINTS),
            ("times", rule.times, Kind.COUNT),
        ):
            if value is not None:
                found.append(Number(("reward", position, key), kind, value, may_be_unset=True))
    return found


def _size(
    place: Place,
    amount: int | None,
    percent: Decimal | None,
    *,
    is_main: bool = False,
) -> Number:
    if percent is None:
        return Number((*place, "amount"), Kind.POINTS, amount, is_main)
    return Number((*place, "percent"), Kind.PERCENT, str(percent), is_main)


def _prizes(written: dict[str, Any]) -> list[Number]:
    found = []
    for position, milestone in enumerate(written["milestone"]):
        for key, kind in (("amount", Kind.POINTS), ("at", Kind.COUNT)):
            place: Place = ("milestone", position, key)
            found.append(Number(place, kind, milestone[key], is_main=key == "amount"))
    for position, contest in enumerate(written["contest"]):
        for row, prize in enumerate(contest["prizes"]):
            if "amount" in prize:
                place = ("contest", position, "prizes", row, "amount")
                found.append(Number(place, Kind.POINTS, prize["amount"], is_main=True))
        if "lasts" in contest:
            place = ("contest", position, "lasts")
            found.append(Number(place, Kind.SPAN, contest["lasts"], is_main=True))
    return found


def _purchases(document: Document) -> list[Number]:
    found = []
    if document.purchase_minimum is not None:
        [row] = [
            row for row, step in enumerate(document.qualify.steps) if step.startswith(PURCHASE)
        ]
        found.append(
            Number(("qualify", "steps", row), Kind.MONEY, document.purchase_minimum, is_main=True)
        )
    if found or any(rule.is_paid for rule in document.rewards):
        currency = document.purchases.currency
        place = ("purchases", "currency")
        found.append(Number(place, Kind.CURRENCY, currency, is_main=True, may_be_unset=True))
    return found


def _optional_ones(written: dict[str, Any]) -> list[Number]:
    found = [
        _optional(written, ("limits", key), Kind.COUNT)
        for key in ("per_hour", "per_day", "per_week", "per_campaign")
    ]
    for position, plan in enumerate(written["plan"]):
        if "from" in plan:
            found.append(Number(("plan", position, "from"), Kind.COUNT, plan["from"]))
    if written["campaign"]["unit"]["withdrawable"]:
        found.append(Number(("payout", "minimum"), Kind.POINTS, written["payout"]["minimum"]))
    if "expiry" in written:
        found.append(Number(("expiry", "after"), Kind.SPAN, written["expiry"]["after"]))
    return found


def _optional(
    written: dict[str, Any], place: tuple[str, str], kind: Kind, *, is_main: bool = False
) -> Number:
    section, key = place
    return Number(place, kind, written.get(section, {}).get(key), is_main, may_be_unset=True)


def find(document: Document, index: int) -> Number:
    """Raises `NumberUnknown`."""
    numbers = of(document)
    if not 0 <= index < len(numbers):
        raise NumberUnknown
    return numbers[index]


# Said


def label(t: Translate, document: Document, number: Number) -> str:
    """What it is: the rule that it belongs to, or a few words."""
    match number.place:
        case ("reward", int(position), "tiers", int(row), _key):
            rule = document.rewards[position]
            count = rule.tiers[row].starts
            said = wording_rewards.brief(t, document, rule)
            return t.plain("campaigns-number-tier", rule=said, count=count)
        case ("reward", int(position), str(key)):
            said = wording_rewards.brief(t, document, document.rewards[position])
            which = key if key in ("max_amount", "times") else "size"
            return t.plain(f"campaigns-number-{which.replace('_', '-')}", rule=said)
        case ("milestone", int(position), str(key)):
            count = document.milestones[position].at
            return t.plain(f"campaigns-number-milestone-{key}", count=count)
        case ("contest", int(position), "prizes", int(row), _key):
            name = _contest(t, document, position)
            return t.plain("campaigns-number-prize", contest=name, number=row + 1)
        case ("contest", int(position), _key):
            name = _contest(t, document, position)
            return t.plain("campaigns-number-contest-lasts", contest=name)
        case ("plan", int(position), _key):
            name = wording_rewards.plan(t, document, document.plans[position].name)
            return t.plain("campaigns-number-plan", plan=name)
        case ("qualify", "steps", _row):
            return t.plain("campaigns-number-purchase")
        case (_chat,):
            return t.plain("campaigns-number-chat")
        case (str(section), str(key)):
            return t.plain(f"campaigns-number-{section}-{key.replace('_', '-')}")
    raise AssertionError(number.place)


def _contest(t: Translate, document: Document, position: int) -> str:
    contest = document.contests[position]
    return contest.name if contest.title is None else str(contest.title.in_language(t.language))


def shown(t: Translate, document: Document, number: Number) -> str:
    """Its present value."""
    value = number.value
    if number.kind == Kind.TITLE:
        title = document.campaign.title
        return "—" if title is None else str(title.in_language(t.language))
    if value is None:
        is_currency = number.kind == Kind.CURRENCY
        return t.plain(f"campaigns-number-{'any' if is_currency else 'unset'}")
    match number.kind:
        case Kind.POINTS:
            return t.points(Points(value, document.unit))
        case Kind.PERCENT:
            return percent_in_words(t, Decimal(value))
        case Kind.MONEY:
            return step_words.money(t, document, value)
        case Kind.SPAN:
            span = spans.parse(value)
            return wording.duration(t, span) if span else t.plain("campaigns-number-no-wait")
        case Kind.DAY:
            last = datetime.fromisoformat(value).astimezone(document.zone) - timedelta(seconds=1)
            return t.day(last.date())
        case _:
            return str(value)
