"""How does a bot forward or copy messages?"""

from bot.sandbox import access, messages
from bot.sandbox.chats import GroupChat, PrivateChat
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import Call, answers
from bot.sandbox.methods.sending import caption, deliver

Room = PrivateChat | GroupChat

AT_ONCE = 100
CAPTIONED = frozenset({"photo", "video", "animation", "audio", "document", "voice"})


@answers("forwardMessage")
def forward_message(call: Call) -> Json:
    """Answer forwardMessage."""
    chat, source = _rooms(call)
    original = _one(call, source, "forward")
    return _forwarded(call, chat, source, original)


@answers("copyMessage")
def copy_message(call: Call) -> Json:
    """Answer copyMessage with a MessageId."""
    chat, source = _rooms(call)
    return _copied(call, chat, _one(call, source, "copy"))


@answers("forwardMessages")
def forward_messages(call: Call) -> list[Json]:
    """Answer forwardMessages: those that can't be forwarded are skipped."""
    chat, source = _rooms(call)
    originals = _many(call, source, "forward")
    return [
        {"message_id": _forwarded(call, chat, source, original)["message_id"]}
        for original in originals
    ]


@answers("copyMessages")
def copy_messages(call: Call) -> list[Json]:
    """Answer copyMessages: those that can't be copied are skipped."""
    chat, source = _rooms(call)
    return [_copied(call, chat, original) for original in _many(call, source, "copy")]


def _forwarded(call: Call, chat: Room, source: Room, original: Json) -> Json:
    if not _may_leave(original):
        raise bad_request("message can't be forwarded")
    content = messages.content_of(original)
    content["forward_origin"] = messages.origin_of(call.world, source, original)
    return deliver(call, chat, content)


def _copied(call: Call, chat: Room, original: Json) -> Json:
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


def _rooms(call: Call) -> tuple[Room, Room]:
    """Where to, and where from."""
    chat = access.writable(call.world, call.bot, call.values["chat_id"])
    return chat, access.readable(call.world, call.bot, call.values["from_chat_id"])


def _one(call: Call, source: Room, verb: str) -> Json:
    original = source.messages.get(call.values["message_id"])
    if original is None:
        raise bad_request(f"message to {verb} not found")
    return original


def _many(call: Call, source: Room, verb: str) -> list[Json]:
    numbers = call.values["message_ids"]
    if len(numbers) > AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if numbers != sorted(set(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    originals = [source.messages[number] for number in numbers if number in source.messages]
    originals = [original for original in originals if _may_leave(original)]
    if not originals:
        raise bad_request(f"there are no messages to {verb}")
    return originals
