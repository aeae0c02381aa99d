"""What of a credit that is taken back has run out in the meantime?"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import campaigns, expiries, ledger, lots
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Account, Bucket, Reward


async def give_back(
    session: AsyncSession, reward: Reward, *, credit_key: str, now: datetime
) -> None:
    """Give back what has run out of a reward, right before all of it is taken back.

    Otherwise a person would lose it twice: nobody owes what they could not use.
    """
    campaign = await campaigns.find(session, reward.campaign_id, reward.version)
    if campaign.document.expiry is None:
        return
    # Locked: points that run out in this moment come before or after.
    account_id = await session.scalar(
        select(Account.id)
        .where(
            Account.campaign_id == reward.campaign_id,
            Account.owner_id == reward.participant_id,
            Account.bucket == Bucket.AVAILABLE,
        )
        .with_for_update()
    )
    if account_id is None:
        return
    owners = {account_id: reward.participant_id}
    theirs = (await expiries.lots_of(session, campaign, owners))[reward.participant_id]
    expired_minor = min(theirs.expired_minor[credit_key], reward.amount_minor)
    if not expired_minor:
        return
    await ledger.post(
        session,
        key=f"{reward.key}:{lots.EXPIRY_RETURNED}",
        kind=lots.EXPIRY_RETURNED,
        campaign_id=reward.campaign_id,
        version=reward.version,
        at=now,
        legs=(
            Leg(reward.participant_id, Bucket.AVAILABLE, expired_minor),
            Leg(CAMPAIGN_OWNER, Bucket.EXPIRED, -expired_minor),
        ),
    )
