"""What must the admins hear of at once, and not more than once an hour?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.i18n import Argument
from bot.services import outbox
from models import Alarm, Participant, Payout, PayoutState, Referral

AGAIN_AFTER = timedelta(hours=1)
BURST_WINDOW = timedelta(hours=1)
BURST_MIN = 50
BURST_FACTOR = 5
BURST_WINDOWS = 7 * 24
"""Of the same length, before the present one."""


class Kind(StrEnum):
    """One text each: "alarm-<kind>"."""

    PAYOUT_WAITING = "payout-waiting"
    VERIFY = "verify"
    SENDER = "sender"
    WEBHOOK = "webhook"
    SHOP_WEBHOOK = "shop-webhook"
    """A shop's server takes no events."""
    DISK = "disk"
    BURST = "burst"
    BACKUP = "backup"
    ADMIN_GROUP = "admin-group"
    """The group itself cannot be reached: only the log can tell."""


@dataclass(frozen=True)
class WaitingPayouts:
    """Those that have waited too long."""

    count: int
    oldest_at: datetime


@dataclass(frozen=True)
class Burst:
    """Unusually many newcomers."""

    newcomers: int
    usual: int
    """The median of the same length of time in the last week."""
    referrer_telegram_id: int | None
    """Who brought most of them."""
    brought: int


async def is_quiet(session: AsyncSession, kind: Kind, *, now: datetime) -> bool:
    """Whether the kind was not raised within the hour; only `sound` decides."""
    raised_at = await raised(session, kind)
    return raised_at is None or raised_at <= now - AGAIN_AFTER


async def raised(session: AsyncSession, kind: Kind) -> datetime | None:
    """When it was raised last."""
    at: datetime | None = await session.scalar(select(Alarm.raised_at).where(Alarm.kind == kind))
    return at


async def claim(session: AsyncSession, kind: Kind, *, now: datetime) -> bool:
    """Take this hour's alarm of a kind; False when it was raised within the hour, by whomever."""
    statement = insert(Alarm).values(kind=kind, raised_at=now)
    # The WHERE clause decides between replicas.
    statement = statement.on_conflict_do_update(
        index_elements=[Alarm.kind],
        set_={"raised_at": now},
        where=Alarm.raised_at <= now - AGAIN_AFTER,
    )
    return await session.scalar(statement.returning(Alarm.kind)) is not None


async def sound(
    session: AsyncSession,
    kind: Kind,
    *,
    chat_id: int,
    now: datetime,
    args: Mapping[str, Argument] = {},
) -> bool:
    """Tell the admin group, unless it was told within the hour; whether it is told now."""
    if not await claim(session, kind, now=now):
        return False
    await post(session, kind, chat_id=chat_id, now=now, args=args)
    return True


async def post(
    session: AsyncSession,
    kind: Kind,
    *,
    chat_id: int,
    now: datetime,
    args: Mapping[str, Argument] = {},
) -> None:
    """Tell the admin group by way of the outbox; the alarm is claimed already."""
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key=f"alarm-{kind}",
        args=args,
        now=now,
        # While nothing leaves, the newest one takes the place of those that wait.
        collapse_key=f"alarm:{kind}",
        not_before=now,
    )


async def waiting_payouts(
    session: AsyncSession, *, since_before: datetime
) -> WaitingPayouts | None:
    """Payouts that wait for a decision or for the money since before a moment."""
    waiting_since = func.coalesce(Payout.decided_at, Payout.requested_at)
    count, oldest_at = (
        await session.execute(
            select(func.count(), func.min(waiting_since)).where(
                or_(
                    and_(Payout.state == PayoutState.REQUESTED, Payout.requested_at < since_before),
                    and_(Payout.state == PayoutState.APPROVED, Payout.decided_at < since_before),
                )
            )
        )
    ).one()
    return WaitingPayouts(int(count), oldest_at) if count else None


async def burst(session: AsyncSession, *, now: datetime) -> Burst | None:
    """More newcomers in the last hour than fifty and than five times the usual number."""
    newcomers = await _newcomers(session, now - BURST_WINDOW, now)
    if newcomers <= BURST_MIN:
        return None
    before = [
        await _newcomers(session, now - (step + 2) * BURST_WINDOW, now - (step + 1) * BURST_WINDOW)
        for step in range(BURST_WINDOWS)
    ]
    usual = median(before)
    if newcomers <= BURST_FACTOR * usual:
        return None
    top = (
        await session.execute(
            select(Referral.referrer_id, func.count().label("brought"))
            .where(Referral.created_at > now - BURST_WINDOW, Referral.created_at <= now)
            .group_by(Referral.referrer_id)
            .order_by(func.count().desc(), Referral.referrer_id)
            .limit(1)
        )
    ).first()
    if top is None:
        return Burst(newcomers, round(usual), None, 0)
    telegram_id = await session.scalar(
        select(Participant.telegram_id).where(Participant.id == top.referrer_id)
    )
    return Burst(newcomers, round(usual), telegram_id, top.brought)


async def _newcomers(session: AsyncSession, after: datetime, until: datetime) -> int:
    """Who pressed start; an index holds the times."""
    count = await session.scalar(
        select(func.count()).where(Participant.started_at > after, Participant.started_at <= until)
    )
    return int(count or 0)
