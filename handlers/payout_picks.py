"""How do the admins decide on several payouts at once?"""

from collections.abc import Sequence
from typing import assert_never

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.i18n import Points, Translate
from bot.services import (
    confirmations,
    names,
    payout_batches,
    payout_lists,
    payout_rounds,
)
from bot.services.payout_batches import BATCH_MAX
from bot.services.payout_lists import PICK_PAGE_SIZE, Filter, Line, Page
from bot.services.payout_rounds import Deed, Round
from handlers import presses
from handlers.payout_lists import page_number
from handlers.payout_queue import PickPayouts, Tick, filter_of, picks_at, queue_at
from handlers.screens import Row, button, show
from models import PayoutState

router = Router(name=__name__)

ACTION = "payout-round"
LISTED_MAX = 12
"""Lines of a screen about many; the rest is counted."""


class ConfirmPicked(CallbackData, prefix="payout-picked"):
    """The boxes are ticked: show what would be done to all of them."""

    state: PayoutState


class DecidePicked(CallbackData, prefix=ACTION):
    token: str


@router.callback_query(PickPayouts.filter())
async def pick(
    query: CallbackQuery,
    callback_data: PickPayouts,
    db: Database,
    t: Translate,
    state: FSMContext,
) -> None:
    """Each admin has ticks of their own, on the message that they ticked last."""
    assert query.message is not None
    wanted = filter_of(callback_data)
    if wanted.state not in payout_rounds.DEEDS:
        raise confirmations.ButtonExpired
    async with db.read() as session:
        page = await payout_lists.queue(
            session, wanted, page=callback_data.page, size=PICK_PAGE_SIZE
        )
    ticked = _ticked(await _picked(state, query), callback_data.tick, page)
    await state.update_data(picked_in=query.message.message_id, picked=sorted(ticked))
    text = [t("payout-pick-title", state=wanted.state, count=len(ticked)), *page_number(t, page)]
    await show(query, "\n\n".join(text), _boxes(t, page, wanted, ticked))


async def _picked(state: FSMContext, query: CallbackQuery) -> set[int]:
    draft = await state.get_data()
    assert query.message is not None
    if draft.get("picked_in") != query.message.message_id:
        return set()
    return set(draft.get("picked", []))


def _ticked(before: set[int], tick: int, page: Page) -> set[int]:
    here = {line.payout.id for line in page.lines}
    match tick:
        case Tick.SHOW:
            after = before
        case Tick.ALL:
            after = before | here
        case Tick.NONE:
            after = before - here
        case _:
            after = before ^ {tick}
    return set(sorted(after)[:BATCH_MAX])


def _boxes(t: Translate, page: Page, wanted: Filter, ticked: set[int]) -> list[Row]:
    rows: list[Row] = []
    for line in page.lines:
        number = line.payout.id
        text = t.plain(
            "payout-pick-box",
            box="☑" if number in ticked else "☐",
            number=str(number),
            amount=Points(line.payout.net_minor, line.unit),
            name=names.of(t, line.participant.name, line.participant.id),
        )
        rows.append([button(text, picks_at(wanted, page.number, number))])
    turning: Row = []
    if page.number > 0:
        turning.append(button(t.plain("payout-newer-button"), picks_at(wanted, page.number - 1)))
    if page.has_next:
        turning.append(button(t.plain("payout-older-button"), picks_at(wanted, page.number + 1)))
    if turning:
        rows.append(turning)
    is_full = bool(page.lines) and all(line.payout.id in ticked for line in page.lines)
    key, tick = ("payout-pick-none", Tick.NONE) if is_full else ("payout-pick-all", Tick.ALL)
    rows.append([button(t.plain(key), picks_at(wanted, page.number, tick))])
    if ticked:
        go = ConfirmPicked(state=wanted.state).pack()
        text = t.plain(f"payout-pick-{payout_rounds.DEEDS[wanted.state]}", count=len(ticked))
        rows.append([button(text, go)])
    rows.append([button(t.plain("payout-queue-button"), queue_at(wanted))])
    return rows


