"""What should an admin know at a glance about one participant?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Points, Worded
from bot.services import (
    admins,
    balances,
    campaigns,
    histories,
    ledger,
    people,
    people_flags,
    roles,
)
from bot.services.audit import Action
from bot.services.people_flags import Flag
from models import (
    AuditRecord,
    Campaign,
    Participant,
    Payout,
    PayoutState,
    Referral,
    ReferralState,
    Role,
    SupportThread,
    ThreadState,
)

ENTRIES_SHOWN = 5
BALANCES_SHOWN = 5


@dataclass(frozen=True)
class Ban:
    at: datetime
    by: str
    """The admin's name; "" when nobody wrote it down."""
    reason: str


@dataclass(frozen=True)
class Inviter:
    participant_id: int
    name: str
    at: datetime


@dataclass(frozen=True)
class PayoutSum:
    """The payouts of one state in one campaign."""

    state: PayoutState
    count: int
    amount: Points
    campaign_id: int
    title: Worded


@dataclass(frozen=True)
class Card:
    person: Participant
    ban: Ban | None
    inviter: Inviter | None
    referrals: dict[ReferralState, int]
    balances: Sequence[balances.Line]
    """Campaigns in which there are points, or a debt; the newest first."""
    entries: Sequence[histories.Line]
    flags: Sequence[Flag]
    payouts: Sequence[PayoutSum]
    open_thread_id: int | None
    roles: frozenset[Role]
    has_plans: bool = False
    """Whether a running campaign has several."""

    @property
    def has_friends(self) -> bool:
        return any(self.referrals.values())


async def look(session: AsyncSession, participant_id: int) -> Card:
    """`PersonUnknown`. Everything is found by indexes, however many people there are."""
    person = await people.by_id(session, participant_id)
    counts = await _referrals(session, participant_id)
    return Card(
        person,
        await _ban(session, person),
        await _inviter(session, participant_id),
        counts,
        await _balances(session, participant_id),
        await histories.latest(session, participant_id, limit=ENTRIES_SHOWN),
        await people_flags.look(session, participant_id, counts),
        await _payouts(session, participant_id),
        await _open_thread(session, participant_id),
        await roles.of(session, person.telegram_id),
        any(campaign.document.plans for campaign in await campaigns.running(session)),
    )


async def _ban(session: AsyncSession, person: Participant) -> Ban | None:
    if person.banned_at is None:
        return None
    record = await session.scalar(
        select(AuditRecord)
        .where(AuditRecord.participant_id == person.id, AuditRecord.action == Action.BAN)
        .order_by(AuditRecord.id.desc())
        .limit(1)
    )
    if record is None:
        return Ban(person.banned_at, "", "")
    by = await admins.name_of(session, record.actor)
    return Ban(person.banned_at, by, record.reason or "")


async def _inviter(session: AsyncSession, participant_id: int) -> Inviter | None:
    row = (
        await session.execute(
            select(Participant.id, Participant.name, Referral.created_at)
            .join(Referral, Referral.referrer_id == Participant.id)
            .where(Referral.referee_id == participant_id)
            .order_by(Referral.id.desc())
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else Inviter(*row)


async def _referrals(session: AsyncSession, participant_id: int) -> dict[ReferralState, int]:
    rows = await session.execute(
        select(Referral.state, func.count())
        # The index begins with the campaign: a few looks into it instead of a walk over all.
        .where(
            Referral.referrer_id == participant_id, Referral.campaign_id.in_(select(Campaign.id))
        )
        .group_by(Referral.state)
    )
    counts = dict.fromkeys(ReferralState, 0)
    counts.update({ReferralState(state): count for state, count in rows})
    return counts


async def _balances(session: AsyncSession, participant_id: int) -> list[balances.Line]:
    mine = [
        balance
        for balance in reversed(await ledger.balances(session, participant_id))
        if balance.available or balance.held or balance.requested
    ]
    return [
        balances.Line(await campaigns.find(session, balance.campaign_id), balance, None)
        for balance in mine[:BALANCES_SHOWN]
    ]


async def _payouts(session: AsyncSession, participant_id: int) -> list[PayoutSum]:
    rows = await session.execute(
        select(Payout.campaign_id, Payout.state, func.count(), func.sum(Payout.amount_minor))
        .where(Payout.participant_id == participant_id)
        .group_by(Payout.campaign_id, Payout.state)
        .order_by(Payout.campaign_id.desc(), Payout.state)
    )
    found = []
    for campaign_id, state, count, amount_minor in rows.all():
        document = (await campaigns.find(session, campaign_id)).document
        amount = Points(int(amount_minor), campaigns.unit(document))
        title = campaigns.titled(document)
        found.append(PayoutSum(PayoutState(state), count, amount, campaign_id, title))
    return found


async def _open_thread(session: AsyncSession, participant_id: int) -> int | None:
    found: int | None = await session.scalar(
        select(SupportThread.id).where(
            SupportThread.participant_id == participant_id,
            SupportThread.state == ThreadState.OPEN,
        )
    )
    return found
