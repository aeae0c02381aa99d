"""What is a person in the middle of telling the bot?"""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.prepared import prepare
from models import Draft

_STATE = select(Draft.state).where(
    Draft.chat_id == bindparam("chat_id"), Draft.telegram_id == bindparam("telegram_id")
)


prepare(_STATE)


async def state_of(session: AsyncSession, *, chat_id: int, telegram_id: int) -> str | None:
    state: str | None = await session.scalar(
        _STATE, {"chat_id": chat_id, "telegram_id": telegram_id}
    )
    return state


async def content_of(session: AsyncSession, *, chat_id: int, telegram_id: int) -> dict[str, Any]:
    content: dict[str, Any] | None = await session.scalar(
        select(Draft.content).where(Draft.chat_id == chat_id, Draft.telegram_id == telegram_id)
    )
    return content or {}


async def save(
    session: AsyncSession, *, chat_id: int, telegram_id: int, now: datetime, **changes: Any
) -> None:
    """Change `state`, `content` or both of a draft."""
    await session.execute(
        insert(Draft)
        .values(
            {
                "chat_id": chat_id,
                "telegram_id": telegram_id,
                "content": {},
                "updated_at": now,
                **changes,
            }
        )
        .on_conflict_do_update(
            index_elements=[Draft.chat_id, Draft.telegram_id],
            set_={"updated_at": now, **changes},
        )
    )


async def forget(session: AsyncSession, *, before: datetime) -> None:
    """Drop drafts that nobody went on with."""
    await session.execute(delete(Draft).where(Draft.updated_at < before))
