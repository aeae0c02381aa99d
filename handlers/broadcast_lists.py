"""Which broadcasts went out, and what became of each copy?"""

import asyncio
import tempfile
from pathlib import Path

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, FSInputFile, InlineKeyboardMarkup, Message

from bot import keyboards
from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Translate
from bot.services import broadcast_cards, broadcast_contents, broadcast_lists, spreadsheets
from bot.services.broadcast_cards import Pace
from bot.services.broadcast_lists import Line, Page
from bot.services.roles import Right
from bot.services.spreadsheets import Column, Content, Format
from handlers import broadcast_drafts
from handlers.screens import Row, button, show
from models import Broadcast, BroadcastKind, BroadcastState

router = Router(name=__name__)
csv_router = Router(name=f"{__name__}.csv")

WORDS_SHOWN = 60
WORDS_SHOWN_ALONE = 300
ROWS_OF_A_FILE = 400_000
"""At a hundred bytes a row, less than the 50 MB that a bot may send."""


class ShowBroadcasts(CallbackData, prefix="broadcasts"):
    page: int = 0


class ShowBroadcast(CallbackData, prefix="broadcast-open"):
    broadcast_id: int
    page: int = 0


class SendRecipients(CallbackData, prefix="broadcast-csv"):
    broadcast_id: int


@router.message(Command("broadcasts"))
async def list_all(message: Message, db: Database, t: Translate) -> None:
    await _list(message, db, t, 0)


@router.callback_query(ShowBroadcasts.filter())
async def turn(
    query: CallbackQuery, callback_data: ShowBroadcasts, db: Database, t: Translate
) -> None:
    await _list(query, db, t, callback_data.page)


async def _list(event: Message | CallbackQuery, db: Database, t: Translate, number: int) -> None:
    async with db.read() as session:
        page = await broadcast_lists.page(session, number)
    if not page.lines:
        await show(event, t("broadcasts-list-empty"), [])
        return
    parts = [t("broadcasts-list-title", count=page.total)]
    parts.extend(_line(t, line) for line in page.lines)
    rows: list[Row] = [
        [
            button(
                t.plain("broadcasts-open-button", broadcast=line.broadcast.id),
                ShowBroadcast(broadcast_id=line.broadcast.id, page=page.number).pack(),
            )
            for line in page.lines
        ],
        _turning(t, page),
    ]
    await show(event, "\n\n".join(parts), [row for row in rows if row])


def _turning(t: Translate, page: Page) -> Row:
    row: Row = []
    if page.number > 0:
        newer = ShowBroadcasts(page=page.number - 1).pack()
        row.append(button(t.plain("broadcasts-newer-button"), newer))
    if page.has_next:
        older = ShowBroadcasts(page=page.number + 1).pack()
        row.append(button(t.plain("broadcasts-older-button"), older))
    return row


def _line(t: Translate, line: Line) -> str:
    broadcast, progress = line.broadcast, line.progress
    return t(
        "broadcasts-list-line",
        broadcast=broadcast.id,
        state=str(broadcast.state),
        at=broadcast.began_at or broadcast.created_at,
        who=line.who or "—",
        sent=progress.sent,
        total=progress.total,
        unknown=progress.unknown,
        words=_words(t, broadcast, WORDS_SHOWN),
    )


def _words(t: Translate, broadcast: Broadcast, length: int) -> str:
    """What it is and how it begins."""
    text = " ".join(broadcast_contents.plain(broadcast.html).split())
    words = text if len(text) <= length else f"{text[: length - 1]}…"
    if broadcast.kind == BroadcastKind.TEXT:
        return words
    return f"{t.plain('broadcasts-kind', kind=str(broadcast.kind))} {words}".strip()


