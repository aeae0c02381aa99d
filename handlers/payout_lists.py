"""What became of a participant's payouts, and which ones wait for the admins?"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot import keyboards
from bot.clock import Clock
from bot.db import Database
from bot.i18n import Points, Translate
from bot.services import names, payout_cards, payouts
from bot.services.payouts import PAGE_SIZE, Line, Page
from handlers.payout_cards import RepostPayout
from handlers.screens import Row, button, show
from models import Participant, PayoutState

router = Router(name=__name__)
admin_router = Router(name=f"{__name__}.admin")


class ShowMine(CallbackData, prefix="payout-list"):
    page: int


class ShowOpen(CallbackData, prefix="payouts"):
    page: int


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
        page = await payouts.of_participant(session, participant.id, page=callback_data.page)
    parts = [t("payout-list-title"), *(_my_line(t, line) for line in page.lines)]
    if not page.lines:
        parts = [t("payout-list-empty")]
    await show(query, "\n\n".join([*parts, *_page_number(t, page)]), _turning(t, page, ShowMine))


@admin_router.message(Command("payouts"))
async def show_open(message: Message, db: Database, t: Translate) -> None:
    await _show_open(message, db, t, 0)


@admin_router.callback_query(ShowOpen.filter())
async def turn_open(
    query: CallbackQuery, callback_data: ShowOpen, db: Database, t: Translate
) -> None:
    await _show_open(query, db, t, callback_data.page)


async def _show_open(
    event: Message | CallbackQuery, db: Database, t: Translate, number: int
) -> None:
    async with db.read() as session:
        page = await payouts.open_ones(session, page=number)
    parts = [
        t("payout-open-title", count=page.total),
        *(_open_line(t, each) for each in page.lines),
    ]
    if not page.lines:
        parts = [t("payout-open-empty")]
    rows = [[_repost_button(t, line)] for line in page.lines]
    text = "\n\n".join([*parts, *_page_number(t, page)])
    await show(event, text, [*rows, *_turning(t, page, ShowOpen)])


@admin_router.callback_query(RepostPayout.filter())
async def repost(
    query: CallbackQuery, callback_data: RepostPayout, db: Database, t: Translate, clock: Clock
) -> None:
    assert query.message is not None
    chat_id = query.message.chat.id
    async with db.transaction() as session:
        card = await payout_cards.card(
            session, callback_data.payout_id, chat_id=chat_id, now=clock()
        )
    await query.answer()
    await query.message.answer(
        t(card.text_key, **card.text_args), reply_markup=keyboards.render(t, card.keyboard)
    )


def _my_line(t: Translate, line: Line) -> str:
    payout = line.payout
    text = t(
        "payout-list-line",
        number=str(payout.id),
        amount=Points(payout.amount_minor, line.unit),
        destination=payout_cards.masked(payout),
        state=payout.state,
        at=payout.requested_at,
    )
    if payout.state != PayoutState.REJECTED:
        return text
    return f"{text}\n{t('payout-list-reason', reason=payout.reason or '')}"


def _open_line(t: Translate, line: Line) -> str:
    return t(
        "payout-open-line",
        number=str(line.payout.id),
        amount=Points(line.payout.amount_minor, line.unit),
        name=names.of(t, line.participant.name, line.participant.id),
        state=line.payout.state,
        at=line.payout.requested_at,
    )


def _repost_button(t: Translate, line: Line) -> InlineKeyboardButton:
    text = t.plain(
        "payout-open-button",
        number=str(line.payout.id),
        amount=Points(line.payout.amount_minor, line.unit),
    )
    return button(text, RepostPayout(payout_id=line.payout.id).pack())


def _page_number(t: Translate, page: Page) -> list[str]:
    pages = -(-page.total // PAGE_SIZE)
    return [t("payout-page", page=page.number + 1, pages=pages)] if pages > 1 else []


def _turning(t: Translate, page: Page, to: type[ShowMine] | type[ShowOpen]) -> list[Row]:
    row = []
    if page.number > 0:
        row.append(button(t.plain("payout-newer-button"), to(page=page.number - 1).pack()))
    if page.has_next:
        row.append(button(t.plain("payout-older-button"), to(page=page.number + 1).pack()))
    return [row] if row else []