@router.callback_query(ConfirmPicked.filter())
async def confirm(
    query: CallbackQuery,
    callback_data: ConfirmPicked,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    deed = payout_rounds.DEEDS.get(callback_data.state)
    picked = await _picked(state, query)
    now = clock()
    if deed is None or not picked:
        raise confirmations.ButtonExpired
    async with db.transaction() as session:
        lines = await payout_lists.lines(session, sorted(picked))
        token = await presses.issue(
            session,
            presses.place_of(query),
            action=ACTION,
            subject={"deed": deed, "ids": [line.payout.id for line in lines]},
            now=now,
        )
    rows: list[Row] = [
        [
            button(
                t.plain(f"payout-pick-{deed}", count=len(lines)),
                DecidePicked(token=token).pack(),
            )
        ],
        [button(t.plain("payout-queue-button"), queue_at(Filter(callback_data.state)))],
    ]
    await show(query, _preview(t, deed, lines), rows)


def _preview(t: Translate, deed: Deed, lines: list[Line]) -> str:
    parts = [t(f"payout-round-{deed}", count=len(lines)), *sums(t, lines)]
    listed = [_short(t, line.payout.id, Points(line.payout.net_minor, line.unit)) for line in lines]
    return "\n".join([*parts, "", *cut(t, listed)])


@router.callback_query(DecidePicked.filter())
async def decide(
    query: CallbackQuery,
    callback_data: DecidePicked,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    place, now = presses.place_of(query), clock()
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=ACTION, now=now
        )
        deed = Deed(subject["deed"])
        outcome = await payout_rounds.decide(
            session, deed, subject["ids"], by=place.telegram_id, now=now
        )
        lines = await payout_lists.lines(session, [payout.id for payout in outcome.done])
    await state.update_data(picked=[])
    await show(query, _told(t, deed, outcome, lines), [[_back(t, deed)]])


def _told(t: Translate, deed: Deed, outcome: Round, lines: list[Line]) -> str:
    parts = [t(f"payout-rounded-{deed}", count=len(outcome.done)), *sums(t, lines)]
    if outcome.half:
        parts.append(
            t(
                "payout-rounded-half",
                count=len(outcome.half),
                numbers=numbers(t, [payout.id for payout in outcome.half]),
            )
        )
    return "\n".join([*parts, *missed(t, outcome.missed)])


def _back(t: Translate, deed: Deed) -> InlineKeyboardButton:
    match deed:
        case Deed.APPROVE:
            state = PayoutState.REQUESTED
        case Deed.PAY:
            state = PayoutState.APPROVED
        case _:
            assert_never(deed)
    return button(t.plain("payout-queue-button"), queue_at(Filter(state)))


def _short(t: Translate, number: int, amount: Points) -> str:
    return t("payout-round-line", number=str(number), amount=amount)


def sums(t: Translate, lines: Sequence[Line]) -> list[str]:
    """What arrives in all, a line for each unit."""
    return [t("payout-round-total", amount=total) for total in payout_batches.totals(lines)]


def missed(t: Translate, refusals: Sequence[tuple[int, UserError]]) -> list[str]:
    """Which payouts stayed as they were, and why; no line where there are none."""
    if not refusals:
        return []
    lines = [
        t(
            "payout-rounded-miss",
            number=str(payout_id),
            what=t.plain(refusal.text_key(), **refusal.text_args),
        )
        for payout_id, refusal in refusals
    ]
    return [t("payout-rounded-missed", count=len(refusals)), *cut(t, lines)]


def numbers(t: Translate, ids: Sequence[int]) -> str:
    """The numbers of payouts on one line, the first of many."""
    shown = ", ".join(t.plain("payout-number", number=str(one)) for one in ids[:LISTED_MAX])
    return f"{shown}, …" if len(ids) > LISTED_MAX else shown


def cut(t: Translate, lines: list[str], limit: int = LISTED_MAX) -> list[str]:
    """The first lines, and how many more there are."""
    if len(lines) <= limit:
        return lines
    return [*lines[:limit], t("payout-round-more", count=len(lines) - limit)]
