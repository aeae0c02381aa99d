"""What is the campaign that runs until another one is started?"""

from typing import Any

from bot.config import StarterCampaignSection
from bot.services import documents, spans
from bot.services.documents import Document, DocumentRefused

SLUG = "starter"
TITLES = {"ru": "Пригласите друзей", "en": "Invite your friends", "bg": "Поканете приятели"}


def document(section: StarterCampaignSection) -> Document:
    """The few numbers of the settings as a campaign document.

    Raises `DocumentRefused` when they make none: a chat that is no chat, a hold of years.
    """
    rewards = (("referrer", section.referrer_reward), ("friend", section.friend_reward))
    content: dict[str, Any] = {
        "campaign": {
            "slug": SLUG,
            "title": dict.fromkeys(TITLES, section.title) if section.title else TITLES,
        },
        "attribution": {"window": "30d", "grace": "24h"},
        "qualify": {
            "steps": [documents.SUBSCRIBE + chat for chat in section.required_chats],
            "hold": spans.compact(section.hold),
        },
        "reward": [
            {"on": "qualified", "to": side, "amount": amount} for side, amount in rewards if amount
        ],
        "payout": {"minimum": section.payout_minimum},
    }
    if section.budget is not None:
        content["budget"] = {"total": section.budget}
    try:
        return documents.from_json(content)
    except DocumentRefused as error:
        raise DocumentRefused(["[starter_campaign] makes no campaign:", *error.lines]) from None
