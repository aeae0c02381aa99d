"""Why did a participant get points for a friend, or why not, and what about their own arrival?"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.services import campaigns, friends, plans, progresses
from bot.services.campaigns import RunningCampaign
from bot.services.friends import Friend
from bot.services.plans import Standing
from bot.services.progresses import Progress
from models import Participant, Referral, Touch, Verdict

PAGE_SIZE = 5
PAGES_MAX = 1_000
NO_REFUSAL = (Verdict.ACCEPTED, Verdict.OWN_CODE)
"""One's own code is explained among the arrivals by one's codes."""


@dataclass(frozen=True)
class Entry:
    """One arrival by the participant's code."""

    touch: Touch
    name: str
    friend: Friend | None
    """What the arrival led to; None when it was refused."""


@dataclass(frozen=True)
class Arrival:
    """How the participant came."""

    referral: Friend | None
    """Their own referral: its steps, and what it promises to them."""
    referrer_id: int | None
    referrer_name: str
    refused: Touch | None
    """Their last arrival that was refused, in a campaign in which nobody invited them."""


@dataclass(frozen=True)
class Explanation:
    """A page of arrivals, newest first."""

    campaign: RunningCampaign | None
    """Whose rules count now."""
    arrival: Arrival
    entries: list[Entry]
    number: int
    """From 1."""
    has_next: bool
    climbed: list[Progress] = field(default_factory=list)
    """On the way to the next milestones and tiers; on the first page."""
    plan: Standing | None = None
    """On whose terms the person earns, where the campaign has several."""


async def look(
    session: AsyncSession, participant_id: int, *, page: int = 1, now: datetime
) -> Explanation:
    """What there is to explain to a participant; `page` counts from 1."""
    number = min(max(page, 1), PAGES_MAX)
    touches = list(
        await session.scalars(
            _told(participant_id).limit(PAGE_SIZE + 1).offset((number - 1) * PAGE_SIZE)
        )
    )
    campaign = await campaigns.current(session, now=now)
    plan = None
    if campaign is not None:
        plan = await plans.of(session, campaign.id, campaign.document, participant_id)
    return Explanation(
        campaign,
        await _arrival(session, participant_id),
        await _entries(session, participant_id, touches[:PAGE_SIZE]),
        number,
        has_next=len(touches) > PAGE_SIZE,
        climbed=await progresses.look(session, participant_id, now=now) if number == 1 else [],
        plan=plan,
    )


def _told(participant_id: int) -> Select[Touch]:
    """Arrivals by a participant's codes, without those that say nothing new."""
    later = aliased(Touch)
    repeated = exists().where(
        later.participant_id == Touch.participant_id,
        later.invite_id == Touch.invite_id,
        later.verdict == Touch.verdict,
        later.id > Touch.id,
    )
    # A friend who presses the link again is no second story.
    own_friend = exists().where(
        Referral.campaign_id == Touch.campaign_id,
        Referral.referee_id == Touch.participant_id,
        Referral.referrer_id == participant_id,
    )
    again = (Touch.verdict == Verdict.ALREADY_REFERRED) & own_friend
    return (
        select(Touch)
        .where(Touch.referrer_id == participant_id, ~repeated, ~again)
        .order_by(Touch.id.desc())
    )


async def _entries(session: AsyncSession, participant_id: int, touches: list[Touch]) -> list[Entry]:
    accepted = {touch.participant_id for touch in touches if touch.verdict == Verdict.ACCEPTED}
    found = await session.scalars(
        select(Referral).where(
            Referral.referee_id.in_(accepted), Referral.referrer_id == participant_id
        )
    )
    brought = {
        (friend.referral.campaign_id, friend.friend_id): friend
        for friend in await friends.of_referrals(session, list(found), participant_id)
    }
    people = await session.execute(
        select(Participant.id, Participant.name).where(
            Participant.id.in_({touch.participant_id for touch in touches})
        )
    )
    names = {row.id: row.name for row in people}
    return [
        Entry(
            touch,
            names[touch.participant_id],
            brought.get((touch.campaign_id or 0, touch.participant_id))
            if touch.verdict == Verdict.ACCEPTED
            else None,
        )
        for touch in touches
    ]


async def _arrival(session: AsyncSession, participant_id: int) -> Arrival:
    rows = await session.execute(
        select(Referral, Participant.name)
        .join(Participant, Participant.id == Referral.referrer_id)
        .where(Referral.referee_id == participant_id)
        .order_by(Referral.id.desc())
    )
    referred = [(referral, name) for referral, name in rows]
    refused = await session.scalar(
        select(Touch)
        .where(
            Touch.participant_id == participant_id,
            Touch.verdict.not_in(NO_REFUSAL),
        )
        .order_by(Touch.id.desc())
        .limit(1)
    )
    if not referred:
        return Arrival(None, None, "", refused)
    if refused is not None and refused.campaign_id in {
        None,
        *(referral.campaign_id for referral, _name in referred),
    }:
        refused = None
    latest, referrer_name = referred[0]
    mine = await friends.of_referrals(session, [latest], participant_id)
    return Arrival(mine[0], latest.referrer_id, referrer_name, refused)
