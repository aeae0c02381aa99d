"""Which threads are open, what was said last in one, and what is forgotten when?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import support
from models import Participant, SupportMessage, SupportThread, ThreadState

PAGE_SIZE = 8
LAST_SHOWN = 5


@dataclass(frozen=True)
class Line:
    """An open thread in a list."""

    thread: SupportThread
    person: Participant
    waits_for_team: bool


@dataclass(frozen=True)
class Page:
    lines: Sequence[Line]
    number: int
    """From 0."""
    total: int

    @property
    def has_next(self) -> bool:
        return (self.number + 1) * PAGE_SIZE < self.total


async def last_messages(session: AsyncSession, thread_id: int) -> list[SupportMessage]:
    """The last words of a thread, the earliest first."""
    rows = await session.scalars(
        select(SupportMessage)
        .where(SupportMessage.thread_id == thread_id)
        .order_by(SupportMessage.id.desc())
        .limit(LAST_SHOWN)
    )
    return list(rows)[::-1]


async def open_ones(session: AsyncSession, *, page: int = 0) -> Page:
    """Open threads, who has waited longest first."""
    is_open = SupportThread.state == ThreadState.OPEN
    total = (
        await session.scalar(select(func.count()).select_from(SupportThread).where(is_open)) or 0
    )
    number = min(max(page, 0), max(total - 1, 0) // PAGE_SIZE)
    last_from_team = (
        select(SupportMessage.is_from_team)
        .where(SupportMessage.thread_id == SupportThread.id)
        .order_by(SupportMessage.id.desc())
        .limit(1)
        .correlate(SupportThread)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(SupportThread, Participant, last_from_team)
        .join(Participant, Participant.id == SupportThread.participant_id)
        .where(is_open)
        .order_by(SupportThread.written_at, SupportThread.id)
        .limit(PAGE_SIZE)
        .offset(number * PAGE_SIZE)
    )
    lines = [Line(thread, person, not from_team) for thread, person, from_team in rows]
    return Page(lines, number, total)


async def is_kept(session: AsyncSession, chat_id: int, message_id: int) -> bool:
    found = await session.scalar(
        select(SupportMessage.id).where(
            SupportMessage.source_chat_id == chat_id, SupportMessage.source_message_id == message_id
        )
    )
    return found is not None


async def edited(
    session: AsyncSession, chat_id: int, message_id: int, words: str
) -> tuple[SupportThread, SupportMessage] | None:
    """Keep the new words of a message; None when it is in no open thread, or says the same."""
    message = await session.scalar(
        select(SupportMessage).where(
            SupportMessage.source_chat_id == chat_id, SupportMessage.source_message_id == message_id
        )
    )
    if message is None or (message.words or "") == words or len(words) > support.WORDS_MAX:
        return None
    thread = await support.find(session, message.thread_id)
    if thread.state == ThreadState.CLOSED:
        return None
    message.words = words or None
    await session.flush()
    return thread, message


async def forget_words(session: AsyncSession, *, before: datetime, limit: int) -> int:
    """Delete the words of threads that were closed before a moment; returns how many."""
    old = await session.scalars(
        select(SupportMessage.id)
        .join(SupportThread, SupportThread.id == SupportMessage.thread_id)
        .where(
            text("words IS NOT NULL"),
            SupportMessage.at < before,
            SupportThread.state == ThreadState.CLOSED,
            SupportThread.closed_at < before,
        )
        .order_by(SupportMessage.at)
        .limit(limit)
    )
    ids = old.all()
    if ids:
        await session.execute(
            update(SupportMessage)
            .where(SupportMessage.id.in_(ids))
            .values(words=None)
            .execution_options(synchronize_session=False)
        )
    return len(ids)
