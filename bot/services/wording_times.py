"""How are spans, schedules and percentages said in a person's language? All of it plain text."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from babel.lists import format_list
from babel.numbers import format_percent

from bot.i18n import Translate
from bot.services import credits, spans
from bot.services.documents import Document

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


def percent(t: Translate, value: Decimal) -> str:
    """ "5%", "1.5%"; with a space before the sign where the language wants one."""
    pattern = "#,##0.##%" if t.language == "en" else "#,##0.##\xa0%"
    return str(format_percent(value / 100, format=pattern, locale=t.language))


def together(t: Translate, words: Sequence[str]) -> str:
    """ "one, two, and three"."""
    return str(format_list(list(words), locale=t.language))


def credit(t: Translate, document: Document, written: str) -> str:
    """When points come that are credited "now", "after 7d" or by a cron line."""
    hold = document.qualify.hold
    if not credits.is_line(written):
        wait = hold
        if written != credits.NOW:
            wait += spans.parse(written.removeprefix(credits.AFTER))
        if not wait:
            return t.plain("campaigns-credit-now")
        return t.plain("campaigns-credit-later", span=duration(t, wait))
    moments = schedule(t, written, document.campaign.time_zone)
    if not hold:
        return moments
    return t.plain("campaigns-credit-schedule-later", schedule=moments, span=duration(t, hold))


def schedule(t: Translate, line: str, zone: str) -> str:
    """A cron line in words where it has simple ones: a time of day, on some days."""
    minute, hour, day, month, weekday = line.split()
    weekdays = _weekdays(weekday)
    if not (minute.isdigit() and hour.isdigit() and month == "*" and weekdays is not None):
        return t.plain("campaigns-schedule-other", line=line, zone=zone)
    time = f"{int(hour):02}:{int(minute):02}"
    if weekday != "*":
        days = together(t, [t.plain(f"campaigns-every-{name}") for name in weekdays])
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
