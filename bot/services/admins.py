"""By which name does the group know an admin who decided something?"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.services import names
from models import NameDisplay, Participant

NAME_LENGTH_MAX = 140


async def remember(session: AsyncSession, telegram_id: int, name: str, *, now: datetime) -> None:
    """Know an admin by a clean name; one who never pressed start stays merely seen."""
    seen = insert(Participant).values(
        telegram_id=telegram_id,
        name=name[:NAME_LENGTH_MAX],
        name_display=NameDisplay.NAME,
        created_at=now,
    )
    await session.execute(
        seen.on_conflict_do_update(
            index_elements=[Participant.telegram_id], set_={"name": seen.excluded.name}
        )
    )


async def name_of(session: AsyncSession, telegram_id: int | None) -> str:
    """The name for a line of text, the Telegram id where there is none, "" for nobody."""
    if telegram_id is None:
        return ""
    name: str | None = await session.scalar(
        select(Participant.name).where(Participant.telegram_id == telegram_id)
    )
    return names.shown(name) if name else str(telegram_id)
