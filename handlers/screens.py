"""What do the home screen and the invitation look like? More than one feature shows them."""

from functools import lru_cache
from urllib.parse import urlencode

from aiogram.exceptions import TelegramBadRequest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from bot.i18n import Translate
from bot.services import campaigns, invites, referrals, wording
from bot.services.campaigns import RunningCampaign
from bot.services.home import Home
from handlers.filters import can_edit
from models import Invite

RULES_SHOWN = 4
BUTTONS_KEPT = 1_024
"""Most buttons are the same for everybody; aiogram's objects cannot be changed."""

Row = list[InlineKeyboardButton]


class ShowHome(CallbackData, prefix="home"):
    """Back to the home screen."""


class ShowFriends(CallbackData, prefix="friends"):
    """/friends as a button."""

    page: int = 1


class ShowWhy(CallbackData, prefix="why"):
    """/why as a button."""

    page: int = 1


class ShowTop(CallbackData, prefix="top"):
    """/top of the current campaign as a button."""


class ShowBalance(CallbackData, prefix="balance"):
    """/balance as a button."""

    page: int = 0


class ShowQr(CallbackData, prefix="qr"):
    """/qr as a button."""

    campaign_id: int


@lru_cache(BUTTONS_KEPT)
def button(text: str, callback: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=callback)


def home_button(t: Translate) -> InlineKeyboardButton:
    return button(t.plain("start-home-button"), ShowHome().pack())


async def show(event: Message | CallbackQuery, text: str, rows: list[Row]) -> None:
    """Answer a message, or turn the screen under a button into the next one."""
    keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
    if isinstance(event, Message):
        await event.answer(text, reply_markup=keyboard)
        return
    await turn(event, text, keyboard)


async def turn(query: CallbackQuery, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
    """Turn the screen under a button into the next one."""
    await query.answer()
    message = can_edit(query)
    if message is None or message.text is None:
        # Too old to be touched, or a picture, which cannot become a text.
        if query.message is not None:
            await query.message.answer(text, reply_markup=keyboard)
        return
    try:
        await message.edit_text(text, reply_markup=keyboard)
    except TelegramBadRequest as error:
        # The same button twice: the screen is what it should be.
        if "message is not modified" not in error.message:
            raise


async def show_below(query: CallbackQuery, text: str, rows: list[Row]) -> None:
    """Answer a button with a message of its own: the screen above it is still needed."""
    await query.answer()
    if query.message is not None:
        await query.message.answer(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))


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
            button(t.plain("friends-button"), ShowFriends().pack()),
            button(t.plain("balance-button"), ShowBalance().pack()),
        ]
    )
    rows.append(
        [
            button(t.plain("top-button"), ShowTop().pack()),
            button(t.plain("settings-button"), "settings"),
        ]
    )
    return InlineKeyboardMarkup(inline_keyboard=rows)


def share_rows(
    t: Translate,
    campaign: RunningCampaign,
    invite: Invite,
    bot_username: str,
    *,
    qr: bool = True,
) -> list[Row]:
    """Share, copy and QR: what one does with a link; under a QR code without another one."""
    link = invites.link(bot_username, invites.shown_code(invite))
    text = t.plain("invites-share-text", title=campaigns.title(campaign.document, t.language))
    share = "https://t.me/share/url?" + urlencode({"url": link, "text": text})
    copy = InlineKeyboardButton(
        text=t.plain("invites-copy-button"), copy_text=CopyTextButton(text=link)
    )
    picture = button(t.plain("qr-button"), ShowQr(campaign_id=campaign.id).pack())
    return [
        [InlineKeyboardButton(text=t.plain("invites-share-button"), url=share)],
        [copy, picture] if qr else [copy],
    ]


def chat_url(chat: str) -> str:
    return f"https://t.me/{chat.removeprefix('@')}"
