"""Which referrals is it time to look at: holds that are over, windows that have passed, members?"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.db import table
from bot.services import campaigns
from models import Participant, Referral, ReferralState

RECHECK_EVERY = timedelta(hours=24)
ASK_AGAIN_AFTER = timedelta(minutes=10)
"""Where Telegram would not tell whether somebody is still there."""

REFERRALS = table(Referral)


async def holding(session: AsyncSession, *, now: datetime, limit: int) -> list[Referral]:
    """Pending referrals whose hold is over."""
    may_be_asked = or_(Referral.checked_at.is_(None), Referral.checked_at <= now - RECHECK_EVERY)
    due = _due(Referral.hold_until, now, Referral.state == ReferralState.PENDING, may_be_asked)
    return list(await session.scalars(due.limit(limit)))


async def expired(session: AsyncSession, *, now: datetime, limit: int) -> list[Referral]:
    """Pending referrals whose steps were not done within the window, locked."""
    is_pending = Referral.state == ReferralState.PENDING
    due = _due(Referral.expires_at, now, is_pending, Referral.hold_until.is_(None))
    return list(await session.scalars(due.limit(limit).with_for_update(skip_locked=True)))


async def to_recheck(session: AsyncSession, *, now: datetime, limit: int) -> list[Referral]:
    """Qualified referrals whose membership was last looked at a day ago."""
    is_qualified = Referral.state == ReferralState.QUALIFIED
    due = _due(Referral.checked_at, now - RECHECK_EVERY, is_qualified)
    return list(await session.scalars(due.limit(limit)))


def _due(
    moment: InstrumentedAttribute[datetime | None], by: datetime, *conditions: ColumnElement[bool]
) -> Select[Referral]:
    """Those whose moment has come by then, whoever has waited longest first."""
    return select(Referral).where(*conditions, moment <= by).order_by(moment, Referral.id)


async def ask_again(session: AsyncSession, referral_ids: Collection[int], *, now: datetime) -> None:
    """Telegram would not tell about these: they wait a while, lest they keep others waiting."""
    await session.execute(
        update(REFERRALS)
        .where(REFERRALS.c.id.in_(referral_ids), REFERRALS.c.state != ReferralState.REVOKED)
        .values(checked_at=now - RECHECK_EVERY + ASK_AGAIN_AFTER)
    )


async def look_at_friends_of(
    session: AsyncSession, campaign_id: int, participant_id: int, *, now: datetime
) -> None:
    """Somebody wants to be paid: whether their friends are still there is looked at next.

    So are those whose watch is over (`referrals.RECHECK_FOR`), and it stays over afterwards. Those
    are left alone who came under a version that wants nobody to be anywhere.
    """
    theirs = (
        REFERRALS.c.campaign_id == campaign_id,
        REFERRALS.c.referrer_id == participant_id,
        REFERRALS.c.state == ReferralState.QUALIFIED,
        or_(REFERRALS.c.checked_at.is_(None), REFERRALS.c.checked_at > now - RECHECK_EVERY),
    )
    versions = await session.scalars(select(REFERRALS.c.version).where(*theirs).distinct())
    with_chats = [
        version
        for version in versions.all()
        if (await campaigns.find(session, campaign_id, version)).document.subscriptions
    ]
    await session.execute(
        update(REFERRALS)
        .where(*theirs, REFERRALS.c.version.in_(with_chats))
        .values(checked_at=now - RECHECK_EVERY)
    )


async def telegram_ids(session: AsyncSession, waiting: Iterable[Referral]) -> dict[int, int]:
    """Whom to ask Telegram about: the referees' Telegram ids by participant."""
    rows = await session.execute(
        select(Participant.id, Participant.telegram_id).where(
            Participant.id.in_({referral.referee_id for referral in waiting})
        )
    )
    return {participant_id: telegram_id for participant_id, telegram_id in rows}
