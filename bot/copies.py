"""How does a message of the admins become a broadcast's copy in Telegram's terms?"""

from collections.abc import Sequence
from typing import Any

from aiogram.methods import (
    EditMessageText,
    SendAnimation,
    SendAudio,
    SendDocument,
    SendMessage,
    SendPhoto,
    SendVideo,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
)
from aiogram.utils.text_decorations import add_surrogates, html_decoration

from bot.errors import UserError
from bot.services import broadcast_contents
from bot.services.broadcast_contents import Content, LinkButton
from models import BroadcastKind

FILE_METHODS: dict[BroadcastKind, type[TelegramMethod[Message]]] = {
    BroadcastKind.PHOTO: SendPhoto,
    BroadcastKind.VIDEO: SendVideo,
    BroadcastKind.ANIMATION: SendAnimation,
    BroadcastKind.DOCUMENT: SendDocument,
    BroadcastKind.AUDIO: SendAudio,
    BroadcastKind.VOICE: SendVoice,
}


class BroadcastKindRefused(UserError):
    """A sticker, a poll, a place: nothing that goes to many."""


class BroadcastAlbumRefused(UserError):
    pass


def content_of(message: Message) -> Content:
    """What somebody wrote or forwarded, with its formatting and its buttons that lead somewhere.

    Raises `BroadcastKindRefused`, `BroadcastAlbumRefused`, and what
    `broadcast_contents.split_buttons` refuses.
    """
    if message.media_group_id is not None:
        raise BroadcastAlbumRefused
    kind, file_id = _kind_of(message)
    written = message.text or message.caption or ""
    text, typed = broadcast_contents.split_buttons(written)
    html = html_of(text, message.entities or message.caption_entities or ())
    rows = tuple((button,) for button in typed)
    return Content(html, kind, file_id, (*_kept_buttons(message), *rows))


def _kind_of(message: Message) -> tuple[BroadcastKind, str | None]:
    if message.text is not None:
        return BroadcastKind.TEXT, None
    if message.photo:
        return BroadcastKind.PHOTO, message.photo[-1].file_id
    # Telegram names an animation as a document too, for older programs.
    for kind in (
        BroadcastKind.VIDEO,
        BroadcastKind.ANIMATION,
        BroadcastKind.DOCUMENT,
        BroadcastKind.AUDIO,
        BroadcastKind.VOICE,
    ):
        found = getattr(message, kind.value)
        if found is not None:
            return kind, found.file_id
    raise BroadcastKindRefused


def _kept_buttons(message: Message) -> Sequence[tuple[LinkButton, ...]]:
    """Of a forwarded message; what its buttons did by a callback, only their bot could do."""
    keyboard = message.reply_markup.inline_keyboard if message.reply_markup else []
    rows = [
        tuple(LinkButton(button.text, button.url) for button in row if button.url is not None)
        for row in keyboard
    ]
    return [row for row in rows if row]


def html_of(text: str, entities: Sequence[MessageEntity], *, skipped: int = 0) -> str:
    """A part of a text with its formatting; `skipped` UTF-16 code units stand before it."""
    # Entities are counted in UTF-16 code units.
    length = len(add_surrogates(text)) // 2
    kept = []
    for entity in entities:
        start = max(entity.offset - skipped, 0)
        end = min(entity.offset + entity.length - skipped, length)
        if end > start:
            kept.append(entity.model_copy(update={"offset": start, "length": end - start}))
    return html_decoration.unparse(text, kept)


def keyboard_of(content: Content) -> InlineKeyboardMarkup | None:
    if not content.buttons:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=button.text, url=button.url) for button in row]
            for row in content.buttons
        ]
    )


def to_send(content: Content, chat_id: int, *, paid: bool = False) -> TelegramMethod[Message]:
    """The request that sends one copy."""
    if content.kind == BroadcastKind.TEXT:
        return SendMessage(
            chat_id=chat_id,
            text=content.html,
            link_preview_options=_links(content),
            reply_markup=keyboard_of(content),
            allow_paid_broadcast=paid or None,
        )
    fields: dict[str, Any] = {
        "chat_id": chat_id,
        content.kind.value: content.file_id,
        "caption": content.html or None,
        "reply_markup": keyboard_of(content),
        "allow_paid_broadcast": paid or None,
    }
    return FILE_METHODS[content.kind](**fields)


def to_edit(content: Content, chat_id: int, message_id: int) -> EditMessageText:
    """The request that shows a text's changed preview."""
    return EditMessageText(
        chat_id=chat_id,
        message_id=message_id,
        text=content.html,
        link_preview_options=_links(content),
        reply_markup=keyboard_of(content),
    )


def _links(content: Content) -> LinkPreviewOptions:
    return LinkPreviewOptions(is_disabled=not content.shows_links)
