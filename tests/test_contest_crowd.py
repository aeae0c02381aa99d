"""Does a contest of many thousands stay quick to look at, and close within seconds?

`python -m tests.contest_crowd` does the same with a hundred thousand, and prints the figures.
"""

import pytest

from bot.db import Database
from tests.clock import StillClock
from tests.contest_crowd import measured
from tests.contest_field import BY_LOT, BY_RANK

ENTRANTS = 10_000
LOOK_SECONDS_MAX = 0.05
CLOSE_SECONDS_MAX = 3.0


@pytest.mark.parametrize("section", [BY_RANK, BY_LOT], ids=["places", "draw"])
async def test_a_large_contest_is_counted_looked_at_closed_and_checked(
    sqlite_db: Database, clock: StillClock, section: dict[str, object]
) -> None:
    figures = await measured(sqlite_db, clock, section, ENTRANTS)
    # Ann, who laid the link, is one of them.
    assert figures.entrants == ENTRANTS + 1
    assert figures.findings == []
    assert figures.usual_look < LOOK_SECONDS_MAX
    assert figures.close < CLOSE_SECONDS_MAX
