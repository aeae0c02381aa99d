"""How do people and bots come, go and change rank, and who is told?"""

from dataclasses import replace

from bot.sandbox import messages
from bot.sandbox.chats import (
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    GroupChat,
    InviteLink,
    Member,
    PrivateChat,
    Status,
)
from bot.sandbox.entities import Json
from bot.sandbox.errors import ActionRefused
from bot.sandbox.people import Bot, User
from bot.sandbox.state import World

MASK_FROM = len("https://t.me/+") + 8
DEFAULT_ADMIN_RIGHTS = frozenset(
    {
        "can_manage_chat",
        "can_delete_messages",
        "can_restrict_members",
        "can_invite_users",
        "can_pin_messages",
        "can_change_info",
        "can_manage_video_chats",
        "can_post_messages",
        "can_edit_messages",
    }
)


def of(chat: GroupChat, account: User | Bot) -> Member:
    """Return the member record of anybody; who never came is `left`."""
    return chat.members.get(account.id) or Member(account, Status.LEFT)


def change(
    world: World,
    chat: GroupChat,
    new: Member,
    by: User | Bot,
    *,
    link: InviteLink | None = None,
    via_join_request: bool = False,
    announce: bool = True,
) -> None:
    """Give somebody a new place in a chat and send the updates and the service message."""
    old = of(chat, new.account)
    chat.members[new.account.id] = new
    chat.join_requests.pop(new.account.id, None)
    if new.account.id in (bot.id for bot in world.bots.values()) and not new.present:
        chat.last_bot_id = None if chat.last_bot_id == new.account.id else chat.last_bot_id
    if announce and chat.kind != "channel":
        _announce(world, chat, old, new, by)
    _tell_bots(world, chat, old, new, by, link, via_join_request)
    described = new.json(chat.kind)
    world.changed("member", chat, user_id=new.account.id, **described)


def _announce(world: World, chat: GroupChat, old: Member, new: Member, by: User | Bot) -> None:
    if new.present and not old.present:
        content: Json = {"new_chat_members": [new.account.json]}
    elif old.present and not new.present:
        content = {"left_chat_member": new.account.json}
    else:
        return
    message = messages.compose(world, chat, by.json, content)
    messages.store(world, chat, message)
    messages.pass_on(world, chat, message)


def _tell_bots(
    world: World,
    chat: GroupChat,
    old: Member,
    new: Member,
    by: User | Bot,
    link: InviteLink | None,
    via_join_request: bool,
) -> None:
    for bot in world.bots.values():
        is_self = bot.id == new.account.id
        kind = "my_chat_member" if is_self else "chat_member"
        if not bot.updates.wants(kind):
            continue
        own = chat.members.get(bot.id)
        if not is_self and not (own is not None and own.is_administrator):
            continue
        payload: Json = {
            "chat": chat.json,
            "from": by.json,
            "date": world.clock.unix(),
            "old_chat_member": old.json(chat.kind, bot),
            "new_chat_member": new.json(chat.kind, bot),
        }
        if link is not None:
            payload["invite_link"] = link_json(world, chat, link, bot)
        if via_join_request and link is None:
            payload["via_join_request"] = True
        key = f"chat {chat.id}" if is_self else f"user {new.account.id}"
        bot.updates.push(kind, payload, key)


def link_json(world: World, chat: GroupChat, link: InviteLink, viewer: Bot | None) -> Json:
    """Return a ChatInviteLink; a link of another administrator is masked for a bot."""
    own = viewer is None or link.creator_id == viewer.id
    creator = world.bots.get(link.creator_id) or world.users.get(link.creator_id)
    result: Json = {
        "invite_link": link.url if own else f"{link.url[:MASK_FROM]}…",
        "creator": creator.json if creator else {},
        "creates_join_request": link.creates_join_request,
        "is_primary": link.is_primary,
        "is_revoked": link.is_revoked,
    }
    if link.name:
        result["name"] = link.name
    if link.expires_at:
        result["expire_date"] = link.expires_at
    if link.member_limit:
        result["member_limit"] = link.member_limit
    pending = sum(1 for each in chat.join_requests.values() if each.link is link)
    if pending:
        result["pending_join_request_count"] = pending
    return result


def join(
    world: World,
    chat: GroupChat,
    account: User | Bot,
    *,
    by: User | Bot | None = None,
    link: InviteLink | None = None,
    via_join_request: bool = False,
) -> None:
    """Make somebody a member; refused to those who were banned."""
    old = of(chat, account)
    if old.status is Status.KICKED:
        raise ActionRefused(f"{account.id} is banned in {chat.title}")
    if old.present:
        return
    if old.status is Status.RESTRICTED:
        new = replace(old, in_chat=True)
    else:
        new = Member(account, Status.MEMBER)
    if link is not None:
        link.joined.add(account.id)
    change(world, chat, new, by or account, link=link, via_join_request=via_join_request)


def leave(world: World, chat: GroupChat, account: User | Bot) -> None:
    """Let somebody go; nothing happens to those who are not in the chat."""
    old = of(chat, account)
    if not old.present:
        return
    if old.status is Status.RESTRICTED:
        new = replace(old, in_chat=False)
    else:
        new = Member(account, Status.LEFT)
    change(world, chat, new, account)


def kick(
    world: World, chat: GroupChat, account: User | Bot, by: User | Bot, until_date: int = 0
) -> None:
    """Ban somebody from the chat, for ever when `until_date` is 0."""
    if of(chat, account).status is Status.CREATOR:
        raise ActionRefused("the creator of a chat can't be banned")
    change(world, chat, Member(account, Status.KICKED, until_date=until_date), by)


def promote(
    world: World,
    chat: GroupChat,
    account: User | Bot,
    by: User | Bot,
    rights: frozenset[str],
    *,
    anonymous: bool = False,
) -> None:
    """Make somebody an administrator with these rights."""
    old = of(chat, account)
    names = frozenset(CHANNEL_RIGHTS if chat.kind == "channel" else GROUP_RIGHTS)
    if old.status is Status.CREATOR:
        chat.members[account.id] = replace(old, anonymous=anonymous)
        return
    new = Member(
        account,
        Status.ADMINISTRATOR,
        rights=(rights | {"can_manage_chat"}) & names,
        anonymous=anonymous,
        promoted_by=by.id,
    )
    change(world, chat, new, by)


def demote(world: World, chat: GroupChat, account: User | Bot, by: User | Bot) -> None:
    """Make an administrator a plain member."""
    if of(chat, account).status is Status.ADMINISTRATOR:
        change(world, chat, Member(account, Status.MEMBER), by)


def set_blocked(world: World, chat: PrivateChat, blocked: bool) -> None:
    """Block or unblock a bot: the only changes of membership that private chats have."""
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    bot = chat.bot

    def side(status: str) -> Json:
        result: Json = {"user": bot.json, "status": status}
        return {**result, "until_date": 0} if status == "kicked" else result

    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    payload: Json = {
        "chat": chat.json,
        "from": chat.user.json,
        "date": world.clock.unix(),
        "old_chat_member": side(before),
        "new_chat_member": side(after),
    }
    bot.updates.push("my_chat_member", payload, f"chat {chat.id}")
    world.changed("blocked", chat, user_id=chat.user.id, blocked=blocked)
