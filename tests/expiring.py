"""How do the days of points that run out pass in a test of the services?"""

from bot.db import Database
from bot.services import expiries
from tests.clock import StillClock


async def look(db: Database, clock: StillClock) -> None:
    """Look at the balances of every campaign for today, one in each transaction."""
    async with db.read() as session:
        waiting = await expiries.due(session, now=clock())
    for due in waiting:
        done = 1
        while done:
            async with db.transaction() as session:
                done = await expiries.look(session, due, limit=1, now=clock())


async def days(db: Database, clock: StillClock, count: int) -> None:
    """Let days pass, each with its look at the balances."""
    for _ in range(count):
        clock.advance(days=1)
        await look(db, clock)
