"""Whom did a participant bring, and what became of each of them?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Unit
from bot.services import campaigns, referrals, rules, shares
from bot.services.documents import STEP_START, Document
from models import (
    Campaign,
    Participant,
    Referral,
    ReferralState,
    ReferralStep,
    Reward,
    RewardState,
    VoidReason,
)

PAGE_SIZE = 8


class Progress(StrEnum):
    """How far a friend has come, as the one who invited sees it; one text each."""

    STEPS = "steps"
    """Something is still to be done."""
    WAITING = "waiting"
    """All is done; the points come on a known day."""
    CREDITED = "credited"
    COUNTED = "counted"
    """Qualified, under rules that give the referrer nothing."""
    NO_BUDGET = "no-budget"
    LOST = "lost"


@dataclass(frozen=True)
class Friend:
    """One referral of the participant."""

    referral: Referral
    friend_id: int
    name: str
    document: Document
    """The rules under which the referral was made."""
    missing: tuple[str, ...]
    """Steps that the friend has still to do."""
    rewards: tuple[Reward, ...]
    """What the participant was promised for this friend."""

    @property
    def unit(self) -> Unit:
        return campaigns.unit(self.document)

    @property
    def chats(self) -> list[str]:
        """Where the friend has still to join."""
        return referrals.chats(self.missing)

    @property
    def amount_minor(self) -> int:
        """What waits for the participant, or if nothing does, what has come."""
        match self.progress:
            case Progress.WAITING:
                state = RewardState.SCHEDULED
            case _:
                state = RewardState.CREDITED
        return sum(each.amount_minor for each in self.rewards if each.state == state)

    @property
    def credited_at(self) -> datetime | None:
        """When the last of the promised points come; None where none wait."""
        waiting = [each.due_at for each in self.rewards if each.state == RewardState.SCHEDULED]
        return max(waiting, default=None)

    @property
    def progress(self) -> Progress:
        referral = self.referral
        if referral.state == ReferralState.REVOKED:
            return Progress.LOST
        if referral.state == ReferralState.PENDING and referral.hold_until is None:
            return Progress.STEPS
        states = {each.state for each in self.rewards}
        if RewardState.SCHEDULED in states:
            return Progress.WAITING
        if RewardState.CREDITED in states:
            return Progress.CREDITED
        if any(each.reason == VoidReason.BUDGET for each in self.rewards):
            return Progress.NO_BUDGET
        return Progress.COUNTED


@dataclass(frozen=True)
class Sum:
    """What a participant's friends brought in one campaign."""

    document: Document
    earned_minor: int
    held_minor: int


@dataclass(frozen=True)
class Page:
    """A page of friends, newest first, with the totals of all."""

    friends: list[Friend]
    counts: dict[ReferralState, int]
    sums: list[Sum]
    number: int
    """From 1."""
    places: list[shares.Count] = field(default_factory=list)
    """What became of the links, by where they are shared."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


async def look(session: AsyncSession, participant_id: int, *, page: int = 1) -> Page:
    """A page of a participant's friends in all campaigns; the last one if there are fewer."""
    # The index begins with the campaign: a few looks into it instead of a walk over all.
    mine = (Referral.referrer_id == participant_id) & Referral.campaign_id.in_(select(Campaign.id))
    places = await shares.counts(session, participant_id)
    counts = shares.states(places)
    pages = max(1, -(-sum(counts.values()) // PAGE_SIZE))
    number = min(max(page, 1), pages)
    # The index alone answers this; whole rows would all be read to be put in order.
    ids = select(Referral.id).where(mine).order_by(Referral.id.desc())
    found = await session.scalars(
        select(Referral)
        .where(Referral.id.in_(ids.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)))
        .order_by(Referral.id.desc())
    )
    friends = await of_referrals(session, list(found), participant_id)
    return Page(friends, counts, await _sums(session, participant_id), number, places)


async def of_referrals(
    session: AsyncSession, found: Sequence[Referral], participant_id: int
) -> list[Friend]:
    """These referrals with their people, their steps and what they promise the participant."""
    ids = [referral.id for referral in found]
    people = {
        row.id: row.name
        for row in await session.execute(
            select(Participant.id, Participant.name).where(
                Participant.id.in_({referral.referee_id for referral in found})
            )
        )
    }
    done: dict[int, set[str]] = {referral_id: {STEP_START} for referral_id in ids}
    for step in await session.scalars(
        select(ReferralStep).where(ReferralStep.referral_id.in_(ids))
    ):
        done[step.referral_id].add(step.step)
    rewards: dict[int, list[Reward]] = {referral_id: [] for referral_id in ids}
    for reward in await session.scalars(
        select(Reward).where(Reward.referral_id.in_(ids)).order_by(Reward.id)
    ):
        if reward.participant_id == participant_id and reward.referral_id is not None:
            rewards[reward.referral_id].append(reward)
    friends = []
    for referral in found:
        document = await referrals.document_of(session, referral)
        missing: list[str] = []
        if referral.state == ReferralState.PENDING and referral.hold_until is None:
            missing = rules.missing_steps(document, done[referral.id])
        friends.append(
            Friend(
                referral,
                referral.referee_id,
                people[referral.referee_id],
                document,
                tuple(missing),
                tuple(rewards[referral.id]),
            )
        )
    return friends


async def _sums(session: AsyncSession, participant_id: int) -> list[Sum]:
    rows = await session.execute(
        select(Reward.campaign_id, Reward.state, func.sum(Reward.amount_minor))
        .where(
            Reward.participant_id == participant_id,
            # What the participant got for having come is no friend's doing.
            Reward.level > 0,
            Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED)),
        )
        .group_by(Reward.campaign_id, Reward.state)
    )
    by_campaign: dict[int, dict[str, int]] = {}
    for campaign_id, state, amount_minor in rows:
        by_campaign.setdefault(campaign_id, {})[state] = int(amount_minor)
    return [
        Sum(
            (await campaigns.find(session, campaign_id)).document,
            earned_minor=states.get(RewardState.CREDITED, 0),
            held_minor=states.get(RewardState.SCHEDULED, 0),
        )
        for campaign_id, states in sorted(by_campaign.items(), reverse=True)
    ]
