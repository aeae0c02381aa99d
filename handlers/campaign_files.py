"""How does a campaign come into the bot as a file?"""

import asyncio
import io

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Filter, StateFilter, or_f
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import campaign_drafts, documents, uploaded_texts
from bot.services.documents import Document, DocumentRefused
from handlers import campaign_drafts as dialogue
from handlers import campaign_texts, presses
from handlers.campaign_buttons import AskForToml
from handlers.filters import NotACommand, is_second_hand
from handlers.questions import AnswersQuestion, Asked, ask

router = Router(name=__name__)
forwarded_router = Router(name=f"{__name__}.forwarded")

ENDING = ".toml"


class IsToml(Filter):
    """A file that says by its name what it is."""

    async def __call__(self, message: Message) -> bool:
        document = message.document
        return document is not None and (document.file_name or "").lower().endswith(ENDING)


class SecondHand(Filter):
    async def __call__(self, message: Message) -> bool:
        return is_second_hand(message)


class AnswersWithAFile(Filter):
    """Whatever was sent to the question for a file."""

    async def __call__(self, message: Message, state: FSMContext) -> bool:
        is_asked = await StateFilter(Asked.campaign_file)(message, await state.get_state())
        return bool(is_asked) and await AnswersQuestion()(message, state)


@router.callback_query(AskForToml.filter())
async def ask_for_a_file(query: CallbackQuery, bot: Bot, t: Translate, state: FSMContext) -> None:
    question = t("campaigns-file-question")
    await ask(query, bot, state, Asked.campaign_file, {}, question=question, t=t)


@router.message(NotACommand(), or_f(IsToml(), AnswersWithAFile()))
async def take_a_file(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    """Checked, and shown as a draft: nothing counts before it is confirmed."""
    try:
        document = await asyncio.to_thread(_parse, await _content(message, bot))
    except DocumentRefused as error:
        await message.reply(campaign_texts.mistakes_text(t, error.lines))
        return
    now, place = clock(), presses.place_of(message)
    async with db.transaction() as session:
        draft, before = await campaign_drafts.of_file(session, document)
        token = await campaign_drafts.keep(session, draft, chat_id=place.chat_id, now=now)
    await state.clear()
    await dialogue.show_draft_screen(message, t, draft, before, token)


@forwarded_router.message(IsToml(), SecondHand())
async def refuse_a_forwarded_file(message: Message, t: Translate) -> None:
    """What somebody else wrote is not done on their word: an admin who read it sends it."""
    await message.reply(t("errors-forwarded-file"))


def _parse(content: bytes) -> Document:
    """Takes seconds for the largest files: not for the event loop."""
    return documents.parse_toml(uploaded_texts.decoded(content))


async def _content(message: Message, bot: Bot) -> bytes:
    """The file, or the document itself as a message; too much of it is refused by its reader."""
    file = message.document
    if file is None:
        return (message.text or "").encode()
    if (file.file_size or 0) > documents.SIZE_MAX_BYTES:
        raise DocumentRefused(
            [f"the document is larger than {documents.SIZE_MAX_BYTES // 1024} KB"]
        )
    buffer = io.BytesIO()
    try:
        await bot.download(file, destination=buffer)
    except TelegramBadRequest:
        raise uploaded_texts.UploadNotText from None
    return buffer.getvalue()
