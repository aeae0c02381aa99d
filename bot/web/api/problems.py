"""How is a shop told that its request was not carried out? RFC 9457, and never our own errors."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Response

from bot.errors import UserError
from bot.i18n import Translate
from bot.services import answers, conversions, purchases, shop_views

MEDIA_TYPE = "application/problem+json"
TYPES = "/api/docs#problem-"
"""What a type begins with; the page explains each."""
RETRY_AFTER_SECONDS = 5
ERRORS_MAX = 20


@dataclass(frozen=True)
class Kind:
    """A problem that a client can tell from others."""

    status: int
    title: str


KINDS = {
    "not-json": Kind(400, "The body is not JSON"),
    "idempotency-key-malformed": Kind(400, "The Idempotency-Key cannot be read"),
    "key-refused": Kind(401, "No valid API key"),
    "signature-refused": Kind(401, "No valid signature"),
    "order-unknown": Kind(404, "Unknown order"),
    "participant-unknown": Kind(404, "Unknown participant"),
    "code-unknown": Kind(404, "Unknown code"),
    "path-unknown": Kind(404, "There is no such path"),
    "method-refused": Kind(405, "The path does not take this method"),
    "body-slow": Kind(408, "The body did not arrive in time"),
    "order-differs": Kind(409, "The order is known with other content"),
    "order-refunded": Kind(409, "Nothing is left to refund"),
    "request-differs": Kind(409, "The Idempotency-Key belongs to another request"),
    "request-still-runs": Kind(409, "The first request is still at work"),
    "body-too-large": Kind(413, "The body is too large"),
    "invalid": Kind(422, "The body is not what it should be"),
    "refund-too-large": Kind(422, "More than is left of the order"),
    "product-unknown": Kind(422, "Unknown product"),
    "currency-not-taken": Kind(422, "Another currency"),
    "too-many-requests": Kind(429, "Too many requests"),
    "bug": Kind(500, "Something went wrong on our side"),
    "unavailable": Kind(503, "The database is away or busy"),
}

REFUSALS: Mapping[type[UserError], tuple[str, str | None]] = {
    conversions.OrderDiffers: ("order-differs", None),
    conversions.OrderUnknown: ("order-unknown", None),
    conversions.OrderRefunded: ("order-refunded", None),
    conversions.RefundTooLarge: ("refund-too-large", "/amount"),
    purchases.ProductUnknown: ("product-unknown", "/product"),
    purchases.CurrencyNotTaken: ("currency-not-taken", "/currency"),
    answers.RequestDiffers: ("request-differs", None),
    answers.RequestStillRuns: ("request-still-runs", None),
    shop_views.BuyerUnknown: ("participant-unknown", "/participant"),
    shop_views.PromoUnknown: ("code-unknown", None),
}
"""The kind, and the field of a body that caused it."""


@dataclass(frozen=True)
class Mistake:
    """One field that is wrong, by its JSON pointer (RFC 6901)."""

    pointer: str
    detail: str


class Problem(Exception):
    """Ends the handling of a request."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        mistakes: Sequence[Mistake] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.detail = detail
        self.mistakes = tuple(mistakes)[:ERRORS_MAX]
        self.retry_after = retry_after

    def response(self) -> Response:
        kind = KINDS[self.kind]
        content: dict[str, object] = {
            "type": TYPES + self.kind,
            "title": kind.title,
            "status": kind.status,
            "detail": self.detail,
        }
        if self.mistakes:
            content["errors"] = [
                {"pointer": mistake.pointer, "detail": mistake.detail} for mistake in self.mistakes
            ]
        headers = {}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        if kind.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return Response(
            json.dumps(content), status_code=kind.status, headers=headers, media_type=MEDIA_TYPE
        )


def of_refusal(error: UserError, t: Translate, *, has_body: bool) -> Problem | None:
    """What a service's refusal is to a shop; None for one that no request should cause."""
    if type(error) not in REFUSALS:
        return None
    kind, pointer = REFUSALS[type(error)]
    detail = t.plain(error.text_key(), **error.text_args)
    is_of_a_field = has_body and pointer is not None
    mistakes = [Mistake(pointer or "", detail)] if is_of_a_field else []
    again_at_once = 1 if kind == "request-still-runs" else None
    return Problem(kind, detail, mistakes=mistakes, retry_after=again_at_once)


def unavailable() -> Problem:
    return Problem(
        "unavailable",
        "Nothing was changed. Send the same request again.",
        retry_after=RETRY_AFTER_SECONDS,
    )


def bug() -> Problem:
    return Problem("bug", "Nothing was changed. The operator finds the cause in the log.")
