"""How much of everything happened between two moments, without counting it all each time?

What is over is counted once: each quarter of an hour some minutes after its end, and each movement
of points when it has its seal. What came since is counted when somebody asks. A day of UTC is the
sum of its quarters, so that a year is read in 365 steps.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert, table
from bot.services import occurrences
from bot.services.occurrences import Metric
from models import (
    Account,
    Bucket,
    Entry,
    Figure,
    FigureMark,
    FigureRecount,
    Span,
    Transaction,
)

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
"""Before everything, and still a date in every time zone."""
SETTLING = timedelta(minutes=5)
"""From the end of a quarter until it is counted: what is dated in it has been committed by then."""
LATE = timedelta(minutes=4)
COUNTS, LEDGER = "counts", "ledger"

Place = tuple[int, str]
"""Campaign and metric."""

FIGURES = table(Figure)
_NEW = insert(Figure)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[Figure.span, Figure.starts_at, Figure.campaign_id, Figure.metric],
    set_={"amount": _NEW.excluded.amount},
)
_ADD = _NEW.on_conflict_do_update(
    index_elements=[Figure.span, Figure.starts_at, Figure.campaign_id, Figure.metric],
    set_={"amount": Figure.amount + _NEW.excluded.amount},
)


@dataclass(frozen=True)
class Folded:
    """Up to where the figures are counted."""

    until: datetime = BEGINNING
    seal_number: int = 0


def quarter_of(at: datetime) -> datetime:
    """When the quarter of an hour began in which a moment lies."""
    moment = at.astimezone(UTC)
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def day_of(at: datetime) -> datetime:
    """When the day of UTC began."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def points_metric(kind: str, bucket: str) -> str:
    """The name under which movements of one kind into and out of a bucket are added up."""
    return f"{kind}:{bucket}"


async def recount_if_late(session: AsyncSession, at: datetime, *, now: datetime) -> None:
    """Note that something was dated so far back that its quarter may have been counted."""
    if at <= now - LATE:
        await session.execute(
            insert(FigureRecount).on_conflict_do_nothing(), {"starts_at": quarter_of(at)}
        )


# Reading


async def folded(session: AsyncSession) -> Folded:
    rows = await session.execute(select(FigureMark.name, FigureMark.at, FigureMark.number))
    marks = {name: (at, number) for name, at, number in rows}
    at, _ = marks.get(COUNTS, (None, 0))
    return Folded(at or BEGINNING, marks.get(LEDGER, (None, 0))[1])


async def sums(
    session: AsyncSession, since: datetime, until: datetime, *, campaign_id: int | None = None
) -> Counter[Place]:
    """All that happened and moved from `since` until before `until`, by campaign and metric.

    Both lie on a quarter of an hour, or `until` after everything. Points are in minor units.
    """
    known = await folded(session)
    found = await _rolled(session, since, until, campaign_id)
    first = max(since, known.until)
    if first < until:
        found.update(_only(campaign_id, await occurrences.count(session, first, until)))
    found.update(_only(campaign_id, await _unfolded(session, known, since, until)))
    return found


async def points(session: AsyncSession, since: datetime, until: datetime) -> Counter[Place]:
    """What moved into and out of people's and the campaigns' buckets, in minor units."""
    found = Counter(
        {
            place: amount
            for place, amount in (await _rolled(session, since, until, None)).items()
            if ":" in place[1]
        }
    )
    found.update(await _unfolded(session, await folded(session), since, until))
    return found


async def series(
    session: AsyncSession,
    edges: Sequence[datetime],
    metrics: Collection[Metric],
    *,
    campaign_id: int | None = None,
) -> list[Counter[str]]:
    """How often these things happened from each moment until before the next one.

    The moments lie on quarters of an hour; the last one may lie anywhere after everything.
    """
    known = await folded(session)
    found: list[Counter[str]] = []
    for since, until in pairwise(edges):
        places = await _rolled(session, since, until, campaign_id, metrics)
        first = max(since, known.until)
        if first < until:
            live = await occurrences.count(session, first, until, metrics)
            places.update(_only(campaign_id, live))
        found.append(Counter())
        for (_campaign_id, metric), amount in places.items():
            found[-1][metric] += amount
    return found


