"""Who brought the most friends, and where does a participant stand?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import campaigns
from bot.services.campaigns import RunningCampaign
from models import NameDisplay, Participant, Standing

TOP_SIZE = 10
ADMIN_TOP_SIZE = 20
NEIGHBOURS = 2

_DOWNWARDS = (Standing.reached_at, Standing.participant_id)
_UPWARDS = (Standing.reached_at.desc(), Standing.participant_id.desc())


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
    best = await _lines(session, await _next(session, chosen.id, size), first=1)
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


def _counting(campaign_id: int) -> Select[int]:
    return select(func.count()).where(Standing.campaign_id == campaign_id, Standing.friends > 0)


async def _lines(session: AsyncSession, rows: Sequence[Standing], *, first: int) -> list[Line]:
    found = await session.scalars(
        select(Participant).where(Participant.id.in_([row.participant_id for row in rows]))
    )
    people = {participant.id: participant for participant in found}
    lines = []
    for place, row in enumerate(rows, start=first):
        person = people[row.participant_id]
        display = NameDisplay(person.name_display)
        lines.append(Line(place, person.id, person.telegram_id, person.name, display, row.friends))
    return lines


async def place(session: AsyncSession, standing: Standing) -> int:
    """One more than the number of those who stand higher."""
    same = (Standing.campaign_id == standing.campaign_id) & (Standing.friends == standing.friends)
    # Three ranges of the index; with OR, or with the id as a condition, it would be a walk over
    # the whole campaign.
    better = (
        select(func.count()).where(
            Standing.campaign_id == standing.campaign_id, Standing.friends > standing.friends
        ),
        select(func.count()).where(same, Standing.reached_at < standing.reached_at),
        select(
            func.coalesce(
                func.sum(case((Standing.participant_id < standing.participant_id, 1), else_=0)), 0
            )
        ).where(same, Standing.reached_at == standing.reached_at),
    )
    counts = [await session.scalar(statement) or 0 for statement in better]
    return 1 + sum(counts)


async def _around(session: AsyncSession, campaign_id: int, participant_id: int) -> list[Line]:
    mine = await session.get(Standing, (campaign_id, participant_id))
    if mine is None or mine.friends <= 0:
        return []
    above = await _next(session, campaign_id, NEIGHBOURS, after=mine, upwards=True)
    below = await _next(session, campaign_id, NEIGHBOURS, after=mine)
    first = await place(session, mine) - len(above)
    return await _lines(session, [*reversed(above), mine, *below], first=first)


async def _next(
    session: AsyncSession,
    campaign_id: int,
    limit: int,
    *,
    after: Standing | None = None,
    upwards: bool = False,
) -> list[Standing]:
    """The next few places below or above one, or from the top down.

    One number of friends at a time: the index has the moments of each in order, but a single
    statement would have to sort all who have brought as many, and on a young board that is nearly
    everybody.
    """
    order = _UPWARDS if upwards else _DOWNWARDS
    found: list[Standing] = []
    friends: int | None = None
    if after is not None:
        friends = after.friends
        statement = _of_group(campaign_id, friends).where(_beyond(after, upwards=upwards))
        found.extend(await session.scalars(statement.order_by(*order).limit(limit)))
    while len(found) < limit:
        friends = await session.scalar(_next_group(campaign_id, friends, upwards=upwards))
        if friends is None:
            break
        statement = _of_group(campaign_id, friends).order_by(*order).limit(limit - len(found))
        found.extend(await session.scalars(statement))
    return found


def _of_group(campaign_id: int, friends: int) -> Select[Standing]:
    return select(Standing).where(Standing.campaign_id == campaign_id, Standing.friends == friends)


def _beyond(standing: Standing, *, upwards: bool) -> ColumnElement[bool]:
    """Earlier or later among those with as many friends."""
    at, participant_id = standing.reached_at, standing.participant_id
    if upwards:
        return (Standing.reached_at <= at) & (
            (Standing.reached_at < at) | (Standing.participant_id < participant_id)
        )
    return (Standing.reached_at >= at) & (
        (Standing.reached_at > at) | (Standing.participant_id > participant_id)
    )


def _next_group(campaign_id: int, friends: int | None, *, upwards: bool) -> Select[int | None]:
    """The next number of friends that somebody has."""
    somebody = (Standing.campaign_id == campaign_id) & (Standing.friends > 0)
    if friends is None:
        return select(func.max(Standing.friends)).where(somebody)
    if upwards:
        return select(func.min(Standing.friends)).where(somebody, Standing.friends > friends)
    return select(func.max(Standing.friends)).where(somebody, Standing.friends < friends)
