"""What is counted as a start, a touch, a friend, and how many were there between two moments?"""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.services import invites
from models import NO_CAMPAIGN, Campaign, Invite, Participant, Referral, Touch
from models.base import UtcDateTime


class Metric(StrEnum):
    """What can happen; each is an event of one moment, which nothing changes afterwards."""

    START = "start"
    """Somebody new pressed start; it belongs to the campaign into which they came."""
    INVITED = "invited"
    """Of those, the ones who came by a friend's link."""
    TOUCH = "touch"
    """Somebody, new or not, came by a code."""
    FRIEND = "friend"
    """A referral was made."""
    SHARER = "sharer"
    """Of those, a referrer's first one in the campaign."""
    QUALIFIED = "qualified"
    REVOKED = "revoked"
    LOST = "lost"
    """Of the revoked, those that had qualified."""


TIMES: tuple[InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None], ...] = (
    Participant.started_at,
    Touch.at,
    Referral.created_at,
    Referral.qualified_at,
    Referral.revoked_at,
)
"""Each has an index."""

_SINCE = bindparam("since", type_=UtcDateTime)
_UNTIL = bindparam("until", type_=UtcDateTime)


def _during(
    at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
) -> ColumnElement[bool]:
    return and_(at >= _SINCE, at < _UNTIL)


def _starts() -> Select[int, int]:
    # The person, the referral and the first invite are made in one transaction, at one moment.
    came = and_(
        Referral.referee_id == Participant.id, Referral.created_at == Participant.started_at
    )
    # With the campaigns named, the invites are found by their only index.
    joined = and_(
        Invite.campaign_id.in_(select(Campaign.id)),
        Invite.participant_id == Participant.id,
        Invite.label == invites.DEFAULT_LABEL,
        Invite.created_at == Participant.started_at,
    )
    campaign_id = func.coalesce(Referral.campaign_id, Invite.campaign_id, NO_CAMPAIGN)
    return (
        select(campaign_id, func.count(Participant.id.distinct()))
        .select_from(Participant)
        .outerjoin(Referral, came)
        .outerjoin(Invite, joined)
        .where(_during(Participant.started_at))
        .group_by(campaign_id)
    )


def _invited() -> Select[int, int]:
    came = and_(
        Referral.referee_id == Participant.id, Referral.created_at == Participant.started_at
    )
    return (
        select(Referral.campaign_id, func.count(Participant.id.distinct()))
        .select_from(Participant)
        .join(Referral, came)
        .where(_during(Participant.started_at))
        .group_by(Referral.campaign_id)
    )


def _touches() -> Select[int, int]:
    campaign_id = func.coalesce(Touch.campaign_id, NO_CAMPAIGN)
    return select(campaign_id, func.count()).where(_during(Touch.at)).group_by(campaign_id)


def _referrals(
    at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    *conditions: ColumnElement[bool],
) -> Select[int, int]:
    return (
        select(Referral.campaign_id, func.count())
        .where(_during(at), *conditions)
        .group_by(Referral.campaign_id)
    )


def _sharers() -> Select[int, int]:
    earlier = aliased(Referral)
    is_first = ~exists().where(
        earlier.campaign_id == Referral.campaign_id,
        earlier.referrer_id == Referral.referrer_id,
        earlier.id < Referral.id,
    )
    return _referrals(Referral.created_at, is_first)


_COUNTS = {
    Metric.START: _starts(),
    Metric.INVITED: _invited(),
    Metric.TOUCH: _touches(),
    Metric.FRIEND: _referrals(Referral.created_at),
    Metric.SHARER: _sharers(),
    Metric.QUALIFIED: _referrals(Referral.qualified_at),
    Metric.REVOKED: _referrals(Referral.revoked_at),
    Metric.LOST: _referrals(Referral.revoked_at, Referral.qualified_at.is_not(None)),
}
_NEXT = [select(func.min(at)).where(at >= _SINCE, at < _UNTIL) for at in TIMES]


async def count(
    session: AsyncSession,
    since: datetime,
    until: datetime,
    metrics: Collection[str] = tuple(Metric),
) -> Counter[tuple[int, str]]:
    """How often each thing happened from `since` until before `until`, by campaign and metric."""
    found: Counter[tuple[int, str]] = Counter()
    for metric, statement in _COUNTS.items():
        if metric in metrics:
            rows = await session.execute(statement, {"since": since, "until": until})
            found.update({(campaign_id, metric.value): number for campaign_id, number in rows})
    return found


async def first(session: AsyncSession, since: datetime, until: datetime) -> datetime | None:
    """When the first of all these things happened in that time."""
    found = [
        await session.scalar(statement, {"since": since, "until": until}) for statement in _NEXT
    ]
    return min((at for at in found if at is not None), default=None)
