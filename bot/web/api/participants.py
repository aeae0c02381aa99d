"""What can a shop ask about a participant and about a code?"""

from fastapi import APIRouter, Request, Response

from bot.db import Session
from bot.services import shop_views
from bot.web.api import shapes
from bot.web.api.description import described
from bot.web.api.desk import Desk


def build(desk: Desk) -> APIRouter:
    router = APIRouter(tags=["people and codes"])

    @router.get(
        "/participants/{participant}",
        summary="Ask about a participant",
        **described(shapes.ParticipantShown, problems=(401, 404, 429, 503)),
    )
    async def show(request: Request, participant: str) -> Response:
        """Balances, friends and the referrer, by campaign. By Telegram id or any invite code."""

        async def look(session: Session) -> shapes.Answer:
            found = await shop_views.participant(session, participant)
            return shapes.ParticipantShown.model_validate(found)

        return await desk.look(request, look)

    @router.get(
        "/promo/{code}",
        summary="Ask about a code",
        **described(shapes.PromoShown, problems=(401, 404, 429, 503)),
    )
    async def promo(request: Request, code: str) -> Response:
        """Whose code it is, and whether a friend may still come by it."""

        async def look(session: Session) -> shapes.Answer:
            found = await shop_views.promo(session, code, now=desk.clock())
            return shapes.PromoShown.model_validate(found)

        return await desk.look(request, look)

    return router
