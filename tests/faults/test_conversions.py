"""Is each purchase credited once? The short form of `conversions`."""

from pathlib import Path

import pytest

from tests.faults import conversions

ORDERS = 150
SHOPS = 10


@pytest.mark.timeout(420)
async def test_each_purchase_is_credited_once(database_url: str, tmp_path: Path) -> None:
    outcome = await conversions.run(ORDERS, SHOPS, tmp_path, database_url)
    assert outcome.problems() == []
    assert sum(outcome.statuses.values()) == 3 * ORDERS + 2 * outcome.refunded
