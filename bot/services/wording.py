"""How are a campaign's rules, spans and period said in a person's language?

All of it is plain text: pass it to a text as an argument, which escapes it.
"""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from babel.lists import format_list
from babel.numbers import format_percent

from bot.i18n import Points, Translate
from bot.services import campaigns, credits, spans, step_words
from bot.services.document_rewards import RewardRule
from bot.services.documents import STEP_START, Document

DAY, HOUR, MINUTE, SECOND = (unit for _letter, unit in spans.UNITS)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def duration(t: Translate, span: timedelta) -> str:
    """A span in its largest whole unit: "7 days", "24 hours", "90 minutes"."""
    # People say 24 hours for what begins now and ends tomorrow at this time.
    if span >= 2 * DAY and span % DAY == timedelta():
        return t.plain("duration-days", count=span // DAY)
    if span >= HOUR and span % HOUR == timedelta():
        return t.plain("duration-hours", count=span // HOUR)
    if span % MINUTE == timedelta():
        return t.plain("duration-minutes", count=span // MINUTE)
    return t.plain("duration-seconds", count=span // SECOND)


def rules_in_words(t: Translate, document: Document) -> list[str]:
    """The whole of the rules, a sentence or two each: the rewards first, then the conditions."""
    return [
        *rewards_in_words(t, document),
        *_steps(t, document),
        *_newcomers(t, document),
        *_limits(t, document),
        *_payouts(t, document),
    ]


def rewards_in_words(t: Translate, document: Document) -> list[str]:
    """Who gets how much for what, and when: one sentence for each reward rule."""
    return [_reward(t, document, rule) for rule in document.rewards]


def _reward(t: Translate, document: Document, rule: RewardRule) -> str:
    # Where coming is all there is to do, a friend who qualifies is a friend who comes.
    on = rule.on if document.needs_work else "start"
    return t.plain(
        f"campaigns-rule-{rule.to}-{on}",
        amount=Points(rule.amount or 0, campaigns.unit(document)),
        credit=_credit(t, document, rule.credit),
    )


def _credit(t: Translate, document: Document, credit: str) -> str:
    hold = document.qualify.hold
    if credit == credits.NOW or credit.startswith(credits.AFTER):
        wait = hold
        if credit != credits.NOW:
            wait += spans.parse(credit.removeprefix(credits.AFTER))
        if not wait:
            return t.plain("campaigns-credit-now")
        return t.plain("campaigns-credit-later", span=duration(t, wait))
    schedule = _schedule(t, credit, document.campaign.time_zone)
    if not hold:
        return schedule
    return t.plain("campaigns-credit-schedule-later", schedule=schedule, span=duration(t, hold))


def _schedule(t: Translate, line: str, zone: str) -> str:
    """A cron line in words where it has simple ones: a time of day, on some days."""
    minute, hour, day, month, weekday = line.split()
    weekdays = _weekdays(weekday)
    if not (minute.isdigit() and hour.isdigit() and month == "*" and weekdays is not None):
        return t.plain("campaigns-schedule-other", line=line, zone=zone)
    time = f"{int(hour):02}:{int(minute):02}"
    if weekday != "*":
        days = _join(t, [t.plain(f"campaigns-every-{name}") for name in weekdays])
        return t.plain("campaigns-schedule-weekdays", days=days, time=time, zone=zone)
    if day == "*":
        return t.plain("campaigns-schedule-daily", time=time, zone=zone)
    if day == "last":
        return t.plain("campaigns-schedule-month-end", time=time, zone=zone)
    if day.isdigit():
        return t.plain("campaigns-schedule-month-day", day=day, time=time, zone=zone)
    return t.plain("campaigns-schedule-other", line=line, zone=zone)


def _weekdays(field: str) -> list[str] | None:
    """The days that "mon,thu" or "mon-fri" means, in the week's order; None if it is not so."""
    if field == "*":
        return list(WEEKDAYS)
    chosen: set[str] = set()
    for part in field.lower().split(","):
        first, _dash, last = part.partition("-")
        last = last or first
        if first not in WEEKDAYS or last not in WEEKDAYS:
            return None
        chosen.update(WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last) + 1])
    return [name for name in WEEKDAYS if name in chosen]


def _steps(t: Translate, document: Document) -> list[str]:
    todo = [step for step in document.qualify.steps if step != STEP_START]
    if not todo:
        return [t.plain("campaigns-rule-step-start")]
    if step_words.are_chats(todo):
        chats = chats_in_words(t, document.subscriptions)
        lines = [t.plain("campaigns-rule-steps", chats=chats)]
    else:
        lines = [t.plain("steps-rule", steps=step_words.together(t, todo, document))]
    if document.attribution.window is not None:
        span = duration(t, document.attribution.window)
        lines.append(t.plain("campaigns-rule-window", span=span))
    if document.subscriptions:
        lines.append(t.plain("campaigns-rule-leaving"))
    return lines


def chats_in_words(t: Translate, chats: Sequence[str]) -> str:
    """The chats to be in, "@news and a private chat": ids say nothing to people."""
    return step_words.chats_in_words(t, chats)


def _newcomers(t: Translate, document: Document) -> list[str]:
    attribution = document.attribution
    lines = [t.plain(f"campaigns-rule-new-{attribution.new.replace('_', '-')}")]
    if attribution.grace:
        lines.append(t.plain("campaigns-rule-grace", span=duration(t, attribution.grace)))
    return lines


def _limits(t: Translate, document: Document) -> list[str]:
    limits = document.limits
    counts = (("hour", limits.per_hour), ("day", limits.per_day), ("week", limits.per_week))
    said = [t.plain(f"campaigns-limit-{period}", count=count) for period, count in counts if count]
    return [t.plain("campaigns-rule-limits", limits=_join(t, said))] if said else []


def _payouts(t: Translate, document: Document) -> list[str]:
    if not document.campaign.unit.withdrawable:
        return [t.plain("campaigns-rule-no-payout")]
    payout, unit = document.payout, campaigns.unit(document)
    minimum = Points(payout.minimum, unit)
    if payout.maximum is not None:
        maximum = Points(payout.maximum, unit)
        lines = [t.plain("campaigns-rule-payout-range", minimum=minimum, maximum=maximum)]
    elif payout.minimum > 1:
        lines = [t.plain("campaigns-rule-payout-from", minimum=minimum)]
    else:
        lines = [t.plain("campaigns-rule-payout")]
    if payout.cooldown:
        span = duration(t, payout.cooldown)
        lines.append(t.plain("campaigns-rule-payout-cooldown", span=span))
    if payout.fee or payout.fee_percent:
        lines.append(t.plain("campaigns-rule-payout-fee", fee=_fee(t, document)))
    return lines


def _fee(t: Translate, document: Document) -> str:
    """What of a payout stays with the campaign: "10 points + 1.5%"."""
    payout = document.payout
    parts = []
    if payout.fee:
        parts.append(t.points(Points(payout.fee, campaigns.unit(document))))
    if payout.fee_percent:
        pattern = "#,##0.##%" if t.language == "en" else "#,##0.##\xa0%"
        percent = payout.fee_percent / 100
        parts.append(str(format_percent(percent, format=pattern, locale=t.language)))
    return " + ".join(parts)


def _join(t: Translate, words: list[str]) -> str:
    return str(format_list(words, locale=t.language))


def period(t: Translate, document: Document) -> str:
    """From when until when, on the clocks of the campaign."""
    section = document.campaign
    local = t.in_zone(document.zone)
    zone = section.time_zone
    match section.starts_at, section.ends_at:
        case None, None:
            return t.plain("campaigns-period-open")
        case None, ends_at if ends_at is not None:
            return local.plain("campaigns-period-until", ends_at=ends_at, zone=zone)
        case starts_at, None if starts_at is not None:
            return local.plain("campaigns-period-from", starts_at=starts_at, zone=zone)
        case starts_at, ends_at if starts_at is not None and ends_at is not None:
            return local.plain(
                "campaigns-period-between", starts_at=starts_at, ends_at=ends_at, zone=zone
            )
    raise AssertionError(section)


def terms(t: Translate, document: Document) -> str:
    """The campaign's terms with {reward} and {hold} filled in; general ones if it has none."""
    written = document.campaign.terms
    text = t.plain("terms-general") if written is None else str(written.in_language(t.language))
    fill: dict[str, Callable[[], str]] = {
        "reward": lambda: t.points(_reward_for_one_friend(document)),
        "hold": lambda: duration(t, document.qualify.hold),
    }
    return re.sub(r"\{(reward|hold)\}", lambda found: fill[found[1]](), text)


def _reward_for_one_friend(document: Document) -> Points:
    """All that the referrer gets for a friend; what the friend gets, where only friends do."""
    for side in ("referrer", "friend"):
        amount = sum(rule.amount or 0 for rule in document.rewards if rule.to == side)
        if amount:
            return Points(amount, campaigns.unit(document))
    return Points(0, campaigns.unit(document))
