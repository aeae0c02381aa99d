"""Is exactly what the document promises owed, and not a moment too early?"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services import credits, documents, rules, spans
from bot.services.document_values import AMOUNT_MAX
from bot.services.documents import Document
from bot.services.rules import Event, Person, Promise, State

SOFIA = ZoneInfo("Europe/Sofia")
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
"""A Monday."""
ZONES = (
    "Europe/Sofia",
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Kolkata",
)
LINES = (
    "0 10 * * *",
    "30 3 * * *",
    "30 2 * * *",
    "0 0 * * sun",
    "0 0 * * mon",
    "0 0 1 * *",
    "*/7 * * * *",
    "15 1 1 * *",
    "0 12 * * mon-fri",
)

CLOCK_CHANGES = (
    "2026-03-08",
    "2026-03-29",
    "2026-04-05",
    "2026-04-24",
    "2026-09-06",
    "2026-10-04",
    "2026-10-25",
    "2026-11-01",
)


def _after(first: str, span: timedelta) -> st.SearchStrategy[datetime]:
    start = datetime.fromisoformat(first).replace(tzinfo=UTC)
    return st.timedeltas(timedelta(), span).map(lambda passed: start + passed)


moments = _after("2020-01-01", timedelta(days=40 * 365)) | st.sampled_from(CLOCK_CHANGES).flatmap(
    lambda day: _after(day, timedelta(days=1))
)
reward_rules = st.fixed_dictionaries(
    {
        "on": st.sampled_from(("start", "qualified")),
        "to": st.sampled_from(("referrer", "friend")),
        "amount": st.integers(1, AMOUNT_MAX),
        "credit": st.sampled_from((*LINES, "now", "after 1s", "after 90m", "after 365d")),
    }
)


ANN, BEN = 1, 2
COME = State(friend_id=BEN, upline=(Person(ANN),), came_at=NOON)


def campaign(*rewards: dict[str, Any], hold: str = "0", zone: str = "UTC") -> Document:
    return documents.from_json(
        {
            "campaign": {"slug": "rules", "time_zone": zone},
            "qualify": {
                "steps": ["start", "subscribe:@shop_news", "subscribe:-1001234567890"],
                "hold": hold,
            },
            "reward": rewards,
        }
    )


def test_each_rule_is_owed_once_for_its_event() -> None:
    document = campaign(
        {"on": "start", "to": "friend", "amount": 10},
        {"on": "qualified", "to": "referrer", "amount": 100, "credit": "after 7d"},
        {"on": "qualified", "to": "friend", "amount": 50},
        hold="24h",
    )
    day = timedelta(days=1)
    assert rules.owed(document, Event("start", NOON), COME) == [Promise(0, 0, BEN, 10, NOON + day)]
    assert rules.owed(document, Event("qualified", NOON), COME) == [
        Promise(1, 1, ANN, 100, NOON + 8 * day),
        Promise(2, 0, BEN, 50, NOON + day),
    ]


@given(
    written=st.lists(reward_rules, max_size=20),
    on=st.sampled_from(("start", "qualified")),
    at=moments,
    hold=st.sampled_from(("0", "1s", "24h", "30d")),
    zone=st.sampled_from(ZONES),
)
def test_what_is_owed_is_what_is_written(
    written: list[dict[str, Any]], on: str, at: datetime, hold: str, zone: str
) -> None:
    """Goal: nothing lost, nothing added, nothing early. Method: compare with the rules' list."""
    promises = rules.owed(campaign(*written, hold=hold, zone=zone), Event(on, at), COME)
    expected = [
        (position, {"referrer": ANN, "friend": BEN}[rule["to"]], rule["amount"])
        for position, rule in enumerate(written)
        if rule["on"] == on
    ]
    assert [(one.rule, one.participant_id, one.amount_minor) for one in promises] == expected
    assert all(one.due_at >= at + spans.parse(hold) for one in promises)
    assert all(one.due_at.tzinfo is UTC for one in promises)


