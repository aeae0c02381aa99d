"""Do points move once, all or not at all, and never below a floor?"""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.db import Database
from bot.services import ledger, participants, verification
from bot.services.ledger import InsufficientPoints, Leg, Movement
from models import CAMPAIGN_OWNER, Account, Bucket, Entry, Referral, Reward, RewardState
from tests.books import Books, open_books, places
from tests.clock import StillClock
from tests.town import Town

ANN, BEN = 11, 12


@pytest.fixture
async def books(db: Database, clock: StillClock) -> Books:
    return await open_books(db, clock)


@pytest.fixture
def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


async def test_a_key_moves_points_once(books: Books) -> None:
    first = await books.give(ANN, 100, key="one")
    assert first is not None
    assert await books.give(ANN, 100, key="one") is None
    assert await books.give(BEN, 7, key="one") is None, "the key decides, not what it stands for"
    assert (await books.balance(ANN)).available == 100
    assert (await books.balance(BEN)).available == 0
    assert await books.transactions() == 1


async def test_a_key_that_comes_many_times_at_once_moves_points_once(books: Books) -> None:
    posted = await asyncio.gather(*(books.give(ANN, 100, key="one") for _ in range(50)))
    assert len([each for each in posted if each is not None]) == 1
    assert (await books.balance(ANN)).available == 100


async def test_legs_that_do_not_sum_to_zero_are_a_bug(books: Books) -> None:
    with pytest.raises(AssertionError):
        await books.post("crooked", Leg(ANN, Bucket.AVAILABLE, 100), Leg(BEN, Bucket.HELD, -99))
    assert await places(books.db) == {}


async def test_what_is_not_there_cannot_be_spent(books: Books) -> None:
    with pytest.raises(InsufficientPoints):
        await books.spend(ANN, 1, key="before the first points")
    await books.give(ANN, 100)
    with pytest.raises(InsufficientPoints):
        await books.spend(ANN, 101, key="one too many")
    await books.spend(ANN, 100, key="all")
    with pytest.raises(InsufficientPoints):
        await books.spend(ANN, 1, key="after the last points")
    assert (await books.balance(ANN)).available == 0


async def test_a_refused_movement_leaves_nothing_behind(books: Books) -> None:
    await books.give(ANN, 100)
    before = await places(books.db)
    with pytest.raises(InsufficientPoints):
        await books.post(
            "half",
            # Taken first, since accounts change in the order of their owners.
            Leg(ANN, Bucket.AVAILABLE, -60),
            Leg(BEN, Bucket.AVAILABLE, 160),
            Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -100, floor_minor=-150),
        )
    assert await places(books.db) == before
    assert await books.transactions() == 1
    async with books.db.read() as session:
        owners = set(await session.scalars(select(Account.owner_id)))
    assert owners == {ANN, CAMPAIGN_OWNER}
    assert await books.spend(ANN, 60, key="half") is not None, "the key was not used up"


async def test_a_refusal_in_a_savepoint_lets_the_rest_of_the_block_stand(books: Books) -> None:
    async with books.db.transaction() as session:
        for key, amount_minor in (("too much", 500), ("enough", 200)):
            try:
                async with session.begin_nested():
                    await ledger.post(
                        session,
                        key=key,
                        kind="credit",
                        campaign_id=books.campaign_id,
                        version=1,
                        at=books.clock(),
                        legs=[
                            Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -amount_minor, floor_minor=-300),
                            Leg(ANN, Bucket.AVAILABLE, amount_minor),
                        ],
                    )
            except InsufficientPoints:
                assert key == "too much"
    assert (await books.balance(ANN)).available == 200
    assert await books.transactions() == 1


async def test_a_refused_movement_takes_no_neighbour_along(books: Books) -> None:
    """Transactions that wait together share one COMMIT on SQLite: each stands or falls alone."""
    results = await asyncio.gather(
        *(books.give(100 + number, 10) for number in range(20)),
        *(books.spend(200 + number, 10, key=f"nothing {number}") for number in range(20)),
        return_exceptions=True,
    )
    refused = [each for each in results if isinstance(each, InsufficientPoints)]
    assert len(refused) == 20
    assert await books.transactions() == 20
    assert (await places(books.db))[books.campaign_id, CAMPAIGN_OWNER, "budget"] == -200


async def test_200_who_spend_the_same_first_points_at_once_spend_them_exactly(books: Books) -> None:
    """An account's first points and 200 spends of 7 race; 142 of them fit into 1,000."""
    results = await asyncio.gather(
        books.give(ANN, 1_000),
        *(books.spend(ANN, 7, key=f"spend {number}") for number in range(200)),
        return_exceptions=True,
    )
    spent = len([each for each in results[1:] if isinstance(each, int)])
    refused = [each for each in results[1:] if isinstance(each, InsufficientPoints)]
    assert spent + len(refused) == 200
    assert spent <= 142
    for number in range(200):
        # Whoever came before the points may come again.
        if (await books.balance(ANN)).available < 7:
            break
        await books.spend(ANN, 7, key=f"again {number}")
    assert (await books.balance(ANN)).available == 1_000 - 142 * 7
    assert await books.transactions() == 1 + 142


async def test_200_first_spends_of_an_account_that_is_not_there_all_fail(books: Books) -> None:
    results = await asyncio.gather(
        *(books.spend(ANN, 1, key=f"spend {number}") for number in range(200)),
        return_exceptions=True,
    )
    assert {type(each) for each in results} == {InsufficientPoints}
    assert await places(books.db) == {}


