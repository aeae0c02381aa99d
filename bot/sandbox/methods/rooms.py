"""What may a bot know of a chat and its members?"""

from bot.sandbox import access, members
from bot.sandbox.chats import PERMISSIONS, GroupChat, Member, PrivateChat, Status
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import Call, answers


@answers("getChat")
def get_chat(call: Call) -> Json:
    """Answer getChat with a ChatFullInfo."""
    chat = access.readable(call.world, call.bot, call.values["chat_id"])
    result: Json = {
        **chat.json,
        "accent_color_id": chat.id % 7 if chat.id > 0 else -chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }
    if isinstance(chat, PrivateChat):
        if chat.user.username:
            result["active_usernames"] = [chat.user.username]
        return result
    return {**result, **_details(call, chat)}


def _details(call: Call, chat: GroupChat) -> Json:
    result: Json = {}
    if chat.username:
        result["active_usernames"] = [chat.username]
    if chat.join_by_request:
        result["join_by_request"] = True
    if chat.description:
        result["description"] = chat.description
    if chat.kind != "channel":
        result["permissions"] = {name: name in chat.permissions for name in PERMISSIONS}
    for link in chat.links.values():
        if link.is_primary and not link.is_revoked and link.creator_id == call.bot.id:
            result["invite_link"] = link.url
    pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        result["pinned_message"] = pinned
    return result


@answers("getChatMember")
def get_chat_member(call: Call) -> Json:
    """Answer getChatMember; in somebody else's channel only an administrator may ask."""
    chat = access.readable(call.world, call.bot, call.values["chat_id"])
    user_id = call.values["user_id"]
    if isinstance(chat, PrivateChat):
        if user_id not in (chat.user.id, call.bot.id):
            raise bad_request("member not found")
        account = chat.user if user_id == chat.user.id else call.bot
        return Member(account, Status.MEMBER).json("private")
    return _listed(call, chat, user_id).json(chat.kind, call.bot)


def _listed(call: Call, chat: GroupChat, user_id: int) -> Member:
    own = access.own_member(chat, call.bot)
    found = chat.members.get(user_id)
    if chat.kind == "channel" and not own.is_administrator and user_id != call.bot.id:
        raise bad_request("member list is inaccessible")
    if found is not None:
        return _lapsed(call, found)
    account = call.world.users.get(user_id) or call.world.bots.get(user_id)
    if account is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return Member(account, Status.LEFT)


def _lapsed(call: Call, member: Member) -> Member:
    """A ban or a restriction ends by itself when its time is over."""
    if not 0 < member.until_date <= call.world.clock.unix():
        return member
    if member.status is Status.KICKED or not member.present:
        return Member(member.account, Status.LEFT)
    return Member(member.account, Status.MEMBER)


@answers("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[Json]:
    """Answer getChatAdministrators: without other bots, as Telegram does."""
    chat = _room(call, "there are no administrators in the private chat")
    return [
        member.json(chat.kind, call.bot)
        for member in chat.administrators()
        if member.account.id == call.bot.id or member.account.id not in call.world.bots
    ]


@answers("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    """Answer getChatMemberCount."""
    chat = access.readable(call.world, call.bot, call.values["chat_id"])
    return 2 if isinstance(chat, PrivateChat) else len(chat.present())


@answers("leaveChat")
def leave_chat(call: Call) -> bool:
    """Answer leaveChat."""
    chat = _room(call, "chat not found")
    members.leave(call.world, chat, call.bot)
    return True


def _room(call: Call, refusal: str) -> GroupChat:
    chat = access.readable(call.world, call.bot, call.values["chat_id"])
    if isinstance(chat, PrivateChat):
        raise bad_request(refusal)
    return chat
