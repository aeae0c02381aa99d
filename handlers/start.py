"""What greets a person: the first press of start, a friend's link, the home screen."""

from collections.abc import Mapping

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, CommandStart, ExceptionTypeFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, ErrorEvent, InlineKeyboardMarkup, Message

from bot import membership
from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.errors import AlreadyProcessed, UserError
from bot.i18n import Translate
from bot.services import home, invites, names, participants, referrals, touches
from bot.services.home import Home
from bot.services.invites import Target
from bot.services.touches import Arrival
from handlers.filters import InPrivate, Known, Unknown, can_edit
from handlers.screens import ShowHome, home_keyboard, home_text, links, show
from models import NameDisplay, Participant, Verdict

router = Router(name=__name__)
router.message.filter(InPrivate())
router.callback_query.filter(InPrivate(), Known())


class PromoUsage(UserError):
    """/promo without a code."""


class NothingToCheck(UserError):
    """The person's steps are all done, or were never asked for."""


class CheckSteps(CallbackData, prefix="check-steps"):
    """Look again whether the person is in the required chats."""


@router.message(Command("promo"))
async def enter_promo_code(
    message: Message,
    command: CommandObject,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant | None,
) -> None:
    if not command.args:
        raise PromoUsage
    await start(message, bot, db, t, clock, settings, participant, command)


# The last is tried first: /start brings its link, whatever else a stranger writes brings none.
@router.message(Unknown())
@router.message(CommandStart())
async def start(
    message: Message,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant | None,
    command: CommandObject | None = None,
) -> None:
    """Whatever a stranger writes first is a start."""
    code = command.args.strip() if command is not None and command.args else None
    person = message.from_user
    assert person is not None
    now = clock()
    is_new = participant is None or participant.started_at is None
    target: Target | None = None
    memberships: Mapping[str, bool] = {}
    if code:
        async with db.read() as session:
            target = await invites.resolve(session, code)
            chats = await touches.required_chats(session, target)
        memberships = await membership.ask(bot, chats, person.id)
    arrival: Arrival | None = None
    async with db.transaction() as session:
        visitor = await participants.meet(
            session,
            telegram_id=person.id,
            name=names.clean(person.first_name, person.last_name),
            username=person.username,
            telegram_language=person.language_code,
            now=now,
        )
        if code:
            arrival = await touches.record(
                session,
                code,
                target,
                visitor,
                is_new=is_new,
                membership=memberships,
                now=now,
            )
        screen = await home.compose(session, visitor, now=now, is_new=is_new, arrival=arrival)
    await message.answer(
        _greeting(t, visitor, screen, arrival, is_new=is_new)
        + await _text(bot, settings, t, screen),
        reply_markup=await _keyboard(bot, settings, t, screen),
    )


def _greeting(
    t: Translate, visitor: Participant, screen: Home, arrival: Arrival | None, *, is_new: bool
) -> str:
    name = names.public(t, visitor.name, NameDisplay.NAME)
    lines = [t("start-welcome" if is_new else "start-welcome-back", name=name)]
    if arrival is None:
        pass
    elif arrival.verdict != Verdict.ACCEPTED:
        lines.append(t(f"start-refused-{arrival.verdict}"))
    elif screen.referrer_name is not None:
        referrer = names.public(t, screen.referrer_name, NameDisplay.NAME)
        lines.append(t("start-invited-by", name=referrer))
    return "\n".join(lines) + "\n\n"


async def _text(bot: Bot, settings: Settings, t: Translate, screen: Home) -> str:
    return home_text(t, screen, await links(bot, settings))


async def _keyboard(
    bot: Bot, settings: Settings, t: Translate, screen: Home
) -> InlineKeyboardMarkup:
    return home_keyboard(t, screen, await links(bot, settings))


@router.callback_query(ShowHome.filter())
async def show_home(
    query: CallbackQuery,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    async with db.transaction() as session:
        screen = await home.compose(session, participant, now=clock())
    keyboard = await _keyboard(bot, settings, t, screen)
    await show(query, await _text(bot, settings, t, screen), keyboard.inline_keyboard)


@router.callback_query(CheckSteps.filter())
async def check_steps(
    query: CallbackQuery,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    async with db.read() as session:
        waiting = await referrals.waiting_for_steps(session, participant.id, now=clock())
    if not waiting:
        raise NothingToCheck
    memberships = await membership.ask(
        bot, {chat for open_ in waiting for chat in open_.chats}, query.from_user.id
    )
    now = clock()
    async with db.transaction() as session:
        for open_ in waiting:
            await referrals.record_memberships(
                session, open_.referral, open_.document, memberships, now=now
            )
        screen = await home.compose(session, participant, now=now)
    lacks_chats = bool(referrals.chats(screen.missing))
    key = "missing" if lacks_chats else "next" if screen.missing else "done"
    await query.answer(t.plain(f"start-steps-{key}"), show_alert=lacks_chats)
    if not lacks_chats and (message := can_edit(query)) is not None:
        await message.edit_text(
            await _text(bot, settings, t, screen),
            reply_markup=await _keyboard(bot, settings, t, screen),
        )


@router.error(ExceptionTypeFilter(AlreadyProcessed))
async def show_home_again(
    event: ErrorEvent,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant | None,
) -> None:
    """Telegram sent an update twice: what it asked for is done, the person sees where they are."""
    message = event.update.message
    if event.update.callback_query is not None:
        await event.update.callback_query.answer()
        return
    if message is None or participant is None or message.chat.type != "private":
        return
    async with db.read() as session:
        screen = await home.look(session, participant, now=clock())
    await message.answer(
        await _text(bot, settings, t, screen),
        reply_markup=await _keyboard(bot, settings, t, screen),
    )
