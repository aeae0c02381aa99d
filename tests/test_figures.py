"""Are the figures those of a plain count, whenever one looks and in whatever time zone?"""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import figures, seals, tallies
from bot.services.occurrences import Metric
from models import (
    Account,
    Bucket,
    Entry,
    Figure,
    Invite,
    Participant,
    Referral,
    RevokeReason,
    Span,
    Touch,
    Transaction,
)
from tests.clock import START, StillClock
from tests.people import staged
from tests.town import Town

pytestmark = pytest.mark.usefixtures("unpaced")

ZONES = [
    ZoneInfo("UTC"),
    ZoneInfo("Europe/Sofia"),
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("Asia/Kathmandu"),
    ZoneInfo("Pacific/Chatham"),
]


@pytest.fixture
async def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


async def counted(town: Town, since: datetime, until: datetime) -> Counter[tuple[int, str]]:
    """All rows, one by one, as one would count them by hand."""
    found: Counter[tuple[int, str]] = Counter()

    def add(at: datetime | None, campaign_id: int, metric: str, amount: int = 1) -> None:
        if at is not None and since <= at < until:
            found[campaign_id, metric] += amount

    async with town.db.read() as session:
        people = (await session.scalars(select(Participant))).all()
        referrals = (await session.scalars(select(Referral).order_by(Referral.id))).all()
        invites = (await session.scalars(select(Invite))).all()
        touches = (await session.scalars(select(Touch))).all()
        moved = (
            await session.execute(
                select(Transaction, Account.bucket, Entry.amount_minor)
                .join(Entry, Entry.transaction_id == Transaction.id)
                .join(Account, Account.id == Entry.account_id)
                .where(Account.bucket != Bucket.BUDGET)
            )
        ).all()
    first = {
        (each.participant_id, each.created_at): each.campaign_id
        for each in invites
        if each.label == "default"
    }
    came = {(each.referee_id, each.created_at): each.campaign_id for each in referrals}
    for person in people:
        assert person.started_at is not None
        place = person.id, person.started_at
        add(person.started_at, came.get(place, first.get(place, 0)), Metric.START)
        if place in came:
            add(person.started_at, came[place], Metric.INVITED)
    for touch in touches:
        add(touch.at, touch.campaign_id or 0, Metric.TOUCH)
    sharers = set()
    for each in referrals:
        add(each.created_at, each.campaign_id, Metric.FRIEND)
        if (each.campaign_id, each.referrer_id) not in sharers:
            sharers.add((each.campaign_id, each.referrer_id))
            add(each.created_at, each.campaign_id, Metric.SHARER)
        add(each.qualified_at, each.campaign_id, Metric.QUALIFIED)
        add(each.revoked_at, each.campaign_id, Metric.REVOKED)
        if each.qualified_at is not None:
            add(each.revoked_at, each.campaign_id, Metric.LOST)
    for transaction, bucket, amount_minor in moved:
        metric = figures.points_metric(transaction.kind, bucket)
        add(transaction.at, transaction.campaign_id, metric, amount_minor)
    return Counter({place: amount for place, amount in found.items() if amount})


async def sums(town: Town, since: datetime, until: datetime) -> Counter[tuple[int, str]]:
    async with town.db.read() as session:
        found = await figures.sums(session, since, until)
    return Counter({place: amount for place, amount in found.items() if amount})


async def fold(town: Town) -> None:
    """What the jobs do every few seconds."""
    async with town.db.transaction() as session:
        await seals.seal(session, limit=7)
    for _ in range(200):
        async with town.db.transaction() as session:
            done = await figures.fold_counts(session, now=town.clock(), limit=5)
            done += await figures.fold_ledger(session, limit=5)
        if not done:
            return
    raise AssertionError("the figures are never done")


async def test_figures_are_those_of_a_plain_count_at_every_moment(town: Town) -> None:
    """Random weeks: people come, wait, leave; jobs are late; somebody looks meanwhile."""
    chance = random.Random(2026)
    await town.begin(qualify={"hold": "5h"}, attribution={"new": "to_campaign", "grace": "24h"})
    codes = [await town.code_of(1)]
    living: list[int] = []
    for number in range(2, 70):
        town.clock.advance(minutes=chance.choice([0, 3, 17, 90, 700]), seconds=chance.random())
        match chance.randrange(8):
            case 0:
                codes.append(await town.code_of(number))
            case 1 if living:
                await town.revoke(living.pop(), RevokeReason.LEFT)
            case 2:
                await town.catch_up()
            case 3:
                await fold(town)
            case 4:
                await town.arrive(number, "no-such-code")
            case _:
                await town.arrive(number, chance.choice(codes))
                living.append(number)
        if number == 35:
            await town.begin("winter")
            codes.append(await town.code_of(1))
        if number % 9 == 0:
            await _compare(town, chance)
    await town.catch_up()
    await fold(town)
    await _compare(town, chance)
    async with town.db.read() as session:
        rows = (await session.scalars(select(Figure))).all()
    assert len(rows) > 100
    by_span = Counter({span: 0 for span in Span})
    for row in rows:
        by_span[Span(row.span)] += row.amount
    assert by_span[Span.DAY] == by_span[Span.QUARTER]


