"""How is the leaderboard shown, to participants and to admins?"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Markup, Translate
from bot.services import campaigns, names, standings
from bot.services.standings import Leaderboard, Line
from handlers.screens import Row, ShowTop, button, home_button, show
from models import Participant

router = Router(name=__name__)
admin_router = Router(name=f"{__name__}.admin")

MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
OTHERS_MAX = 10
"""Buttons to other campaigns."""


class ShowTopOf(CallbackData, prefix="top-of"):
    campaign_id: int


@router.message(Command("top"))
async def show_current(
    message: Message, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    await _show(message, None, db, t, clock, participant)


@router.callback_query(ShowTop.filter())
async def open_current(
    query: CallbackQuery, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    await _show(query, None, db, t, clock, participant)


@router.callback_query(ShowTopOf.filter())
async def show_another(
    query: CallbackQuery,
    callback_data: ShowTopOf,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    await _show(query, callback_data.campaign_id, db, t, clock, participant)


async def _show(
    event: Message | CallbackQuery,
    campaign_id: int | None,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    async with db.read() as session:
        board = await standings.look(
            session, campaign_id=campaign_id, participant_id=participant.id, now=clock()
        )
    home = [home_button(t)]
    if board is None:
        await show(event, t("top-no-campaign"), [home])
        return
    rows: list[Row] = [
        [button(campaigns.title(each.document, t.language), ShowTopOf(campaign_id=each.id).pack())]
        for each in board.others[:OTHERS_MAX]
    ]
    await show(event, _text(t, board, participant), [*rows, home])


def _text(t: Translate, board: Leaderboard, participant: Participant) -> str:
    title = t("top-title", title=campaigns.title(board.campaign.document, t.language))
    if not board.best:
        return f"{title}\n\n{t('top-empty')}"
    lines = [_line(t, line, participant) for line in board.best]
    if board.around:
        if board.around[0].place > len(board.best) + 1:
            lines.append("…")
        lines.extend(_line(t, line, participant) for line in board.around)
    parts = [title, "\n".join(lines)]
    shown = {line.participant_id for line in (*board.best, *board.around)}
    if participant.id not in shown:
        parts.append(t("top-not-yet"))
    parts.append(t("top-total", count=board.total))
    return "\n\n".join(parts)


def _line(t: Translate, line: Line, viewer: Participant) -> str:
    is_mine = line.participant_id == viewer.id
    name = names.public(t, line.name, line.display)
    return t(
        "top-line-mine" if is_mine else "top-line",
        place=Markup(_place(line.place)),
        name=name,
        count=line.friends,
    )


def _place(place: int) -> str:
    return MEDALS.get(place, f"{place}.")


@admin_router.message(Command("top"))
async def show_to_admins(message: Message, db: Database, t: Translate, clock: Clock) -> None:
    async with db.read() as session:
        board = await standings.look(session, size=standings.ADMIN_TOP_SIZE, now=clock())
    if board is None:
        await message.answer(t("top-no-campaign"))
        return
    title = t("top-title", title=campaigns.title(board.campaign.document, t.language))
    if not board.best:
        await message.answer(f"{title}\n\n{t('top-empty-for-admins')}")
        return
    lines = [
        t(
            "top-line-admin",
            place=Markup(_place(line.place)),
            name=names.of(t, line.name, line.participant_id),
            telegram_id=str(line.telegram_id),
            count=line.friends,
        )
        for line in board.best
    ]
    parts = [title, "\n".join(lines), t("top-total", count=board.total)]
    await message.answer("\n\n".join(parts))
