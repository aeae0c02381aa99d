"""What do the home screen and the invitation look like? More than one feature shows them."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, urlencode

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from bot.config import Settings
from bot.i18n import Translate
from bot.services import campaigns, invites, plans, shares, wording, wording_prizes
from bot.services.budgets import Level
from bot.services.campaigns import RunningCampaign
from bot.services.home import Home
from bot.services.invites import Links
from bot.services.shares import Count
from handlers import step_screens
from handlers.filters import can_edit
from models import Invite

RULES_SHOWN = 4
CONTESTS_SHOWN = 2
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


class ShowContest(CallbackData, prefix="contest"):
    """One contest with its table."""

    contest_id: int
    page: int = 0
    """Of the admins' table."""


class ShowBalance(CallbackData, prefix="balance"):
    """/balance as a button."""

    page: int = 0


class ShowInvite(CallbackData, prefix="invite"):
    """/invite in one campaign as a button."""

    campaign_id: int


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


async def links(bot: Bot, settings: Settings) -> Links:
    """Where the codes of invites lead."""
    return Links((await bot.me()).username or "", settings.web.public_url)


def home_text(t: Translate, home: Home, where: Links) -> str:
    """The home screen in Telegram's HTML."""
    parts = [step_screens.text(t, home)]
    if home.campaign is None or home.invite is None:
        parts.append(t("start-no-campaign"))
        return "\n\n".join(part for part in parts if part)
    document = home.campaign.document
    parts.append(t("start-campaign", title=campaigns.title(document, t.language)))
    if home.needs_choice:
        parts.append(t("invites-choose-first"))
    else:
        parts.append(t("start-link", link=where.of(invites.shown_code(home.invite))))
    rewards = wording.rewards_in_words(
        t,
        document,
        participant_id=home.invite.participant_id,
        plan=home.plan.plan if home.plan else None,
        in_brief=True,
    )
    contests = [
        wording_prizes.contest_in_brief(t, document, one.section, one.contest.ends_at)
        for one in home.contests
    ]
    said = [*rewards[:RULES_SHOWN], *contests[:CONTESTS_SHOWN]]
    parts.append("\n".join(t("start-rule", rule=rule) for rule in said))
    if home.plan is not None:
        parts.append(plans.mine(t, document, home.plan))
    if home.budget != Level.ENOUGH:
        parts.append(t(f"budgets-told-{home.budget}"))
    parts.append(t("start-more"))
    return "\n\n".join(part for part in parts if part)


def home_keyboard(t: Translate, home: Home, where: Links) -> InlineKeyboardMarkup:
    rows: list[Row] = step_screens.rows(t, home)
    if home.campaign is not None and home.invite is not None:
        rows.extend(home_share_rows(t, home, where))
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


def home_share_rows(t: Translate, home: Home, where: Links) -> list[Row]:
    """Share, copy and QR of the home screen's invite; whoever has to choose first is asked."""
    if home.campaign is None or home.invite is None:
        return []
    label = "invites-choose-button" if home.needs_choice else "invites-more-button"
    more = button(t.plain(label), ShowInvite(campaign_id=home.campaign.id).pack())
    if home.needs_choice:
        return [[more]]
    return [*share_rows(t, home.campaign, home.invite, where), [more]]


def share_rows(
    t: Translate,
    campaign: RunningCampaign,
    invite: Invite,
    where: Links,
    *,
    qr: bool = True,
) -> list[Row]:
    """Share, copy and QR: what one does with a link; under a QR code without another one."""
    link = where.of(invites.shown_code(invite))
    text = shares.words(t, campaign.document, invite.participant_id)
    picture = button(t.plain("qr-button"), ShowQr(campaign_id=campaign.id).pack())
    copy = copy_button(t, link)
    return [
        [InlineKeyboardButton(text=t.plain("invites-share-button"), url=telegram_url(link, text))],
        [copy, picture] if qr else [copy],
    ]


def copy_button(t: Translate, link: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=t.plain("invites-copy-button"), copy_text=CopyTextButton(text=link)
    )


def telegram_url(link: str, text: str) -> str:
    """Where Telegram asks to whom a link shall go (core.telegram.org/widgets/share)."""
    return "https://t.me/share/url?" + urlencode({"url": link, "text": text}, quote_via=quote)


def place_name(t: Translate, label: str) -> str:
    """Where an invite is shared, in words."""
    return t.plain(f"invites-label-{label}") if label in invites.OUR_LABELS else label


def places_lines(t: Translate, places: Sequence[Count], *, most: int) -> list[str]:
    """By place: how many opened the link, came and count; without places where nothing was."""
    live = [each for each in places if each.clicks or each.came]
    if not live:
        return []
    # Those who came past the page, by the code or in Telegram, are in `came` alone.
    lines = [t("invites-places-title")]
    lines.extend(
        t(
            "invites-places-line",
            label=place_name(t, each.label),
            clicks=str(each.clicks),
            came=str(each.came),
            qualified=str(each.qualified),
        )
        for each in live[:most]
    )
    if len(live) > most:
        lines.append(t("invites-places-more", count=len(live) - most))
    return lines
