"""How does a participant write to the team?"""

from collections.abc import Mapping

from aiogram import Router
from aiogram.filters import Command, CommandObject, Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Translate
from bot.membership import Admins
from bot.services import support, support_cards, support_posts
from bot.services.support import Written
from handlers.filters import NotACommand
from handlers.screens import button, home_button, show, show_below
from models import Participant, ThreadState

router = Router(name=__name__)

ATTACHMENTS: Mapping[str, str] = {
    "photo": "photo",
    "document": "document",
    "video": "video",
    "animation": "animation",
    "audio": "audio",
    "voice": "voice",
    "video_note": "video_note",
    "sticker": "sticker",
    "location": "location",
    "venue": "venue",
    "contact": "contact",
}
"""What can be passed on as a copy (Bot API, copyMessage), by content type."""


class Writing(StatesGroup):
    """A participant is writing to the team."""

    words = State()
    album = State()
    """The first picture of an album is there; the others follow at once."""


class OpenSupport(CallbackData, prefix="support"):
    """/support as a button."""


class CancelSupport(CallbackData, prefix="support-cancel"):
    pass


class InThread(Filter):
    """A reply to a message of a thread, or another part of an album that is in one."""

    async def __call__(self, message: Message, db: Database) -> bool:
        replied, album = message.reply_to_message, message.media_group_id
        if message.from_user is None or (replied is None and album is None):
            return False
        chat_id, by = message.chat.id, message.from_user.id
        async with db.read() as session:
            if replied is not None:
                found = await support_posts.thread_of(session, chat_id, replied.message_id)
                return found is not None
            assert album is not None
            return await support_posts.thread_of_album(session, chat_id, album, by=by) is not None


class MoreOfAlbum(Filter):
    """The next picture of the album that a participant is sending."""

    async def __call__(self, message: Message, state: FSMContext) -> bool:
        album = message.media_group_id
        return album is not None and (await state.get_data()).get("album") == album


def written_in(message: Message, words: str | None = None) -> Written:
    """What a message says, for a thread."""
    assert message.from_user is not None
    if words is None:
        words = message.text or message.caption or ""
    return Written(
        message.chat.id,
        message.message_id,
        message.from_user.id,
        words=words.strip(),
        attachment=ATTACHMENTS.get(message.content_type),
        album=message.media_group_id,
    )


@router.message(Command("support"))
async def begin(
    message: Message,
    command: CommandObject,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
    state: FSMContext,
    admins: Admins,
) -> None:
    if command.args and admins.chat_id is not None:
        words = written_in(message, command.args)
        await _take(message, words, db, t, clock, participant, state, admins.chat_id)
        return
    await _ask(message, db, t, clock, settings, participant, state, admins)


@router.callback_query(OpenSupport.filter())
async def begin_by_button(
    query: CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
    state: FSMContext,
    admins: Admins,
) -> None:
    await _ask(query, db, t, clock, settings, participant, state, admins)


async def _ask(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
    state: FSMContext,
    admins: Admins,
) -> None:
    contact = settings.texts.contact
    if admins.chat_id is None:
        text = t("support-nobody-contact", contact=contact) if contact else t("support-nobody")
        await show(event, text, [[home_button(t)]])
        return
    async with db.read() as session:
        await support.check_turn(session, participant.id, now=clock())
        thread = await support.of_participant(session, participant.id)
    # The state before the answer: what the person writes next may come at once.
    await state.set_state(Writing.words)
    if thread is not None and thread.state == ThreadState.OPEN:
        text = t("support-ask-more", number=str(thread.id))
    else:
        text = t("support-ask")
    rows = [[button(t.plain("support-cancel-button"), CancelSupport().pack())]]
    if isinstance(event, Message):
        await show(event, text, rows)
    else:
        # The team's answer, above the button, is to be read again.
        await show_below(event, text, rows)


@router.message(StateFilter(Writing.album), MoreOfAlbum())
@router.message(StateFilter(Writing.words), NotACommand())
@router.message(NotACommand(), InThread())
async def write(
    message: Message,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    state: FSMContext,
    admins: Admins,
) -> None:
    """Whatever comes next, or what replies to the team's words."""
    if admins.chat_id is None:
        await message.answer(t("support-nobody"))
        return
    await _take(message, written_in(message), db, t, clock, participant, state, admins.chat_id)


async def _take(
    message: Message,
    written: Written,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
    state: FSMContext,
    group_id: int,
) -> None:
    now = clock()
    async with db.transaction() as session:
        kept = await support.ask(session, participant.id, written, now=now)
        if kept is not None:
            await support_cards.announce(session, kept, chat_id=group_id, now=now)
    if written.album is None:
        await state.clear()
    else:
        await state.set_state(Writing.album)
        await state.set_data({"album": written.album})
    if kept is not None and not kept.is_more_of_album:
        await message.reply(t("support-taken", number=str(kept.thread.id)))


@router.callback_query(CancelSupport.filter())
async def cancel(
    query: CallbackQuery, t: Translate, state: FSMContext, raw_state: str | None
) -> None:
    if raw_state != Writing.words.state:
        # It has been sent: "cancelled" would not be true.
        await query.answer(t.plain("errors-nothing-to-cancel"), show_alert=True)
        return
    await state.clear()
    await show(query, t("support-cancelled"), [[home_button(t)]])
