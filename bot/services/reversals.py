"""How are promises and credits taken back, and to whom is nothing owed any more?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import expiry_returns, ledger, rewards, tallies, webhook_events
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket, Reward, RewardState, VoidReason


async def take_back(
    session: AsyncSession, *which: ColumnElement[bool], reason: VoidReason, now: datetime
) -> list[Reward]:
    """Void what these rewards still promise and reverse what they paid; returns what changed."""
    found = await session.scalars(
        select(Reward)
        .where(Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED)), *which)
        .order_by(Reward.id)
        .with_for_update()
        # Read before, one may have been credited since.
        .execution_options(populate_existing=True)
    )
    changed = list(found)
    await _move(session, changed, now=now)
    for reward in changed:
        credited = reward.state == RewardState.CREDITED
        reward.state = RewardState.REVERSED if credited else RewardState.VOID
        reward.reason = reason
        reward.settled_at = now
    await session.flush()
    reversed_ = [reward for reward in changed if reward.state == RewardState.REVERSED]
    await webhook_events.reversed_(session, reversed_, now=now)
    return changed


async def _move(session: AsyncSession, taken: Sequence[Reward], *, now: datetime) -> None:
    documents = await rewards.documents_of(session, taken)
    for reward, document in zip(taken, documents, strict=True):
        credited = reward.state == RewardState.CREDITED
        crediting = await _crediting(session, reward) if credited else None
        if crediting is not None and document.expiry is not None:
            await expiry_returns.give_back(session, reward, credit_key=crediting[1], now=now)
        await ledger.post(
            session,
            key=f"{reward.key}:{'reversed' if credited else 'void'}",
            kind="reversal" if credited else "void",
            campaign_id=reward.campaign_id,
            version=reward.version,
            at=now,
            legs=(
                Leg(
                    reward.participant_id,
                    Bucket.AVAILABLE if credited else Bucket.HELD,
                    -reward.amount_minor,
                    # What was spent in the meantime stays as a visible debt.
                    floor_minor=None if credited else 0,
                ),
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, reward.amount_minor),
            ),
            reverses=crediting[0] if crediting is not None else None,
        )
        if credited:
            taken_back = rewards.earnings([(reward, document)], at=now)
            await tallies.count_points(session, taken_back)


async def _crediting(session: AsyncSession, reward: Reward) -> tuple[int, str] | None:
    """Id and key of what credited it: its own transaction, or that of both promised together."""
    keys = [reward.key, reward.part_of] if reward.part_of else [reward.key]
    for key in (*(f"{key}:credited" for key in keys), *keys):
        transaction_id = await ledger.find(session, key)
        if transaction_id is not None:
            return transaction_id, key
    return None
