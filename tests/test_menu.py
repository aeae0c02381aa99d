"""Does Telegram show the right commands and the right words about the bot to each person?"""

import logging
from typing import Any

import pytest

from handlers import menu
from handlers.commands import ADMIN_COMMANDS, PARTICIPANT_COMMANDS
from tests.people import Stage, staged

pytestmark = pytest.mark.usefixtures("unpaced")


def descriptions(commands: list[dict[str, Any]]) -> dict[str, str]:
    return {one["command"]: one["description"] for one in commands}


async def republish(stage: Stage) -> None:
    await menu.publish(stage.app.bot, stage.app.intake.texts, stage.app.settings)


def calls(stage: Stage, method: str, after: int = 0) -> int:
    return len(stage.telegram.journal.entries(after=after, method=method))


async def test_each_person_sees_the_commands_in_their_language(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await stage.settle()
        for language, balance in (
            ("en", "your points"),
            ("ru", "ваши баллы"),
            ("bg", "вашите точки"),
            ("de", "your points"),
        ):
            person = stage.person("Ann", language)
            await person.start()
            shown = descriptions(stage.telegram.commands_for(person.user))
            assert tuple(shown) == PARTICIPANT_COMMANDS
            assert shown["balance"] == balance


async def test_other_languages_get_that_of_the_settings(sqlite_url: str) -> None:
    async with staged(sqlite_url, texts={"language": "bg"}) as stage:
        await stage.settle()
        person = stage.person("Anne", "de")
        await person.start()
        assert descriptions(stage.telegram.commands_for(person.user))["top"] == "класацията"
        group = descriptions(stage.telegram.commands_for(stage.owner, stage.group_id))
        assert tuple(group) == tuple(ADMIN_COMMANDS)
        assert group["payouts"] == "изплащания, които ви чакат"


async def test_the_bot_introduces_itself_in_each_language(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await stage.settle()
        for language, beginning in (
            (None, "Invite friends"),
            ("en", "Invite friends"),
            ("ru", "Приглашайте друзей"),
            ("bg", "Канете приятели"),
        ):
            about = await stage.app.bot.get_my_description(language_code=language)
            short = await stage.app.bot.get_my_short_description(language_code=language)
            assert about.description.startswith(beginning)
            assert short.short_description.startswith(beginning)


async def test_a_restart_repeats_no_introduction(sqlite_url: str) -> None:
    """Telegram allows few changes of them a day."""
    async with staged(sqlite_url) as stage:
        await stage.settle()
        assert calls(stage, "setMyDescription") > 0
        before = stage.telegram.journal.last_number
        await republish(stage)
        assert calls(stage, "getMyDescription", after=before) > 0
        assert calls(stage, "setMyDescription", after=before) == 0
        assert calls(stage, "setMyShortDescription", after=before) == 0


async def test_a_call_that_fails_is_logged_and_keeps_nothing_else_from_its_turn(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with staged(sqlite_url) as stage:
        await stage.settle()
        stage.me.commands.clear()
        stage.telegram.faults.add("setMyCommands", "error", status=500, times=1)
        stage.telegram.faults.add("getMyDescription", "error", status=502, times=1)
        with caplog.at_level(logging.WARNING, logger="handlers.menu"):
            await republish(stage)
        assert len(caplog.records) == 2
        person = stage.person("Анна", "ru")
        await person.start()
        assert descriptions(stage.telegram.commands_for(person.user))["top"] == "рейтинг"
