"""How are contests shown, to participants and to admins?"""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import contest_boards, contest_posts, contest_words, contests
from bot.services.contest_boards import Table
from bot.services.contests import Known
from bot.services.roles import Right
from bot.uploads import Uploads
from handlers import contest_texts, periods
from handlers.filters import can_edit
from handlers.screens import Row, ShowContest, ShowTop, button, home_button, show
from models import ContestState, Participant

router = Router(name=__name__)
admin_router = Router(name=f"{__name__}.admin")

FILE_NAME = "contest.png"
PAGES_MAX = 50
COMING_SHOWN = 10


class ShowContests(CallbackData, prefix="contests"):
    """All contests."""


class ShowContestRules(CallbackData, prefix="contest-rules"):
    contest_id: int


class DrawContest(CallbackData, prefix="contest-draw"):
    """The table as a picture."""

    contest_id: int


class ShowProof(CallbackData, prefix="draw-proof"):
    """/verify of one draw."""

    contest_id: int


class AskDisqualify(CallbackData, prefix="contest-out"):
    contest_id: int


# Participants


@router.message(Command("contest"))
async def show_to_participant(
    message: Message, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    await _show_first(message, db, t, clock, participant, frozenset())


@router.callback_query(ShowContests.filter())
async def list_to_participant(
    query: CallbackQuery, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    await _list(query, db, t, clock, participant)


@router.callback_query(ShowContest.filter())
async def open_for_participant(
    query: CallbackQuery,
    callback_data: ShowContest,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    await _show(query, callback_data, db, t, clock, participant, frozenset())


@router.callback_query(ShowContestRules.filter())
async def show_rules(
    query: CallbackQuery, callback_data: ShowContestRules, db: Database, t: Translate
) -> None:
    await _show_rules(query, callback_data, db, t)


@router.callback_query(DrawContest.filter())
async def draw_for_participant(
    query: CallbackQuery,
    callback_data: DrawContest,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    uploads: Uploads,
) -> None:
    await _draw(query, callback_data, bot, db, t, clock, uploads)


# Admins


@admin_router.message(Command("contest"))
async def show_to_admins(
    message: Message, db: Database, t: Translate, clock: Clock, rights: frozenset[Right]
) -> None:
    await _show_first(message, db, t, clock, None, rights)


@admin_router.callback_query(ShowContests.filter())
async def list_to_admins(query: CallbackQuery, db: Database, t: Translate, clock: Clock) -> None:
    await _list(query, db, t, clock, None)


@admin_router.callback_query(ShowContest.filter())
async def open_for_admins(
    query: CallbackQuery,
    callback_data: ShowContest,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    await _show(query, callback_data, db, t, clock, None, rights)


@admin_router.callback_query(ShowContestRules.filter())
async def show_rules_to_admins(
    query: CallbackQuery, callback_data: ShowContestRules, db: Database, t: Translate
) -> None:
    await _show_rules(query, callback_data, db, t)


@admin_router.callback_query(DrawContest.filter())
async def draw_for_admins(
    query: CallbackQuery,
    callback_data: DrawContest,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    uploads: Uploads,
) -> None:
    await _draw(query, callback_data, bot, db, t, clock, uploads)


# Both


async def _show_first(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant | None,
    rights: frozenset[Right],
) -> None:
    """The contest that runs, or the only one that was; else all of them."""
    async with db.read() as session:
        found = await contests.running(session)
        if not found and not await contests.planned(session, now=clock()):
            found = await contests.past(session)
    if len(found) == 1:
        chosen = ShowContest(contest_id=found[0].contest.id)
        await _show(event, chosen, db, t, clock, participant, rights)
        return
    await _list(event, db, t, clock, participant)


async def _list(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant | None,
) -> None:
    now = clock()
    async with db.read() as session:
        running = await contests.running(session)
        coming = await contests.planned(session, now=now)
        past = await contests.past(session)
    home = [[home_button(t)]] if participant else []
    if not running and not coming and not past:
        empty = "contests-none" if participant else "contests-none-for-admins"
        await show(event, t(empty), home)
        return
    rows = [[_entry(t, known)] for known in (*running, *past)]
    text = contest_texts.list_text(t, coming[:COMING_SHOWN])
    await show(event, text, [*rows, *home])


def _entry(t: Translate, known: Known) -> InlineKeyboardButton:
    zone = known.campaign.document.zone
    text = t.plain(
        "contests-entry",
        state=known.contest.state,
        title=contest_words.title(t, known),
        day=periods.day(t, known.contest.ends_at.astimezone(zone).date()),
    )
    return button(text, ShowContest(contest_id=known.contest.id).pack())


async def _show(
    event: Message | CallbackQuery,
    chosen: ShowContest,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant | None,
    rights: frozenset[Right],
) -> None:
    page = min(max(chosen.page, 0), PAGES_MAX) if participant is None else 0
    size = contest_boards.SIZE if participant else contest_boards.ADMIN_SIZE
    async with db.read() as session:
        table = await contest_boards.look(
            session,
            chosen.contest_id,
            participant_id=participant.id if participant else None,
            size=size,
            offset=page * size,
        )
    text = contest_texts.table_text(t, table, participant, clock())
    rows = _rows(t, table, participant, rights, page=page, has_more=table.total > (page + 1) * size)
    await show(event, text, rows)


def _rows(
    t: Translate,
    table: Table,
    participant: Participant | None,
    rights: frozenset[Right],
    *,
    page: int,
    has_more: bool,
) -> list[Row]:
    contest, is_draw = table.known.contest, table.known.is_draw
    is_closed = contest.state == ContestState.CLOSED
    rules = ShowContestRules(contest_id=contest.id).pack()
    rows: list[Row] = [[button(t.plain("contests-rules-button"), rules)]]
    if table.best:
        picture = DrawContest(contest_id=contest.id).pack()
        rows[0].append(button(t.plain("contests-picture-button"), picture))
    if participant is None and has_more and not is_draw:
        further = ShowContest(contest_id=contest.id, page=page + 1).pack()
        rows.append([button(t.plain("contests-more-button"), further)])
    if participant is not None and is_draw and is_closed:
        proof = ShowProof(contest_id=contest.id).pack()
        rows.append([button(t.plain("contests-verify-button"), proof)])
    if Right.CARE in rights and not is_closed and table.total:
        out = AskDisqualify(contest_id=contest.id).pack()
        rows.append([button(t.plain("contests-disqualify-button"), out)])
    last = [button(t.plain("contests-all-button"), ShowContests().pack())]
    if not is_closed:
        again = ShowContest(contest_id=contest.id).pack()
        last.insert(0, button(t.plain("contests-refresh-button"), again))
    rows.append(last)
    if participant is not None:
        top = button(t.plain("contests-top-button"), ShowTop().pack())
        rows.append([top, home_button(t)])
    return rows


async def _show_rules(
    query: CallbackQuery, chosen: ShowContestRules, db: Database, t: Translate
) -> None:
    async with db.read() as session:
        known = await contests.find(session, chosen.contest_id)
    back = ShowContest(contest_id=known.contest.id).pack()
    await show(
        query,
        contest_texts.rules_text(t, known),
        [[button(t.plain("contests-back-button"), back)]],
    )


async def _draw(
    query: CallbackQuery,
    chosen: DrawContest,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    uploads: Uploads,
) -> None:
    message = can_edit(query)
    if message is None:
        await query.answer(t.plain("errors-button-expired"), show_alert=True)
        return
    async with db.read() as session:
        table = await contest_boards.look(session, chosen.contest_id)
    known = table.known
    if not table.best:
        await query.answer(t.plain("contests-nothing-to-draw"), show_alert=True)
        return
    today = periods.day(t, clock().astimezone(known.campaign.document.zone).date())
    address = f"t.me/{(await bot.me()).username or ''}"
    back = ShowContest(contest_id=known.contest.id).pack()
    await uploads.answer(
        message,
        contest_posts.card(t, known, table.best, address, today),
        caption=t("contests-caption", title=contest_words.title(t, known)),
        keyboard=InlineKeyboardMarkup(
            inline_keyboard=[[button(t.plain("contests-text-button"), back)]]
        ),
        file_name=FILE_NAME,
    )
    # Last, so that a refusal can still be an alert; until then the button shows that it works.
    await query.answer()
