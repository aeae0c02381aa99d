"""How does an admin give a person points by hand, or take some away?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Points, Unit
from bot.services import amounts, audit, campaigns, ledger, outbox, reasons
from bot.services.audit import Action
from bot.services.campaigns import RunningCampaign
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Account, Bucket, Participant

KIND = "adjustment"
CAMPAIGNS_MAX = 8
"""To choose from: a keyboard has to fit on a screen."""
AMOUNT_WORDS_MAX = 5
""" "1 000 000 points" is one amount."""


class DebitBeyondBalance(UserError):
    """A debt arises by reversals alone; `available` is what there is."""


class BudgetTooSmall(UserError):
    """The campaign may not give so much any more; `left` is what it may."""


class NothingToAdjust(UserError):
    """No campaign runs, and the person has points in none."""


class Direction(StrEnum):
    CREDIT = "credit"
    DEBIT = "debit"


@dataclass(frozen=True)
class Plan:
    """What is about to happen, for the admin to confirm."""

    direction: Direction
    participant: Participant
    campaign: RunningCampaign
    amount_minor: int
    """Positive."""
    reason: str
    before_minor: int
    """What is available."""

    def points(self, amount_minor: int) -> Points:
        return Points(amount_minor, campaigns.unit(self.campaign.document))

    @property
    def change_minor(self) -> int:
        return self.amount_minor if self.direction == Direction.CREDIT else -self.amount_minor

    @property
    def amount(self) -> Points:
        return self.points(self.amount_minor)

    @property
    def before(self) -> Points:
        return self.points(self.before_minor)

    @property
    def after(self) -> Points:
        return self.points(self.before_minor + self.change_minor)


def divide(written: str, unit: Unit, *, language: str) -> tuple[int, str]:
    """What follows the person in a command, "1 000 points won the draw": amount and reason.

    Raises what `amounts.parse` does, and what `reasons.check` does.
    """
    words = written.split()
    # The longest beginning that is an amount: "1 000" is a thousand, not one.
    for count in range(min(len(words), AMOUNT_WORDS_MAX), 1, -1):
        try:
            amount_minor = amounts.parse(" ".join(words[:count]), unit, language=language)
        except UserError:
            continue
        return amount_minor, reasons.check(_after(written, count))
    amount_minor = amounts.parse("".join(words[:1]), unit, language=language)
    return amount_minor, reasons.check(_after(written, 1))


def _after(written: str, words: int) -> str:
    """The rest of a text, its line breaks kept."""
    return re.sub(rf"^\s*(?:\S+\s*){{{words}}}", "", written)


async def choices(
    session: AsyncSession, participant_id: int, *, now: datetime
) -> Sequence[RunningCampaign]:
    """Where points of this person may be moved: what runs, and where they have an account.

    Raises `NothingToAdjust`.
    """
    found = {each.id: each for each in await campaigns.running(session, now=now)}
    for balance in reversed(await ledger.balances(session, participant_id)):
        if balance.campaign_id not in found:
            found[balance.campaign_id] = await campaigns.find(session, balance.campaign_id)
    if not found:
        raise NothingToAdjust
    return list(found.values())[:CAMPAIGNS_MAX]


async def plan(
    session: AsyncSession,
    direction: Direction,
    participant: Participant,
    campaign_id: int,
    *,
    amount_minor: int,
    reason: str,
) -> Plan:
    """Raises `DebitBeyondBalance` or `BudgetTooSmall`."""
    campaign = await campaigns.find(session, campaign_id)
    balance = await ledger.balance(session, campaign_id, participant.id)
    planned = Plan(direction, participant, campaign, amount_minor, reason, balance.available)
    if direction == Direction.DEBIT and amount_minor > balance.available:
        raise DebitBeyondBalance(available=planned.points(max(balance.available, 0)))
    if direction == Direction.CREDIT:
        left_minor = await _left(session, campaign)
        if left_minor is not None and amount_minor > left_minor:
            raise BudgetTooSmall(left=planned.points(left_minor))
    return planned


async def carry_out(
    session: AsyncSession, planned: Plan, *, token: str, by: int, now: datetime
) -> None:
    """Move the points once for the confirmation `token`, and tell the person why.

    Raises `DebitBeyondBalance` or `BudgetTooSmall`.
    """
    try:
        async with session.begin_nested():
            moved = await _move(session, planned, token=token, by=by, now=now)
    except ledger.InsufficientPoints:
        # Spent or promised since the card was shown: the plan now tells how much there is.
        await plan(
            session,
            planned.direction,
            planned.participant,
            planned.campaign.id,
            amount_minor=planned.amount_minor,
            reason=planned.reason,
        )
        raise
    if moved is None:
        return
    action = Action.CREDIT if planned.direction == Direction.CREDIT else Action.DEBIT
    balance = await ledger.balance(session, planned.campaign.id, planned.participant.id)
    await audit.record(
        session,
        action,
        by=by,
        now=now,
        participant_id=planned.participant.id,
        campaign_id=planned.campaign.id,
        before={"available": balance.available - planned.change_minor},
        after={"available": balance.available, "transaction": moved},
        reason=planned.reason,
    )
    await outbox.post(
        session,
        chat_id=planned.participant.telegram_id,
        text_key=f"adjustments-{planned.direction}-notice",
        now=now,
        args={
            "amount": planned.amount,
            "available": planned.points(balance.available),
            "reason": planned.reason,
        },
        keyboard=[[{"text_key": "history-button", "callback": "history:0"}]],
    )


async def _move(
    session: AsyncSession, planned: Plan, *, token: str, by: int, now: datetime
) -> int | None:
    budget = planned.campaign.document.budget
    is_credit = planned.direction == Direction.CREDIT
    return await ledger.post(
        session,
        key=f"{KIND}:{token}",
        kind=KIND,
        campaign_id=planned.campaign.id,
        version=planned.campaign.version,
        at=now,
        actor=by,
        reason=planned.reason,
        legs=(
            Leg(planned.participant.id, Bucket.AVAILABLE, planned.change_minor),
            Leg(
                CAMPAIGN_OWNER,
                Bucket.BUDGET,
                -planned.change_minor,
                floor_minor=-budget.total if is_credit and budget is not None else None,
            ),
        ),
    )


async def _left(session: AsyncSession, campaign: RunningCampaign) -> int | None:
    """How much the campaign may still give; None without a budget."""
    budget = campaign.document.budget
    if budget is None:
        return None
    balance_minor: int | None = await session.scalar(
        select(Account.balance_minor).where(
            Account.campaign_id == campaign.id,
            Account.owner_id == CAMPAIGN_OWNER,
            Account.bucket == Bucket.BUDGET,
        )
    )
    return max(budget.total + (balance_minor or 0), 0)
