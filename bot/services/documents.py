"""What does a campaign document say: its period, rules, limits and words?"""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    ValidationError,
    model_validator,
)

from bot.i18n import LANGUAGES, Unit
from bot.services import credits, mistakes, spans
from bot.services.mistakes import DocumentRefused as DocumentRefused

SIZE_MAX_BYTES = 256 * 1024
REWARDS_MAX = 20
SUBSCRIPTIONS_MAX = 5
AMOUNT_MAX = 10**12
TOTAL_MAX = 10**15
COUNT_MAX = 1_000_000
PERCENT_MAX = 50
TERMS_LENGTH_MAX = 3_000
PLACEHOLDERS_MAX = 10
STEP_START = "start"
SUBSCRIBE = "subscribe:"
PLACEHOLDERS = {"reward", "hold"}
"""What terms may leave open: "{reward}" and "{hold}"."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"[<>&]")
_SUBSCRIBE_STEP = re.compile(r"subscribe:(@[A-Za-z][A-Za-z0-9_]{3,31}|-100[0-9]{5,15})")
_LATER_STEPS = {"captcha", "contact", "purchase", "approval"}
_LATER_OCCASIONS = {"purchase", "nth", "cron"}


def _whole(minimum: int, maximum: int) -> BeforeValidator:
    def check(value: object) -> object:
        if type(value) is not int or not minimum <= value <= maximum:
            raise ValueError(f"must be a whole number from {minimum:,} to {maximum:,}")
        return value

    return BeforeValidator(check)


def _span(minimum: timedelta, maximum: timedelta) -> BeforeValidator:
    def check(value: object) -> timedelta:
        span = value if isinstance(value, timedelta) else spans.parse(value)
        if not minimum <= span <= maximum:
            raise ValueError(f"must be from {spans.compact(minimum)} to {spans.compact(maximum)}")
        return span

    return BeforeValidator(check)


def _moment(value: object) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, datetime) or value.tzinfo is None or not 2000 <= value.year < 2200:
        raise ValueError("must be a moment with its offset, as 2026-11-01T00:00:00Z")
    return value.astimezone(UTC)


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: the name of a folder of zones, "Europe".
        raise ValueError('must be a time zone such as "Europe/Sofia"') from None
    return name


def _printable(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    if _CONTROL.search(text):
        raise ValueError("must not hold control characters")
    return text


def _no_markup(text: str) -> str:
    # A unit's name is put beside a number inside texts that are already Telegram's HTML.
    if _MARKUP.search(text):
        raise ValueError("must not hold <, > or &")
    return text


def _fits_a_message(text: str) -> str:
    # Telegram counts UTF-16 units: an emoji is two.
    if len(text.encode("utf-16-le")) // 2 > TERMS_LENGTH_MAX:
        raise ValueError(f"must have at most {TERMS_LENGTH_MAX:,} characters")
    return text


def _known_placeholders(text: str) -> str:
    names = re.findall(r"\{([^{}\s]*)\}", text)
    if len(names) > PLACEHOLDERS_MAX:
        raise ValueError(f"must have at most {PLACEHOLDERS_MAX} placeholders")
    for name in names:
        if name not in PLACEHOLDERS:
            raise ValueError(
                f"there is no {{{name}}}; the placeholders are {{reward}} and {{hold}}"
            )
    return text


def _step(step: str) -> str:
    if step.partition(":")[0] in _LATER_STEPS:
        raise ValueError(f"the step {step.partition(':')[0]} {mistakes.LATER}")
    if step == STEP_START or _SUBSCRIBE_STEP.fullmatch(step):
        return step
    raise ValueError('must be "start" or "subscribe:" with @name or the id -100…')


def _steps(steps: tuple[str, ...]) -> tuple[str, ...]:
    # Telegram does not tell @Shop_News from @shop_news.
    if len({step.lower() for step in steps}) < len(steps):
        raise ValueError("names a step twice")
    subscriptions = tuple(step for step in steps if step != STEP_START)
    if len(subscriptions) > SUBSCRIPTIONS_MAX:
        raise ValueError(f"must name at most {SUBSCRIPTIONS_MAX} chats to subscribe to")
    return (STEP_START, *subscriptions)


def _occasion(value: object) -> object:
    if isinstance(value, str) and value.partition(":")[0] in _LATER_OCCASIONS:
        raise ValueError(f"a reward on {value.partition(':')[0]} {mistakes.LATER}")
    return value


def _side(value: object) -> object:
    if isinstance(value, str) and value.partition(":")[0] == "upline":
        raise ValueError(f"a reward to the upline {mistakes.LATER}")
    return value


def _methods(methods: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(methods)) < len(methods) or not methods:
        raise ValueError("must name each method once, and at least one")
    return methods


def _percent(value: object) -> Decimal:
    try:
        # As it was written: 2.9 is 2.9, whatever a binary fraction makes of it.
        percent = Decimal(str(value))
    except InvalidOperation:
        percent = Decimal(-1)
    if percent.is_nan() or not 0 <= percent <= PERCENT_MAX or percent != round(percent, 2):
        raise ValueError(f"must be a number from 0 to {PERCENT_MAX} with at most two decimals")
    return round(percent, 2)


Occasion = Literal["start", "qualified"]
"""What may earn a reward."""
Side = Literal["referrer", "friend"]
"""Who of the two gets it."""

NOTHING, YEAR, DECADE = timedelta(), timedelta(days=365), timedelta(days=3650)
AsSpan = PlainSerializer(spans.compact)
Moment = Annotated[datetime, BeforeValidator(_moment)]
Amount = Annotated[int, _whole(1, AMOUNT_MAX)]
Total = Annotated[int, _whole(1, TOTAL_MAX)]
Count = Annotated[int, _whole(1, COUNT_MAX)]
Percent = Annotated[Decimal, BeforeValidator(_percent), PlainSerializer(str)]
PluralForm = Annotated[
    str, Field(max_length=32), AfterValidator(_printable), AfterValidator(_no_markup)
]
TitleText = Annotated[str, Field(max_length=64), AfterValidator(_printable)]
TermsText = Annotated[
    str,
    AfterValidator(_printable),
    AfterValidator(_fits_a_message),
    AfterValidator(_known_placeholders),
]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class InLanguages(Section):
    """Something said in some of the bot's languages; people of the others get the first of these.

    English goes first: most people whose own language is missing read it best.
    """

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_dump(exclude_none=True):
            raise ValueError("must be said in at least one of ru, en, bg")
        return self

    def in_language(self, language: str) -> Any:
        said = [getattr(self, each) for each in (language, "en", "ru", "bg")]
        return next(each for each in said if each is not None)


class Title(InLanguages):
    ru: TitleText | None = None
    en: TitleText | None = None
    bg: TitleText | None = None


class Terms(InLanguages):
    ru: TermsText | None = None
    en: TermsText | None = None
    bg: TermsText | None = None


class PluralForms(Section):
    """A noun by CLDR plural category."""

    zero: PluralForm | None = None
    one: PluralForm | None = None
    two: PluralForm | None = None
    few: PluralForm | None = None
    many: PluralForm | None = None
    other: PluralForm


class UnitName(InLanguages):
    ru: PluralForms | None = None
    en: PluralForms | None = None
    bg: PluralForms | None = None


POINTS = UnitName(
    ru=PluralForms(one="балл", few="балла", many="баллов", other="балла"),
    en=PluralForms(one="point", other="points"),
    bg=PluralForms(one="точка", other="точки"),
)
"""The unit of a campaign that names none."""


class UnitSection(Section):
    decimals: Annotated[int, _whole(0, 4)] = 0
    withdrawable: StrictBool = True
    name: UnitName = POINTS


class CampaignSection(Section):
    slug: str = Field(pattern=r"^[a-z0-9-]{2,32}$")
    starts_at: Moment | None = None
    """None: from the moment it is started."""
    ends_at: Moment | None = None
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    title: Title | None = None
    terms: Terms | None = None
    unit: UnitSection = UnitSection()

    @model_validator(mode="after")
    def _period_is_not_empty(self) -> "CampaignSection":
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError("ends_at must be later than starts_at")
        return self


class AttributionSection(Section):
    new: Literal["to_bot", "to_campaign", "to_channel"] = "to_bot"
    window: Annotated[timedelta | None, _span(timedelta(minutes=1), DECADE), AsSpan] = None
    """None: the steps may be done at any time."""
    grace: Annotated[timedelta, _span(NOTHING, timedelta(days=30)), AsSpan] = NOTHING


class QualifySection(Section):
    steps: Annotated[tuple[Annotated[str, AfterValidator(_step)], ...], AfterValidator(_steps)] = (
        STEP_START,
    )
    """Begins with "start", whether the document says so or not."""
    hold: Annotated[timedelta, _span(NOTHING, YEAR), AsSpan] = NOTHING


class RewardRule(Section):
    on: Annotated[Occasion, BeforeValidator(_occasion)]
    to: Annotated[Side, BeforeValidator(_side)]
    amount: Amount
    credit: Annotated[str, AfterValidator(credits.normal)] = credits.NOW


class LimitsSection(Section):
    per_hour: Count | None = None
    per_day: Count | None = None
    per_week: Count | None = None


class BudgetSection(Section):
    total: Total


class PayoutSection(Section):
    minimum: Amount = 1
    maximum: Amount | None = None
    cooldown: Annotated[timedelta, _span(NOTHING, YEAR), AsSpan] = NOTHING
    methods: Annotated[tuple[Literal["card", "phone", "wallet"], ...], AfterValidator(_methods)] = (
        "card",
        "phone",
        "wallet",
    )
    two_admins_from: Amount | None = None
    fee: Annotated[int, _whole(0, AMOUNT_MAX)] = 0
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


class Document(Section):
    """One campaign's rules. A section that is left out has no effect."""

    campaign: CampaignSection
    attribution: AttributionSection = AttributionSection()
    qualify: QualifySection = QualifySection()
    rewards: tuple[RewardRule, ...] = Field(default=(), alias="reward", max_length=REWARDS_MAX)
    limits: LimitsSection = LimitsSection()
    budget: BudgetSection | None = None
    payout: PayoutSection = PayoutSection()

    @model_validator(mode="after")
    def _payouts_need_a_withdrawable_unit(self) -> "Document":
        if not self.campaign.unit.withdrawable and self.payout != PayoutSection():
            raise ValueError("[payout] needs [campaign.unit] withdrawable = true")
        return self

    @cached_property
    def unit(self) -> Unit:
        """What the campaign counts in, said in all of the bot's languages."""
        section = self.campaign.unit
        said = {language: section.name.in_language(language) for language in LANGUAGES}
        names = {language: forms.model_dump(exclude_none=True) for language, forms in said.items()}
        return Unit(section.decimals, names)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.campaign.time_zone)

    @property
    def subscriptions(self) -> tuple[str, ...]:
        """The chats to be in, as "@name" or "-100…"."""
        return tuple(
            step.removeprefix(SUBSCRIBE)
            for step in self.qualify.steps
            if step.startswith(SUBSCRIBE)
        )


def parse_toml(text: str) -> Document:
    """Read a document; `DocumentRefused` with one line for every mistake."""
    if len(text.encode("utf-8", errors="replace")) > SIZE_MAX_BYTES:
        raise DocumentRefused([f"the document is larger than {SIZE_MAX_BYTES // 1024} KB"])
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentRefused([f"this is not TOML: {str(error)[:200]}"]) from None
    return from_json(content)


def from_json(content: dict[str, Any]) -> Document:
    """The document that `to_json` was given; `DocumentRefused` when it never was one."""
    try:
        return Document.model_validate(content)
    except ValidationError as error:
        raise DocumentRefused(mistakes.explain(error, Document)) from None


def to_json(document: Document) -> dict[str, Any]:
    """For the database: what `from_json` turns into an equal document."""
    return document.model_dump(mode="json", by_alias=True, exclude_none=True)
