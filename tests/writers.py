"""Who writes a row, and what became of each who tried?"""

import asyncio
import sqlite3
from collections.abc import Awaitable

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot import inline
from bot.db import Database
from models import JobRun
from tests.clock import START


def row(name: str) -> JobRun:
    return JobRun(job="test", period=name, at=START)


async def write(db: Database, name: str) -> None:
    async with db.transaction() as session:
        session.add(row(name))


async def names(db: Database) -> list[str]:
    """Names in the order in which they were written."""
    async with db.read() as session:
        order = text("rowid") if db.is_sqlite else text("ctid")
        return list(await session.scalars(select(JobRun.period).order_by(order)))


async def raw_connection(session: AsyncSession) -> sqlite3.Connection:
    driver = (await (await session.connection()).get_raw_connection()).driver_connection
    assert isinstance(driver, inline.Connection)
    assert driver._conn is not None
    return driver._conn


async def outcomes(*waiting: Awaitable[object]) -> list[type[BaseException] | None]:
    results = await asyncio.gather(*waiting, return_exceptions=True)
    return [type(result) if isinstance(result, BaseException) else None for result in results]


class Gate:
    """A transaction that stands still in its block until it is let go."""

    def __init__(self, db: Database, name: str) -> None:
        self._db = db
        self._name = name
        self.inside = asyncio.Event()
        self.go_on = asyncio.Event()

    async def write(self) -> None:
        async with self._db.transaction() as session:
            session.add(row(self._name))
            await session.flush()
            self.inside.set()
            await self.go_on.wait()
