"""Does `python -m bot verify` say what it found, by words and by its exit status?"""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from tests import processes
from tests.forgers import disarm
from tests.people import staged
from tests.rich_world import RichWorld

pytestmark = pytest.mark.usefixtures("unpaced")


async def verify(url: str, log: Path) -> tuple[int, str]:
    """Exit status and output of the command; each run needs a log of its own."""
    process = await processes.start(
        ["-m", "bot", "verify"], log, {"SARAFAN_DATABASE__URL": url, "SARAFAN_TELEGRAM__TOKEN": ""}
    )
    async with asyncio.timeout(60):
        status = await process.process.wait()
    return status, process.output()


async def test_honest_books_end_with_0_and_forged_ones_with_1(
    world: RichWorld, rich_url: str, tmp_path: Path
) -> None:
    status, said = await verify(rich_url, tmp_path / "honest")
    assert (status, said) == (
        0,
        "41 transactions, 26 accounts, 41 seals, 26 rewards, 4 payouts checked: "
        "all is explained.\n",
    )
    forged = (await world.sealed())[7]
    async with world.db.transaction() as session:
        await disarm(session, is_sqlite=world.db.is_sqlite)
        await session.execute(text(f"UPDATE transactions SET actor = 1 WHERE id = {forged}"))
    status, said = await verify(rich_url, tmp_path / "forged")
    assert status == 1
    found, summary = said.splitlines()
    assert found.startswith(f"WRONG: transaction {forged} (")
    assert summary.endswith("26 rewards, 4 payouts checked: 1 findings.")


async def test_an_empty_database_is_made_and_found_clean(
    empty_sqlite_url: str, tmp_path: Path
) -> None:
    status, said = await verify(empty_sqlite_url, tmp_path / "log")
    assert (status, said.partition(" checked")[0]) == (
        0,
        "0 transactions, 0 accounts, 0 seals, 0 rewards, 0 payouts",
    )


async def test_a_running_bot_is_verified_while_friends_come_in(
    database_url: str, tmp_path: Path
) -> None:
    async with staged(database_url, starter_campaign={"hold": "0"}) as stage:
        ann = stage.person("Ann")
        await ann.start()
        code = (await ann.invite()).partition("start=")[2]
        came = 0
        checks = asyncio.ensure_future(verify_twice(database_url, tmp_path))
        while not checks.done():
            friend = stage.person(f"Friend {came}")
            await friend.start(code)
            await stage.app.jobs.tick()
            came += 1
        said = await checks
        assert [status for status, _ in said] == [0, 0], said
        first, second = (int(words.split()[0]) for _, words in said)
        assert 0 < first < second
        assert (await ann.balance()).available == 100 * came


async def verify_twice(url: str, folder: Path) -> list[tuple[int, str]]:
    return [await verify(url, folder / name) for name in ("first", "second")]
