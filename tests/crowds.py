"""How do many friends come to wait for the end of their hold, without each pressing start?"""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.db import table
from bot.services import ledger
from bot.services.ledger import Leg, Movement
from models import (
    CAMPAIGN_OWNER,
    Bucket,
    Invite,
    Participant,
    Referral,
    ReferralState,
    Reward,
    RewardState,
)
from tests.town import Town

FIRST = 100_000
"""Telegram id of the first of them."""


async def come(
    town: Town, code: str, count: int, *, hold: timedelta, amount_minor: int = 100
) -> None:
    """What `count` arrivals by a code leave behind in a campaign with that hold."""
    now = town.clock()
    async with town.db.transaction() as session:
        invite = (await session.scalars(select(Invite).where(Invite.code == code))).one()
        people = await session.execute(
            insert(table(Participant)).returning(table(Participant).c.id),
            [
                {
                    "telegram_id": FIRST + number,
                    "name": f"Friend {number}",
                    "name_display": "name",
                    "created_at": now,
                    "started_at": now,
                }
                for number in range(count)
            ],
        )
        referrals = await session.execute(
            insert(table(Referral)).returning(table(Referral).c.id, table(Referral).c.referee_id),
            [
                {
                    "campaign_id": invite.campaign_id,
                    "version": 1,
                    "referrer_id": invite.participant_id,
                    "referee_id": friend,
                    "invite_id": invite.id,
                    "state": ReferralState.PENDING,
                    "created_at": now,
                    "hold_until": now + hold,
                }
                for (friend,) in people
            ],
        )
        promised: list[dict[str, Any]] = [
            {
                "key": f"referral:{invite.campaign_id}:{referee_id}:0",
                "campaign_id": invite.campaign_id,
                "version": 1,
                "referral_id": referral_id,
                "rule": 0,
                "participant_id": invite.participant_id,
                "amount_minor": amount_minor,
                "state": RewardState.SCHEDULED,
                "created_at": now,
                "due_at": now + hold,
            }
            for referral_id, referee_id in referrals
        ]
        await session.execute(insert(table(Reward)), promised)
        legs = (
            Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -amount_minor, floor_minor=None),
            Leg(invite.participant_id, Bucket.HELD, amount_minor),
        )
        await ledger.post_all(
            session,
            [
                Movement(each["key"], "reward", invite.campaign_id, 1, now, legs)
                for each in promised
            ],
        )
