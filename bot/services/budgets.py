"""How much of a campaign's budget is left, who hears of it, and when will it be used up?

What is promised is taken out of the budget with the promise, in the ledger: what is credited, held
and asked for is all in the balance of one account.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from babel.dates import format_date
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.among import among
from bot.db import insert
from bot.i18n import LANGUAGES, Points, Worded
from bot.prepared import prepare
from bot.services import campaigns, figures, outbox
from bot.services.campaigns import RunningCampaign
from bot.services.documents import Document
from models import CAMPAIGN_OWNER, Account, Bucket, BudgetWarning

NEARLY_PERCENT = 80
LOOK_BACK = timedelta(days=14)
"""By what was promised in this time the end is foreseen."""
FORESEEN_SPANS_MAX = 260
"""Of those 14 days: ten years."""

_BALANCES = select(Account.campaign_id, Account.balance_minor).where(
    among(Account.campaign_id, "ids"),
    Account.owner_id == CAMPAIGN_OWNER,
    Account.bucket == Bucket.BUDGET,
)
_BALANCE = select(Account.balance_minor).where(
    Account.campaign_id == bindparam("id"),
    Account.owner_id == CAMPAIGN_OWNER,
    Account.bucket == Bucket.BUDGET,
)
prepare(_BALANCE)


class Level(StrEnum):
    """How it stands; participants are told of the last two: "budgets-told-<level>"."""

    ENOUGH = "enough"
    NEARLY = "nearly"
    GONE = "gone"


PERCENTS = {Level.NEARLY: NEARLY_PERCENT, Level.GONE: 100}
"""Under which a warning is noted."""


@dataclass(frozen=True)
class Budget:
    """A campaign's budget, in minor units."""

    total_minor: int
    granted_minor: int
    """Credited, held and asked for together."""
    smallest_minor: int = 1
    """The least that a friend can bring."""

    @property
    def left_minor(self) -> int:
        return max(self.total_minor - self.granted_minor, 0)

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 is all of it."""
        return self.granted_minor * 100 // self.total_minor

    @property
    def level(self) -> Level:
        if self.left_minor < self.smallest_minor:
            return Level.GONE
        return Level.NEARLY if self.percent >= NEARLY_PERCENT else Level.ENOUGH


@dataclass(frozen=True)
class Warned:
    """A budget that has just become fuller than the admins know."""

    campaign: RunningCampaign
    budget: Budget
    level: Level
    ends_at: datetime | None
    """When it will be used up; None: not to be foreseen."""


def smallest(document: Document) -> int:
    """The least that one friend brings by one rule: with less left, nothing can be promised."""
    least = [
        size
        for rule in document.rewards
        if rule.occasion != "cron" and rule.plan is None and rule.variant is None
        for size in (_least(rule.amount), *(_least(tier.amount) for tier in rule.tiers))
    ]
    return min(least, default=1)


def _least(amount: int | None) -> int:
    """A percentage may be of any purchase, however small."""
    return 1 if amount is None else amount


def of(document: Document, granted_minor: int) -> Budget | None:
    """None for a campaign without a budget."""
    if document.budget is None:
        return None
    return Budget(document.budget.total, granted_minor, smallest(document))


async def level(session: AsyncSession, campaign: RunningCampaign | None) -> Level:
    """What a participant is to be told; costs nothing where there is no budget."""
    if campaign is None or campaign.document.budget is None:
        return Level.ENOUGH
    balance_minor = await session.scalar(_BALANCE, {"id": campaign.id})
    budget = of(campaign.document, -(balance_minor or 0))
    return budget.level if budget is not None else Level.ENOUGH


async def levels(session: AsyncSession, running: Sequence[RunningCampaign]) -> dict[int, Level]:
    """The same of several campaigns, by id."""
    return {
        campaign.id: budget.level
        for campaign, budget in await _budgets(session, running)
        if budget.level != Level.ENOUGH
    }


async def _budgets(
    session: AsyncSession, running: Sequence[RunningCampaign]
) -> list[tuple[RunningCampaign, Budget]]:
    bounded = [campaign for campaign in running if campaign.document.budget is not None]
    if not bounded:
        return []
    rows = await session.execute(_BALANCES, {"ids": [campaign.id for campaign in bounded]})
    balances = {campaign_id: balance_minor for campaign_id, balance_minor in rows}
    found = []
    for campaign in bounded:
        budget = of(campaign.document, -balances.get(campaign.id, 0))
        if budget is not None:
            found.append((campaign, budget))
    return found


def ends_at(left_minor: int, granted_lately_minor: int, *, now: datetime) -> datetime | None:
    """When the rest is used up at the pace of the last 14 days; None: not in ten years."""
    # Compared before it is a span: there may be more left than a span can hold.
    if granted_lately_minor <= 0 or left_minor > granted_lately_minor * FORESEEN_SPANS_MAX:
        return None
    return now + LOOK_BACK * left_minor / granted_lately_minor


async def granted_lately(session: AsyncSession, *, now: datetime) -> dict[int, int]:
    """What left each campaign's budget in the last 14 days, less what came back; minor units."""
    since = figures.quarter_of(now - LOOK_BACK)
    found: dict[int, int] = {}
    moved = await figures.points(session, since, now + figures.DAY)
    for (campaign_id, _metric), amount_minor in moved.items():
        found[campaign_id] = found.get(campaign_id, 0) + amount_minor
    return found


