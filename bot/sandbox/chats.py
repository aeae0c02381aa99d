"""Where do messages live, and who may do what there?"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.entities import Json
from bot.sandbox.people import Bot, User


class Status(StrEnum):
    """The status of a chat member, as ChatMember names it."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


ADMINISTRATORS = frozenset({Status.CREATOR, Status.ADMINISTRATOR})

COMMON_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
GROUP_RIGHTS = (*COMMON_RIGHTS, "can_pin_messages", "can_manage_topics", "can_manage_tags")
CHANNEL_RIGHTS = (
    *COMMON_RIGHTS,
    "can_post_messages",
    "can_edit_messages",
    "can_manage_direct_messages",
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


@dataclass(slots=True)
class Member:
    """The place of one user or bot in a group or channel."""

    account: User | Bot
    status: Status
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset(PERMISSIONS)
    anonymous: bool = False
    custom_title: str | None = None
    until_date: int = 0
    in_chat: bool = True
    """A restricted member may be in the chat or not."""
    promoted_by: int | None = None

    @property
    def present(self) -> bool:
        if self.status is Status.RESTRICTED:
            return self.in_chat
        return self.status in (Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER)

    @property
    def is_administrator(self) -> bool:
        return self.status in ADMINISTRATORS

    def may(self, right: str) -> bool:
        """Tell whether an administrator right is held; the creator holds all."""
        return self.status is Status.CREATOR or (
            self.status is Status.ADMINISTRATOR and right in self.rights
        )

    def json(self, kind: str, viewer: Bot | None = None) -> Json:
        """Return the ChatMember object of a chat of this kind."""
        result: dict[str, Any] = {"user": self.account.json, "status": self.status.value}
        match self.status:
            case Status.CREATOR:
                result["is_anonymous"] = self.anonymous
            case Status.ADMINISTRATOR:
                names = CHANNEL_RIGHTS if kind == "channel" else GROUP_RIGHTS
                can_edit = viewer is not None and self.promoted_by == viewer.id
                result["can_be_edited"] = can_edit
                result["is_anonymous"] = self.anonymous
                result.update({name: name in self.rights for name in names})
            case Status.RESTRICTED:
                result["is_member"] = self.in_chat
                result["until_date"] = self.until_date
                result.update({name: name in self.permissions for name in PERMISSIONS})
            case Status.KICKED:
                result["until_date"] = self.until_date
        if self.custom_title and self.is_administrator:
            result["custom_title"] = self.custom_title
        return result


@dataclass(slots=True)
class InviteLink:
    """A link that lets people into a group or channel."""

    url: str
    creator_id: int
    name: str | None = None
    expires_at: int | None = None
    member_limit: int | None = None
    creates_join_request: bool = False
    is_primary: bool = False
    is_revoked: bool = False
    joined: set[int] = field(default_factory=set)
    requested: set[int] = field(default_factory=set)


@dataclass(slots=True)
class JoinRequest:
    """Somebody who asked to be let in."""

    user_id: int
    date: int
    link: InviteLink | None
    bio: str | None = None


@dataclass(slots=True)
class Chat:
    """What every kind of chat has; `messages` by id, oldest first, is bounded by the world."""

    id: int
    messages: dict[int, Json]

    @property
    def json(self) -> Json:
        """The Bot API Chat object."""
        raise NotImplementedError

    @property
    def markups(self) -> dict[int, Json] | None:
        """The custom keyboards that came with messages, by message id."""
        raise NotImplementedError

    def forget(self, message_id: int) -> Json | None:
        """Remove a message and what is known of it; None if it was not there."""
        if self.markups is not None:
            self.markups.pop(message_id, None)
        return self.messages.pop(message_id, None)


@dataclass(slots=True)
class PrivateChat(Chat):
    """The conversation of one person with one bot; its id is the person's."""

    user: User
    bot: Bot
    started: bool = False
    blocked: bool = False
    open_until: float = 0.0
    """Until then (monotonic seconds) a join request lets the bot write first."""
    reply_keyboard: Json | None = None
    pinned: list[int] | None = None
    custom_keyboards: dict[int, Json] | None = None

    @property
    def kind(self) -> str:
        return "private"

    @property
    def json(self) -> Json:
        user = self.user
        result: Json = {"id": self.id, "first_name": user.first_name, "type": "private"}
        if user.last_name:
            result["last_name"] = user.last_name
        if user.username:
            result["username"] = user.username
        return result

    @property
    def markups(self) -> dict[int, Json] | None:
        return self.custom_keyboards


@dataclass(slots=True)
class GroupChat(Chat):
    """A basic group, supergroup or channel."""

    kind: str
    title: str
    owner_id: int
    username: str | None = None
    description: str | None = None
    members: dict[int, Member] = field(default_factory=dict)
    links: dict[str, InviteLink] = field(default_factory=dict)
    join_requests: dict[int, JoinRequest] = field(default_factory=dict)
    permissions: frozenset[str] = frozenset(PERMISSIONS) - {"can_change_info", "can_pin_messages"}
    pinned: list[int] = field(default_factory=list)
    authors: dict[int, int] = field(default_factory=dict)
    """Who wrote a channel post or an anonymous message, by message id."""
    join_by_request: bool = False
    """A public chat whose administrators approve everybody who comes without a link."""
    migrated_to: int | None = None
    next_message_id: int = 1
    reply_keyboards: dict[int, Json] = field(default_factory=dict)
    photo_file_id: str | None = None
    last_bot_id: int | None = None
    """The bot that wrote last; commands without an addressee go to it (privacy mode)."""
    custom_keyboards: dict[int, Json] = field(default_factory=dict)

    @property
    def json(self) -> Json:
        result: Json = {"id": self.id, "title": self.title, "type": self.kind}
        if self.username:
            result["username"] = self.username
        return result

    @property
    def markups(self) -> dict[int, Json] | None:
        return self.custom_keyboards

    def forget(self, message_id: int) -> Json | None:
        self.authors.pop(message_id, None)
        self.custom_keyboards.pop(message_id, None)
        if message_id in self.pinned:
            self.pinned.remove(message_id)
        return self.messages.pop(message_id, None)

    def present(self) -> list[Member]:
        """Return those who are in the chat now."""
        return [member for member in self.members.values() if member.present]

    def administrators(self) -> list[Member]:
        """Return creator and administrators, bots included."""
        return [member for member in self.members.values() if member.is_administrator]
