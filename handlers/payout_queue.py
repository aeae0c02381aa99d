"""Which payouts wait for the admins, which are over, and how is one of them found?"""

from enum import IntEnum

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Points, Translate
from bot.services import campaigns, names, payout_cards, payout_lists, payout_rounds
from bot.services.destinations import Method
from bot.services.payout_lists import COUNT_MAX, Choices, Filter, Line, Page
from bot.services.roles import Right, who_may
from handlers import group_cards
from handlers.payout_cards import RepostPayout
from handlers.payout_lists import page_number
from handlers.screens import Row, button, show
from models import PayoutState

router = Router(name=__name__)

MARKS = {
    PayoutState.REQUESTED: "🆕",
    PayoutState.APPROVED: "✅",
    PayoutState.PAID: "💸",
    PayoutState.REJECTED: "❌",
}


class ShowQueue(CallbackData, prefix="payouts"):
    """A page of the queue, and what it is narrowed to."""

    state: PayoutState
    campaign_id: int
    method: Method | None
    page: int


class ShowFilters(CallbackData, prefix="payouts-filter"):
    state: PayoutState
    campaign_id: int
    method: Method | None


class PickPayouts(CallbackData, prefix="payout-pick"):
    """Tick boxes over a page of the queue."""

    state: PayoutState
    campaign_id: int
    method: Method | None
    page: int
    tick: int
    """A payout's number, or one of Tick."""


class Tick(IntEnum):
    """What the other buttons of such a page do."""

    SHOW = 0
    ALL = -1
    NONE = -2


class ShowBatches(CallbackData, prefix="payout-batches"):
    pass


@router.message(Command("payouts"))
async def show_queue(
    message: Message, db: Database, t: Translate, rights: frozenset[Right]
) -> None:
    if message.document is not None:
        # An answer of the bank's, from somebody who may not pay.
        who = [t.plain("roles-role", role=role) for role in who_may(Right.PAY)]
        await message.reply(t("errors-role-missing", command="/payouts", roles=", ".join(who)))
        return
    await _show(message, db, t, rights, Filter(), 0)


@router.callback_query(ShowQueue.filter())
async def turn_queue(
    query: CallbackQuery,
    callback_data: ShowQueue,
    db: Database,
    t: Translate,
    rights: frozenset[Right],
) -> None:
    await _show(query, db, t, rights, filter_of(callback_data), callback_data.page)


async def _show(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    rights: frozenset[Right],
    wanted: Filter,
    number: int,
) -> None:
    async with db.read() as session:
        page = await payout_lists.queue(session, wanted, page=number)
        counts = await payout_lists.counts(session, wanted)
        choices = await payout_lists.choices(session)
    title = t(f"payout-queue-{wanted.state}", count=shown_count(counts[wanted.state]))
    parts = [title, *_narrowed(t, wanted, choices)]
    parts.extend(_line(t, each) for each in page.lines)
    if not page.lines:
        parts.append(t("payout-queue-empty"))
    tabs = [
        button(
            f"{'• ' if state == wanted.state else ''}{MARKS[state]} {shown_count(count)}",
            queue_at(Filter(state, wanted.campaign_id, wanted.method)),
        )
        for state, count in counts.items()
    ]
    rows: list[Row] = [tabs, *([_card_button(t, line)] for line in page.lines)]
    rows.extend(_turning(t, page, wanted))
    tools = _tools(t, wanted, page, choices, may_pay=Right.PAY in rights)
    rows.extend([tool] for tool in tools)
    await show(event, "\n\n".join([*parts, *page_number(t, page)]), rows)


def _tools(
    t: Translate, wanted: Filter, page: Page, choices: Choices, *, may_pay: bool
) -> list[InlineKeyboardButton]:
    tools = []
    if may_pay and page.lines and wanted.state in payout_rounds.DEEDS:
        tools.append(button(t.plain("payout-pick-button"), picks_at(wanted, page.number)))
    if may_pay and wanted.state == PayoutState.APPROVED:
        tools.append(button(t.plain("payout-batches-button"), ShowBatches().pack()))
    if choices.are_several:
        filters = ShowFilters(
            state=wanted.state, campaign_id=wanted.campaign_id, method=wanted.method
        )
        tools.append(button(t.plain("payout-filter-button"), filters.pack()))
    return tools


