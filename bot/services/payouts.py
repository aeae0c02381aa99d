"""How do points leave to the outside: who may ask for it, who decides, and what moves when?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Points
from bot.services import (
    admins,
    audit,
    checks,
    ledger,
    outbox,
    payout_cards,
    payout_lists,
    payout_terms,
    reasons,
    webhook_events,
)
from bot.services.destinations import Method
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket, Participant, Payout, PayoutState, QuickReason

REFERENCE_LENGTH_MAX = 64


class PayoutMethodNotOffered(UserError):
    pass


class PayoutAlreadyDecided(UserError):
    """Another admin was first; `state`, `by` and `at` tell what happened."""


class PayoutNotApproved(UserError):
    pass


class PayoutFrozen(UserError):
    """The person is banned: the payout stays open until they are not."""


class PayoutNeedsAnotherAdmin(UserError):
    """The same person cannot give both approvals."""


class PayoutInBatch(UserError):
    """It may be on its way already; `batch` tells which batch has it."""


class ReferenceUnreadable(UserError):
    """Empty, longer than `length`, or of characters that cannot be seen."""


async def request(
    session: AsyncSession,
    participant_id: int,
    *,
    campaign_id: int,
    amount_minor: int,
    method: Method,
    destination: str,
    own_method: str | None = None,
    admin_chat_id: int | None,
    now: datetime,
) -> Payout:
    """Ask for part of the available points; `destination` as destinations.parse returns it.

    Raises `PayoutMethodNotOffered` and whatever payout_terms refuses.
    """
    # Locked, so that on PostgreSQL the person's next request sees this one.
    locked = select(Participant).where(Participant.id == participant_id)
    participant = (await session.scalars(locked.with_for_update(key_share=True))).one()
    payout_terms.check_ban(participant)
    purse = await payout_terms.purse(session, participant_id, campaign_id)
    if purse.way(method, own_method) is None:
        raise PayoutMethodNotOffered
    purse.check(amount_minor)
    await payout_terms.check_turn(session, participant_id, purse.campaign, now=now)
    payout = Payout(
        campaign_id=campaign_id,
        version=purse.campaign.version,
        participant_id=participant_id,
        amount_minor=amount_minor,
        fee_minor=purse.fee(amount_minor),
        method=method,
        own_method=own_method,
        destination=destination,
        state=PayoutState.REQUESTED,
        requested_at=now,
    )
    session.add(payout)
    await session.flush()
    try:
        await _move(session, payout, Bucket.AVAILABLE, Bucket.REQUESTED, at=now)
    except ledger.InsufficientPoints:
        # Spent elsewhere since the balance was read above.
        purse = await payout_terms.purse(session, participant_id, campaign_id)
        raise payout_terms.NotEnoughPoints(available=purse.points(purse.available_minor)) from None
    await checks.look_at_friends_of(session, campaign_id, participant_id, now=now)
    if admin_chat_id is not None:
        await payout_cards.announce(session, payout, chat_id=admin_chat_id, now=now)
    return payout


async def approve(session: AsyncSession, payout_id: int, *, by: int, now: datetime) -> Payout:
    """Approve a requested payout; the first of two approvals leaves it requested.

    Raises `PayoutNeedsAnotherAdmin`, `PayoutAlreadyDecided`, `PayoutFrozen`, `PayoutUnknown`.
    """
    seen = await payout_cards.find(session, payout_id)
    participant = await session.get_one(Participant, seen.participant_id, populate_existing=True)
    if seen.state == PayoutState.REQUESTED and participant.banned_at is not None:
        raise PayoutFrozen
    takes_two = await payout_terms.needs_two(session, seen)
    changes = {"state": PayoutState.APPROVED, "decided_by": by, "decided_at": now}
    action, before = audit.Action.PAYOUT_APPROVE, PayoutState.REQUESTED
    if not takes_two:
        payout = await _change(session, payout_id, seen=PayoutState.REQUESTED, **changes)
        await record(session, action, payout, seen=before, by=by, now=now)
    else:
        first = {"first_by": by, "first_at": now}
        nobody = Payout.first_by.is_(None)
        half = await _try(session, payout_id, PayoutState.REQUESTED, nobody, first)
        if half is not None:
            after = {"approvals": 1}
            await record(session, action, half, seen=before, by=by, now=now, after=after)
            return half
        another = Payout.first_by != by
        full = await _try(session, payout_id, PayoutState.REQUESTED, another, changes)
        if full is None:
            raise await refusal(session, payout_id, approver=by)
        payout = full
        action, after = audit.Action.PAYOUT_SECOND, {"approvals": 2}
        await record(session, action, payout, seen=before, by=by, now=now, after=after)
    await _tell(session, payout, "payout-approved-notice", now=now)
    return payout


async def reject(
    session: AsyncSession,
    payout_id: int,
    *,
    by: int,
    reason: str,
    now: datetime,
    seen: PayoutState = PayoutState.REQUESTED,
    quick: QuickReason | None = None,
) -> Payout:
    """Give the points back; `seen` is the state, requested or approved, that the admin saw.

    `quick` is what the person reads in their own language instead of `reason`. Raises
    `ReasonLeftOut`, `ReasonTooWordy`, `PayoutInBatch`, `PayoutAlreadyDecided`, `PayoutUnknown`.
    """
    payout = await _reject(
        session, payout_id, by=by, reason=reasons.check(reason), now=now, seen=seen, quick=quick
    )
    await _move(session, payout, Bucket.REQUESTED, Bucket.AVAILABLE, at=now, actor=by)
    await record(session, audit.Action.PAYOUT_REJECT, payout, seen=seen, by=by, now=now)
    await _tell(session, payout, "payout-rejected-notice", now=now)
    return payout


async def withdraw(
    session: AsyncSession, payout_id: int, *, participant: Participant, now: datetime
) -> Payout:
    """Take back one's own request while nobody has decided; raises what the check does."""
    await check_withdrawable(session, payout_id, participant=participant)
    by = participant.telegram_id
    payout = await _reject(
        session,
        payout_id,
        by=by,
        reason=None,
        now=now,
        seen=PayoutState.REQUESTED,
        quick=QuickReason.WITHDRAWN,
    )
    kind = "payout-withdrawn"
    await _move(session, payout, Bucket.REQUESTED, Bucket.AVAILABLE, at=now, actor=by, kind=kind)
    action, before = audit.Action.PAYOUT_CANCEL, PayoutState.REQUESTED
    await record(session, action, payout, seen=before, by=by, now=now)
    return payout