def _only(campaign_id: int | None, places: Counter[Place]) -> Counter[Place]:
    if campaign_id is None:
        return places
    return Counter({place: amount for place, amount in places.items() if place[0] == campaign_id})


def cover(since: datetime, until: datetime) -> Iterator[tuple[Span, datetime, datetime]]:
    """Whole days of UTC, and the quarters of an hour before and after them."""
    first, last = day_of(since + DAY - timedelta(microseconds=1)), day_of(until)
    if first >= last:
        yield Span.QUARTER, since, until
        return
    yield Span.DAY, first, last
    if since < first:
        yield Span.QUARTER, since, first
    if last < until:
        yield Span.QUARTER, last, until


async def _rolled(
    session: AsyncSession,
    since: datetime,
    until: datetime,
    campaign_id: int | None,
    metrics: Collection[str] | None = None,
) -> Counter[Place]:
    found: Counter[Place] = Counter()
    for span, first, last in cover(since, until):
        statement = (
            select(Figure.campaign_id, Figure.metric, func.sum(Figure.amount))
            .where(Figure.span == span, Figure.starts_at >= first, Figure.starts_at < last)
            .group_by(Figure.campaign_id, Figure.metric)
        )
        if campaign_id is not None:
            statement = statement.where(Figure.campaign_id == campaign_id)
        if metrics is not None:
            statement = statement.where(Figure.metric.in_(metrics))
        for campaign, metric, amount in await session.execute(statement):
            found[campaign, metric] += int(amount)
    return found


def _movements() -> Select[*tuple[Any, ...]]:
    """Legs of transactions, those of budgets among them."""
    return (
        select(
            Transaction.seal_number,
            Transaction.at,
            Transaction.campaign_id,
            Transaction.kind,
            Account.bucket,
            Entry.amount_minor,
        )
        # Outer joins, though nothing is missing: SQLite then begins with the transactions.
        .outerjoin(Entry, Entry.transaction_id == Transaction.id)
        .outerjoin(Account, Account.id == Entry.account_id)
    )


async def _unfolded(
    session: AsyncSession, known: Folded, since: datetime, until: datetime
) -> Counter[Place]:
    found: Counter[Place] = Counter()
    for condition in (
        Transaction.seal_number.is_(None),
        Transaction.seal_number > known.seal_number,
    ):
        moved = (
            _movements()
            .where(condition, Transaction.at >= since, Transaction.at < until)
            .with_only_columns(
                Transaction.campaign_id,
                Transaction.kind,
                Account.bucket,
                func.sum(Entry.amount_minor),
            )
            .group_by(Transaction.campaign_id, Transaction.kind, Account.bucket)
        )
        for campaign_id, kind, bucket, amount_minor in await session.execute(moved):
            if bucket == Bucket.BUDGET:
                continue
            found[campaign_id, points_metric(kind, bucket)] += int(amount_minor)
    return found


# Counting what is over


async def fold_counts(session: AsyncSession, *, now: datetime, limit: int) -> int:
    """Count quarters of an hour that are over and were not counted; returns how many."""
    mark = await _locked(session, COUNTS)
    horizon = quarter_of(now - SETTLING)
    if mark.at is not None and mark.at > horizon:
        await _turn_back(session, mark, horizon)
    start = mark.at or BEGINNING
    again = await _to_recount(session, start, limit)
    quarters = list(again)
    while len(quarters) < limit and start < horizon:
        first = await occurrences.first(session, start, horizon)
        if first is None:
            start = horizon
            break
        quarters.append(quarter_of(first))
        start = quarters[-1] + QUARTER
    for quarter in quarters:
        counted = await occurrences.count(session, quarter, quarter + QUARTER)
        await _put(session, Span.QUARTER, quarter, counted)
    for day in sorted({day_of(quarter) for quarter in quarters}):
        await _add_up(session, day)
    mark.at = start
    return len(quarters)


