"""Does a choice in /settings take effect at once, for this screen and for everything after it?"""

from collections.abc import AsyncIterator

import pytest

from bot.services import participants
from models import NameDisplay
from tests.people import Person, Stage, buttons, staged, text_of

pytestmark = pytest.mark.usefixtures("unpaced")


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


async def name_display(person: Person) -> str:
    async with person.stage.app.db.read() as session:
        participant = await participants.find(session, person.id)
    assert participant is not None
    return participant.name_display


@pytest.mark.parametrize(
    ("language", "ticked", "title"),
    [
        ("ru", "✅ Русский", "Настройки"),
        ("en", "✅ English", "Settings"),
        ("bg", "✅ Български", "Настройки"),
        ("de", "✅ English", "Settings"),
    ],
)
async def test_the_present_language_has_the_tick(
    stage: Stage, language: str, ticked: str, title: str
) -> None:
    ann = stage.person("Ann", language)
    await ann.start()
    screen = await ann.say("/settings")
    assert title in text_of(screen)
    assert [button for button in buttons(screen)[:3] if "✅" in button] == [ticked]


async def test_a_chosen_language_is_spoken_at_once_and_from_then_on(stage: Stage) -> None:
    ann = stage.person("Ann", "en")
    await ann.start()
    screen = await ann.say("/settings")
    assert await ann.press("Български") == ""
    assert ann.heard[-1]["message_id"] == screen["message_id"]
    assert "Език: Български" in text_of(ann.heard[-1])
    assert buttons(ann.heard[-1])[:3] == ["Русский", "English", "✅ Български"]
    assert "Вашият баланс" in text_of(await ann.say("/balance"))
    # Her Telegram is English still; the menu follows what she chose.
    commands = {one["command"]: one["description"] for one in stage.telegram.commands_for(ann.user)}
    assert commands["balance"] == "вашите точки"

    await ann.press("Русский")
    [again] = [one for one in ann.heard if one["message_id"] == screen["message_id"]]
    assert "Язык: Русский" in text_of(again)
    assert "С возвращением" in text_of(await ann.start())


async def test_others_see_the_name_as_it_was_chosen(stage: Stage) -> None:
    ann = stage.person("Ann", last_name="Brook")
    await ann.start()
    screen = await ann.say("/settings")
    assert "as: \u2068Ann Brook\u2069" in text_of(screen)
    assert "✅ 👤 Show my name" in buttons(screen)

    await ann.press("🔤 Only my initials")
    assert "as: \u2068A. B.\u2069" in text_of(ann.heard[-1])
    assert "✅ 🔤 Only my initials" in buttons(ann.heard[-1])
    assert "👤 Show my name" in buttons(ann.heard[-1])
    assert await name_display(ann) == NameDisplay.INITIALS

    await ann.press("🙈 Hide my name")
    assert "as: Participant" in text_of(ann.heard[-1])
    assert await name_display(ann) == NameDisplay.HIDDEN


async def test_pressing_the_ticked_button_changes_nothing_and_is_answered(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    await ann.press("⚙️ Settings")
    before = text_of(ann.heard[-1])
    assert await ann.press("✅ English") == ""
    assert await ann.press("✅ 👤 Show my name") == ""
    assert text_of(ann.heard[-1]) == before
    assert len(ann.heard) == 1
