"""Is every code handed out once when far more people want one than there are?

`python -m tests.voucher_races [people [codes]]` is the long form: 1,000 people after 100 codes, on
each database.
"""

import asyncio
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import migration
from bot.db import Database, is_conflict
from bot.services import (
    campaigns,
    documents,
    ledger,
    participants,
    redemptions,
    verification,
    voucher_files,
    vouchers,
)
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket, Offer, Participant, Redemption, Voucher
from tests.clock import StillClock
from tests.servers import PostgresqlServer

PRICE_MINOR = 100
ATTEMPTS_MAX = 20


@dataclass
class Rush:
    """People with points for one voucher each, and a pool."""

    db: Database
    clock: StillClock
    campaign_id: int = 0
    offer_id: int = 0
    people: list[Participant] = field(default_factory=list)

    async def prepare(self, people: int, codes: int) -> None:
        document = documents.from_json(
            {
                "campaign": {"slug": "shop"},
                "offer": [
                    {
                        "name": "coupon",
                        "kind": "voucher",
                        "title": {"en": "Coupon"},
                        "price": PRICE_MINOR,
                    }
                ],
            }
        )
        now = self.clock()
        async with self.db.transaction() as session:
            campaign = await campaigns.load(session, document, now=now)
            await campaigns.start(session, "shop", now=now)
            self.campaign_id = campaign.id
            self.offer_id = (await session.scalars(select(Offer.id))).one()
            found = voucher_files.Read([f"CODE-{number:05}" for number in range(codes)])
            await vouchers.add(session, self.offer_id, found, by=501, now=now)
        for first in range(0, people, 100):
            async with self.db.transaction() as session:
                for number in range(first, min(first + 100, people)):
                    await self._newcomer(session, 10_000 + number)

    async def _newcomer(self, session: AsyncSession, telegram_id: int) -> None:
        person = await participants.meet(
            session,
            telegram_id=telegram_id,
            name="Ann",
            username=None,
            telegram_language="en",
            now=self.clock(),
        )
        self.people.append(person)
        await ledger.post(
            session,
            key=f"gift:{telegram_id}",
            kind="credit",
            campaign_id=self.campaign_id,
            version=1,
            at=self.clock(),
            legs=[
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -PRICE_MINOR, floor_minor=None),
                Leg(person.id, Bucket.AVAILABLE, PRICE_MINOR),
            ],
        )

    async def run(self) -> Counter[str]:
        """Everybody buys at the same moment; returns how that ended."""
        return Counter(await asyncio.gather(*(self._buy(person) for person in self.people)))

    async def _buy(self, person: Participant) -> str:
        for _ in range(ATTEMPTS_MAX):
            try:
                async with self.db.transaction() as session:
                    await redemptions.buy(
                        session, person, self.offer_id, price_minor=PRICE_MINOR, now=self.clock()
                    )
            except redemptions.OfferSoldOut:
                return "sold out"
            except Exception as error:
                # As every edge does it: a block that PostgreSQL refuses is run again.
                if not is_conflict(error):
                    raise
                continue
            return "bought"
        raise AssertionError("never had its turn")

    async def check(self, bought: int) -> None:
        """Each code has one buyer, who paid; nobody else lost anything."""
        async with self.db.read() as session:
            assert (await verification.verify(session)).findings == []
            handed = await session.scalars(
                select(Voucher.redemption_id).where(Voucher.redemption_id.is_not(None))
            )
            ids = handed.all()
            assert len(ids) == len(set(ids)) == bought
            assert await session.scalar(select(func.count(Redemption.id))) == bought
            buyers = set(await session.scalars(select(Redemption.participant_id)))
            assert len(buyers) == bought
            for person in self.people:
                balance = await ledger.balance(session, self.campaign_id, person.id)
                assert balance.available == (0 if person.id in buyers else PRICE_MINOR)


async def measure(name: str, url: str, people: int, codes: int) -> None:
    db = Database(url)
    await migration.prepare(db)
    rush = Rush(db, StillClock())
    await rush.prepare(people, codes)
    began = time.monotonic()
    ends = await rush.run()
    seconds = time.monotonic() - began
    await rush.check(min(people, codes))
    await db.close()
    sys.stdout.write(
        f"{name}: {people:,} people after {codes:,} codes in {seconds:.1f} s: "
        f"{ends['bought']:,} bought, {ends['sold out']:,} told, verify clean\n"
    )


def main(people: int = 1_000, codes: int = 100) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "races.db"
        asyncio.run(measure("SQLite", f"sqlite+aiosqlite:///{file}", people, codes))
    server = PostgresqlServer()
    try:
        asyncio.run(measure("PostgreSQL", server.create("races"), people, codes))
    finally:
        server.stop()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
