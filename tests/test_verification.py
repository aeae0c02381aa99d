"""Does `verify` find nothing where all is well, and name everything that was falsified?"""

import random
import string
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Column, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database
from bot.services import adjustments, campaigns, ledger, participants, payouts, verification
from bot.services.destinations import Method
from bot.services.ledger import Leg
from models import (
    CAMPAIGN_OWNER,
    Base,
    Bucket,
)
from tests import rich_world
from tests.forgers import Undone, findings_after, ids, names, unguarded
from tests.market import Market
from tests.rich_world import ANN, BEN, CLEO, RichWorld

FLIPS = 100
SEALED = ("transactions", "entries", "accounts", "ledger_heads")


@pytest.fixture
def db(world: RichWorld) -> Database:
    return world.db


async def test_honest_books_are_clean_and_all_of_them_were_looked_at(
    world: RichWorld, db: Database
) -> None:
    async with db.read() as session:
        report = await verification.verify(session)
    assert report.findings == []
    assert report.seals == report.transactions == len(await world.sealed()) == 41
    assert (report.accounts, report.rewards, report.payouts) == (26, 26, 4)
    assert await findings_after(db) == [], "taking the guards away changes nothing"


async def test_what_is_posted_meanwhile_is_not_looked_at_by_halves(
    world: RichWorld, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its statements a friend comes and the ledger is sealed."""
    overdrawn = verification._overdrawn_budgets
    came = 0

    async def meanwhile(session: AsyncSession) -> list[str]:
        nonlocal came
        came += 1
        await world.town.arrive(60 + came, await world.town.code_of(BEN))
        await world.seal()
        return await overdrawn(session)

    monkeypatch.setattr(verification, "_overdrawn_budgets", meanwhile)
    for before in (41, 43):
        async with db.read() as session:
            report = await verification.verify(session)
        assert report.findings == []
        assert report.seals == report.transactions == before
    assert came == 2


async def test_a_sealed_transaction_of_which_a_word_was_changed_is_named(
    world: RichWorld, db: Database
) -> None:
    for transaction_id in (await world.sealed())[3::12]:
        for change in (
            "key = 'gift:1'",
            "kind = 'gift'",
            "campaign_id = 3 - campaign_id",
            "version = 2",
            "actor = 666",
            "reason = 'a mistake'",
            "at = '2026-11-22 10:00:00.000001'",
            "reverses = 1",
        ):
            found = await findings_after(
                db, f"UPDATE transactions SET {change} WHERE id = {transaction_id}"
            )
            assert names(found, f"transaction {transaction_id} ("), (change, found)
            assert names(found, "was changed after its sealing"), (change, found)


async def test_a_changed_or_missing_entry_is_named(world: RichWorld, db: Database) -> None:
    for transaction_id in (await world.sealed())[::10]:
        where = f"WHERE transaction_id = {transaction_id} AND amount_minor > 0"
        for change in (
            f"UPDATE entries SET amount_minor = amount_minor + 1 {where}",
            f"DELETE FROM entries {where}",
            f"DELETE FROM entries WHERE transaction_id = {transaction_id}",
            f"UPDATE entries SET account_id = 100000 {where}",
        ):
            found = await findings_after(db, change)
            assert names(found, f"transaction {transaction_id} ("), (change, found)
            assert names(found, "account "), (change, found)


async def test_an_entry_that_was_moved_to_another_persons_account_is_named(
    world: RichWorld, db: Database
) -> None:
    """The balances are moved along, so that every sum holds."""
    [mine] = await world.accounts(2, 41, Bucket.AVAILABLE)
    [other] = await world.accounts(2, 43, Bucket.AVAILABLE)
    found = await findings_after(
        db,
        f"UPDATE entries SET account_id = {other} WHERE account_id = {mine}",
        f"UPDATE accounts SET balance_minor = 0 WHERE id = {mine}",
        f"UPDATE accounts SET balance_minor = 60 WHERE id = {other}",
    )
    key = await world.key(2, 41, 1)
    assert names(found, f"({key}) was changed after its sealing")
    assert names(found, f"({key}) is credited, the ledger says otherwise")


async def test_an_account_that_was_given_to_somebody_else_is_seen(
    world: RichWorld, db: Database
) -> None:
    """Every sum holds, and every entry names the account that it always named."""
    ann, cleo = await world.town.id_of(ANN), await world.town.id_of(CLEO)
    [account_id] = await world.accounts(1, ANN, Bucket.AVAILABLE)
    found = await findings_after(
        db, f"UPDATE accounts SET owner_id = {cleo} WHERE id = {account_id} AND owner_id = {ann}"
    )
    assert names(found, "was changed after its sealing")
    # Where a state names the person as well, it says so too.
    assert names(found, f"reward {await world.reward(1, 31, 0)} (")


async def test_a_balance_that_its_entries_do_not_explain_is_named(
    world: RichWorld, db: Database
) -> None:
    for account_id in await ids(db, "accounts", "id % 5 = 1"):
        found = await findings_after(
            db, f"UPDATE accounts SET balance_minor = balance_minor + 5 WHERE id = {account_id}"
        )
        assert names(found, f"account {account_id} ("), found
        assert names(found, "the accounts of campaign "), found


async def test_points_below_zero_are_named(world: RichWorld, db: Database) -> None:
    [held] = await world.accounts(1, BEN, Bucket.HELD)
    [spent] = await world.accounts(2, 42, Bucket.AVAILABLE)
    [owed] = await world.accounts(2, ANN, Bucket.AVAILABLE)
    [budget] = await ids(db, "accounts", "campaign_id = 1 AND bucket = 'budget'")
    change = "UPDATE accounts SET balance_minor = {} WHERE id = {}"
    assert names(await findings_after(db, change.format(-5, held)), f"account {held} (held of ")
    debt = f"account {spent} of {await world.town.id_of(42)} owes -5 without a reversal"
    assert names(await findings_after(db, change.format(-5, spent)), debt)
    assert not names(await findings_after(db, change.format(-5, owed)), "without a reversal")
    assert names(await findings_after(db, change.format(5, budget)), "campaign 1 got back 5 more")


async def test_a_transaction_that_was_taken_out_of_the_chain_is_missed(
    world: RichWorld, db: Database
) -> None:
    sealed = await world.sealed()
    for number in (1, 2, 17, len(sealed)):
        gone = sealed[number - 1]
        found = await findings_after(
            db,
            f"DELETE FROM entries WHERE transaction_id = {gone}",
            f"DELETE FROM transactions WHERE id = {gone}",
        )
        last = f"the chain ends at {number - 1}, its head says {len(sealed)}"
        assert names(found, last if number == len(sealed) else f"seal {number} is missing")
        unsealed = f"UPDATE transactions SET seal_number = NULL, seal = NULL WHERE id = {gone}"
        found = await findings_after(db, unsealed)
        assert names(found, last if number == len(sealed) else f"seal {number} is missing")


async def test_exchanged_seals_and_numbers_are_named(world: RichWorld, db: Database) -> None:
    sealed = await world.sealed()
    first, second = sealed[4], sealed[9]
    change = "UPDATE transactions SET {} WHERE id = {}"
    found = await findings_after(
        db,
        "UPDATE transactions SET seal = (SELECT other.seal FROM transactions AS other "
        f"WHERE other.id = {first + second} - transactions.id) WHERE id IN ({first}, {second})",
    )
    assert names(found, f"transaction {first} (")
    found = await findings_after(
        db,
        change.format("seal_number = 1000", first),
        change.format("seal_number = 5", second),
        change.format("seal_number = 10", first),
    )
    assert names(found, f"transaction {second} (")


async def test_a_head_that_was_moved_back_is_seen(world: RichWorld, db: Database) -> None:
    total = len(await world.sealed())
    found = await findings_after(
        db,
        f"UPDATE ledger_heads SET seal_number = {total - 1}, "
        f"seal = (SELECT seal FROM transactions WHERE seal_number = {total - 1})",
    )
    assert found == [f"the chain ends at {total}, its head says {total - 1}"]
    assert names(await findings_after(db, "DELETE FROM ledger_heads"), "its head says 0")
    # Whoever cuts the end off with its head is found by the states that the end explains.
    gone = f"(SELECT id FROM transactions WHERE seal_number = {total})"
    found = await findings_after(
        db,
        f"UPDATE accounts SET balance_minor = balance_minor - (SELECT amount_minor FROM entries "
        f"WHERE account_id = accounts.id AND transaction_id = {gone}) "
        f"WHERE id IN (SELECT account_id FROM entries WHERE transaction_id = {gone})",
        f"DELETE FROM entries WHERE transaction_id = {gone}",
        f"DELETE FROM transactions WHERE seal_number = {total}",
        f"UPDATE ledger_heads SET seal_number = {total - 1}, "
        f"seal = (SELECT seal FROM transactions WHERE seal_number = {total - 1})",
    )
    assert len(found) == 1, found
    assert names(found, "the ledger says otherwise")


async def test_a_budget_that_was_overdrawn_by_the_books_own_means_is_named(
    world: RichWorld, db: Database
) -> None:
    """Posted as every other movement, only past the floor, and not sealed yet."""
    async with unguarded(db) as session:
        await ledger.post(
            session,
            key="referral:1:99:0",
            kind="credit",
            campaign_id=1,
            version=1,
            at=world.town.clock(),
            legs=[
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -1_000, floor_minor=None),
                Leg(99, Bucket.AVAILABLE, 1_000),
            ],
        )
        found = (await verification.verify(session)).findings
        assert names(found, "campaign later has granted 1550 of 560")
        assert names(found, "(referral:1:99:0) belongs to no reward")


async def test_fees_and_debits_that_a_refund_leaves_in_the_budget_are_no_surplus(
    world: RichWorld, db: Database
) -> None:
    """Goal: a fee of 100 and a debit of 600 stay, and 50 more are found all the same."""
    market = Market(db, world.town.clock)
    fixed = {"on": "purchase", "to": "referrer", "amount": 1_000}
    await market.begin(fixed, payout={"fee": 100, "minimum": 500})
    for referrer, friend in ((800, 801), (810, 811)):
        await market.come(friend, referrer)
        await market.buy(5_000, buyer=friend, order_id=f"of {referrer}")
    paid_id, now = await world.town.id_of(800), world.town.clock()
    async with db.transaction() as session:
        campaign = await campaigns.by_slug(session, "sale")
        debited = await participants.find(session, 810)
        assert campaign is not None
        assert debited is not None
        asked = await payouts.request(
            session,
            paid_id,
            campaign_id=campaign.id,
            amount_minor=1_000,
            method=Method.CARD,
            destination="4111111111111111",
            admin_chat_id=None,
            now=now,
        )
        await payouts.approve(session, asked.id, by=9, now=now)
        await payouts.mark_paid(session, asked.id, by=9, now=now)
        debit = await adjustments.plan(
            session,
            adjustments.Direction.DEBIT,
            debited,
            campaign.id,
            amount_minor=600,
            reason="fraud",
        )
        await adjustments.carry_out(session, debit, token="t", by=9, now=now)
    await market.refund("of 800")
    await market.refund("of 810")
    assert await findings_after(db) == []
    async with unguarded(db) as session:
        await ledger.post(
            session,
            key="void twice",
            kind="void",
            campaign_id=campaign.id,
            version=1,
            at=now,
            legs=[
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, 50),
                Leg(debited.id, Bucket.AVAILABLE, -50, floor_minor=None),
            ],
        )
        found = (await verification.verify(session)).findings
        assert names(found, f"campaign {campaign.id} got back 50 more than it gave"), found


async def test_what_sqlite_keeps_in_a_column_of_another_type_is_a_finding(
    sqlite_db: Database,
) -> None:
    await rich_world.fill(sqlite_db)
    for change in (
        "UPDATE transactions SET at = 'soon' WHERE id = 7",
        "UPDATE entries SET amount_minor = 'much' WHERE transaction_id = 7",
        "UPDATE accounts SET owner_id = 'ann' WHERE id = 7",
    ):
        assert await findings_after(sqlite_db, change), change


async def test_whatever_is_flipped_in_sealed_rows_is_found(world: RichWorld, db: Database) -> None:
    """100 times a random column of a random row gets another value of its type."""
    seed = random.SystemRandom().getrandbits(32)
    chance = random.Random(seed)
    flipped = 0
    while flipped < FLIPS:
        table = Base.metadata.tables[chance.choice(SEALED)]
        column: Column[Any] = chance.choice(list(table.columns))
        async with unguarded(db) as session:
            row = chance.choice((await session.execute(select(table))).all())
            before = row._mapping[column.name]
            after = other_than(before, column, chance)
            same_row = [key == row._mapping[key.name] for key in table.primary_key]
            try:
                await session.execute(update(table).where(*same_row).values({column.name: after}))
            except IntegrityError:
                # A value that has to be unique; another flip will do.
                raise Undone from None
            found = (await verification.verify(session)).findings
            assert found, f"seed {seed}: {table.name}.{column.name} {before} → {after} of {row}"
            flipped += 1


def other_than(value: Any, column: Column[Any], chance: random.Random) -> Any:
    match value:
        case int():
            return value + chance.choice((-1000, -1, 1, 1000))
        case datetime():
            return value + timedelta(microseconds=chance.choice((-1, 1, 10**9)))
        case str():
            place = chance.randrange(len(value))
            others = [each for each in string.ascii_letters if each != value[place]]
            return value[:place] + chance.choice(others) + value[place + 1 :]
        case _:
            return "because" if column.type.python_type is str else 1


async def test_findings_of_one_kind_are_counted_only_to_a_limit(
    world: RichWorld, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "FINDINGS_MAX", 3)
    found = await findings_after(db, "UPDATE accounts SET balance_minor = balance_minor + 1")
    assert len([each for each in found if "its entries say" in each]) == 3


async def test_the_chain_is_read_in_batches(
    world: RichWorld, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "SEALS_PER_BATCH", 4)
    sealed = await world.sealed()
    async with db.read() as session:
        report = await verification.verify(session)
    assert (report.findings, report.seals) == ([], 41)
    found = await findings_after(db, f"UPDATE transactions SET actor = 1 WHERE id = {sealed[-1]}")
    assert names(found, f"transaction {sealed[-1]} (")
