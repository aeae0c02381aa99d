"""Does everybody get a broadcast once, also when the bot is killed? The short form of `broadcasts`.

How fast it goes is measured on a simulated clock, in tests/test_broadcast_pace.py: this machine may
have other things to do.
"""

from pathlib import Path

import pytest

from tests.faults import broadcasts


@pytest.mark.timeout(240)
async def test_newcomers_are_answered_while_it_goes_out(tmp_path: Path) -> None:
    outcome = await broadcasts.run(160, 40, 0, 10, tmp_path, seed=20_261_122)
    assert (outcome.sent, outcome.twice, outcome.missing) == (160, 0, 0)
    assert outcome.refused == 0
    assert outcome.answered == outcome.asked
    assert outcome.reply_p99_seconds <= broadcasts.REPLY_SECONDS_MAX


@pytest.mark.timeout(240)
async def test_killed_on_the_way_it_reaches_nobody_twice(tmp_path: Path) -> None:
    outcome = await broadcasts.run(200, 60, 2, 0, tmp_path, seed=20_261_122)
    assert outcome.problems() == []
    assert outcome.unknown > 0


@pytest.mark.timeout(240)
async def test_people_notice_nothing_while_the_replica_that_sends_is_killed(
    tmp_path: Path, empty_postgresql_url: str, redis_url: str
) -> None:
    servers = broadcasts.Servers(empty_postgresql_url, redis_url)
    outcome = await broadcasts.run(
        150, 60, 1, 20, tmp_path, seed=20_261_122, servers=servers, is_hurried=True
    )
    assert outcome.problems() == []
    assert outcome.unknown > 0
    assert outcome.answered == 20
