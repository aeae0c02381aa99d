"""What does a bot say of itself: name, texts, command menus, menu button, rights?"""

import re

from bot.sandbox import access
from bot.sandbox.chats import CHANNEL_RIGHTS, GROUP_RIGHTS, PrivateChat
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.files import photo_sizes
from bot.sandbox.menus import scope_key
from bot.sandbox.methods.registry import Call, answers

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
COMMANDS_LIMIT = 100
DESCRIPTION_LIMIT = 256
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
DEFAULT_SCOPE: Json = {"type": "default"}


@answers("getMe")
def get_me(call: Call) -> Json:
    """Answer getMe."""
    return call.bot.me()


@answers("setMyCommands")
def set_my_commands(call: Call) -> bool:
    """Answer setMyCommands for one scope and language."""
    commands = call.values["commands"]
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if COMMAND.fullmatch(command["command"].removeprefix("/")) is None:
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= DESCRIPTION_LIMIT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    key = _menu_key(call)
    if commands:
        call.bot.commands[key] = [
            {**command, "command": command["command"].removeprefix("/")} for command in commands
        ]
    else:
        call.bot.commands.pop(key, None)
    call.world.changed("menu", bot=call.bot.id)
    return True


@answers("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    """Answer getMyCommands: exactly this scope and language, no falling back."""
    return call.bot.commands.get(_menu_key(call), [])


@answers("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    """Answer deleteMyCommands."""
    call.bot.commands.pop(_menu_key(call), None)
    call.world.changed("menu", bot=call.bot.id)
    return True


def _menu_key(call: Call) -> tuple[str, str]:
    scope = call.get("scope") or DEFAULT_SCOPE
    if "chat_id" in scope:
        chat = access.readable(call.world, call.bot, scope["chat_id"])
        is_for_group = scope["type"] in ("chat_administrators", "chat_member")
        if is_for_group and isinstance(chat, PrivateChat):
            raise bad_request("chat_administrators and chat_member scopes need a group")
        scope = {**scope, "chat_id": chat.id}
    return scope_key(scope), _language(call)


def _language(call: Call) -> str:
    language = str(call.get("language_code") or "")
    if language and LANGUAGE.fullmatch(language) is None:
        raise bad_request("LANG_CODE_INVALID")
    return language


def _set_text(call: Call, kind: str) -> bool:
    text = call.get(kind) or ""
    if len(text) > TEXT_LIMITS[kind]:
        raise bad_request(f"{kind.replace('_', ' ')} is too long")
    key = (kind, _language(call))
    if text:
        call.bot.texts[key] = text
    else:
        call.bot.texts.pop(key, None)
    if kind == "name" and not key[1] and text:
        call.bot.name = text
        call.bot.renamed()
    call.world.changed("menu", bot=call.bot.id)
    return True


def _get_text(call: Call, kind: str) -> Json:
    texts = call.bot.texts
    fallback = call.bot.name if kind == "name" else ""
    return {kind: texts.get((kind, _language(call))) or texts.get((kind, "")) or fallback}


@answers("setMyName")
def set_my_name(call: Call) -> bool:
    """Answer setMyName."""
    return _set_text(call, "name")


@answers("getMyName")
def get_my_name(call: Call) -> Json:
    """Answer getMyName."""
    return _get_text(call, "name")


@answers("setMyDescription")
def set_my_description(call: Call) -> bool:
    """Answer setMyDescription."""
    return _set_text(call, "description")


@answers("getMyDescription")
def get_my_description(call: Call) -> Json:
    """Answer getMyDescription."""
    return _get_text(call, "description")


@answers("setMyShortDescription")
def set_my_short_description(call: Call) -> bool:
    """Answer setMyShortDescription."""
    return _set_text(call, "short_description")


@answers("getMyShortDescription")
def get_my_short_description(call: Call) -> Json:
    """Answer getMyShortDescription."""
    return _get_text(call, "short_description")


@answers("getUserProfilePhotos")
def get_user_profile_photos(call: Call) -> Json:
    """Answer getUserProfilePhotos: of the bot itself; people here have none."""
    file = call.bot.photo if call.values["user_id"] == call.bot.id else None
    photos = [] if file is None else [photo_sizes(file)]
    return {"total_count": len(photos), "photos": photos}


@answers("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    """Answer setChatMenuButton, for one person or as the default."""
    chat_id = call.get("chat_id")
    if chat_id is not None:
        access.readable(call.world, call.bot, chat_id)
    button = call.get("menu_button") or {"type": "default"}
    if button["type"] == "web_app" and not button["web_app"]["url"].startswith("https://"):
        raise bad_request("menu button Web App URL is invalid: Only HTTPS links are allowed")
    call.bot.menu_buttons[chat_id] = button
    call.world.changed("menu", bot=call.bot.id)
    return True


@answers("getChatMenuButton")
def get_chat_menu_button(call: Call) -> Json:
    """Answer getChatMenuButton."""
    buttons = call.bot.menu_buttons
    return buttons.get(call.get("chat_id")) or buttons.get(None) or {"type": "commands"}


@answers("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(call: Call) -> bool:
    """Answer setMyDefaultAdministratorRights."""
    for_channels = bool(call.get("for_channels"))
    call.bot.default_rights[for_channels] = call.get("rights") or {}
    return True


@answers("getMyDefaultAdministratorRights")
def get_my_default_administrator_rights(call: Call) -> Json:
    """Answer getMyDefaultAdministratorRights."""
    for_channels = bool(call.get("for_channels"))
    given = call.bot.default_rights.get(for_channels, {})
    names = CHANNEL_RIGHTS if for_channels else GROUP_RIGHTS
    return {"is_anonymous": False, **dict.fromkeys(names, False), **given}


@answers("logOut")
def log_out(call: Call) -> bool:
    """Answer logOut: the local Telegram has no cloud to move from or to."""
    return True


@answers("close")
def close(call: Call) -> bool:
    """Answer close."""
    return True
