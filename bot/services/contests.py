"""Which contests run, come or are over, how do they begin, and who is taken out of them?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.i18n import Unit
from bot.services import audit, campaigns, contest_counts, draws
from bot.services.audit import Action
from bot.services.campaigns import RunningCampaign
from bot.services.document_contests import ContestSection
from models import (
    Campaign,
    CampaignVersion,
    Contest,
    ContestKind,
    ContestState,
    Disqualification,
    Participant,
    Ranking,
)

PAST_SHOWN = 10
DISQUALIFIED_SHOWN = 10


class ContestUnknown(UserError):
    pass


class ContestOver(UserError):
    """Its period has ended: nothing about its entrants can be changed any more."""


class AlreadyDisqualified(UserError):
    pass


class NotAnEntrant(UserError):
    """Nothing of theirs counts in the contest."""


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


@dataclass(frozen=True)
class Expelled:
    """Somebody who was disqualified."""

    person: Participant
    at: datetime
    reason: str


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
    found = await session.scalars(
        select(Contest)
        .where(Contest.state == ContestState.RUNNING)
        .order_by(Contest.ends_at, Contest.id)
    )
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
            seed=seed,
            commitment=draws.commitment(seed) if seed else None,
        )
        .on_conflict_do_nothing(index_elements=[Contest.campaign_id, Contest.name])
        .returning(Contest.id)
    )
    return None if contest_id is None else await find(session, contest_id)


# Disqualifying


async def check_entrant(
    session: AsyncSession, contest_id: int, person: Participant, *, now: datetime
) -> Known:
    """Whether somebody can be taken out; raises what `disqualify` does."""
    found = await find(session, contest_id)
    if found.contest.state != ContestState.RUNNING or now >= found.contest.ends_at:
        raise ContestOver
    if await is_disqualified(session, contest_id, person.id):
        raise AlreadyDisqualified
    own = await contest_counts.own(session, found.contest, person.id)
    if not own.value:
        raise NotAnEntrant
    return found


async def disqualify(
    session: AsyncSession,
    contest_id: int,
    person: Participant,
    *,
    by: int,
    reason: str,
    now: datetime,
) -> Known:
    """Take somebody out of a running contest for good.

    Raises `ContestUnknown`, `ContestOver`, `AlreadyDisqualified`, `NotAnEntrant`.
    """
    # Locked: a contest that closes at the same moment is either before this or after it.
    await session.execute(select(Contest.id).where(Contest.id == contest_id).with_for_update())
    found = await check_entrant(session, contest_id, person, now=now)
    new = await session.scalar(
        insert(Disqualification)
        .values(contest_id=contest_id, participant_id=person.id, at=now, by=by, reason=reason)
        .on_conflict_do_nothing()
        .returning(Disqualification.participant_id)
    )
    if new is None:
        raise AlreadyDisqualified
    await audit.record(
        session,
        Action.CONTEST_DISQUALIFY,
        by=by,
        now=now,
        participant_id=person.id,
        campaign_id=found.campaign.id,
        after={"contest": found.contest.name},
        reason=reason,
    )
    return found


async def is_disqualified(session: AsyncSession, contest_id: int, participant_id: int) -> bool:
    return await session.get(Disqualification, (contest_id, participant_id)) is not None


async def disqualified(
    session: AsyncSession, contest_id: int, *, limit: int = DISQUALIFIED_SHOWN
) -> tuple[list[Expelled], int]:
    """The latest who were taken out, and how many there are."""
    rows: Sequence[Row[Participant, Disqualification]] = (
        await session.execute(
            select(Participant, Disqualification)
            .join(Disqualification, Disqualification.participant_id == Participant.id)
            .where(Disqualification.contest_id == contest_id)
            .order_by(Disqualification.at.desc())
            .limit(limit)
        )
    ).all()
    total = await session.scalar(
        select(func.count()).where(Disqualification.contest_id == contest_id)
    )
    return [Expelled(person, row.at, row.reason) for person, row in rows], total or 0
