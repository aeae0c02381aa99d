"""May this bot see, or write to, that chat? If not, in which words does Telegram refuse?"""

from bot.sandbox.chats import GroupChat, Member, PrivateChat, Status
from bot.sandbox.errors import ApiError, bad_request, forbidden
from bot.sandbox.people import Bot, User
from bot.sandbox.state import World

CHAT_NOT_FOUND = "chat not found"


def readable(world: World, bot: Bot, chat_id: int | str) -> PrivateChat | GroupChat:
    """Return the chat of a chat_id; `ApiError` 400 or 403 if the bot can't see it."""
    if isinstance(chat_id, int) and chat_id > 0:
        return _private(world, bot, chat_id)
    chat = world.groups.get(chat_id) if isinstance(chat_id, int) else _named(world, chat_id)
    if chat is None:
        raise bad_request(CHAT_NOT_FOUND)
    if chat.migrated_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.migrated_to,
        )
    member = chat.members.get(bot.id)
    if member is None:
        if chat.username:
            return chat
        raise bad_request(CHAT_NOT_FOUND)
    if member.status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {_label(chat)}")
    if not member.present and not chat.username:
        raise forbidden(f"bot is not a member of the {_label(chat)}")
    return chat


def writable(world: World, bot: Bot, chat_id: int | str) -> PrivateChat | GroupChat:
    """Return the chat of a chat_id if the bot may write there; else `ApiError` 400 or 403."""
    if type(chat_id) is int and chat_id > 0:
        private = world.private_chats.get((chat_id, bot.id))
        if private is not None and private.started and not private.blocked:
            if private.user.deactivated:
                raise forbidden("user is deactivated")
            return private
    chat = readable(world, bot, chat_id)
    if isinstance(chat, PrivateChat):
        return _reachable(world, chat)
    member = chat.members.get(bot.id)
    if member is None or not member.present:
        raise forbidden(f"bot is not a member of the {_label(chat)}")
    if chat.kind == "channel":
        if not member.is_administrator:
            raise bad_request("need administrator rights in the channel chat")
        if not member.may("can_post_messages"):
            raise bad_request("not enough rights to post messages in the channel chat")
    elif not member.is_administrator and not (
        "can_send_messages" in member.permissions and "can_send_messages" in chat.permissions
    ):
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def group(world: World, bot: Bot, chat_id: int | str) -> GroupChat:
    """Return a group or channel that the bot can see; `ApiError` 400 for a private chat."""
    chat = readable(world, bot, chat_id)
    if isinstance(chat, PrivateChat):
        raise bad_request("method is available for supergroup and channel chats only")
    return chat


def own_member(chat: GroupChat, bot: Bot) -> Member:
    """Return the bot's own record in a group or channel."""
    return chat.members.get(bot.id) or Member(bot, Status.LEFT)


def _private(world: World, bot: Bot, user_id: int) -> PrivateChat:
    chat = world.private_chats.get((user_id, bot.id))
    if chat is not None and (chat.started or chat.blocked):
        return chat
    if chat is not None and chat.open_until > world.clock.monotonic():
        return chat
    if user_id in world.bots:
        raise forbidden("bot can't send messages to bots")
    user = world.users.get(user_id)
    if user is not None and _has_met(world, bot, user):
        raise forbidden("bot can't initiate conversation with a user")
    raise bad_request(CHAT_NOT_FOUND)


def _has_met(world: World, bot: Bot, user: User) -> bool:
    return any(user.id in chat.members and bot.id in chat.members for chat in world.groups.values())


def _reachable(world: World, chat: PrivateChat) -> PrivateChat:
    if chat.user.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def _named(world: World, name: str) -> GroupChat | None:
    if not name.startswith("@"):
        return None
    found = world.usernames.get(name[1:].lower())
    return found if isinstance(found, GroupChat) else None


def _label(chat: GroupChat) -> str:
    return f"{chat.kind} chat"
