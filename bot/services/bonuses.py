"""Which friends qualified since the last moment of a cron line, and what does that bring?

A bonus belongs to the rule under which the friend came. Versions that say the same are counted
together, so that an edit elsewhere in the document costs nobody a tier; a rule that was changed or
dropped still pays for those who came under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Text, cast, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import campaigns, credits, job_runs, rewards, rules, uplines
from bot.services.document_rewards import RewardRule
from bot.services.documents import Document
from models import CampaignVersion, Enrolment, Referral, ReferralState, Reward, RewardSource

OCCASION = "cron"
PATIENCE = timedelta(hours=24)
"""How long a moment waits for friends about whom Telegram was asked in vain at their hold's end."""
FRIENDS_MAX = 1_000_000


@dataclass(frozen=True)
class Promised:
    """One rule on "cron", with the versions that say it."""

    campaign_id: int
    places: tuple[tuple[int, int], ...]
    """Each version with the rule's position in it; the rewards refer to the first."""
    document: Document
    """The first version's."""
    since: datetime
    """Just before it was said first."""

    @property
    def version(self) -> int:
        return self.places[0][0]

    @property
    def position(self) -> int:
        return self.places[0][1]

    @property
    def versions(self) -> list[int]:
        return [version for version, _position in self.places]

    @property
    def rule(self) -> RewardRule:
        return self.document.rewards[self.position]

    @property
    def jobs(self) -> list[str]:
        """One for each version: they go on together, from where the last of them has come."""
        return [
            f"bonus:{self.campaign_id}:{version}:{position}" for version, position in self.places
        ]

    @property
    def friends(self) -> tuple[ColumnElement[bool], ...]:
        return (
            Referral.campaign_id == self.campaign_id,
            Referral.version.in_(self.versions),
            Referral.state == ReferralState.QUALIFIED,
        )


async def settle(session: AsyncSession, *, now: datetime, limit: int) -> int:
    """Credit what the moments that have passed bring, each once and dated at its moment.

    Returns how many people got something, at most `limit`; the rest comes with the next call.
    """
    done = 0
    for promised in await _all(session):
        while done < limit:
            moment = await _next(session, promised, now=now)
            if moment is None:
                break
            done += await _pay(session, promised, *moment, now=now, limit=limit - done)
    return done


async def _all(session: AsyncSession) -> list[Promised]:
    rows = await session.execute(
        select(CampaignVersion.campaign_id, CampaignVersion.version, CampaignVersion.created_at)
        .where(cast(CampaignVersion.document, Text).contains(f'"{OCCASION}"'))
        .order_by(CampaignVersion.campaign_id, CampaignVersion.version)
    )
    found: dict[tuple[int, int, RewardRule, str], Promised] = {}
    for campaign_id, version, created_at in rows.all():
        document = (await campaigns.find(session, campaign_id, version)).document
        for position, rule in enumerate(document.rewards):
            if rule.occasion != OCCASION:
                continue
            # Of equal rules the first is the first, wherever others were put between them.
            ordinal = document.rewards[:position].count(rule)
            said = campaign_id, ordinal, rule, document.campaign.time_zone
            first = found.get(said)
            found[said] = Promised(
                campaign_id,
                (*(first.places if first else ()), (version, position)),
                first.document if first else document,
                # A friend of the very moment counts with the first period.
                first.since if first else created_at - timedelta(microseconds=1),
            )
    return list(found.values())


async def _next(
    session: AsyncSession, promised: Promised, *, now: datetime
) -> tuple[datetime, datetime] | None:
    """The moment to settle, after the one that was settled last; moments of no friend are passed.

    None while there is none, or while friends may yet turn out to have qualified before it:
    handlers are under way, or holds have not been looked at.
    """
    since = await job_runs.reached(session, *promised.jobs) or promised.since
    first = await session.scalar(
        select(Referral.qualified_at)
        .where(*promised.friends, Referral.qualified_at > since)
        .order_by(Referral.qualified_at)
        .limit(1)
    )
    if first is None:
        return None
    moment = credits.first_moment(promised.rule.credit, promised.document.zone, first)
    if moment > now - job_runs.IN_FLIGHT:
        return None
    if await _is_open(session, promised, moment, now=now):
        return None
    return since, moment


