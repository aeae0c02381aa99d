"""How does a contest end: who is where, who gets what, and whose ticket is drawn?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    cast,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import table
from bot.services import (
    contest_boards,
    contest_counts,
    contests,
    draws,
    job_runs,
    rewards,
    rules,
    seals,
)
from bot.services.contest_boards import Line
from bot.services.contests import Known
from bot.services.document_contests import Prize
from models import Contest, ContestEntrant, ContestState, Reward, RewardSource, RewardState

WAITS_AT_MOST = timedelta(hours=1)
"""For friends about whom Telegram does not answer; then the contest closes without them."""

ENTRANTS = table(ContestEntrant)
# The WHERE clause, not a SELECT before it, decides who closes a contest.
_CLOSE = (
    update(Contest)
    .where(Contest.state == ContestState.RUNNING)
    .returning(Contest.id)
    .execution_options(synchronize_session=False)
)


@dataclass(frozen=True)
class Won:
    """One winner, with what came of the prize."""

    line: Line
    prize: Prize
    is_refused: bool = False
    """Whether the campaign's budget had no more for it."""


@dataclass(frozen=True)
class Result:
    """A contest that has just been closed."""

    known: Known
    won: list[Won]


async def due(session: AsyncSession, *, now: datetime) -> list[Contest]:
    """Contests whose end has come, with all that was under way by then, the earliest first."""
    found = await session.scalars(
        select(Contest)
        .where(Contest.state == ContestState.RUNNING, Contest.ends_at <= now - job_runs.IN_FLIGHT)
        .order_by(Contest.ends_at, Contest.id)
    )
    return list(found)


async def close(session: AsyncSession, contest: Contest, *, now: datetime) -> Result | None:
    """Freeze who took part, and give the prizes, dated at the end.

    None when another replica was first, or when friends have to be asked about first.
    """
    if await _waits(session, contest, now=now):
        return None
    if not await session.scalar(
        _CLOSE.where(Contest.id == contest.id).values(state=ContestState.CLOSED, closed_at=now)
    ):
        return None
    # Closed, it reads its entrants from the rows that are written now.
    known = await contests.find(session, contest.id)
    await session.execute(delete(ENTRANTS).where(ENTRANTS.c.contest_id == contest.id))
    if known.is_draw:
        await _draw(session, known)
    else:
        await _rank(session, known)
    known = await contests.find(session, contest.id)
    return Result(known, await _award(session, known, now=now))


async def _waits(session: AsyncSession, contest: Contest, *, now: datetime) -> bool:
    if not await contest_counts.is_unsettled(session, contest):
        return False
    if contest.waits_since is None:
        since = update(Contest).where(Contest.id == contest.id, Contest.waits_since.is_(None))
        await session.execute(since.values(waits_since=now))
        return True
    return now < contest.waits_since + WAITS_AT_MOST


def _taking_part(known: Known) -> Any:
    """Everybody with enough, as the referrals and rewards say at the end."""
    found = contest_counts.counted(known.contest).subquery("counted").c
    shut_out = contest_counts.shut_out(known.contest)
    return select(found.participant_id, found.value, found.reached_at).where(
        found.value >= known.section.minimum, found.participant_id.not_in(shut_out)
    )


async def _rank(session: AsyncSession, known: Known) -> None:
    found = _taking_part(known).subquery("entrants").c
    order = found.value.desc(), found.reached_at, found.participant_id
    entrants = await _write(session, known, func.row_number().over(order_by=order), found)
    await _note(session, known, entrants=entrants)


async def _write(session: AsyncSession, known: Known, place: ColumnElement[int], found: Any) -> int:
    """Freeze who takes part, in one statement; returns how many they are."""
    columns = [
        literal(known.contest.id, BigInteger),
        found.participant_id,
        found.value,
        found.reached_at,
        place,
    ]
    names = ["contest_id", "participant_id", "value", "reached_at", "place"]
    await session.execute(insert(ENTRANTS).from_select(names, select(*columns)))
    of_contest = ENTRANTS.c.contest_id == known.contest.id
    return await session.scalar(select(func.count()).where(of_contest)) or 0


async def _note(session: AsyncSession, known: Known, **values: Any) -> None:
    statement = update(Contest).where(Contest.id == known.contest.id).values(**values)
    await session.execute(statement.execution_options(synchronize_session=False))


async def _draw(session: AsyncSession, known: Known) -> None:
    contest, seed = known.contest, known.contest.seed
    assert seed is not None
    nobody = cast(null(), Integer)
    entrants = await _write(session, known, nobody, _taking_part(known).subquery("entrants").c)
    of_contest = ENTRANTS.c.contest_id == contest.id
    rows = await session.execute(
        select(ENTRANTS.c.participant_id, ENTRANTS.c.value).where(of_contest)
    )
    people, tickets = {}, {}
    for participant_id, value in rows:
        code = draws.code(seed, contest.id, participant_id)
        people[code], tickets[code] = participant_id, known.section.tickets_of(value)
    head = await seals.head(session)
    published = draws.listed(facts(known, head.number, head.seal), tickets)
    for place, code in enumerate(draws.winners(seed, published), start=1):
        is_winner = ENTRANTS.c.participant_id == people[code]
        await session.execute(update(ENTRANTS).where(of_contest, is_winner).values(place=place))
    await _note(
        session,
        known,
        entrants=entrants,
        tickets=sum(tickets.values()),
        list_hash=draws.list_hash(published),
        ledger_number=head.number,
        ledger_seal=head.seal,
    )


def facts(known: Known, ledger_number: int, ledger_seal: str) -> draws.Facts:
    assert known.contest.commitment is not None
    return draws.Facts(
        contest=f"{known.campaign.slug}/{known.contest.name}",
        commitment=known.contest.commitment,
        ledger_number=ledger_number,
        ledger_seal=ledger_seal,
        prizes=known.section.places,
    )


# Prizes


def key(contest_id: int, place: int) -> str:
    """What the key of a prize's reward begins with."""
    return f"contest:{contest_id}:{place}"


async def _award(session: AsyncSession, known: Known, *, now: datetime) -> list[Won]:
    """Credit the prizes that are points, as far as the campaign's budget goes."""
    won = []
    for line in await contest_boards.winners(session, known, limit=known.section.places):
        prize = known.section.prize_of(line.place)
        assert prize is not None
        refused = prize.amount is not None and not await _credit(session, known, line, prize, now)
        won.append(Won(line, prize, refused))
    return won


async def _credit(
    session: AsyncSession, known: Known, line: Line, prize: Prize, now: datetime
) -> bool:
    assert prize.amount is not None
    contest = known.contest
    cause = rewards.Cause(
        key=key(contest.id, line.place),
        campaign_id=contest.campaign_id,
        version=contest.version,
        source=RewardSource.CONTEST,
        # The winner has a message of the contest's own.
        is_silent=True,
    )
    promise = rules.Promise(contest.position, 1, line.participant_id, prize.amount, contest.ends_at)
    kept = await rewards.promise(session, cause, [promise], known.campaign.document, now=now)
    return bool(kept)


async def refused_places(session: AsyncSession, known: Known) -> set[int]:
    """Places whose prizes the budget had no more for."""
    found = await session.scalars(
        select(Reward.key).where(
            Reward.campaign_id == known.contest.campaign_id,
            Reward.source == RewardSource.CONTEST,
            Reward.state == RewardState.VOID,
            Reward.key.startswith(f"contest:{known.contest.id}:"),
        )
    )
    return {int(each.split(":")[2]) for each in found}
