"""How does a campaign take no new friends for a while, with nothing lost?"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import audit, campaigns
from bot.services.campaigns import CampaignNotRunning
from models import Campaign, CampaignStatus


class CampaignNotPaused(UserError):
    pass


async def pause(
    session: AsyncSession, slug: str, *, now: datetime, by: int | None = None
) -> Campaign:
    """Take no new friends for now; those who came go on, and what was promised is settled.

    Raises `CampaignUnknown`, `CampaignNotRunning`.
    """
    campaign = await campaigns.locked(session, slug)
    if campaign.status != CampaignStatus.RUNNING:
        raise CampaignNotRunning(slug=slug)
    campaign.status = CampaignStatus.PAUSED
    await session.flush()
    before = CampaignStatus.RUNNING
    await campaigns.record(session, audit.Action.CAMPAIGN_PAUSE, campaign, before, by, now)
    return campaign


async def resume(
    session: AsyncSession, slug: str, *, now: datetime, by: int | None = None
) -> Campaign:
    """Take friends again, as if there had been no pause.

    Raises `CampaignUnknown`, `CampaignNotPaused`, `CampaignOver`, `TooManyCampaigns`.
    """
    campaign = await campaigns.locked(session, slug)
    if campaign.status != CampaignStatus.PAUSED:
        raise CampaignNotPaused(slug=slug)
    await campaigns.check_room(session, campaign, now=now)
    campaign.status = CampaignStatus.RUNNING
    await session.flush()
    before = CampaignStatus.PAUSED
    await campaigns.record(session, audit.Action.CAMPAIGN_RESUME, campaign, before, by, now)
    return campaign
