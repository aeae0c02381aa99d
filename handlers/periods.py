"""How is a stretch of days called in a person's language: "16–22 Nov 2026", "November 2026"?"""

from datetime import date, datetime, timedelta

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

from bot.i18n import Translate


def days(t: Translate, since: datetime, until: datetime) -> str:
    """From a midnight until another, which is no longer part of it; both on the right clocks."""
    first, last = since.date(), until.date() - timedelta(days=1)
    if first == last:
        return day(t, first)
    return str(format_interval(first, last, "yMMMd", locale=Locale.parse(t.language)))


def month(t: Translate, since: datetime) -> str:
    name = format_skeleton("yMMMM", since.date(), locale=Locale.parse(t.language))
    return name[:1].upper() + name[1:]


def day(t: Translate, at: date) -> str:
    return format_skeleton("yMMMd", at, locale=Locale.parse(t.language))


def short_day(t: Translate, at: date) -> str:
    """For the foot of a chart: "2 Nov"."""
    return format_skeleton("MMMd", at, locale=Locale.parse(t.language)).rstrip(".")


def short_month(t: Translate, at: datetime) -> str:
    """For the foot of a chart: "Nov"."""
    # The name by itself: by its skeleton Bulgarian has a number there.
    return str(format_date(at.date(), "LLL", locale=Locale.parse(t.language))).rstrip(".")
