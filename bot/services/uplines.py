"""Who stands above a friend, on which terms, and what has this friend brought so far?

Reads only what the document's rules ask for: most campaigns have a fixed amount for one referrer,
and a newcomer then costs no query here.
"""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import rules
from bot.services.documents import Document
from bot.services.rules import Person, State, Used
from models import Enrolment, Participant, Referral, ReferralState, Reward, RewardState


async def state_of(
    session: AsyncSession, referral: Referral, document: Document, *, on: str
) -> State:
    """What `rules.owed` needs for an event of this kind."""
    wanted = [
        rule
        for rule in document.rewards
        if (rule.is_paid if on == rules.PURCHASE else rule.on == on)
    ]
    height = max((max(rule.level, 1) for rule in wanted), default=1)
    ids = await _above(session, referral, height)
    people = [
        await _person(session, referral, document, participant_id, position, on=on)
        for position, participant_id in enumerate(ids)
    ]
    needs_used = any(rule.times or rule.max_amount for rule in wanted if rule.is_paid)
    return State(
        friend_id=referral.referee_id,
        upline=tuple(people),
        came_at=referral.created_at,
        split=referral.split or "",
        used=await used(session, referral.id) if needs_used else {},
    )


async def _above(session: AsyncSession, referral: Referral, height: int) -> list[int]:
    """The referrer, who referred the referrer, and so on, as far as rules reach."""
    ids = [referral.referrer_id]
    while len(ids) < height:
        above = await session.scalar(
            select(Referral.referrer_id).where(
                Referral.campaign_id == referral.campaign_id,
                Referral.referee_id == ids[-1],
                Referral.state != ReferralState.REVOKED,
            )
        )
        if above is None:
            break
        ids.append(above)
    return ids


async def _person(
    session: AsyncSession,
    referral: Referral,
    document: Document,
    participant_id: int,
    position: int,
    *,
    on: str,
) -> Person:
    friends = 1
    counts = _largest_count(document)
    if counts:
        # Two friends of one person at the same moment are the fifth and the sixth, not both fifth.
        await session.execute(
            select(Participant.id)
            .where(Participant.id == participant_id)
            .with_for_update(key_share=True)
        )
        friends = await done_friends(
            session, referral.campaign_id, participant_id, besides=referral.id, most=counts
        )
        # The one whose referral it is counts as done: the rewards are for that.
        friends += position == 0
    given = None
    if document.plans or any(rule.refback_percent_max for rule in document.rewards):
        given = await session.get(Enrolment, (referral.campaign_id, participant_id))
    return Person(
        participant_id,
        friends=friends,
        plan=rules.plan(document, given.plan if given else None, friends),
        variant=rules.variant(document, participant_id),
        refback_percent=given.refback_percent if given else 0,
    )


def _largest_count(document: Document) -> int:
    """How far friends have to be counted; 0: not at all."""
    starts = [tier.starts for rule in document.rewards for tier in rule.tiers]
    starts += [plan.starts for plan in document.plans if plan.starts is not None]
    return max(starts, default=0)


async def done_friends(
    session: AsyncSession,
    campaign_id: int,
    participant_id: int,
    *,
    besides: int | None = None,
    most: int,
) -> int:
    """How many friends have done every step and not been revoked; counts no further than `most`."""
    done = (
        select(Referral.id)
        .where(
            Referral.campaign_id == campaign_id,
            Referral.referrer_id == participant_id,
            Referral.state != ReferralState.REVOKED,
            Referral.hold_until.is_not(None) | Referral.qualified_at.is_not(None),
        )
        .limit(most)
    )
    if besides is not None:
        done = done.where(Referral.id != besides)
    return await session.scalar(select(func.count()).select_from(done.subquery())) or 0


async def used(session: AsyncSession, referral_id: int, *, besides: int = 0) -> dict[int, Used]:
    """What a friend's purchases, but for the conversion `besides`, have brought by each rule."""
    rows = await session.execute(
        select(
            Reward.rule,
            func.count(Reward.conversion_id.distinct()),
            func.sum(Reward.amount_minor),
        )
        .where(
            Reward.referral_id == referral_id,
            Reward.conversion_id != besides,
            Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED)),
        )
        .group_by(Reward.rule)
    )
    return {rule: Used(times, int(amount_minor)) for rule, times, amount_minor in rows}
