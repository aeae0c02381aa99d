"""Which movements made a participant's balance what it is?"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.db import Database
from bot.i18n import Translate
from bot.services import adjustments, campaigns, histories, names
from bot.services.histories import NEWEST, Line, Page
from handlers.screens import Row, ShowBalance, button, home_button, show
from models import Participant

router = Router(name=__name__)

ABOUT_FRIENDS = {"reward", "credit", "void", "reversal"}
ABOUT_EXPIRIES = {"expiry", "expiry-returned", "expiry-again"}
ABOUT_OFFERS = {"redemption", "redemption-cancelled"}
ABOUT_PAYOUTS = {"payout-requested", "payout-rejected", "payout-withdrawn", "payout-paid"}


class ShowHistory(CallbackData, prefix="history"):
    """/history as a button."""

    before_id: int = NEWEST


@router.message(Command("history"))
async def tell(message: Message, db: Database, t: Translate, participant: Participant) -> None:
    await _show(message, db, t, participant, NEWEST)


@router.callback_query(ShowHistory.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: ShowHistory,
    db: Database,
    t: Translate,
    participant: Participant,
) -> None:
    await _show(query, db, t, participant, callback_data.before_id)


async def _show(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    participant: Participant,
    before_id: int,
) -> None:
    async with db.read() as session:
        page = await histories.page(session, participant.id, before_id=before_id)
    await show(event, _text(t, page), _rows(t, page))


def _text(t: Translate, page: Page) -> str:
    if not page.lines:
        return t("history-empty")
    blocks = [_block(t, line, named=page.has_several_campaigns) for line in page.lines]
    return "\n\n".join([t("history-title"), *blocks])


def _block(t: Translate, line: Line, *, named: bool) -> str:
    text = t("history-line", at=line.movement.at, amount=line.amount, what=what(t, line))
    if not named:
        return text
    title = campaigns.title(line.campaign.document, t.language)
    return f"{text}\n{t('history-campaign', title=title)}"


def what(t: Translate, line: Line) -> str:
    """What a movement was for, as plain text."""
    kind = line.movement.kind
    if kind in ABOUT_FRIENDS and line.is_own_coming:
        return t.plain(f"history-own-{kind}")
    if kind in ABOUT_FRIENDS and line.friend_id is not None:
        name = names.of(t, line.friend_name, line.friend_id)
        return t.plain(f"history-friend-{kind}", name=name)
    if kind in ABOUT_PAYOUTS and line.payout_id is not None:
        number, reason = str(line.payout_id), line.movement.reason or ""
        return t.plain(f"history-{kind}", number=number, reason=reason)
    if kind in ABOUT_OFFERS and line.offer_title is not None:
        reason = line.movement.reason or ""
        return t.plain(f"history-{kind}", title=line.offer_title, reason=reason)
    if kind in ABOUT_EXPIRIES:
        return t.plain(f"history-{kind}")
    if kind == adjustments.KIND:
        direction = "debit" if line.amount.amount_minor < 0 else "credit"
        reason = line.movement.reason or ""
        return t.plain("history-adjustment", direction=direction, reason=reason)
    return t.plain("history-other")


def _rows(t: Translate, page: Page) -> list[Row]:
    turning: Row = []
    if page.newer_before_id is not None:
        turning.append(
            button(
                t.plain("history-newer-button"), ShowHistory(before_id=page.newer_before_id).pack()
            )
        )
    if page.older_before_id is not None:
        turning.append(
            button(
                t.plain("history-older-button"), ShowHistory(before_id=page.older_before_id).pack()
            )
        )
    row = [button(t.plain("balance-button"), ShowBalance().pack()), home_button(t)]
    return [*([turning] if turning else []), row]
