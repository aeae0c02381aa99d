"""How does a participant see the friends who came?"""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Points, Translate
from bot.services import campaigns, friends, home, names, wording
from bot.services.friends import Friend, Page
from bot.services.home import Home
from handlers.screens import Row, ShowFriends, ShowWhy, button, home_button, share_rows, show
from models import Participant, ReferralState

router = Router(name=__name__)


@router.message(Command("friends"))
async def show_newest(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    await _show(message, 1, bot, db, t, clock, participant)


@router.callback_query(ShowFriends.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: ShowFriends,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    await _show(query, callback_data.page, bot, db, t, clock, participant)


async def _show(
    event: Message | CallbackQuery,
    number: int,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    async with db.read() as session:
        page = await friends.look(session, participant.id, page=number)
        mine = await home.look(session, participant, now=clock())
    text = _text(t, page) if page.total else t("friends-none")
    await show(event, text, _rows(t, page, mine, (await bot.me()).username or ""))


def _text(t: Translate, page: Page) -> str:
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
    parts = ["\n".join(header), *(_line(t, friend) for friend in page.friends)]
    if page.pages > 1:
        parts.append(t("friends-page", page=page.number, pages=page.pages))
    return "\n\n".join(parts)


def _line(t: Translate, friend: Friend) -> str:
    progress = friend.progress
    name = names.of(t, friend.name, friend.friend_id)
    amount = Points(friend.amount_minor, friend.unit, signed=True)
    match progress:
        case friends.Progress.STEPS:
            chats = wording.chats_in_words(t, friend.chats)
            line = t("friends-line-steps", name=name, chats=chats)
            return line + "\n" + t("friends-offer", amount=amount) if amount.amount_minor else line
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


def _rows(t: Translate, page: Page, mine: Home, bot_username: str) -> list[Row]:
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
    if mine.campaign is not None and mine.invite is not None and not page.total:
        rows.extend(share_rows(t, mine.campaign, mine.invite, bot_username))
    rows.append([button(t.plain("why-button"), ShowWhy().pack()), home_button(t)])
    return rows
