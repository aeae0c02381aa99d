"""How do points leave to the outside: who may ask for it, who decides, and what moves when?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Points, Unit
from bot.services import admins, campaigns, ledger, outbox, payout_cards, payout_terms
from bot.services.destinations import Method
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket, Participant, Payout, PayoutState

PAGE_SIZE = 5
PAGES_MAX = 1_000
REASON_LENGTH_MIN = 3
REASON_LENGTH_MAX = 500


class PayoutMethodNotOffered(UserError):
    pass


class PayoutAlreadyDecided(UserError):
    """Another admin was first; `state`, `by` and `at` tell what happened."""


class PayoutNotApproved(UserError):
    pass


class ReasonTooShort(UserError):
    pass


class ReasonTooLong(UserError):
    pass


@dataclass(frozen=True)
class Line:
    """A payout in a list, with whose it is."""

    payout: Payout
    participant: Participant
    unit: Unit


@dataclass(frozen=True)
class Page:
    """Part of a list of payouts."""

    lines: Sequence[Line]
    number: int
    """From 0."""
    total: int

    @property
    def has_next(self) -> bool:
        return (self.number + 1) * PAGE_SIZE < self.total


async def request(
    session: AsyncSession,
    participant_id: int,
    *,
    campaign_id: int,
    amount_minor: int,
    method: Method,
    destination: str,
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
    if method not in purse.methods:
        raise PayoutMethodNotOffered
    purse.check(amount_minor)
    await payout_terms.check_turn(session, participant_id, purse.campaign, now=now)
    payout = Payout(
        campaign_id=campaign_id,
        version=purse.campaign.version,
        participant_id=participant_id,
        amount_minor=amount_minor,
        method=method,
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
    if admin_chat_id is not None:
        await payout_cards.announce(session, payout, chat_id=admin_chat_id, now=now)
    return payout


async def approve(session: AsyncSession, payout_id: int, *, by: int, now: datetime) -> Payout:
    """Approve a requested payout; `PayoutAlreadyDecided`, `PayoutUnknown`."""
    payout = await _change(
        session,
        payout_id,
        seen=PayoutState.REQUESTED,
        state=PayoutState.APPROVED,
        decided_by=by,
        decided_at=now,
    )
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
) -> Payout:
    """Give the points back; `seen` is the state, requested or approved, that the admin saw.

    Raises `ReasonTooShort`, `ReasonTooLong`, `PayoutAlreadyDecided`, `PayoutUnknown`.
    """
    payout = await _change(
        session,
        payout_id,
        seen=seen,
        state=PayoutState.REJECTED,
        decided_by=by,
        decided_at=now,
        reason=check_reason(reason),
    )
    await _move(session, payout, Bucket.REQUESTED, Bucket.AVAILABLE, at=now, actor=by)
    await _tell(session, payout, "payout-rejected-notice", now=now)
    return payout


async def mark_paid(session: AsyncSession, payout_id: int, *, by: int, now: datetime) -> Payout:
    """Record that an approved payout was paid outside.

    Raises `PayoutNotApproved`, `PayoutAlreadyDecided`, `PayoutUnknown`.
    """
    payout = await _change(
        session,
        payout_id,
        seen=PayoutState.APPROVED,
        state=PayoutState.PAID,
        paid_by=by,
        paid_at=now,
    )
    await _move(session, payout, Bucket.REQUESTED, Bucket.PAID_OUT, at=now, actor=by)
    await _tell(session, payout, "payout-paid-notice", now=now)
    return payout


def check_reason(reason: str) -> str:
    """The reason on its own; `ReasonTooShort` or `ReasonTooLong`."""
    reason = reason.strip()
    if len(reason) < REASON_LENGTH_MIN:
        raise ReasonTooShort(length=REASON_LENGTH_MIN)
    if len(reason) > REASON_LENGTH_MAX:
        raise ReasonTooLong(length=REASON_LENGTH_MAX)
    return reason


async def of_participant(session: AsyncSession, participant_id: int, *, page: int = 0) -> Page:
    """The person's payouts, newest first."""
    return await _page(session, page, Payout.participant_id == participant_id, newest_first=True)


async def open_ones(session: AsyncSession, *, page: int = 0) -> Page:
    """What waits for a decision or for the money, oldest first."""
    return await _page(session, page, Payout.state.in_(payout_terms.OPEN), newest_first=False)


async def _page(
    session: AsyncSession, number: int, condition: ColumnElement[bool], *, newest_first: bool
) -> Page:
    total = await session.scalar(select(func.count()).select_from(Payout).where(condition)) or 0
    last = max(total - 1, 0) // PAGE_SIZE
    number = min(max(number, 0), last)
    rows = await session.execute(
        select(Payout, Participant)
        .join(Participant, Participant.id == Payout.participant_id)
        .where(condition)
        .order_by(Payout.id.desc() if newest_first else Payout.id)
        .limit(PAGE_SIZE)
        .offset(number * PAGE_SIZE)
    )
    lines = [
        Line(payout, participant, await _unit(session, payout)) for payout, participant in rows
    ]
    return Page(lines, number, total)


async def _change(
    session: AsyncSession, payout_id: int, *, seen: PayoutState, **changes: Any
) -> Payout:
    # The WHERE clause, not a SELECT before it, decides who is first of two admins.
    payout: Payout | None = await session.scalar(
        update(Payout)
        .where(Payout.id == payout_id, Payout.state == seen)
        .values(**changes)
        .returning(Payout),
        execution_options={"populate_existing": True},
    )
    if payout is None:
        raise await refusal(session, payout_id)
    return payout


async def refusal(session: AsyncSession, payout_id: int) -> UserError:
    """What tells that, when and by whom the payout was decided."""
    payout = await payout_cards.find(session, payout_id)
    by, at = payout_cards.decision(payout)
    if at is None:
        return PayoutNotApproved()
    name = await admins.name_of(session, by)
    return PayoutAlreadyDecided(state=payout.state, by=name, at=at)


async def _move(
    session: AsyncSession,
    payout: Payout,
    source: Bucket,
    target: Bucket,
    *,
    at: datetime,
    actor: int | None = None,
) -> None:
    to_campaign = target == Bucket.PAID_OUT
    await ledger.post(
        session,
        key=f"payout:{payout.id}:{payout.state}",
        kind=f"payout-{payout.state}",
        campaign_id=payout.campaign_id,
        version=payout.version,
        at=at,
        actor=actor,
        reason=payout.reason,
        legs=[
            Leg(payout.participant_id, source, -payout.amount_minor),
            Leg(
                CAMPAIGN_OWNER if to_campaign else payout.participant_id,
                target,
                payout.amount_minor,
            ),
        ],
    )


async def _unit(session: AsyncSession, payout: Payout) -> Unit:
    running = await campaigns.find(session, payout.campaign_id, payout.version)
    return campaigns.unit(running.document)


async def _tell(session: AsyncSession, payout: Payout, text_key: str, *, now: datetime) -> None:
    participant = await session.get_one(Participant, payout.participant_id)
    await outbox.post(
        session,
        chat_id=participant.telegram_id,
        text_key=text_key,
        args={
            "number": str(payout.id),
            "amount": Points(payout.amount_minor, await _unit(session, payout)),
            "method": payout.method,
            "destination": payout_cards.masked(payout),
            "reason": payout.reason or "",
        },
        now=now,
    )
