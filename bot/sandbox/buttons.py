"""Which keyboards does Telegram accept, and what does pressing an inline button do?"""

import re

from bot.sandbox.chats import Chat, GroupChat, PrivateChat
from bot.sandbox.entities import Json
from bot.sandbox.errors import ActionRefused, Unknown, bad_request
from bot.sandbox.people import User
from bot.sandbox.state import QUERIES_KEPT, CallbackQuery, World

CALLBACK_BYTES = 64
INLINE_BUTTONS_LIMIT = 100
ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
PLACE = re.compile(r"[^\s/?#]+\.[^\s/?#]{2,}|localhost|[\d.]+(?::\d+)?")


def check_inline(markup: Json, chat: Chat | None) -> Json | None:
    """Return an inline keyboard as it is stored; None for an empty one, `ApiError` 400 if wrong."""
    rows = [row for row in markup["inline_keyboard"] if row]
    count = 0
    for row in rows:
        for button in row:
            count += 1
            _check_button(button, chat)
    if count > INLINE_BUTTONS_LIMIT:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Json, chat: Chat | None) -> None:
    if not button["text"]:
        raise bad_request("can't parse inline keyboard button: Text is empty")
    callback = button.get("callback_data")
    if callback is not None:
        if not 1 <= len(callback.encode()) <= CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return
    if ACTIONS.isdisjoint(button):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "url" in button:
        _check_url(button["url"])
    if "web_app" in button:
        if chat is not None and not isinstance(chat, PrivateChat):
            raise bad_request("BUTTON_TYPE_INVALID")
        if not button["web_app"]["url"].startswith("https://"):
            raise bad_request(
                f"inline keyboard button Web App URL '{button['web_app']['url']}' is invalid: "
                "Only HTTPS links are allowed"
            )
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_url(url: str) -> None:
    scheme, separator, rest = url.partition("://")
    if not separator:
        scheme, rest = "http", url
    if scheme == "tg":
        return
    if scheme not in ("http", "https", "ton", "tonsite"):
        raise bad_request(
            f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    if PLACE.match(rest) is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_reply(markup: Json) -> None:
    """Check a custom keyboard; `ApiError` 400 if it is wrong."""
    if not any(markup["keyboard"]):
        raise bad_request("keyboard can't be empty")
    for row in markup["keyboard"]:
        for button in row:
            if not button["text"]:
                raise bad_request("can't parse keyboard button: Text is empty")


def show_reply_keyboard(chat: Chat, message_id: int, markup: Json) -> None:
    """Remember which custom keyboard the people of a chat see from now on."""
    if isinstance(chat, PrivateChat) and chat.custom_keyboards is None:
        chat.custom_keyboards = {}
    if chat.markups is not None:
        chat.markups[message_id] = markup
    keyboard = markup if "keyboard" in markup else None
    if isinstance(chat, PrivateChat):
        if "keyboard" in markup or markup.get("remove_keyboard"):
            chat.reply_keyboard = keyboard
    elif isinstance(chat, GroupChat) and ("keyboard" in markup or markup.get("remove_keyboard")):
        chat.reply_keyboards.clear()
        if keyboard is not None:
            chat.reply_keyboards[0] = keyboard


def find(message: Json, wanted: str | int) -> Json:
    """Return an inline button by index, callback data or text; `Unknown` if there is none."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    flat: list[Json] = [button for row in rows for button in row]
    if isinstance(wanted, int):
        if 0 <= wanted < len(flat):
            return flat[wanted]
        raise Unknown(f"there is no button {wanted}, only {len(flat)}")
    for field in ("callback_data", "text"):
        for button in flat:
            if button.get(field) == wanted:
                return button
    raise Unknown(f"there is no button {wanted!r}, only {[button['text'] for button in flat]}")


def press(
    world: World, user: User, chat: PrivateChat | GroupChat, message: Json, wanted: str | int
) -> str:
    """Send the callback query of a button to the bot that wrote the message; returns its id."""
    button = find(message, wanted)
    if "callback_data" not in button:
        raise ActionRefused(f"the button {button['text']!r} opens something, it calls nothing")
    if isinstance(chat, PrivateChat):
        if chat.blocked:
            raise ActionRefused(f"{user.full_name} has blocked the bot; unblock it first")
        bot = chat.bot
    else:
        member = chat.members.get(user.id)
        if chat.kind != "channel" and not (member and member.present):
            raise ActionRefused(f"{user.full_name} is not in {chat.title}")
        author = chat.authors.get(message["message_id"]) or message["from"]["id"]
        bot = world.bot(int(author))
    query_id = str(world.next_query_id())
    world.queries[query_id] = CallbackQuery(
        query_id, user.id, bot.id, chat, world.clock.monotonic()
    )
    if len(world.queries) > QUERIES_KEPT:
        del world.queries[next(iter(world.queries))]
    payload: Json = {
        "id": query_id,
        "from": user.json,
        "message": message,
        "chat_instance": str(hash((chat.id, bot.id)) & (2**63 - 1)),
        "data": button["callback_data"],
    }
    bot.updates.push("callback_query", payload, f"user {user.id}")
    world.changed("press", chat, user_id=user.id, query_id=query_id)
    return query_id
