"""Has this update had its effect already, and which ones failed by a bug?"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.prepared import prepare
from models import FailedUpdate, ProcessedUpdate

_CLAIM = insert(ProcessedUpdate).on_conflict_do_nothing().returning(ProcessedUpdate.update_id)


prepare(_CLAIM)


async def claim(session: AsyncSession, update_id: int, *, now: datetime) -> bool:
    """Take an update for the caller's transaction; False if another one has had it."""
    return await session.scalar(_CLAIM, {"update_id": update_id, "at": now}) is not None


async def fail(
    session: AsyncSession,
    update_id: int,
    *,
    body: dict[str, Any],
    error: str,
    attempts: int,
    now: datetime,
) -> None:
    """Keep an update for whoever mends the bug."""
    await session.execute(
        insert(FailedUpdate)
        .values(update_id=update_id, at=now, attempts=attempts, error=error[:2000], body=body)
        .on_conflict_do_nothing()
    )


async def forget(
    session: AsyncSession, *, processed_before: datetime, failed_before: datetime
) -> None:
    """Drop what Telegram can no longer send again, and failures nobody asked for."""
    await session.execute(delete(ProcessedUpdate).where(ProcessedUpdate.at < processed_before))
    await session.execute(delete(FailedUpdate).where(FailedUpdate.at < failed_before))
