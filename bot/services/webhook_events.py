"""What are shops' servers told of: which events are there, and what does each say?

An event is written in the transaction that makes it true. Where nobody listens, that costs one
look at an empty table.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import table
from bot.prepared import prepare
from bot.services.dues import Due
from models import (
    Campaign,
    Conversion,
    Participant,
    Payout,
    Referral,
    Reward,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookState,
)

QUALIFIED, CREDITED = "referral.qualified", "reward.credited"
REVERSED, PAID = "reward.reversed", "payout.paid"
EVENTS = (QUALIFIED, CREDITED, REVERSED, PAID)

_LISTENERS = select(WebhookEndpoint.id, WebhookEndpoint.events).where(
    WebhookEndpoint.removed_at.is_(None)
)
_QUEUE = table(WebhookDelivery).insert()
prepare(_LISTENERS)


@dataclass(frozen=True)
class _Names:
    """How things are called outside."""

    people: Mapping[int, int]
    campaigns: Mapping[int, str]
    orders: Mapping[int, str]


async def qualified(
    session: AsyncSession, referral: Referral, *, at: datetime, now: datetime
) -> None:
    """A friend counts from `at` on."""
    listeners = await _listeners(session, QUALIFIED)
    if not listeners:
        return
    names = await _names(
        session, {referral.referrer_id, referral.referee_id}, {referral.campaign_id}
    )
    content = {
        "campaign": names.campaigns[referral.campaign_id],
        "referrer": names.people[referral.referrer_id],
        "friend": names.people[referral.referee_id],
        "qualified_at": at.isoformat(),
    }
    await _queue(session, QUALIFIED, [content], listeners, now=now)


async def credited(
    session: AsyncSession, rewards: Sequence[Reward | Due], *, now: datetime
) -> None:
    """These have just been credited."""
    await _of_rewards(session, CREDITED, rewards, now=now)


async def reversed_(session: AsyncSession, rewards: Sequence[Reward], *, now: datetime) -> None:
    """These had been credited, and have just been taken back."""
    await _of_rewards(session, REVERSED, rewards, now=now)


async def paid(session: AsyncSession, payout: Payout, *, now: datetime) -> None:
    """A payout has left."""
    listeners = await _listeners(session, PAID)
    if not listeners:
        return
    names = await _names(session, {payout.participant_id}, {payout.campaign_id})
    content = {
        "campaign": names.campaigns[payout.campaign_id],
        "participant": names.people[payout.participant_id],
        "payout": payout.id,
        "amount_minor": payout.amount_minor,
        "fee_minor": payout.fee_minor,
        "method": payout.method,
        "reference": payout.reference,
        "paid_at": now.isoformat(),
    }
    await _queue(session, PAID, [content], listeners, now=now)


async def _of_rewards(
    session: AsyncSession, event: str, rewards: Sequence[Reward | Due], *, now: datetime
) -> None:
    if not rewards:
        return
    listeners = await _listeners(session, event)
    if not listeners:
        return
    names = await _names(
        session,
        {reward.participant_id for reward in rewards},
        {reward.campaign_id for reward in rewards},
        {reward.conversion_id for reward in rewards if reward.conversion_id is not None},
    )
    contents = [_reward(reward, names, event, now) for reward in rewards]
    await _queue(session, event, contents, listeners, now=now)


def _reward(reward: Reward | Due, names: _Names, event: str, now: datetime) -> dict[str, Any]:
    # One that was credited just now is dated when it was due.
    at = reward.due_at if event == CREDITED else now
    return {
        "campaign": names.campaigns[reward.campaign_id],
        "participant": names.people[reward.participant_id],
        "reward": reward.id,
        "source": reward.source,
        "amount_minor": reward.amount_minor,
        "order_id": names.orders.get(reward.conversion_id or 0),
        "at": at.isoformat(),
    }


async def _listeners(session: AsyncSession, event: str) -> list[int]:
    rows = (await session.execute(_LISTENERS)).all()
    return [row.id for row in rows if event in row.events]


async def _names(
    session: AsyncSession,
    participant_ids: Iterable[int],
    campaign_ids: Iterable[int],
    conversion_ids: Iterable[int] = (),
) -> _Names:
    people = await session.execute(
        select(Participant.id, Participant.telegram_id).where(Participant.id.in_(participant_ids))
    )
    campaigns = await session.execute(
        select(Campaign.id, Campaign.slug).where(Campaign.id.in_(campaign_ids))
    )
    wanted = list(conversion_ids)
    orders = await session.execute(
        select(Conversion.id, Conversion.order_id).where(Conversion.id.in_(wanted))
    )
    return _Names(
        {number: telegram_id for number, telegram_id in people},
        {number: slug for number, slug in campaigns},
        {number: order_id for number, order_id in orders},
    )


async def _queue(
    session: AsyncSession,
    event: str,
    contents: Sequence[Mapping[str, Any]],
    listeners: Sequence[int],
    *,
    now: datetime,
) -> None:
    rows = []
    for content in contents:
        event_id = f"evt_{secrets.token_hex(16)}"
        body = {"id": event_id, "type": event, "created_at": now.isoformat(), "data": content}
        rows += [
            {
                "endpoint_id": endpoint_id,
                "event": event,
                "event_id": event_id,
                "body": body,
                "state": WebhookState.QUEUED,
                "created_at": now,
                "not_before": now,
                "attempts": 0,
            }
            for endpoint_id in listeners
        ]
    await session.execute(_QUEUE, rows)


EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    QUALIFIED: {
        "campaign": "autumn",
        "referrer": 700100100,
        "friend": 700100200,
        "qualified_at": "2026-11-22T10:00:00+00:00",
    },
    CREDITED: {
        "campaign": "autumn",
        "participant": 700100100,
        "reward": 17,
        "source": "conversion",
        "amount_minor": 499,
        "order_id": "A-1001",
        "at": "2026-11-22T10:00:00+00:00",
    },
    REVERSED: {
        "campaign": "autumn",
        "participant": 700100100,
        "reward": 17,
        "source": "conversion",
        "amount_minor": 499,
        "order_id": "A-1001",
        "at": "2026-11-23T09:30:00+00:00",
    },
    PAID: {
        "campaign": "autumn",
        "participant": 700100100,
        "payout": 3,
        "amount_minor": 12000,
        "fee_minor": 0,
        "method": "card",
        "reference": "2026-000017",
        "paid_at": "2026-11-24T15:00:00+00:00",
    },
}
"""What "data" of each event looks like; a test compares their keys with what is sent."""
