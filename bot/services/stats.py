"""How is the programme doing in a period: who comes, who qualifies, and where are the points?"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import adjustments, budgets, campaigns, figures, occurrences
from bot.services.budgets import Budget
from bot.services.documents import Document
from bot.services.figures import BEGINNING, DAY, Place
from bot.services.occurrences import Metric
from models import Bucket, Campaign, CampaignStatus, Payout, PayoutState, ReferralState

CAMPAIGNS_SHOWN = 8
"""The newest ones: a screen has to fit into a message."""
POINTS_MAX = 31
"""Of a chart: more days become weeks, more weeks months."""
GROWTH = (Metric.START, Metric.INVITED, Metric.QUALIFIED)


class Period(StrEnum):
    TODAY = "today"
    WEEK = "week"
    """Today and the six days before."""
    THIRTY = "thirty"
    MONTH = "month"
    """Since the first of this month."""
    ALL = "all"


class Step(StrEnum):
    """What one point of a chart stands for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class People:
    """What happened in a period; each is counted when it happened."""

    started: int = 0
    """New people."""
    invited: int = 0
    """Of them, those whom a friend brought."""
    touches: int = 0
    """Arrivals by a code, of new people and others."""
    friends: int = 0
    """Arrivals that made somebody a friend."""
    qualified: int = 0
    revoked: int = 0
    sharers: int = 0
    """People whose first friend came."""

    @property
    def percent(self) -> int | None:
        """How many of the friends who came were counted; None where none came."""
        return round(100 * self.qualified / self.friends) if self.friends else None

    @property
    def is_empty(self) -> bool:
        return self == People()


@dataclass(frozen=True)
class CampaignFigures:
    """One campaign's points, in minor units."""

    campaign_id: int
    document: Document
    is_running: bool
    points: dict[Bucket, int]
    """Where they are now."""
    credited: int = 0
    """In the period, as are the next three."""
    by_hand: int = 0
    """What admins gave less what they took."""
    taken_back: int = 0
    paid_out: int = 0
    budget: Budget | None = None
    ends_at: datetime | None = None
    """When the budget will be used up; None: not to be foreseen."""


@dataclass(frozen=True)
class Figures:
    period: Period
    since: datetime | None
    """The first midnight of the period; None for all time."""
    until: datetime
    """The midnight after it."""
    people: People
    referrals: dict[ReferralState, int]
    """How many there are now."""
    per_sharer: float | None
    """Friends of each who has brought one, since the beginning."""
    campaigns: list[CampaignFigures]
    """Those that run or hold points, the newest first."""
    chosen: CampaignFigures | None
    payouts: dict[PayoutState, int]
    """Those that are not settled yet."""


@dataclass(frozen=True)
class Growth:
    """How much happened in each step of a period, and of the one before."""

    step: Step
    edges: tuple[datetime, ...]
    """Where each step begins, and where the last one ends; on the admins' clocks."""
    now: list[Counter[str]]
    before: list[Counter[str]]
    """Empty for all time."""


