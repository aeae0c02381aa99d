"""Which rows leave the bot in an export, and how are they read without holding anybody up?

A stretch of ids at a time, each in a short read of its own: never the whole table in memory, and no
snapshot that stays open for as long as the file is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Translate
from bot.services import audit, campaigns, export_books, export_offers, export_people
from bot.services.audit import Action
from bot.services.export_orders import CampaignLabel, Ground, Kind, Order, Period, Rows, Table, span
from bot.services.spreadsheets import Column, Content, Format
from models import CAMPAIGN_OWNER, Account, Campaign

__all__ = [
    "ExportUnderWay",
    "Kind",
    "Order",
    "Period",
    "Plan",
    "begin",
    "record",
    "rows",
    "span",
]

STRETCH = 250
"""Ids of one read: on SQLite it runs where people are answered."""
BALANCES_OF_MAX = 100
"""Campaigns whose balances are columns: the newest ones."""
TABLES: Mapping[Kind, Table] = {
    Kind.PARTICIPANTS: export_people.PARTICIPANTS,
    Kind.REFERRALS: export_people.REFERRALS,
    Kind.LEDGER: export_books.LEDGER,
    Kind.PAYOUTS: export_books.PAYOUTS,
    Kind.PURCHASES: export_offers.PURCHASES,
    Kind.AUDIT: export_books.AUDIT,
}
BALANCE_COLUMNS = ("available", "held", "requested")


class ExportUnderWay(UserError):
    """One at a time in a chat."""


@dataclass(frozen=True)
class Plan:
    """An export as it stood when it was begun: what comes later is in the next one."""

    ground: Ground
    last_id: int

    @property
    def order(self) -> Order:
        return self.ground.order

    @property
    def columns(self) -> Sequence[Column]:
        """With headers in the language of the plan."""
        t, table = self.ground.t, TABLES[self.order.kind]
        found = [
            Column(
                self._header(t.plain(f"exports-column-{field.key}"), field.content), field.content
            )
            for field in table.fields
        ]
        if table.has_balances:
            found.extend(
                Column(self._balance_header(column, campaign_id), Content.NUMBER)
                for campaign_id in self.ground.balances_of
                for column in BALANCE_COLUMNS
            )
        return found

    def _header(self, words: str, content: Content) -> str:
        # Spreadsheets know no time zones.
        return f"{words} ({self.ground.t.zone.key})" if content == Content.MOMENT else words

    def _balance_header(self, column: str, campaign_id: int) -> str:
        label = self.ground.campaigns[campaign_id]
        return self.ground.t.plain(
            f"exports-column-balance-{column}",
            campaign=label.title,
            unit=self.ground.unit_name(campaign_id),
        )


async def begin(session: AsyncSession, order: Order, t: Translate) -> Plan:
    """Look how far there are rows now, and what all of them need. `CampaignUnknown`."""
    labels = await _labels(session, t)
    if order.campaign_id is not None and order.campaign_id not in labels:
        raise campaigns.CampaignUnknown(slug=str(order.campaign_id))
    table = TABLES[order.kind]
    last_id = await session.scalar(select(func.max(table.key))) or 0
    balances_of = await _with_balances(session, order) if table.has_balances else []
    return Plan(Ground(order, t, labels, balances_of), last_id)


async def rows(session: AsyncSession, plan: Plan, *, after: int) -> tuple[Rows, int]:
    """The rows of the next stretch of ids, often none, and where the one after it begins.

    Begin after 0; all has been read when the second is `plan.last_id`.
    """
    until = min(after + STRETCH, plan.last_id)
    return await TABLES[plan.order.kind].read(session, plan.ground, (after, until)), until


async def record(
    session: AsyncSession,
    order: Order,
    kind: Format,
    *,
    count: int,
    by: int | None,
    now: datetime,
) -> None:
    """Write into the audit that so many rows are taken out."""
    limits = {
        "since": order.since.isoformat() if order.since else None,
        "until": order.until.isoformat() if order.until else None,
        "about_actor": order.audit.actor,
    }
    await audit.record(
        session,
        Action.EXPORT,
        by=by,
        now=now,
        participant_id=order.audit.participant_id,
        payout_id=order.audit.payout_id,
        campaign_id=order.campaign_id,
        after={
            "what": order.kind,
            "format": kind,
            "rows": count,
            **{name: limit for name, limit in limits.items() if limit is not None},
        },
    )


async def _labels(session: AsyncSession, t: Translate) -> dict[int, CampaignLabel]:
    """Every campaign there is; the newest last."""
    found: dict[int, CampaignLabel] = {}
    page = await campaigns.list_all(session)
    while page:
        for campaign in page:
            version = await campaigns.find(session, campaign.id, campaign.version)
            found[campaign.id] = CampaignLabel(
                campaign.slug,
                campaigns.title(version.document, t.language),
                campaigns.unit(version.document),
            )
        page = await campaigns.list_all(session, before_id=page[-1].id)
    return dict(sorted(found.items()))


async def _with_balances(session: AsyncSession, order: Order) -> Sequence[int]:
    """The campaigns in which somebody has an account, oldest first."""
    has_account = (
        select(Account.id)
        .where(Account.campaign_id == Campaign.id, Account.owner_id > CAMPAIGN_OWNER)
        .exists()
    )
    statement = select(Campaign.id).where(has_account)
    if order.campaign_id is not None:
        statement = statement.where(Campaign.id == order.campaign_id)
    found = await session.scalars(statement.order_by(Campaign.id.desc()).limit(BALANCES_OF_MAX))
    return sorted(found)
