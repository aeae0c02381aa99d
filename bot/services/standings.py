"""Who brought the most friends, and where does a participant stand?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.services import campaigns
from bot.services.campaigns import RunningCampaign
from models import NameDisplay, Participant, Standing

TOP_SIZE = 10
ADMIN_TOP_SIZE = 20
NEIGHBOURS = 2

_BEST_FIRST = (Standing.friends.desc(), Standing.reached_at, Standing.participant_id)
_WORST_FIRST = (Standing.friends, Standing.reached_at.desc(), Standing.participant_id.desc())


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


@dataclass(frozen=True)
class Leaderboard:
    """The best of a campaign, and those around one participant where they are further down."""

    campaign: RunningCampaign
    others: list[RunningCampaign]
    """What else runs."""
    best: list[Line]
    around: list[Line]
    """The participant with two above and two below, those of `best` left out."""
    total: int
    """How many have brought a friend."""


async def look(
    session: AsyncSession,
    *,
    campaign_id: int | None = None,
    participant_id: int | None = None,
    size: int = TOP_SIZE,
    now: datetime,
) -> Leaderboard | None:
    """The leaderboard of a running campaign, of the current one by default; None without any."""
    # What has ended but was not stopped comes last: people still want to see how it ended.
    running = await campaigns.running(session)
    running.sort(key=lambda each: not campaigns.is_open(each.document, now=now))
    chosen = next((each for each in running if each.id == campaign_id), None)
    if chosen is None:
        if not running:
            return None
        chosen = running[0]
    best = await _lines(session, _ranked(chosen.id).order_by(*_BEST_FIRST).limit(size), first=1)
    around: list[Line] = []
    if participant_id is not None and participant_id not in {line.participant_id for line in best}:
        around = await _around(session, chosen.id, participant_id)
    total = await session.scalar(_counting(chosen.id))
    return Leaderboard(
        chosen,
        [each for each in running if each.id != chosen.id],
        best,
        [line for line in around if line.place > len(best)],
        total or 0,
    )


def _ranked(campaign_id: int) -> Select[Standing, Participant]:
    return (
        select(Standing, Participant)
        .join(Participant, Participant.id == Standing.participant_id)
        .where(Standing.campaign_id == campaign_id, Standing.friends > 0)
    )


def _counting(campaign_id: int) -> Select[int]:
    return select(func.count()).where(Standing.campaign_id == campaign_id, Standing.friends > 0)


async def _lines(
    session: AsyncSession, statement: Select[Standing, Participant], *, first: int
) -> list[Line]:
    rows = list(await session.execute(statement))
    return _numbered([(standing, participant) for standing, participant in rows], first)


def _numbered(rows: Sequence[tuple[Standing, Participant]], first: int) -> list[Line]:
    return [
        Line(
            place,
            participant.id,
            participant.telegram_id,
            participant.name,
            NameDisplay(participant.name_display),
            standing.friends,
        )
        for place, (standing, participant) in enumerate(rows, start=first)
    ]


async def place(session: AsyncSession, standing: Standing) -> int:
    """One more than the number of those who stand higher."""
    # Three ranges of the index; written with OR it would be a walk over the whole campaign.
    better = (
        (Standing.friends > standing.friends,),
        (Standing.friends == standing.friends, Standing.reached_at < standing.reached_at),
        (
            Standing.friends == standing.friends,
            Standing.reached_at == standing.reached_at,
            Standing.participant_id < standing.participant_id,
        ),
    )
    counted = [
        select(func.count())
        .where(Standing.campaign_id == standing.campaign_id, *conditions)
        .scalar_subquery()
        for conditions in better
    ]
    found = await session.scalar(select(counted[0] + counted[1] + counted[2]))
    return 1 + int(found or 0)


async def _around(session: AsyncSession, campaign_id: int, participant_id: int) -> list[Line]:
    row = (
        await session.execute(_ranked(campaign_id).where(Standing.participant_id == participant_id))
    ).one_or_none()
    if row is None:
        return []
    mine, participant = row
    same = Standing.friends == mine.friends
    at_once = Standing.reached_at == mine.reached_at
    sooner = (Standing.reached_at < mine.reached_at) | (
        at_once & (Standing.participant_id < mine.participant_id)
    )
    later = (Standing.reached_at > mine.reached_at) | (
        at_once & (Standing.participant_id > mine.participant_id)
    )
    above = await _nearest(
        session, campaign_id, (same & sooner, Standing.friends > mine.friends), _WORST_FIRST
    )
    below = await _nearest(
        session, campaign_id, (same & later, Standing.friends < mine.friends), _BEST_FIRST
    )
    rows = [*reversed(above), (mine, participant), *below]
    return _numbered(rows, await place(session, mine) - len(above))


async def _nearest(
    session: AsyncSession,
    campaign_id: int,
    nearer_first: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]],
) -> list[tuple[Standing, Participant]]:
    """The next few in this order: those with as many friends, and only then the others."""
    found: list[tuple[Standing, Participant]] = []
    for condition in nearer_first:
        rows = await session.execute(
            _ranked(campaign_id).where(condition).order_by(*order).limit(NEIGHBOURS - len(found))
        )
        found.extend((standing, participant) for standing, participant in rows)
        if len(found) == NEIGHBOURS:
            break
    return found