async def _locked(session: AsyncSession, name: str) -> FigureMark:
    """The mark, held until the transaction ends: one replica counts at a time."""
    await session.execute(
        insert(FigureMark).on_conflict_do_nothing(), {"name": name, "at": None, "number": 0}
    )
    found = await session.scalars(
        select(FigureMark).where(FigureMark.name == name).with_for_update()
    )
    return found.one()


async def _turn_back(session: AsyncSession, mark: FigureMark, horizon: datetime) -> None:
    """The clock was set back: what is not over yet is counted when somebody asks."""
    await session.execute(
        delete(Figure).where(
            Figure.span == Span.QUARTER,
            Figure.starts_at >= horizon,
            Figure.metric.in_(list(Metric)),
        )
    )
    await session.execute(
        delete(Figure).where(
            Figure.span == Span.DAY,
            Figure.starts_at >= day_of(horizon),
            Figure.metric.in_(list(Metric)),
        )
    )
    await _add_up(session, day_of(horizon))
    mark.at = horizon


async def _to_recount(session: AsyncSession, before: datetime, limit: int) -> list[datetime]:
    found = await session.scalars(
        select(FigureRecount.starts_at)
        .where(FigureRecount.starts_at < before)
        .order_by(FigureRecount.starts_at)
        .limit(limit)
    )
    quarters = list(found)
    # Taken away before it is counted: what is dated there meanwhile leaves a note of its own.
    await session.execute(delete(FigureRecount).where(FigureRecount.starts_at.in_(quarters)))
    return quarters


async def _put(
    session: AsyncSession, span: Span, starts_at: datetime, amounts: Counter[Place]
) -> None:
    if amounts:
        rows = [
            {
                "span": span,
                "starts_at": starts_at,
                "campaign_id": campaign_id,
                "metric": metric,
                "amount": amount,
            }
            for (campaign_id, metric), amount in amounts.items()
        ]
        await session.execute(_PUT, rows)


async def _add_up(session: AsyncSession, day: datetime) -> None:
    rows = await session.execute(
        select(Figure.campaign_id, Figure.metric, func.sum(Figure.amount))
        .where(
            Figure.span == Span.QUARTER,
            Figure.starts_at >= day,
            Figure.starts_at < day + DAY,
            Figure.metric.in_(list(Metric)),
        )
        .group_by(Figure.campaign_id, Figure.metric)
    )
    total = Counter({(campaign_id, metric): int(amount) for campaign_id, metric, amount in rows})
    await _put(session, Span.DAY, day, total)


async def fold_ledger(session: AsyncSession, *, limit: int) -> int:
    """Add up movements that were sealed since; returns how many."""
    mark = await _locked(session, LEDGER)
    last = mark.number + limit
    rows = await session.execute(
        _movements().where(Transaction.seal_number > mark.number, Transaction.seal_number <= last)
    )
    moved: Counter[tuple[Span, datetime, int, str]] = Counter()
    number = mark.number
    for seal_number, at, campaign_id, kind, bucket, amount_minor in rows:
        number = max(number, seal_number)
        if bucket == Bucket.BUDGET:
            # What leaves it is what comes into the other buckets.
            continue
        metric = points_metric(kind, bucket)
        moved[Span.QUARTER, quarter_of(at), campaign_id, metric] += amount_minor
        moved[Span.DAY, day_of(at), campaign_id, metric] += amount_minor
    done = number - mark.number
    if moved:
        names = ("span", "starts_at", "campaign_id", "metric", "amount")
        await session.execute(
            _ADD,
            [dict(zip(names, (*place, amount), strict=True)) for place, amount in moved.items()],
        )
        mark.number = number
    return done
