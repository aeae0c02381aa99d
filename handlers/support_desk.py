"""How does the team answer participants, from the admin group?"""

from contextlib import suppress

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot import keyboards
from bot.clock import Clock
from bot.db import Database, Session
from bot.i18n import Translate
from bot.services import (
    admins,
    names,
    outbox,
    people,
    support,
    support_cards,
    support_lists,
    support_posts,
)
from bot.services.roles import Right, who_may
from bot.services.support import Kept, Written
from bot.services.support_lists import Line, Page
from handlers.filters import InAdminGroup, May, NotACommand, can_edit
from handlers.people_buttons import AskMessage, RepostThread, ShowThreads
from handlers.presses import Place, place_of
from handlers.questions import AnswersQuestion, Asked, ask
from handlers.screens import Row, button, show
from handlers.support import InThread, written_in
from models import SupportThread

reply_router = Router(name=f"{__name__}.replies")
outsiders_router = Router(name=f"{__name__}.outsiders")
router = Router(name=__name__)


class CloseThread(CallbackData, prefix="thread-close"):
    thread_id: int


class ReopenThread(CallbackData, prefix="thread-reopen"):
    thread_id: int


@reply_router.message(NotACommand(), InThread(), May(Right.CARE))
async def answer(message: Message, db: Database, clock: Clock) -> None:
    written, place, now = _from_team(message), place_of(message), clock()
    replied = message.reply_to_message
    replied_id = replied.message_id if replied is not None else None
    async with db.transaction() as session:
        await admins.remember(session, place.telegram_id, place.name, now=now)
        thread = await _thread(session, place, replied_id, written.album)
        kept = await support.answer(session, thread, written, now=now)
        if kept is not None:
            await _send(session, kept, place, clock)


@reply_router.message(NotACommand(), InThread())
async def refuse_an_answer(message: Message, t: Translate) -> None:
    """Somebody of the team whose role is another one."""
    roles = ", ".join(t.plain("roles-role", role=role) for role in who_may(Right.CARE))
    await message.reply(t("support-no-right", roles=roles))


@outsiders_router.message(InAdminGroup(), NotACommand(), InThread())
async def refuse_an_outsider(message: Message, t: Translate) -> None:
    """A member without a role, or an administrator who writes anonymously."""
    await message.reply(t("errors-not-admin"))


def _from_team(message: Message) -> Written:
    """What is to be passed on. Raises `SupportEmpty` or `SupportTooLong`."""
    written = written_in(message)
    with_file = written.attachment is not None
    written.check(words_max=support_cards.CAPTION_WORDS_MAX if with_file else support.WORDS_MAX)
    return written


async def _thread(
    session: Session, place: Place, replied_id: int | None, album: str | None
) -> SupportThread:
    found = None
    if replied_id is not None:
        found = await support_posts.thread_of(session, place.chat_id, replied_id)
    elif album is not None:
        found = await support_posts.thread_of_album(
            session, place.chat_id, album, by=place.telegram_id
        )
    if found is None:
        raise support.ThreadUnknown
    return found


async def _send(session: Session, kept: Kept, place: Place, clock: Clock) -> None:
    """Send the words on, and say in the group that they are on their way."""
    now = clock()
    await support_cards.deliver(session, kept, now=now)
    if kept.is_more_of_album:
        return
    person = await people.by_id(session, kept.thread.participant_id)
    await outbox.post(
        session,
        chat_id=place.chat_id,
        text_key="support-sent-reopened" if kept.was_reopened else "support-sent",
        args={"number": str(kept.thread.id), "name": names.later(person.name)},
        subject=support_posts.subject(kept.thread.id, 0),
        reply_to_message_id=kept.message.source_message_id,
        now=now,
    )


