"""How is the leaderboard shown, to participants and to admins?"""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Markup, Points, Translate
from bot.pictures import BoardCard, BoardRow
from bot.services import campaigns, contests, names, standings
from bot.services.standings import Leaderboard, Line, Period, View
from bot.uploads import Uploads
from handlers import periods
from handlers.filters import message_under
from handlers.screens import Row, ShowContest, ShowTop, button, home_button, show
from models import Participant, Ranking

router = Router(name=__name__)
admin_router = Router(name=f"{__name__}.admin")

MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
CHOSEN = "• "
OTHERS_MAX = 10
"""Buttons to other campaigns."""
FILE_NAME = "leaderboard.png"


class ShowBoard(CallbackData, prefix="board"):
    """One leaderboard, as text."""

    campaign_id: int
    period: Period
    ranking: Ranking
    back: int = 0
    """So many weeks or months ago."""


class DrawBoard(CallbackData, prefix="board-draw"):
    """The same as a picture."""

    campaign_id: int
    period: Period
    ranking: Ranking
    back: int = 0


def _view(chosen: ShowBoard | DrawBoard) -> View:
    back = min(max(chosen.back, 0), standings.BACK_MAX)
    return View(chosen.period, chosen.ranking, 0 if chosen.period == Period.ALL else back)


