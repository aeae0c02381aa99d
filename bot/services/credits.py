"""How is the credit of a reward written: "now", "after 7d", or a cron line?"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from bot.services import spans

NOW = "now"
AFTER = "after "
DELAY_MAX = timedelta(days=365)
_LINE_LENGTH_MAX = 100
_ANY_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_RARELY = timedelta(days=366 * 8)
"""Between two 29ths of February may lie eight years."""


def normal(credit: str) -> str:
    """The credit of a rule without needless blanks; `ValueError` says what is wrong with it."""
    words = " ".join(credit.split())
    if words == NOW:
        return NOW
    if words.startswith(AFTER):
        span = spans.parse(words.removeprefix(AFTER))
        if not timedelta() < span <= DELAY_MAX:
            raise ValueError("must be after at most 365d")
        return AFTER + spans.compact(span)
    _check_line(words)
    return words


def is_line(credit: str) -> bool:
    """Whether a credit in its normal form is a cron line."""
    return credit != NOW and not credit.startswith(AFTER)


def _check_line(line: str) -> None:
    fields = line.split()
    if len(fields) != 5 or len(line) > _LINE_LENGTH_MAX:
        raise ValueError('must be "now", "after 7d" or a cron line such as "0 10 * * mon"')
    day, weekday = fields[2], fields[4]
    if re.search(r"[0-9]", weekday):
        # cron counts from Sunday, APScheduler from Monday: "1" would pay on another day.
        raise ValueError("a cron line names its days of the week: mon, tue, … sun")
    if day != "*" and weekday != "*":
        # cron takes either day, APScheduler both.
        raise ValueError("a cron line sets the day of the month or of the week, not both")
    try:
        moments = trigger(line, ZoneInfo("UTC"))
    except ValueError as error:
        raise ValueError(f"is not a cron line: {error}") from None
    first = moments.get_next_fire_time(None, _ANY_MOMENT)
    if first is None or first - _ANY_MOMENT > _RARELY:
        raise ValueError("is a cron line that never comes")


@lru_cache(maxsize=256)
def trigger(line: str, zone: ZoneInfo) -> CronTrigger:
    """The moments of a cron line on the clocks of a zone."""
    return CronTrigger.from_crontab(line, zone)
