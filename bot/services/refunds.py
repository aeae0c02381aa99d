"""How do people hear that a purchase was given back, and what that took from them?"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Points
from bot.services import campaigns, outbox
from models import Participant, Reward

Place = tuple[int, int, int, bool]
"""Campaign, version, participant, and whether it was the person's own purchase."""


async def tell(
    session: AsyncSession, taken: Sequence[Reward], promised: Sequence[Reward], *, now: datetime
) -> None:
    """Say once to each what is gone: what was taken back without what was promised anew."""
    lost = Counter[Place]()
    for reward in taken:
        lost[_place(reward)] += reward.amount_minor
    for reward in promised:
        lost[_place(reward)] -= reward.amount_minor
    chats = await _chats(session, {participant_id for _c, _v, participant_id, _own in lost})
    for (campaign_id, version, participant_id, is_own), amount_minor in sorted(lost.items()):
        if amount_minor <= 0:
            continue
        running = await campaigns.find(session, campaign_id, version)
        await outbox.post(
            session,
            chat_id=chats[participant_id],
            text_key="conversions-refunded-own" if is_own else "conversions-refunded",
            now=now,
            args={"amount": Points(amount_minor, campaigns.unit(running.document))},
        )


def _place(reward: Reward) -> Place:
    return reward.campaign_id, reward.version, reward.participant_id, reward.level == 0


async def _chats(session: AsyncSession, participant_ids: set[int]) -> dict[int, int]:
    rows = await session.execute(
        select(Participant.id, Participant.telegram_id).where(Participant.id.in_(participant_ids))
    )
    return {participant_id: telegram_id for participant_id, telegram_id in rows}
