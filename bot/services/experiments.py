"""Who saw which arm of an experiment, and which arm brings more?

The arm of a person is a stable draw (`rules.variant`), which an edited document does not change as
long as the experiment keeps its name: `campaigns.load` refuses other arms under the same name.
Recorded is when a person first saw their arm: whoever came earlier says nothing about it.

What is compared is the share of people who brought at least one friend who counts. People were
drawn, friends were not: the friends of one person stand or fall together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.services import proportions, rules
from bot.services.campaigns import RunningCampaign
from bot.services.proportions import LEVEL, Interval
from models import Exposure, Referral, ReferralState

PEOPLE_MIN = 30
"""In each arm, before anything is said."""
HITS_MIN = 5
"""Expected in each cell of the table: below it the test is not to be trusted (Cochran, 1954)."""
MATTERS = 0.2
"""A difference smaller than this part of what there is does not matter to anybody."""
MATTERS_MIN = 0.01


class NoExperiment(UserError):
    """The campaign has none, or none any more."""


class Verdict(StrEnum):
    """One text each: `experiments-verdict-<value>`."""

    TOO_FEW = "too-few"
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    """Enough people, and no difference that matters."""


@dataclass(frozen=True)
class Arm:
    name: str
    people: int = 0
    """Who saw it."""
    starts: int = 0
    """Friends who came to them after that."""
    qualified: int = 0
    converted: int = 0
    """People with at least one friend who counts."""

    @property
    def share(self) -> float:
        return self.converted / self.people if self.people else 0.0

    @property
    def interval(self) -> Interval:
        return proportions.wilson(self.converted, self.people)


@dataclass(frozen=True)
class Comparison:
    """An arm beside the first one."""

    arm: Arm
    difference: float
    interval: Interval
    chance: float
    """p of the two-sided test."""
    verdict: Verdict
    more_people: int
    """About how many more it takes, in both arms together, to see such a difference."""


@dataclass(frozen=True)
class Report:
    name: str
    arms: Sequence[Arm]
    comparisons: Sequence[Comparison]

    @property
    def first(self) -> Arm:
        return self.arms[0]


async def expose(
    session: AsyncSession, campaign: RunningCampaign, participant_id: int, *, now: datetime
) -> None:
    """A person is about to see their arm; only the first time counts."""
    for experiment in campaign.document.experiments:
        variant = rules.variant(campaign.document, participant_id)
        await session.execute(
            insert(Exposure)
            .values(
                campaign_id=campaign.id,
                experiment=experiment.name,
                participant_id=participant_id,
                variant=variant,
                at=now,
            )
            .on_conflict_do_nothing()
        )


async def report(session: AsyncSession, campaign: RunningCampaign) -> Report:
    """What each arm has brought so far. Raises `NoExperiment`."""
    if not campaign.document.experiments:
        raise NoExperiment
    experiment = campaign.document.experiments[0]
    found = await _arms(session, campaign.id, experiment.name)
    arms = [found.get(each.name, Arm(each.name)) for each in experiment.variants]
    # Several looks at once: each has to be the surer (Bonferroni).
    level = LEVEL / (len(arms) - 1)
    return Report(
        experiment.name, arms, [compare(arms[0], other, level=level) for other in arms[1:]]
    )


async def _arms(session: AsyncSession, campaign_id: int, experiment: str) -> dict[str, Arm]:
    counts = ReferralState.QUALIFIED
    is_counted = case((Referral.state == counts, 1), else_=0)
    by_person = (
        select(
            Exposure.variant.label("variant"),
            func.count(Referral.id).label("starts"),
            func.coalesce(func.sum(is_counted), 0).label("qualified"),
            func.coalesce(func.max(is_counted), 0).label("converted"),
        )
        .outerjoin(
            Referral,
            and_(
                Referral.campaign_id == Exposure.campaign_id,
                Referral.referrer_id == Exposure.participant_id,
                Referral.created_at >= Exposure.at,
            ),
        )
        .where(Exposure.campaign_id == campaign_id, Exposure.experiment == experiment)
        .group_by(Exposure.participant_id, Exposure.variant)
        .subquery()
    )
    rows = await session.execute(
        select(
            by_person.c.variant,
            func.count(),
            func.sum(by_person.c.starts),
            func.sum(by_person.c.qualified),
            func.sum(by_person.c.converted),
        ).group_by(by_person.c.variant)
    )
    return {
        variant: Arm(variant, people, int(starts), int(qualified), int(converted))
        for variant, people, starts, qualified, converted in rows
    }


def compare(first: Arm, other: Arm, *, level: float = LEVEL) -> Comparison:
    """The other arm beside the first, and what may be said about it."""
    table = first.converted, first.people, other.converted, other.people
    apart = other.share - first.share
    p = proportions.chance(*table)
    verdict, more = _verdict(first, other, p, level)
    return Comparison(other, apart, proportions.difference(*table, level=level), p, verdict, more)


def _verdict(first: Arm, other: Arm, p: float, level: float) -> tuple[Verdict, int]:
    people = first.people + other.people
    pooled = (first.converted + other.converted) / people if people else 0.0
    least = min(first.people, other.people)
    expected = least * min(pooled, 1 - pooled)
    if least >= PEOPLE_MIN and expected >= HITS_MIN and p < level:
        return (Verdict.BETTER if other.share > first.share else Verdict.WORSE), 0
    wanted = _wanted(first.share, other.share, pooled, level)
    more = sum(max(0, wanted - arm.people) for arm in (first, other))
    if more or expected < HITS_MIN:
        return Verdict.TOO_FEW, max(more, 2 * PEOPLE_MIN)
    return Verdict.SAME, 0


def _wanted(share: float, other: float, pooled: float, level: float) -> int:
    """People in each arm to see the difference that there is, or one that would matter."""
    apart = max(abs(other - share), MATTERS * pooled, MATTERS_MIN)
    low = min(max(pooled - apart / 2, 0.0), 1.0 - apart)
    return max(PEOPLE_MIN, proportions.needed(low, low + apart, level=level))
