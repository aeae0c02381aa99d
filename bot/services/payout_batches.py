"""Which approved payouts are written into one file for the bank or the wallet, each only once?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Points, Unit
from bot.services import audit, payout_cards, payout_lists, payouts, spreadsheets
from bot.services.audit import Action
from bot.services.destinations import Method
from models import Payout, PayoutBatch, PayoutState

SEEN = PayoutState.APPROVED
"""Batches are made of approved payouts, and change no state."""
BATCH_MAX = 200
"""Payouts in one batch, and decisions of one press: all are written in one transaction."""
OPEN_SHOWN_MAX = 10
FILE_NAME = re.compile(r"batch-(\d{1,15})-\w+\.csv")
"""By which a reply to the file is known for the answer to it."""
COLUMNS = ("payout", "amount", "unit", "method", "destination", "name", "reference")


class NothingToBatch(UserError):
    pass


class BatchUnknown(UserError):
    pass


class BatchCancelled(UserError):
    pass


class BatchOver(UserError):
    """Every payout in it has been paid: there is nothing to call off."""


class PayoutNotRefused(UserError):
    """No refusal of the bank keeps it out of the next batch."""


@dataclass(frozen=True)
class Waiting:
    """What could go into the next batch of a method."""

    method: Method
    count: int
    """At most BATCH_MAX: the next ones go into the batch after it."""
    totals: Sequence[Points]


@dataclass(frozen=True)
class Batch:
    """A batch with its payouts as they are now."""

    id: int
    method: Method
    created_at: datetime
    created_by: int
    lines: Sequence[payout_lists.Line]

    @property
    def unpaid(self) -> list[payout_lists.Line]:
        return [line for line in self.lines if line.payout.state == PayoutState.APPROVED]

    @property
    def file_name(self) -> str:
        return f"batch-{self.id}-{self.method}.csv"


def totals(lines: Sequence[payout_lists.Line]) -> list[Points]:
    """What arrives in all, one sum for each unit."""
    sums: list[tuple[Unit, int]] = []
    for line in lines:
        for place, (unit, total) in enumerate(sums):
            if unit == line.unit:
                sums[place] = unit, total + line.payout.net_minor
                break
        else:
            sums.append((line.unit, line.payout.net_minor))
    return [Points(total, unit) for unit, total in sums]


async def waiting(session: AsyncSession) -> list[Waiting]:
    """What is approved and in no batch, by method; methods without any are left out."""
    found = []
    for method in Method:
        lines = await payout_lists.lines(session, await _candidates(session, method))
        if lines:
            found.append(Waiting(method, len(lines), totals(lines)))
    return found


async def create(session: AsyncSession, method: Method, *, by: int, now: datetime) -> Batch:
    """Take the oldest approved payouts of a method into a new batch; `NothingToBatch`."""
    candidates = await _candidates(session, method)
    if not candidates:
        raise NothingToBatch
    batch = PayoutBatch(method=method, created_at=now, created_by=by)
    session.add(batch)
    await session.flush()
    # The WHERE clause keeps out what a colleague's batch or decision took meanwhile.
    taken = await session.scalars(
        update(Payout)
        .where(Payout.id.in_(candidates), *_is_candidate(method))
        .values(batch_id=batch.id)
        .returning(Payout.id)
    )
    lines = await payout_lists.lines(session, taken.all())
    if not lines:
        raise NothingToBatch
    after = {"batch": batch.id}
    for line in lines:
        action, payout = Action.PAYOUT_BATCH, line.payout
        await payouts.record(session, action, payout, seen=SEEN, by=by, now=now, after=after)
    return _batch(batch, lines)


async def find(session: AsyncSession, batch_id: int) -> Batch:
    """A batch that was not cancelled; `BatchUnknown`, `BatchCancelled`."""
    batch = await session.get(PayoutBatch, batch_id, populate_existing=True)
    if batch is None:
        raise BatchUnknown
    if batch.cancelled_at is not None:
        raise BatchCancelled
    ids = await session.scalars(
        select(Payout.id).where(Payout.batch_id == batch_id).order_by(Payout.id).limit(BATCH_MAX)
    )
    return _batch(batch, await payout_lists.lines(session, ids.all()))


async def open_ones(session: AsyncSession) -> list[Batch]:
    """Batches that were not cancelled and have something unpaid, newest first."""
    ids = await session.scalars(
        select(Payout.batch_id)
        .where(Payout.state == PayoutState.APPROVED, Payout.batch_id.is_not(None))
        .group_by(Payout.batch_id)
        .order_by(Payout.batch_id.desc())
        .limit(OPEN_SHOWN_MAX)
    )
    return [await find(session, batch_id) for batch_id in ids if batch_id is not None]


async def download_again(session: AsyncSession, batch_id: int, *, by: int, now: datetime) -> Batch:
    """The batch for another copy of its file, which the audit remembers.

    Raises `BatchUnknown`, `BatchCancelled`, `BatchOver`.
    """
    batch = await find(session, batch_id)
    if not batch.unpaid:
        raise BatchOver
    after = {"batch": batch_id, "downloaded": len(batch.unpaid)}
    await audit.record(session, Action.PAYOUT_BATCH, by=by, now=now, after=after)
    return batch


async def cancel(session: AsyncSession, batch_id: int, *, by: int, now: datetime) -> Batch:
    """Let go of what is unpaid; raises `BatchUnknown`, `BatchCancelled`, `BatchOver`."""
    batch = await find(session, batch_id)
    cancelled = await session.scalar(
        update(PayoutBatch)
        .where(PayoutBatch.id == batch_id, PayoutBatch.cancelled_at.is_(None))
        .values(cancelled_at=now, cancelled_by=by)
        .returning(PayoutBatch.id)
    )
    if cancelled is None:
        raise BatchCancelled
    freed = await session.scalars(
        update(Payout)
        .where(Payout.batch_id == batch_id, Payout.state == PayoutState.APPROVED)
        .values(batch_id=None)
        .returning(Payout.id)
    )
    lines = await payout_lists.lines(session, freed.all())
    if not lines:
        raise BatchOver
    before = {"batch": batch_id}
    for line in lines:
        action, payout = Action.PAYOUT_BATCH_CANCEL, line.payout
        await payouts.record(session, action, payout, seen=SEEN, by=by, now=now, before=before)
    return Batch(batch_id, batch.method, batch.created_at, batch.created_by, lines)


async def refuse(
    session: AsyncSession, payout_id: int, *, by: int, reason: str, now: datetime
) -> Payout:
    """Write down that the bank did not pay: out of its batch, and out of the next ones.

    The payout stays approved: a bank's refusal is as often a limit or a night's maintenance as a
    wrong number, and only a person can tell the participant which.
    Raises `PayoutNotApproved`, `PayoutAlreadyDecided`, `PayoutUnknown`.
    """
    batch_id = (await payout_cards.find(session, payout_id)).batch_id
    payout: Payout | None = await session.scalar(
        update(Payout)
        .where(Payout.id == payout_id, Payout.state == PayoutState.APPROVED)
        .values(batch_id=None, bank_refusal=reason)
        .returning(Payout),
        execution_options={"populate_existing": True},
    )
    if payout is None:
        raise await payouts.refusal(session, payout_id)
    await payouts.record(
        session,
        Action.PAYOUT_BANK_REFUSAL,
        payout,
        seen=SEEN,
        by=by,
        now=now,
        before={} if batch_id is None else {"batch": batch_id},
        reason=reason,
    )
    return payout


async def send_again(session: AsyncSession, payout_id: int, *, by: int, now: datetime) -> Payout:
    """Let a payout that the bank refused into the next batch.

    Raises `PayoutNotRefused`, `PayoutAlreadyDecided`, `PayoutUnknown`.
    """
    payout: Payout | None = await session.scalar(
        update(Payout)
        .where(
            Payout.id == payout_id,
            Payout.state == PayoutState.APPROVED,
            Payout.bank_refusal.is_not(None),
        )
        .values(bank_refusal=None)
        .returning(Payout),
        execution_options={"populate_existing": True},
    )
    if payout is None:
        found = await payout_cards.find(session, payout_id)
        if found.state == PayoutState.APPROVED:
            raise PayoutNotRefused
        raise await payouts.refusal(session, payout_id)
    await payouts.record(session, Action.PAYOUT_AGAIN, payout, seen=SEEN, by=by, now=now)
    return payout


def file_of(batch: Batch) -> bytes:
    """What is unpaid as CSV: the only place where destinations stand in full."""
    return spreadsheets.csv_of(COLUMNS, (_cells(line, batch) for line in batch.unpaid))


def reference_of(batch: Batch, payout: Payout) -> str:
    """What to write beside the payment, so that it is found again: "P17-B5"."""
    return f"P{payout.id}-B{batch.id}"


def in_units(amount_minor: int, unit: Unit) -> str:
    """The amount with a decimal point, as banks read it: "1250.00"."""
    return f"{Decimal(amount_minor).scaleb(-unit.decimals):f}"


def _cells(line: payout_lists.Line, batch: Batch) -> tuple[str, ...]:
    payout, unit = line.payout, line.unit
    destination = payout.destination
    if payout.method == Method.PHONE:
        # A plus would begin a formula; the country code goes first all the same.
        destination = destination.removeprefix("+")
    forms = unit.names.get("en") or next(iter(unit.names.values()))
    return (
        str(payout.id),
        in_units(payout.net_minor, unit),
        forms["other"],
        payout.own_method or payout.method,
        destination,
        line.participant.name,
        reference_of(batch, payout),
    )


def _is_candidate(method: Method) -> tuple[ColumnElement[bool], ...]:
    return (
        Payout.state == PayoutState.APPROVED,
        Payout.method == method,
        Payout.batch_id.is_(None),
        Payout.bank_refusal.is_(None),
    )


async def _candidates(session: AsyncSession, method: Method) -> Sequence[int]:
    ids = await session.scalars(
        select(Payout.id).where(*_is_candidate(method)).order_by(Payout.id).limit(BATCH_MAX)
    )
    return ids.all()


def _batch(batch: PayoutBatch, lines: Sequence[payout_lists.Line]) -> Batch:
    return Batch(batch.id, Method(batch.method), batch.created_at, batch.created_by, lines)
