"""How do the admins send something to everybody?"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from aiogram.utils.text_decorations import add_surrogates, html_decoration

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import broadcast_cards, broadcasts
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
    await _press(query, Action.SEND_NOW, callback_data.token, db, clock)
    await query.answer(t.plain("broadcasts-now-toast"))


@router.callback_query(Cancel.filter())
async def cancel(
    query: CallbackQuery, callback_data: Cancel, db: Database, t: Translate, clock: Clock
) -> None:
    await _press(query, Action.CANCEL, callback_data.token, db, clock)
    await query.answer(t.plain("broadcasts-cancel-toast"), show_alert=True)


@router.callback_query(Resend.filter())
async def resend(
    query: CallbackQuery, callback_data: Resend, db: Database, t: Translate, clock: Clock
) -> None:
    await _press(query, Action.RESEND, callback_data.token, db, clock)
    await query.answer(t.plain("broadcasts-resend-toast"))


async def _press(
    query: CallbackQuery, action: Action, token: str, db: Database, clock: Clock
) -> None:
    assert query.message is not None
    async with db.transaction() as session:
        await broadcast_cards.press(
            session,
            action,
            token,
            chat_id=query.message.chat.id,
            telegram_id=query.from_user.id,
            now=clock(),
        )


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
