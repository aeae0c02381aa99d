"""Which codes does a pool hold, and how is each handed out exactly once?

Nothing here gives back a code that was not handed out: what was uploaded can only be bought.
"""

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.services import audit, uploaded_texts
from models import Offer, OfferKind, Voucher

SIZE_MAX_BYTES = 2 * 1024 * 1024
CODES_MAX = 20_000
"""In one file: all of them are written in one transaction."""
ROWS_AT_ONCE = 500
CODE_LENGTH_MAX = 200
SEPARATORS = (";", "\t", ",")
HEADERS = frozenset(
    {
        "code", "codes", "voucher", "vouchers", "voucher code", "promo code", "promocode", "coupon",
        "serial", "gift card",
        "код", "коды", "ваучер", "ваучеры", "код ваучера", "промокод", "промокоды", "купон",
        "кодове", "ваучери", "код на ваучер", "промокодове", "талон",
    }
)  # fmt: skip


class VoucherFileEmpty(UserError):
    pass


class VoucherFileTooLarge(UserError):
    """More than `size` megabytes, or more than `codes` codes."""


class VouchersUnreadable(UserError):
    """`count` lines hold no code that could be shown, the first of them is `line`."""


class OfferHasNoVouchers(UserError):
    """Codes were uploaded for something that is no voucher."""


@dataclass(frozen=True)
class Read:
    """What a file holds."""

    codes: Sequence[str]
    """Each once, in their order."""
    repeated: int = 0
    blank: int = 0


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


def read(content: bytes) -> Read:
    """The codes of a CSV or text file: the first column, a header left out.

    A line that cannot be a code makes all of the file unusable: it is the wrong file or column.
    Raises `VoucherFileEmpty`, `VoucherFileTooLarge`, `VouchersUnreadable`, and what
    `uploaded_texts.decoded` does.
    """
    check_size(len(content))
    lines = uploaded_texts.decoded(content).splitlines()
    separator = _separator(lines)
    codes: dict[str, None] = {}
    repeated = blank = 0
    wrong: list[int] = []
    for number, line in enumerate(lines, start=1):
        code = _first_cell(line, separator)
        if not code:
            blank += 1
        elif number == 1 and " ".join(code.casefold().split()) in HEADERS:
            continue
        elif len(code) > CODE_LENGTH_MAX or not code.isprintable():
            wrong.append(number)
        elif code in codes:
            repeated += 1
        else:
            codes[code] = None
    if wrong:
        raise VouchersUnreadable(count=len(wrong), line=wrong[0], length=CODE_LENGTH_MAX)
    if not codes:
        raise VoucherFileEmpty
    if len(codes) > CODES_MAX:
        raise _too_large()
    return Read(list(codes), repeated, blank)


def check_size(size_bytes: int) -> None:
    """Before anything is fetched: `VoucherFileEmpty`, `VoucherFileTooLarge`."""
    if size_bytes == 0:
        raise VoucherFileEmpty
    if size_bytes > SIZE_MAX_BYTES:
        raise _too_large()


def _too_large() -> VoucherFileTooLarge:
    return VoucherFileTooLarge(size=SIZE_MAX_BYTES // 1024**2, codes=CODES_MAX)


def _separator(lines: Sequence[str]) -> str:
    """What most lines have; a tab where none has any, which splits nothing."""
    filled = [line for line in lines if line.strip()]
    for separator in SEPARATORS:
        if filled and all(separator in line for line in filled):
            return separator
    return "\t"


def _first_cell(line: str, separator: str) -> str:
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        cells = [line]
    # The apostrophe keeps a spreadsheet from reckoning with a code such as "00017".
    return cells[0].strip().removeprefix("'").strip() if cells else ""


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
