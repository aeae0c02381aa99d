"""Which replica does what only one of them is to do in each period?"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from models import JobRun

IN_FLIGHT = timedelta(seconds=15)
"""A handler has ten: what is dated before a moment may be written so long after it."""
REACHED = "reached"
"""The period of the row that says how far a job has come."""


async def take(session: AsyncSession, job: str, period: str, *, now: datetime) -> bool:
    """Whether this period of a job is ours: of several replicas, whoever writes the row has it."""
    taken = await session.scalar(
        insert(JobRun)
        .values(job=job, period=period, at=now)
        .on_conflict_do_nothing()
        .returning(JobRun.job)
    )
    return taken is not None


async def is_taken(session: AsyncSession, job: str, period: str) -> bool:
    """Whether somebody has this period already: most looks end here, without writing."""
    return await session.get(JobRun, (job, period)) is not None


async def reached(session: AsyncSession, *jobs: str) -> datetime | None:
    """Up to which moment a job is done, where its periods come one after the other.

    Of several it is the one that has come least far; those that never began do not count.
    """
    at: datetime | None = await session.scalar(
        select(func.min(JobRun.at)).where(JobRun.job.in_(jobs), JobRun.period == REACHED)
    )
    return at


async def reach(session: AsyncSession, job: str, at: datetime) -> None:
    """Note up to which moment it is done; a replica that comes later never sets it back."""
    await session.execute(
        insert(JobRun)
        .values(job=job, period=REACHED, at=at)
        .on_conflict_do_update(
            index_elements=[JobRun.job, JobRun.period],
            set_={"at": at},
            where=JobRun.at < at,
        )
    )


async def forget(session: AsyncSession, *, before: datetime) -> None:
    """Drop the rows of periods that are long over; how far a job has come is kept."""
    await session.execute(delete(JobRun).where(JobRun.at < before, JobRun.period != REACHED))
