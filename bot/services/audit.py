"""Who decided what, when and why? Every decision of a person leaves a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from models import AuditRecord

PAGE_SIZE = 10


class Action(StrEnum):
    """What a person can decide; the text of a row is `audit-action-<value>`."""

    PAYOUT_APPROVE = "payout-approve"
    PAYOUT_SECOND = "payout-second"
    """The second pair of eyes on a large payout."""
    PAYOUT_REJECT = "payout-reject"
    PAYOUT_PAID = "payout-paid"
    PAYOUT_CANCEL = "payout-cancel"
    """Taken back by the participant."""
    PAYOUT_BATCH = "payout-batch"
    """Written into a batch, or the batch downloaded again."""
    PAYOUT_BATCH_CANCEL = "payout-batch-cancel"
    PAYOUT_BANK_REFUSAL = "payout-bank-refusal"
    """The bank or the wallet answered that it did not pay."""
    PAYOUT_AGAIN = "payout-again"
    """Let into the next batch after a refusal of the bank."""
    PAYOUT_REVEAL = "payout-reveal"
    """Looked at where the money goes, in full."""
    CREDIT = "credit"
    DEBIT = "debit"
    BAN = "ban"
    UNBAN = "unban"
    REFERRAL_REVOKE = "referral-revoke"
    FRIEND_APPROVE = "friend-approve"
    FRIEND_REJECT = "friend-reject"
    PLAN_GIVE = "plan-give"
    """Terms of their own for a referrer, or back to those of everybody."""
    MEMBERSHIP_CHECK = "membership-check"
    MESSAGE = "message"
    ROLE_GIVE = "role-give"
    ROLE_TAKE = "role-take"
    THREAD_CLOSE = "thread-close"
    THREAD_REOPEN = "thread-reopen"
    BROADCAST_START = "broadcast-start"
    BROADCAST_PAUSE = "broadcast-pause"
    BROADCAST_RESUME = "broadcast-resume"
    BROADCAST_CANCEL = "broadcast-cancel"
    BROADCAST_RESEND = "broadcast-resend"
    EXPORT = "export"
    OFFER_ADD = "offer-add"
    OFFER_CHANGE = "offer-change"
    VOUCHERS_ADD = "vouchers-add"
    REDEMPTION_MOVE = "redemption-move"
    """A gift was sent or delivered, thanks were posted."""
    REDEMPTION_CANCEL = "redemption-cancel"
    CAMPAIGN_LOAD = "campaign-load"
    CAMPAIGN_START = "campaign-start"
    CAMPAIGN_STOP = "campaign-stop"
    CAMPAIGN_PAUSE = "campaign-pause"
    CAMPAIGN_RESUME = "campaign-resume"
    APIKEY_CREATE = "apikey-create"
    APIKEY_REVOKE = "apikey-revoke"
    WEBHOOK_ADD = "webhook-add"
    WEBHOOK_REMOVE = "webhook-remove"
    CONTEST_DISQUALIFY = "contest-disqualify"


@dataclass(frozen=True)
class Filter:
    """Which rows to show; all that is set must hold."""

    participant_id: int | None = None
    actor: int | None = None
    payout_id: int | None = None


@dataclass(frozen=True)
class Page:
    """Rows of the audit, newest first."""

    records: Sequence[AuditRecord]
    next_before: int | None
    """Where the next page begins; None on the last."""


async def record(
    session: AsyncSession,
    action: Action,
    *,
    by: int | None,
    now: datetime,
    participant_id: int | None = None,
    payout_id: int | None = None,
    campaign_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Write down a decision in the transaction that carries it out.

    `before` and `after` are JSON, of what changed alone; no personal details belong in them.
    """
    session.add(
        AuditRecord(
            at=now,
            actor=by,
            action=action,
            participant_id=participant_id,
            payout_id=payout_id,
            campaign_id=campaign_id,
            before=dict(before or {}),
            after=dict(after or {}),
            reason=reason,
        )
    )
    await session.flush()


async def page(session: AsyncSession, wanted: Filter, *, before: int | None = None) -> Page:
    """The newest rows, or those older than the row `before`."""
    conditions = conditions_of(wanted)
    if before is not None:
        conditions.append(AuditRecord.id < before)
    found = await session.scalars(
        select(AuditRecord).where(*conditions).order_by(AuditRecord.id.desc()).limit(PAGE_SIZE + 1)
    )
    records = list(found)
    has_next = len(records) > PAGE_SIZE
    return Page(records[:PAGE_SIZE], records[PAGE_SIZE - 1].id if has_next else None)


def conditions_of(wanted: Filter) -> list[ColumnElement[bool]]:
    """What the WHERE clause of a statement on the audit has to say."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.participant_id is not None:
        conditions.append(AuditRecord.participant_id == wanted.participant_id)
    if wanted.actor is not None:
        conditions.append(AuditRecord.actor == wanted.actor)
    if wanted.payout_id is not None:
        conditions.append(AuditRecord.payout_id == wanted.payout_id)
    return conditions
