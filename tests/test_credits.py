"""Does a cron line come at its own time on the clocks of a zone, also when these change?"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services import credits

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
TICK = timedelta(microseconds=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ZONES = (
    "Europe/Sofia",
    "Europe/Dublin",
    "America/New_York",
    # At midnight the clocks go to one.
    "America/Santiago",
    "Africa/Cairo",
    "Africa/Casablanca",
    # They move by half an hour, at two.
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Asia/Kathmandu",
)
LINES = (
    "0 0 * * *",
    "0 0 1 * *",
    "0 0 last * *",
    "0 0 1 jan *",
    "0 0 29 feb *",
    "0 0 * * mon",
    "0 0 * * fri",
    "0 0 * * sun",
    "30 0 1 * *",
    "59 23 last * *",
    "30 3 * * *",
    "20,35 1 * * *",
    "15,35 2 * * *",
    "15 2,3 * * sat,sun",
    "45 * * * *",
    "*/10 * * * *",
    "*/7 1-4 * * *",
    "0 12 * * mon-fri",
)


def changes_of(zone: str, year: int) -> list[datetime]:
    """When the clocks of a zone change in a year, minute by minute on the days with a change."""
    found = []
    start = datetime(year, 1, 1, tzinfo=UTC)
    for day in (start + DAY * number for number in range(366)):
        if ahead(zone, day) != ahead(zone, day + DAY):
            minutes = (day + timedelta(minutes=number) for number in range(1, 1441))
            found.append(next(each for each in minutes if ahead(zone, each) != ahead(zone, day)))
    return found


def ahead(zone: str, moment: datetime) -> timedelta | None:
    return moment.astimezone(ZoneInfo(zone)).utcoffset()


CHANGES = {
    zone: [each for year in (2026, 2027) for each in changes_of(zone, year)] for zone in ZONES
}


@st.composite
def places(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and a moment, mostly within hours, days or weeks of a change of its clocks."""
    zone = draw(st.sampled_from(ZONES))
    change = draw(st.sampled_from(CHANGES[zone] or [datetime(2027, 3, 1, tzinfo=UTC)]))
    reach = draw(st.sampled_from((MINUTE, timedelta(hours=2), 2 * DAY, 40 * DAY, 400 * DAY)))
    moment = change + draw(st.timedeltas(-reach, reach))
    return zone, draw(st.sampled_from((change, moment, moment.replace(second=0, microsecond=0))))


def walked(line: str, zone: str, since: datetime) -> Iterator[datetime]:
    """The moments of a line from `since` on, found by walking from one wall day to the next."""
    day = (since - 2 * DAY).date()
    waiting: set[datetime] = set()
    while day.year < since.year + 9:
        waiting.update(each for each in _of_day(line, zone, day) if each >= since)
        day += DAY
        # Nothing of the days to come can be earlier.
        sure = datetime(day.year, day.month, day.day, tzinfo=UTC) - DAY
        passed = sorted(each for each in waiting if each < sure)
        yield from passed
        waiting.difference_update(passed)


def _of_day(line: str, zone: str, day: date) -> Iterator[datetime]:
    """Each minute that the line names, put onto the clocks of one day.

    Twice where they repeat it; where they skip it, as much later as they skip.
    """
    minutes, hours, days, months, weekdays = line.split()
    is_day = _names(days, day.day, "last" if (day + DAY).day == 1 else "")
    is_month = _names(months, day.month, MONTHS[day.month - 1])
    if not (is_day and is_month and _names(weekdays, day.weekday(), WEEKDAYS[day.weekday()])):
        return
    for hour, minute in product(range(24), range(60)):
        if not (_names(hours, hour) and _names(minutes, minute)):
            continue
        wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
        earlier, later = (
            wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)
        )
        yield earlier
        if later.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC, fold=0) == wall:
            yield later


def _names(field: str, value: int, name: str = "") -> bool:
    """Whether a field of the lines above is for this value."""
    for part in field.split(","):
        if part in ("*", str(value), name):
            return True
        if part == "mon-fri" and name in WEEKDAYS[:5]:
            return True
        if part.startswith("*/") and value % int(part.removeprefix("*/")) == 0:
            return True
        if part == "1-4" and 1 <= value <= 4:
            return True
    return False


