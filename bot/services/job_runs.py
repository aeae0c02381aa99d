"""Which replica does what only one of them is to do in each period?"""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from models import JobRun


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


async def forget(session: AsyncSession, *, before: datetime) -> None:
    """Drop the rows of periods that are long over."""
    await session.execute(delete(JobRun).where(JobRun.at < before))
