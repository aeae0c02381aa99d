"""In which weeks and months does a friend or a reward count, and whose number grows?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import case, func
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.prepared import prepare
from models import ALL_TIME, Standing

_NEW = insert(Standing)
_PLACE = [Standing.campaign_id, Standing.period, Standing.participant_id]
# One statement for friends and one for points: what an UPDATE names, SQLite writes anew in every
# index that has it.
_COUNT_FRIENDS = _NEW.on_conflict_do_update(
    index_elements=_PLACE,
    set_={
        "friends": Standing.friends + _NEW.excluded.friends,
        # What is caught up is dated when it was due; the number was not reached before that.
        "reached_at": case(
            (_NEW.excluded.reached_at > Standing.reached_at, _NEW.excluded.reached_at),
            else_=Standing.reached_at,
        ),
    },
)


def adding_points(new: Insert) -> Insert:
    """Rows of standings that are inserted, or added to those that are there."""
    return new.on_conflict_do_update(
        index_elements=_PLACE,
        set_={
            "points_minor": Standing.points_minor + new.excluded.points_minor,
            "earned_at": case(
                (new.excluded.earned_at < Standing.earned_at, Standing.earned_at),
                else_=func.coalesce(new.excluded.earned_at, Standing.earned_at),
            ),
        },
    )


_COUNT_POINTS = adding_points(_NEW)
prepare(_COUNT_FRIENDS, _COUNT_POINTS)


@dataclass(frozen=True)
class Earning:
    """Points that one person got for a friend, or, below zero, had to give back."""

    campaign_id: int
    participant_id: int
    amount_minor: int
    counted_at: datetime
    """When they were credited: its week and month are the ones that change."""
    zone: ZoneInfo
    """Of the campaign, by the version under which the points were promised."""
    at: datetime


def week(local: date) -> str:
    """The ISO week, "2026-W47"."""
    return f"{local:%G-W%V}"


def month(local: date) -> str:
    return f"{local:%Y-%m}"


def periods(at: datetime, zone: ZoneInfo) -> tuple[str, str, str]:
    """Every period in which something counts that happened then."""
    return periods_of(at.astimezone(zone).date())


@lru_cache(maxsize=1_000)
def periods_of(day: date) -> tuple[str, str, str]:
    """The same of a day on the clocks of the campaign."""
    return ALL_TIME, month(day), week(day)


async def count_friend(
    session: AsyncSession,
    campaign_id: int,
    participant_id: int,
    change: int,
    *,
    counted_at: datetime,
    zone: ZoneInfo,
    now: datetime,
) -> None:
    """One friend more or, with -1, less in the periods in which the friend qualified."""
    await session.execute(
        _COUNT_FRIENDS,
        [
            {
                "campaign_id": campaign_id,
                "period": period,
                "participant_id": participant_id,
                "friends": change,
                "reached_at": now,
                "points_minor": 0,
                "earned_at": None,
            }
            for period in periods(counted_at, zone)
        ],
    )


async def count_points(session: AsyncSession, earnings: Iterable[Earning]) -> None:
    """Add what people earned to their periods, those of one period in one go."""
    sums: dict[tuple[int, str, int], tuple[int, datetime]] = {}
    for each in earnings:
        for period in periods(each.counted_at, each.zone):
            place = each.campaign_id, period, each.participant_id
            amount_minor, at = sums.get(place, (0, each.at))
            sums[place] = amount_minor + each.amount_minor, max(at, each.at)
    if not sums:
        return
    await session.execute(
        _COUNT_POINTS,
        [
            {
                "campaign_id": campaign_id,
                "period": period,
                "participant_id": participant_id,
                "friends": 0,
                "reached_at": at,
                "points_minor": amount_minor,
                "earned_at": at,
            }
            # In one order for everybody, so that no two transactions wait for each other.
            for (campaign_id, period, participant_id), (amount_minor, at) in sorted(sums.items())
        ],
    )