@router.callback_query(ShowFilters.filter())
async def show_filters(
    query: CallbackQuery, callback_data: ShowFilters, db: Database, t: Translate
) -> None:
    wanted = filter_of(callback_data)
    async with db.read() as session:
        choices = await payout_lists.choices(session)
    rows: list[Row] = []
    if len(choices.campaigns) > 1:
        named = [(0, t.plain("payout-filter-campaigns"))]
        named += [(one.id, campaigns.title(one.document, t.language)) for one in choices.campaigns]
        for campaign_id, title in named:
            place = queue_at(Filter(wanted.state, campaign_id, wanted.method))
            rows.append([button(_chosen(title, campaign_id == wanted.campaign_id), place)])
    if len(choices.methods) > 1:
        for method in (None, *choices.methods):
            key = "payout-filter-methods" if method is None else f"payout-method-{method}"
            place = queue_at(Filter(wanted.state, wanted.campaign_id, method))
            rows.append([button(_chosen(t.plain(key), method == wanted.method), place)])
    rows.append([button(t.plain("payout-queue-button"), queue_at(wanted))])
    await show(query, t("payout-filter-title"), rows)


@router.callback_query(RepostPayout.filter())
async def repost(
    query: CallbackQuery,
    callback_data: RepostPayout,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    assert query.message is not None
    async with db.transaction() as session:
        card = await payout_cards.card(
            session,
            callback_data.payout_id,
            chat_id=query.message.chat.id,
            now=clock(),
            decides=Right.PAY in rights,
        )
    await group_cards.post(query, t, card)


def _line(t: Translate, line: Line) -> str:
    payout = line.payout
    return t(
        "payout-queue-line",
        number=str(payout.id),
        amount=Points(payout.net_minor, line.unit),
        name=names.of(t, line.participant.name, line.participant.id),
        step=payout.step,
        batch=str(payout.batch_id or 0),
        at=payout.paid_at or payout.decided_at or payout.requested_at,
    )


def _narrowed(t: Translate, wanted: Filter, choices: Choices) -> list[str]:
    """What of the queue is shown, where that is not all of it."""
    said = [
        campaigns.title(campaign.document, t.language)
        for campaign in choices.campaigns
        if campaign.id == wanted.campaign_id
    ]
    if wanted.method is not None:
        said.append(t.plain(f"payout-method-{wanted.method}"))
    return [t("payout-queue-narrowed", what=" · ".join(said))] if said else []


def _card_button(t: Translate, line: Line) -> InlineKeyboardButton:
    text = t.plain(
        "payout-open-button",
        number=str(line.payout.id),
        amount=Points(line.payout.net_minor, line.unit),
    )
    return button(text, RepostPayout(payout_id=line.payout.id).pack())


def _chosen(text: str, is_chosen: bool) -> str:
    return f"• {text}" if is_chosen else text


def shown_count(count: int) -> str:
    """Counting ends where nobody reads on."""
    return f"{COUNT_MAX - 1}+" if count >= COUNT_MAX else str(count)


def queue_at(wanted: Filter, page: int = 0) -> str:
    """What a button to this page of the queue carries."""
    return ShowQueue(
        state=wanted.state, campaign_id=wanted.campaign_id, method=wanted.method, page=page
    ).pack()


def picks_at(wanted: Filter, page: int = 0, tick: int = Tick.SHOW) -> str:
    return PickPayouts(
        state=wanted.state,
        campaign_id=wanted.campaign_id,
        method=wanted.method,
        page=page,
        tick=tick,
    ).pack()


def filter_of(place: ShowQueue | ShowFilters | PickPayouts) -> Filter:
    return Filter(place.state, place.campaign_id, place.method)


def _turning(t: Translate, page: Page, wanted: Filter) -> list[Row]:
    row = []
    if page.number > 0:
        row.append(button(t.plain("payout-newer-button"), queue_at(wanted, page.number - 1)))
    if page.has_next:
        row.append(button(t.plain("payout-older-button"), queue_at(wanted, page.number + 1)))
    return [row] if row else []
