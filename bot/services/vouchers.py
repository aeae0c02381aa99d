"""Which codes does a pool hold, and how is each handed out exactly once?

Nothing here gives back a code that was not handed out: what was uploaded can only be bought.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.services import audit
from bot.services.voucher_files import Read
from models import Offer, OfferKind, Voucher

ROWS_AT_ONCE = 500


class OfferHasNoVouchers(UserError):
    """Codes were uploaded for something that is no voucher."""


@dataclass(frozen=True)
class Added:
    """What became of a file."""

    new: int
    known: int
    """In the pool already, sold or not."""
    repeated: int
    blank: int
    left: int
    """In the pool now."""
    elsewhere: int = 0
    """Left out: another offer has them, sold or not."""


async def add(
    session: AsyncSession, offer_id: int, found: Read, *, by: int, now: datetime
) -> Added:
    """Put codes into the pool of a voucher offer, but for those that some offer has already.

    Raises `OfferHasNoVouchers`.
    """
    offer = await session.get(Offer, offer_id)
    if offer is None or offer.kind != OfferKind.VOUCHER:
        raise OfferHasNoVouchers
    others = [each for each in await _lock_pools(session) if each != offer_id]
    new = elsewhere = 0
    for first in range(0, len(found.codes), ROWS_AT_ONCE):
        codes = found.codes[first : first + ROWS_AT_ONCE]
        taken = await _held(session, others, codes)
        elsewhere += len(taken)
        rows = [
            {"offer_id": offer_id, "code": code, "added_at": now, "added_by": by}
            for code in codes
            if code not in taken
        ]
        new += await _write(session, rows) if rows else 0
    left = (await unsold(session, [offer_id]))[offer_id]
    await audit.record(
        session,
        audit.Action.VOUCHERS_ADD,
        by=by,
        now=now,
        campaign_id=offer.campaign_id,
        before={"codes": left - new},
        after={"offer": offer.name, "codes": left},
    )
    known = len(found.codes) - new - elsewhere
    return Added(new, known, found.repeated, found.blank, left, elsewhere)


async def _lock_pools(session: AsyncSession) -> Sequence[int]:
    """All voucher offers: of two who upload the same code to two of them at once, one waits."""
    found = await session.scalars(
        select(Offer.id)
        .where(Offer.kind == OfferKind.VOUCHER)
        .order_by(Offer.id)
        .with_for_update(key_share=True)
    )
    return found.all()


async def _held(
    session: AsyncSession, offer_ids: Sequence[int], codes: Sequence[str]
) -> Collection[str]:
    """Which of these codes the offers have."""
    found = await session.scalars(
        select(Voucher.code)
        .where(Voucher.offer_id.in_(offer_ids), Voucher.code.in_(codes))
        .distinct()
    )
    return set(found.all())


async def _write(session: AsyncSession, rows: Sequence[dict[str, object]]) -> int:
    """How many of them the pool did not have."""
    written = await session.scalars(
        insert(Voucher)
        .values(rows)
        .on_conflict_do_nothing(index_elements=[Voucher.offer_id, Voucher.code])
        .returning(Voucher.id)
    )
    return len(written.all())


async def unsold(session: AsyncSession, offer_ids: Sequence[int]) -> dict[int, int]:
    """How many codes are left in each of these pools."""
    left = dict.fromkeys(offer_ids, 0)
    if offer_ids:
        rows = await session.execute(
            select(Voucher.offer_id, func.count())
            .where(Voucher.offer_id.in_(offer_ids), Voucher.redemption_id.is_(None))
            .group_by(Voucher.offer_id)
        )
        left.update({offer_id: count for offer_id, count in rows})
    return left


async def is_left(session: AsyncSession, offer_id: int) -> bool:
    """Whether one could be had now, without taking it."""
    found = await session.scalar(
        select(Voucher.id)
        .where(Voucher.offer_id == offer_id, Voucher.redemption_id.is_(None))
        .limit(1)
    )
    return found is not None


async def hand_out(session: AsyncSession, offer_id: int, redemption_id: int) -> str | None:
    """Take the oldest code out of the pool for a purchase; None when none is left."""
    # Two who buy at once take different rows: the second skips what the first has locked.
    next_one = (
        select(Voucher.id)
        .where(Voucher.offer_id == offer_id, Voucher.redemption_id.is_(None))
        .order_by(Voucher.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    code: str | None = await session.scalar(
        update(Voucher)
        .where(Voucher.id == next_one, Voucher.redemption_id.is_(None))
        .values(redemption_id=redemption_id)
        .returning(Voucher.code)
        .execution_options(synchronize_session=False)
    )
    return code


async def codes_of(session: AsyncSession, redemption_ids: Sequence[int]) -> dict[int, str]:
    """The codes that were handed out for these purchases; for their buyer's eyes."""
    if not redemption_ids:
        return {}
    rows = await session.execute(
        select(Voucher.redemption_id, Voucher.code).where(Voucher.redemption_id.in_(redemption_ids))
    )
    return {int(redemption_id): code for redemption_id, code in rows if redemption_id is not None}


def masked(code: str) -> str:
    """What others may see: enough to compare with, too little to use."""
    return f"••••{code[-3:]}" if len(code) >= 8 else "••••"
