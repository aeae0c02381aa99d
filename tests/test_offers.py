"""Is a code handed out once, is a pool read as it was meant, and does a reward buy its offer?"""

import asyncio

import pytest
from sqlalchemy import Update, select, update

from bot.db import Database
from bot.services import (
    campaigns,
    crediting,
    documents,
    ledger,
    offers,
    participants,
    redemption_moves,
    redemptions,
    verification,
    voucher_files,
    vouchers,
)
from bot.services.documents import Document, DocumentRefused
from models import (
    Offer,
    OfferKind,
    Participant,
    Redemption,
    RedemptionState,
    Reward,
    Voucher,
)
from tests.books import places
from tests.clock import StillClock
from tests.town import Town
from tests.voucher_races import Rush

# The pool


def test_others_see_only_the_end_of_a_code() -> None:
    assert vouchers.masked("CODE-0001") == "••••001"
    assert vouchers.masked("SHORT") == "••••"


async def test_codes_that_were_there_before_are_not_added_again(
    db: Database, clock: StillClock
) -> None:
    rush = Rush(db, clock)
    await rush.prepare(1, 3)
    assert await rush.run() == {"bought": 1}
    async with db.transaction() as session:
        found = voucher_files.Read(["CODE-00000", "CODE-00002", "NEW"], repeated=1)
        added = await vouchers.add(session, rush.offer_id, found, by=501, now=clock())
    assert added == vouchers.Added(new=1, known=2, repeated=1, blank=0, left=3)


async def test_a_code_belongs_to_the_offer_that_had_it_first(
    db: Database, clock: StillClock
) -> None:
    names = ("first", "second")
    kinds = [{"name": name, "kind": "voucher", "title": {"en": name}, "price": 5} for name in names]
    await load(db, clock, offer=kinds)
    async with db.read() as session:
        first, second = await session.scalars(select(Offer.id).order_by(Offer.id))

    async def upload(offer_id: int, *codes: str) -> vouchers.Added:
        async with db.transaction() as session:
            found = voucher_files.Read(codes)
            return await vouchers.add(session, offer_id, found, by=501, now=clock())

    await upload(first, "A", "B")
    added = await upload(second, "B", "C")
    assert added == vouchers.Added(new=1, known=0, repeated=0, blank=0, left=1, elsewhere=1)
    together = [f"T-{number}" for number in range(600)]
    both = await asyncio.gather(upload(first, *together), upload(second, *together))
    assert sorted((each.new, each.elsewhere) for each in both) == [(0, 600), (600, 0)]


async def test_only_vouchers_have_codes(db: Database, clock: StillClock) -> None:
    await load(db, clock, offer=[{"name": "mug", "title": {"en": "Mug"}, "price": 5}])
    async with db.transaction() as session:
        offer_id = (await session.scalars(select(Offer.id))).one()
        with pytest.raises(vouchers.OfferHasNoVouchers):
            await vouchers.add(session, offer_id, voucher_files.Read(["A"]), by=1, now=clock())


async def test_a_hundred_people_after_ten_codes(db: Database, clock: StillClock) -> None:
    """Goal: exactly ten handed out, the others lose nothing. Method: all buy at the same moment.

    `python -m tests.voucher_races` does it with 1,000 people after 100 codes on each database.
    """
    rush = Rush(db, clock)
    await rush.prepare(100, 10)
    assert await rush.run() == {"bought": 10, "sold out": 90}
    await rush.check(10)


async def test_who_has_points_for_one_and_presses_thrice_has_one(
    db: Database, clock: StillClock
) -> None:
    rush = Rush(db, clock)
    await rush.prepare(1, 3)
    for _ in range(2):
        rush.people.append(rush.people[0])

    async def buy() -> str:
        try:
            return await rush._buy(rush.people[0])
        except redemptions.PriceBeyondBalance:
            return "too little"

    assert sorted([await buy() for _ in range(3)]) == ["bought", "too little", "too little"]
    async with db.read() as session:
        assert (await verification.verify(session)).findings == []


# The catalogue


async def load(db: Database, clock: StillClock, **sections: object) -> Document:
    document = documents.from_json({"campaign": {"slug": "shop"}, **sections})
    async with db.transaction() as session:
        await campaigns.load(session, document, now=clock())
    return document


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"kind": "access"}, "needs gives"),
        ({"kind": "gift", "gives": {"en": "x"}}, 'gives needs kind = "access" or "thanks"'),
        ({"kind": "voucher", "stock": 3}, "a voucher's stock is the codes"),
        ({"kind": "gift", "post_in": "@news"}, 'post_in needs kind = "thanks"'),
        ({"kind": "voucher", "asks": {"en": "x"}}, 'asks needs kind = "gift" or "thanks"'),
        ({"price": 0}, "price"),
        ({"kind": "thanks", "post_in": "news"}, "post_in"),
    ],
)
def test_an_offer_that_contradicts_itself_is_refused(
    changes: dict[str, object], mistake: str
) -> None:
    section = {"name": "mug", "title": {"en": "Mug"}, "price": 5} | changes
    with pytest.raises(DocumentRefused, match=mistake):
        documents.from_json({"campaign": {"slug": "shop"}, "offer": [section]})


