"""Which message, in the group or in private, belongs to which thread, and did it arrive?"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.services import names, outbox
from bot.services.outbox import Outgoing, Settled
from models import OutboxState, Participant, SupportMessage, SupportPost, SupportThread

TOPIC = "support"


def subject(thread_id: int, message_id: int) -> str:
    """How the sender is told that a message belongs to a thread."""
    return f"{TOPIC}:{thread_id}:{message_id}"


async def thread_of(session: AsyncSession, chat_id: int, message_id: int) -> SupportThread | None:
    """The thread to which a reply to this message belongs."""
    found: SupportThread | None = await session.scalar(
        select(SupportThread)
        .join(SupportPost, SupportPost.thread_id == SupportThread.id)
        .where(SupportPost.chat_id == chat_id, SupportPost.message_id == message_id)
        .execution_options(populate_existing=True)
    )
    return found


async def thread_of_album(
    session: AsyncSession, chat_id: int, album: str, *, by: int
) -> SupportThread | None:
    """Of an album only the first part may be a reply: the others go where that went."""
    found: SupportThread | None = await session.scalar(
        select(SupportThread)
        .join(SupportMessage, SupportMessage.thread_id == SupportThread.id)
        .where(
            SupportMessage.album == album,
            SupportMessage.source_chat_id == chat_id,
            SupportMessage.written_by == by,
        )
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return found


async def owner(session: AsyncSession, chat_id: int, message_id: int) -> Participant | None:
    """The participant whose thread a message belongs to."""
    found: Participant | None = await session.scalar(
        select(Participant)
        .join(SupportThread, SupportThread.participant_id == Participant.id)
        .join(SupportPost, SupportPost.thread_id == SupportThread.id)
        .where(SupportPost.chat_id == chat_id, SupportPost.message_id == message_id)
    )
    return found


async def settle(session: AsyncSession, row: Outgoing, settled: Settled, *, now: datetime) -> None:
    """Note where a message of a thread stands, or tell the group that it did not arrive."""
    if row.subject is None or settled.state == OutboxState.QUEUED:
        return
    _topic, thread_id, message_id = row.subject.split(":")
    if settled.state == OutboxState.SENT and settled.message_id is not None:
        await session.execute(
            insert(SupportPost)
            .values(chat_id=row.chat_id, message_id=settled.message_id, thread_id=int(thread_id))
            .on_conflict_do_nothing()
        )
        if row.chat_id > 0:
            await session.execute(
                update(SupportMessage)
                .where(SupportMessage.id == int(message_id), SupportMessage.is_from_team)
                .values(delivered_message_id=settled.message_id)
                .execution_options(synchronize_session=False)
            )
        return
    message = await session.get(SupportMessage, int(message_id))
    if message is None:
        return
    if row.chat_id > 0 and message.is_from_team:
        await _tell_the_group(session, row, settled, message, now=now)
    elif row.chat_id < 0 and row.copied is not None:
        await outbox.post(
            session,
            chat_id=row.chat_id,
            text_key="support-attachment-lost",
            args={"number": thread_id},
            subject=row.subject,
            now=now,
        )


async def _tell_the_group(
    session: AsyncSession,
    row: Outgoing,
    settled: Settled,
    message: SupportMessage,
    *,
    now: datetime,
) -> None:
    name = await session.scalar(
        select(Participant.name).where(Participant.telegram_id == row.chat_id)
    )
    blocked = settled.state == OutboxState.BLOCKED
    await outbox.post(
        session,
        chat_id=message.source_chat_id,
        text_key="support-blocked" if blocked else "support-not-delivered",
        args={"number": str(message.thread_id), "name": names.later(name or "")},
        subject=row.subject,
        # Under the words that did not arrive.
        reply_to_message_id=message.source_message_id,
        now=now,
    )
