"""Does nothing run out that its owner was not warned of a week before?

Every test has points that are over, or about to be, and counts who was told of which by when.
"""

import asyncio
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select, text, update

from bot import i18n
from bot.db import Database
from bot.i18n import LANGUAGES, Texts
from bot.services import campaigns, expiries, ledger, participants
from bot.services.ledger import Leg
from models import (
    CAMPAIGN_OWNER,
    Account,
    Bucket,
    ExpiryRun,
    ExpiryWarning,
    OutboxMessage,
    Participant,
)
from tests.clock import StillClock
from tests.expiring import Bank

WARNING, NOTICE = "expiries-warning", "expiries-notice"
BEATS_MAX = 200


@pytest.fixture
async def bank(db: Database, clock: StillClock) -> Bank:
    made = Bank(db, clock)
    await made.begin()
    return made


async def test_what_is_credited_with_an_old_date_is_warned_of_first(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(40)
    assert await bank.told() == [WARNING, NOTICE]
    # Would have been gone on day 35, which the warning of day 24 covers.
    await bank.move("credit", 5_000, at=bank.clock() - timedelta(days=36))
    await bank.days(1)
    assert await bank.told() == [WARNING, NOTICE, WARNING]
    await bank.days(6)
    assert await bank.available() == 5_000
    await bank.days(1)
    assert await bank.available() == 0
    assert await bank.told() == [WARNING, NOTICE] * 2
    assert await bank.findings() == []


async def test_the_balance_never_names_a_day_that_is_over(bank: Bank) -> None:
    await bank.move("credit", 100)
    assert await _next(bank) == (100, date(2026, 12, 23))
    await bank.days(40)
    assert await _next(bank) is None
    await bank.move("credit", 5_000, at=bank.clock() - timedelta(days=36))
    # On 1 January; warned of on 2 January.
    assert await _next(bank) == (5_000, date(2027, 1, 8))
    await bank.move("credit", 30)
    await bank.days(1)
    for _ in range(7):
        assert await _next(bank) == (5_000, date(2027, 1, 9))
        await bank.days(1)
    assert await bank.available() == 30
    assert await _next(bank) == (30, date(2027, 2, 1))


async def _next(bank: Bank) -> tuple[int, date] | None:
    async with bank.db.read() as session:
        campaign = await campaigns.find(session, bank.campaign)
        found = await expiries.next_of(session, campaign, bank.person)
    return None if found is None else (found[0], found[1] + timedelta(days=1))


async def test_what_was_warned_of_goes_before_what_is_older_and_was_not(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(28)
    await bank.move("credit", 5_000, at=bank.clock() - timedelta(days=36))
    await bank.days(3)
    assert await bank.available() == 5_000
    # Warned of on day 29.
    await bank.days(4)
    assert await bank.available() == 5_000
    await bank.days(1)
    assert await bank.gone() == [100, 5_000]
    assert await bank.told() == [WARNING, WARNING, NOTICE, NOTICE]
    assert await bank.findings() == []


@pytest.mark.parametrize("term_days", [8, 10, 12])
async def test_a_short_term_does_not_outrun_the_warnings(
    db: Database, clock: StillClock, term_days: int
) -> None:
    bank = Bank(db, clock)
    await bank.begin(after=f"{term_days}d")
    await bank.move("credit", 100)
    await bank.days(term_days + 1 - 7)
    assert await bank.told() == [WARNING]
    # Dies within the fortnight that the warning covers.
    await bank.move("credit", 9_000)
    await bank.days(term_days + 1 - 7)
    assert await bank.told() == [WARNING, WARNING]
    await bank.days(6)
    assert await bank.available() == 9_000
    await bank.days(1)
    assert await bank.gone() == [100, 9_000]
    assert await bank.findings() == []


async def test_what_comes_back_after_the_warning_is_warned_of_by_itself(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(3)
    await bank.move("credit", 40)
    await bank.days(17)
    await bank.move("payout-requested", -100, key="payout:1:requested")
    # On day 27 of the forty, up to day 40.
    await bank.days(13)
    assert await bank.told() == [WARNING]
    await bank.move("payout-withdrawn", 100, key="payout:1:withdrawn")
    await bank.days(7)
    # The forty are younger, so that they go after what is over and was not warned of.
    assert await bank.gone() == []
    await bank.days(1)
    assert await bank.gone() == [140]
    assert await bank.told() == [WARNING, WARNING, NOTICE]


async def test_a_payout_that_one_takes_back_gains_no_second_warning(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(25)
    await bank.move("payout-requested", -100, key="payout:1:requested")
    await bank.days(15)
    await bank.move("payout-withdrawn", 100, key="payout:1:withdrawn")
    await bank.days(1)
    assert await bank.available() == 0
    assert await bank.told() == [WARNING, NOTICE]


@pytest.mark.parametrize("zone", ["America/Santiago", "Europe/Sofia", "Asia/Tokyo"])
async def test_the_last_day_is_said_on_the_clocks_of_the_campaign(
    db: Database, clock: StillClock, zone: str
) -> None:
    """22 November at 10:00 in London is the same day everywhere; the points live for 30 more."""
    bank = Bank(db, clock)
    await bank.begin(zone=zone)
    await bank.move("credit", 100)
    await bank.days(24)
    assert await _said(bank) == {
        "en": f"by the end of December 22, 2026 ({zone}): then their time is over.",
        "ru": f"последний день — 22 декабря 2026 г. ({zone}), потом их срок выйдет.",
        "bg": f"последният ден е 22 декември 2026 г. ({zone}), после срокът им изтича.",
    }
    await bank.days(6)
    assert clock().astimezone(ZoneInfo(zone)).date() == date(2026, 12, 22)
    assert await bank.available() == 100
    await bank.days(1)
    assert await bank.available() == 0


async def test_the_first_and_the_last_of_the_last_days_are_said(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(4)
    await bank.move("credit", 100)
    await bank.days(20)
    assert await _said(bank) == {
        "en": "soon: the first by the end of December 22, 2026, the last by the end of "
        "December 26, 2026 (Europe/Sofia); then their time is over.",
        "ru": "Последний день у первых — 22 декабря 2026 г., у последних — 26 декабря 2026 г. "
        "(Europe/Sofia). Используйте их вовремя.",
        "bg": "последният ден за първите е 22 декември 2026 г., за последните е 26 декември "
        "2026 г. (Europe/Sofia). Използвайте ги навреме.",
    }


async def _said(bank: Bank) -> dict[str, str]:
    """How the only warning goes on after the campaign's name, in each language."""
    async with bank.db.read() as session:
        (message,) = await session.scalars(select(OutboxMessage))
    texts, args = Texts(), i18n.decode(message.text_args)
    return {
        # Split and joined, since some blanks are narrow ones.
        language: " ".join(texts.of(language)(WARNING, **args).partition(")")[2].split()).lstrip(
            ": ."
        )
        for language in LANGUAGES
    }


@pytest.mark.parametrize("banned_on", [3, 25])
async def test_who_is_banned_keeps_all_and_is_warned_afterwards(bank: Bank, banned_on: int) -> None:
    """On day 24 a warning is given, unless the ban comes first; on day 31 all would be gone."""
    await bank.move("credit", 100)
    await bank.days(banned_on)
    told = await bank.told()
    await _set_ban(bank, bank.clock())
    await bank.days(40)
    assert await bank.available() == 100
    assert await bank.told() == told
    await _set_ban(bank, None)
    await bank.days(1)
    assert await bank.told() == [*told, WARNING]
    await bank.days(6)
    assert await bank.available() == 100
    await bank.days(1)
    assert await bank.available() == 0
    assert await bank.findings() == []


async def _set_ban(bank: Bank, at: datetime | None) -> None:
    async with bank.db.transaction() as session:
        (await session.get_one(Participant, bank.person)).banned_at = at


async def test_a_warning_of_before_the_upgrade_is_given_once_more(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(30)
    async with bank.db.transaction() as session:
        # As revision 0017 leaves them.
        await session.execute(update(ExpiryWarning).values(last_id=0, moves=0))
    await bank.days(7)
    assert await bank.available() == 100
    assert await bank.told() == [WARNING, WARNING]
    await bank.days(1)
    assert await bank.available() == 0


async def test_on_a_day_that_comes_twice_one_is_warned_once(bank: Bank) -> None:
    await bank.move("credit", 100)
    await bank.days(24)
    await bank.move("credit", 50, at=bank.clock() - timedelta(days=36))
    async with bank.db.transaction() as session:
        await session.execute(delete(ExpiryRun))
    await bank.look()
    assert await bank.told() == [WARNING]
    await bank.days(1)
    assert await bank.told() == [WARNING, WARNING]


async def test_a_credit_under_way_during_the_warning_is_warned_of(
    postgresql_db: Database, clock: StillClock
) -> None:
    """Goal: a number given before the warning and committed after it is not taken for seen.

    Method: the credit waits for somebody else's account, which comes before in the order of locks.
    """
    bank = Bank(postgresql_db, clock)
    await bank.begin()
    other, bank.person = bank.person, await _bea(bank)
    start = clock()
    await bank.move("credit", 10)
    await _credit(bank, other, 1, at=start)
    await bank.days(23)
    async with bank.db.transaction() as session:
        await session.execute(
            select(Account.id)
            .where(Account.owner_id == other, Account.bucket == Bucket.HELD)
            .with_for_update()
        )
        late = asyncio.create_task(_credit(bank, other, 100, at=start))
        await _waits(bank.db)
        # A greater number, so that the warning has seen more than the credit that waits.
        await bank.move("credit", 40, at=start)
        await bank.days(1)
    await late
    assert await bank.told() == [WARNING]
    assert await bank.available() == 151
    await bank.days(7)
    assert await bank.available() == 151
    assert await bank.told() == [WARNING, WARNING]
    await bank.days(1)
    assert await bank.gone() == [151]


async def _bea(bank: Bank) -> int:
    """A second person, whose accounts are locked after those of the first."""
    async with bank.db.transaction() as session:
        person = await participants.meet(
            session,
            telegram_id=701,
            name="Bea",
            username=None,
            telegram_language="en",
            now=bank.clock(),
        )
        return person.id


async def _credit(bank: Bank, other: int, amount_minor: int, *, at: datetime) -> None:
    """Credit the person, and somebody else in the same movement."""
    async with bank.db.transaction() as session:
        await ledger.post(
            session,
            key=f"test:both:{amount_minor}",
            kind="credit",
            campaign_id=bank.campaign,
            version=1,
            at=at,
            legs=(
                Leg(other, Bucket.HELD, 1),
                Leg(bank.person, Bucket.AVAILABLE, amount_minor),
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -amount_minor - 1, floor_minor=None),
            ),
        )


async def _waits(db: Database) -> None:
    """Until somebody waits for a lock."""
    for _ in range(BEATS_MAX):
        async with db.read() as session:
            waiting = select(func.count()).select_from(text("pg_locks")).where(text("NOT granted"))
            if await session.scalar(waiting):
                return
        await asyncio.sleep(0.02)
    raise AssertionError("nobody waits")
