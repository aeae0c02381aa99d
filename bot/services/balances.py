"""What does a person have in each campaign, and when does more of it become available?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Points
from bot.services import campaigns, expiries, ledger
from bot.services.campaigns import RunningCampaign
from bot.services.ledger import Balance
from models import Reward, RewardState

PAGE_SIZE = 5


@dataclass(frozen=True)
class Line:
    """What one person has in one campaign."""

    campaign: RunningCampaign
    balance: Balance
    next_credit_at: datetime | None
    """When the first of the held points are due."""
    expires: tuple[int, date] | None = None
    """What runs out next, in minor units, and the last day on which it can be used."""

    def points(self, amount_minor: int) -> Points:
        return Points(amount_minor, campaigns.unit(self.campaign.document))

    @property
    def debt_minor(self) -> int:
        return max(-self.balance.available, 0)

    @property
    def can_be_paid_out(self) -> bool:
        is_withdrawable = self.campaign.document.campaign.unit.withdrawable
        return is_withdrawable and self.balance.available > 0


@dataclass(frozen=True)
class Page:
    """Some of the campaigns in which a person has points, the newest first."""

    lines: Sequence[Line]
    number: int
    """From 0."""
    total: int
    """Campaigns on all pages; none when there are no points anywhere."""

    @property
    def count(self) -> int:
        return max(-(-self.total // PAGE_SIZE), 1)


async def page(session: AsyncSession, participant_id: int, *, number: int, now: datetime) -> Page:
    """What a person has; without any points, one line of noughts for the current campaign."""
    mine = [
        balance
        for balance in reversed(await ledger.balances(session, participant_id))
        if balance.available or balance.held or balance.requested
    ]
    if not mine:
        current = await campaigns.current(session, now=now)
        lines = [Line(current, Balance(current.id), None)] if current is not None else []
        return Page(lines, 0, 0)
    number = min(max(number, 0), (len(mine) - 1) // PAGE_SIZE)
    shown = mine[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    due = await _next_credits(session, participant_id)
    lines = [
        Line(
            await campaigns.find(session, balance.campaign_id),
            balance,
            due.get(balance.campaign_id) if balance.held else None,
            await expiries.next_of(
                session, await campaigns.find(session, balance.campaign_id), participant_id
            ),
        )
        for balance in shown
    ]
    return Page(lines, number, len(mine))


async def _next_credits(session: AsyncSession, participant_id: int) -> dict[int, datetime]:
    rows = await session.execute(
        select(Reward.campaign_id, func.min(Reward.due_at))
        .where(Reward.participant_id == participant_id, Reward.state == RewardState.SCHEDULED)
        .group_by(Reward.campaign_id)
    )
    return {campaign_id: due_at for campaign_id, due_at in rows}
