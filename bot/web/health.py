"""Is the process alive, and can it do its work?"""

from fastapi import APIRouter, Response

from bot import migration
from bot.db import Database
from bot.errors import OperatorError
from bot.web.vitals import Pulse, Vitals

LAG_SECONDS_MAX = 5.0
"""A loop that is later than this answers nobody in time."""
ADMIN_GROUP = "admin_group"


def build(db: Database, vitals: Vitals, pulse: Pulse) -> APIRouter:
    router = APIRouter()

    @router.get("/healthz")
    async def is_alive(response: Response) -> dict[str, str | float]:
        """For who restarts: a loop that is stuck does not answer at all, a late one with 503."""
        lag_seconds = round(pulse.lag_seconds, 3)
        if lag_seconds > LAG_SECONDS_MAX:
            response.status_code = 503
            return {"status": "the event loop is late", "lag_seconds": lag_seconds}
        return {"status": "alive", "lag_seconds": lag_seconds}

    @router.get("/readyz")
    async def is_ready(response: Response) -> dict[str, str]:
        """For who sends work here. A lost admin group is told, and keeps nobody from serving."""
        trouble = await _trouble(db) or vitals.trouble()
        if trouble is not None:
            response.status_code = 503
            return {"status": trouble}
        if vitals.meters.marks.get(ADMIN_GROUP) == 0:
            return {"status": "ready", "warning": "the bot is not in the admin group"}
        return {"status": "ready"}

    return router


async def _trouble(db: Database) -> str | None:
    try:
        revision = await migration.reach(db)
    except OperatorError:
        return "the database does not answer"
    return None if revision == migration.HEAD else "the schema is another one: migrate"
