"""Which contests run, come or are over, and how do they begin?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.i18n import Unit
from bot.services import campaigns, draws
from bot.services.campaigns import RunningCampaign
from bot.services.document_contests import ContestSection
from models import (
    Campaign,
    CampaignVersion,
    Contest,
    ContestKind,
    ContestState,
    Ranking,
)

PAST_SHOWN = 10
_RUNNING = (
    select(Contest)
    .where(Contest.state == ContestState.RUNNING)
    .order_by(Contest.ends_at, Contest.id)
)


class ContestUnknown(UserError):
    pass


@dataclass(frozen=True)
class Plan:
    """A contest that a running campaign announces and that has not begun."""

    campaign: RunningCampaign
    position: int
    starts_at: datetime
    ends_at: datetime

    @property
    def section(self) -> ContestSection:
        return self.campaign.document.contests[self.position]


@dataclass(frozen=True)
class Known:
    """A contest that has begun, with the rules under which it did."""

    contest: Contest
    campaign: RunningCampaign

    @property
    def section(self) -> ContestSection:
        return self.campaign.document.contests[self.contest.position]

    @property
    def unit(self) -> Unit:
        return self.campaign.document.unit

    @property
    def is_draw(self) -> bool:
        return self.contest.kind == ContestKind.DRAW


async def find(session: AsyncSession, contest_id: int) -> Known:
    """`ContestUnknown` for a number that belongs to none."""
    contest = await session.get(Contest, contest_id, populate_existing=True)
    if contest is None:
        raise ContestUnknown
    return await known(session, contest)


async def known(session: AsyncSession, contest: Contest) -> Known:
    return Known(contest, await campaigns.find(session, contest.campaign_id, contest.version))


async def running(session: AsyncSession) -> list[Known]:
    """Those that have begun and are not closed, the one that ends first at the top."""
    found = await session.scalars(_RUNNING)
    return [await known(session, contest) for contest in found]


async def open_in(session: AsyncSession, campaign: RunningCampaign) -> list[Known]:
    """Those of a campaign that are under way, the one that ends first at the top."""
    if not campaign.document.contests:
        return []
    found = await session.scalars(_RUNNING.where(Contest.campaign_id == campaign.id))
    return [await known(session, contest) for contest in found]


async def past(
    session: AsyncSession, *, kind: ContestKind | None = None, limit: int = PAST_SHOWN
) -> list[Known]:
    """The latest that are closed, newest first."""
    statement = select(Contest).where(Contest.state == ContestState.CLOSED)
    if kind is not None:
        statement = statement.where(Contest.kind == kind)
    found = await session.scalars(
        statement.order_by(Contest.ends_at.desc(), Contest.id.desc()).limit(limit)
    )
    return [await known(session, contest) for contest in found]


async def of_campaign(session: AsyncSession, campaign: RunningCampaign) -> Known | None:
    """The contest that a leaderboard leads to: one that runs, else the one that ended last."""
    if not campaign.document.contests:
        return None
    contest = await session.scalar(
        select(Contest)
        .where(Contest.campaign_id == campaign.id)
        # "running" comes after "closed" in the alphabet.
        .order_by(Contest.state.desc(), Contest.ends_at.desc())
        .limit(1)
    )
    return None if contest is None else await known(session, contest)


# Beginning


async def planned(session: AsyncSession, *, now: datetime) -> list[Plan]:
    """What has not begun and has not been missed, the soonest first."""
    found = []
    for campaign in await campaigns.running(session):
        if campaign.document.contests:
            found += await _planned_of(session, campaign, now=now)
    return sorted(found, key=lambda plan: plan.starts_at)


async def _planned_of(
    session: AsyncSession, campaign: RunningCampaign, *, now: datetime
) -> list[Plan]:
    begun = set(
        await session.scalars(select(Contest.name).where(Contest.campaign_id == campaign.id))
    )
    if all(section.name in begun for section in campaign.document.contests):
        return []
    started_at = await _start_of(session, campaign, now=now)
    plans = []
    for position, section in enumerate(campaign.document.contests):
        starts_at = section.starts_at or started_at
        ends_at = section.ends_at
        if ends_at is None:
            assert section.lasts is not None
            ends_at = starts_at + section.lasts
        # What was over before anybody could hear of it is not made up afterwards.
        if section.name not in begun and starts_at < ends_at and now < ends_at:
            plans.append(Plan(campaign, position, starts_at, ends_at))
    return plans


async def _start_of(session: AsyncSession, campaign: RunningCampaign, *, now: datetime) -> datetime:
    """When a contest begins that names no moment: with the campaign.

    What a later version adds to a campaign that runs begins when that version was loaded.
    """
    row = (
        await session.execute(
            select(Campaign.started_at, CampaignVersion.created_at)
            .join(CampaignVersion, CampaignVersion.campaign_id == Campaign.id)
            .where(Campaign.id == campaign.id, CampaignVersion.version == campaign.version)
        )
    ).one()
    moments = [row.started_at, row.created_at, campaign.document.campaign.starts_at]
    return max((moment for moment in moments if moment is not None), default=now)


async def begin(session: AsyncSession, plan: Plan, *, now: datetime) -> Known | None:
    """Let a contest run; None when another replica was first. A draw's seed is chosen here."""
    section = plan.section
    seed = draws.new_seed() if section.kind == "draw" else None
    contest_id = await session.scalar(
        insert(Contest)
        .values(
            campaign_id=plan.campaign.id,
            version=plan.campaign.version,
            position=plan.position,
            name=section.name,
            kind=ContestKind(section.kind),
            ranking=Ranking(section.by),
            state=ContestState.RUNNING,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            opened_at=now,
            start_posted_at=None if section.announce_in else now,
            result_posted_at=None if section.announce_in else now,
            seed=seed,
            commitment=draws.commitment(seed) if seed else None,
        )
        .on_conflict_do_nothing(index_elements=[Contest.campaign_id, Contest.name])
        .returning(Contest.id)
    )
    return None if contest_id is None else await find(session, contest_id)


# Posting


def is_over(known: Known) -> bool:
    return known.contest.state == ContestState.CLOSED


async def to_announce(session: AsyncSession) -> list[Known]:
    """Contests whose channel has not been told yet of what happened last."""
    rows = await session.scalars(
        select(Contest).where(
            or_(
                (Contest.state == ContestState.RUNNING) & Contest.start_posted_at.is_(None),
                (Contest.state == ContestState.CLOSED) & Contest.result_posted_at.is_(None),
            )
        )
    )
    found = [await known(session, contest) for contest in rows]
    return [each for each in found if each.section.announce_in is not None]


async def note_announced(session: AsyncSession, contest: Contest, *, now: datetime) -> bool:
    """The channel is told now; False when another replica was first."""
    is_closed = contest.state == ContestState.CLOSED
    column = Contest.result_posted_at if is_closed else Contest.start_posted_at
    won = await session.scalar(
        update(Contest)
        .where(Contest.id == contest.id, Contest.state == contest.state, column.is_(None))
        .values({column: now})
        .returning(Contest.id)
        .execution_options(synchronize_session=False)
    )
    return won is not None
