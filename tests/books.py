"""How does a test post points without people and rules, and look at what the books say?"""

from dataclasses import dataclass

from sqlalchemy import func, select

from bot.db import Database
from bot.services import ledger
from bot.services.ledger import Balance, HistoryLine, Leg
from models import CAMPAIGN_OWNER, Account, Bucket, Entry, Transaction
from tests.clock import StillClock
from tests.operators import document, load

Places = dict[tuple[int, int, str], int]
"""Balances by campaign, owner and bucket, in minor units."""


@dataclass
class Books:
    """The ledger of one campaign."""

    db: Database
    clock: StillClock
    campaign_id: int

    async def post(self, key: str, *legs: Leg, kind: str = "credit") -> int | None:
        async with self.db.transaction() as session:
            return await ledger.post(
                session,
                key=key,
                kind=kind,
                campaign_id=self.campaign_id,
                version=1,
                at=self.clock(),
                legs=legs,
            )

    async def give(self, owner_id: int, amount_minor: int, key: str | None = None) -> int | None:
        return await self.post(
            key or f"gift:{owner_id}:{amount_minor}",
            Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -amount_minor, floor_minor=None),
            Leg(owner_id, Bucket.AVAILABLE, amount_minor),
        )

    async def spend(self, owner_id: int, amount_minor: int, key: str) -> int | None:
        return await self.post(
            key,
            Leg(owner_id, Bucket.AVAILABLE, -amount_minor),
            Leg(CAMPAIGN_OWNER, Bucket.REDEEMED, amount_minor),
            kind="spend",
        )

    async def balance(self, owner_id: int) -> Balance:
        async with self.db.read() as session:
            return await ledger.balance(session, self.campaign_id, owner_id)

    async def history(
        self, owner_id: int, *, before_id: int | None = None, limit: int = 10
    ) -> list[HistoryLine]:
        async with self.db.read() as session:
            return await ledger.history(session, owner_id, before_id=before_id, limit=limit)

    async def transactions(self) -> int:
        async with self.db.read() as session:
            return await session.scalar(select(func.count(Transaction.id))) or 0


async def open_books(db: Database, clock: StillClock) -> Books:
    return Books(db, clock, (await load(db, clock, document())).id)


async def places(db: Database) -> Places:
    """All balances that are not zero, after a look whether entries and balances agree."""
    async with db.read() as session:
        rows = await session.execute(
            select(
                Account.campaign_id,
                Account.owner_id,
                Account.bucket,
                Account.balance_minor,
                func.coalesce(func.sum(Entry.amount_minor), 0),
            )
            .outerjoin(Entry, Entry.account_id == Account.id)
            .group_by(Account.id)
        )
        found = {(row[0], row[1], str(row[2])): (row[3], row[4]) for row in rows}
        crooked = await session.scalars(
            select(Entry.transaction_id)
            .group_by(Entry.transaction_id)
            .having(func.sum(Entry.amount_minor) != 0)
        )
        assert crooked.all() == []
    assert all(balance == total for balance, total in found.values()), found
    assert sum(balance for balance, _ in found.values()) == 0, found
    return {place: balance for place, (balance, _) in found.items() if balance}
