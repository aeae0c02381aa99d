"""What about a participant makes an admin look twice? Simple facts with their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Campaign, Referral, ReferralState, Touch, Verdict

LOOKED_AT_MAX = 200
"""The newest arrivals and friends: a card is read at once, however many there are."""
REFUSED_MIN, REFUSED_PERCENT = 5, 30
OVER_LIMIT_MIN = 3
REVOKED_MIN, REVOKED_PERCENT = 3, 30
RUSH_MIN = 5
RUSH = timedelta(minutes=10)
HARMLESS = (Verdict.ACCEPTED, Verdict.OWN_CODE)


class Kind(StrEnum):
    """One text each: `people-flag-<value>`."""

    REFUSED = "refused"
    OVER_LIMIT = "over-limit"
    REVOKED = "revoked"
    RUSH = "rush"


@dataclass(frozen=True)
class Flag:
    kind: Kind
    count: int
    of: int
    """How many were looked at."""
    at: datetime | None = None
    """When the rush began."""


async def look(
    session: AsyncSession, participant_id: int, counts: Mapping[ReferralState, int]
) -> list[Flag]:
    """What stands out; `counts` are the person's referrals by state."""
    verdicts = await session.scalars(
        select(Touch.verdict)
        .where(Touch.referrer_id == participant_id)
        .order_by(Touch.id.desc())
        .limit(LOOKED_AT_MAX)
    )
    arrivals = await session.scalars(
        select(Referral.created_at)
        .where(
            # The index begins with the campaign.
            Referral.campaign_id.in_(select(Campaign.id)),
            Referral.referrer_id == participant_id,
        )
        .order_by(Referral.id.desc())
        .limit(LOOKED_AT_MAX)
    )
    found = [
        *_of_touches([Verdict(verdict) for verdict in verdicts]),
        _of_revoked(counts),
        _of_rush(sorted(arrivals)),
    ]
    return [flag for flag in found if flag is not None]


def _of_touches(verdicts: Sequence[Verdict]) -> list[Flag]:
    refused = sum(verdict not in HARMLESS for verdict in verdicts)
    over_limit = sum(verdict == Verdict.OVER_LIMIT for verdict in verdicts)
    flags = []
    if refused >= REFUSED_MIN and 100 * refused >= REFUSED_PERCENT * len(verdicts):
        flags.append(Flag(Kind.REFUSED, refused, len(verdicts)))
    if over_limit >= OVER_LIMIT_MIN:
        flags.append(Flag(Kind.OVER_LIMIT, over_limit, len(verdicts)))
    return flags


def _of_revoked(counts: Mapping[ReferralState, int]) -> Flag | None:
    revoked, total = counts.get(ReferralState.REVOKED, 0), sum(counts.values())
    if revoked < REVOKED_MIN or 100 * revoked < REVOKED_PERCENT * total:
        return None
    return Flag(Kind.REVOKED, revoked, total)


def _of_rush(arrivals: Sequence[datetime]) -> Flag | None:
    """The most that came within ten minutes."""
    best, began, first = 0, None, 0
    for last, at in enumerate(arrivals):
        while at - arrivals[first] > RUSH:
            first += 1
        if last - first + 1 > best:
            best, began = last - first + 1, arrivals[first]
    return Flag(Kind.RUSH, best, len(arrivals), began) if best >= RUSH_MIN else None
