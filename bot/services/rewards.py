"""What was promised to whom, when is it credited, and when is it taken back?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert, table
from bot.i18n import Points
from bot.prepared import prepare
from bot.services import campaigns, ledger, outbox, rules, tallies
from bot.services.documents import Document
from bot.services.ledger import Leg
from bot.services.tallies import Earning
from models import (
    CAMPAIGN_OWNER,
    Bucket,
    Participant,
    Referral,
    ReferralState,
    Reward,
    RewardState,
    VoidReason,
)

REWARDS = table(Reward)
_PROMISE = insert(Reward).on_conflict_do_nothing(index_elements=[Reward.key]).returning(Reward.id)
# The WHERE clause, not a SELECT before it, decides who settles a reward.
_SETTLE = (
    update(REWARDS)
    .where(
        REWARDS.c.id.in_(bindparam("ids", expanding=True)),
        REWARDS.c.state == RewardState.SCHEDULED,
    )
    .values(state=RewardState.CREDITED, settled_at=REWARDS.c.due_at)
    .returning(REWARDS.c.id)
)
_CHATS = select(Participant.id, Participant.telegram_id).where(
    Participant.id.in_(bindparam("ids", expanding=True))
)
_BANNED = select(Participant.id).where(
    Participant.id.in_(bindparam("ids", expanding=True)), Participant.banned_at.is_not(None)
)


prepare(_PROMISE)


async def promise(
    session: AsyncSession,
    referral: Referral,
    promises: Iterable[rules.Promise],
    document: Document,
    *,
    chats: Mapping[int, int] = {},
    now: datetime,
) -> None:
    """Write the rewards of one event; what is due at once is credited at once.

    A promise that the budget cannot keep is written as void, so that /why can say so. `chats` are
    the Telegram ids of both by participant, if the caller knows them, and that neither is banned.
    """
    people = referral.referrer_id, referral.referee_id
    frozen: Collection[int] | None = () if chats else None
    for owed in promises:
        settles_now = owed.due_at <= now and _is_released(referral)
        if settles_now:
            if frozen is None:
                frozen = set(await session.scalars(_BANNED, {"ids": people}))
            settles_now = people[owed.to != "referrer"] not in frozen
        new: dict[str, Any] = {
            "key": f"referral:{referral.campaign_id}:{referral.referee_id}:{owed.rule}",
            "campaign_id": referral.campaign_id,
            "version": referral.version,
            "referral_id": referral.id,
            "rule": owed.rule,
            "participant_id": (
                referral.referrer_id if owed.to == "referrer" else referral.referee_id
            ),
            "amount_minor": owed.amount_minor,
            "state": RewardState.CREDITED if settles_now else RewardState.SCHEDULED,
            "created_at": now,
            "due_at": owed.due_at,
            "settled_at": owed.due_at if settles_now else None,
        }
        reward_id = await session.scalar(_PROMISE, new)
        if reward_id is None:
            continue
        reward = Reward(id=reward_id, **new)
        if not await _fund(session, reward, document, now=now):
            await _refuse_for_budget(session, reward_id, now=now)
        elif settles_now:
            await tallies.count_points(session, _earnings([(reward, document)]))
            chats = chats or await _chats(session, people)
            await _tell(session, [reward], document, chats[reward.participant_id], now=now)


async def _refuse_for_budget(session: AsyncSession, reward_id: int, *, now: datetime) -> None:
    await session.execute(
        update(Reward)
        .where(Reward.id == reward_id)
        .values(state=RewardState.VOID, reason=VoidReason.BUDGET, settled_at=now)
        .execution_options(synchronize_session=False)
    )


def _is_released(referral: Referral) -> bool:
    return referral.state == ReferralState.QUALIFIED or referral.hold_until is None


async def _fund(
    session: AsyncSession, reward: Reward, document: Document, *, now: datetime
) -> bool:
    credited = reward.state == RewardState.CREDITED
    budget = document.budget
    legs = (
        Leg(
            CAMPAIGN_OWNER,
            Bucket.BUDGET,
            -reward.amount_minor,
            floor_minor=None if budget is None else -budget.total,
        ),
        Leg(
            reward.participant_id,
            Bucket.AVAILABLE if credited else Bucket.HELD,
            reward.amount_minor,
        ),
    )
    post = ledger.post(
        session,
        key=reward.key,
        kind="credit" if credited else "reward",
        campaign_id=reward.campaign_id,
        version=reward.version,
        at=reward.due_at if credited else now,
        legs=legs,
    )
    if budget is None:
        await post
        return True
    try:
        async with session.begin_nested():
            await post
    except ledger.InsufficientPoints:
        return False
    return True


async def due(session: AsyncSession, *, now: datetime, limit: int) -> list[Reward]:
    """Scheduled rewards whose time has come and whose referral has passed its hold.

    What banned people have earned is frozen: it is due again when the ban is over.
    """
    rows = await session.scalars(
        select(Reward)
        .join(Referral, Referral.id == Reward.referral_id)
        .join(Participant, Participant.id == Reward.participant_id)
        .where(
            Reward.state == RewardState.SCHEDULED,
            Reward.due_at <= now,
            Participant.banned_at.is_(None),
            or_(
                Referral.state == ReferralState.QUALIFIED,
                (Referral.state == ReferralState.PENDING) & Referral.hold_until.is_(None),
            ),
        )
        .order_by(Reward.due_at, Reward.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Reward)
    )
    return list(rows)


async def credit(session: AsyncSession, due: Sequence[Reward], *, now: datetime) -> int:
    """Keep promises that are due, each dated when it was due; returns how many were still open."""
    won = set(await session.scalars(_SETTLE, {"ids": [reward.id for reward in due]}))
    kept = [reward for reward in due if reward.id in won]
    await ledger.post_all(
        session,
        [
            ledger.Movement(
                key=f"{reward.key}:credited",
                kind="credit",
                campaign_id=reward.campaign_id,
                version=reward.version,
                at=reward.due_at,
                legs=(
                    Leg(reward.participant_id, Bucket.HELD, -reward.amount_minor),
                    Leg(reward.participant_id, Bucket.AVAILABLE, reward.amount_minor),
                ),
            )
            for reward in kept
        ],
    )
    documents = await _documents(session, kept)
    await tallies.count_points(session, _earnings(zip(kept, documents, strict=True)))
    await _tell_all(session, kept, now=now)
    return len(kept)


async def take_back(
    session: AsyncSession, referral_id: int, reason: VoidReason, *, now: datetime
) -> list[Reward]:
    """Void what a referral still promises and reverse what it paid; returns what changed."""
    rewards = await session.scalars(
        select(Reward)
        .where(
            Reward.referral_id == referral_id,
            Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED)),
        )
        .order_by(Reward.id)
        .with_for_update()
    )
    changed = list(rewards)
    for reward, document in zip(changed, await _documents(session, changed), strict=True):
        credited = reward.state == RewardState.CREDITED
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
            reverses=await _crediting(session, reward) if credited else None,
        )
        if credited:
            taken = _earnings([(reward, document)], at=now)
            await tallies.count_points(session, taken)
        reward.state = RewardState.REVERSED if credited else RewardState.VOID
        reward.reason = reason
        reward.settled_at = now
    await session.flush()
    return changed


def _earnings(
    credited: Iterable[tuple[Reward, Document]], *, at: datetime | None = None
) -> list[Earning]:
    """What counts on the leaderboard: points for a friend, not what the friend gets for coming.

    With `at` they are taken back then.
    """
    found = []
    for reward, document in credited:
        if document.rewards[reward.rule].to == "friend":
            continue
        # A reward that has just been settled was dated when it was due.
        counted_at = reward.settled_at or reward.due_at
        found.append(
            Earning(
                reward.campaign_id,
                reward.participant_id,
                reward.amount_minor if at is None else -reward.amount_minor,
                counted_at,
                document.zone,
                at or counted_at,
            )
        )
    return found


async def _documents(session: AsyncSession, rewards: Sequence[Reward]) -> list[Document]:
    """The rules by which each was promised."""
    found = [
        await campaigns.find(session, reward.campaign_id, reward.version) for reward in rewards
    ]
    return [each.document for each in found]


async def _crediting(session: AsyncSession, reward: Reward) -> int | None:
    for key in (f"{reward.key}:credited", reward.key):
        transaction_id = await ledger.find(session, key)
        if transaction_id is not None:
            return transaction_id
    return None


async def _tell_all(session: AsyncSession, credited: Sequence[Reward], *, now: datetime) -> None:
    """One notice for all that one person got in one campaign."""
    together: dict[tuple[int, int, int], list[Reward]] = {}
    for reward in credited:
        place = reward.participant_id, reward.campaign_id, reward.version
        together.setdefault(place, []).append(reward)
    chats = await _chats(session, {participant_id for participant_id, *_ in together})
    for (participant_id, campaign_id, version), alike in sorted(together.items()):
        running = await campaigns.find(session, campaign_id, version)
        await _tell(session, alike, running.document, chats[participant_id], now=now)


async def _chats(session: AsyncSession, participant_ids: Collection[int]) -> dict[int, int]:
    rows = await session.execute(_CHATS, {"ids": participant_ids})
    return {participant_id: telegram_id for participant_id, telegram_id in rows}


async def _tell(
    session: AsyncSession,
    alike: Sequence[Reward],
    document: Document,
    chat_id: int,
    *,
    now: datetime,
) -> None:
    first = alike[0]
    total_minor = sum(reward.amount_minor for reward in alike)
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key="rewards-credited",
        now=now,
        args={
            "count": len(alike),
            "amount": Points(total_minor, campaigns.unit(document), signed=True),
        },
        collapse_key=f"credit:{first.campaign_id}:{first.participant_id}",
    )
