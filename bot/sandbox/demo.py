"""Who and what is there when somebody tries the bot for the first time?"""

from dataclasses import dataclass

from bot.sandbox.world import Telegram

TOKEN = "1000001:SANDBOX-not-a-secret"
USERNAME = "sarafan_demo_bot"
CHANNEL = "sarafan_demo"


@dataclass(frozen=True)
class Scene:
    """The ids that the bot's settings need."""

    admin_chat_id: int
    required_chat: str


def build(telegram: Telegram) -> Scene:
    """Three people of three languages, an administrator, the admin group and a channel."""
    me = telegram.add_bot(token=TOKEN, username=USERNAME, name="Sarafan")
    for name, username, language in (
        ("Анна", "anna_demo", "ru"),
        ("Ben", "ben_demo", "en"),
        ("Вяра", "vyara_demo", "bg"),
    ):
        telegram.add_user(name, username=username, language_code=language)
    owner = telegram.add_user("Olga", username="olga_demo", language_code="en")
    group = telegram.add_group("Sarafan admins", owner=owner)
    telegram.add_bot_to(group, me)
    channel = telegram.add_channel("Sarafan news", CHANNEL, owner=owner)
    telegram.add_bot_to(channel, me)
    return Scene(group.id, f"@{CHANNEL}")
