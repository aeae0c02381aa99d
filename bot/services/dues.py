"""Which promised points are due?"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import table
from bot.prepared import prepare
from models import Participant, Referral, ReferralState, Reward, RewardSource

REWARDS = table(Reward)


class Due(NamedTuple):
    """What crediting needs of a reward; a record of the ORM costs several times as much."""

    id: int
    key: str
    part_of: str | None
    campaign_id: int
    version: int
    participant_id: int
    amount_minor: int
    due_at: datetime
    source: RewardSource
    rule: int
    level: int
    conversion_id: int | None


_FIND = (
    select(*(REWARDS.c[name] for name in Due._fields))
    .outerjoin(Referral, Referral.id == REWARDS.c.referral_id)
    .join(Participant, Participant.id == REWARDS.c.participant_id)
    .where(
        # Written out: with a bound parameter neither database would use the index of what is due.
        text("rewards.state = 'scheduled'"),
        REWARDS.c.due_at <= bindparam("now"),
        Participant.banned_at.is_(None),
        or_(
            REWARDS.c.referral_id.is_(None),
            Referral.state == ReferralState.QUALIFIED,
            (Referral.state == ReferralState.PENDING) & Referral.hold_until.is_(None),
        ),
    )
    .order_by(REWARDS.c.due_at, REWARDS.c.participant_id, REWARDS.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=REWARDS)
)
prepare(_FIND)


async def find(session: AsyncSession, *, now: datetime, limit: int) -> list[Due]:
    """Scheduled rewards whose time has come and whose referral has passed its hold.

    What one person gets at one moment comes together: it is one notice and one balance. What
    banned people have earned is frozen: it is due again when the ban is over.
    """
    rows = await session.execute(_FIND, {"now": now, "limit": limit})
    return [Due(*row) for row in rows]
