"""How does a bot send pictures, files and other things that are no text?"""

from typing import Any

from bot.sandbox import access
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.files import WRONG_IDENTIFIER, StoredFile, attributes, photo_sizes
from bot.sandbox.methods.registry import Call, Handler, answers
from bot.sandbox.methods.sending import caption, deliver

ATTACHED = "attach://"
SIMPLE_METHODS = {
    "sendPhoto": "photo",
    "sendDocument": "document",
    "sendVideo": "video",
    "sendAudio": "audio",
    "sendVoice": "voice",
    "sendAnimation": "animation",
    "sendSticker": "sticker",
    "sendVideoNote": "video_note",
}
# Fields that a kind must have; without reading the file they are taken from the request.
MEASURES: dict[str, dict[str, Any]] = {
    "video": {"width": 640, "height": 360, "duration": 0},
    "animation": {"width": 320, "height": 320, "duration": 0},
    "audio": {"duration": 0},
    "voice": {"duration": 0},
    "video_note": {"length": 240, "duration": 0},
}
STICKER = {
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}
ALBUM_SIZE = range(2, 11)
ALBUM_KINDS = frozenset({"photo", "video", "document", "audio"})


def _sender(kind: str) -> Handler:
    def send(call: Call) -> Json:
        chat = access.writable(call.world, call.bot, call.values["chat_id"])
        content = described(stored(call, kind, call.values[kind]), call.values)
        if kind not in ("sticker", "video_note"):
            content.update(caption(call))
        if call.get("has_spoiler"):
            content["has_media_spoiler"] = True
        return deliver(call, chat, content)

    return send


for _name, _kind in SIMPLE_METHODS.items():
    answers(_name)(_sender(_kind))


@answers("sendMediaGroup")
def send_media_group(call: Call) -> list[Json]:
    """Answer sendMediaGroup; documents and audio are not mixed with anything else."""
    world, items = call.world, call.values["media"]
    chat = access.writable(world, call.bot, call.values["chat_id"])
    if len(items) not in ALBUM_SIZE:
        raise bad_request(f"expected {ALBUM_SIZE[0]}-{ALBUM_SIZE[-1]} media in an album")
    kinds = {item["type"] for item in items}
    if not kinds <= ALBUM_KINDS:
        raise bad_request("type of media can't be used in an album")
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad_request(
            f"{(kinds & {'document', 'audio'}).pop()} can't be mixed with other media types"
        )
    contents = []
    for item in items:
        content = described(stored(call, item["type"], item["media"]), item)
        content.update(caption(Call(world, call.bot, call.method, item, call.files)))
        contents.append(content)
    group_id = str(world.next_query_id())
    world.flood.check(call.bot.id, chat, len(items))
    return [
        deliver(call, chat, {"media_group_id": group_id, **content}, counted=True)
        for content in contents
    ]


@answers("getFile")
def get_file(call: Call) -> Json:
    """Answer getFile; the file is then at /file/bot<token>/<file_path>."""
    file = call.world.files.get(call.values["file_id"])
    if file is None or file.bot_id not in (None, call.bot.id):
        raise bad_request("invalid file_id")
    if len(file.content) > call.world.files.download_limit_bytes:
        raise bad_request("file is too big")
    return {
        "file_id": call.values["file_id"],
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


def stored(call: Call, kind: str, given: str) -> StoredFile:
    """Return the file behind a file_id or an attach:// upload; `ApiError` 400 if there is none."""
    if given.startswith(ATTACHED):
        upload = call.files.get(given.removeprefix(ATTACHED))
        if upload is None:
            raise bad_request(f"file must be uploaded: there is no part {given!r}")
        return call.world.files.add(
            kind, upload.content, upload.file_name, upload.mime_type, bot_id=call.bot.id
        )
    found = call.world.files.get(given)
    if found is None or found.bot_id not in (None, call.bot.id):
        raise bad_request(WRONG_IDENTIFIER)
    if found.kind != kind:
        raise bad_request(f"can't use file of type {found.kind.title()} as {kind.title()}")
    return found


def described(file: StoredFile, values: Json) -> Json:
    """Return the media fields of a message that shows this file."""
    if file.kind == "photo":
        return {"photo": photo_sizes(file)}
    shown = attributes(file)
    for name, default in MEASURES.get(file.kind, {}).items():
        shown[name] = values.get(name) or default
    if file.kind == "sticker":
        shown.update(STICKER)
    if file.kind == "audio":
        shown.update({name: values[name] for name in ("performer", "title") if name in values})
    if file.kind == "animation":
        # For clients that do not know animations, as the Bot API says of Message.document.
        return {"animation": shown, "document": attributes(file)}
    return {file.kind: shown}