async def check_withdrawable(
    session: AsyncSession, payout_id: int, *, participant: Participant
) -> Payout:
    """One's own request that is still open: `PayoutUnknown`, `PayoutAlreadyDecided`."""
    payout = await payout_cards.find(session, payout_id)
    if payout.participant_id != participant.id:
        raise payout_cards.PayoutUnknown
    if payout.state != PayoutState.REQUESTED:
        raise await refusal(session, payout_id)
    return payout


async def _reject(
    session: AsyncSession,
    payout_id: int,
    *,
    by: int,
    reason: str | None,
    now: datetime,
    seen: PayoutState,
    quick: QuickReason | None,
) -> Payout:
    changes = {
        "state": PayoutState.REJECTED,
        "decided_by": by,
        "decided_at": now,
        "reason": reason,
        "quick_reason": quick,
    }
    # What a bank was told to pay must not come back to the participant as well.
    payout = await _try(session, payout_id, seen, Payout.batch_id.is_(None), changes)
    if payout is not None:
        return payout
    found = await payout_cards.find(session, payout_id)
    if found.state == seen and found.batch_id is not None:
        raise PayoutInBatch(batch=str(found.batch_id))
    raise await refusal(session, payout_id)


async def mark_paid(
    session: AsyncSession,
    payout_id: int,
    *,
    by: int,
    now: datetime,
    reference: str | None = None,
) -> Payout:
    """Record that an approved payout was paid outside; `reference` is the bank's number of it.

    Raises `ReferenceUnreadable`, `PayoutNotApproved`, `PayoutAlreadyDecided`, `PayoutUnknown`.
    """
    payout = await _change(
        session,
        payout_id,
        seen=PayoutState.APPROVED,
        state=PayoutState.PAID,
        paid_by=by,
        paid_at=now,
        reference=None if reference is None else check_reference(reference),
        bank_refusal=None,
    )
    await _move(session, payout, Bucket.REQUESTED, Bucket.PAID_OUT, at=now, actor=by)
    after = {"reference": payout.reference} if payout.reference else {}
    action, before = audit.Action.PAYOUT_PAID, PayoutState.APPROVED
    await record(session, action, payout, seen=before, by=by, now=now, after=after)
    await webhook_events.paid(session, payout, now=now)
    await _tell(session, payout, "payout-paid-notice", now=now)
    return payout


