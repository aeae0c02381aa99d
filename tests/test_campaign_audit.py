"""What stays of who loaded, started and stopped a campaign from the command line?"""

import asyncio
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.db import Database
from models import AuditRecord, Campaign
from tests.test_campaign_command import LEAST, command

Row = tuple[str, int | None, dict[str, Any], dict[str, Any]]


async def rows(url: str) -> list[Row]:
    """Action, who, before and after, each of the campaign `least`; the oldest first."""
    db = Database(url)
    async with db.read() as session:
        found = list(await session.scalars(select(AuditRecord).order_by(AuditRecord.id)))
        campaign_id = await session.scalar(select(Campaign.id).where(Campaign.slug == "least"))
    await db.close()
    assert {one.campaign_id for one in found} <= {campaign_id}
    return [(one.action, one.actor, one.before, one.after) for one in found]


def state(name: str) -> dict[str, str]:
    return {"state": name}


async def test_each_leaves_a_row_of_the_operator_and_a_refusal_none(
    tmp_path: Path, sqlite_url: str
) -> None:
    (tmp_path / "config.toml").write_text(f'[database]\nurl = "{sqlite_url}"\n')
    file, broken = tmp_path / "least.toml", tmp_path / "broken.toml"
    file.write_text(LEAST)
    broken.write_text("[campaign]\n")

    async def run(*words: str | Path) -> int:
        return (await command(tmp_path, *words)).status

    assert await run("load", file) == 0
    assert await run("start", "least") == 0
    expected: list[Row] = [
        ("campaign-load", None, {}, {"version": 1}),
        ("campaign-start", None, state("loaded"), state("running")),
    ]
    assert await rows(sqlite_url) == expected
    # Both at once, because each is a process of its own.
    refused = list(await asyncio.gather(run("stop", "nobody"), run("load", broken)))
    assert refused == [1, 1]
    assert await rows(sqlite_url) == expected
    assert await run("load", file) == 0
    assert await run("stop", "least") == 0
    expected += [
        ("campaign-load", None, {"version": 1}, {"version": 2}),
        ("campaign-stop", None, state("running"), state("stopped")),
    ]
    assert await rows(sqlite_url) == expected
