"""How does an admin shut somebody out, and let them in again?"""

from datetime import datetime

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database, Session
from bot.i18n import Translate
from bot.membership import Admins, Seat
from bot.services import admins as admin_names
from bot.services import bans, names, people, reasons
from handlers import presses
from handlers.filters import NotACommand
from handlers.people_buttons import AskBan, AskUnban, person_button
from handlers.presses import Place, place_of
from handlers.questions import AnswersQuestion, Asked, ask, cancel_row
from handlers.screens import Row, button, show, show_below
from models import Participant

router = Router(name=__name__)

BAN, UNBAN = "ban", "unban"


class ConfirmBan(CallbackData, prefix="ban-yes"):
    token: str


class ConfirmUnban(CallbackData, prefix="unban-yes"):
    token: str


@router.message(Command("ban"))
async def command_ban(
    message: Message,
    command: CommandObject,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    admins: Admins,
) -> None:
    written, rest = people.named_first(command.args or "")
    if not written:
        await message.answer(t("bans-usage"))
        return
    async with db.read() as session:
        person = await people.find(session, written)
    reason = reasons.check(rest)
    await _show_ban(message, bot, db, t, clock, admins, person, reason)


@router.callback_query(AskBan.filter())
async def ask_for_the_reason(
    query: CallbackQuery,
    callback_data: AskBan,
    bot: Bot,
    db: Database,
    t: Translate,
    admins: Admins,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        person = await people.by_id(session, callback_data.participant_id)
    seat = await admins.seat(bot, person.telegram_id)
    async with db.read() as session:
        await bans.check(session, person, is_owner=seat == Seat.OWNER)
    question = t("bans-ask-reason", name=names.of(t, person.name, person.id))
    subject = callback_data.model_dump()
    await ask(query, bot, state, Asked.ban, subject, question=question, t=t)


@router.message(StateFilter(Asked.ban), NotACommand(), AnswersQuestion())
async def take_the_reason(
    message: Message,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    admins: Admins,
    state: FSMContext,
) -> None:
    reason = reasons.check(message.text or "")
    asked = await state.get_data()
    async with db.read() as session:
        person = await people.by_id(session, int(asked["participant_id"]))
    await _show_ban(message, bot, db, t, clock, admins, person, reason)
    await state.clear()


async def _show_ban(
    message: Message,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    admins: Admins,
    person: Participant,
    reason: str,
) -> None:
    seat, place = await admins.seat(bot, person.telegram_id), place_of(message)
    async with db.transaction() as session:
        await bans.check(session, person, is_owner=seat == Seat.OWNER)
        open_payouts = await bans.open_payouts(session, person.id)
        token = await _issue(session, BAN, place, person, clock(), reason=reason)
    text = t(
        "bans-confirm",
        name=names.of(t, person.name, person.id),
        telegram_id=str(person.telegram_id),
        reason=reason,
        payouts=open_payouts,
    )
    confirm = button(t.plain("bans-confirm-button"), ConfirmBan(token=token).pack())
    await show(message, text, [[confirm], cancel_row(t, BAN, token)])


@router.callback_query(ConfirmBan.filter())
async def ban(
    query: CallbackQuery,
    callback_data: ConfirmBan,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
) -> None:
    now, place = clock(), place_of(query)
    async with db.transaction() as session:
        person, reason, by = await _spend(session, callback_data.token, BAN, place, now)
        await bans.ban(
            session,
            person,
            by=place.telegram_id,
            reason=reason,
            contact=settings.texts.contact,
            now=now,
        )
    text = t(
        "bans-done",
        name=names.of(t, person.name, person.id),
        telegram_id=str(person.telegram_id),
        reason=reason,
        by=by,
    )
    await show(query, text, [[person_button(t, person.id)]])


@router.message(Command("unban"))
async def command_unban(
    message: Message, command: CommandObject, db: Database, t: Translate, clock: Clock
) -> None:
    written, rest = people.named_first(command.args or "")
    if not written:
        await message.answer(t("bans-unban-usage"))
        return
    place = place_of(message)
    async with db.transaction() as session:
        person = await people.find(session, written)
        text, rows = await _unban_screen(session, t, place, person, clock(), rest)
    await show(message, text, rows)


@router.callback_query(AskUnban.filter())
async def offer_unban(
    query: CallbackQuery, callback_data: AskUnban, db: Database, t: Translate, clock: Clock
) -> None:
    place = place_of(query)
    async with db.transaction() as session:
        person = await people.by_id(session, callback_data.participant_id)
        text, rows = await _unban_screen(session, t, place, person, clock(), "")
    await show_below(query, text, rows)


async def _unban_screen(
    session: Session,
    t: Translate,
    place: Place,
    person: Participant,
    now: datetime,
    reason: str,
) -> tuple[str, list[Row]]:
    if person.banned_at is None:
        raise bans.NotBanned
    reason = reason[: reasons.LENGTH_MAX]
    token = await _issue(session, UNBAN, place, person, now, reason=reason)
    text = t(
        "bans-unban-confirm",
        name=names.of(t, person.name, person.id),
        telegram_id=str(person.telegram_id),
        at=person.banned_at,
    )
    confirm = button(t.plain("bans-unban-confirm-button"), ConfirmUnban(token=token).pack())
    return text, [[confirm], cancel_row(t, UNBAN, token)]


@router.callback_query(ConfirmUnban.filter())
async def unban(
    query: CallbackQuery, callback_data: ConfirmUnban, db: Database, t: Translate, clock: Clock
) -> None:
    now, place = clock(), place_of(query)
    async with db.transaction() as session:
        person, reason, by = await _spend(session, callback_data.token, UNBAN, place, now)
        await bans.unban(session, person, by=place.telegram_id, reason=reason or None, now=now)
    text = t(
        "bans-unban-done",
        name=names.of(t, person.name, person.id),
        telegram_id=str(person.telegram_id),
        by=by,
    )
    await show(query, text, [[person_button(t, person.id)]])


async def _issue(
    session: Session,
    action: str,
    place: Place,
    person: Participant,
    now: datetime,
    *,
    reason: str,
) -> str:
    subject = {"participant_id": person.id, "reason": reason}
    return await presses.issue(session, place, action=action, subject=subject, now=now)


async def _spend(
    session: Session, token: str, action: str, place: Place, now: datetime
) -> tuple[Participant, str, str]:
    """The person, the reason, and who pressed by name."""
    subject = await presses.spend_by_admin(session, place, token, action=action, now=now)
    person = await people.by_id(session, int(subject["participant_id"]))
    return person, str(subject["reason"]), await admin_names.name_of(session, place.telegram_id)
