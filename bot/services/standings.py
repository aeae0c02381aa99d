"""Who stands where on a leaderboard, by friends or by points, in a week, a month or in all?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import campaigns, ladders, standing_checks, tallies
from bot.services.campaigns import RunningCampaign
from bot.services.ladders import Board, Spot
from models import (
    ALL_TIME,
    Campaign,
    CampaignStatus,
    NameDisplay,
    Participant,
    Ranking,
    Standing,
)

TOP_SIZE = 10
ADMIN_TOP_SIZE = 20
NEIGHBOURS = 2
STOPPED_MAX = 5
BACK_MAX = 520
"""Ten years of weeks."""


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"
    ALL = "all"


@dataclass(frozen=True)
class View:
    """Which leaderboard is looked at."""

    period: Period = Period.ALL
    ranking: Ranking = Ranking.FRIENDS
    back: int = 0
    """So many weeks or months before the present one."""


@dataclass(frozen=True)
class Line:
    """One participant on a leaderboard."""

    place: int
    """From 1."""
    participant_id: int
    telegram_id: int
    name: str
    display: NameDisplay
    friends: int
    points_minor: int = 0


@dataclass(frozen=True)
class Leaderboard:
    """The best of a campaign, and those around one participant where they are further down."""

    campaign: RunningCampaign
    others: list[RunningCampaign]
    """What else may be looked at, what runs first."""
    best: list[Line]
    around: list[Line]
    """The participant with two above and two below, those of `best` left out."""
    total: int
    """How many have brought a friend, or earned points."""
    view: View = View()
    since: datetime | None = None
    """The first moment of the week or month, on the campaign's clocks; None for all time."""
    until: datetime | None = None
    has_earlier: bool = False
    """Whether the campaign was there before this week or month."""


async def look(
    session: AsyncSession,
    *,
    campaign_id: int | None = None,
    participant_id: int | None = None,
    size: int = TOP_SIZE,
    view: View = View(),
    with_stopped: bool = False,
    now: datetime,
) -> Leaderboard | None:
    """The leaderboard of a running campaign, of the current one by default; None without any.

    `with_stopped`: those that were stopped last too. Banned people are on none.
    """
    # What has ended but was not stopped comes last: people still want to see how it ended.
    running = await campaigns.running(session)
    running.sort(key=lambda each: not campaigns.is_open(each.document, now=now))
    offered = [*running, *(await _stopped(session) if with_stopped else ())]
    chosen = next((each for each in offered if each.id == campaign_id), None)
    if chosen is None:
        if not offered:
            return None
        chosen = offered[0]
    zone = chosen.document.zone
    key = period_key(view, now.astimezone(zone))
    since, until = (None, None) if key == ALL_TIME else standing_checks.bounds(key, zone)
    board = Board(chosen.id, key, view.ranking)
    best = _lines(await _next(session, board, size), first=1)
    around: list[Line] = []
    if participant_id is not None and participant_id not in {line.participant_id for line in best}:
        around = await _around(session, board, participant_id)
    return Leaderboard(
        chosen,
        [each for each in offered if each.id != chosen.id],
        best,
        [line for line in around if line.place > len(best)],
        await ladders.total(session, board),
        view,
        since,
        until,
        since is not None and await _was_there(session, chosen.id, since),
    )


async def _stopped(session: AsyncSession) -> list[RunningCampaign]:
    found = await session.scalars(
        select(Campaign.id)
        .where(Campaign.status.in_((CampaignStatus.PAUSED, CampaignStatus.STOPPED)))
        .order_by(
            func.coalesce(Campaign.stopped_at, Campaign.started_at).desc(), Campaign.id.desc()
        )
        .limit(STOPPED_MAX)
    )
    return [await campaigns.find(session, each) for each in found.all()]


async def boards(session: AsyncSession, *, now: datetime) -> list[Board]:
    """The present leaderboards of what runs."""
    return [
        Board(each.id, period_key(View(period), now.astimezone(each.document.zone)), ranking)
        for each in await campaigns.running(session)
        for period in Period
        for ranking in Ranking
    ]


def period_key(view: View, local: datetime) -> str:
    """The period of a view as the standings name it; `local` is now, on the campaign's clocks."""
    match view.period:
        case Period.WEEK:
            return tallies.week(local - timedelta(days=7 * view.back))
        case Period.MONTH:
            months = local.year * 12 + local.month - 1 - view.back
            return f"{months // 12:04}-{months % 12 + 1:02}"
        case _:
            return ALL_TIME


async def _was_there(session: AsyncSession, campaign_id: int, at: datetime) -> bool:
    began = await session.scalar(select(Campaign.started_at).where(Campaign.id == campaign_id))
    return began is not None and began < at


async def place(
    session: AsyncSession, standing: Standing, ranking: Ranking = Ranking.FRIENDS
) -> int:
    """One more than the number of those who stand higher."""
    board = Board(standing.campaign_id, standing.period, ranking)
    return await ladders.place(session, board, board.spot_of(standing))


async def _around(session: AsyncSession, board: Board, participant_id: int) -> list[Line]:
    rows = await session.execute(
        _people(board).where(Standing.participant_id == participant_id, board.value > 0)
    )
    mine = rows.one_or_none()
    if mine is None:
        return []
    spot = board.spot_of(mine.Standing)
    above = await _next(session, board, NEIGHBOURS, after=spot, upwards=True)
    below = await _next(session, board, NEIGHBOURS, after=spot)
    first = await ladders.place(session, board, spot) - len(above)
    return _lines([*reversed(above), mine, *below], first=first)


def _lines(rows: Sequence[Any], *, first: int) -> list[Line]:
    return [
        Line(
            number,
            row.Standing.participant_id,
            row.telegram_id,
            row.name,
            NameDisplay(row.name_display),
            row.Standing.friends,
            row.Standing.points_minor,
        )
        for number, row in enumerate(rows, start=first)
    ]


def _people(board: Board) -> Select[*tuple[Any, ...]]:
    return (
        select(Standing, Participant.telegram_id, Participant.name, Participant.name_display)
        .join(Participant, Participant.id == Standing.participant_id)
        .where(board.condition, Participant.banned_at.is_(None))
    )


async def _next(
    session: AsyncSession,
    board: Board,
    limit: int,
    *,
    after: Spot | None = None,
    upwards: bool = False,
) -> list[Any]:
    """The next few places below or above one, or from the top down, in the order of the index."""
    order = board.upwards if upwards else board.downwards
    beyond: list[ColumnElement[bool]] = [board.value > 0]
    if after is not None:
        # First those with as many: with OR the index would be read from its beginning.
        beyond = (
            [board.above(after), board.higher(after)]
            if upwards
            else [
                board.below(after),
                board.lower(after),
            ]
        )
    found: list[Any] = []
    for condition in beyond:
        if len(found) < limit:
            statement = _people(board).where(condition)
            rows = await session.execute(statement.order_by(*order).limit(limit - len(found)))
            found.extend(rows)
    return found
