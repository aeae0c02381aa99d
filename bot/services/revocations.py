"""What happens when an admin says that a friend does not count?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Points
from bot.services import audit, campaigns, referrals
from bot.services.audit import Action
from bot.services.campaigns import RunningCampaign
from models import (
    Participant,
    Referral,
    ReferralState,
    RevokeReason,
    Reward,
    RewardState,
)


class ReferralUnknown(UserError):
    pass


class ReferralAlreadyRevoked(UserError):
    pass


@dataclass(frozen=True)
class Plan:
    """A friend who is to count no longer, with what that takes back."""

    referral: Referral
    campaign: RunningCampaign
    referrer: Participant
    friend: Participant
    rewards: Sequence[Reward]

    @property
    def credited(self) -> Points:
        """Reversed; what was spent in the meantime becomes a debt."""
        return self._sum(RewardState.CREDITED)

    @property
    def scheduled(self) -> Points:
        return self._sum(RewardState.SCHEDULED)

    def _sum(self, state: RewardState) -> Points:
        total = sum(reward.amount_minor for reward in self.rewards if reward.state == state)
        return Points(total, campaigns.unit(self.campaign.document))


async def plan(session: AsyncSession, referral_id: int) -> Plan:
    """Raises `ReferralUnknown` or `ReferralAlreadyRevoked`."""
    referral = await session.get(Referral, referral_id, populate_existing=True)
    if referral is None:
        raise ReferralUnknown
    if referral.state == ReferralState.REVOKED:
        raise ReferralAlreadyRevoked
    people: Mapping[int, Participant] = {
        person.id: person
        for person in await session.scalars(
            select(Participant).where(
                Participant.id.in_((referral.referrer_id, referral.referee_id))
            )
        )
    }
    rewards = await session.scalars(
        select(Reward).where(Reward.referral_id == referral.id).order_by(Reward.id)
    )
    return Plan(
        referral,
        await campaigns.find(session, referral.campaign_id, referral.version),
        people[referral.referrer_id],
        people[referral.referee_id],
        rewards.all(),
    )


async def carry_out(
    session: AsyncSession, referral_id: int, *, by: int, reason: str, now: datetime
) -> Plan:
    """End the referral as `referrals.revoke` does. Raises what `plan` does."""
    planned = await plan(session, referral_id)
    before = planned.referral.state
    if not await referrals.revoke(session, planned.referral, RevokeReason.BANNED, now=now):
        raise ReferralAlreadyRevoked
    await audit.record(
        session,
        Action.REFERRAL_REVOKE,
        by=by,
        now=now,
        participant_id=planned.referrer.id,
        campaign_id=planned.campaign.id,
        before={"state": before},
        after={
            "state": ReferralState.REVOKED,
            "referral": referral_id,
            "reversed": sum(
                reward.amount_minor
                for reward in planned.rewards
                if reward.state == RewardState.REVERSED and reward.settled_at == now
            ),
        },
        reason=reason,
    )
    return planned
