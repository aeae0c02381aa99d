"""Does a person see the command menu, the texts and the menu button that the bot has set?"""

from collections.abc import AsyncIterator

import pytest

from tests.playground import Json, Playground, playground


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        yield found


async def set_menu(
    play: Playground, name: str, scope: Json | None = None, language: str | None = None
) -> None:
    asked: Json = {"commands": [{"command": name, "description": "x"}]}
    if scope is not None:
        asked["scope"] = scope
    if language is not None:
        asked["language_code"] = language
    assert await play.result("setMyCommands", **asked)


def names(menu: list[Json]) -> list[str]:
    return [command["command"] for command in menu]


async def test_in_private_the_narrowest_scope_wins_then_the_language(play: Playground) -> None:
    user = play.person(language_code="ru")
    expected = []
    assert play.telegram.commands_for(user) == []
    widening: list[tuple[Json, str | None]] = [
        ({"type": "default"}, None),
        ({"type": "default"}, "ru"),
        ({"type": "all_private_chats"}, None),
        ({"type": "all_private_chats"}, "ru"),
        ({"type": "chat", "chat_id": user.id}, None),
        ({"type": "chat", "chat_id": user.id}, "ru"),
    ]
    for number, (scope, language) in enumerate(widening):
        await set_menu(play, f"menu_{number}", scope, language)
        expected.append(f"menu_{number}")
        assert names(play.telegram.commands_for(user)) == expected[-1:]
    await set_menu(play, "foreign", {"type": "chat", "chat_id": user.id}, "bg")
    assert names(play.telegram.commands_for(user)) == ["menu_5"]


async def test_in_a_group_administrators_see_more(play: Playground) -> None:
    owner, member = play.person("Owner"), play.person("Member")
    group = play.telegram.add_group("Room", owner=owner)
    play.telegram.add_bot_to(group, play.me)
    play.telegram.join(member, group)
    everyone: list[Json] = [{"type": "default"}, {"type": "all_group_chats"}]
    administrators: list[Json] = [
        {"type": "all_chat_administrators"},
        {"type": "chat", "chat_id": group.id},
        {"type": "chat_administrators", "chat_id": group.id},
        {"type": "chat_member", "chat_id": group.id, "user_id": owner.id},
    ]
    for scope in everyone + administrators:
        await set_menu(play, scope["type"], scope)
        assert names(play.telegram.commands_for(owner, group)) == [scope["type"]]
    assert names(play.telegram.commands_for(member, group)) == ["chat"]
    await play.result("deleteMyCommands", scope={"type": "chat", "chat_id": group.id})
    assert names(play.telegram.commands_for(member, group)) == ["all_group_chats"]
    assert names(play.telegram.commands_for(member)) == ["default"]


async def test_get_my_commands_asks_one_scope_and_language_only(play: Playground) -> None:
    await set_menu(play, "start")
    assert names(await play.result("getMyCommands")) == ["start"]
    assert await play.result("getMyCommands", language_code="ru") == []
    assert await play.result("getMyCommands", scope={"type": "all_private_chats"}) == []
    await play.result("deleteMyCommands")
    assert await play.result("getMyCommands") == []


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ({"command": "Start", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "start", "description": " "}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "start", "description": "x" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "start"}, "can't parse commands: Can't find field \"description\""),
    ],
)
async def test_wrong_commands_are_refused(play: Playground, command: Json, problem: str) -> None:
    assert await play.refusal("setMyCommands", commands=[command]) == f"Bad Request: {problem}"


async def test_there_are_at_most_100_commands(play: Playground) -> None:
    many = [{"command": f"c{number}", "description": "x"} for number in range(101)]
    refused = await play.refusal("setMyCommands", commands=many)
    assert refused == "Bad Request: BOT_COMMANDS_TOO_MUCH"
    assert await play.result("setMyCommands", commands=many[:100])


async def test_a_scope_needs_a_chat_that_exists(play: Playground) -> None:
    refused = await play.refusal(
        "setMyCommands",
        commands=[{"command": "start", "description": "x"}],
        scope={"type": "chat", "chat_id": 5},
    )
    assert refused == "Bad Request: chat not found"
    refused = await play.refusal("getMyCommands", scope={"type": "telepathy"})
    assert refused.startswith("Bad Request: can't parse scope: ")


async def test_texts_of_the_bot_are_kept_by_language(play: Playground) -> None:
    for kind, method in (
        ("name", "Name"),
        ("description", "Description"),
        ("short_description", "ShortDescription"),
    ):
        await play.result(f"setMy{method}", **{kind: "Hello"})
        await play.result(f"setMy{method}", **{kind: "Привет"}, language_code="ru")
        assert await play.result(f"getMy{method}", language_code="ru") == {kind: "Привет"}
        assert await play.result(f"getMy{method}", language_code="bg") == {kind: "Hello"}
        await play.result(f"setMy{method}", language_code="ru")
        assert await play.result(f"getMy{method}", language_code="ru") == {kind: "Hello"}
    assert (await play.result("getMe"))["first_name"] == "Hello"
    refused = await play.refusal("setMyShortDescription", short_description="x" * 121)
    assert refused == "Bad Request: short description is too long"


async def test_a_menu_button_is_personal_or_the_default(play: Playground) -> None:
    user = play.person()
    button = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.com/app"}}
    assert await play.result("getChatMenuButton", chat_id=user.id) == {"type": "commands"}
    await play.result("setChatMenuButton", menu_button=button)
    assert await play.result("getChatMenuButton", chat_id=user.id) == button
    await play.result("setChatMenuButton", chat_id=user.id, menu_button={"type": "commands"})
    assert await play.result("getChatMenuButton", chat_id=user.id) == {"type": "commands"}
