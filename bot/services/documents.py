"""What does a campaign document say: its period, rules, limits and words?"""

import re
import tomllib
from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StrictBool, ValidationError, model_validator

from bot.i18n import LANGUAGES, Unit
from bot.services import mistakes, toml_keys
from bot.services.document_contests import ContestSection
from bot.services.document_offers import OfferSection
from bot.services.document_payouts import PayoutSection
from bot.services.document_rewards import (
    STANDARD_PLAN,
    ExperimentSection,
    MilestoneSection,
    PlanSection,
    RewardRule,
)
from bot.services.document_share import (
    ExpirySection,
    PurchasesSection,
    ShareSection,
    SurveySection,
    TargetsSection,
)
from bot.services.document_values import (
    DECADE,
    KEPT,
    NOTHING,
    YEAR,
    AsSpan,
    Count,
    Moment,
    Section,
    Total,
    known_zone,
    matching,
    span_of,
    whole,
)
from bot.services.document_words import POINTS, Terms, Title, UnitName
from bot.services.mistakes import DocumentRefused as DocumentRefused

SIZE_MAX_BYTES = 256 * 1024
REWARDS_MAX = 50
SUBSCRIPTIONS_MAX = 5
STEP_START = "start"
SUBSCRIBE = "subscribe:"
CAPTCHA, CONTACT, APPROVAL, PURCHASE = "captcha", "contact", "approval", "purchase"

_STEP = re.compile(
    r"start|captcha|contact|approval|purchase(:[1-9][0-9]{0,11})?"
    r"|subscribe:(@[A-Za-z][A-Za-z0-9_]{3,31}|-100[0-9]{5,15})"
)


def _step(step: str) -> str:
    if _STEP.fullmatch(step):
        return step
    raise ValueError(
        'must be "start", "captcha", "contact", "approval", "purchase:<minor units>" '
        'or "subscribe:" with @name or the id -100…'
    )


def _steps(steps: tuple[str, ...]) -> tuple[str, ...]:
    # Telegram does not tell @Shop_News from @shop_news; one purchase is one step.
    names = [PURCHASE if step.startswith(PURCHASE) else step.lower() for step in steps]
    if len(set(names)) < len(names):
        raise ValueError("names a step twice")
    if sum(step.startswith(SUBSCRIBE) for step in steps) > SUBSCRIPTIONS_MAX:
        raise ValueError(f"must name at most {SUBSCRIPTIONS_MAX} chats to subscribe to")
    return (STEP_START, *(step for step in steps if step != STEP_START))


class UnitSection(Section):
    decimals: Annotated[int, whole(0, 4)] = 0
    withdrawable: StrictBool = True
    name: UnitName = POINTS


class CampaignSection(Section):
    slug: Annotated[str, matching("[a-z0-9-]{2,32}", "2 to 32 of a-z, 0-9 and -")]
    starts_at: Moment | None = None
    """None: from the moment it is started."""
    ends_at: Moment | None = None
    time_zone: Annotated[str, AfterValidator(known_zone)] = "UTC"
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
    window: Annotated[timedelta | None, span_of(timedelta(minutes=1), DECADE), AsSpan] = None
    """None: the steps may be done at any time."""
    grace: Annotated[timedelta, span_of(NOTHING, timedelta(days=30)), AsSpan] = NOTHING


class QualifySection(Section):
    steps: Annotated[tuple[Annotated[str, AfterValidator(_step)], ...], AfterValidator(_steps)] = (
        STEP_START,
    )
    """Begins with "start", whether the document says so or not."""
    hold: Annotated[timedelta, span_of(NOTHING, YEAR), AsSpan] = NOTHING


class LimitsSection(Section):
    per_hour: Count | None = None
    per_day: Count | None = None
    per_week: Count | None = None
    per_campaign: Count | None = None


class BudgetSection(Section):
    total: Total


