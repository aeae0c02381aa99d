"""Who was taken out of a contest, and why? It is public, and it is for good."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.services import audit, contest_counts, contests
from bot.services.audit import Action
from bot.services.contests import Known
from models import Contest, ContestState, Disqualification, Participant

SHOWN = 10


class ContestOver(UserError):
    """Its period has ended: nothing about its entrants can be changed any more."""


class AlreadyDisqualified(UserError):
    pass


class NotAnEntrant(UserError):
    """Nothing of theirs counts in the contest."""


@dataclass(frozen=True)
class Expelled:
    """Somebody who was disqualified."""

    person: Participant
    at: datetime
    reason: str


def check_open(known: Known, *, now: datetime) -> None:
    """Raises `ContestOver`, from the end on: also before the job has closed the contest."""
    if known.contest.state != ContestState.RUNNING or now >= known.contest.ends_at:
        raise ContestOver


async def check(
    session: AsyncSession, contest_id: int, person: Participant, *, now: datetime
) -> Known:
    """Whether somebody can be taken out; raises what `disqualify` does."""
    found = await contests.find(session, contest_id)
    check_open(found, now=now)
    if await is_out(session, contest_id, person.id):
        raise AlreadyDisqualified
    own = await contest_counts.own(session, found.contest, person.id)
    if not own.value:
        raise NotAnEntrant
    return found


async def disqualify(
    session: AsyncSession,
    contest_id: int,
    person: Participant,
    *,
    by: int,
    reason: str,
    now: datetime,
) -> Known:
    """Take somebody out of a running contest for good.

    Raises `ContestUnknown`, `ContestOver`, `AlreadyDisqualified`, `NotAnEntrant`.
    """
    # Locked: a contest that closes at the same moment is either before this or after it.
    await session.execute(select(Contest.id).where(Contest.id == contest_id).with_for_update())
    found = await check(session, contest_id, person, now=now)
    new = await session.scalar(
        insert(Disqualification)
        .values(contest_id=contest_id, participant_id=person.id, at=now, by=by, reason=reason)
        .on_conflict_do_nothing()
        .returning(Disqualification.participant_id)
    )
    if new is None:
        raise AlreadyDisqualified
    await audit.record(
        session,
        Action.CONTEST_DISQUALIFY,
        by=by,
        now=now,
        participant_id=person.id,
        campaign_id=found.campaign.id,
        after={"contest": found.contest.name},
        reason=reason,
    )
    return found


async def is_out(session: AsyncSession, contest_id: int, participant_id: int) -> bool:
    return await session.get(Disqualification, (contest_id, participant_id)) is not None


async def latest(
    session: AsyncSession, contest_id: int, *, limit: int = SHOWN
) -> tuple[list[Expelled], int]:
    """The latest who were taken out, and how many there are."""
    rows = (
        await session.execute(
            select(Participant, Disqualification)
            .join(Disqualification, Disqualification.participant_id == Participant.id)
            .where(Disqualification.contest_id == contest_id)
            .order_by(Disqualification.at.desc())
            .limit(limit)
        )
    ).all()
    total = await session.scalar(
        select(func.count()).where(Disqualification.contest_id == contest_id)
    )
    return [Expelled(person, row.at, row.reason) for person, row in rows], total or 0
