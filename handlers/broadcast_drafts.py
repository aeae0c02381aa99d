"""How do the admins write a message to many, see it as people will, and choose for whom it is?"""

from datetime import UTC, datetime, timedelta

from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ForceReply, Message

from bot import copies, keyboards
from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Markup, Translate
from bot.services import admins as admin_names
from bot.services import broadcast_contents, broadcast_drafts, broadcast_screens, segments
from bot.services.broadcast_screens import Screen, Step
from bot.services.segments import Segment
from handlers import presses, screens
from handlers.filters import is_command, is_second_hand
from models import Broadcast

router = Router(name=__name__)
message_router = Router(name=f"{__name__}.message")

UNIX_TIME_MAX = 2**32
MESSAGE_WAITS = timedelta(minutes=30)
"""Later than that, what an admin writes to the group is about something else."""


class Composing(StatesGroup):
    """An admin was asked for the message that goes to many."""

    message = State()


class ShowDraft(CallbackData, prefix=Step.DRAFT.value):
    broadcast_id: int


class SendTest(CallbackData, prefix=Step.TEST.value):
    broadcast_id: int


class ShowAudiences(CallbackData, prefix=Step.AUDIENCE.value):
    broadcast_id: int


class ChooseSegment(CallbackData, prefix=Step.SEGMENT.value):
    broadcast_id: int
    kind: str
    value: str


class ShowTimes(CallbackData, prefix=Step.TIMES.value):
    broadcast_id: int


class ChooseTime(CallbackData, prefix=Step.TIME.value):
    broadcast_id: int
    at: int
    """Unix time; 0: at once."""


class ChooseLinks(CallbackData, prefix=Step.LINKS.value):
    broadcast_id: int
    wanted: str


class AskToStart(CallbackData, prefix=Step.ASK.value):
    broadcast_id: int


class GivesTheMessage(Filter):
    """Not a command, not said to somebody else, and soon after the question or a reply to it."""

    async def __call__(self, message: Message, state: FSMContext, clock: Clock) -> bool:
        if is_command(message) and not is_second_hand(message):
            return False
        draft = await state.get_data()
        replied = message.reply_to_message
        if replied is not None and replied.forum_topic_created is None:
            prompt_message_id: int | None = draft.get("prompt_message_id")
            return replied.message_id == prompt_message_id
        asked_at: str | None = draft.get("asked_at")
        return asked_at is not None and clock() < datetime.fromisoformat(asked_at) + MESSAGE_WAITS


async def ask(message: Message, bot: Bot, t: Translate, now: datetime, state: FSMContext) -> None:
    """Ask for the message; whoever was asked answers with the next thing they send."""
    assert message.from_user is not None
    # The state before the question: the answer may come at once.
    await state.set_state(Composing.message)
    await state.set_data({"asked_at": now.isoformat()})
    sees = "all" if await _sees_all(bot, message.chat.id) else "replies"
    prompt = await message.answer(
        t("broadcasts-prompt", admin=Markup(presses.mention(message.from_user)), sees=sees),
        reply_markup=ForceReply(
            selective=True, input_field_placeholder=t.plain("broadcasts-prompt-placeholder")
        ),
    )
    if await state.get_state() == Composing.message.state:
        await state.update_data(prompt_message_id=prompt.message_id)


async def _sees_all(bot: Bot, chat_id: int) -> bool:
    """Otherwise Telegram shows a bot commands and replies to itself, and nothing forwarded."""
    if (await bot.me()).can_read_all_group_messages:
        return True
    try:
        member = await bot.get_chat_member(chat_id, bot.id)
    except TelegramAPIError:
        return True
    return member.status == ChatMemberStatus.ADMINISTRATOR


@message_router.message(StateFilter(Composing.message), GivesTheMessage())
async def compose(message: Message, db: Database, clock: Clock, state: FSMContext) -> None:
    """The sender shows what recipients will see, and the card below it."""
    admin = message.from_user
    assert admin is not None
    if message.media_group_id is not None:
        # An album arrives as several messages, and is refused once.
        refused = (await state.get_data()).get("album")
        await state.update_data(album=message.media_group_id)
        if refused == message.media_group_id:
            return
    content = copies.content_of(message)
    async with db.transaction() as session:
        await admin_names.remember(session, admin.id, presses.name_of(admin), now=clock())
        await broadcast_drafts.compose(
            session, content, by=admin.id, card_chat_id=message.chat.id, now=clock()
        )
    await state.clear()


@router.callback_query(ShowDraft.filter())
async def show_draft(
    query: CallbackQuery,
    callback_data: ShowDraft,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
) -> None:
    screen = await draft_screen(db, clock(), settings, callback_data.broadcast_id)
    await _turn(query, t, screen)


