"""How many points does a participant have: available, held, requested?"""

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import balances, campaigns, expiries
from bot.services.balances import Line, Page
from handlers.history import ShowHistory
from handlers.my_rewards import ShowRewards
from handlers.payouts import OpenPayout
from handlers.screens import Row, ShowBalance, button, home_button, show
from models import Participant

router = Router(name=__name__)


@router.message(Command("balance"))
async def tell(
    message: Message, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    await _show(message, db, t, clock, participant, number=0)


@router.callback_query(ShowBalance.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: ShowBalance,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    await _show(query, db, t, clock, participant, number=callback_data.page)


async def _show(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    *,
    number: int,
) -> None:
    now = clock()
    async with db.read() as session:
        page = await balances.page(session, participant.id, number=number, now=now)
    await show(event, _text(t, page, now=now), _rows(t, page))


def _text(t: Translate, page: Page, *, now: datetime) -> str:
    parts = [t("balance-title")]
    parts.extend(_block(t, line, named=page.total > 1, now=now) for line in page.lines)
    if not page.total:
        parts.append(t("balance-empty"))
    if page.count > 1:
        parts.append(t("balance-page", page=page.number + 1, pages=page.count))
    return "\n\n".join(parts)


def _block(t: Translate, line: Line, *, named: bool, now: datetime) -> str:
    balance = line.balance
    title = campaigns.title(line.campaign.document, t.language)
    lines = [t("balance-campaign", title=title)] if named else []
    lines.append(t("balance-available", amount=line.points(balance.available)))
    if line.expires is not None:
        amount_minor, day = line.expires
        at = expiries.last_day(day, line.campaign.document.zone)
        lines.append(t("balance-expires", amount=line.points(amount_minor), at=at))
    held = line.points(balance.held)
    if line.next_credit_at is None:
        lines.append(t("balance-held", amount=held))
    elif line.next_credit_at <= now:
        lines.append(t("balance-held-due", amount=held))
    else:
        lines.append(t("balance-held-until", amount=held, at=line.next_credit_at))
    lines.append(t("balance-requested", amount=line.points(balance.requested)))
    if line.debt_minor:
        lines.append(t("balance-debt", amount=line.points(line.debt_minor)))
    return "\n".join(lines)


def _rows(t: Translate, page: Page) -> list[Row]:
    turning: Row = []
    if page.number > 0:
        turning.append(_turn(t, "balance-previous-button", page.number - 1))
    if page.number + 1 < page.count:
        turning.append(_turn(t, "balance-next-button", page.number + 1))
    row = [button(t.plain("history-button"), ShowHistory().pack())]
    if any(line.can_be_paid_out for line in page.lines):
        row.append(button(t.plain("payout-button"), OpenPayout().pack()))
    below = [button(t.plain("offers-button"), ShowRewards().pack()), home_button(t)]
    return [*([turning] if turning else []), row, below]


def _turn(t: Translate, text_key: str, number: int) -> InlineKeyboardButton:
    return button(t.plain(text_key), ShowBalance(page=number).pack())