class Document(Section):
    """One campaign's rules. A section that is left out has no effect."""

    campaign: CampaignSection
    attribution: AttributionSection = AttributionSection()
    qualify: QualifySection = QualifySection()
    plans: tuple[PlanSection, ...] = Field(default=(), alias="plan", max_length=10)
    rewards: tuple[RewardRule, ...] = Field(default=(), alias="reward", max_length=REWARDS_MAX)
    milestones: tuple[MilestoneSection, ...] = Field(default=(), alias="milestone", max_length=20)
    contests: tuple[ContestSection, ...] = Field(default=(), alias="contest", max_length=10)
    experiments: tuple[ExperimentSection, ...] = Field(default=(), alias="experiment", max_length=1)
    offers: tuple[OfferSection, ...] = Field(default=(), alias="offer", max_length=100)
    purchases: PurchasesSection = PurchasesSection()
    survey: SurveySection | None = None
    expiry: ExpirySection | None = None
    limits: LimitsSection = LimitsSection()
    budget: BudgetSection | None = None
    payout: PayoutSection = PayoutSection()
    targets: TargetsSection = TargetsSection()
    share: ShareSection = ShareSection()

    @model_validator(mode="after")
    def _payouts_need_a_withdrawable_unit(self) -> "Document":
        if not self.campaign.unit.withdrawable and self.payout != PayoutSection():
            raise ValueError("[payout] needs [campaign.unit] withdrawable = true")
        return self

    @model_validator(mode="after")
    def _names_are_known(self) -> "Document":
        plans = {STANDARD_PLAN, *_once("[[plan]]", (plan.name for plan in self.plans))}
        variants = {each.name for one in self.experiments for each in one.variants}
        offers = _once("[[offer]]", (offer.name for offer in self.offers))
        _once("[[contest]]", (contest.name for contest in self.contests))
        _once("[[milestone]]", (str(milestone.at) for milestone in self.milestones))
        for position, rule in enumerate(self.rewards, start=1):
            for key, value, known in (
                ("plan", rule.plan, plans),
                ("variant", rule.variant, variants),
                ("redeem", rule.redeem, offers),
            ):
                if value is not None and value not in known:
                    names = ", ".join(sorted(known)) or "none"
                    raise ValueError(
                        f'[[reward]] no. {position}, {key} = "{value}": there is {names}'
                    )
        return self

    @cached_property
    def unit(self) -> Unit:
        """What the campaign counts in, said in all of the bot's languages."""
        section = self.campaign.unit
        said = {language: section.name.in_language(language) for language in LANGUAGES}
        names = {language: forms.model_dump(exclude_none=True) for language, forms in said.items()}
        return Unit(section.decimals, names)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The campaign's name by language, as plain text; its slug where it has none."""
        titles, slug = self.campaign.title, self.campaign.slug
        if titles is None:
            return dict.fromkeys(LANGUAGES, slug.replace("-", " ").strip().capitalize())
        return {language: str(titles.in_language(language)) for language in LANGUAGES}

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.campaign.time_zone)

    @property
    def posted_in(self) -> tuple[str, ...]:
        """The chats in which results and purchases are announced, as "@name" or "-100…"."""
        announced = [each.announce_in for each in self.contests]
        posted = [each.post_in for each in self.offers]
        return tuple(dict.fromkeys(chat for chat in (*announced, *posted) if chat is not None))

    @property
    def subscriptions(self) -> tuple[str, ...]:
        """The chats to be in, as "@name" or "-100…"."""
        return tuple(
            step.removeprefix(SUBSCRIBE)
            for step in self.qualify.steps
            if step.startswith(SUBSCRIBE)
        )

    @property
    def needs_work(self) -> bool:
        """Whether pressing start is not all that a friend has to do."""
        return len(self.qualify.steps) > 1

    @property
    def products(self) -> set[str]:
        """What may be reported as sold; empty: anything."""
        named = {product for rule in self.rewards for product in rule.products}
        return named | set(self.purchases.products)

    @cached_property
    def redeems(self) -> bool:
        """Whether what some rule credits buys an offer at once."""
        return any(rule.redeem is not None for rule in self.rewards)

    @property
    def purchase_minimum(self) -> int | None:
        """What a purchase must be worth to be a step, in minor units; None: it is none."""
        for step in self.qualify.steps:
            name, _colon, amount = step.partition(":")
            if name == PURCHASE:
                return int(amount or 1)
        return None


def _once(where: str, names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        if name in found:
            raise ValueError(f"{where} {name} stands there twice")
        found.add(name)
    return found


def parse_toml(text: str) -> Document:
    """Read a document; `DocumentRefused` with one line for every mistake."""
    if len(text.encode("utf-8", errors="replace")) > SIZE_MAX_BYTES:
        raise DocumentRefused([f"the document is larger than {SIZE_MAX_BYTES // 1024} KB"])
    endless = toml_keys.endless(text)
    if endless is not None:
        raise DocumentRefused([f"line {endless}: a key has more than {toml_keys.PARTS_MAX} parts"])
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentRefused([f"this is not TOML: {str(error)[:200]}"]) from None
    return from_json(content)


def from_json(content: dict[str, Any]) -> Document:
    """The document that somebody proposes; `DocumentRefused`."""
    return _read(content, None)


def kept(content: dict[str, Any]) -> Document:
    """The document that `to_json` was given; `DocumentRefused` when it never was one."""
    return _read(content, KEPT)


def _read(content: dict[str, Any], context: object) -> Document:
    try:
        return Document.model_validate(content, context=context)
    except ValidationError as error:
        raise DocumentRefused(mistakes.explain(error, Document)) from None


def to_json(document: Document) -> dict[str, Any]:
    """For the database: what `kept` turns into an equal document."""
    return document.model_dump(mode="json", by_alias=True, exclude_none=True)
