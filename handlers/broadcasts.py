"""How do the admins send something to everybody?"""

from collections.abc import Mapping

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from aiogram.utils.text_decorations import add_surrogates

from bot import copies
from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import admins as admin_names
from bot.services import broadcast_cards, broadcasts
from bot.services.broadcast_cards import Action
from handlers import broadcast_drafts, presses

router = Router(name=__name__)


class Start(CallbackData, prefix=Action.START.value):
    token: str


class SendNow(CallbackData, prefix=Action.SEND_NOW.value):
    token: str


class Pause(CallbackData, prefix=Action.PAUSE.value):
    token: str


class Resume(CallbackData, prefix=Action.RESUME.value):
    token: str


class Cancel(CallbackData, prefix=Action.CANCEL.value):
    token: str


class Resend(CallbackData, prefix=Action.RESEND.value):
    token: str


class LeaveUnknown(CallbackData, prefix=Action.LEAVE.value):
    token: str


Pressed = Start | SendNow | Pause | Resume | Cancel | Resend | LeaveUnknown


@router.message(Command("broadcast"))
async def prepare(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    """The sender shows the text and the card, and starts when the undo time is over.

    Without a text any message is asked for.
    """
    admin = message.from_user
    assert admin is not None
    html = html_after_command(message)
    if not html:
        await broadcast_drafts.ask(message, bot, t, clock(), state)
        return
    async with db.transaction() as session:
        await admin_names.remember(session, admin.id, presses.name_of(admin), now=clock())
        await broadcasts.plan(session, html, by=admin.id, card_chat_id=message.chat.id, now=clock())


TOASTS: Mapping[type[Pressed], str] = {
    Start: "broadcasts-start-toast",
    SendNow: "broadcasts-now-toast",
    Pause: "broadcasts-pause-toast",
    Resume: "broadcasts-resume-toast",
    Cancel: "broadcasts-cancel-toast",
    Resend: "broadcasts-resend-toast",
    LeaveUnknown: "broadcasts-leave-toast",
}
"""What each button of a card answers; its prefix is the action."""


async def press(
    query: CallbackQuery, callback_data: Pressed, db: Database, t: Translate, clock: Clock
) -> None:
    assert query.message is not None
    kind = type(callback_data)
    async with db.transaction() as session:
        by = query.from_user
        await admin_names.remember(session, by.id, presses.name_of(by), now=clock())
        await broadcast_cards.press(
            session,
            Action(kind.__prefix__),
            callback_data.token,
            chat_id=query.message.chat.id,
            telegram_id=by.id,
            now=clock(),
        )
    await query.answer(t.plain(TOASTS[kind]), show_alert=kind is Cancel)


for kind in TOASTS:
    router.callback_query.register(press, kind.filter())


def html_after_command(message: Message) -> str:
    """What follows the command, with its formatting; "" when nothing does."""
    text = message.text or ""
    words = text.split(maxsplit=1)
    if len(words) < 2:
        return ""
    rest = words[1]
    skipped = len(add_surrogates(text.removesuffix(rest))) // 2
    return copies.html_of(rest, message.entities or (), skipped=skipped)
