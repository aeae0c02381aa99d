"""What are participants told of their rewards: what for, how much, and when?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Points
from bot.services import campaigns, names, outbox
from bot.services.documents import Document
from bot.services.dues import Due
from bot.services.outbox_batches import Notice
from models import Participant, Referral, RevokeReason, Reward, RewardSource, RewardState


def credited(alike: Sequence[Reward | Due], document: Document, chat_id: int) -> Notice:
    """What one person got in one campaign, all together."""
    first = alike[0]
    total_minor = sum(reward.amount_minor for reward in alike)
    return Notice(
        chat_id,
        "rewards-credited",
        {
            "count": len(alike),
            "amount": Points(total_minor, campaigns.unit(document), signed=True),
            "why": _why(first),
            "title": campaigns.titled(document),
        },
        collapse_key=f"credit:{first.campaign_id}:{first.participant_id}",
    )


def _why(reward: Reward | Due) -> str:
    """Which of the reasons that the text knows a reward has."""
    match reward.source:
        case RewardSource.REFERRAL | RewardSource.CONVERSION if reward.level == 0:
            return "mine"
        case RewardSource.CONVERSION:
            return "purchase"
        case RewardSource.REFERRAL:
            return "friend"
        case _:
            return str(reward.source)


async def came(
    session: AsyncSession,
    promised: Sequence[Reward],
    document: Document,
    *,
    referrer_id: int,
    chat_id: int,
    friend_name: str,
    now: datetime,
) -> None:
    """Tell who invited that a friend came, with what waits for them where something does."""
    friend = names.later(friend_name)
    mine = [one for one in promised if one.participant_id == referrer_id]
    waiting = [one for one in mine if one.state == RewardState.SCHEDULED]
    keyboard: outbox.Keyboard = [[{"text_key": "friends-button", "callback": "friends:1"}]]
    if not waiting:
        await outbox.post(
            session,
            chat_id=chat_id,
            text_key="referrals-friend-came",
            now=now,
            args={"count": 1, "name": friend},
            keyboard=keyboard,
            collapse_key=f"came:{referrer_id}",
            can_wait=True,
        )
        return
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key="referrals-friend-waiting",
        now=now,
        args={
            "count": 1,
            "name": friend,
            "amount": Points(sum(one.amount_minor for one in waiting), campaigns.unit(document)),
            "at": max(one.due_at for one in waiting),
            "title": campaigns.titled(document),
        },
        keyboard=keyboard,
        collapse_key=f"waiting:{waiting[0].campaign_id}:{referrer_id}",
        can_wait=True,
    )


async def done(
    session: AsyncSession,
    referral: Referral,
    promised: Sequence[Reward],
    document: Document,
    *,
    now: datetime,
) -> None:
    """Tell who invited that a friend has done every step, and when the points come."""
    rows = await session.execute(
        select(Participant.id, Participant.telegram_id, Participant.name).where(
            Participant.id.in_((referral.referrer_id, referral.referee_id))
        )
    )
    people = {row.id: row for row in rows}
    mine = [
        one
        for one in promised
        if one.participant_id == referral.referrer_id and one.state == RewardState.SCHEDULED
    ]
    if not mine:
        return
    await outbox.post(
        session,
        chat_id=people[referral.referrer_id].telegram_id,
        text_key="referrals-friend-done",
        now=now,
        args={
            "count": 1,
            "name": names.later(people[referral.referee_id].name),
            "amount": Points(sum(one.amount_minor for one in mine), campaigns.unit(document)),
            "at": max(one.due_at for one in mine),
            "title": campaigns.titled(document),
        },
        keyboard=[[{"text_key": "friends-button", "callback": "friends:1"}]],
        collapse_key=f"done:{referral.campaign_id}:{referral.referrer_id}",
        can_wait=True,
    )


async def revoked(
    session: AsyncSession, referral: Referral, reason: RevokeReason, *, now: datetime
) -> None:
    """Tell who invited that a friend does not count any more."""
    people = await session.execute(
        select(Participant.id, Participant.telegram_id, Participant.name).where(
            Participant.id.in_((referral.referrer_id, referral.referee_id))
        )
    )
    by_id = {row.id: row for row in people}
    await outbox.post(
        session,
        chat_id=by_id[referral.referrer_id].telegram_id,
        text_key=f"referrals-revoked-{reason}",
        now=now,
        args={"name": names.later(by_id[referral.referee_id].name)},
        can_wait=True,
    )
