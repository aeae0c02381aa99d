"""Which command menu does a person see, by scope and language?"""

from bot.sandbox.chats import GroupChat, PrivateChat
from bot.sandbox.entities import Json
from bot.sandbox.people import Bot, User
from bot.sandbox.state import World


def scope_key(scope: Json) -> str:
    """Return the key under which the commands of a BotCommandScope are kept."""
    parts = [scope["type"], *(str(scope[name]) for name in ("chat_id", "user_id") if name in scope)]
    return " ".join(parts)


def shown(world: World, user: User, chat: PrivateChat | GroupChat) -> list[Json]:
    """Return the menu by core.telegram.org/bots/api#determining-list-of-commands."""
    if isinstance(chat, PrivateChat):
        keys = [f"chat {chat.id}", "all_private_chats", "default"]
        return _first(chat.bot, keys, user)
    member = chat.members.get(user.id)
    is_administrator = member is not None and member.is_administrator
    keys = [f"chat_member {chat.id} {user.id}"]
    if is_administrator:
        keys.append(f"chat_administrators {chat.id}")
    keys.append(f"chat {chat.id}")
    if is_administrator:
        keys.append("all_chat_administrators")
    keys += ["all_group_chats", "default"]
    result: list[Json] = []
    for bot in world.bots.values():
        own = chat.members.get(bot.id)
        if own is not None and own.present:
            result += _first(bot, keys, user)
    return result


def texts(world: World, user: User, chat: PrivateChat | GroupChat) -> Json:
    """Return name, description and short description of a bot in the person's language."""
    bot = chat.bot if isinstance(chat, PrivateChat) else world.bot()
    result: Json = {"name": bot.name}
    for kind in ("name", "description", "short_description"):
        for language in (user.language_code or "", ""):
            found = bot.texts.get((kind, language))
            if found:
                result[kind] = found
                break
    return result


def _first(bot: Bot, keys: list[str], user: User) -> list[Json]:
    for key in keys:
        for language in (user.language_code or "", ""):
            found = bot.commands.get((key, language))
            if found is not None:
                return found
    return []
