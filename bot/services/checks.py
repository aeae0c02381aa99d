"""Which referrals is it time to look at: holds that are over, windows that have passed, members?"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import table
from models import Participant, Referral, ReferralState

RECHECK_EVERY = timedelta(hours=24)
ASK_AGAIN_AFTER = timedelta(minutes=10)
"""Where Telegram would not tell whether somebody is still there."""

REFERRALS = table(Referral)


async def holding(session: AsyncSession, *, now: datetime, limit: int) -> list[Referral]:
    """Pending referrals whose hold is over."""
    rows = await session.scalars(
        select(Referral)
        .where(
            Referral.state == ReferralState.PENDING,
            Referral.hold_until.is_not(None),
            Referral.hold_until <= now,
            or_(Referral.checked_at.is_(None), Referral.checked_at <= now - RECHECK_EVERY),
        )
        .order_by(Referral.hold_until, Referral.id)
        .limit(limit)
    )
    return list(rows)


async def expired(session: AsyncSession, *, now: datetime, limit: int) -> list[Referral]:
    """Pending referrals whose steps were not done within the window, locked."""
    rows = await session.scalars(
        select(Referral)
        .where(
            Referral.state == ReferralState.PENDING,
            Referral.hold_until.is_(None),
            Referral.expires_at <= now,
        )
        .order_by(Referral.expires_at, Referral.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(rows)


async def to_recheck(session: AsyncSession, *, now: datetime, limit: int) -> list[Referral]:
    """Qualified referrals whose membership was last looked at a day ago."""
    rows = await session.scalars(
        select(Referral)
        .where(
            Referral.state == ReferralState.QUALIFIED,
            Referral.checked_at.is_not(None),
            Referral.checked_at <= now - RECHECK_EVERY,
        )
        .order_by(Referral.checked_at, Referral.id)
        .limit(limit)
    )
    return list(rows)


async def ask_again(session: AsyncSession, referral_ids: Collection[int], *, now: datetime) -> None:
    """Telegram would not tell about these: they wait a while, lest they keep others waiting."""
    await session.execute(
        update(REFERRALS)
        .where(REFERRALS.c.id.in_(referral_ids), REFERRALS.c.state != ReferralState.REVOKED)
        .values(checked_at=now - RECHECK_EVERY + ASK_AGAIN_AFTER)
    )


async def telegram_ids(session: AsyncSession, waiting: Iterable[Referral]) -> dict[int, int]:
    """Whom to ask Telegram about: the referees' Telegram ids by participant."""
    rows = await session.execute(
        select(Participant.id, Participant.telegram_id).where(
            Participant.id.in_({referral.referee_id for referral in waiting})
        )
    )
    return {participant_id: telegram_id for participant_id, telegram_id in rows}
