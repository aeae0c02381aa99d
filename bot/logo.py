"""Which picture stands for the organisation on posters and previews?"""

import base64
import io
import logging
import time
from pathlib import Path

from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.errors import OperatorError

KEPT_SECONDS = 3_600
"""A new profile photo of the bot is seen within the hour."""
SIZE_MAX_BYTES = 2_000_000
SIDE_MIN_PX = 320

logger = logging.getLogger(__name__)


class Logo:
    """The file that the settings name, else the bot's profile photo, else nothing."""

    def __init__(self, bot: Bot, file: Path | None) -> None:
        self._bot = bot
        self._file = file
        self._kept: str | None = None
        self._kept_at = 0.0

    async def base64(self) -> str:
        """PNG or JPEG in base64; empty where there is none."""
        if self._kept is None or time.monotonic() > self._kept_at + KEPT_SECONDS:
            content = _read(self._file) if self._file is not None else await self._photo()
            self._kept = base64.b64encode(content).decode()
            self._kept_at = time.monotonic()
        return self._kept

    async def _photo(self) -> bytes:
        """A bot without a photo, or a Telegram that is away, is no reason for no poster."""
        try:
            photos = await self._bot.get_user_profile_photos(self._bot.id, limit=1)
            if not photos.photos:
                return b""
            sizes = sorted(photos.photos[0], key=lambda size: size.width)
            enough = [size for size in sizes if size.width >= SIDE_MIN_PX]
            content = io.BytesIO()
            await self._bot.download((enough or sizes[-1:])[0].file_id, content)
        except (AiogramError, OSError) as error:
            logger.warning("the bot's profile photo could not be had: %s", error)
            return b""
        return content.getvalue()


def check(file: Path | None) -> None:
    """Raises `OperatorError` for a logo that cannot be read."""
    if file is None:
        return
    try:
        size = file.stat().st_size
        content = _read(file)
    except OSError as error:
        raise OperatorError(f"[texts] logo: {file} cannot be read ({error.strerror}).") from None
    if size > SIZE_MAX_BYTES or not content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8")):
        raise OperatorError(f"[texts] logo: {file} must be a PNG or JPEG of at most 2 MB.")


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(SIZE_MAX_BYTES + 1)
