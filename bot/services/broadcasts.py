"""Which message goes to everybody, when does it start, and when is it over?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import audit, broadcast_contents, broadcast_plans, deliveries, segments
from bot.services.audit import Action
from bot.services.broadcast_contents import Content
from bot.services.segments import EVERYBODY, Segment
from models import Broadcast, BroadcastState, PauseReason

UNDO_SECONDS = 5
S = BroadcastState
BEFORE_THE_FIRST_COPY = (S.SCHEDULED, S.PLANNING, S.PLANNED)
UNDER_WAY = (*BEFORE_THE_FIRST_COPY, S.RUNNING)
OPEN = (S.DRAFT, *UNDER_WAY, S.PAUSED)


class BroadcastToNobody(UserError):
    pass


class BroadcastStarted(UserError):
    pass


class BroadcastOver(UserError):
    pass


class BroadcastNotRunning(UserError):
    pass


class BroadcastNotPaused(UserError):
    pass


class BroadcastUnknown(UserError):
    pass


class NothingToResend(UserError):
    pass


@dataclass(frozen=True)
class Plan:
    broadcast: Broadcast
    recipients: int
    """So far: of very many the rest is written down while it is prepared."""


async def plan(
    session: AsyncSession,
    message: str | Content,
    *,
    by: int | None,
    card_chat_id: int | None,
    now: datetime,
    segment: Segment = EVERYBODY,
) -> Plan:
    """Prepare a message, or a text in HTML, to all of a segment who may be written to.

    It starts when the undo time after its card is over; without a card, after its creation.
    Raises `BroadcastEmpty`, `BroadcastTooLong` and `BroadcastToNobody`.
    """
    content = Content(message) if isinstance(message, str) else message
    broadcast_contents.check(content)
    broadcast = Broadcast(
        **broadcast_contents.columns(content),
        state=S.DRAFT,
        segment=segment.encode(),
        created_by=by,
        started_by=by,
        created_at=now,
        starts_at=now + timedelta(seconds=UNDO_SECONDS),
        card_chat_id=card_chat_id,
    )
    session.add(broadcast)
    await session.flush()
    await broadcast_plans.open_plan(session, broadcast.id, now=now, seen=[S.DRAFT])
    recipients = await broadcast_plans.advance(session, broadcast.id)
    await session.refresh(broadcast)
    if recipients == 0 and not await segments.anybody(session, segment, now=now):
        raise BroadcastToNobody
    after = {"broadcast": broadcast.id, "segment": segments.written(segment)}
    await audit.record(session, Action.BROADCAST_START, by=by, now=now, after=after)
    return Plan(broadcast, recipients)


async def note_preview(session: AsyncSession, broadcast_id: int, *, message_id: int) -> None:
    await _change(session, broadcast_id, OPEN, preview_message_id=message_id)


async def show(session: AsyncSession, broadcast_id: int, *, message_id: int, now: datetime) -> None:
    """Note the card; the undo time of what is planned begins with it."""
    undo_ends_at = now + timedelta(seconds=UNDO_SECONDS)
    starts_at = case((Broadcast.state == S.PLANNED, undo_ends_at), else_=Broadcast.starts_at)
    await session.execute(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.card_message_id.is_(None))
        .values(card_message_id=message_id, starts_at=starts_at)
    )


async def start_now(
    session: AsyncSession, broadcast_id: int, *, now: datetime, by: int | None = None
) -> None:
    """End the undo time, or the wait for the time that was chosen. Raises `BroadcastStarted`."""
    _, starts_at = await _locked(session, broadcast_id)
    if not await _change(session, broadcast_id, BEFORE_THE_FIRST_COPY, starts_at=now):
        raise BroadcastStarted
    after = {"broadcast": broadcast_id, "starts": "at once"}
    before = {"starts": starts_at.isoformat()}
    await audit.record(session, Action.BROADCAST_START, by=by, now=now, before=before, after=after)


async def cancel(
    session: AsyncSession, broadcast_id: int, *, now: datetime, by: int | None = None
) -> None:
    """Send no more than what is under way. Raises `BroadcastOver`."""
    seen, _ = await _locked(session, broadcast_id)
    if not await _change(session, broadcast_id, OPEN, state=S.CANCELLED, pause_reason=None):
        raise BroadcastOver
    await _record(session, Action.BROADCAST_CANCEL, broadcast_id, seen, by, now)


async def pause(
    session: AsyncSession,
    broadcast_id: int,
    *,
    reason: PauseReason = PauseReason.PRESSED,
    now: datetime,
    by: int | None = None,
) -> None:
    """Send no more than what is under way until it is resumed. Raises `BroadcastNotRunning`."""
    seen, _ = await _locked(session, broadcast_id)
    if not await _change(session, broadcast_id, UNDER_WAY, state=S.PAUSED, pause_reason=reason):
        raise BroadcastNotRunning
    await _record(session, Action.BROADCAST_PAUSE, broadcast_id, seen, by, now, reason=reason.value)


async def resume(
    session: AsyncSession, broadcast_id: int, *, now: datetime, by: int | None = None
) -> None:
    """Go on where it was paused; `by` answers for it from now on. Raises `BroadcastNotPaused`."""
    broadcast = await session.get(Broadcast, broadcast_id, populate_existing=True)
    resumed = broadcast is not None and await _change(
        session,
        broadcast_id,
        [S.PAUSED],
        state=_state_to_resume(broadcast, now),
        pause_reason=None,
        started_by=by,
    )
    if not resumed:
        raise BroadcastNotPaused
    await _record(session, Action.BROADCAST_RESUME, broadcast_id, S.PAUSED, by, now)


def _state_to_resume(broadcast: Broadcast, now: datetime) -> BroadcastState:
    if broadcast.planning_at is None and broadcast.began_at is None:
        return S.SCHEDULED
    if not broadcast_plans.is_planned(broadcast):
        return S.PLANNING
    return S.RUNNING if broadcast.began_at is not None else S.PLANNED


async def resend(
    session: AsyncSession, broadcast_id: int, *, now: datetime, by: int | None = None
) -> None:
    """Send again to those of whom it is not known whether they have got it: some will twice.

    Raises `NothingToResend`.
    """
    reopened = await _change(
        session,
        broadcast_id,
        [S.FINISHED],
        state=S.RUNNING,
        finished_at=None,
        tally=None,
        started_by=by,
    )
    planned = await deliveries.plan_unknown(session, broadcast_id) if reopened else 0
    if not planned:
        raise NothingToResend
    await _record(
        session, Action.BROADCAST_RESEND, broadcast_id, S.FINISHED, by, now, copies=planned
    )


async def leave_unknown(
    session: AsyncSession, broadcast_id: int, *, now: datetime, by: int | None = None
) -> None:
    """Decide that the unknown get nothing again. Raises `NothingToResend`."""
    if not await _change(session, broadcast_id, [S.FINISHED], unknown_left=True):
        raise NothingToResend
    await _record(session, Action.BROADCAST_RESEND, broadcast_id, S.FINISHED, by, now, copies=0)


async def unfinished(session: AsyncSession, *, now: datetime) -> Sequence[Broadcast]:
    """Broadcasts that want something done: those to be sent, oldest first, and the cancelled."""
    has_card = or_(Broadcast.card_chat_id.is_(None), Broadcast.card_message_id.is_not(None))
    due = and_(
        Broadcast.state.in_((S.SCHEDULED, S.PLANNED, S.RUNNING)),
        Broadcast.starts_at <= now,
        or_(Broadcast.state != S.PLANNED, has_card),
    )
    cancelled = and_(Broadcast.state == S.CANCELLED, Broadcast.finished_at.is_(None))
    found = await session.scalars(
        select(Broadcast).where(or_(due, Broadcast.state == S.PLANNING, cancelled))
    )
    return sorted(found, key=lambda broadcast: broadcast.id)


async def begin(session: AsyncSession, broadcast_id: int, *, now: datetime) -> bool:
    """Whether a broadcast that is due may be sent now, or was cancelled in the meantime."""
    return await _change(session, broadcast_id, [S.PLANNED], state=S.RUNNING, began_at=now)


async def _locked(session: AsyncSession, broadcast_id: int) -> tuple[BroadcastState, datetime]:
    """Its state and the time of its start, which nobody else changes in this transaction."""
    row = await session.execute(
        select(Broadcast.state, Broadcast.starts_at)
        .where(Broadcast.id == broadcast_id)
        .with_for_update()
    )
    found = row.one_or_none()
    if found is None:
        raise BroadcastUnknown
    return BroadcastState(found.state), found.starts_at


async def _change(
    session: AsyncSession, broadcast_id: int, seen: Sequence[BroadcastState], **values: object
) -> bool:
    """Whether the broadcast was in one of the states `seen`, and so is changed."""
    # The WHERE clause decides between an admin's press and the sender.
    changed = await session.scalar(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.state.in_(seen))
        .values(**values)
        .returning(Broadcast.id)
    )
    return changed is not None


async def _record(
    session: AsyncSession,
    action: Action,
    broadcast_id: int,
    seen: BroadcastState,
    by: int | None,
    now: datetime,
    *,
    reason: str | None = None,
    **after: object,
) -> None:
    """Write down a decision that found the broadcast in the state `seen`."""
    state, _ = await _locked(session, broadcast_id)
    await audit.record(
        session,
        action,
        by=by,
        now=now,
        before={"state": seen},
        after={"state": state, "broadcast": broadcast_id, **after},
        reason=reason,
    )


async def finish(session: AsyncSession, broadcast_id: int, *, now: datetime) -> None:
    """Close a broadcast if nothing of it is left to be sent or settled."""
    if await deliveries.is_open(session, broadcast_id):
        return
    await session.execute(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.state == S.RUNNING)
        .values(state=S.FINISHED, unknown_left=False)
    )
    tally = await deliveries.progress(session, broadcast_id)
    await session.execute(
        update(Broadcast)
        .where(
            Broadcast.id == broadcast_id,
            Broadcast.state.in_((S.FINISHED, S.CANCELLED)),
            Broadcast.finished_at.is_(None),
        )
        .values(finished_at=now, tally=tally.encode())
    )
