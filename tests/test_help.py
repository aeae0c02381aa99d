"""Do /help and /privacy tell each person what concerns them, in their language?"""

import pytest

from bot.services import roles
from handlers.commands import ADMIN_COMMANDS, PARTICIPANT_COMMANDS
from models import Role
from tests.people import Stage, buttons, staged, text_of

LANGUAGES = ("en", "ru", "bg")


async def outsider_says(stage: Stage, text: str) -> str:
    person = stage.person("Oscar")
    await person.join(stage.group_id)
    return text_of(await person.say_in_group(text))


async def test_everybody_reads_what_the_bot_does_and_every_command(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        for language, what, balance in (
            ("en", "What I am for", "/balance — your points"),
            ("ru", "Чем я помогаю", "/balance — ваши баллы"),
            ("bg", "С какво помагам", "/balance — вашите точки"),
        ):
            person = stage.person("Ann", language)
            await person.start()
            text = text_of(await person.say("/help"))
            assert what in text
            assert balance in text.splitlines()
            listed = [line.split(" ")[0] for line in text.splitlines() if line.startswith("/")]
            assert listed == [f"/{command}" for command in PARTICIPANT_COMMANDS]
            for admins_only in set(ADMIN_COMMANDS) - set(PARTICIPANT_COMMANDS):
                assert f"/{admins_only} " not in text


async def test_every_command_of_the_help_is_answered_by_its_own_handler(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann")
        await ann.start()
        for command in PARTICIPANT_COMMANDS:
            before = len(ann.heard)
            answer = text_of(await ann.say(f"/{command}"))
            assert len(ann.heard) == before + 1, command
            assert "did not understand" not in answer, command
            assert "went wrong" not in answer, command


async def test_admins_get_their_own_help_in_the_group_only(sqlite_url: str) -> None:
    async with staged(sqlite_url, texts={"language": "bg"}) as stage:
        text = text_of(await stage.admin.say_in_group("/help"))
        assert "За администраторите" in text
        listed = [line.split(" ")[0] for line in text.splitlines() if line.startswith("/")]
        assert listed == [f"/{command}" for command in ADMIN_COMMANDS]
        assert "За администраторите" not in await outsider_says(stage, "/help")


@pytest.mark.parametrize("role", list(Role))
async def test_who_has_a_role_reads_it_and_the_commands_that_it_opens(
    sqlite_url: str, unpaced: None, role: Role
) -> None:
    async with staged(sqlite_url) as stage:
        fay = stage.person("Fay")
        await fay.join(stage.group_id)
        async with stage.app.db.transaction() as session:
            await roles.give(
                session, fay.id, role, by=stage.owner.id, participant_id=None, now=stage.clock()
            )
        text = text_of(await fay.say_in_group("/help"))
        assert f"You have here: {role}." in text
        listed = [line.split(" ")[0] for line in text.splitlines() if line.startswith("/")]
        rights = roles.RIGHTS[role]
        assert listed == [f"/{name}" for name, right in ADMIN_COMMANDS.items() if right in rights]
        assert ("Payout requests come here" in text) == (role is Role.FINANCE)
        assert "You are an owner" in text_of(await stage.admin.say_in_group("/help"))


@pytest.mark.parametrize("command", ["/help", "/privacy"])
async def test_the_operators_contact_is_named_where_there_is_one(
    sqlite_url: str, command: str
) -> None:
    async with staged(sqlite_url, texts={"contact": "@olga <owner>"}) as stage:
        for language in LANGUAGES:
            person = stage.person("Ann", language)
            await person.start()
            assert "@olga <owner>" in text_of(await person.say(command))


async def test_privacy_tells_what_is_kept_and_for_how_long(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        for language, days, whom in (
            ("en", "30 days", "ask the organiser"),
            ("ru", "30 дней", "обратитесь к организатору"),
            ("bg", "30 дни", "обърнете се към организатора"),
        ):
            person = stage.person("Ann", language)
            await person.start()
            text = text_of(await person.say("/privacy"))
            assert days in text
            assert whom in text
            assert "/settings" in text
            assert any("🏠" in button for button in buttons(person.heard[-1]))
