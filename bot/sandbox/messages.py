"""How is a message made, stored, shown and passed on to the bots that may see it?"""

from typing import Any

from bot.sandbox import views
from bot.sandbox.chats import Chat, GroupChat, PrivateChat
from bot.sandbox.entities import Json
from bot.sandbox.errors import Unknown
from bot.sandbox.people import ANONYMOUS_ADMIN, CHANNEL_BOT, Bot, User
from bot.sandbox.state import World

SERVICE_FIELDS = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "channel_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
    }
)
NOT_COPIED = frozenset(
    {
        "message_id",
        "from",
        "sender_chat",
        "chat",
        "date",
        "edit_date",
        "reply_to_message",
        "forward_origin",
        "reply_markup",
        "author_signature",
        "media_group_id",
        "sender_tag",
    }
)


def compose(world: World, chat: Chat, sender: Json | None, content: Json) -> Json:
    """Return a new message with the fields that every message has; it is not stored yet."""
    message: Json = {"message_id": world.next_message_id(chat)}
    if sender is not None:
        message["from"] = sender
    message["chat"] = chat.json
    message["date"] = world.clock.unix()
    message.update(content)
    return message


def find(chat: Chat, message_id: int) -> Json:
    """Return a stored message; `Unknown` if it never was, or is gone."""
    message = chat.messages.get(message_id)
    if message is None:
        raise Unknown(f"there is no message {message_id} in the chat {chat.id}")
    return message


def as_reply(message: Json) -> Json:
    """Return a message as it is quoted in another one: without what it replies to itself."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def content_of(message: Json) -> Json:
    """Return what a copy or a forward takes over."""
    return {name: value for name, value in message.items() if name not in NOT_COPIED}


def is_service(message: Json) -> bool:
    """Tell whether this is a service message, which cannot be copied or forwarded."""
    return not SERVICE_FIELDS.isdisjoint(message)


def author_id(chat: Chat, message: Json) -> int:
    """Return who wrote a message, also of an anonymous one or a channel post."""
    if isinstance(chat, GroupChat):
        hidden = chat.authors.get(message["message_id"])
        if hidden is not None:
            return hidden
    return int(message["from"]["id"]) if "from" in message else 0


def store(world: World, chat: Chat, message: Json) -> Json:
    """Keep a message and show it to everybody who looks."""
    world.keep(chat, message)
    world.changed("message", chat, message=views.message(chat, message))
    return message


def post_as_user(
    world: World,
    user: User,
    chat: PrivateChat | GroupChat,
    content: Json,
    *,
    anonymous: bool = False,
    as_channel: GroupChat | None = None,
) -> Json:
    """Store what a person wrote and pass it on to the bots."""
    if isinstance(chat, PrivateChat):
        chat.started = True
        message = compose(world, chat, user.json, content)
    elif chat.kind == "channel":
        message = compose(world, chat, None, {"sender_chat": chat.json, **content})
        chat.authors[message["message_id"]] = user.id
    elif as_channel is not None:
        shown = {"sender_chat": as_channel.json, **content}
        message = compose(world, chat, CHANNEL_BOT, shown)
        chat.authors[message["message_id"]] = user.id
    elif anonymous:
        shown = {"sender_chat": chat.json, **content}
        message = compose(world, chat, ANONYMOUS_ADMIN, shown)
        chat.authors[message["message_id"]] = user.id
    else:
        message = compose(world, chat, user.json, content)
    store(world, chat, message)
    pass_on(world, chat, message)
    return message


def pass_on(
    world: World, chat: PrivateChat | GroupChat, message: Json, *, edited: bool = False
) -> None:
    """Give a message of a person to the bots that may see it."""
    if isinstance(chat, PrivateChat):
        if not chat.blocked:
            kind = "edited_message" if edited else "message"
            chat.bot.updates.push(kind, message, f"chat {chat.id}")
        return
    kind = "channel_post" if chat.kind == "channel" else "message"
    if edited:
        kind = f"edited_{kind}"
    for bot in bots_in(world, chat):
        if _sees(world, bot, chat, message):
            bot.updates.push(kind, message, f"chat {chat.id}")


def bots_in(world: World, chat: GroupChat) -> list[Bot]:
    """Return the bots that are in a group or channel now."""
    return [
        bot
        for bot in world.bots.values()
        if (member := chat.members.get(bot.id)) is not None and member.present
    ]


def _sees(world: World, bot: Bot, chat: GroupChat, message: Json) -> bool:
    """Privacy mode: core.telegram.org/bots/features#privacy-mode."""
    if chat.kind == "channel" or bot.reads_all_group_messages or is_service(message):
        return True
    if chat.members[bot.id].is_administrator:
        return True
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    if replied == bot.id or message.get("via_bot", {}).get("id") == bot.id:
        return True
    text = message.get("text", "")
    for entity in message.get("entities", ()):
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _name, separator, addressee = text[: entity["length"]].partition("@")
            if separator:
                return bool(addressee.lower() == bot.username.lower())
            return len(bots_in(world, chat)) == 1 or chat.last_bot_id == bot.id
    return False


def edit(
    world: World, chat: PrivateChat | GroupChat, message: Json, changes: dict[str, Any]
) -> Json:
    """Replace a stored message by a changed one; a value of None removes the field."""
    changed = {**message, **changes, "edit_date": world.clock.unix()}
    changed = {name: value for name, value in changed.items() if value is not None}
    chat.messages[message["message_id"]] = changed
    world.changed("edit", chat, message=views.message(chat, changed))
    return changed


def delete(world: World, chat: PrivateChat | GroupChat, message_id: int) -> None:
    """Remove a message from the chat for everybody."""
    if chat.forget(message_id) is not None:
        world.changed("delete", chat, message_ids=[message_id])


def origin_of(world: World, chat: Chat, message: Json) -> Json:
    """Return the MessageOrigin that a forward of this message carries."""
    if "forward_origin" in message:
        known: Json = message["forward_origin"]
        return known
    date = message["date"]
    if isinstance(chat, GroupChat) and chat.kind == "channel":
        return {
            "type": "channel",
            "chat": chat.json,
            "message_id": message["message_id"],
            "date": date,
        }
    if "sender_chat" in message:
        return {"type": "chat", "sender_chat": message["sender_chat"], "date": date}
    return {"type": "user", "sender_user": message["from"], "date": date}