async def fuller(session: AsyncSession, *, now: datetime) -> list[Warned]:
    """Running campaigns whose budget has become fuller than was said; says so once."""
    warned = []
    for campaign, budget in await _budgets(session, await campaigns.running(session)):
        if budget.level == Level.ENOUGH or not await _claim(session, campaign, budget, now=now):
            continue
        lately = (await granted_lately(session, now=now)).get(campaign.id, 0)
        foreseen = ends_at(budget.left_minor, lately, now=now)
        warned.append(Warned(campaign, budget, budget.level, foreseen))
    return warned


async def _claim(
    session: AsyncSession, campaign: RunningCampaign, budget: Budget, *, now: datetime
) -> bool:
    """Note a warning; False when it was given before, by whichever replica."""
    new = {
        "campaign_id": campaign.id,
        "total_minor": budget.total_minor,
        "percent": PERCENTS[budget.level],
        "warned_at": now,
    }
    statement = insert(BudgetWarning).values(new).on_conflict_do_nothing()
    return await session.scalar(statement.returning(BudgetWarning.percent)) is not None


async def needs_warning(session: AsyncSession) -> bool:
    """Whether a running campaign's budget is fuller than the admins were told."""
    for campaign, budget in await _budgets(session, await campaigns.running(session)):
        if budget.level == Level.ENOUGH:
            continue
        place = campaign.id, budget.total_minor, PERCENTS[budget.level]
        if await session.get(BudgetWarning, place) is None:
            return True
    return False


def day(at: datetime) -> Worded:
    """A day for a text that is said later; in UTC, since it is only foreseen."""
    return Worded({language: format_date(at, "long", locale=language) for language in LANGUAGES})


async def warn(session: AsyncSession, *, chat_id: int, now: datetime) -> int:
    """Tell the admin group of budgets that are nearly or all used; returns how many."""
    told = await fuller(session, now=now)
    for each in told:
        unit = each.campaign.document.unit
        await outbox.post(
            session,
            chat_id=chat_id,
            text_key=f"budgets-warning-{each.level}",
            args={
                "title": campaigns.titled(each.campaign.document),
                "percent": each.budget.percent,
                "left": Points(each.budget.left_minor, unit),
                "total": Points(each.budget.total_minor, unit),
                "known": "yes" if each.ends_at is not None else "no",
                "date": day(each.ends_at or now),
                "slug": each.campaign.slug,
            },
            now=now,
        )
    return len(told)
