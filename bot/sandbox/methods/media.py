"""How does a bot send photos and documents?"""

from bot.sandbox import access
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.files import WRONG_IDENTIFIER, StoredFile, attributes, photo_sizes
from bot.sandbox.methods.registry import Call, answers
from bot.sandbox.methods.sending import caption, deliver

ATTACHED = "attach://"


@answers("sendPhoto")
def send_photo(call: Call) -> Json:
    """Answer sendPhoto."""
    return _send(call, "photo")


@answers("sendDocument")
def send_document(call: Call) -> Json:
    """Answer sendDocument."""
    return _send(call, "document")


def _send(call: Call, kind: str) -> Json:
    chat = access.writable(call.world, call.bot, call.values["chat_id"])
    content = {**described(stored(call, kind, call.values[kind])), **caption(call)}
    if call.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return deliver(call, chat, content)


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


def described(file: StoredFile) -> Json:
    """Return the media field of a message that shows this file."""
    if file.kind == "photo":
        return {"photo": photo_sizes(file)}
    return {file.kind: attributes(file)}