async def test_an_account_that_may_owe_is_made_by_its_first_debt_and_no_deeper(
    books: Books,
) -> None:
    """The first movements of a budget race: 60 of 10 against a floor of -300."""
    results = await asyncio.gather(
        *(
            books.post(
                f"promise {number}",
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -10, floor_minor=-300),
                Leg(1_000 + number, Bucket.AVAILABLE, 10),
            )
            for number in range(60)
        ),
        return_exceptions=True,
    )
    assert len([each for each in results if isinstance(each, int)]) == 30
    assert (await places(books.db))[books.campaign_id, CAMPAIGN_OWNER, "budget"] == -300


async def test_taking_back_more_than_is_there_leaves_a_debt_that_later_points_pay(
    books: Books,
) -> None:
    await books.give(ANN, 100)
    await books.spend(ANN, 80, key="spend")
    await books.post(
        "back",
        Leg(ANN, Bucket.AVAILABLE, -100, floor_minor=None),
        Leg(CAMPAIGN_OWNER, Bucket.BUDGET, 100),
        kind="reversal",
    )
    assert (await books.balance(ANN)).available == -80
    with pytest.raises(InsufficientPoints):
        await books.spend(ANN, 1, key="on credit")
    await books.give(ANN, 90)
    assert (await books.balance(ANN)).available == 10
    async with books.db.read() as session:
        assert (await verification.verify(session)).findings == []


async def test_many_movements_at_once_come_to_the_same_as_one_by_one(books: Books) -> None:
    def movement(number: int) -> Movement:
        return Movement(
            key=f"many {number}",
            kind="credit",
            campaign_id=books.campaign_id,
            version=1,
            at=books.clock(),
            legs=(
                Leg(20 + number % 7, Bucket.HELD, -number),
                Leg(20 + number % 7, Bucket.AVAILABLE, number),
            ),
        )

    for owner_id in range(20, 27):
        await books.post(
            f"held {owner_id}",
            Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -1_000, floor_minor=None),
            Leg(owner_id, Bucket.HELD, 1_000),
        )
    async with books.db.transaction() as session:
        assert await ledger.post_all(session, [movement(number) for number in range(1, 50)]) == 49
    async with books.db.transaction() as session:
        # Those of before are left out, the new one counts.
        assert await ledger.post_all(session, [movement(number) for number in range(1, 51)]) == 1
    for owner_id in range(20, 27):
        moved = sum(number for number in range(1, 51) if 20 + number % 7 == owner_id)
        balance = await books.balance(owner_id)
        assert (balance.held, balance.available) == (1_000 - moved, moved)
    await places(books.db)
    with pytest.raises(InsufficientPoints):
        async with books.db.transaction() as session:
            await ledger.post_all(session, [movement(900 + number) for number in range(7)])
    assert await books.transactions() == 7 + 50


async def test_an_account_may_pass_below_its_floor_between_movements_that_are_posted_together(
    books: Books,
) -> None:
    def movement(key: str, amount_minor: int) -> Movement:
        return Movement(
            key,
            "move",
            books.campaign_id,
            1,
            books.clock(),
            (Leg(ANN, Bucket.HELD, amount_minor), Leg(BEN, Bucket.AVAILABLE, -amount_minor)),
        )

    await books.give(BEN, 50)
    async with books.db.transaction() as session:
        await ledger.post_all(session, [movement("goes", -30), movement("comes", 30)])
    assert await places(books.db) == {
        (books.campaign_id, BEN, "available"): 50,
        (books.campaign_id, CAMPAIGN_OWNER, "budget"): -50,
    }


async def test_history_comes_in_pages_newest_first_and_holds_only_ones_own(books: Books) -> None:
    for number in range(23):
        books.clock.advance(minutes=1)
        await books.give(ANN, 100 + number)
        await books.give(BEN, 500 + number)
    await books.post("hold", Leg(ANN, Bucket.AVAILABLE, -5), Leg(ANN, Bucket.HELD, 5), kind="hold")
    pages = []
    before_id = None
    while page := await books.history(ANN, before_id=before_id):
        pages.append(page)
        before_id = page[-1].transaction_id
    assert [len(page) for page in pages] == [10, 10, 4]
    lines = [line for page in pages for line in page]
    assert lines[0].amounts == {Bucket.AVAILABLE: -5, Bucket.HELD: 5}
    assert [line.amounts[Bucket.AVAILABLE] for line in lines[1:]] == list(range(122, 99, -1))
    assert lines[-1].at == books.clock() - timedelta(minutes=22)


async def test_300_promises_at_once_use_a_budget_to_the_last_point(
    town: Town, db: Database
) -> None:
    """Each asks for 100 of a budget of 12,345: exactly 123 are kept, the others say why not."""
    await town.begin(budget={"total": 12_345}, qualify={"hold": "1h"})
    codes = [await town.code_of(1 + number) for number in range(5)]
    await asyncio.gather(*(town.arrive(1_000 + number, codes[number % 5]) for number in range(300)))
    async with db.read() as session:
        rows = await session.execute(select(Reward.state, func.count()).group_by(Reward.state))
        assert {state: count for state, count in rows} == {
            RewardState.SCHEDULED: 123,
            RewardState.VOID: 177,
        }
        assert await session.scalar(select(func.count(Referral.id))) == 300
        assert await session.scalar(select(func.count()).select_from(Entry)) == 246
    held = {place: amount for place, amount in (await places(db)).items() if place[2] == "held"}
    assert sum(held.values()) == 12_300
    town.clock.advance(hours=2)
    for _ in range(4):
        await town.catch_up()
    async with db.read() as session:
        people = [await participants.find(session, 1 + number) for number in range(5)]
        lines = [await ledger.balances(session, each.id) for each in people if each is not None]
        assert (await verification.verify(session)).findings == []
    assert sum(line.available for [line] in lines) == 12_300
