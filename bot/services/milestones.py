"""Which numbers of friends bring a reward of their own, once, and when is it taken back?"""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import LANGUAGES, Argument, Points, Worded
from bot.services import campaigns, outbox, reversals, rewards, rules
from bot.services.document_rewards import MilestoneSection
from bot.services.documents import Document
from models import (
    ALL_TIME,
    Participant,
    Referral,
    Reward,
    RewardSource,
    RewardState,
    Standing,
    VoidReason,
)

LOST = "milestones-lost"


async def settle(
    session: AsyncSession,
    referral: Referral,
    document: Document,
    *,
    at: datetime,
    now: datetime,
) -> None:
    """Give what the referrer's number of friends reaches, take back what it no longer does.

    What was reached at `at` is due then, also when that is found later.
    """
    friends = await qualified(session, referral.campaign_id, referral.referrer_id)
    promised = {milestone.at: milestone for milestone in document.milestones}
    reached = {number for number in promised if number <= friends}
    given = set(
        await session.scalars(
            select(Reward.rule).where(
                *_of(referral), Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED))
            )
        )
    )
    # What another version promised is not lost by friends who come under this one.
    lost = {number for number in given if number > friends}
    if lost:
        taken = await reversals.take_back(
            session, *_of(referral), Reward.rule.in_(lost), reason=VoidReason.REVOKED, now=now
        )
        for reward, its in zip(taken, await rewards.documents_of(session, taken), strict=True):
            [milestone] = [each for each in its.milestones if each.at == reward.rule]
            await _tell(session, referral, its, milestone, text_key=LOST, now=now)
    for number in sorted(reached - given):
        await _give(session, referral, document, promised[number], at=at, now=now)


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
    at: datetime,
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
        # A message of its own tells of it, with the badge.
        is_silent=True,
    )
    promise = rules.Promise(milestone.at, 1, referral.referrer_id, milestone.amount, at)
    given = await rewards.promise(session, cause, [promise], document, now=now)
    if any(reward.state == RewardState.CREDITED for reward in given):
        key = "milestones-reached" if milestone.badge is None else "milestones-reached-badge"
        await _tell(session, referral, document, milestone, text_key=key, now=now)


async def _tell(
    session: AsyncSession,
    referral: Referral,
    document: Document,
    milestone: MilestoneSection,
    *,
    text_key: str,
    now: datetime,
) -> None:
    chat_id = await session.scalar(
        select(Participant.telegram_id).where(Participant.id == referral.referrer_id)
    )
    assert chat_id is not None
    args: dict[str, Argument] = {
        "count": milestone.at,
        "amount": Points(milestone.amount, document.unit, signed=text_key != LOST),
        "title": campaigns.titled(document),
    }
    if milestone.badge is not None:
        args["badge"] = Worded({each: milestone.badge.in_language(each) for each in LANGUAGES})
    await outbox.post(
        session, chat_id=chat_id, text_key=text_key, now=now, args=args, can_wait=True
    )


def _of(referral: Referral) -> tuple[ColumnElement[bool], ...]:
    return (
        Reward.campaign_id == referral.campaign_id,
        Reward.participant_id == referral.referrer_id,
        Reward.source == RewardSource.MILESTONE,
    )
