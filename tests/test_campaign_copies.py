"""Is a copy of a campaign one that can be run, with all that it announces?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.services import campaign_drafts, campaigns, documents
from bot.services.document_contests import ContestSection
from tests.people import buttons, staged, text_of

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PRIZES = [{"amount": 100}]


def copied(contest: dict[str, Any], **campaign: Any) -> ContestSection:
    """The contest of the copy, as its document reads it again."""
    content = {
        "campaign": {"slug": "autumn", "time_zone": "Europe/Sofia", **campaign},
        "contest": [{"name": "race", "prizes": PRIZES, **contest}],
    }
    copy = campaign_drafts.copy_of(documents.from_json(content), now=NOW)
    assert documents.from_json(documents.to_json(copy)) == copy
    assert (copy.campaign.starts_at, copy.campaign.ends_at) == (None, None)
    return copy.contests[0]


PAST, FUTURE = "2026-10-31T22:00:00Z", "2026-12-01T00:00:00Z"


@pytest.mark.parametrize(
    ("contest", "campaign", "lasts_days"),
    [
        ({"starts_at": "2026-10-01T00:00:00Z", "ends_at": "2026-10-15T00:00:00Z"}, {}, 14),
        # Summer time ends on October 25.
        ({"starts_at": "2026-10-20T21:00:00Z", "ends_at": "2026-10-27T22:00:00Z"}, {}, 7),
        ({"ends_at": PAST}, {"starts_at": "2026-10-21T21:00:00Z"}, 10),
        ({"ends_at": PAST}, {}, 30),
        ({"starts_at": "2020-01-01T00:00:00Z", "ends_at": PAST}, {}, 365),
        ({"starts_at": PAST, "lasts": "7d"}, {}, 7),
        ({"lasts": "7d"}, {}, 7),
    ],
)
def test_a_contest_that_is_over_begins_with_the_copy(
    contest: dict[str, Any], campaign: dict[str, Any], lasts_days: int
) -> None:
    held = copied(contest, **campaign)
    assert (held.starts_at, held.ends_at) == (None, None)
    assert held.lasts == timedelta(days=lasts_days)


def test_days_that_are_to_come_stay() -> None:
    held = copied({"starts_at": PAST, "ends_at": FUTURE})
    assert (held.starts_at, held.ends_at) == (None, datetime(2026, 12, 1, tzinfo=UTC))
    held = copied({"starts_at": FUTURE, "lasts": "7d"})
    assert held.starts_at == datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.usefixtures("unpaced")
async def test_who_copies_is_asked_how_long_the_contest_lasts_and_it_is_held(
    sqlite_url: str,
) -> None:
    async with staged(sqlite_url) as stage:
        now = stage.clock()
        over = {
            "name": "race",
            "title": {"en": "Autumn race"},
            "starts_at": (now - timedelta(days=21)).isoformat(),
            "ends_at": (now - timedelta(days=7)).isoformat(),
            "prizes": PRIZES,
        }
        content = {"campaign": {"slug": "autumn", "title": {"en": "Autumn"}}, "contest": [over]}
        async with stage.app.db.transaction() as session:
            await campaigns.load(session, documents.from_json(content), now=now)
        await stage.admin.press("Autumn", await stage.admin.say_in_group("/campaigns"))
        await stage.admin.press("📑 Copy", stage.in_group()[-1])
        asked = stage.in_group()[-1]
        while "How long the contest “Autumn race” lasts" not in text_of(asked):
            await stage.admin.press("✅ Leave it so", asked)
            asked = stage.in_group()[-1]
        assert "Now: 14 days" in text_of(asked)
        for button in ("⏩ Leave the rest so", "▶️ Start", "▶️ Start"):
            await stage.admin.press(button, stage.in_group()[-1])
        assert "running" in text_of(stage.in_group()[-1]), buttons(stage.in_group()[-1])
        await stage.advance(minutes=5)
        assert "Autumn race" in text_of(await stage.admin.say_in_group("/contest"))
