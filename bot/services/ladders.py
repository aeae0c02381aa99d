"""Which place is somebody's on a leaderboard of a million, without counting all who stand higher?

Some places of a large board, at equal distances, are noted from time to time. A place is then the
nearest noted one above, and those counted from there: exact at the top and on small boards, and
elsewhere off by what has changed further up since the last walk, some minutes ago.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert as upsert
from bot.db import table
from models import Ladder, Participant, Ranking, Rung, Standing

LARGE = 1_000
"""A board that is not longer is counted whenever somebody looks."""
STEP = 250
MEASURE_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Spot:
    """Where somebody stands: with how much, since when, and whose number decides a tie."""

    value: int
    at: datetime
    participant_id: int


@dataclass(frozen=True)
class Board:
    """One leaderboard; `period` as the standings name it."""

    campaign_id: int
    period: str
    ranking: Ranking

    @property
    def value(self) -> ColumnElement[int]:
        by_friends = self.ranking == Ranking.FRIENDS
        return STANDINGS.c.friends if by_friends else STANDINGS.c.points_minor

    @property
    def at(self) -> ColumnElement[datetime]:
        by_friends = self.ranking == Ranking.FRIENDS
        return STANDINGS.c.reached_at if by_friends else STANDINGS.c.earned_at

    @property
    def condition(self) -> ColumnElement[bool]:
        return and_(STANDINGS.c.campaign_id == self.campaign_id, STANDINGS.c.period == self.period)

    @property
    def downwards(self) -> tuple[ColumnElement[int] | ColumnElement[datetime], ...]:
        return self.value.desc(), self.at, STANDINGS.c.participant_id

    @property
    def upwards(self) -> tuple[ColumnElement[int] | ColumnElement[datetime], ...]:
        return self.value, self.at.desc(), STANDINGS.c.participant_id.desc()

    def spot_of(self, standing: Standing) -> Spot:
        if self.ranking == Ranking.FRIENDS:
            return Spot(standing.friends, standing.reached_at, standing.participant_id)
        assert standing.earned_at is not None
        return Spot(standing.points_minor, standing.earned_at, standing.participant_id)

    def above(self, spot: Spot) -> ColumnElement[bool]:
        """Those with as much who have had it for longer."""
        is_earlier = (self.at < spot.at) | (STANDINGS.c.participant_id < spot.participant_id)
        return (self.value == spot.value) & (self.at <= spot.at) & is_earlier

    def below(self, spot: Spot) -> ColumnElement[bool]:
        is_later = (self.at > spot.at) | (STANDINGS.c.participant_id > spot.participant_id)
        return (self.value == spot.value) & (self.at >= spot.at) & is_later

    def higher(self, spot: Spot) -> ColumnElement[bool]:
        """Those with more."""
        return self.value > spot.value

    def lower(self, spot: Spot) -> ColumnElement[bool]:
        return (self.value < spot.value) & (self.value > 0)


STANDINGS = table(Standing)
RUNGS = table(Rung)
_BANNED = select(Participant.id).where(Participant.banned_at.is_not(None))
# A list of the few who are banned, from their own index: to look up each who is not would read a
# page of the disk for each.
_IS_BANNED = STANDINGS.c.participant_id.in_(_BANNED)


async def total(session: AsyncSession, board: Board) -> int:
    """How many are on a board; of a large one, how many were when it was last walked."""
    known = await session.get(Ladder, (board.campaign_id, board.period, board.ranking))
    if known is not None:
        return known.total
    return await _count(session, board, board.value > 0)


async def place(session: AsyncSession, board: Board, spot: Spot) -> int:
    """One more than the number of those who stand higher."""
    rung = await _rung_above(session, board, spot)
    if rung is None:
        parts = [board.higher(spot), board.above(spot)]
        return 1 + sum([await _count(session, board, part) for part in parts])
    start = Spot(rung.value, rung.at, rung.participant_id)
    if start.value == spot.value:
        parts = [board.below(start) & board.above(spot)]
    else:
        between = (board.value > spot.value) & (board.value < start.value)
        parts = [board.below(start), between, board.above(spot)]
    return rung.place + 1 + sum([await _count(session, board, part) for part in parts])


async def _count(session: AsyncSession, board: Board, *conditions: ColumnElement[bool]) -> int:
    statement = select(func.count()).select_from(STANDINGS).where(board.condition, *conditions)
    return await session.scalar(statement.where(~_IS_BANNED)) or 0


async def _rung_above(session: AsyncSession, board: Board, spot: Spot) -> Rung | None:
    """The lowest of the noted places that is above this one."""
    here = and_(
        Rung.campaign_id == board.campaign_id,
        Rung.period == board.period,
        Rung.ranking == board.ranking,
    )
    is_earlier = (Rung.at < spot.at) | (Rung.participant_id < spot.participant_id)
    alike = (Rung.value == spot.value) & (Rung.at <= spot.at) & is_earlier
    # First those with as much: with OR the index would be read from its end.
    for condition in (alike, Rung.value > spot.value):
        rows = await session.scalars(
            select(Rung)
            .where(here, condition)
            .order_by(Rung.value, Rung.at.desc(), Rung.participant_id.desc())
            .limit(1)
        )
        found = rows.one_or_none()
        if found is not None:
            return found
    return None


# Walking


@dataclass(frozen=True)
class Walk:
    """What was found on the way down a board."""

    board: Board
    total: int
    rungs: tuple[tuple[int, Spot], ...]
    """Places, those of banned people not counted."""


async def is_due(session: AsyncSession, board: Board, *, now: datetime) -> bool:
    """Whether a board is large and was not walked for some time."""
    known = await session.get(Ladder, (board.campaign_id, board.period, board.ranking))
    if known is not None:
        return now - known.measured_at >= MEASURE_EVERY or known.measured_at > now
    statement = _spots(board, board.value > 0).offset(LARGE).limit(1)
    return (await session.execute(statement)).one_or_none() is not None


async def walk(session: AsyncSession, board: Board) -> Walk:
    """Go down a board from the top to its end."""
    # From the worst to the best, so that the next one below the walker is at the end.
    banned = sorted(await _banned_spots(session, board), key=_from_the_top, reverse=True)
    passed = left_out = 0
    spot: Spot | None = None
    rungs: list[tuple[int, Spot]] = []
    while True:
        count, spot = await _step(session, board, spot)
        passed += count
        if spot is None:
            break
        while banned and _from_the_top(banned[-1]) <= _from_the_top(spot):
            banned.pop()
            left_out += 1
        rungs.append((passed - left_out, spot))
        # SQLite works in the loop's own thread: people who write are answered in between.
        await asyncio.sleep(0)
    return Walk(board, passed - left_out - len(banned), tuple(rungs))


async def _step(session: AsyncSession, board: Board, after: Spot | None) -> tuple[int, Spot | None]:
    """How many stand in the next stretch of a board, and the last of them; None at its end."""
    conditions = [board.value > 0] if after is None else [board.below(after), board.lower(after)]
    passed = 0
    for condition in conditions:
        rows = await session.execute(_spots(board, condition).offset(STEP - 1 - passed).limit(1))
        row = rows.one_or_none()
        if row is not None:
            return STEP, Spot(*row)
        stretch = select(STANDINGS.c.participant_id).where(board.condition, condition)
        rest = stretch.limit(STEP).subquery()
        passed += await session.scalar(select(func.count()).select_from(rest)) or 0
    return passed, None


async def _banned_spots(session: AsyncSession, board: Board) -> list[Spot]:
    """Where the banned people of a board would stand."""
    rows = await session.execute(
        select(board.value, board.at, STANDINGS.c.participant_id).where(board.condition, _IS_BANNED)
    )
    return [Spot(value, at, participant_id) for value, at, participant_id in rows if value > 0]


def _spots(board: Board, condition: ColumnElement[bool]) -> Select[int, datetime, int]:
    # One condition on the value and no other: with "more than none" beside "as much as", SQLite
    # goes by the former, through the whole board.
    return (
        select(board.value, board.at, STANDINGS.c.participant_id)
        .where(board.condition, condition)
        .order_by(*board.downwards)
    )


def _from_the_top(spot: Spot) -> tuple[int, datetime, int]:
    return -spot.value, spot.at, spot.participant_id


async def note(session: AsyncSession, walk: Walk, *, now: datetime) -> None:
    """Put the rungs of a walk in place of the earlier ones."""
    board = walk.board
    key = {
        "campaign_id": board.campaign_id,
        "period": board.period,
        "ranking": board.ranking,
    }
    new = upsert(Ladder)
    await session.execute(
        new.on_conflict_do_update(
            index_elements=[Ladder.campaign_id, Ladder.period, Ladder.ranking],
            set_={"total": new.excluded.total, "measured_at": new.excluded.measured_at},
        ),
        {**key, "total": walk.total, "measured_at": now},
    )
    await session.execute(
        delete(RUNGS).where(*(RUNGS.c[name] == value for name, value in key.items()))
    )
    rows = [
        {
            **key,
            "number": number,
            "place": place,
            "value": spot.value,
            "at": spot.at,
            "participant_id": spot.participant_id,
        }
        for number, (place, spot) in enumerate(walk.rungs, start=1)
    ]
    if rows:
        await session.execute(insert(RUNGS), rows)
