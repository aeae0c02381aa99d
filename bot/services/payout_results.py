"""What follows from a bank's answer for each payout, and what of it is carried out?"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import payout_answers, payout_batches, payout_cards, payout_lists, payouts
from bot.services.payout_answers import Outcome
from models import Payout, PayoutState

OUR_REFERENCE = re.compile(r"P\d+-B\d+")
"""Of the batch file itself, which some send back with a column added: no number of a bank's."""
REASON_LENGTH_MAX = 200


class Verdict(StrEnum):
    """What a line means; the text of one is `payout-answer-<value>`."""

    PAY = "pay"
    REFUSE = "refuse"
    PENDING = "pending"
    TWICE = "twice"
    """Paid before, under another number: perhaps the bank has paid two times."""
    CONTRADICTS = "contradicts"
    """Rejected here and paid by the bank, or the other way round."""
    DIFFERS = "differs"
    """Another amount than ours."""
    DOUBLED = "doubled"
    """Several lines about one payout that say different things."""
    OTHER_BATCH = "other-batch"
    NOT_APPROVED = "not-approved"
    UNREADABLE = "unreadable"
    """No payout's number."""
    NO_SUCH = "no-such"
    STATUS = "status"
    """A state of which we do not know what it means."""
    REPEATED = "repeated"
    """The same line again; it counts once."""
    ALREADY = "already"
    """Settled so before, as when one answer is sent twice."""


APPLIED = (Verdict.PAY, Verdict.REFUSE)


@dataclass(frozen=True)
class Judged:
    """A line of the answer and what it means."""

    line: payout_answers.Line
    verdict: Verdict
    about: payout_lists.Line | None = None

    @property
    def as_json(self) -> dict[str, Any]:
        """What has to be remembered until the admin has confirmed it."""
        return {
            "payout": self.line.number,
            "verdict": self.verdict,
            "reference": _reference(self.line),
            "reason": (self.line.reason or self.line.status)[:REASON_LENGTH_MAX],
        }


@dataclass(frozen=True)
class Answer:
    """A whole answer; nothing of it has been carried out."""

    judged: Sequence[Judged]
    missing: Sequence[int]
    """Payouts of the batch that the answer does not mention."""

    def of(self, *verdicts: Verdict) -> list[Judged]:
        return [each for each in self.judged if each.verdict in verdicts]


@dataclass
class Applied:
    """What was carried out, and what somebody else had decided meanwhile."""

    paid: list[Payout] = field(default_factory=list)
    refused: list[Payout] = field(default_factory=list)
    missed: list[tuple[int, UserError]] = field(default_factory=list)


async def judge(
    session: AsyncSession, lines: Sequence[payout_answers.Line], *, batch_id: int | None
) -> Answer:
    """What each line means as things stand; `batch_id` where it is known which one is answered."""
    numbers = {line.number for line in lines if line.number is not None}
    found = {line.payout.id: line for line in await payout_lists.lines(session, sorted(numbers))}
    counts = Counter(line.number for line in lines)
    kinds = {(line.number, _meaning(line)) for line in lines}
    meanings = Counter(number for number, _ in kinds)
    seen: set[int | None] = set()
    judged = []
    for line in lines:
        about = found.get(line.number or 0)
        if line.number is not None and counts[line.number] > 1 and about is not None:
            if meanings[line.number] > 1:
                judged.append(Judged(line, Verdict.DOUBLED, about))
                continue
            if line.number in seen:
                judged.append(Judged(line, Verdict.REPEATED, about))
                continue
        seen.add(line.number)
        judged.append(Judged(line, _verdict(line, about, batch_id), about))
    return Answer(judged, await _missing(session, batch_id, numbers))


async def apply(
    session: AsyncSession, wanted: Iterable[dict[str, Any]], *, by: int, now: datetime
) -> Applied:
    """Carry out what `Judged.as_json` remembered; each payout is decided on by itself."""
    outcome = Applied()
    # The oldest first: one order for everybody who locks them.
    for one in sorted(wanted, key=lambda each: int(each["payout"])):
        payout_id = int(one["payout"])
        try:
            if one["verdict"] == Verdict.PAY:
                paid = await payouts.mark_paid(
                    session, payout_id, by=by, now=now, reference=one["reference"]
                )
                outcome.paid.append(paid)
            else:
                reason = str(one["reason"])
                refused = await payout_batches.refuse(
                    session, payout_id, by=by, reason=reason, now=now
                )
                outcome.refused.append(refused)
        except (
            payouts.PayoutAlreadyDecided,
            payouts.PayoutNotApproved,
            payout_cards.PayoutUnknown,
        ) as refusal:
            outcome.missed.append((payout_id, refusal))
    return outcome


def _verdict(
    line: payout_answers.Line, about: payout_lists.Line | None, batch_id: int | None
) -> Verdict:
    if line.number is None:
        return Verdict.UNREADABLE
    if about is None:
        return Verdict.NO_SUCH
    if line.outcome == Outcome.UNKNOWN:
        return Verdict.STATUS
    if line.outcome == Outcome.PENDING:
        return Verdict.PENDING
    payout = about.payout
    if payout.state != PayoutState.APPROVED:
        return _settled(line, payout)
    expected = Decimal(payout.net_minor).scaleb(-about.unit.decimals)
    if line.amounts is not None and expected not in line.amounts:
        return Verdict.DIFFERS
    if batch_id is not None and payout.batch_id not in (None, batch_id):
        return Verdict.OTHER_BATCH
    if line.outcome == Outcome.PAID:
        return Verdict.PAY
    return Verdict.ALREADY if payout.bank_refusal is not None else Verdict.REFUSE


def _settled(line: payout_answers.Line, payout: Payout) -> Verdict:
    """About a payout that is not approved: too early or too late for the bank's word."""
    if payout.state == PayoutState.REQUESTED:
        return Verdict.NOT_APPROVED
    if (payout.state == PayoutState.PAID) != (line.outcome == Outcome.PAID):
        return Verdict.CONTRADICTS
    reference = _reference(line)
    is_other = reference is not None and payout.reference not in (None, reference)
    return Verdict.TWICE if is_other else Verdict.ALREADY


def _meaning(line: payout_answers.Line) -> tuple[object, ...]:
    return line.outcome, _reference(line), line.amounts


def _reference(line: payout_answers.Line) -> str | None:
    """The bank's number of the payment, as far as one can be kept."""
    visible = "".join(letter for letter in line.reference if letter.isprintable()).strip()
    if not visible or OUR_REFERENCE.fullmatch(visible):
        return None
    return visible[: payouts.REFERENCE_LENGTH_MAX].strip()


async def _missing(session: AsyncSession, batch_id: int | None, numbers: set[int]) -> Sequence[int]:
    if batch_id is None:
        return ()
    ids = await session.scalars(
        select(Payout.id)
        .where(Payout.batch_id == batch_id, Payout.state == PayoutState.APPROVED)
        .order_by(Payout.id)
    )
    return [payout_id for payout_id in ids if payout_id not in numbers]
