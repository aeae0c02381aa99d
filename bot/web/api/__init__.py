"""What can shops do over HTTP? Everything below /api."""

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler
from starlette.exceptions import HTTPException

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Texts
from bot.web.api import conversions, description, participants
from bot.web.api.access import Rate
from bot.web.api.desk import Desk
from bot.web.api.problems import Problem

PREFIX = "/api/v1"


def build(db: Database, clock: Clock, texts: Texts, *, requests_per_minute: int) -> APIRouter:
    """The routes of the API and its description."""
    desk = Desk(db, clock, texts.of("en"), Rate(requests_per_minute))
    versioned = APIRouter(prefix=PREFIX)
    versioned.include_router(conversions.build(desk))
    versioned.include_router(participants.build(desk))
    router = APIRouter()
    router.include_router(versioned)
    router.include_router(description.build([versioned]))
    return router


def answer_with_problems(app: FastAPI) -> None:
    """Below /api, also what no route takes is a problem."""

    async def refuse(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if not request.url.path.startswith("/api/"):
            return await http_exception_handler(request, error)
        if error.status_code == 405:
            problem = Problem("method-refused", "See /api/docs.").response()
            problem.headers.update(error.headers or {})
            return problem
        return Problem("path-unknown", "See /api/docs.").response()

    app.add_exception_handler(HTTPException, refuse)
