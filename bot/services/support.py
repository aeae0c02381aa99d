"""What has a participant written to the team, and what has the team answered?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.services import audit
from bot.services.audit import Action
from models import SupportMessage, SupportPost, SupportThread, ThreadState

WORDS_MAX = 3_000
"""With all that stands around them, they have to fit into one message of 4,096."""
OFTEN_MAX = 5
OFTEN = timedelta(minutes=10)
REOPENED_WITHIN = timedelta(days=7)


class SupportTooOften(UserError):
    pass


class SupportTooLong(UserError):
    pass


class SupportEmpty(UserError):
    """Neither words nor a file that can be passed on."""


class ThreadUnknown(UserError):
    pass


class ThreadAlreadyClosed(UserError):
    pass


class ThreadAlreadyOpen(UserError):
    """It was reopened, or the person has begun another one meanwhile."""


@dataclass(frozen=True)
class Written:
    """What somebody wrote, on either side."""

    chat_id: int
    message_id: int
    by: int
    words: str = ""
    attachment: str | None = None
    """What kind of file, as Telegram calls it."""
    album: str | None = None

    def check(self, *, words_max: int = WORDS_MAX) -> None:
        """Raises `SupportEmpty` or `SupportTooLong`."""
        if not self.words.strip() and self.attachment is None:
            raise SupportEmpty
        if len(self.words) > words_max:
            raise SupportTooLong(length=words_max)


@dataclass(frozen=True)
class Kept:
    """A message that was taken into a thread."""

    thread: SupportThread
    message: SupportMessage
    is_new: bool
    """Whether the thread began with it."""
    was_reopened: bool
    is_more_of_album: bool


async def of_participant(session: AsyncSession, participant_id: int) -> SupportThread | None:
    """The thread in which a person's next words belong; None when they begin a new one."""
    found: SupportThread | None = await session.scalar(
        select(SupportThread)
        .where(SupportThread.participant_id == participant_id)
        .order_by(SupportThread.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return found


async def check_turn(session: AsyncSession, participant_id: int, *, now: datetime) -> None:
    """Raise `SupportTooOften`: five messages in ten minutes, an album counting as one."""
    rows = await session.execute(
        select(SupportMessage.id, SupportMessage.album, SupportMessage.at)
        .join(SupportThread, SupportThread.id == SupportMessage.thread_id)
        .where(
            SupportThread.participant_id == participant_id,
            ~SupportMessage.is_from_team,
            SupportMessage.at > now - OFTEN,
        )
        .order_by(SupportMessage.id)
    )
    lately = {row.album or str(row.id): row.at for row in rows}
    if len(lately) >= OFTEN_MAX:
        oldest = sorted(lately.values())[-OFTEN_MAX]
        wait = oldest + OFTEN - now
        raise SupportTooOften(count=OFTEN_MAX, minutes=max(1, -(-wait // timedelta(minutes=1))))


async def ask(
    session: AsyncSession, participant_id: int, written: Written, *, now: datetime
) -> Kept | None:
    """Keep what a participant wrote; None when this message was kept before.

    It goes on the open thread, or on one that was closed within a week, or begins a new one.
    Raises `SupportEmpty`, `SupportTooLong` or `SupportTooOften`.
    """
    written.check()
    is_more = await _is_more_of_album(session, written)
    if not is_more:
        await check_turn(session, participant_id, now=now)
    thread = await of_participant(session, participant_id)
    is_new = thread is None or (
        thread.closed_at is not None and thread.closed_at + REOPENED_WITHIN < now
    )
    was_reopened = False
    if thread is None or is_new:
        thread = await _begin(session, participant_id, now=now)
    elif thread.state == ThreadState.CLOSED:
        was_reopened = await _reopen(session, thread, now=now)
    return await _keep(
        session,
        thread,
        written,
        is_from_team=False,
        is_new=is_new,
        was_reopened=was_reopened,
        is_more=is_more,
        now=now,
    )


async def answer(
    session: AsyncSession, thread: SupportThread, written: Written, *, now: datetime
) -> Kept | None:
    """Keep the team's words; a closed thread is open again. None when they were kept before.

    Raises `SupportEmpty`, `SupportTooLong`, or `ThreadAlreadyOpen` when another one has begun.
    """
    written.check()
    was_reopened = False
    if thread.state == ThreadState.CLOSED:
        await reopen(session, thread.id, by=written.by, now=now)
        was_reopened = True
    is_more = await _is_more_of_album(session, written)
    kept = await _keep(
        session,
        thread,
        written,
        is_from_team=True,
        is_new=False,
        was_reopened=was_reopened,
        is_more=is_more,
        now=now,
    )
    if kept is not None and not is_more:
        await audit.record(
            session,
            Action.MESSAGE,
            by=written.by,
            now=now,
            participant_id=thread.participant_id,
            after={"thread": thread.id, "message": kept.message.id},
        )
    return kept


async def begin_for(session: AsyncSession, participant_id: int, *, now: datetime) -> SupportThread:
    """The thread in which the team writes first."""
    thread = await of_participant(session, participant_id)
    if thread is None or thread.state == ThreadState.CLOSED:
        return await _begin(session, participant_id, now=now)
    return thread


async def close(session: AsyncSession, thread_id: int, *, by: int, now: datetime) -> SupportThread:
    """Raises `ThreadUnknown` or `ThreadAlreadyClosed`."""
    # The WHERE clause decides between two who press at once.
    won = await session.scalar(
        update(SupportThread)
        .where(SupportThread.id == thread_id, SupportThread.state == ThreadState.OPEN)
        .values(state=ThreadState.CLOSED, closed_at=now, closed_by=by)
        .returning(SupportThread.id)
        .execution_options(synchronize_session=False)
    )
    thread = await find(session, thread_id)
    if won is None:
        raise ThreadAlreadyClosed(number=str(thread_id))
    await _record(session, thread, Action.THREAD_CLOSE, by=by, now=now)
    return thread


async def reopen(session: AsyncSession, thread_id: int, *, by: int, now: datetime) -> SupportThread:
    """Raises `ThreadUnknown` or `ThreadAlreadyOpen`."""
    thread = await find(session, thread_id)
    if not await _reopen(session, thread, now=now):
        raise ThreadAlreadyOpen(number=str(thread_id))
    await _record(session, thread, Action.THREAD_REOPEN, by=by, now=now)
    return thread


async def find(session: AsyncSession, thread_id: int) -> SupportThread:
    """`ThreadUnknown`."""
    found: SupportThread | None = await session.get(
        SupportThread, thread_id, populate_existing=True
    )
    if found is None:
        raise ThreadUnknown
    return found


async def _begin(session: AsyncSession, participant_id: int, *, now: datetime) -> SupportThread:
    # Two at once on PostgreSQL: the partial index lets one thread be open.
    await session.execute(
        insert(SupportThread)
        .values(
            participant_id=participant_id, state=ThreadState.OPEN, opened_at=now, written_at=now
        )
        .on_conflict_do_nothing(
            index_elements=[SupportThread.participant_id], index_where=text("state = 'open'")
        )
    )
    thread = await session.scalar(
        select(SupportThread).where(
            SupportThread.participant_id == participant_id,
            SupportThread.state == ThreadState.OPEN,
        )
    )
    assert thread is not None
    return thread


async def _reopen(session: AsyncSession, thread: SupportThread, *, now: datetime) -> bool:
    """False when it is open, or another one of this person is."""
    another = await session.scalar(
        select(SupportThread.id).where(
            SupportThread.participant_id == thread.participant_id,
            SupportThread.state == ThreadState.OPEN,
        )
    )
    if another is not None:
        return False
    thread.state, thread.written_at = ThreadState.OPEN, now
    thread.closed_at = thread.closed_by = None
    await session.flush()
    return True


async def _keep(
    session: AsyncSession,
    thread: SupportThread,
    written: Written,
    *,
    is_from_team: bool,
    is_new: bool,
    was_reopened: bool,
    is_more: bool,
    now: datetime,
) -> Kept | None:
    message_id = await session.scalar(
        insert(SupportMessage)
        .values(
            thread_id=thread.id,
            written_by=written.by,
            is_from_team=is_from_team,
            at=now,
            words=written.words or None,
            attachment=written.attachment,
            album=written.album,
            source_chat_id=written.chat_id,
            source_message_id=written.message_id,
        )
        .on_conflict_do_nothing(
            index_elements=[SupportMessage.source_chat_id, SupportMessage.source_message_id]
        )
        .returning(SupportMessage.id)
    )
    if message_id is None:
        return None
    # Whoever replies to this very message writes in this thread as well.
    await session.execute(
        insert(SupportPost)
        .values(chat_id=written.chat_id, message_id=written.message_id, thread_id=thread.id)
        .on_conflict_do_nothing()
    )
    thread.written_at = now
    await session.flush()
    message = await session.get_one(SupportMessage, message_id)
    return Kept(thread, message, is_new, was_reopened, is_more)


async def _is_more_of_album(session: AsyncSession, written: Written) -> bool:
    if written.album is None:
        return False
    found = await session.scalar(
        select(SupportMessage.id)
        .where(
            SupportMessage.album == written.album,
            text("album IS NOT NULL"),
            SupportMessage.source_chat_id == written.chat_id,
        )
        .limit(1)
    )
    return found is not None


async def _record(
    session: AsyncSession, thread: SupportThread, action: Action, *, by: int, now: datetime
) -> None:
    closing = action == Action.THREAD_CLOSE
    await audit.record(
        session,
        action,
        by=by,
        now=now,
        participant_id=thread.participant_id,
        before={"state": ThreadState.OPEN if closing else ThreadState.CLOSED},
        after={"state": thread.state, "thread": thread.id},
    )
