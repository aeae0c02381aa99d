"""Who is where in a contest now, or was in the end, and what is missing to the next prize?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Subquery, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import contest_counts, contests, disqualifications
from bot.services.contest_counts import Own
from bot.services.contests import Known
from bot.services.disqualifications import Expelled
from bot.services.document_contests import Prize
from models import ContestEntrant, ContestState, NameDisplay, Participant

SIZE = 10
ADMIN_SIZE = 20
NEIGHBOURS = 1


@dataclass(frozen=True)
class Line:
    """One entrant, at their place."""

    place: int
    participant_id: int
    telegram_id: int
    name: str
    display: NameDisplay
    value: int


@dataclass(frozen=True)
class Mine:
    """How somebody who looks stands."""

    value: int
    """Friends or minor units that count; 0 for who has none."""
    place: int | None
    """None for who does not take part, and in a draw for who has won nothing."""
    prize: Prize | None
    """What the place gets as things stand."""
    missing: int | None = None
    """How many more it takes to the next better prize; None where there is none, or no way."""
    next_prize: Prize | None = None
    next_place: int | None = None
    tickets: int = 0
    is_out: bool = False
    """Whether they were disqualified."""


@dataclass(frozen=True)
class Table:
    """A contest as one looks at it; in a draw `best` are the winners."""

    known: Known
    best: list[Line]
    around: list[Line]
    """The viewer with one above and one below, those of `best` left out."""
    total: int
    """How many take part."""
    tickets: int
    """Of all entrants of a draw."""
    mine: Mine | None
    expelled: list[Expelled]
    expelled_total: int
    counted_at: datetime | None
    """Of a large contest that runs: when it was counted."""


async def look(
    session: AsyncSession,
    contest_id: int,
    *,
    participant_id: int | None = None,
    size: int = SIZE,
    offset: int = 0,
) -> Table:
    """The table from place `offset` + 1 on. Raises `ContestUnknown`."""
    known = await contests.find(session, contest_id)
    everybody = contest_counts.entrants(known.contest, known.section.minimum)
    is_closed = known.contest.state == ContestState.CLOSED
    total, tickets = await _totals(session, known, everybody)
    best: list[Line] = []
    if is_closed or not known.is_draw:
        rows = await session.execute(
            _winners(known).limit(size).offset(offset)
            if known.is_draw
            else _people(everybody, size, offset)
        )
        best = _lines(rows.all(), first=offset + 1)
    mine, around = None, []
    if participant_id is not None:
        mine = await _mine(session, known, everybody, participant_id, total)
        if mine.place is not None and mine.place > size and not known.is_draw:
            around = await _around(session, everybody, mine.place)
    expelled, expelled_total = await disqualifications.latest(session, contest_id)
    return Table(
        known,
        best,
        [line for line in around if line.place > len(best)],
        total,
        tickets,
        mine,
        expelled,
        expelled_total,
        None if is_closed else known.contest.counted_at,
    )


def _people(everybody: Subquery, limit: int, offset: int) -> Select[*tuple[Any, ...]]:
    theirs = everybody.c
    # First whose places these are, then who they are: not everybody's name who stands higher.
    page = (
        select(theirs.participant_id, theirs.value, theirs.reached_at)
        .order_by(theirs.value.desc(), theirs.reached_at, theirs.participant_id)
        .limit(limit)
        .offset(offset)
        .subquery("page")
    )
    return (
        select(
            page.c.participant_id,
            page.c.value,
            Participant.telegram_id,
            Participant.name,
            Participant.name_display,
        )
        .join(Participant, Participant.id == page.c.participant_id)
        .order_by(page.c.value.desc(), page.c.reached_at, page.c.participant_id)
    )


def _winners(known: Known) -> Select[*tuple[Any, ...]]:
    return (
        select(
            ContestEntrant.participant_id,
            ContestEntrant.value,
            Participant.telegram_id,
            Participant.name,
            Participant.name_display,
        )
        .join(Participant, Participant.id == ContestEntrant.participant_id)
        .where(ContestEntrant.contest_id == known.contest.id, ContestEntrant.place.is_not(None))
        .order_by(ContestEntrant.place)
    )


def _lines(rows: Sequence[Any], *, first: int) -> list[Line]:
    return [
        Line(
            place,
            row.participant_id,
            row.telegram_id,
            row.name,
            NameDisplay(row.name_display),
            int(row.value),
        )
        for place, row in enumerate(rows, start=first)
    ]


async def winners(session: AsyncSession, known: Known, *, limit: int) -> list[Line]:
    """Who has a prize in a contest that is closed, by place."""
    in_time = ContestEntrant.place <= min(known.section.places, limit)
    rows = await session.execute(_winners(known).where(in_time))
    return _lines(rows.all(), first=1)


async def _totals(session: AsyncSession, known: Known, everybody: Subquery) -> tuple[int, int]:
    contest = known.contest
    if contest.entrants is not None:
        return contest.entrants, contest.tickets or 0
    return await contest_counts.totals(session, everybody, known.section)


# The one who looks


async def _mine(
    session: AsyncSession, known: Known, everybody: Subquery, participant_id: int, total: int
) -> Mine:
    contest, section = known.contest, known.section
    expelled = await disqualifications.is_out(session, contest.id, participant_id)
    if contest.state == ContestState.CLOSED:
        row = await session.get(ContestEntrant, (contest.id, participant_id))
        if row is None:
            return Mine(0, None, None, is_out=expelled)
        prize = section.prize_of(row.place) if row.place is not None else None
        tickets = section.tickets_of(row.value) if known.is_draw else 0
        return Mine(row.value, row.place, prize, tickets=tickets)
    own = await contest_counts.own(session, contest, participant_id)
    value = own.value
    if expelled:
        return Mine(value, None, None, is_out=True)
    takes_part = value >= section.minimum
    if known.is_draw:
        missing = None if takes_part else section.minimum - value
        tickets = section.tickets_of(value) if takes_part else 0
        return Mine(value, None, None, missing, tickets=tickets)
    place = None
    if takes_part:
        place = 1 + await _higher(session, everybody, own, participant_id)
    prize = section.prize_of(place) if place is not None else None
    missing, next_place = await _missing(session, known, everybody, value, place, total)
    next_prize = section.prize_of(next_place) if next_place is not None else None
    return Mine(value, place, prize, missing, next_prize, next_place)


async def _higher(session: AsyncSession, everybody: Subquery, own: Own, participant_id: int) -> int:
    """How many stand higher."""
    theirs = everybody.c
    is_earlier = or_(
        theirs.reached_at < own.reached_at,
        and_(theirs.reached_at == own.reached_at, theirs.participant_id < participant_id),
    )
    # One after the other: with OR the index would be read from its beginning to its end.
    parts = (theirs.value > own.value, and_(theirs.value == own.value, is_earlier))
    counts = [await session.scalar(select(func.count()).where(part)) for part in parts]
    return sum(count or 0 for count in counts)


async def _missing(
    session: AsyncSession,
    known: Known,
    everybody: Subquery,
    value: int,
    place: int | None,
    total: int,
) -> tuple[int | None, int | None]:
    """How many more it takes to the next better prize, and at which place it is."""
    section = known.section
    target = _target(section.prizes, place)
    if target is None:
        return None, None
    if place is None and total < section.places:
        # There is a prize left for whoever takes part at all.
        return section.minimum - value, total + 1
    holder = await session.scalar(
        select(everybody.c.value)
        .order_by(everybody.c.value.desc(), everybody.c.reached_at, everybody.c.participant_id)
        .limit(1)
        .offset(target - 1)
    )
    if holder is None:
        return max(section.minimum - value, 1), target
    # As many as the one who stands there would be later, and so lower.
    return max(section.minimum, int(holder) + 1) - value, target


def _target(prizes: Sequence[Prize], place: int | None) -> int | None:
    """The last place of the next better prize than that of `place`; None for the best."""
    last = found = 0
    for prize in prizes:
        last += prize.places
        if place is not None and place <= last:
            return found or None
        found = last
    return found


async def _around(session: AsyncSession, everybody: Subquery, place: int) -> list[Line]:
    first = max(place - NEIGHBOURS, 1)
    size = place - first + 1 + NEIGHBOURS
    rows = await session.execute(_people(everybody, size, first - 1))
    return _lines(rows.all(), first=first)
