"""Which channel, and which influencer, brings how many clicks, friends and purchases, at what cost?

Each number is counted when it happened, so a period's purchases may be of friends who came before.
The cost is what was promised or credited for these friends in the period, to whomever.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from models import (
    Click,
    Conversion,
    ConversionTerms,
    Enrolment,
    Invite,
    Participant,
    Referral,
    ReferralState,
    Reward,
    RewardState,
)

PAGE_SIZE = 6
ROWS_MAX = 10_000
"""Of a file; channels are few, people with a code or a plan of their own are not many more."""
Key = str | int


@dataclass
class Line:
    """What one channel or person brought."""

    key: Key
    """A channel's label, or a participant's id."""
    name: str = ""
    """The person's, "" of a channel."""
    codes: str = ""
    """The person's chosen codes."""
    plan: str = ""
    clicks: int = 0
    """Visitors of the invite page."""
    starts: int = 0
    """Friends who came."""
    qualified: int = 0
    purchases: int = 0
    cost_minor: int = 0

    @property
    def cost_per_friend_minor(self) -> int | None:
        """Rounded to whole minor units; None where nobody has qualified."""
        return round(self.cost_minor / self.qualified) if self.qualified else None


@dataclass(frozen=True)
class Report:
    """One campaign in one period, the most friends first."""

    lines: Sequence[Line]
    by_person: bool
    total: Line = field(default_factory=lambda: Line(""))


@dataclass(frozen=True)
class Span:
    """From `since` (None: the beginning) until before `until`."""

    since: datetime | None
    until: datetime

    def holds(self, column: InstrumentedAttribute[Any]) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [column < self.until]
        if self.since is not None:
            found.append(column >= self.since)
        return found

    def holds_day(self, column: InstrumentedAttribute[str]) -> list[ColumnElement[bool]]:
        """Clicks are kept by days of UTC: those that begin within the span."""
        found: list[ColumnElement[bool]] = [column < _day(self.until)]
        if self.since is not None:
            found.append(column >= _day(self.since))
        return found


def _day(at: datetime) -> str:
    """The first day of UTC that begins at this moment or later: "2026-11-22"."""
    moment = at.astimezone(UTC)
    is_midnight = moment.time() == datetime.min.time()
    return (moment if is_midnight else moment + timedelta(days=1)).strftime("%Y-%m-%d")


async def report(
    session: AsyncSession,
    campaign_id: int,
    *,
    since: datetime | None,
    until: datetime,
    by_person: bool,
) -> Report:
    """By channel label, or by everybody who has a plan that an admin gave or a chosen code."""
    key = Invite.participant_id if by_person else Invite.label
    span = Span(since, until)
    lines: dict[Key, Line] = {}
    if by_person:
        lines = await _influencers(session, campaign_id)
    for name, statement in _statements(campaign_id, key, span).items():
        if by_person:
            statement = statement.where(Invite.participant_id.in_(list(lines)))
        for found, amount in await session.execute(statement):
            line = lines.setdefault(found, Line(found))
            setattr(line, name, int(amount))
    ordered = sorted(
        lines.values(),
        key=lambda line: (-line.qualified, -line.starts, -line.clicks, str(line.key)),
    )
    return Report(ordered, by_person, _sum(ordered))


def _sum(lines: Sequence[Line]) -> Line:
    return Line(
        "",
        clicks=sum(line.clicks for line in lines),
        starts=sum(line.starts for line in lines),
        qualified=sum(line.qualified for line in lines),
        purchases=sum(line.purchases for line in lines),
        cost_minor=sum(line.cost_minor for line in lines),
    )


def _statements(
    campaign_id: int, key: InstrumentedAttribute[Any], span: Span
) -> dict[str, Select[Any]]:
    """What to count, by the field of a line that it fills."""
    of_campaign = Invite.campaign_id == campaign_id
    came = (
        select(key, func.count())
        .select_from(Referral)
        .join(Invite, Invite.id == Referral.invite_id)
        .where(of_campaign, Referral.campaign_id == campaign_id)
    )
    has_terms = exists().where(
        ConversionTerms.conversion_id == Conversion.id, ConversionTerms.referral_id == Referral.id
    )
    statements: dict[str, Select[Any]] = {
        "clicks": (
            select(key, func.sum(Click.visitors))
            .select_from(Click)
            .join(Invite, Invite.id == Click.invite_id)
            .where(of_campaign, *span.holds_day(Click.day))
        ),
        "starts": came.where(*span.holds(Referral.created_at)),
        "qualified": came.where(
            Referral.state == ReferralState.QUALIFIED, *span.holds(Referral.qualified_at)
        ),
        "purchases": (
            came.join(
                Conversion,
                (Conversion.participant_id == Referral.referee_id)
                # What it has earned it was counted for, also within `purchases.CLOCKS_DIFFER`.
                & or_(Conversion.occurred_at >= Referral.created_at, has_terms),
            ).where(
                Conversion.refunded_minor < Conversion.amount_minor,
                *span.holds(Conversion.occurred_at),
            )
        ),
        "cost_minor": (
            select(key, func.sum(Reward.amount_minor))
            .select_from(Reward)
            .join(Referral, Referral.id == Reward.referral_id)
            .join(Invite, Invite.id == Referral.invite_id)
            .where(
                of_campaign,
                Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED)),
                *span.holds(Reward.created_at),
            )
        ),
    }
    return {name: statement.group_by(key) for name, statement in statements.items()}


async def _influencers(session: AsyncSession, campaign_id: int) -> dict[Key, Line]:
    """People with terms or a code of their own."""
    has_code = exists().where(
        Invite.campaign_id == campaign_id,
        Invite.participant_id == Participant.id,
        Invite.vanity.is_not(None),
    )
    rows = await session.execute(
        select(Participant.id, Participant.name, Enrolment.plan)
        .outerjoin(
            Enrolment,
            (Enrolment.participant_id == Participant.id) & (Enrolment.campaign_id == campaign_id),
        )
        .where(or_(has_code, Enrolment.plan.is_not(None)))
        .order_by(Participant.id)
        .limit(ROWS_MAX)
    )
    lines: dict[Key, Line] = {
        participant_id: Line(participant_id, name, plan=plan or "")
        for participant_id, name, plan in rows
    }
    codes = await session.execute(
        select(Invite.participant_id, Invite.vanity)
        .where(Invite.campaign_id == campaign_id, Invite.vanity.is_not(None))
        .order_by(Invite.id)
    )
    for participant_id, vanity in codes:
        if (line := lines.get(participant_id)) is not None:
            line.codes = ", ".join(filter(None, [line.codes, vanity]))
    return lines
