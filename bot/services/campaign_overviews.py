"""How does a campaign stand: its rules, what it gave and promised, whom it brought?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import campaigns
from bot.services.campaigns import CampaignUnknown
from bot.services.documents import Document
from models import (
    CAMPAIGN_OWNER,
    Account,
    Bucket,
    Campaign,
    CampaignStatus,
    CampaignVersion,
    Referral,
    ReferralState,
)

PAGE_SIZE = 6
VERSIONS_MAX = 20
_ORDER = (
    CampaignStatus.RUNNING,
    CampaignStatus.PAUSED,
    CampaignStatus.LOADED,
    CampaignStatus.STOPPED,
)


@dataclass(frozen=True)
class Overview:
    """What an operator asks of a campaign."""

    campaign: Campaign
    document: Document
    budget_used_minor: int
    referrals: dict[ReferralState, int]


@dataclass(frozen=True)
class Page:
    """Some of the campaigns: what runs first, then the newest."""

    lines: list[Overview]
    number: int
    """From 0."""
    count: int


@dataclass(frozen=True)
class Version:
    """One version of a campaign's rules, and how many friends came under it."""

    version: int
    created_at: datetime
    document: Document
    friends: int


class Standing(StrEnum):
    """Whether a campaign takes friends now, and if not, why."""

    RUNNING = "running"
    AHEAD = "ahead"
    """Started, but its period has not begun."""
    OVER = "over"
    """Not stopped, but its period is over."""
    PAUSED = "paused"
    LOADED = "loaded"
    STOPPED = "stopped"


def standing(campaign: Campaign, document: Document, *, now: datetime) -> Standing:
    if campaign.status != CampaignStatus.RUNNING:
        return Standing(campaign.status)
    if campaigns.is_open(document, now=now):
        return Standing.RUNNING
    starts_at = document.campaign.starts_at
    is_ahead = starts_at is not None and now < starts_at
    return Standing.AHEAD if is_ahead else Standing.OVER


async def show(session: AsyncSession, slug: str) -> Overview:
    """A campaign with its figures; `CampaignUnknown`."""
    campaign = await campaigns.by_slug(session, slug)
    if campaign is None:
        raise CampaignUnknown(slug=slug)
    [overview] = await _overviews(session, [campaign])
    return overview


async def one(session: AsyncSession, campaign_id: int) -> Overview:
    """The same by number; `CampaignUnknown`."""
    campaign = await session.get(Campaign, campaign_id, populate_existing=True)
    if campaign is None:
        raise CampaignUnknown(slug=str(campaign_id))
    [overview] = await _overviews(session, [campaign])
    return overview


async def page(session: AsyncSession, *, number: int) -> Page:
    """A page of all campaigns; the last one if there are fewer."""
    rows = await session.execute(select(Campaign.id, Campaign.status))
    found = [(_ORDER.index(CampaignStatus(status)), -campaign_id) for campaign_id, status in rows]
    ids = [-negative_id for _place, negative_id in sorted(found)]
    count = max(1, -(-len(ids) // PAGE_SIZE))
    number = min(max(number, 0), count - 1)
    wanted = ids[number * PAGE_SIZE :][:PAGE_SIZE]
    shown = await session.scalars(select(Campaign).where(Campaign.id.in_(wanted)))
    in_order = sorted(shown, key=lambda campaign: wanted.index(campaign.id))
    return Page(await _overviews(session, in_order), number, count)


async def _overviews(session: AsyncSession, found: Sequence[Campaign]) -> list[Overview]:
    ids = [campaign.id for campaign in found]
    budgets = await session.execute(
        select(Account.campaign_id, Account.balance_minor).where(
            Account.campaign_id.in_(ids),
            Account.owner_id == CAMPAIGN_OWNER,
            Account.bucket == Bucket.BUDGET,
        )
    )
    used = {campaign_id: -balance_minor for campaign_id, balance_minor in budgets}
    counted = await session.execute(
        select(Referral.campaign_id, Referral.state, func.count())
        .where(Referral.campaign_id.in_(ids))
        .group_by(Referral.campaign_id, Referral.state)
    )
    referrals = {campaign_id: dict.fromkeys(ReferralState, 0) for campaign_id in ids}
    for campaign_id, state, count in counted:
        referrals[campaign_id][ReferralState(state)] = count
    return [
        Overview(
            campaign,
            (await campaigns.find(session, campaign.id, campaign.version)).document,
            used.get(campaign.id, 0),
            referrals[campaign.id],
        )
        for campaign in found
    ]


async def versions(session: AsyncSession, campaign_id: int) -> list[Version]:
    """The newest versions of a campaign, the latest first."""
    rows = await session.execute(
        select(CampaignVersion.version, CampaignVersion.created_at)
        .where(CampaignVersion.campaign_id == campaign_id)
        .order_by(CampaignVersion.version.desc())
        .limit(VERSIONS_MAX)
    )
    friends = await friends_by_version(session, campaign_id)
    return [
        Version(
            version,
            created_at,
            (await campaigns.find(session, campaign_id, version)).document,
            friends.get(version, 0),
        )
        for version, created_at in rows
    ]


async def friends_by_version(session: AsyncSession, campaign_id: int) -> dict[int, int]:
    """How many friends came under each version and still count, or may come to count."""
    rows = await session.execute(
        select(Referral.version, func.count())
        .where(Referral.campaign_id == campaign_id, Referral.state != ReferralState.REVOKED)
        .group_by(Referral.version)
    )
    return {version: count for version, count in rows}
