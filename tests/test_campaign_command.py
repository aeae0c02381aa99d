"""Does `python -m bot campaign` do what it says, and say when it did not?"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.clock import system_clock
from bot.db import Database
from bot.services import campaigns
from tests.operators import AUTUMN

PROJECT = Path(__file__).parent.parent
LEAST = '[campaign]\nslug = "least"\n'


@dataclass(frozen=True)
class Outcome:
    status: int
    said: str
    refused: str


Campaign = Callable[..., Awaitable[Outcome]]


async def command(directory: Path, *words: str | Path) -> Outcome:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "campaign", *map(str, words)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=directory,
        env={"PYTHONPATH": str(PROJECT), "TERM": "dumb"},
    )
    said, refused = await process.communicate()
    assert process.returncode is not None
    return Outcome(process.returncode, said.decode(), refused.decode())


@pytest.fixture
def campaign(tmp_path: Path, empty_database_url: str) -> Campaign:
    """`python -m bot campaign …` beside a config.toml, on a database without tables."""
    (tmp_path / "config.toml").write_text(f'[database]\nurl = "{empty_database_url}"\n')

    async def run(*words: str | Path) -> Outcome:
        return await command(tmp_path, *words)

    return run


async def test_an_operator_loads_starts_and_stops_a_campaign(
    campaign: Campaign, empty_database_url: str, tmp_path: Path
) -> None:
    """From an empty database on, beside a process that has it open all the time."""
    file = tmp_path / "least.toml"
    file.write_text(LEAST)
    assert await campaign("list") == Outcome(0, "There is no campaign yet.\n", "")
    assert await campaign("load", file) == Outcome(
        0, "least is loaded, version 1. Start it: python -m bot campaign start least\n", ""
    )
    db = Database(empty_database_url)
    async with db.read() as session:
        assert await campaigns.running(session, now=system_clock()) == []
    assert (await campaign("start", "least")).said == "least is running, version 1.\n"
    async with db.read() as session:
        [before] = await campaigns.running(session)
    assert (before.slug, before.version) == ("least", 1)
    assert "no new friends for now" in (await campaign("pause", "least")).said
    assert (await campaign("pause", "least")).status == 1
    assert "running again" in (await campaign("resume", "least")).said
    assert (await campaign("write", "least")).said == LEAST
    assert (await campaign("stop", "least")).status == 0
    async with db.read() as session:
        assert await campaigns.running(session) == []
    await db.close()


async def test_a_new_version_counts_at_once_for_a_bot_that_runs(
    campaign: Campaign, empty_database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "least.toml"
    file.write_text(LEAST)
    await campaign("load", file)
    await campaign("start", "least")
    db = Database(empty_database_url)
    async with db.read() as session:
        [before] = await campaigns.running(session, now=system_clock())
    file.write_text(LEAST + "[limits]\nper_day = 7\n")
    loaded = await campaign("load", file)
    assert loaded.said == "least is loaded, version 2: it counts for new friends from now on.\n"
    async with db.read() as session:
        [after] = await campaigns.running(session, now=system_clock())
    assert (before.document.limits.per_day, after.document.limits.per_day) == (None, 7)
    await db.close()


@pytest.fixture
def on_sqlite(tmp_path: Path, empty_sqlite_url: str) -> Path:
    """A config file that is not where it is looked for by itself."""
    config = tmp_path / "settings" / "bot.toml"
    config.parent.mkdir()
    config.write_text(f'[database]\nurl = "{empty_sqlite_url}"\n')
    return config


async def test_a_campaign_is_shown_in_words(on_sqlite: Path, tmp_path: Path) -> None:
    await command(tmp_path, "load", AUTUMN, "--config", on_sqlite)
    shown = await command(tmp_path, "show", "autumn", "--config", on_sqlite)
    assert shown.status == 0
    lines = shown.said.splitlines()
    assert lines[:2] == ["autumn: Autumn with friends", "State: loaded, version 1"]
    assert "  - For each friend who does every step you get 2.50 euros — 8 days later." in lines
    assert lines[-2:] == [
        "Budget: 0.00 euros used or promised, of 10,000.00 euros",
        "Referrals: 0 pending, 0 qualified, 0 revoked",
    ]
    listed = await command(tmp_path, "--config", on_sqlite, "list")
    assert listed.said.splitlines()[1].split() == [
        *("autumn", "loaded", "1", "never", "Autumn", "with", "friends")
    ]


async def test_a_campaign_that_has_not_begun_says_when_it_will(
    on_sqlite: Path, tmp_path: Path
) -> None:
    file = tmp_path / "least.toml"
    file.write_text(LEAST + "starts_at = 2190-01-01T00:00:00+02:00\n")
    await command(tmp_path, "load", file, "--config", on_sqlite)
    started = await command(tmp_path, "start", "least", "--config", on_sqlite)
    assert started.said == (
        "least is running, version 1. It takes friends from 2189-12-31 22:00 UTC.\n"
    )
    listed = await command(tmp_path, "list", "--config", on_sqlite)
    assert "running, not begun" in listed.said


async def test_what_did_not_happen_is_said_and_ends_with_1(on_sqlite: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[campaign]\nslug = "wrong"\ntitel = 5\n[[milestone]]\nat = 5\n')
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe")
    reserved = tmp_path / "starter.toml"
    reserved.write_text('[campaign]\nslug = "starter"\n')
    attempts: dict[tuple[str | Path, ...], str] = {
        ("load", wrong): (
            f"{wrong} was not loaded:\n"
            "  [campaign] titel: there is no such key; did you mean title?\n"
            "  [[milestone]] no. 1, amount: is missing\n"
        ),
        ("load", binary): f"{binary} is not UTF-8 text.\n",
        ("load", tmp_path / "none.toml"): (
            f"{tmp_path / 'none.toml'} cannot be read: No such file or directory.\n"
        ),
        ("load", reserved): (
            "“starter” is the name of the campaign made from the settings: choose another name.\n"
        ),
        ("start", "wrong"): "There is no campaign “wrong”.\n",
        ("stop", "wrong"): "There is no campaign “wrong”.\n",
        ("show", "wrong"): "There is no campaign “wrong”.\n",
    }
    for words, sentence in attempts.items():
        outcome = await command(tmp_path, *words, "--config", on_sqlite)
        assert outcome == Outcome(1, "", sentence), words


async def test_a_command_that_is_none_ends_with_2(tmp_path: Path) -> None:
    for line in ("load", "dance", "start a b", "list --colour"):
        outcome = await command(tmp_path, *line.split())
        assert (outcome.status, outcome.said) == (2, ""), line
        assert "Usage:" in outcome.refused


async def test_a_database_that_is_away_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[database]\nurl = "postgresql+asyncpg://bot:hush@127.0.0.1:1/none"\n'
    )
    outcome = await command(tmp_path, "list")
    assert outcome.status == 1
    assert len(outcome.refused.splitlines()) == 1
    assert "hush" not in outcome.refused