def bounds(period: Period, zone: ZoneInfo, now: datetime) -> tuple[datetime | None, datetime]:
    """The midnights between which a period lies, on the clocks of a zone."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    match period:
        case Period.TODAY:
            return today, tomorrow
        case Period.WEEK:
            return today - timedelta(days=6), tomorrow
        case Period.THIRTY:
            return today - timedelta(days=29), tomorrow
        case Period.MONTH:
            return today.replace(day=1), tomorrow
        case Period.ALL:
            return None, tomorrow


async def look(
    session: AsyncSession,
    *,
    period: Period = Period.ALL,
    campaign_id: int | None = None,
    zone: ZoneInfo,
    now: datetime,
) -> Figures:
    """The figures of a period, of all campaigns or one; days begin at midnight in `zone`.

    Raises `campaigns.CampaignUnknown`.
    """
    since, until = bounds(period, zone, now)
    # Until when does not matter as long as it is after everything.
    later = now + DAY
    ever = await figures.sums(session, BEGINNING, later, campaign_id=campaign_id)
    lately = ever
    if since is not None:
        lately = await figures.sums(session, since, later, campaign_id=campaign_id)
    total = _of_all(ever)
    sharers = total[Metric.SHARER]
    shown = await _campaigns(session, ever, lately, campaign_id, now)
    return Figures(
        period,
        since,
        until,
        _people(_of_all(lately)),
        _states(total),
        total[Metric.FRIEND] / sharers if sharers else None,
        shown,
        next((each for each in shown if each.campaign_id == campaign_id), None),
        await _payouts(session, campaign_id),
    )


def _of_all(places: Counter[Place]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (_campaign_id, metric), amount in places.items():
        found[metric] += amount
    return found


def _people(counted: Counter[str]) -> People:
    return People(
        started=counted[Metric.START],
        invited=counted[Metric.INVITED],
        touches=counted[Metric.TOUCH],
        friends=counted[Metric.FRIEND],
        qualified=counted[Metric.QUALIFIED],
        revoked=counted[Metric.REVOKED],
        sharers=counted[Metric.SHARER],
    )


def _states(counted: Counter[str]) -> dict[ReferralState, int]:
    lost_before = counted[Metric.REVOKED] - counted[Metric.LOST]
    return {
        ReferralState.PENDING: counted[Metric.FRIEND] - counted[Metric.QUALIFIED] - lost_before,
        ReferralState.QUALIFIED: counted[Metric.QUALIFIED] - counted[Metric.LOST],
        ReferralState.REVOKED: counted[Metric.REVOKED],
    }


async def _payouts(session: AsyncSession, campaign_id: int | None) -> dict[PayoutState, int]:
    statement = (
        select(Payout.state, func.count())
        .where(Payout.state.in_((PayoutState.REQUESTED, PayoutState.APPROVED)))
        .group_by(Payout.state)
    )
    if campaign_id is not None:
        statement = statement.where(Payout.campaign_id == campaign_id)
    return {PayoutState(state): count for state, count in await session.execute(statement)}


async def _campaigns(
    session: AsyncSession,
    ever: Counter[Place],
    lately: Counter[Place],
    campaign_id: int | None,
    now: datetime,
) -> list[CampaignFigures]:
    points: dict[int, Counter[Bucket]] = {}
    for (campaign, metric), amount_minor in ever.items():
        _kind, is_points, bucket = metric.partition(":")
        if is_points:
            points.setdefault(campaign, Counter())[Bucket(bucket)] += amount_minor
    wanted: ColumnElement[bool] = (Campaign.status == CampaignStatus.RUNNING) | (
        Campaign.id.in_(points)
    )
    if campaign_id is not None:
        wanted = Campaign.id == campaign_id
    rows = await session.execute(
        select(Campaign.id, Campaign.status)
        .where(wanted)
        .order_by(Campaign.id.desc())
        .limit(CAMPAIGNS_SHOWN)
    )
    found = [
        await _campaign(session, each, status, points.get(each, Counter()), lately)
        for each, status in rows.all()
    ]
    if campaign_id is not None and not found:
        raise campaigns.CampaignUnknown(slug=str(campaign_id))
    return await _with_ends(session, found, now)


async def _with_ends(
    session: AsyncSession, found: list[CampaignFigures], now: datetime
) -> list[CampaignFigures]:
    if not any(each.budget is not None for each in found):
        return found
    granted = await budgets.granted_lately(session, now=now)
    return [
        each
        if each.budget is None
        else replace(
            each,
            ends_at=budgets.ends_at(
                each.budget.left_minor, granted.get(each.campaign_id, 0), now=now
            ),
        )
        for each in found
    ]


async def _campaign(
    session: AsyncSession,
    campaign_id: int,
    status: str,
    points: Counter[Bucket],
    lately: Counter[Place],
) -> CampaignFigures:
    moved: Counter[str] = Counter()
    for (campaign, metric), amount_minor in lately.items():
        kind, _, bucket = metric.partition(":")
        if campaign != campaign_id:
            continue
        if bucket in (Bucket.AVAILABLE, Bucket.PAID_OUT):
            moved[kind if bucket == Bucket.AVAILABLE else bucket] += amount_minor
    document = (await campaigns.find(session, campaign_id)).document
    return CampaignFigures(
        campaign_id,
        document,
        status == CampaignStatus.RUNNING,
        {bucket: amount_minor for bucket, amount_minor in points.items() if amount_minor},
        moved["credit"],
        moved[adjustments.KIND],
        -moved["reversal"],
        moved[Bucket.PAID_OUT],
        budgets.of(document, sum(points.values())),
    )


async def choices(session: AsyncSession) -> list[tuple[int, Document]]:
    """The newest campaigns that have ever run, to choose one of."""
    rows = await session.scalars(
        select(Campaign.id)
        .where(Campaign.started_at.is_not(None))
        .order_by(Campaign.id.desc())
        .limit(CAMPAIGNS_SHOWN)
    )
    return [(each, (await campaigns.find(session, each)).document) for each in rows.all()]


async def growth(
    session: AsyncSession,
    *,
    period: Period,
    campaign_id: int | None = None,
    zone: ZoneInfo,
    now: datetime,
) -> Growth:
    """What happened in each step of a period, and in as many steps before it."""
    since, until = bounds(period, zone, now)
    if since is None:
        first = await occurrences.first(session, BEGINNING, now + DAY)
        first = (first or now).astimezone(zone)
        since = first.replace(hour=0, minute=0, second=0, microsecond=0)
    step, edges = _edges(period, since, until, now)
    found = await figures.series(session, edges, GROWTH, campaign_id=campaign_id)
    before: list[Counter[str]] = []
    if period != Period.ALL:
        earlier = [_back(edge, period, len(edges) - 1) for edge in edges]
        before = await figures.series(session, earlier, GROWTH, campaign_id=campaign_id)
    return Growth(step, edges, found, before)


def _edges(
    period: Period, since: datetime, until: datetime, now: datetime
) -> tuple[Step, tuple[datetime, ...]]:
    if period == Period.TODAY:
        hours = now.astimezone(since.tzinfo).hour + 1
        # Wall clock hours: the one that the clocks skip in spring is empty.
        edges = [since + timedelta(hours=number) for number in range(hours + 1)]
        return Step.HOUR, tuple(edges)
    days = (until.date() - since.date()).days
    if days <= POINTS_MAX:
        return Step.DAY, tuple(since + timedelta(days=number) for number in range(days + 1))
    monday = since - timedelta(days=since.weekday())
    weeks = [monday]
    while weeks[-1] < until:
        weeks.append(weeks[-1] + timedelta(days=7))
    if len(weeks) - 1 <= POINTS_MAX:
        return Step.WEEK, tuple(weeks)
    months = [since.replace(day=1)]
    while months[-1] < until:
        months.append((months[-1] + timedelta(days=32)).replace(day=1))
    return Step.MONTH, tuple(months[-POINTS_MAX - 1 :])


def _back(edge: datetime, period: Period, steps: int) -> datetime:
    """The same edge of the period before: yesterday's hours, as many days before."""
    return edge - timedelta(days=1 if period == Period.TODAY else steps)
