"""How do the owners of the admin group give others a part of the work?"""

from datetime import datetime, timedelta

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command, CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, User

from bot.clock import Clock
from bot.db import Database, Session
from bot.i18n import Translate
from bot.membership import NEVER_ADMINS, Admins, Seat
from bot.services import admins as admin_names
from bot.services import names, participants, people, roles
from handlers import presses
from handlers.presses import Place
from handlers.screens import Row, button, show
from models import Participant, Role

router = Router(name=__name__)

ACTION = "role"
BUTTONS_LAST = timedelta(hours=24)
HOLDERS_SHOWN = 15
OWNERS_SHOWN = 15
"""Names are long: Telegram takes 4,096 characters."""


class ToggleRole(CallbackData, prefix=ACTION):
    token: str


@router.message(Command("roles"))
async def show_roles(
    message: Message,
    command: CommandObject,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    admins: Admins,
) -> None:
    """A person is meant by a reply to their words, by @name or by Telegram id."""
    meant = message.reply_to_message.from_user if message.reply_to_message else None
    if command.args is None and (meant is None or meant.id == bot.id):
        await message.answer(await _overview(bot, db, t, admins))
        return
    now = clock()
    async with db.transaction() as session:
        person = await _person(session, command.args, meant, now)
        rows = await _buttons(session, t, person, presses.place_of(message), now=now)
        has = await roles.of(session, person.telegram_id)
    text = await _card(bot, t, admins, person, has)
    await message.answer(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))


@router.callback_query(ToggleRole.filter())
async def toggle(
    query: CallbackQuery,
    callback_data: ToggleRole,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    admins: Admins,
) -> None:
    place, now = presses.place_of(query), clock()
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=ACTION, now=now
        )
        person = await session.get_one(Participant, int(subject["participant_id"]))
        change = roles.give if subject["give"] else roles.take
        await change(
            session,
            person.telegram_id,
            Role(subject["role"]),
            by=place.telegram_id,
            participant_id=person.id,
            now=now,
        )
        rows = await _buttons(session, t, person, place, now=now)
        has = await roles.of(session, person.telegram_id)
    await show(query, await _card(bot, t, admins, person, has), rows)


async def _person(
    session: Session, written: str | None, meant: User | None, now: datetime
) -> Participant:
    if written is not None:
        found = await people.find(session, written)
        if found.telegram_id in NEVER_ADMINS:
            raise roles.RoleForNobody
        return found
    assert meant is not None
    if meant.is_bot or meant.id in NEVER_ADMINS:
        raise roles.RoleForNobody
    await admin_names.remember(session, meant.id, presses.name_of(meant), now=now)
    person = await participants.find(session, meant.id)
    assert person is not None
    return person


async def _buttons(
    session: Session,
    t: Translate,
    person: Participant,
    place: Place,
    *,
    now: datetime,
) -> list[Row]:
    """One button for each role: it gives what the person lacks and takes what they have."""
    has = await roles.of(session, person.telegram_id)
    rows: list[Row] = []
    for role in Role:
        token = await presses.issue(
            session,
            place,
            action=ACTION,
            subject={"participant_id": person.id, "role": role, "give": role not in has},
            now=now,
            lasts=BUTTONS_LAST,
        )
        key = "roles-take-button" if role in has else "roles-give-button"
        rows.append([button(t.plain(key, role=role), ToggleRole(token=token).pack())])
    return rows


async def _card(
    bot: Bot, t: Translate, admins: Admins, person: Participant, has: frozenset[Role]
) -> str:
    lines = [
        t(
            "roles-card",
            name=names.of(t, person.name, person.id),
            telegram_id=str(person.telegram_id),
        )
    ]
    match await admins.seat(bot, person.telegram_id):
        case Seat.OWNER:
            lines.append(t("roles-is-owner"))
        case Seat.OUTSIDER:
            lines.append(t("roles-is-outside"))
        case Seat.MEMBER:
            pass
    lines.extend(t("roles-has", role=role) for role in Role if role in has)
    if not has:
        lines.append(t("roles-has-none"))
    return "\n".join(lines)


async def _overview(bot: Bot, db: Database, t: Translate, admins: Admins) -> str:
    async with db.read() as session:
        given = await roles.holders(session)
        lines = [
            t(
                "roles-holder",
                name=await admin_names.name_of(session, telegram_id),
                telegram_id=str(telegram_id),
                roles=", ".join(t.plain("roles-role", role=role) for role in theirs),
            )
            for telegram_id, theirs in list(given.items())[:HOLDERS_SHOWN]
        ]
    if len(given) > HOLDERS_SHOWN:
        lines.append(t("roles-more", count=len(given) - HOLDERS_SHOWN))
    parts = [t("roles-title"), t("roles-owners", names=await _owners(bot, t, admins))]
    parts.append("\n".join(lines) if lines else t("roles-nobody"))
    parts.append("\n".join(t("roles-meaning", role=role) for role in Role))
    parts.append(t("roles-how"))
    return "\n\n".join(parts)


async def _owners(bot: Bot, t: Translate, admins: Admins) -> str:
    assert admins.chat_id is not None
    try:
        members = await bot.get_chat_administrators(admins.chat_id)
    except TelegramAPIError:
        return "—"
    humans = [member.user for member in members if not member.user.is_bot]
    shown = [names.of(t, names.clean(user.full_name), user.id) for user in humans[:OWNERS_SHOWN]]
    if len(humans) > OWNERS_SHOWN:
        shown.append(t.plain("roles-more", count=len(humans) - OWNERS_SHOWN))
    return ", ".join(shown)