@given(line=st.sampled_from(LINES), base=moments, zone=st.sampled_from(ZONES))
def test_a_cron_line_comes_at_its_time_on_the_campaigns_clocks(
    line: str, base: datetime, zone: str
) -> None:
    """Goal: never before the base, never skipping a moment. Method: the line's own fields.

    An hour that the clocks skip in spring moves the moment past it; it is then no match.
    """
    due_at = rules.due_at(line, base, ZoneInfo(zone))
    assert base <= due_at
    local = due_at.astimezone(ZoneInfo(zone))
    assert local.second == local.microsecond == 0
    minute, hour, day, _month, weekday = line.split()
    skipped = not _exists(local, hour, minute)
    assert minute.startswith("*") or local.minute == int(minute) or skipped
    assert hour == "*" or local.hour == int(hour) or skipped
    assert day == "*" or local.day == int(day)
    assert weekday != "sun" or local.weekday() == 6
    assert weekday != "mon" or local.weekday() == 0
    assert weekday != "mon-fri" or local.weekday() < 5


def _exists(local: datetime, hour: str, minute: str) -> bool:
    if not (hour.isdigit() and minute.isdigit()):
        return True
    wanted = local.replace(hour=int(hour), minute=int(minute))
    put = wanted.astimezone(UTC).astimezone(wanted.tzinfo)
    return (put.hour, put.minute) == (wanted.hour, wanted.minute)


@given(base=moments, later=st.timedeltas(timedelta(), timedelta(days=400)))
def test_who_qualifies_later_is_never_credited_earlier(base: datetime, later: timedelta) -> None:
    for credit in (*LINES, "now", "after 7d"):
        assert rules.due_at(credit, base, SOFIA) <= rules.due_at(credit, base + later, SOFIA)


@pytest.mark.parametrize(
    ("credit", "base", "due_at"),
    [
        ("now", "2026-11-02T12:00Z", "2026-11-02T12:00Z"),
        ("after 7d", "2026-11-02T12:00Z", "2026-11-09T12:00Z"),
        # Ten in Sofia is eight in UTC in winter and seven in summer.
        ("0 10 * * mon", "2026-11-02T08:00Z", "2026-11-02T08:00Z"),
        ("0 10 * * mon", "2026-11-02T08:00:00.000001Z", "2026-11-09T08:00Z"),
        ("0 10 * * mon", "2026-03-28T12:00Z", "2026-03-30T07:00Z"),
        # On 29 March 2026 the clocks of Sofia go from 3:00 to 4:00.
        ("30 3 * * *", "2026-03-29T00:00Z", "2026-03-29T01:30Z"),
        ("0 10 * * *", "2026-03-29T00:00Z", "2026-03-29T07:00Z"),
        # On 25 October 2026 they go from 4:00 back to 3:00.
        ("30 3 * * *", "2026-10-25T00:00Z", "2026-10-25T00:30Z"),
        ("0 10 * * *", "2026-10-25T00:00Z", "2026-10-25T08:00Z"),
        ("0 0 29 2 *", "2026-11-02T12:00Z", "2028-02-28T22:00Z"),
    ],
)
def test_points_are_credited_at_that_moment(credit: str, base: str, due_at: str) -> None:
    found = rules.due_at(credit, datetime.fromisoformat(base), SOFIA)
    assert found == datetime.fromisoformat(due_at)


def test_between_the_two_half_past_threes_the_second_one_pays() -> None:
    """The night when 3:30 comes twice: whoever qualifies between them waits for the second."""
    base = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    due_at = rules.due_at("30 3 * * *", base, SOFIA)
    assert due_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_missing_steps_come_in_the_documents_order() -> None:
    document = campaign()
    both = ["subscribe:@shop_news", "subscribe:-1001234567890"]
    assert rules.missing_steps(document, set()) == both
    assert rules.missing_steps(document, {"start", both[0]}) == both[1:]
    assert rules.missing_steps(document, set(both)) == []


@given(st.text(max_size=40) | st.from_regex(r"(after [0-9]{1,7}[a-z]|[0-9*/,a-z -]{5,30})"))
def test_whatever_is_accepted_as_a_credit_comes_some_day(text: str) -> None:
    """Goal: no promise that is never due. Method: any text that the document takes."""
    try:
        credit = credits.normal(text)
    except ValueError:
        return
    assert credits.normal(credit) == credit
    assert NOON <= rules.due_at(credit, NOON, SOFIA) < NOON + timedelta(days=366 * 9)
