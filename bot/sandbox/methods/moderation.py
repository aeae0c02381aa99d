"""How does a bot run a chat: ban, restrict, promote, rename, pin?"""

from dataclasses import replace

from bot.sandbox import access, members, messages, views
from bot.sandbox.chats import PERMISSIONS, GroupChat, Member, PrivateChat, Status
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.files import photo_sizes
from bot.sandbox.methods import media
from bot.sandbox.methods.registry import Call, answers

# Shorter or longer than this from now, a ban or a restriction is for ever (Bot API).
SHORTEST_SECONDS = 30
LONGEST_SECONDS = 366 * 86_400
TITLE_LIMIT = 128
DESCRIPTION_LIMIT = 255
CUSTOM_TITLE_LIMIT = 16
RESTRICT_REFUSED = "not enough rights to restrict/unrestrict chat member"


@answers("banChatMember")
def ban_chat_member(call: Call) -> bool:
    """Answer banChatMember."""
    chat = _group(call)
    target = _target(call, chat, "can_restrict_members", RESTRICT_REFUSED)
    _refuse_powerful(call, target)
    members.kick(call.world, chat, target.account, call.bot, _until(call))
    return True


@answers("unbanChatMember")
def unban_chat_member(call: Call) -> bool:
    """Answer unbanChatMember: it also removes a member, unless only_if_banned."""
    chat = _group(call)
    target = _target(call, chat, "can_restrict_members", RESTRICT_REFUSED)
    if target.status is Status.KICKED or (target.present and not call.get("only_if_banned")):
        _refuse_powerful(call, target)
        members.change(call.world, chat, Member(target.account, Status.LEFT), call.bot)
    return True


@answers("restrictChatMember")
def restrict_chat_member(call: Call) -> bool:
    """Answer restrictChatMember; all permissions together lift the restriction."""
    chat = _group(call)
    if chat.kind != "supergroup":
        raise bad_request("method is available only for supergroups")
    target = _target(call, chat, "can_restrict_members", RESTRICT_REFUSED)
    _refuse_powerful(call, target)
    allowed = _permissions(call, call.values["permissions"])
    if allowed == frozenset(PERMISSIONS):
        status = Status.MEMBER if target.present else Status.LEFT
        new = Member(target.account, status)
    else:
        new = Member(
            target.account,
            Status.RESTRICTED,
            permissions=allowed,
            until_date=_until(call),
            in_chat=target.present,
        )
    members.change(call.world, chat, new, call.bot)
    return True


@answers("promoteChatMember")
def promote_chat_member(call: Call) -> bool:
    """Answer promoteChatMember; a bot can't give what it has not."""
    chat = _group(call)
    target = _target(call, chat, "can_promote_members", "not enough rights")
    if target.status is Status.CREATOR:
        raise bad_request("can't remove chat owner")
    asked = {name for name, given in call.values.items() if name.startswith("can_") and given}
    own = access.own_member(chat, call.bot)
    if not all(own.may(name) for name in asked):
        raise bad_request("RIGHT_FORBIDDEN")
    if not asked and not call.get("is_anonymous"):
        members.demote(call.world, chat, target.account, call.bot)
        return True
    members.promote(
        call.world,
        chat,
        target.account,
        call.bot,
        frozenset(asked),
        anonymous=bool(call.get("is_anonymous")),
    )
    return True


@answers("setChatAdministratorCustomTitle")
def set_chat_administrator_custom_title(call: Call) -> bool:
    """Answer setChatAdministratorCustomTitle."""
    chat = _group(call)
    target = _target(call, chat, "can_promote_members", "not enough rights")
    if target.status is not Status.ADMINISTRATOR or target.promoted_by != call.bot.id:
        raise bad_request("not enough rights to change custom title of the user")
    title = call.values["custom_title"]
    if len(title) > CUSTOM_TITLE_LIMIT:
        raise bad_request("ADMIN_RANK_INVALID")
    chat.members[target.account.id] = replace(target, custom_title=title)
    return True


@answers("setChatPermissions")
def set_chat_permissions(call: Call) -> bool:
    """Answer setChatPermissions."""
    chat = _group(call)
    _need(call, chat, "can_restrict_members", "not enough rights to change chat permissions")
    chat.permissions = _permissions(call, call.values["permissions"])
    call.world.changed("chat", chat=views.room(call.world, chat))
    return True


@answers("setChatTitle")
def set_chat_title(call: Call) -> bool:
    """Answer setChatTitle."""
    chat = _group(call)
    _need(call, chat, "can_change_info", "not enough rights to change chat title")
    title = call.values["title"].strip()
    if not 1 <= len(title) <= TITLE_LIMIT:
        raise bad_request("title can't be empty" if not title else "title is too long")
    chat.title = title
    _announce(call, chat, {"new_chat_title": title})
    return True


