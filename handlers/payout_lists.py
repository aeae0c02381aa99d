"""What became of a participant's payouts, and how do they take a request back?"""

from datetime import datetime

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Points, Translate
from bot.services import payout_cards, payout_lists, payouts
from bot.services.payout_lists import Line, Page
from handlers import presses
from handlers.screens import Row, button, show
from models import Participant, Payout, PayoutState

router = Router(name=__name__)

ACTION = "payout-withdraw"


class ShowMine(CallbackData, prefix="payout-list"):
    page: int


class AskToWithdraw(CallbackData, prefix="payout-back"):
    payout_id: int


class Withdraw(CallbackData, prefix=ACTION):
    token: str


def mine_button(t: Translate) -> InlineKeyboardButton:
    return button(t.plain("payout-mine-button"), ShowMine(page=0).pack())


@router.callback_query(ShowMine.filter())
async def show_mine(
    query: CallbackQuery,
    callback_data: ShowMine,
    db: Database,
    t: Translate,
    participant: Participant,
) -> None:
    async with db.read() as session:
        page = await payout_lists.of_participant(session, participant.id, page=callback_data.page)
    parts = [t("payout-list-title"), *(_line(t, line) for line in page.lines)]
    if not page.lines:
        parts = [t("payout-list-empty")]
    rows: list[Row] = [
        [
            button(
                t.plain("payout-withdraw-button", number=str(line.payout.id)),
                AskToWithdraw(payout_id=line.payout.id).pack(),
            )
        ]
        for line in page.lines
        if line.payout.state == PayoutState.REQUESTED
    ]
    text = "\n\n".join([*parts, *page_number(t, page)])
    await show(query, text, [*rows, *_turning(t, page)])


@router.callback_query(AskToWithdraw.filter())
async def ask_to_withdraw(
    query: CallbackQuery,
    callback_data: AskToWithdraw,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    now = clock()
    async with db.transaction() as session:
        payout = await payouts.check_withdrawable(
            session, callback_data.payout_id, participant=participant
        )
        unit = await payout_lists.unit(session, payout)
        subject = {"payout_id": payout.id}
        place = presses.place_of(query)
        token = await presses.issue(session, place, action=ACTION, subject=subject, now=now)
    text = t(
        "payout-withdraw-preview",
        number=str(payout.id),
        amount=Points(payout.amount_minor, unit),
        destination=payout_cards.masked(payout),
    )
    confirm = button(t.plain("payout-withdraw-confirm-button"), Withdraw(token=token).pack())
    await show(query, text, [[confirm], [mine_button(t)]])


@router.callback_query(Withdraw.filter())
async def withdraw(
    query: CallbackQuery,
    callback_data: Withdraw,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    now = clock()
    async with db.transaction() as session:
        subject = await presses.spend(
            session, presses.place_of(query), callback_data.token, action=ACTION, now=now
        )
        payout = await payouts.withdraw(
            session, int(subject["payout_id"]), participant=participant, now=now
        )
        unit = await payout_lists.unit(session, payout)
    amount = Points(payout.amount_minor, unit)
    await show(
        query, t("payout-withdrawn", number=str(payout.id), amount=amount), [[mine_button(t)]]
    )


def _line(t: Translate, line: Line) -> str:
    payout = line.payout
    text = t(
        "payout-list-line",
        number=str(payout.id),
        amount=Points(payout.amount_minor, line.unit),
        charged="yes" if payout.fee_minor else "no",
        net=Points(payout.net_minor, line.unit),
        destination=payout_cards.masked(payout),
        step=payout.step,
        asked_at=payout.requested_at,
        at=_changed_at(payout),
    )
    if payout.reference is not None:
        text = f"{text}\n{t('payout-list-reference', reference=payout.reference)}"
    if payout.state != PayoutState.REJECTED or payout.is_withdrawn:
        return text
    return f"{text}\n{t('payout-list-reason', reason=payout_cards.reason(payout))}"


def _changed_at(payout: Payout) -> datetime:
    """When it came into its state."""
    return payout.paid_at or payout.decided_at or payout.requested_at


def page_number(t: Translate, page: Page) -> list[str]:
    return [t("payout-page", page=page.number + 1, pages=page.count)] if page.count > 1 else []


def _turning(t: Translate, page: Page) -> list[Row]:
    row = []
    if page.number > 0:
        row.append(button(t.plain("payout-newer-button"), ShowMine(page=page.number - 1).pack()))
    if page.has_next:
        row.append(button(t.plain("payout-older-button"), ShowMine(page=page.number + 1).pack()))
    return [row] if row else []
