"""What may a shop know of a purchase, of a participant and of a code? No names, no destinations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import LANGUAGES
from bot.services import campaigns, invites, ledger, participants, people
from bot.services.documents import Document
from models import CampaignStatus, Invite, Participant, Referral, Reward

WRITTEN_SHOWN_MAX = 64
CAMPAIGNS_MAX = 100


class BuyerUnknown(UserError):
    """The bot knows nobody by this Telegram id or code."""


class PromoUnknown(UserError):
    """Nobody has this code."""


@dataclass(frozen=True)
class RewardView:
    id: int
    campaign: str
    participant: int
    """Telegram id."""
    role: str
    """ "friend", "referrer" or "upline:<n>"."""
    amount: int
    """Minor units of the campaign's unit."""
    decimals: int
    state: str
    due_at: datetime


@dataclass(frozen=True)
class ReferralView:
    state: str
    referrer: int
    """Telegram id."""
    came_at: datetime
    qualified_at: datetime | None


@dataclass(frozen=True)
class MembershipView:
    """A participant in one campaign."""

    campaign: str
    decimals: int
    available: int
    held: int
    requested: int
    friends: dict[str, int]
    """By state."""
    referral: ReferralView | None
    """Who brought this person."""


@dataclass(frozen=True)
class ParticipantView:
    telegram_id: int
    started_at: datetime | None
    is_banned: bool
    campaigns: list[MembershipView]


@dataclass(frozen=True)
class PromoView:
    code: str
    """As it is shared: the chosen one, if there is one."""
    campaign: str
    title: dict[str, str]
    """By language."""
    participant: int
    """Telegram id of whose code it is."""
    label: str
    is_usable: bool
    reason: str | None
    """Why it is not usable, as a friend would be told: "expired-code"."""
    expires_at: datetime | None


async def find(session: AsyncSession, written: str) -> Participant:
    """A person by Telegram id or by any code of theirs. Raises `BuyerUnknown`."""
    found = None
    # An id leads to nobody else: purchases of strangers must not earn for whoever has such a code.
    if people.TELEGRAM_ID.fullmatch(written):
        found = await participants.find(session, int(written))
    elif target := await invites.resolve(session, written):
        found = await session.get_one(Participant, target.referrer_id)
    if found is None:
        raise BuyerUnknown(participant=written[:WRITTEN_SHOWN_MAX])
    return found


async def rewards(session: AsyncSession, wanted: Sequence[Reward]) -> list[RewardView]:
    rows = await session.execute(
        select(Participant.id, Participant.telegram_id).where(
            Participant.id.in_({reward.participant_id for reward in wanted})
        )
    )
    telegram_ids = {participant_id: telegram_id for participant_id, telegram_id in rows}
    found = []
    for reward in wanted:
        campaign = await campaigns.find(session, reward.campaign_id, reward.version)
        role = {0: "friend", 1: "referrer"}.get(reward.level, f"upline:{reward.level}")
        found.append(
            RewardView(
                id=reward.id,
                campaign=campaign.slug,
                participant=telegram_ids[reward.participant_id],
                role=role,
                amount=reward.amount_minor,
                decimals=campaign.document.campaign.unit.decimals,
                state=reward.state,
                due_at=reward.due_at,
            )
        )
    return found


async def participant(session: AsyncSession, written: str) -> ParticipantView:
    """A person with balances and friends by campaign. Raises `BuyerUnknown`."""
    person = await find(session, written)
    balances = {line.campaign_id: line for line in await ledger.balances(session, person.id)}
    friends = await _friends(session, person.id)
    referrals = await _referrals(session, person.id)
    own = await session.scalars(
        select(Invite.campaign_id).where(Invite.participant_id == person.id).distinct()
    )
    campaign_ids = sorted({*balances, *friends, *referrals, *own})[-CAMPAIGNS_MAX:]
    memberships = []
    for campaign_id in campaign_ids:
        campaign = await campaigns.find(session, campaign_id)
        balance = balances.get(campaign_id, ledger.Balance(campaign_id))
        memberships.append(
            MembershipView(
                campaign=campaign.slug,
                decimals=campaign.document.campaign.unit.decimals,
                available=balance.available,
                held=balance.held,
                requested=balance.requested,
                friends=friends.get(campaign_id, {}),
                referral=referrals.get(campaign_id),
            )
        )
    return ParticipantView(
        person.telegram_id, person.started_at, person.banned_at is not None, memberships
    )


async def _friends(session: AsyncSession, participant_id: int) -> dict[int, dict[str, int]]:
    rows = await session.execute(
        select(Referral.campaign_id, Referral.state, func.count())
        .where(Referral.referrer_id == participant_id)
        .group_by(Referral.campaign_id, Referral.state)
        .order_by(Referral.campaign_id, Referral.state)
    )
    found: dict[int, dict[str, int]] = {}
    for campaign_id, state, count in rows:
        found.setdefault(campaign_id, {})[state] = count
    return found


async def _referrals(session: AsyncSession, participant_id: int) -> dict[int, ReferralView]:
    rows = await session.execute(
        select(Referral, Participant.telegram_id)
        .join(Participant, Participant.id == Referral.referrer_id)
        .where(Referral.referee_id == participant_id)
    )
    return {
        referral.campaign_id: ReferralView(
            referral.state, telegram_id, referral.created_at, referral.qualified_at
        )
        for referral, telegram_id in rows
    }


async def promo(session: AsyncSession, code: str, *, now: datetime) -> PromoView:
    """Whose code it is, and whether a friend may still come by it. Raises `PromoUnknown`."""
    target = await invites.resolve(session, code)
    if target is None:
        raise PromoUnknown(code=code[:WRITTEN_SHOWN_MAX])
    invite = await session.get_one(Invite, target.invite_id)
    campaign = await campaigns.find(session, target.campaign_id, target.version)
    reason = _unusable(target, campaign.document, now)
    return PromoView(
        code=invites.shown_code(invite),
        campaign=campaign.slug,
        title={language: campaigns.title(campaign.document, language) for language in LANGUAGES},
        participant=target.referrer_telegram_id,
        label=invite.label,
        is_usable=reason is None,
        reason=reason,
        expires_at=target.expires_at,
    )


def _unusable(target: invites.Target, document: Document, now: datetime) -> str | None:
    if target.expires_at is not None and target.expires_at <= now:
        return "expired-code"
    if target.status != CampaignStatus.RUNNING or not campaigns.is_open(document, now=now):
        return "campaign-not-running"
    if target.referrer_banned_at is not None:
        return "referrer-banned"
    return None


async def telegram_id(session: AsyncSession, participant_id: int) -> int:
    return (await session.get_one(Participant, participant_id)).telegram_id
