"""How does a bot change or remove what it has written?"""

from typing import Any

from bot.sandbox import access, buttons, messages, text
from bot.sandbox.chats import GroupChat, PrivateChat
from bot.sandbox.entities import Json
from bot.sandbox.errors import NOT_MODIFIED, bad_request
from bot.sandbox.methods import media
from bot.sandbox.methods.registry import Call, answers
from bot.sandbox.methods.sending import caption, with_users

DELETE_WINDOW_SECONDS = 48 * 3600
DELETED_AT_ONCE = 100
MEDIA_FIELDS = ("photo", "document", "video", "audio", "animation")


@answers("editMessageText")
def edit_message_text(call: Call) -> Json:
    """Answer editMessageText."""
    chat, message = _editable(call)
    plain, entities = text.formatted(
        call.get("text") or "", call.get("parse_mode"), call.get("entities")
    )
    if not plain:
        raise bad_request("message text is empty")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    changes: dict[str, Any] = {"text": plain, "entities": with_users(call, entities) or None}
    if "link_preview_options" in call.values or "link_preview_options" in message:
        changes["link_preview_options"] = call.get("link_preview_options")
    return _apply(call, chat, message, changes)


@answers("editMessageCaption")
def edit_message_caption(call: Call) -> Json:
    """Answer editMessageCaption."""
    chat, message = _editable(call)
    if not any(field in message for field in (*MEDIA_FIELDS, "voice")):
        raise bad_request("there is no caption in the message to edit")
    fields = caption(call)
    changes = {
        name: fields.get(name)
        for name in ("caption", "caption_entities", "show_caption_above_media")
    }
    return _apply(call, chat, message, changes)


@answers("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json:
    """Answer editMessageReplyMarkup."""
    chat, message = _editable(call)
    return _apply(call, chat, message, {})


@answers("editMessageMedia")
def edit_message_media(call: Call) -> Json:
    """Answer editMessageMedia."""
    chat, message = _editable(call)
    given = call.values["media"]
    kind = given["type"]
    if kind not in MEDIA_FIELDS:
        raise bad_request(f"type of media {kind!r} can't be used to edit a message")
    changes: dict[str, Any] = dict.fromkeys((*MEDIA_FIELDS, "text", "entities"))
    changes.update(media.described(media.stored(call, kind, given["media"]), given))
    fields = caption(Call(call.world, call.bot, call.method, given, call.files))
    for name in ("caption", "caption_entities", "show_caption_above_media"):
        changes[name] = fields.get(name)
    return _apply(call, chat, message, changes)


@answers("deleteMessage")
def delete_message(call: Call) -> bool:
    """Answer deleteMessage."""
    chat = access.readable(call.world, call.bot, call.values["chat_id"])
    number = call.values["message_id"]
    message = chat.messages.get(number)
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(call, chat, message):
        raise bad_request("message can't be deleted")
    messages.delete(call.world, chat, number)
    return True


@answers("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Answer deleteMessages: those that can't be found are skipped."""
    chat = access.readable(call.world, call.bot, call.values["chat_id"])
    numbers = call.values["message_ids"]
    if not 1 <= len(numbers) <= DELETED_AT_ONCE:
        raise bad_request(
            "message identifiers are not specified"
            if not numbers
            else "too many message identifiers specified"
        )
    for number in numbers:
        message = chat.messages.get(number)
        if message is not None and _may_delete(call, chat, message):
            messages.delete(call.world, chat, number)
    return True


def _editable(call: Call) -> tuple[PrivateChat | GroupChat, Json]:
    if call.get("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    if call.get("chat_id") is None:
        raise bad_request("chat_id is empty")
    chat = access.readable(call.world, call.bot, call.values["chat_id"])
    if not call.get("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.values["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if isinstance(chat, PrivateChat):
        # Telegram reports a block on sending only, but it hides the chat from an edit as well.
        access.writable(call.world, call.bot, chat.id)
    mine = messages.author_id(chat, message) == call.bot.id
    if isinstance(chat, GroupChat) and chat.kind == "channel" and not mine:
        mine = access.own_member(chat, call.bot).may("can_edit_messages")
    if not mine or messages.is_service(message) or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def _apply(
    call: Call, chat: PrivateChat | GroupChat, message: Json, changes: dict[str, Any]
) -> Json:
    markup = call.get("reply_markup")
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    # Without reply_markup an edit removes the keyboard.
    changes["reply_markup"] = None if markup is None else buttons.check_inline(markup, chat)
    if all(message.get(name) == value for name, value in changes.items()):
        raise bad_request(NOT_MODIFIED)
    return messages.edit(call.world, chat, message, changes)


def _may_delete(call: Call, chat: PrivateChat | GroupChat, message: Json) -> bool:
    age: int = call.world.clock.unix() - message["date"]
    mine = messages.author_id(chat, message) == call.bot.id
    if isinstance(chat, PrivateChat):
        return age <= DELETE_WINDOW_SECONDS
    if access.own_member(chat, call.bot).may("can_delete_messages"):
        return True
    return mine and age <= DELETE_WINDOW_SECONDS and not messages.is_service(message)
