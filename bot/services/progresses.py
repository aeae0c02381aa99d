"""How far is a participant on the way to the next milestone, and to the next tier?"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import campaigns, milestones, rules, uplines
from bot.services.campaigns import RunningCampaign
from bot.services.document_rewards import MilestoneSection

CAMPAIGNS_SHOWN = 2
Size = tuple[int | None, Decimal | None]
"""An amount, or a percentage."""


@dataclass(frozen=True)
class NextTier:
    """From which friend on a rule brings something else."""

    starts: int
    now: Size
    then: Size


@dataclass(frozen=True)
class Progress:
    """What one participant's friends have brought them in one campaign, besides points for each."""

    campaign: RunningCampaign
    friends: int
    """Who count now."""
    reached: tuple[MilestoneSection, ...]
    following: MilestoneSection | None
    tiers: tuple[NextTier, ...]

    @property
    def is_empty(self) -> bool:
        return not self.reached and self.following is None and not self.tiers


async def look(session: AsyncSession, participant_id: int, *, now: datetime) -> list[Progress]:
    """In the running campaigns that have milestones or tiers, the one started last first."""
    found = []
    for campaign in await campaigns.running(session, now=now):
        document = campaign.document
        if document.milestones or any(rule.tiers for rule in document.rewards):
            progress = await _progress(session, campaign, participant_id)
            if not progress.is_empty:
                found.append(progress)
        if len(found) == CAMPAIGNS_SHOWN:
            break
    return found


async def _progress(
    session: AsyncSession, campaign: RunningCampaign, participant_id: int
) -> Progress:
    document = campaign.document
    friends = await milestones.qualified(session, campaign.id, participant_id)
    by_size = sorted(document.milestones, key=lambda each: each.at)
    return Progress(
        campaign,
        friends,
        tuple(each for each in by_size if each.at <= friends),
        next((each for each in by_size if each.at > friends), None),
        await _tiers(session, campaign, participant_id),
    )


async def _tiers(
    session: AsyncSession, campaign: RunningCampaign, participant_id: int
) -> tuple[NextTier, ...]:
    """Of the rules for the referrer, where their next friend does not bring the highest yet."""
    ruled = [rule for rule in campaign.document.rewards if rule.level == 1 and rule.tiers]
    if not ruled:
        return ()
    most = max(rule.tiers[-1].starts for rule in ruled)
    done = await uplines.done_friends(session, campaign.id, participant_id, most=most)
    found = []
    for rule in ruled:
        following = next((tier for tier in rule.tiers if tier.starts > done + 1), None)
        if following is not None:
            then = following.amount, following.percent
            found.append(NextTier(following.starts, rules.size_of(rule, done + 1), then))
    return tuple(dict.fromkeys(found))
