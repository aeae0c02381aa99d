"""What does a campaign document say about sharing, asking and measuring?"""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, PlainSerializer

from bot.services import currencies, invites
from bot.services.document_rewards import Product
from bot.services.document_values import (
    YEAR,
    AsSpan,
    Count,
    Section,
    matching,
    percent_up_to,
    since_lately,
    span_of,
    whole,
)
from bot.services.document_words import Title, Words

IMAGES_MAX = 10
ADDRESS = r"https://[^\s<>\"'\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f]{4,500}"
"""Nothing that cannot be seen: PostgreSQL keeps no NUL."""


class ImageSection(Section):
    """A ready-made graphic that people may put on their pages."""

    url: Annotated[str, matching(ADDRESS, "an address that begins with https://")]
    title: Title | None = None


def _own_label(name: str) -> str:
    if name in invites.OUR_LABELS:
        raise ValueError(f"must not be one of {', '.join(invites.OUR_LABELS)}")
    return name


class ProductSection(Section):
    """Something that has an invite link of its own."""

    name: Annotated[
        str,
        matching(r"[\w-]{1,32}", 'one word of at most 32 letters, digits, "-" and "_"'),
        AfterValidator(_own_label),
    ]
    """The label of its links, and what the shop calls it."""
    title: Title


class ShareSection(Section):
    text: Words | None = None
    """What goes with the link."""
    call: Title | None = None
    """What the poster calls upon people to do."""
    images: tuple[ImageSection, ...] = Field(default=(), max_length=IMAGES_MAX)
    products: tuple[ProductSection, ...] = Field(default=(), max_length=20)


class SurveySection(Section):
    """The question from 0 to 10 after a purchase (NPS)."""

    after: Annotated[timedelta, span_of(timedelta(minutes=1), YEAR), AsSpan] = timedelta(hours=24)
    promoters_from: Annotated[int, whole(1, 10)] = 9


class ExpirySection(Section):
    after: Annotated[timedelta, span_of(timedelta(days=8), timedelta(days=3650)), AsSpan]
    """How long credited points stay; a warning comes a week before."""


def _in_use(code: str) -> str:
    if code not in currencies.KNOWN:
        raise ValueError('must be a currency of ISO 4217 such as "EUR"')
    return code


class PurchasesSection(Section):
    currency: (
        Annotated[str, matching("[A-Z]{3}", 'a currency such as "EUR"'), since_lately(_in_use)]
        | None
    ) = None
    """ISO 4217; None: any one."""
    products: tuple[Product, ...] = Field(default=(), max_length=500)
    """What may be reported besides the products that rewards name."""


class TargetsSection(Section):
    participation_percent: Annotated[
        Decimal | None, percent_up_to(100), PlainSerializer(str, when_used="unless-none")
    ] = None
    k_factor: Annotated[float, Field(ge=0, le=1_000)] | None = None
    cost_per_referral: Count | None = None