@router.callback_query(SendTest.filter())
async def send_test(
    query: CallbackQuery, callback_data: SendTest, bot: Bot, db: Database, t: Translate
) -> None:
    """To the private chat of whoever pressed, as a recipient gets it."""
    async with db.read() as session:
        broadcast = await broadcast_drafts.get(session, callback_data.broadcast_id)
    try:
        await bot(copies.to_send(broadcast_contents.of(broadcast), query.from_user.id))
    except (TelegramForbiddenError, TelegramBadRequest):
        username = (await bot.me()).username or ""
        await query.answer(t.plain("broadcasts-test-refused", bot=username), show_alert=True)
        assert query.message is not None
        mention = Markup(presses.mention(query.from_user))
        await query.message.answer(t("broadcasts-test-how", admin=mention, bot=username))
        return
    await query.answer(t.plain("broadcasts-test-toast"))


@router.callback_query(ShowAudiences.filter())
async def show_audiences(
    query: CallbackQuery, callback_data: ShowAudiences, db: Database, t: Translate
) -> None:
    async with db.read() as session:
        broadcast = await broadcast_drafts.get(session, callback_data.broadcast_id)
        screen = await broadcast_screens.audiences(session, broadcast)
    await _turn(query, t, screen)


@router.callback_query(ChooseSegment.filter())
async def choose_segment(
    query: CallbackQuery,
    callback_data: ChooseSegment,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
) -> None:
    written = ":".join(part for part in (callback_data.kind, callback_data.value) if part)
    segment = segments.parse(written, default_language=settings.texts.language)
    screen = await draft_screen(
        db, clock(), settings, callback_data.broadcast_id, new_segment=segment
    )
    await _turn(query, t, screen)


@router.callback_query(ShowTimes.filter())
async def show_times(
    query: CallbackQuery, callback_data: ShowTimes, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.read() as session:
        broadcast = await broadcast_drafts.get(session, callback_data.broadcast_id)
    await _turn(query, t, broadcast_screens.times(broadcast, zone=t.zone, now=clock()))


@router.callback_query(ChooseTime.filter())
async def choose_time(
    query: CallbackQuery,
    callback_data: ChooseTime,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
) -> None:
    # What no button of ours carries is at once, or too far ahead.
    seconds = min(callback_data.at, UNIX_TIME_MAX)
    starts_at = datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    screen = await draft_screen(
        db, clock(), settings, callback_data.broadcast_id, new_start=(starts_at,)
    )
    await _turn(query, t, screen)


@router.callback_query(ChooseLinks.filter())
async def choose_links(
    query: CallbackQuery,
    callback_data: ChooseLinks,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
) -> None:
    """The message above the card changes with it."""
    shows = callback_data.wanted == "on"
    async with db.read() as session:
        broadcast = await broadcast_drafts.get(session, callback_data.broadcast_id)
    screen = await draft_screen(db, clock(), settings, callback_data.broadcast_id, new_links=shows)
    await _turn(query, t, screen)
    await _show_preview(bot, broadcast, shows)


async def _show_preview(bot: Bot, broadcast: Broadcast, shows_links: bool) -> None:
    if broadcast.preview_message_id is None or broadcast.card_chat_id is None:
        return
    broadcast.shows_links = shows_links
    content = broadcast_contents.of(broadcast)
    try:
        await bot(copies.to_edit(content, broadcast.card_chat_id, broadcast.preview_message_id))
    except TelegramBadRequest:
        # Not modified, or deleted by somebody.
        return


@router.callback_query(AskToStart.filter())
async def ask_to_start(
    query: CallbackQuery,
    callback_data: AskToStart,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
) -> None:
    """The number of people once more, before it cannot be taken back."""
    now = clock()
    async with db.read() as session:
        broadcast = await broadcast_drafts.get(session, callback_data.broadcast_id)
        reach = await broadcast_screens.reach_of(session, broadcast, now=now)
    async with db.transaction() as session:
        screen = await broadcast_screens.question(
            session,
            broadcast,
            reach,
            messages_per_second=settings.sender.messages_per_second,
            now=now,
        )
    await _turn(query, t, screen)


async def draft_screen(
    db: Database,
    now: datetime,
    settings: Settings,
    broadcast_id: int,
    *,
    new_segment: Segment | None = None,
    new_start: tuple[datetime | None] | None = None,
    new_links: bool | None = None,
) -> Screen:
    """A draft's card after what was chosen."""
    async with db.read() as session:
        broadcast = await broadcast_drafts.get(session, broadcast_id)
        segment = new_segment or segments.decode(broadcast.segment)
        reach = await segments.reach(session, segment, now=now)
    async with db.transaction() as session:
        if new_segment is not None:
            broadcast = await broadcast_drafts.choose_segment(session, broadcast_id, new_segment)
        if new_start is not None:
            broadcast = await broadcast_drafts.choose_time(
                session, broadcast_id, new_start[0], now=now
            )
        if new_links is not None:
            broadcast = await broadcast_drafts.choose_links(session, broadcast_id, shows=new_links)
        return await broadcast_screens.draft(
            session,
            broadcast,
            reach,
            messages_per_second=settings.sender.messages_per_second,
            now=now,
        )


async def _turn(query: CallbackQuery, t: Translate, screen: Screen) -> None:
    """Turn the card under the button into another screen."""
    text = t(screen.text_key, **screen.text_args)
    await screens.turn(query, text, keyboards.render(t, screen.keyboard))
