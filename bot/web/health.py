"""Is the process alive, and can it do its work?"""

from fastapi import APIRouter, Response
from sqlalchemy import text

from bot.db import Database


def build(db: Database) -> APIRouter:
    router = APIRouter()

    @router.get("/healthz")
    async def is_alive() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/readyz")
    async def is_ready(response: Response) -> dict[str, str]:
        try:
            async with db.read() as session:
                await session.execute(text("SELECT 1"))
        except Exception:
            response.status_code = 503
            return {"status": "the database does not answer"}
        return {"status": "ready"}

    return router
