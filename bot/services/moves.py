"""Under which number does a group go on that became a supergroup?"""

from datetime import datetime

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from models import Broadcast, BroadcastState, ChatMove, Confirmation, OutboxMessage, OutboxState

MOVES_MAX = 10
"""A supergroup moves no more; this only bounds a table that somebody edited."""


async def current(session: AsyncSession, chat_id: int | None) -> int | None:
    """The number that a chat of the settings has now."""
    for _ in range(MOVES_MAX):
        if chat_id is None:
            return None
        new_id = await session.scalar(select(ChatMove.new_id).where(ChatMove.old_id == chat_id))
        if new_id is None:
            return chat_id
        chat_id = new_id
    return chat_id


async def follow(session: AsyncSession, old_id: int, new_id: int, *, now: datetime) -> bool:
    """Remember a move and let what is on its way to the old number go to the new one.

    False when it is known already; nothing changes then.
    """
    noted = await session.scalar(
        insert(ChatMove)
        .values(old_id=old_id, new_id=new_id, at=now)
        .on_conflict_do_nothing()
        .returning(ChatMove.old_id)
    )
    if noted is None:
        return False
    await session.execute(
        update(Confirmation).where(Confirmation.chat_id == old_id).values(chat_id=new_id)
    )
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.chat_id == old_id, OutboxMessage.state == OutboxState.QUEUED)
        .values(chat_id=new_id)
    )
    # Their cards stay behind in the old group, where nothing can be edited: they get new ones.
    is_open = and_(Broadcast.finished_at.is_(None), Broadcast.state != BroadcastState.CANCELLED)
    await session.execute(
        update(Broadcast)
        .where(Broadcast.card_chat_id == old_id, is_open)
        .values(card_chat_id=new_id, card_message_id=None, preview_message_id=None)
    )
    return True