async def test_of_the_last_gift_there_is_one_buyer(db: Database, clock: StillClock) -> None:
    rush = Rush(db, clock)
    await rush.prepare(8, 0)
    async with db.transaction() as session:
        await session.execute(update(Offer).values(kind=OfferKind.GIFT, stock=1))
    assert await rush.run() == {"bought": 1, "sold out": 7}
    async with db.transaction() as session:
        # PostgreSQL numbers also what is rolled back.
        [bought_id] = await session.scalars(select(Redemption.id))
        cancelled = await redemption_moves.cancel(
            session, bought_id, seen=RedemptionState.ORDERED, reason="Broken", by=501, now=clock()
        )
        assert (await offers.find(session, cancelled.offer.id)).stock == 1
    async with db.read() as session:
        assert (await verification.verify(session)).findings == []


async def test_what_was_sent_does_not_come_back_into_the_stock(
    db: Database, clock: StillClock
) -> None:
    rush = Rush(db, clock)
    await rush.prepare(1, 0)
    async with db.transaction() as session:
        await session.execute(update(Offer).values(kind=OfferKind.GIFT, stock=1))
    assert await rush.run() == {"bought": 1}
    async with db.transaction() as session:
        await redemption_moves.move(
            session,
            1,
            RedemptionState.SENT,
            seen=RedemptionState.ORDERED,
            by=501,
            now=clock(),
        )
        await redemption_moves.cancel(
            session, 1, seen=RedemptionState.SENT, reason="Lost", by=501, now=clock()
        )
        assert (await offers.find(session, rush.offer_id)).stock == 0
    with pytest.raises(redemption_moves.RedemptionMoved):
        async with db.transaction() as session:
            await redemption_moves.cancel(
                session, 1, seen=RedemptionState.SENT, reason="Lost", by=502, now=clock()
            )


# A reward that buys


SHOP = {
    "reward": [
        {"on": "start", "to": "referrer", "amount": 50},
        {"on": "start", "to": "friend", "amount": 30, "redeem": "service"},
    ],
    "offer": [{"name": "service", "kind": "voucher", "title": {"en": "A free month"}, "price": 30}],
}


async def shop(db: Database, clock: StillClock, codes: int, **changes: object) -> Town:
    town = Town(db, clock)
    await town.begin("shop", **(SHOP | changes))
    async with db.transaction() as session:
        offer_id = (await session.scalars(select(Offer.id))).one()
        if codes:
            pool = voucher_files.Read([f"CODE-{number}" for number in range(codes)])
            await vouchers.add(session, offer_id, pool, by=501, now=clock())
    return town


async def bought(db: Database) -> list[tuple[int, RedemptionState]]:
    async with db.read() as session:
        rows = await session.execute(
            select(Participant.telegram_id, Redemption.state)
            .join(Participant, Participant.id == Redemption.participant_id)
            .order_by(Redemption.id)
        )
        return [(telegram_id, state) for telegram_id, state in rows]


async def available(db: Database, telegram_id: int) -> int:
    async with db.read() as session:
        person = await participants.find(session, telegram_id)
        assert person is not None
        return sum(line.available for line in await ledger.balances(session, person.id))


async def test_a_reward_buys_its_voucher_in_the_same_moment(
    db: Database, clock: StillClock
) -> None:
    town = await shop(db, clock, codes=1)
    code = await town.code_of(1)
    await town.arrive(2, code)
    await town.arrive(3, code)
    # The second friend keeps the points: there was one code.
    assert await bought(db) == [(2, RedemptionState.DELIVERED), (3, RedemptionState.MISSED)]
    assert [await available(db, one) for one in (1, 2, 3)] == [100, 0, 30]
    async with db.read() as session:
        assert (await verification.verify(session)).findings == []
        assert [v.redemption_id for v in await session.scalars(select(Voucher))] == [1]
    found = await places(db)
    assert sum(amount for (_, _, bucket), amount in found.items() if bucket == "redeemed") == 30


async def test_a_reward_that_is_credited_later_buys_then_and_once(
    db: Database, clock: StillClock
) -> None:
    later = [
        {"on": "start", "to": "friend", "amount": 30, "redeem": "service", "credit": "after 1d"}
    ]
    town = await shop(db, clock, codes=2, reward=later)
    await town.arrive(2, await town.code_of(1))
    assert await bought(db) == []
    clock.advance(days=1)
    for _ in range(2):
        async with db.transaction() as session:
            due = list(await session.scalars(select(Reward)))
            await crediting.credit(session, due, now=clock())
    assert await bought(db) == [(2, RedemptionState.DELIVERED)]
    assert await available(db, 2) == 0
    async with db.read() as session:
        assert (await verification.verify(session)).findings == []


# What verify finds


@pytest.mark.parametrize(
    ("fault", "finding"),
    [
        (
            update(Redemption).values(state=RedemptionState.CANCELLED),
            "purchase 1 is cancelled, the ledger says otherwise",
        ),
        (update(Redemption).values(price_minor=31), "purchase 1 is delivered, the ledger"),
        (update(Voucher).values(redemption_id=None), "purchase 1 (delivered) has a code too many"),
        (update(Offer).values(stock=-1), "offer 1 has a stock of -1"),
    ],
)
async def test_verify_finds_what_does_not_agree(
    db: Database, clock: StillClock, fault: Update, finding: str
) -> None:
    town = await shop(db, clock, codes=1)
    await town.arrive(2, await town.code_of(1))
    async with db.transaction() as session:
        await session.execute(fault)
    async with db.read() as session:
        findings = (await verification.verify(session)).findings
    assert any(one.startswith(finding) for one in findings), findings
