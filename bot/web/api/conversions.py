"""How do shops report purchases and refunds?"""

from typing import Any

from fastapi import APIRouter, Request, Response

from bot.db import Session
from bot.services import conversions, shop_views
from bot.services.conversions import Order, Recorded
from bot.web.api import reading, shapes
from bot.web.api.access import Shop
from bot.web.api.description import described
from bot.web.api.desk import Desk, Work

PATH = "/conversions"


def build(desk: Desk) -> APIRouter:
    router = APIRouter(tags=["purchases"])

    @router.post(
        PATH,
        summary="Report a purchase",
        status_code=201,
        **described(
            shapes.ConversionShown,
            success="The order is kept",
            body=shapes.ConversionReport,
            examples={"purchase": PURCHASE, "with everything": COMPLETE},
            problems=(400, 401, 404, 409, 413, 422, 429, 503),
            answers={200: "The order was reported before; nothing was changed"},
        ),
    )
    async def report(request: Request) -> Response:
        """Keep a purchase and promise what it earns by the rules of the buyer's campaigns.

        An order counts once: reported again with the same content it is answered with 200 and
        changes nothing, with other content it is refused with 409.
        """
        return await desk.change(request, lambda shop, body: _record(desk, shop, body))

    @router.post(
        f"{PATH}/{{order_id:path}}/refund",
        summary="Report a refund",
        **described(
            shapes.RefundShown,
            success="The order with what is left of its rewards",
            body=shapes.RefundReport,
            examples={"all that is left": {}, "a part": {"amount": 500}},
            problems=(400, 401, 404, 409, 413, 422, 429, 503),
        ),
    )
    async def refund(request: Request, order_id: str) -> Response:
        """Take back what the order earned; of a part of it, what the rest would not have earned.

        Points that were spent already stay as a debt. Send an Idempotency-Key with a part: two
        refunds of 5.00 are 10.00. Of an order without a rest nothing can be refunded: 409.
        """
        return await desk.change(request, lambda shop, body: _refund(desk, shop, body, order_id))

    return router


PURCHASE = {"order_id": "A-1001", "participant": 700100200, "amount": 4990, "currency": "EUR"}
COMPLETE = PURCHASE | {
    "order_id": "A-1002",
    "participant": "kT7wQm2xVb",
    "commission": 499,
    "product": "hosting-pro",
    "occurred_at": "2026-11-22T10:00:00Z",
}


def _record(desk: Desk, shop: Shop, body: bytes) -> Work:
    report = reading.conversion(body, now=desk.clock())

    async def work(session: Session) -> tuple[int, shapes.Answer]:
        buyer = await shop_views.find(session, report.participant)
        order = Order(
            order_id=report.order_id,
            participant_id=buyer.id,
            amount_minor=report.amount,
            currency=report.currency,
            commission_minor=report.commission,
            product=report.product,
            occurred_at=report.occurred_at,
        )
        recorded = await conversions.record(session, order, api_key_id=shop.id, now=desk.clock())
        shown = await _shown(session, recorded)
        return 201 if recorded.is_new else 200, shapes.ConversionShown.model_validate(shown)

    return work


def _refund(desk: Desk, shop: Shop, body: bytes, order_id: str) -> Work:
    report = reading.parse(body, shapes.RefundReport)

    async def work(session: Session) -> tuple[int, shapes.Answer]:
        recorded = await conversions.refund(
            session, order_id, api_key_id=shop.id, amount_minor=report.amount, now=desk.clock()
        )
        shown = await _shown(session, recorded)
        taken = await shop_views.rewards(session, recorded.taken)
        return 200, shapes.RefundShown.model_validate(shown | {"taken_back": taken})

    return work


async def _shown(session: Session, recorded: Recorded) -> dict[str, Any]:
    conversion = recorded.conversion
    return {
        "order_id": conversion.order_id,
        "participant": await shop_views.telegram_id(session, conversion.participant_id),
        "amount": conversion.amount_minor,
        "currency": conversion.currency,
        "commission": conversion.commission_minor,
        "product": conversion.product,
        "occurred_at": conversion.occurred_at,
        "refunded": conversion.refunded_minor,
        "rewards": await shop_views.rewards(session, recorded.rewards),
    }