@router.message(Command("top"))
async def show_current(
    message: Message, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    await _show(message, None, View(), db, t, clock, participant)


@router.callback_query(ShowTop.filter())
async def open_current(
    query: CallbackQuery, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    await _show(query, None, View(), db, t, clock, participant)


@router.callback_query(ShowBoard.filter())
async def show_another(
    query: CallbackQuery,
    callback_data: ShowBoard,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    view = _view(callback_data)
    await _show(query, callback_data.campaign_id, view, db, t, clock, participant)


@router.callback_query(DrawBoard.filter())
async def draw(
    query: CallbackQuery,
    callback_data: DrawBoard,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    uploads: Uploads,
) -> None:
    await _draw(query, callback_data, bot, db, t, clock, uploads, participant)


@admin_router.message(Command("top"))
async def show_to_admins(message: Message, db: Database, t: Translate, clock: Clock) -> None:
    await _show(message, None, View(), db, t, clock, None)


@admin_router.callback_query(ShowBoard.filter())
async def show_another_to_admins(
    query: CallbackQuery, callback_data: ShowBoard, db: Database, t: Translate, clock: Clock
) -> None:
    await _show(query, callback_data.campaign_id, _view(callback_data), db, t, clock, None)


@admin_router.callback_query(DrawBoard.filter())
async def draw_for_admins(
    query: CallbackQuery,
    callback_data: DrawBoard,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    uploads: Uploads,
) -> None:
    await _draw(query, callback_data, bot, db, t, clock, uploads, None)


async def _show(
    event: Message | CallbackQuery,
    campaign_id: int | None,
    view: View,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant | None,
) -> None:
    async with db.read() as session:
        board = await standings.look(
            session,
            campaign_id=campaign_id,
            participant_id=participant.id if participant else None,
            size=standings.TOP_SIZE if participant else standings.ADMIN_TOP_SIZE,
            view=view,
            with_stopped=participant is None,
            now=clock(),
        )
        contest = None if board is None else await contests.of_campaign(session, board.campaign)
    home = [[home_button(t)]] if participant else []
    if board is None:
        await show(event, t("top-no-campaign"), home)
        return
    rows = _rows(t, board)
    if contest is not None:
        target = ShowContest(contest_id=contest.contest.id)
        rows.append([button(t.plain("contests-button"), target.pack())])
    await show(event, _text(t, board, participant), [*rows, *home])


def _rows(t: Translate, board: Leaderboard) -> list[Row]:
    """Period, order, earlier and later, the picture, other campaigns."""
    view, campaign_id = board.view, board.campaign.id

    def to(text: str, period: Period, ranking: Ranking, back: int = 0) -> Row:
        target = ShowBoard(campaign_id=campaign_id, period=period, ranking=ranking, back=back)
        is_shown = View(period, ranking, back) == view
        return [button((CHOSEN if is_shown else "") + text, target.pack())]

    by_period = [to(t.plain(f"top-period-{each}"), each, view.ranking) for each in Period]
    by_order = [to(t.plain(f"top-by-{each}"), view.period, each, view.back) for each in Ranking]
    rows = [[each for [each] in by_period], [each for [each] in by_order]]
    turns: Row = []
    if board.has_earlier:
        turns += to(t.plain("top-earlier-button"), view.period, view.ranking, view.back + 1)
    if view.back:
        turns += to(t.plain("top-later-button"), view.period, view.ranking, view.back - 1)
    if turns:
        rows.append(turns)
    if board.best:
        picture = DrawBoard(
            campaign_id=campaign_id, period=view.period, ranking=view.ranking, back=view.back
        )
        rows.append([button(t.plain("top-picture-button"), picture.pack())])
    for other in board.others[:OTHERS_MAX]:
        target = ShowBoard(campaign_id=other.id, period=view.period, ranking=view.ranking)
        rows.append([button(campaigns.title(other.document, t.language), target.pack())])
    return rows


def _text(t: Translate, board: Leaderboard, participant: Participant | None) -> str:
    title = t("top-title", title=campaigns.title(board.campaign.document, t.language))
    parts = [f"{title}\n{_subtitle(t, board)}"]
    if not board.best:
        parts.append(_when_empty(t, board, participant))
        return "\n\n".join(parts)
    lines = [_line(t, board, line, participant) for line in board.best]
    if board.around:
        if board.around[0].place > len(board.best) + 1:
            lines.append("…")
        lines.extend(_line(t, board, line, participant) for line in board.around)
    parts.append("\n".join(lines))
    shown = {line.participant_id for line in (*board.best, *board.around)}
    if participant is not None and participant.id not in shown and not board.view.back:
        parts.append(t("top-not-yet"))
    parts.append(t("top-total", count=board.total))
    return "\n\n".join(parts)


def _when_empty(t: Translate, board: Leaderboard, participant: Participant | None) -> str:
    if board.view.back:
        return t("top-empty-then")
    return t("top-empty" if participant else "top-empty-for-admins")


def _subtitle(t: Translate, board: Leaderboard) -> str:
    return t(f"top-shown-by-{board.view.ranking}", period=_period(t, board))


def _period(t: Translate, board: Leaderboard) -> str:
    if board.since is None or board.until is None:
        return t.plain("top-period-all")
    if board.view.period == Period.MONTH:
        return periods.month(t, board.since)
    return periods.days(t, board.since, board.until)


def _line(t: Translate, board: Leaderboard, line: Line, viewer: Participant | None) -> str:
    place = Markup(MEDALS.get(line.place, f"{line.place}."))
    value = _value(t, board, line)
    if viewer is None:
        return t(
            "top-line-admin",
            place=place,
            name=names.of(t, line.name, line.participant_id),
            telegram_id=str(line.telegram_id),
            value=value,
        )
    return t(
        "top-line-mine" if line.participant_id == viewer.id else "top-line",
        place=place,
        name=names.public(t, line.name, line.display),
        value=value,
    )


def _value(t: Translate, board: Leaderboard, line: Line) -> str:
    if board.view.ranking == Ranking.FRIENDS:
        return t.plain("top-friends", count=line.friends)
    return t.points(Points(line.points_minor, campaigns.unit(board.campaign.document)))


async def _draw(
    query: CallbackQuery,
    chosen: DrawBoard,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    uploads: Uploads,
    participant: Participant | None,
) -> None:
    message = message_under(query)
    now = clock()
    async with db.read() as session:
        board = await standings.look(
            session,
            campaign_id=chosen.campaign_id,
            participant_id=participant.id if participant else None,
            view=_view(chosen),
            with_stopped=participant is None,
            now=now,
        )
    if board is None or not board.best:
        await query.answer(t.plain("top-nothing-to-draw"), show_alert=True)
        return
    today = periods.day(t, now.astimezone(board.campaign.document.zone).date())
    address = f"t.me/{(await bot.me()).username or ''}"
    back = ShowBoard(
        campaign_id=board.campaign.id,
        period=board.view.period,
        ranking=board.view.ranking,
        back=board.view.back,
    )
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[[button(t.plain("top-text-button"), back.pack())]]
    )
    await uploads.answer(
        message,
        _card(t, board, participant, today, address),
        caption=t(
            "top-caption",
            title=campaigns.title(board.campaign.document, t.language),
            period=_period(t, board),
        ),
        keyboard=keyboard,
        file_name=FILE_NAME,
    )
    await query.answer()


def _card(
    t: Translate, board: Leaderboard, participant: Participant | None, today: str, address: str
) -> BoardCard:
    """Everybody under the name that they allow, also in the admins' picture: it is to be posted."""
    viewer_id = participant.id if participant else None

    def row(line: Line) -> BoardRow:
        return BoardRow(
            line.place,
            names.public(t, line.name, line.display),
            _value(t, board, line),
            line.participant_id == viewer_id,
        )

    return BoardCard(
        title=campaigns.title(board.campaign.document, t.language),
        heading=t.plain(f"top-heading-{board.view.ranking}"),
        period=_period(t, board),
        rows=tuple(row(line) for line in board.best),
        mine=next((row(line) for line in board.around if line.participant_id == viewer_id), None),
        nameless=t.plain("names-hidden"),
        date=today,
        address=address,
    )
