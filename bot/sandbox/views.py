"""What does the chat page see of people, chats and messages?"""

from bot.sandbox.chats import Chat, GroupChat
from bot.sandbox.entities import Json
from bot.sandbox.people import User
from bot.sandbox.state import World

SHOWN_AT_ONCE = 1_000


def person(world: World, user: User) -> Json:
    """Return a User with the bots that he or she has blocked."""
    blocked = [
        bot.id
        for bot in world.bots.values()
        if (chat := world.private_chats.get((user.id, bot.id))) is not None and chat.blocked
    ]
    return {**user.json, "blocked": blocked}


def room(world: World, chat: GroupChat) -> Json:
    """Return a Chat with members, link and description."""
    result: Json = {**chat.json, "members": []}
    for member in list(chat.members.values())[:SHOWN_AT_ONCE]:
        result["members"].append({"user_id": member.account.id, **member.json(chat.kind)})
    if chat.description:
        result["description"] = chat.description
    if chat.migrated_to is not None:
        result["migrated_to"] = chat.migrated_to
    links = [link for link in chat.links.values() if link.is_primary and not link.is_revoked]
    if chat.username:
        result["invite_link"] = f"https://t.me/{chat.username}"
    elif links:
        result["invite_link"] = links[0].url
    if chat.join_requests:
        result["join_requests"] = list(chat.join_requests)[:SHOWN_AT_ONCE]
    return result


def message(chat: Chat, stored: Json) -> Json:
    """Return a Message with the custom keyboard that came with it, which the Bot API leaves out."""
    markups = chat.markups
    if markups is None or stored["message_id"] not in markups:
        return stored
    return {**stored, "reply_markup": markups[stored["message_id"]]}


def clock(world: World) -> Json:
    """Return the simulated time and how far it is from the real one."""
    return {
        "now": world.clock().isoformat(),
        "offset_seconds": world.clock.offset.total_seconds(),
    }


def state(world: World) -> Json:
    """Return bots, people, chats and the clock; a crowd made for load is only counted."""
    people = [user for user in world.users.values() if not user.in_crowd]
    return {
        "bots": [bot.json for bot in world.bots.values()],
        "users": [person(world, user) for user in people[:SHOWN_AT_ONCE]],
        "user_count": len(world.users),
        "chats": [
            room(world, chat)
            for chat in list(world.groups.values())[:SHOWN_AT_ONCE]
            if chat.migrated_to is None
        ],
        "clock": clock(world),
    }
