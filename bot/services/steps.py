"""What kinds of steps are there, which can a friend do next, and when is it the admins' turn?"""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from models import Approval, ApprovalState


class Kind(StrEnum):
    """The first word of a step in the campaign document."""

    START = "start"
    SUBSCRIBE = "subscribe"
    CAPTCHA = "captcha"
    CONTACT = "contact"
    APPROVAL = "approval"
    PURCHASE = "purchase"


def kind(step: str) -> Kind:
    """SUBSCRIBE of "subscribe:@shop_news"."""
    return Kind(step.partition(":")[0])


def kinds(steps: Collection[str]) -> list[Kind]:
    """Each kind once, in the order of the steps."""
    return list(dict.fromkeys(kind(step) for step in steps))


def next_for_friend(missing: Sequence[str]) -> Kind | None:
    """What the friend can do now: the first step that does not wait for an admin."""
    for found in kinds(missing):
        if found != Kind.APPROVAL:
            return found
    return None


async def ask_admins_if_next(
    session: AsyncSession, referral_id: int, missing: Sequence[str], *, now: datetime
) -> None:
    """Put a friend before the admins as soon as all that stands before the approval is done."""
    if missing and kind(missing[0]) == Kind.APPROVAL:
        await ask_admins(session, referral_id, Kind.APPROVAL, now=now)


async def ask_admins(session: AsyncSession, referral_id: int, step: Kind, *, now: datetime) -> bool:
    """False when they have been asked about this step before."""
    asked = await session.scalar(
        insert(Approval)
        .values(referral_id=referral_id, step=step, state=ApprovalState.WAITING, asked_at=now)
        .on_conflict_do_nothing()
        .returning(Approval.id)
    )
    return asked is not None


async def waits_for_admins(
    session: AsyncSession, referral_ids: Collection[int], step: Kind
) -> bool:
    """Whether one of these referrals waits for their word on this step."""
    found = await session.scalar(
        select(Approval.id)
        .where(
            Approval.referral_id.in_(referral_ids),
            Approval.step == step,
            Approval.state == ApprovalState.WAITING,
        )
        .limit(1)
    )
    return found is not None
