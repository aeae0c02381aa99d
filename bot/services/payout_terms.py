"""How much may this person have paid out of which campaign, and when?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Points, Unit
from bot.services import campaigns, ledger
from bot.services.campaigns import RunningCampaign
from bot.services.destinations import Method, Way
from bot.services.document_payouts import PayoutSection
from models import Participant, Payout, PayoutState, QuickReason

OPEN = (PayoutState.REQUESTED, PayoutState.APPROVED)
OPEN_MAX = 20
"""Undecided or unpaid requests of one person: without a cool-down too, nobody floods the group."""
PURSES_MAX = 20
WITHDRAWN_MAX = 5
"""Requests that one person may take back in a day: each has called the admins once."""
DAY = timedelta(hours=24)


class PayoutsClosedToBanned(UserError):
    pass


class UnitNotWithdrawable(UserError):
    pass


class PayoutBelowMinimum(UserError):
    pass


class PayoutAboveMaximum(UserError):
    pass


class NotEnoughPoints(UserError):
    pass


class PayoutTooSoon(UserError):
    pass


class TooManyPayoutsOpen(UserError):
    pass


class TooManyPayoutsWithdrawn(UserError):
    pass


@dataclass(frozen=True)
class Purse:
    """What one person may have paid out of one campaign."""

    campaign: RunningCampaign
    available_minor: int

    @property
    def unit(self) -> Unit:
        return campaigns.unit(self.campaign.document)

    @property
    def terms(self) -> PayoutSection:
        return self.campaign.document.payout

    @property
    def ways(self) -> tuple[Way, ...]:
        return tuple(
            Way(Method(name) if own is None else Method.OWN, own)
            for name in self.terms.methods
            for own in (self.terms.own_method(name),)
        )

    def way(self, method: Method, own_name: str | None = None) -> Way | None:
        """How the campaign offers it; None where it does not."""
        return next(
            (each for each in self.ways if (each.method, each.own_name) == (method, own_name)), None
        )

    @property
    def most_minor(self) -> int:
        """The largest amount that can be asked for now."""
        maximum = self.terms.maximum
        return self.available_minor if maximum is None else min(self.available_minor, maximum)

    @property
    def is_enough(self) -> bool:
        return self.available_minor >= self.terms.minimum

    def points(self, amount_minor: int) -> Points:
        return Points(amount_minor, self.unit)

    def fee(self, amount_minor: int) -> int:
        return self.terms.fee_of(amount_minor)

    def check(self, amount_minor: int) -> None:
        """Raise `PayoutBelowMinimum`, `PayoutAboveMaximum` or `NotEnoughPoints`."""
        if amount_minor < self.terms.minimum:
            raise PayoutBelowMinimum(minimum=self.points(self.terms.minimum))
        if self.terms.maximum is not None and amount_minor > self.terms.maximum:
            raise PayoutAboveMaximum(maximum=self.points(self.terms.maximum))
        if amount_minor > self.available_minor:
            raise NotEnoughPoints(available=self.points(self.available_minor))


def check_ban(participant: Participant) -> None:
    """Raise `PayoutsClosedToBanned`."""
    if participant.banned_at is not None:
        raise PayoutsClosedToBanned


async def purses(session: AsyncSession, participant_id: int) -> list[Purse]:
    """The campaigns out of which the person may have points paid out, last one first.

    Raises `PayoutsClosedToBanned`, or `UnitNotWithdrawable` when all the points stay inside.
    """
    check_ban(await session.get_one(Participant, participant_id))
    found: list[Purse] = []
    stays_inside = False
    for balance in reversed(await ledger.balances(session, participant_id)):
        if balance.available <= 0:
            continue
        campaign = await campaigns.find(session, balance.campaign_id)
        if campaign.document.campaign.unit.withdrawable:
            found.append(Purse(campaign, balance.available))
        else:
            stays_inside = True
        if len(found) == PURSES_MAX:
            break
    if stays_inside and not found:
        raise UnitNotWithdrawable
    return found


async def purse(session: AsyncSession, participant_id: int, campaign_id: int) -> Purse:
    """One campaign's purse, empty or not; `UnitNotWithdrawable`."""
    campaign = await campaigns.find(session, campaign_id)
    if not campaign.document.campaign.unit.withdrawable:
        raise UnitNotWithdrawable
    balance = await ledger.balance(session, campaign_id, participant_id)
    return Purse(campaign, balance.available)


async def check_turn(
    session: AsyncSession, participant_id: int, campaign: RunningCampaign, *, now: datetime
) -> None:
    """Raise `PayoutTooSoon`, `TooManyPayoutsOpen` or `TooManyPayoutsWithdrawn`.

    The cool-down does not count what was rejected or taken back.
    """
    mine = (Payout.participant_id == participant_id, Payout.campaign_id == campaign.id)
    cooldown = campaign.document.payout.cooldown
    last_at = await session.scalar(
        select(func.max(Payout.requested_at)).where(*mine, Payout.state != PayoutState.REJECTED)
    )
    if cooldown and last_at is not None and now < last_at + cooldown:
        raise PayoutTooSoon(at=last_at + cooldown)
    open_count = await session.scalar(
        select(func.count()).select_from(Payout).where(*mine, Payout.state.in_(OPEN))
    )
    if (open_count or 0) >= OPEN_MAX:
        raise TooManyPayoutsOpen(count=OPEN_MAX)
    withdrawn = await session.scalars(
        select(Payout.decided_at)
        .where(*mine, Payout.quick_reason == QuickReason.WITHDRAWN, Payout.decided_at > now - DAY)
        .order_by(Payout.decided_at)
    )
    moments = [at for at in withdrawn if at is not None]
    if len(moments) >= WITHDRAWN_MAX:
        raise TooManyPayoutsWithdrawn(at=moments[-WITHDRAWN_MAX] + DAY)


async def needs_two(session: AsyncSession, payout: Payout) -> bool:
    """Whether two admins must approve, by the rules under which it was asked for."""
    campaign = await campaigns.find(session, payout.campaign_id, payout.version)
    threshold = campaign.document.payout.two_admins_from
    return threshold is not None and payout.amount_minor >= threshold
