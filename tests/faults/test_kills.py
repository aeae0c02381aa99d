"""Is anything lost or credited twice when the bot is killed? The short form of `kills`."""

from pathlib import Path

import pytest

from tests.faults import kills

KILLS = 10
UPDATES = 1_000


@pytest.mark.parametrize("mode", ["polling", "webhook"])
@pytest.mark.timeout(420)
async def test_nothing_is_lost_and_nothing_credited_twice(mode: str, tmp_path: Path) -> None:
    outcome = await kills.run(KILLS, UPDATES, mode, tmp_path, seed=20_261_122)
    assert outcome.problems() == []
    assert sum(outcome.kills.values()) == KILLS


@pytest.mark.timeout(420)
async def test_a_bot_that_acknowledges_first_is_found_out(tmp_path: Path) -> None:
    outcome = await kills.run(
        3,
        300,
        "polling",
        tmp_path,
        seed=20_261_122,
        command=("-m", "tests.faults.acknowledge_first", "run"),
    )
    assert any("lost" in problem for problem in outcome.problems())
