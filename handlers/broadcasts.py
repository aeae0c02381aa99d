"""How do the admins send something to everybody?"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from aiogram.utils.text_decorations import add_surrogates, html_decoration

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import broadcasts, confirmations
from bot.services.broadcast_cards import Action

router = Router(name=__name__)


class SendNow(CallbackData, prefix=Action.SEND_NOW.value):
    token: str


class Cancel(CallbackData, prefix=Action.CANCEL.value):
    token: str


class Resend(CallbackData, prefix=Action.RESEND.value):
    token: str


@router.message(Command("broadcast"))
async def prepare(message: Message, db: Database, clock: Clock) -> None:
    """The sender shows the text and the card, and starts when the undo time is over."""
    assert message.from_user is not None
    html = html_after_command(message)
    async with db.transaction() as session:
        await broadcasts.plan(
            session, html, by=message.from_user.id, card_chat_id=message.chat.id, now=clock()
        )


@router.callback_query(SendNow.filter())
async def send_now(
    query: CallbackQuery, callback_data: SendNow, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.transaction() as session:
        subject = await confirmations.spend(
            session,
            callback_data.token,
            chat_id=_chat_id(query),
            telegram_id=query.from_user.id,
            action=Action.SEND_NOW,
            now=clock(),
        )
        await broadcasts.start_now(session, subject["broadcast_id"], now=clock())
    await query.answer(t.plain("broadcasts-now-toast"))


@router.callback_query(Cancel.filter())
async def cancel(
    query: CallbackQuery, callback_data: Cancel, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.transaction() as session:
        subject = await confirmations.spend(
            session,
            callback_data.token,
            chat_id=_chat_id(query),
            telegram_id=query.from_user.id,
            action=Action.CANCEL,
            now=clock(),
        )
        await broadcasts.cancel(session, subject["broadcast_id"])
    await query.answer(t.plain("broadcasts-cancel-toast"), show_alert=True)


@router.callback_query(Resend.filter())
async def resend(
    query: CallbackQuery, callback_data: Resend, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.transaction() as session:
        subject = await confirmations.spend(
            session,
            callback_data.token,
            chat_id=_chat_id(query),
            telegram_id=query.from_user.id,
            action=Action.RESEND,
            now=clock(),
        )
        await broadcasts.resend(session, subject["broadcast_id"])
    await query.answer(t.plain("broadcasts-resend-toast"))


def html_after_command(message: Message) -> str:
    """What follows the command, with its formatting; "" when nothing does."""
    text = message.text or ""
    words = text.split(maxsplit=1)
    if len(words) < 2:
        return ""
    rest = words[1]
    # Entities are counted in UTF-16 code units.
    skipped = len(add_surrogates(text.removesuffix(rest))) // 2
    entities = []
    for entity in message.entities or []:
        start = max(entity.offset - skipped, 0)
        length = entity.offset + entity.length - skipped - start
        if length > 0:
            entities.append(entity.model_copy(update={"offset": start, "length": length}))
    return html_decoration.unparse(rest, entities)


def _chat_id(query: CallbackQuery) -> int:
    assert query.message is not None
    return query.message.chat.id
