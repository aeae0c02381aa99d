"""Which friends wait for the admins' word, and what does that word do?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import audit, campaigns, names, outbox, reasons, referrals
from bot.services.audit import Action
from bot.services.documents import Document
from models import (
    Approval,
    ApprovalState,
    Participant,
    Referral,
    ReferralState,
    RevokeReason,
)

PAGE_SIZE = 6
COUNT_MAX = 1_000
"""Nobody reads further, and counting on would take as long as there are friends."""


class ApprovalUnknown(UserError):
    pass


class ApprovalAlreadyDecided(UserError):
    """By a colleague, by the friend who did the step after all, or by time that has run out."""


@dataclass(frozen=True)
class Line:
    """A friend in the queue, and who invited them."""

    approval: Approval
    friend: Participant
    referrer: Participant


@dataclass(frozen=True)
class Page:
    """Part of the queue, the oldest first."""

    lines: Sequence[Line]
    number: int
    """From 0."""
    total: int
    """At most COUNT_MAX are counted."""

    @property
    def has_next(self) -> bool:
        return (self.number + 1) * PAGE_SIZE < self.total

    @property
    def count(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE_SIZE))


async def find(session: AsyncSession, approval_id: int) -> Approval:
    """`ApprovalUnknown`."""
    found: Approval | None = await session.get(Approval, approval_id, populate_existing=True)
    if found is None:
        raise ApprovalUnknown
    return found


async def queue(session: AsyncSession, *, page: int = 0) -> Page:
    """A page of those who wait; the last one if there are fewer."""
    waiting = (
        select(Approval.id)
        .join(Referral, Referral.id == Approval.referral_id)
        # Who gave up meanwhile, or ran out of time, is no work for anybody.
        .where(Approval.state == ApprovalState.WAITING, Referral.state == ReferralState.PENDING)
        .order_by(Approval.id)
    )
    counted = select(func.count()).select_from(waiting.limit(COUNT_MAX).subquery())
    total = await session.scalar(counted) or 0
    number = min(max(page, 0), max(0, -(-total // PAGE_SIZE) - 1))
    ids = await session.scalars(waiting.limit(PAGE_SIZE).offset(number * PAGE_SIZE))
    return Page([await line(session, each) for each in ids.all()], number, total)


async def line(session: AsyncSession, approval_id: int) -> Line:
    """`ApprovalUnknown`."""
    approval = await find(session, approval_id)
    referral = await session.get_one(Referral, approval.referral_id)
    return Line(
        approval,
        await session.get_one(Participant, referral.referee_id),
        await session.get_one(Participant, referral.referrer_id),
    )


async def unannounced(session: AsyncSession, *, limit: int) -> list[int]:
    """Approvals of which the group has no card yet, the oldest first."""
    rows = await session.scalars(
        select(Approval.id)
        .where(Approval.announced_at.is_(None))
        .order_by(Approval.asked_at, Approval.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(rows)


async def mark_announced(session: AsyncSession, ids: Sequence[int], *, now: datetime) -> None:
    await session.execute(
        update(Approval)
        .where(Approval.id.in_(ids))
        .values(announced_at=now)
        .execution_options(synchronize_session=False)
    )


async def approve(session: AsyncSession, approval_id: int, *, by: int, now: datetime) -> Approval:
    """The step is done. Raises `ApprovalUnknown` or `ApprovalAlreadyDecided`."""
    approval, referral, document = await _decide(
        session, approval_id, ApprovalState.APPROVED, by=by, now=now
    )
    missing = await referrals.note_step(session, referral, document, approval.step, now=now)
    await _record(session, approval, referral, by=by, now=now)
    friend = await session.get_one(Participant, referral.referee_id)
    await outbox.post(
        session,
        chat_id=friend.telegram_id,
        text_key="steps-approved-more" if missing else "steps-approved",
        args={"title": campaigns.titled(document)},
        keyboard=[[{"text_key": "start-home-button", "callback": "home"}]],
        now=now,
    )
    referrer = await session.get_one(Participant, referral.referrer_id)
    await outbox.post(
        session,
        chat_id=referrer.telegram_id,
        text_key="steps-friend-approved-more" if missing else "steps-friend-approved",
        args={"name": names.later(friend.name)},
        now=now,
    )
    return approval


async def reject(
    session: AsyncSession, approval_id: int, *, by: int, reason: str, now: datetime
) -> Approval:
    """The friend counts no longer; the reason is told to the friend alone.

    Raises `ApprovalUnknown`, `ApprovalAlreadyDecided` and what `reasons.check` does.
    """
    reason = reasons.check(reason)
    approval, referral, document = await _decide(
        session, approval_id, ApprovalState.REJECTED, by=by, now=now, reason=reason
    )
    await referrals.revoke(session, referral, RevokeReason.REJECTED, now=now)
    await _record(session, approval, referral, by=by, now=now)
    friend = await session.get_one(Participant, referral.referee_id)
    await outbox.post(
        session,
        chat_id=friend.telegram_id,
        text_key="steps-rejected",
        args={"title": campaigns.titled(document), "reason": reason},
        keyboard=[[{"text_key": "support-button", "callback": "support"}]],
        now=now,
    )
    return approval


async def _decide(
    session: AsyncSession,
    approval_id: int,
    state: ApprovalState,
    *,
    by: int,
    now: datetime,
    reason: str | None = None,
) -> tuple[Approval, Referral, Document]:
    found = await find(session, approval_id)
    [referral] = await referrals.reload(session, [found.referral_id])
    if referral.state != ReferralState.PENDING or referrals.is_late(referral, now=now):
        raise ApprovalAlreadyDecided
    # The WHERE clause decides between two admins who press at once.
    won = await session.scalar(
        update(Approval)
        .where(Approval.id == approval_id, Approval.state == ApprovalState.WAITING)
        .values(state=state, decided_at=now, decided_by=by, reason=reason)
        .returning(Approval.id)
        .execution_options(synchronize_session=False)
    )
    if won is None:
        raise ApprovalAlreadyDecided
    approval = await find(session, approval_id)
    return approval, referral, await referrals.document_of(session, referral)


async def _record(
    session: AsyncSession, approval: Approval, referral: Referral, *, by: int, now: datetime
) -> None:
    approved = approval.state == ApprovalState.APPROVED
    await audit.record(
        session,
        Action.FRIEND_APPROVE if approved else Action.FRIEND_REJECT,
        by=by,
        now=now,
        participant_id=referral.referee_id,
        campaign_id=referral.campaign_id,
        before={"state": ReferralState.PENDING},
        after={"state": approval.state, "referral": referral.id},
        reason=approval.reason,
    )
