"""How is the programme doing: who comes, who qualifies, and where are the points?"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, bindparam, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.services import campaigns
from bot.services.documents import Document
from models import (
    CAMPAIGN_OWNER,
    Account,
    Bucket,
    Campaign,
    CampaignStatus,
    Participant,
    Payout,
    PayoutState,
    Referral,
    ReferralState,
)

CAMPAIGNS_SHOWN = 8
"""The newest ones: a screen has to fit into a message."""
CHUNK_ROWS = 4_000


class Period(StrEnum):
    """When people pressed start; each holds the one before it."""

    TODAY = "today"
    WEEK = "week"
    ALL = "all"


@dataclass(frozen=True)
class Funnel:
    """What became of the people who first pressed start in a period."""

    started: int = 0
    invited: int = 0
    """Of them, those whom a friend brought."""
    qualified: int = 0
    """Of those again, the ones who count."""

    @property
    def percent(self) -> int | None:
        """How many of the invited qualified; None where nobody was invited."""
        return round(100 * self.qualified / self.invited) if self.invited else None

    def __add__(self, other: "Funnel") -> "Funnel":
        return Funnel(
            self.started + other.started,
            self.invited + other.invited,
            self.qualified + other.qualified,
        )


@dataclass(frozen=True)
class CampaignFigures:
    """Where one campaign's points are, in minor units."""

    document: Document
    is_running: bool
    points: dict[Bucket, int]


@dataclass(frozen=True)
class Figures:
    funnels: dict[Period, Funnel]
    referrals: dict[ReferralState, int]
    campaigns: list[CampaignFigures]
    """Those that run or hold points, the newest first."""
    payouts: dict[PayoutState, int]
    """Those that are not settled yet."""


_REFERRED = exists().where(Referral.referee_id == Participant.id)
_QUALIFIED = exists().where(
    Referral.referee_id == Participant.id, Referral.state == ReferralState.QUALIFIED
)
_PEOPLE = (
    select(
        case(
            (Participant.started_at >= bindparam("today"), Period.TODAY.value),
            (Participant.started_at >= bindparam("week"), Period.WEEK.value),
            else_=Period.ALL.value,
        ).label("period"),
        func.count(),
        func.count().filter(_REFERRED),
        func.count().filter(_QUALIFIED),
    )
    .where(Participant.started_at.is_not(None))
    .group_by("period")
)
_REFERRALS = select(Referral.state, func.count()).group_by(Referral.state)
_POINTS = (
    select(Account.campaign_id, Account.bucket, func.sum(Account.balance_minor))
    .where((Account.owner_id != CAMPAIGN_OWNER) | (Account.bucket == Bucket.PAID_OUT))
    .group_by(Account.campaign_id, Account.bucket)
)


async def look(session: AsyncSession, *, zone: ZoneInfo, now: datetime) -> Figures:
    """All figures of one moment; days begin at midnight in `zone`."""
    points: dict[int, Counter[Bucket]] = {}
    async for campaign_id, bucket, balance_minor in _in_chunks(session, Account.id, _POINTS):
        points.setdefault(campaign_id, Counter())[Bucket(bucket)] += int(balance_minor)
    states: Counter[ReferralState] = Counter()
    async for state, count in _in_chunks(session, Referral.id, _REFERRALS):
        states[ReferralState(state)] += count
    payouts = await session.execute(
        select(Payout.state, func.count())
        .where(Payout.state.in_((PayoutState.REQUESTED, PayoutState.APPROVED)))
        .group_by(Payout.state)
    )
    return Figures(
        await _funnels(session, zone, now),
        {state: states[state] for state in ReferralState},
        await _campaigns(session, points),
        {PayoutState(state): count for state, count in payouts},
    )


async def _funnels(session: AsyncSession, zone: ZoneInfo, now: datetime) -> dict[Period, Funnel]:
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    since = {"today": today, "week": today - timedelta(days=6)}
    only = dict.fromkeys(Period, Funnel())
    async for period, *counts in _in_chunks(session, Participant.id, _PEOPLE, since):
        only[Period(period)] += Funnel(*counts)
    week = only[Period.TODAY] + only[Period.WEEK]
    return {
        Period.TODAY: only[Period.TODAY],
        Period.WEEK: week,
        Period.ALL: week + only[Period.ALL],
    }


async def _campaigns(
    session: AsyncSession, points: dict[int, Counter[Bucket]]
) -> list[CampaignFigures]:
    rows = await session.execute(
        select(Campaign.id, Campaign.status)
        .where((Campaign.status == CampaignStatus.RUNNING) | Campaign.id.in_(points))
        .order_by(Campaign.id.desc())
        .limit(CAMPAIGNS_SHOWN)
    )
    return [
        CampaignFigures(
            (await campaigns.find(session, campaign_id)).document,
            status == CampaignStatus.RUNNING,
            dict(points.get(campaign_id, {})),
        )
        for campaign_id, status in rows.all()
    ]


async def _in_chunks(
    session: AsyncSession,
    key: InstrumentedAttribute[int],
    statement: Select[*tuple[Any, ...]],
    parameters: dict[str, datetime] | None = None,
) -> AsyncIterator[Row[*tuple[Any, ...]]]:
    """Run an aggregation over one stretch of the table at a time; its rows are to be added up."""
    last = await session.scalar(select(func.max(key))) or 0
    for first in range(1, last + 1, CHUNK_ROWS):
        stretch = statement.where(key >= first, key < first + CHUNK_ROWS)
        for row in await session.execute(stretch, parameters):
            yield row
        # SQLite works in the loop's own thread, and a million rows take a second or two: people
        # who write meanwhile are answered in between.
        await asyncio.sleep(0)
