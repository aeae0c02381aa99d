"""What happens when somebody follows a link to a bot, a group or a channel?"""

import re
import secrets
from dataclasses import dataclass

from bot.sandbox import members
from bot.sandbox.chats import GroupChat, InviteLink, JoinRequest, Status
from bot.sandbox.entities import Json
from bot.sandbox.errors import ActionRefused, Unknown
from bot.sandbox.people import Bot, User
from bot.sandbox.state import World

JOIN_REQUEST_WINDOW_SECONDS = 300
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
TME = re.compile(r"(?:https?://)?(?:t|telegram)\.me/(?P<rest>[^\s]+)$")
RESOLVE = re.compile(r"tg://resolve\?(?P<query>.+)$")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: to a bot (with a payload or none), to a public chat, or by invitation."""

    bot: Bot | None = None
    payload: str | None = None
    start_group: bool = False
    chat: GroupChat | None = None
    link: InviteLink | None = None


def new_link(
    chat: GroupChat,
    creator_id: int,
    *,
    name: str | None = None,
    expires_at: int | None = None,
    member_limit: int | None = None,
    creates_join_request: bool = False,
    is_primary: bool = False,
) -> InviteLink:
    """Make and keep an invite link of a chat."""
    link = InviteLink(
        f"https://t.me/+{secrets.token_urlsafe(12)}",
        creator_id,
        name=name,
        expires_at=expires_at,
        member_limit=member_limit,
        creates_join_request=creates_join_request,
        is_primary=is_primary,
    )
    chat.links[link.url] = link
    return link


def resolve(world: World, link_or_code: str) -> Target:
    """Find what a link, or a bare start code of the first bot, leads to; `Unknown` if nothing."""
    text = link_or_code.strip()
    resolved = RESOLVE.match(text)
    if resolved:
        query = dict(part.partition("=")[::2] for part in resolved["query"].split("&"))
        return _public(world, query.get("domain", ""), query)
    found = TME.match(text)
    if found is None:
        if "/" in text or not text:
            raise Unknown(f"nothing is known at {text}")
        return Target(bot=world.bot(), payload=_payload(text))
    path, _question, raw_query = found["rest"].partition("?")
    query = dict(part.partition("=")[::2] for part in raw_query.split("&") if part)
    if path.startswith(("+", "joinchat/")):
        return _invitation(world, path.removeprefix("joinchat/").removeprefix("+"))
    return _public(world, path.strip("/"), query)


def _public(world: World, name: str, query: dict[str, str]) -> Target:
    owner = world.usernames.get(name.lower())
    match owner:
        case Bot():
            payload = query.get("startgroup", query.get("start"))
            return Target(bot=owner, payload=_payload(payload), start_group="startgroup" in query)
        case GroupChat():
            return Target(chat=owner)
    raise Unknown(f"nobody has the name {name}")


def _payload(given: str | None) -> str | None:
    """Telegram's apps drop a start parameter that is no base64url of at most 64 characters."""
    return given if given and START_PAYLOAD.fullmatch(given) else None


def _invitation(world: World, secret: str) -> Target:
    url = f"https://t.me/+{secret}"
    for chat in world.groups.values():
        link = chat.links.get(url)
        if link is not None:
            return Target(chat=chat, link=link)
    raise Unknown(f"the invite link {url} is not valid")


def enter(world: World, user: User, chat: GroupChat, link: InviteLink | None) -> bool:
    """Join, or ask to join; True if the person is in the chat afterwards."""
    member = members.of(chat, user)
    if member.status is Status.KICKED:
        raise ActionRefused(f"{user.full_name} is banned in {chat.title}")
    if member.present:
        return True
    if link is not None:
        _check(world, link)
        if link.creates_join_request:
            request(world, user, chat, link)
            return False
    elif chat.join_by_request:
        request(world, user, chat, None)
        return False
    members.join(world, chat, user, link=link)
    return True


def _check(world: World, link: InviteLink) -> None:
    if link.is_revoked:
        raise ActionRefused("the invite link was revoked")
    if link.expires_at and link.expires_at <= world.clock.unix():
        raise ActionRefused("the invite link has expired")
    if link.member_limit and len(link.joined) >= link.member_limit:
        raise ActionRefused("the invite link has reached its limit of members")


def request(
    world: World, user: User, chat: GroupChat, link: InviteLink | None, bio: str | None = None
) -> None:
    """Ask to be let in: administrators' bots get a chat_join_request."""
    chat.join_requests[user.id] = JoinRequest(user.id, world.clock.unix(), link, bio)
    for bot in world.bots.values():
        own = chat.members.get(bot.id)
        if own is None or not own.may("can_invite_users"):
            continue
        payload: Json = {
            "chat": chat.json,
            "from": user.json,
            "user_chat_id": user.id,
            "date": world.clock.unix(),
        }
        if bio:
            payload["bio"] = bio
        if link is not None:
            payload["invite_link"] = members.link_json(world, chat, link, bot)
        private = world.private_chat(user, bot)
        private.open_until = world.clock.monotonic() + JOIN_REQUEST_WINDOW_SECONDS
        bot.updates.push("chat_join_request", payload, f"user {user.id}")
    world.changed("member", chat, user_id=user.id, status="requested")


def settle_request(
    world: World, chat: GroupChat, user: User, by: User | Bot, approve: bool
) -> bool:
    """Approve or decline a join request; False if there was none."""
    asked = chat.join_requests.pop(user.id, None)
    if asked is None:
        return False
    if approve:
        # `from` of the update is who approved; via_join_request is set only without a link.
        members.join(world, chat, user, by=by, link=asked.link, via_join_request=asked.link is None)
    else:
        world.changed("member", chat, user_id=user.id, status="declined")
    return True
