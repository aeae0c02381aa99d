"""How are promises kept whose time has come?"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.among import among
from bot.prepared import prepare
from bot.services import credit_rows, ledger, notices, outbox_batches, rewards, webhook_events
from bot.services.documents import Document
from bot.services.dues import REWARDS, Due
from bot.services.ledger import Leg
from models import Bucket, Reward, RewardState

# The WHERE clause, not a SELECT before it, decides who settles a reward.
_SETTLE = (
    update(REWARDS)
    .where(among(REWARDS.c.id, "ids"), REWARDS.c.state == RewardState.SCHEDULED)
    .values(state=RewardState.CREDITED, settled_at=REWARDS.c.due_at)
    .returning(REWARDS.c.id)
)
prepare(_SETTLE)


async def credit(session: AsyncSession, due: Sequence[Reward | Due], *, now: datetime) -> int:
    """Keep promises that are due, each dated when it was due; returns how many were still open."""
    settled = await session.execute(_SETTLE, {"ids": [reward.id for reward in due]})
    won = {row.id for row in settled}
    kept = [reward for reward in due if reward.id in won]
    shared = {reward.part_of for reward in kept if reward.part_of is not None}
    together: dict[str, list[Reward | Due]] = {}
    alone = []
    for reward in kept:
        if reward.part_of is not None or reward.key in shared:
            together.setdefault(reward.part_of or reward.key, []).append(reward)
        else:
            alone.append(reward)
    await credit_rows.move(session, alone)
    await ledger.post_all(session, [_movement(parts) for parts in together.values()])
    documents = await rewards.documents_by_version(session, kept)
    await credit_rows.count(session, kept, documents)
    await _tell_all(session, kept, documents, now=now)
    await webhook_events.credited(session, kept, now=now)
    buying = [
        (reward, document)
        for reward in kept
        if (document := documents[reward.campaign_id, reward.version]).redeems
    ]
    await rewards.redeem(session, buying, now=now)
    return len(kept)


def _movement(parts: Sequence[Reward | Due]) -> ledger.Movement:
    """What was promised together is credited together, unless one waits: banned, or a batch on."""
    first = min(parts, key=lambda reward: reward.id)
    return ledger.Movement(
        key=f"{first.key}:credited",
        kind="credit",
        campaign_id=first.campaign_id,
        version=first.version,
        at=first.due_at,
        legs=[
            Leg(reward.participant_id, bucket, change_minor)
            for reward in parts
            for bucket, change_minor in (
                (Bucket.HELD, -reward.amount_minor),
                (Bucket.AVAILABLE, reward.amount_minor),
            )
        ],
    )


async def _tell_all(
    session: AsyncSession,
    credited: Sequence[Reward | Due],
    documents: Mapping[tuple[int, int], Document],
    *,
    now: datetime,
) -> None:
    """One notice for all that one person got in one campaign."""
    together: dict[tuple[int, int, int], list[Reward | Due]] = {}
    for reward in credited:
        place = reward.participant_id, reward.campaign_id, reward.version
        together.setdefault(place, []).append(reward)
    chats = await rewards.chats_of(session, {participant_id for participant_id, *_ in together})
    queued = {}
    for participant_id, campaign_id, version in sorted(together):
        alike = together[participant_id, campaign_id, version]
        document = documents[campaign_id, version]
        notice = notices.credited(alike, document, chats[participant_id])
        if notice.collapse_key in queued:
            # Promised under two versions: the second is taken into the first.
            await rewards.post(session, notice, now=now)
        else:
            queued[notice.collapse_key] = notice
    await outbox_batches.post_all(session, list(queued.values()), now=now)
