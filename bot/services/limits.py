"""May this referrer have one more referral in this hour, day and week?"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.services.documents import Document
from models import LimitCounter


async def take(
    session: AsyncSession, campaign_id: int, referrer_id: int, document: Document, *, now: datetime
) -> bool:
    """Count one referral in every limited period; False, and nothing counted, if one is full."""
    taken: list[str] = []
    for period, cap in periods(document, now):
        used = await session.scalar(
            insert(LimitCounter)
            .values(campaign_id=campaign_id, referrer_id=referrer_id, period=period, used=1)
            .on_conflict_do_update(
                index_elements=[
                    LimitCounter.campaign_id,
                    LimitCounter.referrer_id,
                    LimitCounter.period,
                ],
                set_={"used": LimitCounter.used + 1},
                where=LimitCounter.used < cap,
            )
            .returning(LimitCounter.used)
        )
        if used is None:
            await session.execute(
                update(LimitCounter)
                .where(
                    LimitCounter.campaign_id == campaign_id,
                    LimitCounter.referrer_id == referrer_id,
                    LimitCounter.period.in_(taken),
                )
                .values(used=LimitCounter.used - 1)
            )
            return False
        taken.append(period)
    return True


def periods(document: Document, now: datetime) -> list[tuple[str, int]]:
    """The counters that an arrival takes one of, the longest first, and what each may reach."""
    limits = document.limits
    if limits is None:
        return []
    local = now.astimezone(ZoneInfo(document.campaign.time_zone))
    periods = (
        ("campaign", limits.per_campaign),
        (f"{local:week:%G-W%V}", limits.per_week),
        (f"{local:day:%Y-%m-%d}", limits.per_day),
        (f"{local:hour:%Y-%m-%dT%H%z}", limits.per_hour),
    )
    return [(period, cap) for period, cap in periods if cap is not None]


async def forget(session: AsyncSession, *, before: datetime) -> None:
    """Drop the counters of periods that ended long before `before`."""
    await session.execute(
        delete(LimitCounter).where(
            (LimitCounter.period.like("day:%") & (LimitCounter.period < f"{before:day:%Y-%m-%d}"))
            | (
                LimitCounter.period.like("hour:%")
                & (LimitCounter.period < f"{before:hour:%Y-%m-%d}")
            )
            | (LimitCounter.period.like("week:%") & (LimitCounter.period < f"{before:week:%G-W%V}"))
        )
    )
