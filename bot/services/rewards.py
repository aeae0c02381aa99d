"""What was promised to whom, when is it credited, and when is it taken back?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Self

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.among import among
from bot.db import insert, table
from bot.prepared import prepare
from bot.services import (
    campaigns,
    ledger,
    notices,
    outbox,
    redemptions,
    rules,
    tallies,
    webhook_events,
)
from bot.services.documents import Document
from bot.services.dues import Due
from bot.services.ledger import Leg
from bot.services.outbox_batches import Notice
from bot.services.tallies import Earning
from models import (
    CAMPAIGN_OWNER,
    Bucket,
    Participant,
    Referral,
    ReferralState,
    Reward,
    RewardSource,
    RewardState,
    VoidReason,
)

REWARDS = table(Reward)
BY_RULE = (RewardSource.REFERRAL, RewardSource.CONVERSION, RewardSource.BONUS)
"""What is promised by a [[reward]], whose position is its `rule`."""
_PROMISE = insert(Reward).on_conflict_do_nothing(index_elements=[Reward.key]).returning(Reward.id)
_CHATS = select(Participant.id, Participant.telegram_id).where(among(Participant.id, "ids"))
_BANNED = select(Participant.id).where(
    among(Participant.id, "ids"), Participant.banned_at.is_not(None)
)
prepare(_PROMISE, _CHATS)


@dataclass(frozen=True)
class Cause:
    """What the promises are for."""

    key: str
    """What the keys of its rewards begin with: "referral:{campaign}:{referee}"."""
    campaign_id: int
    version: int
    source: RewardSource
    is_released: bool = True
    """Whether no hold keeps what is due."""
    referral_id: int | None = None
    conversion_id: int | None = None
    is_silent: bool = False
    """Whether whoever caused it tells people of what is credited at once."""

    @classmethod
    def of(cls, referral: Referral) -> Self:
        return cls(
            key=f"referral:{referral.campaign_id}:{referral.referee_id}",
            campaign_id=referral.campaign_id,
            version=referral.version,
            source=RewardSource.REFERRAL,
            is_released=is_released(referral),
            referral_id=referral.id,
        )


def is_released(referral: Referral) -> bool:
    return referral.state == ReferralState.QUALIFIED or (
        referral.state == ReferralState.PENDING and referral.hold_until is None
    )


async def promise(
    session: AsyncSession,
    cause: Cause,
    promises: Iterable[rules.Promise],
    document: Document,
    *,
    chats: Mapping[int, int] = {},
    latest: Document | None = None,
    given_back_minor: int = 0,
    now: datetime,
) -> list[Reward]:
    """Write the rewards of one event; what is due at once is credited at once.

    Returns those that are promised or credited. A promise that the budget cannot keep is written
    as void, so that /why can say so. `chats` are the Telegram ids by participant of those whom the
    caller knows, and knows not to be banned; `latest` are the campaign's rules of now, where the
    caller has just read them. `given_back_minor` was put back into the budget for these promises.
    """
    found = list(promises)
    if not found:
        return []
    if latest is None:
        latest = (await campaigns.find(session, cause.campaign_id)).document
    spare_minor = given_back_minor
    frozen: set[int] = set()
    unknown = {one.participant_id for one in found} - chats.keys()
    if unknown:
        frozen = set(await session.scalars(_BANNED, {"ids": unknown}))
    kept = []
    for _rule, parts in groupby(found, key=lambda one: one.rule):
        together = list(parts)
        amount_minor = sum(part.amount_minor for part in together)
        # Whichever version a friend came under, the budget is one, and its total is that of now.
        floor_minor = None
        if latest.budget is not None and amount_minor > spare_minor:
            floor_minor = -latest.budget.total
        made = await _promise_together(
            session, cause, together, document, frozen, floor_minor=floor_minor, now=now
        )
        if made:
            spare_minor = max(spare_minor - amount_minor, 0)
        kept += made
    credited = [reward for reward in kept if reward.state == RewardState.CREDITED]
    if credited:
        await tallies.count_points(session, earnings((each, document) for each in credited))
        await webhook_events.credited(session, credited, now=now)
        unknown = {reward.participant_id for reward in credited} - chats.keys()
        known = {**chats, **(await chats_of(session, unknown) if unknown else {})}
        for reward in () if cause.is_silent else credited:
            await _tell(session, [reward], document, known[reward.participant_id], now=now)
        await redeem(session, [(reward, document) for reward in credited], now=now)
    return kept


async def _promise_together(
    session: AsyncSession,
    cause: Cause,
    parts: Sequence[rules.Promise],
    document: Document,
    frozen: Collection[int],
    *,
    floor_minor: int | None,
    now: datetime,
) -> list[Reward]:
    """The parts of one application of a rule: one transaction, all or nothing."""
    key = f"{cause.key}:{parts[0].rule}"
    if cause.conversion_id is not None:
        key += f":{document.rewards[parts[0].rule].to}"
    settles_now = cause.is_released and all(
        part.due_at <= now and part.participant_id not in frozen for part in parts
    )
    rewards = []
    for part in parts:
        new: dict[str, Any] = {
            "key": key if part is parts[0] else f"{key}:friend",
            "part_of": None if part is parts[0] else key,
            "source": cause.source,
            "campaign_id": cause.campaign_id,
            "version": cause.version,
            "referral_id": cause.referral_id,
            "conversion_id": cause.conversion_id,
            "rule": part.rule,
            "level": part.level,
            "participant_id": part.participant_id,
            "amount_minor": part.amount_minor,
            "state": RewardState.CREDITED if settles_now else RewardState.SCHEDULED,
            "created_at": now,
            "due_at": part.due_at,
            "settled_at": part.due_at if settles_now else None,
        }
        reward_id = await session.scalar(_PROMISE, new)
        if reward_id is None:
            # Promised before; the other part was too.
            return []
        rewards.append(Reward(id=reward_id, **new))
    if not await _fund(session, key, rewards, floor_minor=floor_minor, now=now):
        await _refuse_for_budget(session, [reward.id for reward in rewards], now=now)
        return []
    return rewards


async def _refuse_for_budget(
    session: AsyncSession, reward_ids: Sequence[int], *, now: datetime
) -> None:
    await session.execute(
        update(Reward)
        .where(Reward.id.in_(reward_ids))
        .values(state=RewardState.VOID, reason=VoidReason.BUDGET, settled_at=now)
        .execution_options(synchronize_session=False)
    )


async def _fund(
    session: AsyncSession,
    key: str,
    rewards: Sequence[Reward],
    *,
    floor_minor: int | None,
    now: datetime,
) -> bool:
    first = rewards[0]
    credited = first.state == RewardState.CREDITED
    bucket = Bucket.AVAILABLE if credited else Bucket.HELD
    legs = [
        Leg(
            CAMPAIGN_OWNER,
            Bucket.BUDGET,
            -sum(reward.amount_minor for reward in rewards),
            floor_minor=floor_minor,
        ),
        *(Leg(reward.participant_id, bucket, reward.amount_minor) for reward in rewards),
    ]
    post = ledger.post(
        session,
        key=key,
        kind="credit" if credited else "reward",
        campaign_id=first.campaign_id,
        version=first.version,
        at=first.due_at if credited else now,
        legs=legs,
    )
    if floor_minor is None:
        await post
        return True
    try:
        async with session.begin_nested():
            await post
    except ledger.InsufficientPoints:
        return False
    return True


async def redeem(
    session: AsyncSession, credited: Iterable[tuple[Reward | Due, Document]], *, now: datetime
) -> None:
    """Let what was credited by a rule with `redeem` buy its offer, last of all."""
    for reward, document in credited:
        if reward.source not in BY_RULE:
            continue
        name = document.rewards[reward.rule].redeem
        if name is not None:
            campaign = await campaigns.find(session, reward.campaign_id, reward.version)
            await redemptions.redeem(session, reward, campaign, name, now=now)


def earnings(
    credited: Iterable[tuple[Reward, Document]], *, at: datetime | None = None
) -> list[Earning]:
    """What counts on the leaderboard: points for friends, not what a friend or a winner gets.

    With `at` they are taken back then.
    """
    found = []
    for reward, document in credited:
        if reward.level == 0 or reward.source == RewardSource.CONTEST:
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


async def documents_of(session: AsyncSession, rewards: Sequence[Reward | Due]) -> list[Document]:
    """The rules by which each was promised."""
    found = await documents_by_version(session, rewards)
    return [found[reward.campaign_id, reward.version] for reward in rewards]


async def documents_by_version(
    session: AsyncSession, rewards: Sequence[Reward | Due]
) -> dict[tuple[int, int], Document]:
    """By campaign and version."""
    versions = {(reward.campaign_id, reward.version) for reward in rewards}
    return {each: (await campaigns.find(session, *each)).document for each in sorted(versions)}


async def chats_of(session: AsyncSession, participant_ids: Collection[int]) -> dict[int, int]:
    """Telegram ids by participant."""
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
    await post(session, notices.credited(alike, document, chat_id), now=now)


async def post(session: AsyncSession, notice: Notice, *, now: datetime) -> None:
    """Queue a notice that can wait for others of its kind."""
    await outbox.post(
        session,
        chat_id=notice.chat_id,
        text_key=notice.text_key,
        args=notice.args,
        collapse_key=notice.collapse_key,
        now=now,
        can_wait=True,
    )
