"""Which files does the local Telegram hold, and under which ids?"""

import base64
import io
import secrets
from collections import OrderedDict
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request

PHOTO_LIMIT_BYTES = 10 * 1024 * 1024
UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024
DOWNLOAD_LIMIT_BYTES = 20 * 1024 * 1024
FILES_LIMIT_BYTES = 512 * 1024 * 1024
PHOTO_SIDES_PX = (90, 320, 800, 1280)
WRONG_IDENTIFIER = "wrong file identifier/HTTP URL specified"


@dataclass(slots=True)
class StoredFile:
    """The bytes behind a file_id, and what is known of them."""

    file_id: str
    unique_id: str
    kind: str
    content: bytes
    name: str | None
    mime_type: str | None
    path: str
    bot_id: int | None = None
    """The bot whose file_id it is; None for what people sent, which every bot may use."""
    width: int = 0
    height: int = 0


class Files:
    """Files by file_id; the oldest go when together they pass half a gigabyte."""

    def __init__(self) -> None:
        self._by_id: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[str, StoredFile] = {}
        self.download_limit_bytes = DOWNLOAD_LIMIT_BYTES
        self._bytes = 0
        self._number = 0

    def add(
        self,
        kind: str,
        content: bytes,
        name: str | None = None,
        mime_type: str | None = None,
        *,
        bot_id: int | None = None,
    ) -> StoredFile:
        """Keep an upload; `ApiError` 400 if it is empty, too big, or a photo that is none."""
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > (PHOTO_LIMIT_BYTES if kind == "photo" else UPLOAD_LIMIT_BYTES):
            raise bad_request(f"file of size {len(content)} bytes is too big for a {kind}")
        width, height = _measure(content) if kind == "photo" else (0, 0)
        self._number += 1
        unique = secrets.token_bytes(12)
        stored = StoredFile(
            file_id=base64.urlsafe_b64encode(secrets.token_bytes(42)).decode(),
            unique_id=base64.urlsafe_b64encode(unique).decode().rstrip("="),
            kind=kind,
            content=content,
            name=name,
            mime_type=mime_type,
            path=f"{_folder(kind)}/file_{self._number}{_ending(kind, name)}",
            bot_id=bot_id,
            width=width,
            height=height,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        self._bytes += len(content)
        while self._bytes > FILES_LIMIT_BYTES and len(self._by_id) > 1:
            _oldest_id, oldest = self._by_id.popitem(last=False)
            self._by_path.pop(oldest.path, None)
            self._bytes -= len(oldest.content)
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        """Return the file of a file_id (a smaller photo size has a suffix), or None."""
        return self._by_id.get(file_id.partition("~")[0])

    def at(self, path: str) -> StoredFile | None:
        """Return the file at a file_path of getFile, or None."""
        return self._by_path.get(path)


def photo_sizes(stored: StoredFile) -> list[Json]:
    """Return the PhotoSize list of a photo, the smallest first, as Telegram orders it."""
    sizes: list[Json] = []
    longest = max(stored.width, stored.height)
    for side in PHOTO_SIDES_PX:
        is_last = side >= longest or side == PHOTO_SIDES_PX[-1]
        scale = min(1.0, side / longest)
        suffix = "" if is_last else f"~{side}"
        sizes.append(
            {
                "file_id": f"{stored.file_id}{suffix}",
                "file_unique_id": f"{stored.unique_id}{suffix}",
                "width": max(1, round(stored.width * scale)),
                "height": max(1, round(stored.height * scale)),
                "file_size": max(1, round(len(stored.content) * scale * scale)),
            }
        )
        if is_last:
            break
    return sizes


def attributes(stored: StoredFile) -> Json:
    """Return the fields that every file object of the Bot API shares."""
    result: Json = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
    }
    if stored.name and stored.kind in ("document", "audio", "video", "animation"):
        result["file_name"] = stored.name
    if stored.mime_type and stored.kind not in ("sticker", "video_note"):
        result["mime_type"] = stored.mime_type
    return result


def _measure(content: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _folder(kind: str) -> str:
    return {"photo": "photos", "voice": "voice", "audio": "music"}.get(kind, f"{kind}s")


def _ending(kind: str, name: str | None) -> str:
    if kind == "photo":
        return ".jpg"
    return f".{name.rpartition('.')[2]}" if name and "." in name else ""
