"""Which numbers of friends bring a reward of their own, once, and when is it taken back?"""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import reversals, rewards, rules
from bot.services.document_rewards import MilestoneSection
from bot.services.documents import Document
from models import (
    ALL_TIME,
    Referral,
    Reward,
    RewardSource,
    RewardState,
    Standing,
    VoidReason,
)


async def settle(
    session: AsyncSession, referral: Referral, document: Document, *, now: datetime
) -> None:
    """Give what the referrer's number of friends reaches, take back what it no longer does."""
    friends = await qualified(session, referral.campaign_id, referral.referrer_id)
    promised = {milestone.at: milestone for milestone in document.milestones}
    reached = {at for at in promised if at <= friends}
    given = set(
        await session.scalars(
            select(Reward.rule).where(
                *_of(referral), Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED))
            )
        )
    )
    lost = given - reached
    if lost:
        await reversals.take_back(
            session, *_of(referral), Reward.rule.in_(lost), reason=VoidReason.REVOKED, now=now
        )
    for at in sorted(reached - given):
        await _give(session, referral, document, promised[at], now=now)


async def qualified(session: AsyncSession, campaign_id: int, participant_id: int) -> int:
    """How many friends of a person count now."""
    friends = await session.scalar(
        select(Standing.friends).where(
            Standing.campaign_id == campaign_id,
            Standing.period == ALL_TIME,
            Standing.participant_id == participant_id,
        )
    )
    return friends or 0


async def _give(
    session: AsyncSession,
    referral: Referral,
    document: Document,
    milestone: MilestoneSection,
    *,
    now: datetime,
) -> None:
    key = f"milestone:{referral.campaign_id}:{referral.referrer_id}:{milestone.at}"
    # Reached, lost and reached again, it is a new reward.
    before = await session.scalar(
        select(func.count(Reward.id)).where(*_of(referral), Reward.rule == milestone.at)
    )
    cause = rewards.Cause(
        key=f"{key}:{before}",
        campaign_id=referral.campaign_id,
        version=referral.version,
        source=RewardSource.MILESTONE,
    )
    promise = rules.Promise(milestone.at, 1, referral.referrer_id, milestone.amount, now)
    await rewards.promise(session, cause, [promise], document, now=now)


def _of(referral: Referral) -> tuple[ColumnElement[bool], ...]:
    return (
        Reward.campaign_id == referral.campaign_id,
        Reward.participant_id == referral.referrer_id,
        Reward.source == RewardSource.MILESTONE,
    )