async def _is_open(
    session: AsyncSession, promised: Promised, moment: datetime, *, now: datetime
) -> bool:
    """Whether a hold that was over by then has not been looked at."""
    pending = select(Referral.id).where(
        Referral.campaign_id == promised.campaign_id,
        Referral.version.in_(promised.versions),
        Referral.state == ReferralState.PENDING,
        Referral.hold_until <= moment,
    )
    if now >= moment + PATIENCE:
        # Whoever was asked about in vain is waited for no longer; after down time most were not
        # asked about at all, and are dated before the moment when they are.
        pending = pending.where(Referral.checked_at.is_(None))
    return await session.scalar(pending.limit(1)) is not None


async def _pay(
    session: AsyncSession,
    promised: Promised,
    since: datetime,
    moment: datetime,
    *,
    now: datetime,
    limit: int,
) -> int:
    """Pay as many as `limit` of those whom the moment concerns; the last one closes it."""
    is_paid = select(Reward.id).where(
        Reward.participant_id == Referral.referrer_id,
        Reward.campaign_id == promised.campaign_id,
        tuple_(Reward.version, Reward.rule).in_(promised.places),
        Reward.source == RewardSource.BONUS,
        Reward.due_at == moment,
    )
    counted = await session.execute(
        select(Referral.referrer_id, func.count())
        .where(
            *promised.friends,
            Referral.qualified_at > since,
            Referral.qualified_at <= moment,
            *await _of_its_people(session, promised),
            ~is_paid.exists(),
        )
        .group_by(Referral.referrer_id)
        .order_by(Referral.referrer_id)
        .limit(limit)
    )
    people: Sequence[tuple[int, int]] = [(referrer_id, friends) for referrer_id, friends in counted]
    for participant_id, friends in people:
        await _promise(session, promised, participant_id, friends, moment, now=now)
    if len(people) < limit:
        for job in promised.jobs:
            await job_runs.reach(session, job, moment)
    return len(people)


async def _of_its_people(
    session: AsyncSession, promised: Promised
) -> tuple[ColumnElement[bool], ...]:
    """Only referrers on the rule's plan and in its arm of the experiment."""
    if promised.rule.plan is None and promised.rule.variant is None:
        return ()
    rows = await session.scalars(select(Referral.referrer_id).where(*promised.friends).distinct())
    fitting = [
        participant_id
        for participant_id in rows.all()
        if await _fits(session, promised, participant_id)
    ]
    return (Referral.referrer_id.in_(fitting),)


async def _fits(session: AsyncSession, promised: Promised, participant_id: int) -> bool:
    rule, document = promised.rule, promised.document
    if rule.variant not in (None, rules.variant(document, participant_id)):
        return False
    if rule.plan is None:
        return True
    given = await session.get(Enrolment, (promised.campaign_id, participant_id))
    friends = await uplines.done_friends(
        session, promised.campaign_id, participant_id, most=FRIENDS_MAX
    )
    return rule.plan == rules.plan(document, given.plan if given else None, friends)


async def _promise(
    session: AsyncSession,
    promised: Promised,
    participant_id: int,
    friends: int,
    moment: datetime,
    *,
    now: datetime,
) -> None:
    cause = rewards.Cause(
        key=f"bonus:{promised.campaign_id}:{promised.version}:{participant_id}:{moment:%Y%m%dT%H%MZ}",
        campaign_id=promised.campaign_id,
        version=promised.version,
        source=RewardSource.BONUS,
    )
    amount_minor = rules.bonus(promised.rule, friends)
    promise = rules.Promise(promised.position, 1, participant_id, amount_minor, moment)
    await rewards.promise(session, cause, [promise], promised.document, now=now)
