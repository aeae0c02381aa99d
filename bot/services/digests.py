"""How did yesterday go, in a message that is read on a phone over coffee?"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Points, Translate
from bot.services import campaigns, figures, job_runs, outbox, seals
from bot.services.figures import Place
from bot.services.occurrences import Metric
from bot.services.seals import Head
from models import Bucket, Participant, Payout, PayoutState

JOB = "digest"
SEAL_SHOWN = 12
"""Characters of the last seal: enough to find it again in the ledger's chain."""


@dataclass(frozen=True)
class Day:
    """What happened from one midnight to the next."""

    started: int
    invited: int
    qualified: int
    credited: tuple[Points, ...]
    """By unit."""
    paid: tuple[Points, ...]
    blocked: int


@dataclass(frozen=True)
class Digest:
    midnight: datetime
    """Where the day began, on the admins' clocks."""
    day: Day
    before: Day
    requested: int
    approved: int
    oldest_hours: int | None
    """How long the payout waits that waits longest."""
    head: Head


def due(now: datetime, at: str, zone: ZoneInfo) -> str | None:
    """The day for which a digest is to be out by now ("2026-11-22"); None before the hour."""
    local = now.astimezone(zone)
    hour, minute = at.split(":")
    return local.date().isoformat() if local.time() >= time(int(hour), int(minute)) else None


async def take(session: AsyncSession, day: str, *, now: datetime) -> bool:
    """Whether this day's digest is ours to write, among replicas."""
    return await job_runs.take(session, JOB, day, now=now)


async def look(session: AsyncSession, *, zone: ZoneInfo, now: datetime) -> Digest:
    """Yesterday on the clocks of a zone, and the day before it."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    # Subtracting days moves the clock's hands, not 24 hours: midnight stays midnight.
    yesterday, earlier = today - timedelta(days=1), today - timedelta(days=2)
    counts = dict(
        (PayoutState(state), count)
        for state, count in await session.execute(
            select(Payout.state, func.count())
            .where(Payout.state.in_((PayoutState.REQUESTED, PayoutState.APPROVED)))
            .group_by(Payout.state)
        )
    )
    oldest_at: datetime | None = await session.scalar(
        select(func.min(func.coalesce(Payout.decided_at, Payout.requested_at))).where(
            Payout.state.in_((PayoutState.REQUESTED, PayoutState.APPROVED))
        )
    )
    return Digest(
        yesterday,
        await _day(session, yesterday, today),
        await _day(session, earlier, yesterday),
        counts.get(PayoutState.REQUESTED, 0),
        counts.get(PayoutState.APPROVED, 0),
        None if oldest_at is None else int((now - oldest_at).total_seconds() // 3600),
        await seals.head(session),
    )


async def _day(session: AsyncSession, since: datetime, until: datetime) -> Day:
    places = await figures.sums(session, since, until)
    counted: Counter[str] = Counter()
    for (_campaign_id, metric), amount in places.items():
        counted[metric] += amount
    blocked = await session.scalar(
        select(func.count()).where(Participant.blocked_at >= since, Participant.blocked_at < until)
    )
    return Day(
        counted[Metric.START],
        counted[Metric.INVITED],
        counted[Metric.QUALIFIED],
        await _points(session, places, f"credit:{Bucket.AVAILABLE}"),
        await _points(session, places, f":{Bucket.PAID_OUT}"),
        int(blocked or 0),
    )


async def _points(session: AsyncSession, places: Counter[Place], metric: str) -> tuple[Points, ...]:
    """What moved, added up by unit; `metric` is the end of its name."""
    totals: list[Points] = []
    for (campaign_id, name), amount_minor in sorted(places.items()):
        if not name.endswith(metric) or not amount_minor:
            continue
        unit = campaigns.unit((await campaigns.find(session, campaign_id)).document)
        same = next((one for one in totals if one.unit == unit), Points(0, unit))
        if same in totals:
            totals.remove(same)
        totals.append(Points(same.amount_minor + amount_minor, unit))
    return tuple(totals)


async def post(
    session: AsyncSession, digest: Digest, t: Translate, *, chat_id: int, now: datetime
) -> None:
    """Queue the message, in the language of the admin group."""
    day, before, head = digest.day, digest.before, digest.head
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key="digest",
        args={
            "day": t.day(digest.midnight.date()),
            "started": day.started,
            "started_before": before.started,
            "invited": day.invited,
            "invited_before": before.invited,
            "qualified": day.qualified,
            "qualified_before": before.qualified,
            "credited": _listed(t, day.credited),
            "credited_before": _listed(t, before.credited),
            "paid": _listed(t, day.paid),
            "paid_before": _listed(t, before.paid),
            "blocked": day.blocked,
            "blocked_before": before.blocked,
            "requested": digest.requested,
            "approved": digest.approved,
            "waits": "yes" if digest.oldest_hours is not None else "no",
            "hours": digest.oldest_hours or 0,
            "seals": head.number,
            "seal": head.seal[:SEAL_SHOWN],
        },
        now=now,
    )


def _listed(t: Translate, amounts: tuple[Points, ...]) -> str:
    return ", ".join(t.points(one) for one in amounts) or "0"
