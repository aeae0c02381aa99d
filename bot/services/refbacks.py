"""How much of each reward does a participant give on to the friend who earned it?"""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.services.campaigns import RunningCampaign
from bot.services.documents import Document
from models import Enrolment


class RefbackNotOffered(UserError):
    """No running campaign lets people give a part on."""


class RefbackMalformed(UserError):
    """A part is a whole percentage; `most` is the largest one."""


class RefbackTooLarge(UserError):
    """More than the rules allow; `most` is what they do."""


def most(document: Document) -> int:
    """The largest percentage that the rules allow; 0 where they offer none."""
    return max((rule.refback_percent_max or 0 for rule in document.rewards), default=0)


async def find(session: AsyncSession, campaign_id: int, participant_id: int) -> int:
    """The percentage that a person gives on."""
    percent = await session.scalar(
        select(Enrolment.refback_percent).where(
            Enrolment.campaign_id == campaign_id, Enrolment.participant_id == participant_id
        )
    )
    return percent or 0


async def choose(
    session: AsyncSession, campaign: RunningCampaign, participant_id: int, percent: int
) -> None:
    """Give so many percent of each reward on, from the next one on.

    Raises `RefbackNotOffered`, `RefbackMalformed` or `RefbackTooLarge`.
    """
    largest = most(campaign.document)
    if not largest:
        raise RefbackNotOffered
    if percent < 0:
        raise RefbackMalformed(most=largest)
    if percent > largest:
        raise RefbackTooLarge(most=largest)
    await session.execute(
        insert(Enrolment)
        .values(campaign_id=campaign.id, participant_id=participant_id, refback_percent=percent)
        .on_conflict_do_update(
            index_elements=[Enrolment.campaign_id, Enrolment.participant_id],
            set_={"refback_percent": percent},
        )
    )
