"""How does somebody in the admin group look up who decided what?"""

import re

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message, User

from bot.clock import Clock
from bot.db import Database, Session
from bot.exporting import Exporter
from bot.i18n import Translate
from bot.membership import Admins
from bot.services import audit_lines, names, participants, people
from bot.services.audit import Filter
from bot.services.audit_lines import Screen
from bot.services.exports import Kind, Order
from bot.services.roles import Right
from bot.services.spreadsheets import Format
from handlers import export_runs
from handlers.screens import Row, button, show
from models import Participant

router = Router(name=__name__)
file_router = Router(name=f"{__name__}.file")

NUMBER_OF_A_PAYOUT = re.compile(r"[#№]\s*([1-9][0-9]{0,17})", re.ASCII)
UNSET = 0


class ShowAudit(CallbackData, prefix="audit"):
    """Decisions, newest first; 0 leaves a field open."""

    participant_id: int = UNSET
    """About whom."""
    actor: int = UNSET
    """Telegram id of whoever decided."""
    payout_id: int = UNSET
    before: int = UNSET
    """The row after which the page begins."""


class ExportAudit(CallbackData, prefix="audit-file"):
    """All of these decisions as a CSV file; 0 leaves a field open."""

    participant_id: int = UNSET
    actor: int = UNSET
    payout_id: int = UNSET


@router.message(Command("audit"))
async def tell(
    message: Message, command: CommandObject, db: Database, t: Translate, rights: frozenset[Right]
) -> None:
    """About everything; a person is meant by a reply, @name or id, a payout by its number."""
    meant = message.reply_to_message.from_user if message.reply_to_message else None
    async with db.read() as session:
        wanted = await _wanted(session, (command.args or "").strip(), meant)
        screen = await audit_lines.screen(session, _filter(wanted), before=None)
    await show(message, _text(t, wanted, screen), _rows(t, wanted, screen, rights))


@router.callback_query(ShowAudit.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: ShowAudit,
    db: Database,
    t: Translate,
    rights: frozenset[Right],
) -> None:
    before = callback_data.before or None
    async with db.read() as session:
        screen = await audit_lines.screen(session, _filter(callback_data), before=before)
    await show(query, _text(t, callback_data, screen), _rows(t, callback_data, screen, rights))


@file_router.callback_query(ExportAudit.filter())
async def export(
    query: CallbackQuery,
    callback_data: ExportAudit,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    exporter: Exporter,
    admins: Admins,
) -> None:
    async with db.read() as session:
        screen = await audit_lines.screen(session, _filter(callback_data), before=None)
    if not screen.lines:
        await query.answer(t.plain("audit-none"), show_alert=True)
        return
    desk = export_runs.Desk(bot, db, t, clock, exporter, admins)
    order = Order(Kind.AUDIT, audit=_filter(callback_data))
    await export_runs.start(desk, query, order, Format.CSV, below=True)


async def _wanted(session: Session, written: str, meant: User | None) -> ShowAudit:
    if found := NUMBER_OF_A_PAYOUT.fullmatch(written):
        return ShowAudit(payout_id=int(found[1]))
    if written:
        return ShowAudit(participant_id=(await people.find(session, written)).id)
    if meant is None or meant.is_bot:
        return ShowAudit()
    person = await participants.find(session, meant.id)
    if person is None:
        raise people.PersonUnknown(written=str(meant.id))
    return ShowAudit(participant_id=person.id)


def _filter(wanted: ShowAudit | ExportAudit) -> Filter:
    return Filter(wanted.participant_id or None, wanted.actor or None, wanted.payout_id or None)


def _text(t: Translate, wanted: ShowAudit, screen: Screen) -> str:
    parts = [_title(t, wanted, screen)]
    parts.extend(audit_lines.told(t, line) for line in screen.lines)
    if not screen.lines:
        parts.append(t("audit-end" if wanted.before else "audit-none"))
    if wanted == ShowAudit():
        parts.append(t("audit-how"))
    return "\n\n".join(parts)


def _title(t: Translate, wanted: ShowAudit, screen: Screen) -> str:
    if wanted.payout_id:
        return t("audit-title-payout", number=str(wanted.payout_id))
    if wanted.actor:
        name = _name(t, screen.person) or str(wanted.actor)
        return t("audit-title-by", name=name)
    if wanted.participant_id:
        return t("audit-title-about", name=_name(t, screen.person))
    return t("audit-title")


def _name(t: Translate, person: Participant | None) -> str:
    if person is None:
        return ""
    return audit_lines.person(person.name) or names.of(t, "", person.id)


def _rows(t: Translate, wanted: ShowAudit, screen: Screen, rights: frozenset[Right]) -> list[Row]:
    turning: Row = []
    if wanted.before:
        newest = wanted.model_copy(update={"before": UNSET})
        turning.append(button(t.plain("audit-newest-button"), newest.pack()))
    if screen.next_before is not None:
        older = wanted.model_copy(update={"before": screen.next_before})
        turning.append(button(t.plain("audit-older-button"), older.pack()))
    rows = [turning, _other_side(t, wanted, screen)]
    if Right.EXPORT in rights and screen.lines:
        rows.append([_file_button(t, wanted)])
    return [row for row in rows if row]


def _file_button(t: Translate, wanted: ShowAudit) -> InlineKeyboardButton:
    file = ExportAudit(
        participant_id=wanted.participant_id, actor=wanted.actor, payout_id=wanted.payout_id
    )
    return button(t.plain("audit-file-button"), file.pack())


def _other_side(t: Translate, wanted: ShowAudit, screen: Screen) -> Row:
    """From the decisions about a person to those by them, and back."""
    person = screen.person
    if person is None:
        return []
    name = _name(t, person)
    if wanted.actor:
        text, other = "audit-about-button", ShowAudit(participant_id=person.id)
    else:
        text, other = "audit-by-button", ShowAudit(actor=person.telegram_id)
    return [button(t.plain(text, name=name), other.pack())]
