"""What does the play of every programme find ready?"""

from collections.abc import AsyncIterator, Callable

import pytest

from tests.programmes.play import Play, playing


@pytest.fixture
async def play(
    request: pytest.FixtureRequest,
    sqlite_url: str,
    unpaced: None,
    record_property: Callable[[str, object], None],
) -> AsyncIterator[Play]:
    """The programme that the test's file is named after."""
    preset = request.module.__name__.rpartition(".test_")[2]
    async with playing(sqlite_url, preset) as played:
        yield played
    for name, figure in (
        ("people", len(played.people)),
        ("purchases", played.shop.orders),
        ("refunds", played.shop.refunds),
        ("balances", played.balances_checked),
        ("granted", played.granted_minor),
    ):
        record_property(name, figure)
