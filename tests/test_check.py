"""Does `check` say of everything that could be wrong what it is, and what to do about it?"""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SetWebhook
from sqlalchemy import text

from bot.clock import system_clock
from bot.commands import checks
from bot.commands.findings import Finding, Level
from bot.config import Settings
from bot.db import Database
from bot.sandbox.chats import Member, Status
from tests.operators import document, load, start
from tests.people import CHANNEL, TOKEN, Stage, settings_for, staged
from tests.processes import command, free_port
from tests.stepped import running as running_campaign
from tests.worlds import World, running, served

pytestmark = pytest.mark.usefixtures("unpaced")

SECRET = "hush-hush-hush-hush"


@pytest.fixture
async def stage(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    starter = {"required_chats": [CHANNEL]}
    backup = {"directory": str(tmp_path)}
    async with staged(sqlite_url, starter_campaign=starter, backup=backup) as found:
        yield found


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with served(tmp_path) as found:
        yield found


async def look(stage: Stage) -> list[Finding]:
    return await checks.look(stage.app.settings, stage.clock)


def told(findings: list[Finding], area: str, level: Level | None = None) -> list[str]:
    return [
        f"{finding.sentence} → {finding.advice}"
        for finding in findings
        if finding.area == area and level in (None, finding.level)
    ]


def bad(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level != Level.GOOD]


async def test_beside_a_bot_in_good_order_nothing_is_to_be_done(stage: Stage) -> None:
    findings = await look(stage)
    assert bad(findings) == []
    areas = {finding.area for finding in findings}
    expected = {"settings", "database", "disk", "campaigns", "telegram", "webhook"}
    assert areas >= expected | {"admin group", "required chats"}
    assert all(finding.advice for finding in bad(findings))


async def test_a_required_channel_in_which_the_bot_is_no_administrator_is_named(
    stage: Stage,
) -> None:
    member = stage.telegram.group(stage.channel_id).members[stage.me.id]
    member.status = Status.MEMBER
    [sentence] = told(await look(stage), "required chats", Level.WRONG)
    assert CHANNEL in sentence
    assert "make the bot an administrator" in sentence


async def test_a_channel_in_which_a_contest_could_not_be_announced_is_named(stage: Stage) -> None:
    await running_campaign(
        stage,
        f"""
        [campaign]
        slug = "race"

        [[contest]]
        name = "race"
        by = "friends"
        lasts = "30d"
        announce_in = "{CHANNEL}"

        [[contest.prizes]]
        amount = 100
        """,
    )
    assert told(await look(stage), "posts", Level.GOOD) == [f"the bot may post in {CHANNEL} → "]
    member = stage.telegram.group(stage.channel_id).members[stage.me.id]
    member.status = Status.MEMBER
    [sentence] = told(await look(stage), "posts", Level.WRONG)
    assert CHANNEL in sentence
    assert "who may post messages" in sentence


async def test_a_group_that_the_bot_was_removed_from_is_told(stage: Stage) -> None:
    stage.telegram.kick(stage.me, stage.group_id)
    [sentence] = told(await look(stage), "admin group", Level.WRONG)
    assert "add the bot to the group again" in sentence


async def test_a_group_in_which_the_bot_may_not_write_is_told(stage: Stage) -> None:
    stage.telegram.group(stage.group_id).members[stage.me.id] = Member(
        stage.me, Status.RESTRICTED, permissions=frozenset()
    )
    [sentence] = told(await look(stage), "admin group", Level.WRONG)
    assert "may not write" in sentence


async def test_a_group_that_became_a_supergroup_is_named_with_its_new_number(stage: Stage) -> None:
    group = stage.telegram.add_group("Small", owner=stage.owner, kind="group")
    stage.telegram.add_bot_to(group, stage.me)
    new = stage.telegram.migrate(group)
    settings = settings_for(
        stage.app.settings.database.url,
        stage.app.settings.telegram.api_url,
        admin_chat_id=group.id,
    )
    findings = await checks.look(settings, stage.clock)
    [sentence] = told(findings, "admin group", Level.WARNING)
    assert told(findings, "admin group", Level.WRONG) == []
    assert f"set [telegram] admin_chat_id = {new.id}" in sentence


async def test_a_channel_is_no_admin_group(stage: Stage) -> None:
    settings = settings_for(
        stage.app.settings.database.url,
        stage.app.settings.telegram.api_url,
        admin_chat_id=stage.channel_id,
    )
    findings = await checks.look(settings, stage.clock)
    [sentence] = told(findings, "admin group", Level.WRONG)
    assert "is a channel, no group" in sentence


async def test_anonymous_administrators_are_warned_of(stage: Stage) -> None:
    stage.telegram.group(stage.group_id).members[stage.owner.id].anonymous = True
    [sentence] = told(await look(stage), "admin group", Level.WARNING)
    assert "1 of 1 administrators are anonymous" in sentence


async def test_without_an_admin_group_nobody_could_approve_and_that_is_told(stage: Stage) -> None:
    telegram = stage.app.settings.telegram
    settings = settings_for(stage.app.settings.database.url, telegram.api_url)
    findings = await checks.look(settings, stage.clock)
    assert told(findings, "admin group", Level.WARNING)
    [payouts] = told(findings, "campaigns", Level.WARNING)
    assert "card, phone, wallet" in payouts


async def set_webhook(world: World, address: str) -> None:
    async with AiohttpSession(api=TelegramAPIServer.from_base(world.url)) as session:
        await session(Bot(TOKEN), SetWebhook(url=address))


async def test_a_webhook_while_polling_is_warned_of_by_its_host_alone(world: World) -> None:
    await set_webhook(world, f"https://elsewhere.example/{SECRET}")
    settings = settings_for(world.database_url, world.url)
    findings = await checks.look(settings, system_clock)
    [sentence] = told(findings, "webhook", Level.WARNING)
    assert "Telegram calls elsewhere.example" in sentence
    assert SECRET not in str(findings)


async def test_a_webhook_that_fails_is_told(world: World) -> None:
    """The address is nobody's: the local Telegram calls it and fails."""
    address = f"http://127.0.0.1:{free_port()}/telegram/webhook"
    telegram = {"mode": "webhook", "webhook_url": address, "webhook_secret": "only-for-this-test"}
    settings = settings_for(world.database_url, world.url, telegram=telegram)
    await set_webhook(world, address)
    world.telegram.send(world.telegram.add_user("Ann"), text="/start")
    webhook = world.telegram.bot().webhook
    assert webhook is not None
    async with asyncio.timeout(60):
        while not webhook.last_error_message:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    [sentence] = told(await checks.look(settings, system_clock), "webhook", Level.WRONG)
    assert "Telegram's last call failed" in sentence


async def test_a_title_that_some_cannot_read_is_warned_of(stage: Stage) -> None:
    db, clock = stage.app.db, stage.clock
    await load(db, clock, document(title={"en": "Autumn"}))
    await start(db, clock)
    sentences = told(await look(stage), "campaigns", Level.WARNING)
    assert any("autumn has no title in ru, bg" in sentence for sentence in sentences)


async def test_an_older_schema_and_a_newer_one_are_told_apart(sqlite_url: str) -> None:
    for revision, advice in (("0001", "python -m bot migrate"), ("9999", "install the version")):
        db = Database(sqlite_url)
        async with db.connection() as connection:
            await connection.execute(
                text("UPDATE alembic_version SET version_num = :to"), {"to": revision}
            )
        await db.close()
        findings = await checks.look(offline(sqlite_url), system_clock)
        [sentence] = told(findings, "database", Level.WRONG)
        assert advice in sentence


async def test_a_damaged_file_is_told(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "sarafan.db"
    content = bytearray(file.read_bytes())
    for page in range(3 * 4096, len(content), 4096):
        content[page : page + 200] = b"\xff" * 200
    file.write_bytes(content)
    findings = await checks.look(offline(sqlite_url), system_clock)
    assert any("damaged" in one for one in told(findings, "database", Level.WRONG)), findings


async def test_postgresql_and_redis_are_named_with_their_versions(
    postgresql_url: str, redis_url: str
) -> None:
    settings = offline(postgresql_url, redis_url)
    findings = await checks.look(settings, system_clock)
    assert "reached, PostgreSQL 18" in told(findings, "database", Level.GOOD)[0]
    assert "its clock and ours agree → " in told(findings, "database", Level.GOOD)
    assert "reached, Redis" in told(findings, "redis", Level.GOOD)[0]


async def test_what_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    port = free_port()
    settings = offline(
        f"postgresql+asyncpg://bot:{SECRET}@127.0.0.1:{port}/none",
        f"redis://:{SECRET}@127.0.0.1:{port}/0",
    )
    findings = await checks.look(settings, system_clock)
    assert told(findings, "database", Level.WRONG)
    assert told(findings, "redis", Level.WRONG)
    assert told(findings, "telegram", Level.WRONG)
    assert SECRET not in str(findings)
    assert TOKEN not in str(findings)


async def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    settings = offline(f"sqlite+aiosqlite:///{tmp_path / 'data' / 'bot.db'}")
    findings = await checks.look(settings, system_clock)
    assert "not there yet" in told(findings, "database", Level.WARNING)[0]
    assert not (tmp_path / "data").exists()


def offline(url: str, redis_url: str | None = None) -> Settings:
    """Settings of a bot whose Telegram is away."""
    return settings_for(url, f"http://127.0.0.1:{free_port()}", redis={"url": redis_url})


async def test_check_works_beside_run_and_ends_by_what_it_found(world: World) -> None:
    async with running(world):
        await world.called("setMyCommands")
        environment = world.environment()
        good = await command(world.folder, "check", **environment)
        assert good.status == 0, good.said
        assert good.said.splitlines()[0].startswith("✓ settings: ")
        assert "⚠ admin group: there is none" in good.said
        as_json = await command(world.folder, "check", "--json", **environment)
        answer = json.loads(as_json.said)
        assert answer["ok"] is True
        assert {"area", "level", "text", "advice"} == set(answer["checks"][0])
        refused = world.environment(telegram__token=f"7654321:{SECRET}")
        wrong = await command(world.folder, "check", **refused)
    assert wrong.status == 1
    assert "✗ telegram: it does not know this bot (the token is refused) → check" in wrong.said
    assert SECRET not in good.said + as_json.said + wrong.said
    assert TOKEN not in good.said + as_json.said + wrong.said