@router.callback_query(ShowBroadcast.filter())
async def open_one(
    query: CallbackQuery,
    callback_data: ShowBroadcast,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    rights: frozenset[Right],
) -> None:
    """Its card, with the buttons that its state allows to whoever asks."""
    may_decide = Right.ANNOUNCE in rights
    async with db.read() as session:
        line = await broadcast_lists.line(session, callback_data.broadcast_id)
    broadcast = line.broadcast
    if broadcast.state == BroadcastState.DRAFT and may_decide:
        screen = await broadcast_drafts.draft_screen(db, clock(), settings, broadcast.id)
        rows = _rows_of(keyboards.render(t, screen.keyboard))
        text = t(screen.text_key, **screen.text_args)
    else:
        card = broadcast_cards.card(
            broadcast,
            line.progress,
            Pace(),
            messages_per_second=settings.sender.messages_per_second,
        )
        text = t(card.text_key, **card.text_args)
        rows = []
        if may_decide and broadcast.card_chat_id is not None:
            async with db.transaction() as session:
                keyboard = await broadcast_cards.keyboard(
                    session, broadcast, card.actions, now=clock()
                )
            rows = _rows_of(keyboards.render(t, keyboard))
    about = t(
        "broadcasts-about",
        at=broadcast.created_at,
        who=line.who or "—",
        words=_words(t, broadcast, WORDS_SHOWN_ALONE),
        **broadcast_cards.segment_args(broadcast),
    )
    if may_decide and line.progress.total:
        packed = SendRecipients(broadcast_id=broadcast.id).pack()
        rows.append([button(t.plain("broadcast-csv-button"), packed)])
    back = ShowBroadcasts(page=max(0, callback_data.page)).pack()
    rows.append([button(t.plain("broadcasts-back-button"), back)])
    await show(query, f"{text}\n\n{about}", rows)


def _rows_of(keyboard: InlineKeyboardMarkup | None) -> list[Row]:
    return list(keyboard.inline_keyboard) if keyboard is not None else []


@csv_router.callback_query(SendRecipients.filter())
async def send_recipients(
    query: CallbackQuery,
    callback_data: SendRecipients,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    """Every recipient as CSV, in several files when there are very many."""
    assert query.message is not None
    broadcast_id = callback_data.broadcast_id
    async with db.transaction() as session:
        line = await broadcast_lists.line(session, broadcast_id)
        count = line.progress.total
        await broadcast_lists.record_export(
            session, broadcast_id, count=count, by=query.from_user.id, now=clock()
        )
    await query.answer(t.plain("broadcasts-csv-toast"))
    after, part, parts = 0, 1, max(1, -(-count // ROWS_OF_A_FILE))
    with tempfile.TemporaryDirectory(prefix="sarafan-") as folder:
        while part <= parts:
            name = f"broadcast-{broadcast_id}{f'-{part}' if parts > 1 else ''}.csv"
            file = Path(folder) / name
            after = await _write(file, db, t, broadcast_id, after)
            caption = t("broadcasts-csv-caption", broadcast=broadcast_id, part=part, parts=parts)
            await bot.send_document(query.message.chat.id, FSInputFile(file), caption=caption)
            file.unlink()
            part += 1


async def _write(file: Path, db: Database, t: Translate, broadcast_id: int, after: int) -> int:
    """Write one file; return where the next one begins."""
    columns = [
        Column("telegram_id", Content.TEXT),
        Column(t.plain("broadcasts-column-state"), Content.TEXT),
        Column(t.plain("broadcasts-column-at", zone=t.zone.key), Content.MOMENT),
        Column(t.plain("broadcasts-column-error"), Content.TEXT),
    ]
    sheet = spreadsheets.create(file, Format.CSV, columns, title=file.stem, zone=t.zone)
    written = 0
    try:
        while written < ROWS_OF_A_FILE:
            async with db.read() as session:
                found = await broadcast_lists.recipients(session, broadcast_id, after=after)
            if not found:
                break
            rows = [[str(each.telegram_id), each.state, each.at, each.error] for each in found]
            await asyncio.to_thread(sheet.write, rows)
            after, written = found[-1].participant_id, written + len(found)
    except BaseException:
        sheet.abandon()
        raise
    sheet.close()
    return after