@answers("setChatDescription")
def set_chat_description(call: Call) -> bool:
    """Answer setChatDescription."""
    chat = _group(call)
    _need(call, chat, "can_change_info", "not enough rights to set chat description")
    description = call.get("description") or ""
    if len(description) > DESCRIPTION_LIMIT:
        raise bad_request("chat description is too long")
    if description == (chat.description or ""):
        raise bad_request("chat description is not modified")
    chat.description = description or None
    call.world.changed("chat", chat=views.room(call.world, chat))
    return True


@answers("setChatPhoto")
def set_chat_photo(call: Call) -> bool:
    """Answer setChatPhoto."""
    chat = _group(call)
    _need(call, chat, "can_change_info", "not enough rights to change chat photo")
    stored = media.stored(call, "photo", call.values["photo"])
    chat.photo_file_id = stored.file_id
    _announce(call, chat, {"new_chat_photo": photo_sizes(stored)})
    return True


@answers("deleteChatPhoto")
def delete_chat_photo(call: Call) -> bool:
    """Answer deleteChatPhoto."""
    chat = _group(call)
    _need(call, chat, "can_change_info", "not enough rights to change chat photo")
    chat.photo_file_id = None
    _announce(call, chat, {"delete_chat_photo": True})
    return True


@answers("pinChatMessage")
def pin_chat_message(call: Call) -> bool:
    """Answer pinChatMessage; in a channel the right is can_edit_messages."""
    chat, pinned = _pinning(call)
    message = chat.messages.get(call.values["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    if message["message_id"] in pinned:
        return True
    pinned.append(message["message_id"])
    content = {"pinned_message": messages.as_reply(message)}
    if isinstance(chat, PrivateChat):
        messages.store(call.world, chat, _service(call, chat, content))
    else:
        _announce(call, chat, content)
    return True


@answers("unpinChatMessage")
def unpin_chat_message(call: Call) -> bool:
    """Answer unpinChatMessage; without a message the newest pinned one."""
    _chat, pinned = _pinning(call)
    number = call.get("message_id") or (pinned[-1] if pinned else None)
    if number in pinned:
        pinned.remove(number)
    elif call.get("message_id"):
        raise bad_request("message to unpin not found")
    return True


@answers("unpinAllChatMessages")
def unpin_all_chat_messages(call: Call) -> bool:
    """Answer unpinAllChatMessages."""
    _chat, pinned = _pinning(call)
    pinned.clear()
    return True


def _group(call: Call) -> GroupChat:
    return access.group(call.world, call.bot, call.values["chat_id"])


def _need(call: Call, chat: GroupChat, right: str, refusal: str) -> None:
    if not access.own_member(chat, call.bot).may(right):
        raise bad_request(refusal)


def _target(call: Call, chat: GroupChat, right: str, refusal: str) -> Member:
    _need(call, chat, right, refusal)
    user_id = call.values["user_id"]
    if user_id == call.bot.id:
        raise bad_request("can't restrict self" if "restrict" in right else "can't promote self")
    account = call.world.users.get(user_id) or call.world.bots.get(user_id)
    if account is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return members.of(chat, account)


def _refuse_powerful(call: Call, target: Member) -> None:
    if target.status is Status.CREATOR:
        raise bad_request("can't remove chat owner")
    if target.status is Status.ADMINISTRATOR and target.promoted_by != call.bot.id:
        raise bad_request("user is an administrator of the chat")


def _until(call: Call) -> int:
    until: int = call.get("until_date") or 0
    left = until - call.world.clock.unix()
    return until if SHORTEST_SECONDS <= left <= LONGEST_SECONDS else 0


def _permissions(call: Call, given: Json) -> frozenset[str]:
    """Without use_independent_chat_permissions some permissions imply others (Bot API)."""
    allowed = {name for name in PERMISSIONS if given.get(name)}
    if not call.get("use_independent_chat_permissions"):
        if given.get("can_send_other_messages") or given.get("can_add_web_page_previews"):
            allowed |= {name for name in PERMISSIONS if name.startswith("can_send_")}
            allowed -= {"can_send_polls", "can_send_other_messages"} - set(given)
        elif given.get("can_send_polls"):
            allowed.add("can_send_messages")
    return frozenset(allowed)


def _service(call: Call, chat: GroupChat | PrivateChat, content: Json) -> Json:
    if isinstance(chat, GroupChat) and chat.kind == "channel":
        return messages.compose(call.world, chat, None, {"sender_chat": chat.json, **content})
    return messages.compose(call.world, chat, call.bot.json, content)


def _announce(call: Call, chat: GroupChat, content: Json) -> None:
    message = messages.store(call.world, chat, _service(call, chat, content))
    messages.pass_on(call.world, chat, message)
    call.world.changed("chat", chat=views.room(call.world, chat))


def _pinning(call: Call) -> tuple[PrivateChat | GroupChat, list[int]]:
    chat = access.writable(call.world, call.bot, call.values["chat_id"])
    if isinstance(chat, PrivateChat):
        if chat.pinned is None:
            chat.pinned = []
        return chat, chat.pinned
    right = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    _need(call, chat, right, "not enough rights to manage pinned messages in the chat")
    return chat, chat.pinned
