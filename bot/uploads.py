"""How does a drawn picture reach a chat: as a file id that Telegram knows, or as a new upload?"""

import hashlib

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, Message

from bot.clock import Clock
from bot.db import Database
from bot.pictures import Card, Pictures, cards
from bot.services import pictures as remembered

FILE_NAME = "invite.png"


class Uploads:
    """Sends pictures, each uploaded once.

    It writes in transactions of its own, after the upload: a file id decides nothing, and losing
    one costs an upload.
    """

    def __init__(self, db: Database, clock: Clock, pictures: Pictures) -> None:
        self._db = db
        self._clock = clock
        self._pictures = pictures

    async def answer(
        self,
        message: Message,
        card: Card,
        *,
        caption: str,
        keyboard: InlineKeyboardMarkup,
        file_name: str = FILE_NAME,
        as_document: bool = False,
    ) -> None:
        """Answer with the picture of a card, as a file where Telegram is not to make it smaller.

        Raises what `Pictures.draw` does.
        """
        send = message.answer_document if as_document else message.answer_photo
        assert message.bot is not None
        digest = cards.digest(card, bot_id=message.bot.id)
        async with self._db.read() as session:
            file_id = await remembered.find(session, digest)
        if file_id is not None:
            try:
                await send(file_id, caption=caption, reply_markup=keyboard)
            except TelegramBadRequest as error:
                if not _is_about_the_file(error):
                    raise
            else:
                return
        file = BufferedInputFile(await self._pictures.draw(card), file_name)
        sent = await send(file, caption=caption, reply_markup=keyboard)
        new_id = _file_id(sent)
        if new_id is not None:
            async with self._db.transaction() as session:
                await remembered.remember(session, digest, new_id, now=self._clock())

    async def answer_file(
        self, message: Message, content: bytes, *, file_name: str, caption: str
    ) -> None:
        """Answer with a file of ours; the same content is uploaded once."""
        assert message.bot is not None
        digest = hashlib.sha256(f"{message.bot.id}\n{file_name}\n".encode() + content).hexdigest()
        async with self._db.read() as session:
            file_id = await remembered.find(session, digest)
        if file_id is not None:
            try:
                await message.answer_document(file_id, caption=caption)
            except TelegramBadRequest as error:
                if not _is_about_the_file(error):
                    raise
            else:
                return
        file = BufferedInputFile(content, file_name)
        sent = await message.answer_document(file, caption=caption)
        new_id = _file_id(sent)
        if new_id is not None:
            async with self._db.transaction() as session:
                await remembered.remember(session, digest, new_id, now=self._clock())


def _file_id(sent: Message) -> str | None:
    if sent.document is not None:
        return sent.document.file_id
    # The largest of the sizes that Telegram made of a picture stands last.
    return sent.photo[-1].file_id if sent.photo else None


def _is_about_the_file(error: TelegramBadRequest) -> bool:
    """Telegram no longer knows the file id, or never did: "wrong file identifier" and others."""
    words = error.message.lower()
    return "file" in words or "photo" in words or "document" in words
