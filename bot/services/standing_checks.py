"""Which standings say something else than the referrals and the rewards, in any week or month?"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import campaigns
from models import (
    ALL_TIME,
    CampaignVersion,
    Referral,
    ReferralState,
    Reward,
    RewardSource,
    RewardState,
    Standing,
)

MONTH_LENGTH, WEEK_LENGTH = len("2026-11"), len("2026-W47")
_SECTIONS = {"friends": "referrals", "points": "rewards"}


async def findings(session: AsyncSession, *, limit: int) -> list[str]:
    """What is wrong, at most `limit` lines of each kind and board."""
    found = [
        f"the standings of {participant_id} in campaign {campaign_id} differ between "
        "all time, its months and its weeks"
        for campaign_id, participant_id in await session.execute(_disagreeing().limit(limit))
    ]
    boards = await session.execute(select(Standing.campaign_id, Standing.period).distinct())
    versions = await session.execute(
        select(CampaignVersion.campaign_id, CampaignVersion.version).distinct()
    )
    zones: dict[int, dict[ZoneInfo, list[int]]] = {}
    for campaign_id, version in versions.all():
        zone = (await campaigns.find(session, campaign_id, version)).document.zone
        zones.setdefault(campaign_id, {}).setdefault(zone, []).append(version)
    # A board whose every row was deleted is still looked for.
    wanted = {(each.campaign_id, each.period) for each in boards}
    wanted |= {(each, ALL_TIME) for each in zones}
    for campaign_id, period in sorted(wanted):
        for what, expected in _expected(campaign_id, period, zones[campaign_id]).items():
            found += await _compare(session, campaign_id, period, what, expected, limit)
    return found


def bounds(period: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a week or month on the clocks of a zone, and that of the next one."""
    if len(period) == WEEK_LENGTH:
        first = datetime.strptime(f"{period}-1", "%G-W%V-%u").replace(tzinfo=zone)
        return first, first + timedelta(days=7)
    first = datetime.strptime(period, "%Y-%m").replace(tzinfo=zone)
    return first, (first + timedelta(days=32)).replace(day=1)


def _during(
    period: str,
    zones: dict[ZoneInfo, list[int]],
    version: SQLColumnExpression[int],
    at: SQLColumnExpression[datetime] | SQLColumnExpression[datetime | None],
) -> ColumnElement[bool]:
    if period == ALL_TIME:
        return literal(True)
    parts = []
    for zone, versions in zones.items():
        since, until = bounds(period, zone)
        parts.append(and_(version.in_(versions), at >= since, at < until))
    return or_(*parts)


def _expected(
    campaign_id: int, period: str, zones: dict[ZoneInfo, list[int]]
) -> dict[str, Select[int, int]]:
    friends = (
        select(Referral.referrer_id.label("participant_id"), func.count().label("value"))
        .where(
            Referral.campaign_id == campaign_id,
            Referral.state == ReferralState.QUALIFIED,
            _during(period, zones, Referral.version, Referral.qualified_at),
        )
        .group_by(Referral.referrer_id)
    )
    points = (
        select(Reward.participant_id, func.sum(Reward.amount_minor).label("value"))
        .where(
            Reward.campaign_id == campaign_id,
            Reward.state == RewardState.CREDITED,
            Reward.level > 0,
            Reward.source != RewardSource.CONTEST,
            _during(period, zones, Reward.version, Reward.settled_at),
        )
        .group_by(Reward.participant_id)
    )
    return {"friends": friends, "points": points}


async def _compare(
    session: AsyncSession,
    campaign_id: int,
    period: str,
    what: str,
    expected: Select[int, int],
    limit: int,
) -> list[str]:
    people = expected.subquery()
    said = Standing.friends if what == "friends" else Standing.points_minor
    here = and_(Standing.campaign_id == campaign_id, Standing.period == period)
    counted = func.coalesce(people.c.value, 0)
    where = "" if period == ALL_TIME else f" in {period}"
    differing: Select[*tuple[Any, ...]] = (
        select(Standing.participant_id, said, counted)
        .outerjoin(people, people.c.participant_id == Standing.participant_id)
        .where(here, said != counted)
        .limit(limit)
    )
    found = [
        f"the standing of {row[0]} says {row[1]} {what}, {_SECTIONS[what]} say {row[2]}{where}"
        for row in await session.execute(differing)
    ]
    missing: Select[*tuple[Any, ...]] = (
        select(people.c.participant_id, people.c.value)
        .outerjoin(Standing, and_(here, Standing.participant_id == people.c.participant_id))
        .where(Standing.participant_id.is_(None))
        .limit(limit)
    )
    found += [
        f"{row[0]} has {row[1]} {what} and no standing{where}"
        for row in await session.execute(missing)
    ]
    return found


def _disagreeing() -> Select[int, int]:
    """Everything is counted once in all time, once in a month and once in a week."""

    def total(column: SQLColumnExpression[int], length: int) -> SQLColumnExpression[int]:
        return func.sum(case((func.length(Standing.period) == length, column), else_=0))

    differences = [
        total(column, len(ALL_TIME)) != total(column, length)
        for column in (Standing.friends, Standing.points_minor)
        for length in (MONTH_LENGTH, WEEK_LENGTH)
    ]
    return (
        select(Standing.campaign_id, Standing.participant_id)
        .group_by(Standing.campaign_id, Standing.participant_id)
        .having(or_(*differences))
    )
