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
_DAY = timedelta(days=1)
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
        moments = _trigger(line)
    except ValueError as error:
        raise ValueError(f"is not a cron line: {error}") from None
    first = moments.get_next_fire_time(None, _ANY_MOMENT)
    if first is None or first - _ANY_MOMENT > _RARELY:
        raise ValueError("is a cron line that never comes")


def first_moment(line: str, zone: ZoneInfo, since: datetime) -> datetime:
    """The first moment of a cron line on the clocks of a zone that is not before `since`, in UTC.

    An hour that the clocks skip comes an hour later; one that they repeat counts both times.
    """
    since = since.astimezone(UTC)
    found = _placed(line, zone, since, _ahead(zone, since))
    before = _ahead(zone, since - _DAY)
    if before != _ahead(zone, since):
        # What the clocks have just skipped may still come.
        late = _placed(line, zone, since, before)
        found = late if since <= late < found else found
    for early, late in ((since, since + _DAY), (max(since, found - _DAY), found)):
        change = _change(zone, early, late)
        if change is not None:
            # Its wall time may be before that of `since`, and is before that of a skipped moment.
            found = min(found, _placed(line, zone, change, _ahead(zone, change)))
    return found


def _placed(line: str, zone: ZoneInfo, since: datetime, ahead: timedelta) -> datetime:
    """The line's first wall time from that of `since` on, where it is `ahead` of UTC."""
    # Reckoned in UTC: where clocks change, APScheduler takes a difference of wall times for time
    # that passes, and steps over the midnight that it was looking for.
    wall: datetime | None = _trigger(line).get_next_fire_time(None, since + ahead)
    assert wall is not None, line
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    return moment if moment >= since else wall.replace(tzinfo=zone, fold=1).astimezone(UTC)


def _ahead(zone: ZoneInfo, moment: datetime) -> timedelta:
    ahead = moment.astimezone(zone).utcoffset()
    assert ahead is not None
    return ahead


def _change(zone: ZoneInfo, since: datetime, until: datetime) -> datetime | None:
    """When the clocks of a zone change after `since` and by `until`, at most a day later."""
    ahead = _ahead(zone, since)
    if ahead == _ahead(zone, until):
        return None
    # Clocks change at whole seconds.
    since, until = since.replace(microsecond=0), until.replace(microsecond=0)
    while (seconds := int((until - since).total_seconds())) > 1:
        middle = since + timedelta(seconds=seconds // 2)
        since, until = (middle, until) if _ahead(zone, middle) == ahead else (since, middle)
    return until


@lru_cache(maxsize=256)
def _trigger(line: str) -> CronTrigger:
    return CronTrigger.from_crontab(line, UTC)
