"""What do the home screen and the invitation look like? More than one feature shows them."""

from urllib.parse import urlencode

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Translate
from bot.services import campaigns, invites, referrals, wording
from bot.services.campaigns import RunningCampaign
from bot.services.home import Home
from models import Invite

RULES_SHOWN = 4

Row = list[InlineKeyboardButton]


def button(text: str, callback: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=callback)


def home_text(t: Translate, home: Home, bot_username: str) -> str:
    """The home screen in Telegram's HTML."""
    parts = []
    if chats := referrals.chats(home.missing):
        parts.append(t("start-steps", count=len(chats), chats=", ".join(chats)))
    if home.campaign is None or home.invite is None:
        parts.append(t("start-no-campaign"))
        return "\n\n".join(parts)
    document = home.campaign.document
    parts.append(t("start-campaign", title=campaigns.title(document, t.language)))
    parts.append(t("start-link", link=invites.link(bot_username, invites.shown_code(home.invite))))
    rewards = wording.rewards_in_words(t, document)
    parts.append("\n".join(t("start-rule", rule=rule) for rule in rewards[:RULES_SHOWN]))
    parts.append(t("start-more"))
    return "\n\n".join(part for part in parts if part)


def home_keyboard(t: Translate, home: Home, bot_username: str) -> InlineKeyboardMarkup:
    rows: list[Row] = []
    chats = referrals.chats(home.missing)
    rows.extend(
        [
            InlineKeyboardButton(
                text=t.plain("start-subscribe-button", chat=chat), url=chat_url(chat)
            )
        ]
        for chat in chats
        if chat.startswith("@")
    )
    if chats:
        rows.append([button(t.plain("start-check-button"), "check-steps")])
    if home.campaign is not None and home.invite is not None:
        rows.extend(share_rows(t, home.campaign, home.invite, bot_username))
    rows.append(
        [
            button(t.plain("friends-button"), "friends"),
            button(t.plain("balance-button"), "balance"),
        ]
    )
    rows.append(
        [button(t.plain("top-button"), "top"), button(t.plain("settings-button"), "settings")]
    )
    return InlineKeyboardMarkup(inline_keyboard=rows)


def share_rows(
    t: Translate, campaign: RunningCampaign, invite: Invite, bot_username: str
) -> list[Row]:
    """Share, copy and QR: what one does with a link."""
    link = invites.link(bot_username, invites.shown_code(invite))
    text = t.plain("invites-share-text", title=campaigns.title(campaign.document, t.language))
    share = "https://t.me/share/url?" + urlencode({"url": link, "text": text})
    return [
        [InlineKeyboardButton(text=t.plain("invites-share-button"), url=share)],
        [
            InlineKeyboardButton(
                text=t.plain("invites-copy-button"), copy_text=CopyTextButton(text=link)
            ),
            button(t.plain("qr-button"), f"qr:{campaign.id}"),
        ],
    ]


def chat_url(chat: str) -> str:
    return f"https://t.me/{chat.removeprefix('@')}"
