"""Which rewards may a campaign document promise, to whom, for what, within which bounds?"""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, PlainSerializer, model_validator

from bot.services import credits
from bot.services.document_values import (
    DECADE,
    Amount,
    AsSpan,
    Count,
    Name,
    Section,
    Total,
    each_once,
    percent_up_to,
    printable,
    since_lately,
    span_of,
    visible,
    whole,
)
from bot.services.document_words import Title, Words

TIERS_MAX = 20
PRODUCTS_MAX = 200
VARIANTS_MAX = 4
UPLINE_MAX = 10
STANDARD_PLAN = "standard"
"""Of whoever was given no other plan, and has not earned one."""
PAID_OCCASIONS = ("purchase", "nth")

_OCCASION = re.compile(r"start|qualified|purchase|cron|nth:[1-9][0-9]{0,5}")
_SIDE = re.compile(rf"referrer|friend|upline:([1-9]|{UPLINE_MAX})")

Choice = Literal["me", "friend", "half"]
"""Who shall have a reward, as whoever shares the invite decides beforehand."""


def _occasion(value: str) -> str:
    if not _OCCASION.fullmatch(value):
        raise ValueError('must be "start", "qualified", "purchase", "nth:<n>" or "cron"')
    return value


def _side(value: str) -> str:
    if not _SIDE.fullmatch(value):
        raise ValueError(f'must be "referrer", "friend" or "upline:<1-{UPLINE_MAX}>"')
    return value


Occasion = Annotated[str, AfterValidator(_occasion)]
Side = Annotated[str, AfterValidator(_side)]
Product = Annotated[str, Field(max_length=64), AfterValidator(printable), since_lately(visible)]
Percent = Annotated[Decimal, percent_up_to(100), PlainSerializer(str)]
Choices = Annotated[tuple[Choice, ...], AfterValidator(each_once)]


class Tier(Section):
    """What counts instead from so many friends on."""

    starts: Annotated[Count, Field(alias="from")]
    amount: Amount | None = None
    percent: Percent | None = None


class RewardRule(Section):
    on: Occasion
    to: Side
    amount: Amount | None = None
    percent: Percent | None = None
    of: Literal["amount", "commission"] = "amount"
    products: tuple[Product, ...] = Field(default=(), max_length=PRODUCTS_MAX)
    """Empty: every product."""
    credit: Annotated[str, AfterValidator(credits.normal)] = credits.NOW
    tiers: tuple[Tier, ...] = Field(default=(), max_length=TIERS_MAX)
    lasts: Annotated[
        timedelta | None, span_of(timedelta(minutes=1), DECADE), AsSpan, Field(alias="for")
    ] = None
    """How long after a friend came their purchases count."""
    times: Count | None = None
    """How many of one friend's purchases count."""
    max_amount: Total | None = None
    """What one friend's purchases may bring one person by this rule in all."""
    split: Choices | None = None
    refback_percent_max: Annotated[int, whole(1, 100)] | None = None
    plan: Name | None = None
    """Only for referrers on this plan."""
    variant: Name | None = None
    """Only for referrers in this arm of the experiment."""
    redeem: Name | None = None
    """The offer that the points buy as soon as they are credited."""

    @property
    def occasion(self) -> str:
        """ "nth" of "nth:3"."""
        return self.on.partition(":")[0]

    @property
    def is_paid(self) -> bool:
        """Whether it is a purchase that earns this."""
        return self.occasion in PAID_OCCASIONS

    @property
    def level(self) -> int:
        """How far above the friend the person stands; 0 is the friend."""
        if self.to == "friend":
            return 0
        return int(self.to.partition(":")[2] or 1)

    @model_validator(mode="after")
    def _has_one_size(self) -> Self:
        if (self.amount is None) == (self.percent is None):
            raise ValueError("must have either amount or percent")
        if any((tier.amount is None) != (self.amount is None) for tier in self.tiers):
            raise ValueError("its tiers must say what the rule says: amount or percent")
        if any((tier.percent is None) != (self.percent is None) for tier in self.tiers):
            raise ValueError("its tiers must say what the rule says: amount or percent")
        starts = [tier.starts for tier in self.tiers]
        if starts != sorted(set(starts)):
            raise ValueError("its tiers must rise")
        return self

    @model_validator(mode="after")
    def _of_a_purchase(self) -> Self:
        if self.is_paid:
            return self
        for key, value in (
            ("percent", self.percent),
            ("products", self.products),
            ("for", self.lasts),
            ("times", self.times),
            ("max_amount", self.max_amount),
        ):
            if value:
                raise ValueError(f'{key} needs on = "purchase" or "nth:<n>"')
        return self

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.of != "amount" and self.percent is None:
            raise ValueError("of needs percent")
        if (self.split or self.refback_percent_max) and self.level != 1:
            raise ValueError('split and refback_percent_max need to = "referrer"')
        if self.occasion == "cron":
            if self.to != "referrer" or self.split or self.refback_percent_max:
                raise ValueError('on = "cron" pays whole amounts, and to = "referrer"')
            if not credits.is_line(self.credit):
                raise ValueError('on = "cron" needs a cron line as its credit')
        return self


class PlanSection(Section):
    """Terms of their own for some referrers."""

    name: Name
    title: Title | None = None
    starts: Annotated[Count | None, Field(alias="from")] = None
    """From so many qualified friends on it comes by itself; None: only by an admin's word."""


class MilestoneSection(Section):
    at: Count
    amount: Amount
    badge: Title | None = None


class VariantSection(Section):
    name: Name
    weight: Annotated[int, whole(1, 100)] = 1
    text: Words | None = None
    """What is shared instead of the campaign's own text."""


class ExperimentSection(Section):
    name: Name
    variants: tuple[VariantSection, ...] = Field(min_length=2, max_length=VARIANTS_MAX)

    @model_validator(mode="after")
    def _variants_differ(self) -> Self:
        each_once(tuple(variant.name for variant in self.variants))
        return self
