"""Does an operator who makes a mistake read one sentence that says what to do?"""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import make_url

from bot.__main__ import app as command_line
from bot.config import Settings, TelegramSection, check_token
from bot.errors import OperatorError
from tests.processes import COMMAND_SECONDS, TOKEN, Outcome, command, free_port
from tests.worlds import World, running, served

SECRET = "7654321:hush-hush-hush-hush"
COMMANDS = (
    ("run",),
    ("migrate",),
    ("verify",),
    ("backup",),
    ("export", "ledger"),
    ("broadcast", "--text", "Hello"),
    ("campaign", "load", "summer.toml"),
    ("campaign", "start", "summer"),
    ("campaign", "stop", "summer"),
    ("campaign", "show", "summer"),
    ("campaign", "pause", "summer"),
    ("campaign", "resume", "summer"),
    ("campaign", "write", "summer"),
    ("campaign", "forecast", "summer"),
    ("campaign", "replay", "summer", "summer.toml"),
    ("campaign", "list"),
    ("apikey", "create", "shop"),
    ("apikey", "list"),
    ("apikey", "revoke", "shop"),
    ("webhook", "add", "https://shop.example/events"),
    ("webhook", "list"),
    ("webhook", "remove", "https://shop.example/events"),
    ("webhook", "journal"),
)
"""Every command that reaches the settings' database, as an operator gives it."""


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with served(tmp_path) as found:
        yield found


def settings(folder: Path, text: str) -> None:
    (folder / "config.toml").write_text(text, encoding="utf-8")


async def test_without_settings_run_says_where_a_token_comes_from(tmp_path: Path) -> None:
    outcome = await command(tmp_path, "run")
    assert outcome.status == 1
    assert len(outcome.said.splitlines()) == 1
    assert "@BotFather" in outcome.said
    assert "python -m bot sandbox" in outcome.said
    assert not (tmp_path / "data").exists(), "nothing is made before the token is looked at"


async def test_every_mistake_in_the_settings_is_named_and_no_secret_shown(tmp_path: Path) -> None:
    settings(
        tmp_path,
        f"""
        [telegram]
        token = ["{SECRET}"]
        tokn = "{SECRET}"
        admin_chat_id = "{SECRET}"
        api_url = "api.example.org"
        [database]
        url = "postgresql+asyncpg://sarafan:{SECRET}@localhost:port/sarafan"
        [redis]
        url = "http://:{SECRET}@localhost"
        [web]
        port = "eighty"
        [log]
        level = "loud"
        """,
    )
    outcome = await command(tmp_path, "run")
    assert outcome.status == 1
    for place in (
        "[telegram] token:",
        "[telegram] tokn:",
        "[telegram] admin_chat_id",
        "[telegram] api_url = 'api.example.org'",
        "[database] url:",
        "[redis] url:",
        "[web] port = 'eighty'",
        "[log] level = 'loud'",
    ):
        assert place in outcome.said, outcome.said
    assert len(outcome.said.splitlines()) == 9
    assert "hush" not in outcome.said


@pytest.mark.parametrize("token", ["", "none", "one two", "12345", "token:12345", ":x", "1:a b"])
def test_what_is_no_token_is_refused(token: str) -> None:
    settings = Settings(telegram=TelegramSection(token=SecretStr(token)))
    with pytest.raises(OperatorError, match="There is no usable token"):
        check_token(settings)


async def test_roles_that_are_none_are_named(tmp_path: Path) -> None:
    outcomes = await asyncio.gather(
        *(
            command(tmp_path, "run", "--role", role, SARAFAN_TELEGRAM__TOKEN=TOKEN)
            for role in ("updates,cook", " , ")
        )
    )
    assert [outcome.status for outcome in outcomes] == [1, 1]
    assert "no role “cook”" in outcomes[0].said
    assert all("Name some of updates, jobs, sender and web" in each.said for each in outcomes)


def test_no_command_is_forgotten_here() -> None:
    """Those below are tried with every command: a new one must be tried too."""
    alone = {
        f"{each.callback.__name__}" for each in command_line.registered_commands if each.callback
    }
    # The first needs no database; the others have tests of their own.
    alone -= {"sandbox", "check", "restore"}
    groups = {group.name: group.typer_instance for group in command_line.registered_groups}
    inside = {
        f"{name} {each.name or each.callback.__name__}"
        for name, group in groups.items()
        if group is not None
        for each in group.registered_commands
        if each.callback
    }
    tried = {" ".join(words[: 2 if words[0] in groups else 1]) for words in COMMANDS}
    assert alone | inside == tried


