"""How does a test falsify the books, and what does `verify` say to that?"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.services import verification


class Undone(Exception):
    """Rolls a forgery back, so that the next one finds honest books."""


@asynccontextmanager
async def unguarded(db: Database) -> AsyncIterator[AsyncSession]:
    """A transaction without triggers and foreign keys, as the owner of the database may have it.

    It is undone when the block is left.
    """
    with suppress(Undone):
        async with db.transaction() as session:
            await disarm(session, is_sqlite=db.is_sqlite)
            yield session
            raise Undone


async def disarm(session: AsyncSession, *, is_sqlite: bool) -> None:
    if not is_sqlite:
        await session.execute(text("SET LOCAL session_replication_role = replica"))
        return
    await session.execute(text("PRAGMA defer_foreign_keys = ON"))
    triggers = await session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    for trigger in triggers.all():
        await session.execute(text(f"DROP TRIGGER {trigger}"))


async def findings_after(db: Database, *statements: str) -> list[str]:
    """What `verify` finds when somebody has run these."""
    findings: list[str] = []
    async with unguarded(db) as session:
        for statement in statements:
            await session.execute(text(statement))
        findings += (await verification.verify(session)).findings
    return findings


async def ids(db: Database, table: str, condition: str) -> list[int]:
    async with db.read() as session:
        return list(
            await session.scalars(text(f"SELECT id FROM {table} WHERE {condition} ORDER BY id"))
        )


def names(findings: list[str], what: str) -> bool:
    return any(what in finding for finding in findings)
