"""Who is in the local Telegram: users and bots?"""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.entities import Json
from bot.sandbox.files import StoredFile
from bot.sandbox.updates import UpdateQueue

ANONYMOUS_ADMIN_ID = 1_087_968_824
CHANNEL_BOT_ID = 136_817_688

ANONYMOUS_ADMIN: Json = {
    "id": ANONYMOUS_ADMIN_ID,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_BOT: Json = {
    "id": CHANNEL_BOT_ID,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}


@dataclass(slots=True)
class User:
    """A person; `json` is its Bot API User object."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"
    is_premium: bool = False
    deactivated: bool = False
    in_crowd: bool = False
    """One of many made for a load test: counted, but not shown to the page."""

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    @property
    def json(self) -> Json:
        # Not kept: a million people would hold a million of these.
        result: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            result["last_name"] = self.last_name
        if self.username:
            result["username"] = self.username
        if self.language_code:
            result["language_code"] = self.language_code
        if self.is_premium:
            result["is_premium"] = True
        return result


@dataclass(slots=True)
class WebhookSettings:
    """What setWebhook was told, and what getWebhookInfo reports."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    ip_address: str | None = None
    set_at: float = 0.0
    """Seconds of `MovableClock.monotonic`."""
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass(slots=True)
class Bot:
    """A bot with its token, its queue of updates and its profile."""

    id: int
    token: str
    username: str
    name: str
    updates: UpdateQueue
    can_join_groups: bool = True
    reads_all_group_messages: bool = False
    """Privacy mode off: then it sees every message of its groups without being an admin."""
    webhook: WebhookSettings | None = None
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    """Menus by (scope key, language code)."""
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    """Name, description and short description by (kind, language code)."""
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    default_rights: dict[bool, Json] = field(default_factory=dict)
    """By "for channels"."""
    photo: StoredFile | None = None
    _json: Json | None = None

    @property
    def json(self) -> Json:
        if self._json is None:
            self._json = {
                "id": self.id,
                "is_bot": True,
                "first_name": self.name,
                "username": self.username,
            }
        return self._json

    def renamed(self) -> None:
        """Forget the cached object after a field has changed."""
        self._json = None

    def me(self) -> dict[str, Any]:
        """Return the answer of getMe."""
        return {
            **self.json,
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": self.reads_all_group_messages,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
            "supports_guest_queries": False,
        }
