"""What of a credit that is taken back has run out in the meantime?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import campaigns, expiries, ledger, lots
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket, Entry, Reward, RewardState, Transaction


async def give_back(
    session: AsyncSession, reward: Reward, *, credit_key: str, now: datetime
) -> None:
    """Give back what has run out of a reward, right before all of it is taken back.

    Otherwise a person would lose it twice: nobody owes what they could not use.
    """
    campaign = await campaigns.find(session, reward.campaign_id, reward.version)
    theirs = await expiries.lots_of_one(session, campaign, reward.participant_id, for_update=True)
    expired_minor = min(theirs.expired_minor[credit_key], reward.amount_minor)
    if expired_minor:
        await _post(session, reward, lots.EXPIRY_RETURNED, expired_minor, now=now)


async def run_out_again(
    session: AsyncSession, taken: Sequence[Reward], promised: Sequence[Reward], *, now: datetime
) -> None:
    """Of what is credited anew after a partial refund, what had run out before is gone again.

    What the refund takes is what had run out, as far as that goes: nobody could use it.
    """
    before = {(reward.rule, reward.participant_id): reward for reward in taken}
    for reward in promised:
        old = before.get((reward.rule, reward.participant_id))
        if old is None or reward.state != RewardState.CREDITED:
            continue
        returned_minor = await session.scalar(
            select(func.sum(Entry.amount_minor))
            .join(Transaction, Transaction.id == Entry.transaction_id)
            .where(Transaction.key == f"{old.key}:{lots.EXPIRY_RETURNED}", Entry.amount_minor > 0)
        )
        lost_minor = (returned_minor or 0) - (old.amount_minor - reward.amount_minor)
        if lost_minor > 0:
            await _post(session, reward, lots.EXPIRY_AGAIN, -lost_minor, now=now)


async def _post(
    session: AsyncSession, reward: Reward, kind: str, amount_minor: int, *, now: datetime
) -> None:
    await ledger.post(
        session,
        key=f"{reward.key}:{kind}",
        kind=kind,
        campaign_id=reward.campaign_id,
        version=reward.version,
        at=now,
        legs=(
            # Who was in debt before is in the same debt afterwards.
            Leg(reward.participant_id, Bucket.AVAILABLE, amount_minor, floor_minor=None),
            Leg(CAMPAIGN_OWNER, Bucket.EXPIRED, -amount_minor),
        ),
    )
