"""What do requests and answers of the API look like? The same shapes check and describe them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.services import currencies

AMOUNT_MAX = 10**12
TELEGRAM_ID_MAX = 10**16 - 1
FUTURE_MAX = timedelta(minutes=5)
AGE_MAX = timedelta(days=365)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)

ORDER_ID_LENGTH_MAX = 64
_PERSON = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:(\.\d{1,6})\d*)?(Z|[+-]\d\d:\d\d)",
    re.ASCII | re.IGNORECASE,
)
"""RFC 3339, 5.6: a second has any number of decimals, and Go, Java and .NET send nine or seven.

What is less than a microsecond is left out, so that the same order is the same again.
"""


def _person(value: object) -> str:
    if type(value) is int and 0 < value <= TELEGRAM_ID_MAX:
        return str(value)
    if isinstance(value, str) and _PERSON.fullmatch(value):
        return value
    raise PydanticCustomError("participant", "must be a Telegram id or an invite's code")


def _amount(minimum: int) -> BeforeValidator:
    def check(value: object) -> object:
        # A bool is an int to Python, and 10.0 one to JSON.
        if type(value) is not int or not minimum <= value <= AMOUNT_MAX:
            raise PydanticCustomError(
                "amount", f"must be a whole number of minor units from {minimum} to {AMOUNT_MAX}"
            )
        return value

    return BeforeValidator(check)


def _currency(code: str) -> str:
    if code not in currencies.KNOWN:
        raise PydanticCustomError("currency", "must be a currency of ISO 4217, as EUR")
    return code


def _printable(text: str) -> str:
    if not text.isprintable() or not text.strip():
        raise PydanticCustomError("text", "must be visible characters")
    return text


def _order_id(text: str) -> str:
    if not text.isprintable() or text != text.strip():
        raise PydanticCustomError("order_id", "must be visible characters, no blank at either end")
    return text


def _moment(value: object) -> object:
    if value is None:
        return None
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found is not None:
        try:
            return datetime.fromisoformat("".join(found.groups("")).upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise PydanticCustomError("moment", "must be a moment of RFC 3339, as 2026-11-22T10:00:00Z")


AmountSchema = {"type": "integer", "minimum": 1, "maximum": AMOUNT_MAX}
Amount = Annotated[int, _amount(1), WithJsonSchema(AmountSchema)]
Commission = Annotated[int, _amount(0), WithJsonSchema(AmountSchema | {"minimum": 0})]
Person = Annotated[
    str,
    BeforeValidator(_person),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": TELEGRAM_ID_MAX},
                {"type": "string", "pattern": f"^{_PERSON.pattern}$"},
            ],
            "description": "Telegram id of the buyer, or any invite code of the buyer's own; "
            "digits alone are a Telegram id.",
        }
    ),
]
Currency = Annotated[
    str,
    AfterValidator(_currency),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217."}),
]
Product = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_printable)]
OrderId = Annotated[
    str,
    Field(
        min_length=1,
        max_length=ORDER_ID_LENGTH_MAX,
        description="The shop's own number of the order.",
        json_schema_extra={"pattern": r"^\S(.*\S)?$"},
    ),
    AfterValidator(_order_id),
]
OccurredAt = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "type": "string",
            "format": "date-time",
        }
    ),
]


class Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ConversionReport(Request):
    """A purchase or other paid event."""

    order_id: OrderId
    participant: Person
    amount: Annotated[Amount, Field(description="What was paid, in minor units: cents.")]
    currency: Currency
    commission: Annotated[
        Commission | None, Field(description="The shop's own share of it, in minor units.")
    ] = None
    product: Annotated[
        Product | None,
        Field(description="As the campaign's rules call it; a rule may count only some products."),
    ] = None
    occurred_at: Annotated[
        OccurredAt | None,
        Field(
            description="RFC 3339; not older than 365 days, at most 5 minutes ahead. "
            "Without it: when the request comes."
        ),
    ] = None

    @model_validator(mode="after")
    def _commission_is_a_part(self) -> Self:
        if self.commission is not None and self.commission > self.amount:
            raise PydanticCustomError("commission", "must not be more than amount")
        return self


class RefundReport(Request):
    """What was given back: a part, or without `amount` all that is left."""

    amount: Annotated[
        Amount | None, Field(description="A part, in minor units; without it all that is left.")
    ] = None


def wrong_moment(at: datetime, now: datetime) -> str | None:
    """Why a purchase cannot have happened then."""
    if at > now + FUTURE_MAX:
        return "must not lie in the future"
    if at < max(now - AGE_MAX, EARLIEST):
        return "must not be older than 365 days"
    return None


class Answer(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class RewardShown(Answer):
    """A promise, or points that were credited already."""

    id: int
    campaign: str
    participant: Annotated[int, Field(description="Telegram id of who gets it.")]
    role: Annotated[str, Field(description='"friend" (the buyer), "referrer" or "upline:<n>".')]
    amount: Annotated[int, Field(description="Minor units of the campaign's unit.")]
    decimals: Annotated[int, Field(description="How many of its digits are decimals.")]
    state: Annotated[str, Field(description='"scheduled", "credited", "void" or "reversed".')]
    due_at: datetime


class ConversionShown(Answer):
    """A purchase, and what it earns."""

    order_id: str
    participant: Annotated[int, Field(description="Telegram id of the buyer.")]
    amount: int
    currency: str
    commission: int | None
    product: str | None
    occurred_at: datetime
    refunded: Annotated[int, Field(description="What was given back so far.")]
    rewards: Annotated[list[RewardShown], Field(description="Promised or credited.")]


class RefundShown(ConversionShown):
    """A purchase after a refund; `rewards` is what is left of its rewards."""

    taken_back: list[RewardShown]


class ReferralShown(Answer):
    """By whom a person came."""

    state: str
    referrer: Annotated[int, Field(description="Telegram id.")]
    came_at: datetime
    qualified_at: datetime | None


class MembershipShown(Answer):
    """A person in one campaign; points in minor units."""

    campaign: str
    decimals: int
    available: Annotated[int, Field(description="Below zero: a debt after a refund.")]
    held: int
    requested: int
    friends: Annotated[dict[str, int], Field(description="How many the person brought, by state.")]
    referral: ReferralShown | None


class ParticipantShown(Answer):
    """Somebody whom the bot knows."""

    telegram_id: int
    started_at: datetime | None
    is_banned: bool
    campaigns: list[MembershipShown]


class PromoShown(Answer):
    """A code, and whether a friend may still come by it."""

    code: str
    campaign: str
    title: Annotated[dict[str, str], Field(description="By language.")]
    participant: Annotated[int, Field(description="Telegram id of whose code it is.")]
    label: Annotated[str, Field(description="The channel that it was made for.")]
    is_usable: bool
    reason: Annotated[
        str | None,
        Field(description='"expired-code", "campaign-not-running" or "referrer-banned".'),
    ]
    expires_at: datetime | None


class MistakeShown(Answer):
    pointer: Annotated[str, Field(description="RFC 6901: /amount.")]
    detail: str


class ProblemShown(Answer):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[MistakeShown] = []
