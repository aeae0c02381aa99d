"""Does a broadcast go out at the full rate, and is a halt obeyed? The short form of the command.

The long one: `python -m tests.broadcast_pace`, and with `--faults 100`.
"""

from pathlib import Path

import pytest

from tests import broadcast_pace


@pytest.mark.timeout(240)
def test_it_goes_out_at_the_rate_that_is_allowed(tmp_path: Path) -> None:
    outcome = broadcast_pace.run(400, 30, 0, tmp_path)
    assert outcome.problems() == []


@pytest.mark.timeout(240)
def test_through_halts_errors_and_lost_replies_nothing_is_lost(tmp_path: Path) -> None:
    outcome = broadcast_pace.run(250, 30, 6, tmp_path)
    assert outcome.problems() == []
    assert outcome.states.keys() >= {"sent", "unknown"}