@router.callback_query(AskMessage.filter())
async def ask_for_the_words(
    query: CallbackQuery,
    callback_data: AskMessage,
    bot: Bot,
    db: Database,
    t: Translate,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        person = await people.by_id(session, callback_data.participant_id)
    question = t("support-ask-team", name=names.of(t, person.name, person.id))
    subject = callback_data.model_dump()
    await ask(query, bot, state, Asked.message, subject, question=question, t=t)


@router.message(StateFilter(Asked.message), NotACommand(), AnswersQuestion())
async def write_first(message: Message, db: Database, clock: Clock, state: FSMContext) -> None:
    written, place, now = _from_team(message), place_of(message), clock()
    participant_id = int((await state.get_data())["participant_id"])
    async with db.transaction() as session:
        await admins.remember(session, place.telegram_id, place.name, now=now)
        thread = await support.begin_for(session, participant_id, now=now)
        kept = await support.answer(session, thread, written, now=now)
        if kept is not None:
            await _send(session, kept, place, clock)
    await state.clear()


@router.callback_query(CloseThread.filter())
async def close(
    query: CallbackQuery, callback_data: CloseThread, db: Database, t: Translate, clock: Clock
) -> None:
    now = clock()
    async with db.transaction() as session:
        thread = await support.close(
            session, callback_data.thread_id, by=query.from_user.id, now=now
        )
        await support_cards.tell_closed(session, thread, now=now)
    await query.answer(t.plain("support-closed-toast", number=str(thread.id)))
    await _turn_buttons(query, t, thread)


@router.callback_query(ReopenThread.filter())
async def reopen(
    query: CallbackQuery, callback_data: ReopenThread, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.transaction() as session:
        thread = await support.reopen(
            session, callback_data.thread_id, by=query.from_user.id, now=clock()
        )
    await query.answer(t.plain("support-reopened-toast", number=str(thread.id)))
    await _turn_buttons(query, t, thread)


async def _turn_buttons(query: CallbackQuery, t: Translate, thread: SupportThread) -> None:
    message = can_edit(query)
    if message is None:
        return
    keyboard = keyboards.render(t, support_cards.keyboard(thread))
    # Not modified, or deleted meanwhile: the decision stands.
    with suppress(TelegramBadRequest):
        await message.edit_reply_markup(reply_markup=keyboard)


@router.callback_query(RepostThread.filter())
async def repost(
    query: CallbackQuery, callback_data: RepostThread, db: Database, t: Translate, clock: Clock
) -> None:
    place = place_of(query)
    async with db.transaction() as session:
        thread = await support.find(session, callback_data.thread_id)
        messages = await support_lists.last_messages(session, thread.id)
        await support_cards.repost(session, thread, messages, chat_id=place.chat_id, now=clock())
    await query.answer(t.plain("support-repost-toast"))


@router.callback_query(ShowThreads.filter())
async def list_threads(
    query: CallbackQuery, callback_data: ShowThreads, db: Database, t: Translate
) -> None:
    async with db.read() as session:
        page = await support_lists.open_ones(session, page=callback_data.page)
    text = t("support-threads-title", count=page.total) if page.total else t("support-no-threads")
    rows = [[_thread_button(t, line)] for line in page.lines]
    turning = _turning(t, page)
    await show(query, text, [*rows, *([turning] if turning else [])])


def _thread_button(t: Translate, line: Line) -> InlineKeyboardButton:
    text = t.plain(
        "support-thread-button",
        waits="yes" if line.waits_for_team else "no",
        number=str(line.thread.id),
        name=names.of(t, line.person.name, line.person.id),
    )
    return button(text, RepostThread(thread_id=line.thread.id).pack())


def _turning(t: Translate, page: Page) -> Row:
    row: Row = []
    if page.number > 0:
        newer = ShowThreads(page=page.number - 1).pack()
        row.append(button(t.plain("people-newer-button"), newer))
    if page.has_next:
        row.append(button(t.plain("people-older-button"), ShowThreads(page=page.number + 1).pack()))
    return row
