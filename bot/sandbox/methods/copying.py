"""How does a bot forward or copy messages?"""

from bot.sandbox import access, messages
from bot.sandbox.chats import GroupChat, PrivateChat
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import Call, answers
from bot.sandbox.methods.sending import caption, deliver

AT_ONCE = 100
CAPTIONED = frozenset({"photo", "video", "animation", "audio", "document", "voice"})


@answers("forwardMessage")
def forward_message(call: Call) -> Json:
    """Answer forwardMessage."""
    chat = access.writable(call.world, call.bot, call.values["chat_id"])
    source = access.readable(call.world, call.bot, call.values["from_chat_id"])
    original = source.messages.get(call.values["message_id"])
    if original is None:
        raise bad_request("message to forward not found")
    return _forwarded(call, chat, source, original)


@answers("copyMessage")
def copy_message(call: Call) -> Json:
    """Answer copyMessage with a MessageId."""
    chat = access.writable(call.world, call.bot, call.values["chat_id"])
    source = access.readable(call.world, call.bot, call.values["from_chat_id"])
    original = source.messages.get(call.values["message_id"])
    if original is None:
        raise bad_request("message to copy not found")
    return _copied(call, chat, original)


@answers("forwardMessages")
def forward_messages(call: Call) -> list[Json]:
    """Answer forwardMessages: those that can't be forwarded are skipped."""
    chat, source, originals = _many(call, "forward")
    return [
        {"message_id": _forwarded(call, chat, source, original)["message_id"]}
        for original in originals
    ]


@answers("copyMessages")
def copy_messages(call: Call) -> list[Json]:
    """Answer copyMessages: those that can't be copied are skipped."""
    chat, _source, originals = _many(call, "copy")
    return [_copied(call, chat, original) for original in originals]


def _forwarded(
    call: Call, chat: PrivateChat | GroupChat, source: PrivateChat | GroupChat, original: Json
) -> Json:
    if not _may_leave(original):
        raise bad_request("message can't be forwarded")
    content = messages.content_of(original)
    content["forward_origin"] = messages.origin_of(call.world, source, original)
    return deliver(call, chat, content)


def _copied(call: Call, chat: PrivateChat | GroupChat, original: Json) -> Json:
    if not _may_leave(original):
        raise bad_request("message can't be copied")
    content = messages.content_of(original)
    if "caption" in call.values or call.get("remove_caption"):
        for name in ("caption", "caption_entities", "show_caption_above_media"):
            content.pop(name, None)
        if not CAPTIONED.isdisjoint(content) and not call.get("remove_caption"):
            content.update(caption(call))
    return {"message_id": deliver(call, chat, content)["message_id"]}


def _may_leave(original: Json) -> bool:
    return not messages.is_service(original) and not original.get("has_protected_content")


def _many(
    call: Call, verb: str
) -> tuple[PrivateChat | GroupChat, PrivateChat | GroupChat, list[Json]]:
    chat = access.writable(call.world, call.bot, call.values["chat_id"])
    source = access.readable(call.world, call.bot, call.values["from_chat_id"])
    numbers = call.values["message_ids"]
    if len(numbers) > AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if numbers != sorted(set(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    originals = [source.messages[number] for number in numbers if number in source.messages]
    originals = [original for original in originals if _may_leave(original)]
    if not originals:
        raise bad_request(f"there are no messages to {verb}")
    return chat, source, originals
