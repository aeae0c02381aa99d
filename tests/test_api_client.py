"""Do the clients that the README prints work as they stand, and the commands beside them?"""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app as command_line
from bot.sandbox import MovableClock
from bot.services import campaigns
from tests.conventions.code import ROOT
from tests.people import Stage, staged
from tests.processes import free_port
from tests.shop import Shop, shop_of
from tests.town import campaign_document

BUYER = 700100200
CLIENT_SECONDS = 60
RULES = [{"on": "purchase", "to": "referrer", "percent": 10}]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
async def stage(sqlite_url: str, port: int, unpaced: None) -> AsyncIterator[Stage]:
    # The clients sign with the machine's own time.
    async with staged(sqlite_url, clock=MovableClock(), web={"port": port}) as found:
        async with found.app.db.transaction() as session:
            await campaigns.load(
                session, campaign_document("sale", reward=RULES), now=found.clock()
            )
            await campaigns.start(session, "sale", now=found.clock())
        yield found


def printed(language: str) -> str:
    """The README's only piece of code in a language."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [code] = re.findall(rf"^```{language}\n(.+?)^```$", readme, re.MULTILINE | re.DOTALL)
    return str(code)


async def run(arguments: Sequence[str], shop: Shop) -> str:
    process = await asyncio.create_subprocess_exec(
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | {"URL": shop.url, "KEY": shop.key, "SECRET": shop.secret},
    )
    async with asyncio.timeout(CLIENT_SECONDS):
        said, complained = await process.communicate()
    assert process.returncode == 0, (said, complained)
    return said.decode()


@dataclass(frozen=True)
class Outcome:
    status: int
    said: str


async def command(folder: Path, *words: str) -> Outcome:
    """Give a command on the database that the folder's config.toml names."""
    given = [*words, "--config", str(folder / "config.toml")]
    # In a thread, for each command has a loop of its own.
    result = await asyncio.to_thread(CliRunner().invoke, command_line, given)
    return Outcome(result.exit_code, result.output)


async def test_the_clients_of_the_readme_report_and_refund(
    stage: Stage, port: int, tmp_path: Path
) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben", user_id=BUYER)
    await ann.start()
    await ben.follow(await ann.invite())
    async with shop_of(stage, port) as shop:
        answered = json.loads(await run(["sh", "-euc", printed("sh")], shop))
        assert (answered["order_id"], answered["rewards"][0]["amount"]) == ("A-1001", 499)
        assert (await ann.balance()).available == 499
        file = tmp_path / "client.py"
        file.write_text(printed("python"), encoding="utf-8")
        said = await run([sys.executable, str(file)], shop)
        assert "'order_id': 'A-1002'" in said
        # 10 % of the 4,000 that are left of the second order.
        assert (await ann.balance()).available == 499 + 400
        # Run again, both are answered alike and nothing changes.
        assert await run([sys.executable, str(file)], shop) == said
    assert (await ann.balance()).available == 499 + 400
    assert len(printed("sh").splitlines()) <= 20
    assert len([line for line in printed("python").splitlines() if line.strip()]) <= 20


async def test_an_operator_makes_lists_and_revokes_keys(
    tmp_path: Path, empty_sqlite_url: str
) -> None:
    (tmp_path / "config.toml").write_text(f'[database]\nurl = "{empty_sqlite_url}"\n')
    assert "There is no key yet" in (await command(tmp_path, "apikey", "list")).said
    made = await command(tmp_path, "apikey", "create", "shop")
    assert made.status == 0
    first = re.fullmatch(r"key: (srk_[\w-]{43})\nsecret: (srs_[\w-]{43})\n", made.said)
    assert first is not None, made
    taken = await command(tmp_path, "apikey", "create", "shop")
    assert (taken.status, "has a key already" in taken.said) == (1, True)
    listed = await command(tmp_path, "apikey", "list")
    assert "shop" in listed.said
    assert "active" in listed.said
    assert first[1] not in listed.said
    assert first[2] not in listed.said
    assert (await command(tmp_path, "apikey", "revoke", "shop")).status == 0
    assert "revoked" in (await command(tmp_path, "apikey", "list")).said
    assert (await command(tmp_path, "apikey", "revoke", "shop")).status == 1
    again = await command(tmp_path, "apikey", "create", "shop")
    assert again.status == 0
    assert first[1] not in again.said
    assert (await command(tmp_path, "apikey", "create", "My Shop")).status == 1


async def test_an_operator_adds_lists_and_removes_webhooks(
    tmp_path: Path, empty_sqlite_url: str
) -> None:
    (tmp_path / "config.toml").write_text(f'[database]\nurl = "{empty_sqlite_url}"\n')
    url = "https://shop.example.org/events"
    assert "sent nowhere" in (await command(tmp_path, "webhook", "list")).said
    added = await command(
        tmp_path, "webhook", "add", url, "--events", "payout.paid, reward.credited"
    )
    assert added.status == 0, added
    said = re.fullmatch(r"events: (.+)\nsecret: (srw_[\w-]{43})\n", added.said)
    assert said is not None, added
    assert said[1] == "reward.credited, payout.paid"
    listed = (await command(tmp_path, "webhook", "list")).said
    assert url in listed
    assert said[2] not in listed
    for refused in ("http://shop.example.org/", "https://a:b@shop.example.org/", url):
        assert (await command(tmp_path, "webhook", "add", refused)).status == 1, refused
    assert "No event was sent yet" in (await command(tmp_path, "webhook", "journal")).said
    assert (await command(tmp_path, "webhook", "remove", url)).status == 0
    assert (await command(tmp_path, "webhook", "remove", url)).status == 1
