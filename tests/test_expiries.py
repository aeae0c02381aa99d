"""Do points run out when they are old enough, after a warning, the oldest spent first?"""

import itertools
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from bot.db import Database
from bot.services import campaigns, expiries, ledger
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket, Expiry, ExpiryWarning
from tests import offer_stage
from tests.clock import StillClock
from tests.expiring import Bank
from tests.people import buttons, staged, text_of

pytestmark = pytest.mark.usefixtures("unpaced")


@pytest.fixture
async def bank(db: Database, clock: StillClock) -> Bank:
    made = Bank(db, clock)
    await made.begin()
    return made


async def test_points_run_out_a_week_after_the_warning(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(23)
    assert await bank.told() == []
    await bank.days(1)
    assert await bank.told() == ["expiries-warning"]
    await bank.days(6)
    assert await bank.available() == 100
    await bank.days(1)
    assert await bank.available() == 0
    assert await bank.told() == ["expiries-warning", "expiries-notice"]
    await bank.days(40)
    assert await bank.told() == ["expiries-warning", "expiries-notice"]
    assert await bank.findings() == []


async def test_what_was_spent_meanwhile_does_not_run_out(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(5)
    await bank.move("credit", 40)
    await bank.move("payout-requested", -70)
    await bank.days(26)
    # Thirty of the first hundred were left.
    assert await bank.available() == 40
    async with bank.db.read() as session:
        (gone,) = await session.scalars(select(Expiry))
    assert gone.amount_minor == 30
    assert await bank.findings() == []


async def test_who_earns_daily_is_warned_once_a_week(bank: Bank) -> None:
    for _ in range(40):
        await bank.move("credit", 10)
        await bank.days(1)
    told = await bank.told()
    # From day 24 to day 40; each warning tells of a fortnight.
    assert told.count("expiries-warning") == 3
    async with bank.db.read() as session:
        gone = list(await session.scalars(select(Expiry)))
        warned = list(await session.scalars(select(ExpiryWarning.warned_on)))
    assert [one.amount_minor for one in gone] == [10] * len(gone)
    assert len(gone) == 10
    assert [(b - a).days for a, b in itertools.pairwise(warned)] == [7, 7]
    assert await bank.available() == 300
    assert await bank.findings() == []


async def test_after_down_time_the_warning_still_comes_first(bank: Bank) -> None:
    await bank.move("credit", 100)
    bank.clock.advance(days=60)
    await bank.look()
    assert await bank.told() == ["expiries-warning"]
    assert await bank.available() == 100
    await bank.days(6)
    assert await bank.available() == 100
    await bank.days(1)
    assert await bank.available() == 0
    assert await bank.findings() == []


async def test_a_new_term_does_not_touch_what_was_credited_before(
    db: Database, clock: StillClock
) -> None:
    bank = Bank(db, clock)
    await bank.begin(after=None)
    await bank.move("credit", 100)
    await bank.load("10d")
    await bank.days(1)
    await bank.move("credit", 40)
    await bank.load(None)
    await bank.days(30)
    # The forty keep the term of their version, the hundred have none.
    assert await bank.available() == 100
    assert await bank.findings() == []


async def test_a_debt_never_grows_by_an_expiry(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(1)
    await bank.move("reversal", -130)
    await bank.days(40)
    assert await bank.available() == -30
    assert await bank.told() == []


async def test_the_next_expiry_is_shown_beside_the_balance(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(2)
    await bank.move("credit", 30)
    async with bank.db.read() as session:
        campaign = await campaigns.find(session, bank.campaign)
        found = await expiries.next_of(session, campaign, bank.person)
    assert found is not None
    assert found == (100, bank.clock().date() + timedelta(days=28))


async def test_verify_finds_points_that_ran_out_too_soon(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(3)
    day, at = date(2026, 11, 20), bank.clock()
    key = f"expiry:{bank.campaign}:{bank.person}:{day.isoformat()}"
    async with bank.db.transaction() as session:
        await ledger.post(
            session,
            key=key,
            kind="expiry",
            campaign_id=bank.campaign,
            version=1,
            at=at,
            legs=[
                Leg(bank.person, Bucket.AVAILABLE, -60),
                Leg(CAMPAIGN_OWNER, Bucket.EXPIRED, 60),
            ],
        )
        session.add(
            Expiry(
                campaign_id=bank.campaign,
                version=1,
                participant_id=bank.person,
                day=day,
                amount_minor=60,
                at=at,
            )
        )
    assert await bank.findings() == [f"{key} moved points that had not run out"]


@pytest.mark.parametrize("zones", [("UTC", "Europe/Moscow"), ("Europe/Moscow", "UTC")])
async def test_a_new_time_zone_changes_no_age(
    db: Database, clock: StillClock, zones: tuple[str, str]
) -> None:
    """At 21:00 in London it is the next day in Moscow; one lot runs out before the change."""
    bank = Bank(db, clock)
    await bank.begin(zone=zones[0])
    clock.advance(hours=11)
    await bank.move("credit", 100)
    await bank.days(10)
    await bank.move("credit", 40)
    await bank.days(25)
    assert await bank.available() == 40
    await bank.load("30d", zone=zones[1])
    assert await bank.findings() == []
    await bank.days(10)
    assert await bank.available() == 0
    assert await bank.findings() == []


async def test_verify_finds_an_expiry_that_the_ledger_does_not_know(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(31)
    async with bank.db.transaction() as session:
        await session.execute(update(Expiry).values(amount_minor=99))
    found = await bank.findings()
    assert "1 expiries of 99 are written, the ledger has 1 of 100" in found


async def test_two_replicas_let_them_run_out_once(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(30)
    bank.clock.advance(days=1)
    async with bank.db.read() as session:
        first = await expiries.due(session, now=bank.clock())
        second = await expiries.due(session, now=bank.clock())
    for due in (*first, *second):
        async with bank.db.transaction() as session:
            await expiries.look(session, due, limit=100, now=bank.clock())
    async with bank.db.read() as session:
        assert len(list(await session.scalars(select(Expiry)))) == 1
    assert await bank.available() == 0


async def test_people_are_warned_in_words_and_see_it_beside_the_balance(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await offer_stage.begin(stage, expiry={"after": "30d"})
        ann = stage.person("Ann")
        await ann.start()
        await offer_stage.give(ann, 100)
        assert "⌛ To be used by the end of December 22, 2026 (UTC): 100 points" in text_of(
            await ann.say("/balance")
        )
        await stage.advance(days=24, minutes=1)
        assert "100 points" in ann.texts[-1]
        assert "then their time is over" in ann.texts[-1]
        assert buttons(ann.heard[-1]) == ["🎁 Rewards", "💸 Payout"]
        for _ in range(7):
            await stage.advance(days=1)
        assert (await ann.balance()).available == 0
        assert "is over" in ann.texts[-1]
        assert "ran out: not used in time" in text_of(await ann.say("/history"))
        assert await stage.verify() == []
