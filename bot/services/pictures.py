"""Which pictures does Telegram have already, and under which file id?"""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from models import Picture

FILE_ID_MAX = 256

_FIND = select(Picture.file_id).where(Picture.digest == bindparam("of_digest"))
_NEW = insert(Picture)
_REMEMBER = _NEW.on_conflict_do_update(
    index_elements=[Picture.digest],
    set_={"file_id": _NEW.excluded.file_id, "created_at": _NEW.excluded.created_at},
)


async def find(session: AsyncSession, digest: str) -> str | None:
    """The file id of a picture, by what it shows (bot.pictures.cards.digest)."""
    found: str | None = await session.scalar(_FIND, {"of_digest": digest})
    return found


async def remember(session: AsyncSession, digest: str, file_id: str, *, now: datetime) -> None:
    """Keep the file id of a fresh upload in place of an older one."""
    if len(file_id) > FILE_ID_MAX:
        # It would not come back whole; the picture is uploaded again next time.
        return
    await session.execute(_REMEMBER, {"digest": digest, "file_id": file_id, "created_at": now})
