"""Which message goes to everybody, when does it start, and when is it over?"""

import html as markup
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, and_, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import deliveries
from bot.services.deliveries import DELIVERIES
from models import Broadcast, BroadcastState, DeliveryState, Participant

TEXT_MAX = 4_096
"""UTF-16 code units after the entities are parsed (Bot API, sendMessage)."""
UNDO_SECONDS = 5
TAG = re.compile(r"<[^>]*>")
OPEN = (BroadcastState.PLANNED, BroadcastState.RUNNING)


class BroadcastEmpty(UserError):
    pass


class BroadcastTooLong(UserError):
    """Arguments: `length`, `limit`."""


class BroadcastToNobody(UserError):
    pass


class BroadcastStarted(UserError):
    pass


class BroadcastOver(UserError):
    pass


class NothingToResend(UserError):
    pass


@dataclass(frozen=True)
class Plan:
    broadcast: Broadcast
    recipients: int


async def plan(
    session: AsyncSession, html: str, *, by: int, card_chat_id: int | None, now: datetime
) -> Plan:
    """Prepare a message to everybody who has started the bot and may be written to.

    It starts when the undo time after its card is over; without a card, after its creation.
    Raises `BroadcastEmpty`, `BroadcastTooLong` and `BroadcastToNobody`.
    """
    length = text_length(html)
    if length == 0:
        raise BroadcastEmpty
    if length > TEXT_MAX:
        raise BroadcastTooLong(length=length, limit=TEXT_MAX)
    broadcast = Broadcast(
        html=html,
        created_by=by,
        created_at=now,
        starts_at=now + timedelta(seconds=UNDO_SECONDS),
        card_chat_id=card_chat_id,
    )
    session.add(broadcast)
    await session.flush()
    recipients = select(
        literal(broadcast.id),
        Participant.id,
        Participant.telegram_id,
        literal(DeliveryState.PLANNED.value),
    ).where(
        Participant.started_at.is_not(None),
        Participant.blocked_at.is_(None),
        Participant.banned_at.is_(None),
    )
    columns = ["broadcast_id", "participant_id", "chat_id", "state"]
    written = await session.execute(DELIVERIES.insert().from_select(columns, recipients))
    assert isinstance(written, CursorResult)
    if written.rowcount == 0:
        raise BroadcastToNobody
    return Plan(broadcast, written.rowcount)


def text_length(html: str) -> int:
    """Length as Telegram counts it: UTF-16 code units without the markup."""
    plain = markup.unescape(TAG.sub("", html)).strip()
    return len(plain.encode("utf-16-le")) // 2


async def show(session: AsyncSession, broadcast_id: int, *, message_id: int, now: datetime) -> None:
    """Note the card; the undo time begins with it."""
    await session.execute(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.card_message_id.is_(None))
        .values(card_message_id=message_id, starts_at=now + timedelta(seconds=UNDO_SECONDS))
    )


async def start_now(session: AsyncSession, broadcast_id: int, *, now: datetime) -> None:
    """End the undo time. Raises `BroadcastStarted`."""
    if not await _change(session, broadcast_id, [BroadcastState.PLANNED], starts_at=now):
        raise BroadcastStarted


async def cancel(session: AsyncSession, broadcast_id: int) -> None:
    """Send no more than what is under way. Raises `BroadcastOver`."""
    if not await _change(session, broadcast_id, OPEN, state=BroadcastState.CANCELLED):
        raise BroadcastOver


async def resend(session: AsyncSession, broadcast_id: int) -> None:
    """Send again to those of whom it is not known whether they have got it: some will twice.

    Raises `NothingToResend`.
    """
    reopened = await _change(
        session,
        broadcast_id,
        [BroadcastState.FINISHED],
        state=BroadcastState.RUNNING,
        finished_at=None,
    )
    if not reopened or not await deliveries.plan_unknown(session, broadcast_id):
        raise NothingToResend


async def unfinished(session: AsyncSession, *, now: datetime) -> Sequence[Broadcast]:
    """Broadcasts that want something done: those to be sent, oldest first, and the cancelled."""
    has_card = or_(Broadcast.card_chat_id.is_(None), Broadcast.card_message_id.is_not(None))
    due = and_(
        Broadcast.state.in_(OPEN),
        Broadcast.starts_at <= now,
        has_card,
    )
    cancelled = and_(Broadcast.state == BroadcastState.CANCELLED, Broadcast.finished_at.is_(None))
    found = await session.scalars(select(Broadcast).where(or_(due, cancelled)))
    return sorted(found, key=lambda broadcast: broadcast.id)


async def begin(session: AsyncSession, broadcast_id: int) -> bool:
    """Whether a broadcast that is due may be sent now, or was cancelled in the meantime."""
    return await _change(session, broadcast_id, OPEN, state=BroadcastState.RUNNING)


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


async def finish(session: AsyncSession, broadcast_id: int, *, now: datetime) -> None:
    """Close a broadcast if nothing of it is left to be sent or settled."""
    if await deliveries.is_open(session, broadcast_id):
        return
    await session.execute(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.state == BroadcastState.RUNNING)
        .values(state=BroadcastState.FINISHED)
    )
    await session.execute(
        update(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.finished_at.is_(None))
        .values(finished_at=now)
    )


async def without_card(session: AsyncSession) -> Sequence[Broadcast]:
    """Broadcasts whose card the admins have not got yet."""
    return (
        await session.scalars(
            select(Broadcast)
            .where(
                Broadcast.state == BroadcastState.PLANNED,
                Broadcast.card_chat_id.is_not(None),
                Broadcast.card_message_id.is_(None),
            )
            .order_by(Broadcast.id)
        )
    ).all()


async def with_moving_card(
    session: AsyncSession, *, finished_since: datetime
) -> Sequence[Broadcast]:
    """Broadcasts whose card has still something to tell."""
    return (
        await session.scalars(
            select(Broadcast)
            .where(
                Broadcast.card_message_id.is_not(None),
                Broadcast.state != BroadcastState.PLANNED,
                or_(Broadcast.finished_at.is_(None), Broadcast.finished_at >= finished_since),
            )
            .order_by(Broadcast.id)
        )
    ).all()
