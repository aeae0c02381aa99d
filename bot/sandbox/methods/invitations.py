"""How does a bot make, change and revoke invite links, and decide join requests?"""

from bot.sandbox import access, links, members, views
from bot.sandbox.chats import GroupChat, InviteLink, PrivateChat
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import Call, answers

NAME_LIMIT = 32
MEMBERS_LIMIT = 99_999


@answers("createChatInviteLink")
def create_chat_invite_link(call: Call) -> Json:
    """Answer createChatInviteLink."""
    chat = _inviting(call)
    _check(call)
    link = links.new_link(
        chat,
        call.bot.id,
        name=call.get("name"),
        expires_at=call.get("expire_date"),
        member_limit=call.get("member_limit"),
        creates_join_request=bool(call.get("creates_join_request")),
    )
    call.world.changed("chat", chat=views.room(call.world, chat))
    return members.link_json(call.world, chat, link, call.bot)


@answers("editChatInviteLink")
def edit_chat_invite_link(call: Call) -> Json:
    """Answer editChatInviteLink; what is not named is reset, as Telegram does."""
    chat = _inviting(call)
    link = _own(call, chat)
    _check(call)
    if link.is_primary or link.is_revoked:
        raise bad_request("INVITE_HASH_EXPIRED" if link.is_revoked else "CHAT_INVITE_PERMANENT")
    link.name = call.get("name")
    link.expires_at = call.get("expire_date")
    link.member_limit = call.get("member_limit")
    link.creates_join_request = bool(call.get("creates_join_request"))
    return members.link_json(call.world, chat, link, call.bot)


@answers("revokeChatInviteLink")
def revoke_chat_invite_link(call: Call) -> Json:
    """Answer revokeChatInviteLink; a revoked primary link is followed by a new one."""
    chat = _inviting(call)
    link = _own(call, chat)
    link.is_revoked = True
    if link.is_primary:
        links.new_link(chat, call.bot.id, is_primary=True)
    return members.link_json(call.world, chat, link, call.bot)


@answers("exportChatInviteLink")
def export_chat_invite_link(call: Call) -> str:
    """Answer exportChatInviteLink: a new primary link that revokes the bot's former one."""
    chat = _inviting(call)
    for link in chat.links.values():
        if link.is_primary and link.creator_id == call.bot.id:
            link.is_revoked = True
    return links.new_link(chat, call.bot.id, is_primary=True).url


@answers("approveChatJoinRequest")
def approve_chat_join_request(call: Call) -> bool:
    """Answer approveChatJoinRequest."""
    return _settle(call, approve=True)


@answers("declineChatJoinRequest")
def decline_chat_join_request(call: Call) -> bool:
    """Answer declineChatJoinRequest."""
    return _settle(call, approve=False)


def _settle(call: Call, *, approve: bool) -> bool:
    chat = _inviting(call)
    user = call.world.users.get(call.values["user_id"])
    if user is None:
        raise bad_request("USER_ID_INVALID")
    if members.of(chat, user).present:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if not links.settle_request(call.world, chat, user, call.bot, approve):
        raise bad_request("HIDE_REQUESTER_MISSING")
    return True


def _inviting(call: Call) -> GroupChat:
    chat = access.readable(call.world, call.bot, call.values["chat_id"])
    if isinstance(chat, PrivateChat):
        raise bad_request("can't invite members to a private chat")
    if not access.own_member(chat, call.bot).may("can_invite_users"):
        raise bad_request("not enough rights to manage chat invite link")
    return chat


def _own(call: Call, chat: GroupChat) -> InviteLink:
    link = chat.links.get(call.values["invite_link"])
    if link is None:
        raise bad_request("INVITE_HASH_EXPIRED")
    if link.creator_id != call.bot.id:
        raise bad_request("not enough rights to manage chat invite link")
    return link


def _check(call: Call) -> None:
    if len(call.get("name") or "") > NAME_LIMIT:
        raise bad_request("INVITE_LINK_NAME_TOO_LONG")
    limit = call.get("member_limit") or 0
    if limit and call.get("creates_join_request"):
        raise bad_request(
            "member limit can't be specified for links requiring administrator approval"
        )
    if not 0 <= limit <= MEMBERS_LIMIT:
        raise bad_request("USAGE_LIMIT_INVALID")
    expires_at = call.get("expire_date") or 0
    if expires_at and expires_at <= call.world.clock.unix():
        raise bad_request("EXPIRE_DATE_INVALID")