@settings(max_examples=400)
@given(line=st.sampled_from(LINES), place=places())
def test_no_moment_is_missed_and_none_made_up(line: str, place: tuple[str, datetime]) -> None:
    """Goal: the first moment, whatever the clocks do. Method: walk there minute by minute."""
    zone, since = place
    found = credits.first_moment(line, ZoneInfo(zone), since)
    assert found == next(walked(line, zone, since))
    assert found.tzinfo is UTC


@settings(max_examples=100)
@given(line=st.sampled_from(LINES), place=places(), later=st.timedeltas(timedelta(), 3 * DAY))
def test_who_comes_later_is_not_earlier(
    line: str, place: tuple[str, datetime], later: timedelta
) -> None:
    zone, since = ZoneInfo(place[0]), place[1]
    first = credits.first_moment(line, zone, since)
    assert since <= first <= credits.first_moment(line, zone, since + later)


@pytest.mark.parametrize("line", ["*/10 * * * *", "15,35 2 * * *", "20,35 1 * * *", "0 0 * * *"])
@pytest.mark.parametrize("zone", ZONES)
def test_from_moment_to_moment_none_comes_twice_or_never(line: str, zone: str) -> None:
    """Goal: over each change of the clocks every moment once. Method: go on from each."""
    for change in CHANGES[zone]:
        moment, expected = change - DAY, walked(line, zone, change - DAY)
        while moment < change + DAY:
            moment = credits.first_moment(line, ZoneInfo(zone), moment)
            assert moment == next(expected)
            moment += TICK


@pytest.mark.parametrize(
    ("line", "zone", "since", "moment"),
    [
        ("0 0 1 * *", "Europe/Sofia", "2027-03-01T00:01", "2027-04-01T00:00"),
        ("0 0 1 * *", "Europe/Sofia", "2027-03-27T12:00", "2027-04-01T00:00"),
        ("0 0 1 * *", "America/New_York", "2027-03-05T05:00", "2027-04-01T00:00"),
        ("0 0 * * mon", "Europe/Sofia", "2027-03-24T12:00", "2027-03-29T00:00"),
        ("0 0 * * *", "Europe/Sofia", "2027-03-28T00:10", "2027-03-29T00:00"),
        ("0 0 1 jan *", "Australia/Sydney", "2027-07-05T12:00", "2028-01-01T00:00"),
        ("0 0 1 jan *", "America/Santiago", "2027-07-05T12:00", "2028-01-01T00:00"),
        # Where midnight is skipped it is one o'clock, also for who comes at one.
        ("0 0 * * sun", "America/Santiago", "2026-09-02T14:00", "2026-09-06T01:00"),
        ("0 0 * * sun", "America/Santiago", "2026-09-06T01:00", "2026-09-06T01:00"),
        ("0 0 * * sun", "America/Santiago", "2026-09-06T01:01", "2026-09-13T00:00"),
        ("0 0 * * fri", "Africa/Cairo", "2027-04-28T20:00", "2027-04-30T01:00"),
        # Half past three is skipped, and comes at half past four for who comes after three.
        ("30 3 * * *", "Europe/Sofia", "2027-03-28T04:10", "2027-03-28T04:30"),
        # The other of two moments of a half hour that was skipped is the later one.
        ("15,35 2 * * *", "Australia/Lord_Howe", "2026-10-04T01:00", "2026-10-04T02:35"),
        ("15,35 2 * * *", "Australia/Lord_Howe", "2026-10-04T02:36", "2026-10-04T02:45"),
    ],
)
def test_a_moment_comes_when_the_clocks_say_so(
    line: str, zone: str, since: str, moment: str
) -> None:
    """The times are those of the zone."""
    at = ZoneInfo(zone)
    found = credits.first_moment(line, at, datetime.fromisoformat(since).replace(tzinfo=at))
    assert found.astimezone(at).replace(tzinfo=None, fold=0) == datetime.fromisoformat(moment)
