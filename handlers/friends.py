"""How does a participant see the friends who came?"""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Points, Translate
from bot.services import (
    campaigns,
    friends,
    home,
    names,
    progresses,
    step_words,
    wording,
    wording_progress,
    wording_rewards,
)
from bot.services.friends import Friend, Page
from bot.services.home import Home
from bot.services.invites import Links
from bot.services.progresses import Progress
from handlers.screens import (
    Row,
    ShowFriends,
    ShowWhy,
    button,
    home_button,
    home_share_rows,
    links,
    places_lines,
    show,
)
from models import Participant, ReferralState

router = Router(name=__name__)

PLACES_SHOWN = 4
"""A screen has the friends themselves to show; /invite shows all places."""


@router.message(Command("friends"))
async def show_newest(
    message: Message,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    await _show(message, 1, bot, db, t, clock, settings, participant)


@router.callback_query(ShowFriends.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: ShowFriends,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    await _show(query, callback_data.page, bot, db, t, clock, settings, participant)


async def _show(
    event: Message | CallbackQuery,
    number: int,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    async with db.read() as session:
        page = await friends.look(session, participant.id, page=number)
        mine = await home.look(session, participant, now=clock())
        climbed = await progresses.look(session, participant.id, now=clock())
    text = _text(t, page, climbed) if page.total else _nobody(t, page)
    await show(event, text, _rows(t, page, mine, await links(bot, settings)))


def _nobody(t: Translate, page: Page) -> str:
    clicked = places_lines(t, page.places, most=PLACES_SHOWN)
    return "\n\n".join([t("friends-none"), *(["\n".join(clicked)] if clicked else [])])


def _text(t: Translate, page: Page, climbed: list[Progress]) -> str:
    counts = t(
        "friends-counts",
        waiting=page.counts[ReferralState.PENDING],
        qualified=page.counts[ReferralState.QUALIFIED],
        lost=page.counts[ReferralState.REVOKED],
    )
    header = [t("friends-title", count=page.total), counts]
    for each in page.sums:
        unit = campaigns.unit(each.document)
        line = t(
            "friends-sum",
            earned=Points(each.earned_minor, unit),
            held=Points(each.held_minor, unit),
        )
        if len(page.sums) > 1:
            title = campaigns.title(each.document, t.language)
            line = t("friends-sum-of", title=title) + "\n" + line
        header.append(line)
    if said := wording_progress.lines(t, climbed):
        header.extend(["", *said])
    if places := places_lines(t, page.places, most=PLACES_SHOWN):
        header.append("")
        header.extend(places)
    several = len({friend.referral.campaign_id for friend in page.friends}) > 1
    parts = ["\n".join(header)]
    for friend in page.friends:
        line = _line(t, friend)
        if several:
            line += "\n" + t("why-campaign", title=campaigns.title(friend.document, t.language))
        parts.append(line)
    if page.pages > 1:
        parts.append(t("friends-page", page=page.number, pages=page.pages))
    return "\n\n".join(parts)


def _line(t: Translate, friend: Friend) -> str:
    progress = friend.progress
    name = names.of(t, friend.name, friend.friend_id)
    amount = Points(friend.amount_minor, friend.unit, signed=True)
    match progress:
        case friends.Progress.STEPS:
            line = _steps(t, friend, name)
            offered = wording_rewards.still_to_come(t, friend.document, signed=True)
            return line + "\n" + t("friends-offer", amount=offered) if offered else line
        case friends.Progress.WAITING:
            at = friend.credited_at
            assert at is not None
            return t("friends-line-waiting", name=name, amount=amount, at=at)
        case friends.Progress.CREDITED:
            return t("friends-line-credited", name=name, amount=amount)
        case friends.Progress.LOST:
            return t("friends-line-lost", name=name, reason=friend.referral.revoked_reason or "")
        case _:
            return t(f"friends-line-{progress}", name=name)


def _steps(t: Translate, friend: Friend, name: str) -> str:
    if step_words.are_chats(friend.missing):
        chats = wording.chats_in_words(t, friend.chats)
        return t("friends-line-steps", name=name, chats=chats)
    left = step_words.together(t, friend.missing, friend.document)
    return t("steps-friend-still", name=name, steps=left)


def _rows(t: Translate, page: Page, mine: Home, where: Links) -> list[Row]:
    rows: list[Row] = []
    turning = [
        button(t.plain(key), ShowFriends(page=number).pack())
        for key, number in (
            ("friends-newer-button", page.number - 1),
            ("friends-older-button", page.number + 1),
        )
        if 1 <= number <= page.pages
    ]
    if turning:
        rows.append(turning)
    if not page.total:
        rows.extend(home_share_rows(t, mine, where))
    rows.append([button(t.plain("why-button"), ShowWhy().pack()), home_button(t)])
    return rows
