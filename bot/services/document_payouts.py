"""How may points of a campaign leave as money?"""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, PlainSerializer, model_validator

from bot.services.document_values import (
    AMOUNT_MAX,
    NOTHING,
    YEAR,
    Amount,
    AsSpan,
    Section,
    each_once,
    percent_up_to,
    span_of,
    whole,
)

PERCENT_MAX = 50
Method = Literal["card", "phone", "wallet"]
METHODS: tuple[Method, ...] = ("card", "phone", "wallet")
Percent = Annotated[Decimal, percent_up_to(PERCENT_MAX), PlainSerializer(str)]


class PayoutSection(Section):
    minimum: Amount = 1
    maximum: Amount | None = None
    cooldown: Annotated[timedelta, span_of(NOTHING, YEAR), AsSpan] = NOTHING
    methods: Annotated[tuple[Method, ...], AfterValidator(each_once)] = METHODS
    two_admins_from: Amount | None = None
    fee: Annotated[int, whole(0, AMOUNT_MAX)] = 0
    fee_percent: Percent = Decimal("0.00")

    def fee_of(self, amount_minor: int) -> int:
        """What stays with the campaign: the fixed part and the percentage, rounded up."""
        return self.fee - (-amount_minor * int(self.fee_percent * 100) // 10_000)

    @model_validator(mode="after")
    def _range_is_not_empty(self) -> "PayoutSection":
        if self.maximum is not None and self.maximum < self.minimum:
            raise ValueError("maximum must not be less than minimum")
        if self.fee_of(self.minimum) >= self.minimum:
            # Of a larger amount more is left: the percentage is at most a half.
            raise ValueError("minimum must be more than the fee for it")
        return self
