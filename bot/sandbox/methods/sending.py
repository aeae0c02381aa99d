"""How does a bot's message get into a chat? sendMessage and what all sending methods share."""

from bot.sandbox import access, buttons, messages, text
from bot.sandbox.chats import Chat, GroupChat, PrivateChat
from bot.sandbox.entities import Json
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.methods.registry import Call, answers


@answers("sendMessage")
def send_message(call: Call) -> Json:
    """Answer sendMessage."""
    chat = access.writable(call.world, call.bot, call.values["chat_id"])
    plain, entities = text.formatted(
        call.values["text"], call.get("parse_mode"), call.get("entities")
    )
    if not plain:
        raise bad_request("message text is empty")
    content: Json = {"text": plain}
    if entities:
        content["entities"] = with_users(call, entities)
    if "link_preview_options" in call.values:
        content["link_preview_options"] = call.values["link_preview_options"]
    return deliver(call, chat, content)


def deliver(
    call: Call, chat: PrivateChat | GroupChat, content: Json, *, counted: bool = False
) -> Json:
    """Post content as the bot, with the parameters that all sending methods share.

    `counted` says that the flood limits have been asked already.
    """
    values = call.values
    reply = values.get("reply_parameters")
    if reply is not None:
        replied = _replied(chat, reply)
        if replied is not None:
            content["reply_to_message"] = messages.as_reply(replied)
    if values.get("protect_content"):
        content["has_protected_content"] = True
    if values.get("message_effect_id"):
        content["effect_id"] = values["message_effect_id"]
    markup = values.get("reply_markup")
    if markup is not None:
        _check_markup(chat, content, markup)
    if not counted:
        paid = bool(values.get("allow_paid_broadcast"))
        call.world.flood.check(call.bot.id, chat, paid=paid)
    return _post(call, chat, content, markup)


def _post(call: Call, chat: PrivateChat | GroupChat, content: Json, markup: Json | None) -> Json:
    """Store a message of the bot: a post of the channel in a channel."""
    world, bot = call.world, call.bot
    if isinstance(chat, PrivateChat):
        message = messages.compose(world, chat, bot.json, content)
        if world.on_private_post is not None:
            world.on_private_post(chat)
    elif chat.kind == "channel":
        message = messages.compose(world, chat, None, {"sender_chat": chat.json, **content})
        chat.authors[message["message_id"]] = bot.id
    else:
        message = messages.compose(world, chat, bot.json, content)
        chat.last_bot_id = bot.id
    if markup is not None and "inline_keyboard" not in markup:
        buttons.show_reply_keyboard(chat, message["message_id"], markup)
    return messages.store(world, chat, message)


def with_users(call: Call, entities: list[Json]) -> list[Json]:
    """Complete text mentions by the user object; mentions of unknown people are dropped."""
    if not any(entity["type"] == "text_mention" for entity in entities):
        return entities
    kept = []
    for entity in entities:
        if entity["type"] == "text_mention":
            user = call.world.users.get(entity.get("user", {}).get("id", 0))
            if user is None:
                continue
            entity = {**entity, "user": user.json}
        kept.append(entity)
    return kept


def caption(call: Call) -> Json:
    """Return caption fields of a media message, {} without a caption."""
    given = call.get("caption")
    if not given:
        return {}
    plain, entities = text.formatted(
        given,
        call.get("parse_mode"),
        call.get("caption_entities"),
        limit=text.CAPTION_LIMIT,
        what="message caption",
    )
    content: Json = {"caption": plain} if plain else {}
    if plain and entities:
        content["caption_entities"] = with_users(call, entities)
    if plain and call.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def _replied(chat: Chat, reply: Json) -> Json | None:
    other = reply.get("chat_id")
    if other is not None and other != chat.id:
        raise ApiError(
            501, "Not Implemented in the local Telegram: replies to messages of other chats"
        )
    found = chat.messages.get(reply.get("message_id", 0))
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _check_markup(chat: PrivateChat | GroupChat, content: Json, markup: Json) -> None:
    if "inline_keyboard" in markup:
        keyboard = buttons.check_inline(markup, chat)
        if keyboard is not None:
            content["reply_markup"] = keyboard
        return
    if isinstance(chat, GroupChat) and chat.kind == "channel":
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        buttons.check_reply(markup)
