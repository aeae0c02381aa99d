"""What can be exported, and what does every export need to know?"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.i18n import Translate, Unit
from bot.services.audit import Filter
from bot.services.spreadsheets import Cell, Content


class Kind(StrEnum):
    """What can be exported; the text of one is `exports-kind-<value>`."""

    PARTICIPANTS = "participants"
    REFERRALS = "referrals"
    LEDGER = "ledger"
    PAYOUTS = "payouts"
    PURCHASES = "purchases"
    """What was taken from the catalogue."""
    AUDIT = "audit"


class Period(StrEnum):
    """Which span of time people choose by a button; `exports-period-<value>`."""

    ALL = "all"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    THIS_MONTH = "this-month"
    LAST_MONTH = "last-month"


def span(period: Period, zone: ZoneInfo, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From when, and until before when; days and months begin at midnight in `zone`."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    this_month = today.replace(day=1)
    match period:
        case Period.ALL:
            return None, None
        case Period.TODAY:
            return today, None
        case Period.WEEK:
            return today - timedelta(days=6), None
        case Period.MONTH:
            return today - timedelta(days=29), None
        case Period.THIS_MONTH:
            return this_month, None
        case Period.LAST_MONTH:
            return (this_month - timedelta(days=1)).replace(day=1), this_month


@dataclass(frozen=True)
class Order:
    """What somebody wants to have; all that is set must hold."""

    kind: Kind
    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is outside."""
    campaign_id: int | None = None
    audit: Filter = field(default_factory=Filter)
    """Of the audit alone."""


@dataclass(frozen=True)
class Field:
    """A column; its header is the text `exports-column-<key>`."""

    key: str
    content: Content = Content.TEXT


@dataclass(frozen=True)
class CampaignLabel:
    slug: str
    title: str
    unit: Unit


@dataclass(frozen=True)
class Ground:
    """What the rows of one export are made with."""

    order: Order
    t: Translate
    campaigns: Mapping[int, CampaignLabel]
    balances_of: Sequence[int]
    """Campaigns whose balances are columns, oldest first."""

    def slug(self, campaign_id: int | None) -> str | None:
        return self.campaigns[campaign_id].slug if campaign_id is not None else None

    def amount(self, campaign_id: int, amount_minor: int) -> int | Decimal:
        """In whole units, exact."""
        decimals = self.campaigns[campaign_id].unit.decimals
        return Decimal(amount_minor).scaleb(-decimals) if decimals else int(amount_minor)

    def unit_name(self, campaign_id: int) -> str:
        """In the plural: ru has its "many" form for that, and "other" for fractions."""
        names = self.campaigns[campaign_id].unit.names
        forms = names.get(self.t.language) or next(iter(names.values()))
        return forms.get("many", forms["other"])

    def within(
        self, moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    ) -> list[ColumnElement[bool]]:
        """The order's period as conditions."""
        conditions: list[ColumnElement[bool]] = []
        if self.order.since is not None:
            conditions.append(moment >= self.order.since)
        if self.order.until is not None:
            conditions.append(moment < self.order.until)
        return conditions


Rows = list[list[Cell]]
Stretch = tuple[int, int]
"""Ids after the first number, up to the second."""
Read = Callable[[AsyncSession, Ground, Stretch], Awaitable[Rows]]


@dataclass(frozen=True)
class Table:
    """An export: its columns, and how the rows of a stretch of ids are read."""

    key: InstrumentedAttribute[int]
    fields: Sequence[Field]
    read: Read
    has_balances: bool = False
    """Three more columns for each campaign."""


def telegram_id(number: int | None) -> str | None:
    """As text: a spreadsheet would round the long ones."""
    return None if number is None else str(number)