async def _compare(town: Town, chance: random.Random) -> None:
    # Credits that are found late are dated back; the next fold brings their quarters up to date.
    await fold(town)
    now = town.clock()
    for _ in range(6):
        zone = chance.choice(ZONES)
        midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        since = midnight - timedelta(days=chance.randrange(12))
        until = midnight + timedelta(days=chance.choice([0, 1, -1]))
        if since < until:
            assert await sums(town, since, until) == await counted(town, since, until)
    later = now + timedelta(days=1)
    everything = await counted(town, figures.BEGINNING, later)
    assert everything
    assert await sums(town, figures.BEGINNING, later) == everything


async def test_a_series_adds_up_to_its_sum(town: Town) -> None:
    await town.begin()
    code = await town.code_of(1)
    for number in range(2, 30):
        town.clock.advance(hours=number % 7, minutes=11)
        await town.arrive(number, code)
        if number == 20:
            await fold(town)
    zone = ZoneInfo("Asia/Kathmandu")
    midnight = START.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    edges = [midnight + timedelta(days=number) for number in range(8)]
    async with town.db.read() as session:
        days = await figures.series(session, edges, (Metric.START, Metric.QUALIFIED))
    for number, day in enumerate(days):
        plain = await counted(town, edges[number], edges[number + 1])
        assert day[Metric.START] == plain[1, Metric.START]
        assert day[Metric.QUALIFIED] == plain[1, Metric.QUALIFIED]
        assert day[Metric.TOUCH] == 0
    assert sum(day[Metric.START] for day in days) == 29


async def test_what_is_dated_back_changes_the_quarter_that_was_counted(town: Town) -> None:
    """The hold ends at ten, the bot is away until the evening, and the figures are faster."""
    await town.begin(qualify={"hold": "1h"})
    await town.arrive(2, await town.code_of(1))
    town.clock.advance(hours=9)
    await fold(town)
    until = START + timedelta(hours=2)
    assert (await sums(town, START, until))[1, Metric.QUALIFIED] == 0
    await town.catch_up()
    await fold(town)
    assert (await sums(town, START, until))[1, Metric.QUALIFIED] == 1
    async with town.db.read() as session:
        known = await figures.folded(session)
    assert known.until > until


async def test_a_clock_that_was_set_back_loses_nothing(town: Town) -> None:
    await town.begin()
    code = await town.code_of(1)
    town.clock.advance(hours=5)
    await town.arrive(2, code)
    town.clock.advance(hours=1)
    await fold(town)
    town.clock.advance(hours=-2)
    await fold(town)
    await town.arrive(3, code)
    town.clock.advance(hours=8)
    await fold(town)
    everything = figures.BEGINNING, town.clock() + timedelta(days=1)
    assert (await sums(town, *everything))[1, Metric.START] == 3
    assert await sums(town, *everything) == await counted(town, *everything)


async def test_a_quarter_is_counted_when_nothing_can_be_dated_into_it_any_more(town: Town) -> None:
    await town.begin()
    await town.arrive(1)
    for minutes, done in ((19.9, 0), (0.2, 1), (0, 0)):
        town.clock.advance(minutes=minutes)
        async with town.db.transaction() as session:
            assert await figures.fold_counts(session, now=town.clock(), limit=9) == done


def test_days_are_covered_whole_and_their_edges_by_quarters() -> None:
    day = datetime(2026, 11, 20, tzinfo=UTC)
    hours = timedelta(hours=1)
    assert list(figures.cover(day, day + 48 * hours)) == [(Span.DAY, day, day + 48 * hours)]
    assert list(figures.cover(day + hours, day + 5 * hours)) == [
        (Span.QUARTER, day + hours, day + 5 * hours)
    ]
    assert list(figures.cover(day - 2 * hours, day + 25 * hours)) == [
        (Span.DAY, day, day + 24 * hours),
        (Span.QUARTER, day - 2 * hours, day),
        (Span.QUARTER, day + 24 * hours, day + 25 * hours),
    ]


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    zone = ZoneInfo("Europe/Sofia")
    assert tallies.periods(datetime(2026, 12, 31, 22, 30, tzinfo=UTC), zone) == (
        "all",
        "2027-01",
        "2026-W53",
    )


async def test_the_running_bot_counts_by_itself(sqlite_url: str) -> None:
    async with staged(sqlite_url, starter_campaign={"hold": "0s"}) as stage:
        ann = stage.person("Ann")
        await ann.start()
        await stage.person("Ben").follow(await ann.invite())
        await stage.advance(minutes=25)
        assert await stage.app.jobs.add_up() > 0
        async with stage.app.db.read() as session:
            total = await session.scalar(
                select(Figure.amount).where(Figure.span == Span.DAY, Figure.metric == Metric.START)
            )
            known = await figures.folded(session)
        assert total == 2
        assert known.seal_number > 0
        assert await stage.app.jobs.add_up() == 0
