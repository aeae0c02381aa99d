"""How may points of a campaign leave as money?"""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, PlainSerializer, model_validator

from bot.services.document_values import (
    AMOUNT_MAX,
    NOTHING,
    YEAR,
    Amount,
    AsSpan,
    Name,
    Section,
    each_once,
    percent_up_to,
    span_of,
    whole,
)
from bot.services.document_words import Title

PERCENT_MAX = 50
OWN_MAX = 8
OWN_LENGTH_MAX = 128
METHODS = ("card", "phone", "wallet")
KNOWN = (*METHODS, "iban")
Percent = Annotated[Decimal, percent_up_to(PERCENT_MAX), PlainSerializer(str)]


class OwnMethodSection(Section):
    """A way of the campaign's own: an account number, a nickname in a game, a locker."""

    name: Name
    title: Title
    hint: Title | None = None
    """What it looks like, as "8 digits, on the back of the card"."""
    kind: Literal["text", "digits"] = "text"
    shortest: Annotated[int, whole(1, OWN_LENGTH_MAX)] = 1
    longest: Annotated[int, whole(1, OWN_LENGTH_MAX)] = 64

    @model_validator(mode="after")
    def _has_a_length(self) -> Self:
        if self.shortest > self.longest:
            raise ValueError("shortest must not be more than longest")
        if self.name in (*KNOWN, "own"):
            raise ValueError(f"name must be another one than {self.name}")
        return self


class PayoutSection(Section):
    minimum: Amount = 1
    maximum: Amount | None = None
    cooldown: Annotated[timedelta, span_of(NOTHING, YEAR), AsSpan] = NOTHING
    methods: Annotated[tuple[str, ...], AfterValidator(each_once)] = METHODS
    """Of those that everybody knows, and by name of the campaign's own."""
    own: tuple[OwnMethodSection, ...] = Field(default=(), max_length=OWN_MAX)
    two_admins_from: Amount | None = None
    fee: Annotated[int, whole(0, AMOUNT_MAX)] = 0
    fee_percent: Percent = Decimal("0.00")

    def fee_of(self, amount_minor: int) -> int:
        """What stays with the campaign: the fixed part and the percentage, rounded up."""
        return self.fee - (-amount_minor * int(self.fee_percent * 100) // 10_000)

    def own_method(self, name: str | None) -> OwnMethodSection | None:
        return next((each for each in self.own if each.name == name), None)

    @model_validator(mode="after")
    def _methods_are_known(self) -> Self:
        names = [each.name for each in self.own]
        if len(set(names)) < len(names):
            raise ValueError("[[payout.own]] names one twice")
        for method in self.methods:
            if method not in (*KNOWN, *names):
                known = ", ".join((*KNOWN, *names))
                raise ValueError(f'methods has "{method}": there is {known}')
        return self

    @model_validator(mode="after")
    def _range_is_not_empty(self) -> "PayoutSection":
        if self.maximum is not None and self.maximum < self.minimum:
            raise ValueError("maximum must not be less than minimum")
        if self.fee_of(self.minimum) >= self.minimum:
            # Of a larger amount more is left: the percentage is at most a half.
            raise ValueError("minimum must be more than the fee for it")
        return self