async def test_every_command_takes_config_and_says_when_the_database_is_away(
    tmp_path: Path,
) -> None:
    (tmp_path / "summer.toml").write_text('[campaign]\nslug = "summer"\n')
    (tmp_path / "elsewhere.toml").write_text(
        f'[telegram]\ntoken = "{TOKEN}"\n'
        f'[database]\nurl = "postgresql+asyncpg://bot:hush@127.0.0.1:{free_port()}/none"\n'
    )
    outcomes = await asyncio.gather(
        *(command(tmp_path, *words, "--config", "elsewhere.toml") for words in COMMANDS)
    )
    for words, outcome in zip(COMMANDS, outcomes, strict=True):
        assert outcome.status == 1, words
        assert len(outcome.said.splitlines()) == 1, outcome.said
        assert outcome.said.startswith("The database does not answer"), words
        assert "[database] url" in outcome.said
        assert "hush" not in outcome.said


async def test_a_database_that_the_server_does_not_have_is_named(
    empty_postgresql_url: str, tmp_path: Path
) -> None:
    url = make_url(empty_postgresql_url).set(database="not_there")
    settings(tmp_path, f'[database]\nurl = "{url.render_as_string(hide_password=False)}"\n')
    outcome = await command(tmp_path, "verify")
    assert outcome.status == 1
    assert len(outcome.said.splitlines()) == 1
    assert "not_there" in outcome.said
    assert "[database] url" in outcome.said


async def test_a_place_where_no_database_can_lie_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a database, and no folder either")
    for place, sentence in (
        # Even root makes nothing below a file.
        (tmp_path / "file" / "bot.db", "cannot be made"),
        (tmp_path, "cannot be used (unable to open database file)"),
        (tmp_path / "file", "cannot be used (file is not a database)"),
    ):
        outcomes = await asyncio.gather(
            *(
                command(
                    tmp_path,
                    word,
                    SARAFAN_TELEGRAM__TOKEN=TOKEN,
                    SARAFAN_DATABASE__URL=f"sqlite+aiosqlite:///{place}",
                )
                for word in ("run", "verify")
            )
        )
        for outcome in outcomes:
            assert outcome.status == 1
            assert len(outcome.said.splitlines()) == 1, outcome.said
            assert sentence in outcome.said
            assert "[database] url" in outcome.said


async def test_a_token_that_telegram_refuses_ends_run_with_a_sentence(world: World) -> None:
    for mode in (
        {},
        {
            "SARAFAN_TELEGRAM__MODE": "webhook",
            "SARAFAN_TELEGRAM__WEBHOOK_URL": "http://127.0.0.1:1/telegram/webhook",
            "SARAFAN_TELEGRAM__WEBHOOK_SECRET": "only-for-this-test",
        },
    ):
        environment = world.environment(telegram__token=SECRET) | mode
        outcome = await command(world.folder, "run", **environment)
        assert outcome.status == 1
        assert "Telegram refuses" in outcome.said.splitlines()[-1]
        assert "hush" not in outcome.said


async def test_one_database_has_one_run(world: World) -> None:
    async with running(world) as first:
        await world.called("setMyCommands")
        outcome = await command(world.folder, "run", **world.environment())
        assert outcome.status == 1
        assert "Another Sarafan already runs on this database" in outcome.said
        assert (await command(world.folder, "verify", **world.environment())).status == 0
        assert await first.stop() == 0


async def test_a_port_that_is_taken_is_named(world: World) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        outcome = await command(world.folder, "run", **world.environment(web__port=port))
    assert outcome.status == 1
    last = outcome.said.splitlines()[-1]
    assert f"Cannot listen on 127.0.0.1:{port}" in last
    assert "[web] port" in last


async def test_an_operators_text_is_said(world: World) -> None:
    texts = world.folder / "texts" / "en"
    texts.mkdir(parents=True)
    (texts / "mine.ftl").write_text("start-welcome = Ahoy, <b>{ $name }</b>!\n")
    ann = world.telegram.add_user("Ann")
    async with running(world, texts__directory=str(texts.parent)):
        world.telegram.send(ann, text="/start")
        found = await world.telegram.wait(
            lambda: [m for m in world.telegram.history(viewer=ann) if "Ahoy" in m.get("text", "")],
            timeout=COMMAND_SECONDS,
        )
    assert found[0]["text"].startswith("Ahoy, ⁨Ann⁩!")
    assert found[0]["entities"][0]["type"] == "bold"


async def test_a_text_that_could_not_be_said_is_named(tmp_path: Path) -> None:
    file = tmp_path / "texts" / "en" / "mine.ftl"
    file.parent.mkdir(parents=True)
    file.write_text("start-welcome = Ahoy, { $nme }!")
    settings(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n[texts]\ndirectory = "texts"\n')
    outcome = await command(tmp_path, "run")
    assert outcome == Outcome(1, "texts/en/mine.ftl: start-welcome has no argument nme\n")