def check_reference(reference: str) -> str:
    """The number on its own, on one line; `ReferenceUnreadable`."""
    reference = " ".join(reference.split())
    if not (0 < len(reference) <= REFERENCE_LENGTH_MAX and reference.isprintable()):
        raise ReferenceUnreadable(length=REFERENCE_LENGTH_MAX)
    return reference


async def _change(
    session: AsyncSession, payout_id: int, *, seen: PayoutState, **changes: Any
) -> Payout:
    payout = await _try(session, payout_id, seen, None, changes)
    if payout is None:
        raise await refusal(session, payout_id)
    return payout


async def _try(
    session: AsyncSession,
    payout_id: int,
    seen: PayoutState,
    condition: ColumnElement[bool] | None,
    changes: Mapping[str, Any],
) -> Payout | None:
    # The WHERE clause, not a SELECT before it, decides who is first of two admins.
    statement = update(Payout).where(Payout.id == payout_id, Payout.state == seen)
    if condition is not None:
        statement = statement.where(condition)
    payout: Payout | None = await session.scalar(
        statement.values(**changes).returning(Payout),
        execution_options={"populate_existing": True},
    )
    return payout


async def refusal(
    session: AsyncSession, payout_id: int, *, approver: int | None = None
) -> UserError:
    """What tells that, when and by whom the payout was decided."""
    payout = await payout_cards.find(session, payout_id)
    decided_by, at = payout_cards.decision(payout)
    if at is None:
        is_half = approver is not None and payout.first_by == approver
        return PayoutNeedsAnotherAdmin() if is_half else PayoutNotApproved()
    name = await admins.name_of(session, decided_by)
    return PayoutAlreadyDecided(state=payout_cards.told(payout), by=name, at=at)


async def _move(
    session: AsyncSession,
    payout: Payout,
    source: Bucket,
    target: Bucket,
    *,
    at: datetime,
    actor: int | None = None,
    kind: str | None = None,
) -> None:
    legs = [Leg(payout.participant_id, source, -payout.amount_minor)]
    if target != Bucket.PAID_OUT:
        legs.append(Leg(payout.participant_id, target, payout.amount_minor))
    else:
        legs.append(Leg(CAMPAIGN_OWNER, target, payout.net_minor))
        if payout.fee_minor:
            # Never left the campaign: its budget has it again.
            legs.append(Leg(CAMPAIGN_OWNER, Bucket.BUDGET, payout.fee_minor))
    await ledger.post(
        session,
        key=f"payout:{payout.id}:{payout.state}",
        kind=kind or f"payout-{payout.state}",
        campaign_id=payout.campaign_id,
        version=payout.version,
        at=at,
        actor=actor,
        reason=payout.reason,
        legs=legs,
    )


async def record(
    session: AsyncSession,
    action: audit.Action,
    payout: Payout,
    *,
    seen: PayoutState,
    by: int,
    now: datetime,
    before: Mapping[str, Any] = {},
    after: Mapping[str, Any] = {},
    reason: str | None = None,
) -> None:
    """Write a decision about a payout, whose state was `seen`, into the audit.

    `before` and `after` are what changed besides the state; `reason` is the payout's own if None.
    """
    await audit.record(
        session,
        action,
        by=by,
        now=now,
        participant_id=payout.participant_id,
        payout_id=payout.id,
        campaign_id=payout.campaign_id,
        before={"state": seen, **before},
        after={"state": payout.state, **after},
        reason=payout.reason if reason is None else reason,
    )


async def _tell(session: AsyncSession, payout: Payout, text_key: str, *, now: datetime) -> None:
    participant = await session.get_one(Participant, payout.participant_id)
    unit = await payout_lists.unit(session, payout)
    await outbox.post(
        session,
        chat_id=participant.telegram_id,
        text_key=text_key,
        args={
            "number": str(payout.id),
            "amount": Points(payout.amount_minor, unit),
            "net": Points(payout.net_minor, unit),
            "fee": Points(payout.fee_minor, unit),
            "charged": "yes" if payout.fee_minor else "no",
            "destination": payout_cards.masked(payout),
            "reason": payout_cards.reason(payout),
            "reference": payout.reference or "",
            "referenced": "yes" if payout.reference else "no",
        },
        now=now,
    )
