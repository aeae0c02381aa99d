"""How do the days of points that run out pass in a test of the services?"""

from datetime import datetime

from sqlalchemy import select

from bot.db import Database
from bot.services import campaigns, documents, expiries, ledger, participants, verification
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket, Campaign, Expiry, OutboxMessage
from tests.clock import StillClock


async def look(db: Database, clock: StillClock) -> None:
    """Look at the balances of every campaign for today, one in each transaction."""
    async with db.read() as session:
        waiting = await expiries.due(session, now=clock())
    for due in waiting:
        done = 1
        while done:
            async with db.transaction() as session:
                done = await expiries.look(session, due, limit=1, now=clock())


async def days(db: Database, clock: StillClock, count: int) -> None:
    """Let days pass, each with its look at the balances."""
    for _ in range(count):
        clock.advance(days=1)
        await look(db, clock)


class Bank:
    """One person with points that live for thirty days."""

    def __init__(self, db: Database, clock: StillClock) -> None:
        self.db = db
        self.clock = clock
        self.campaign = 0
        self.person = 0

    async def begin(self, after: str | None = "30d", zone: str = "Europe/Sofia") -> None:
        await self.load(after, zone)
        async with self.db.transaction() as session:
            await campaigns.start(session, "points", now=self.clock())
            person = await participants.meet(
                session,
                telegram_id=700,
                name="Ann",
                username=None,
                telegram_language="en",
                now=self.clock(),
            )
            self.person = person.id

    async def load(self, after: str | None, zone: str = "Europe/Sofia") -> None:
        content = {"campaign": {"slug": "points", "time_zone": zone}}
        if after is not None:
            content["expiry"] = {"after": after}
        async with self.db.transaction() as session:
            campaign = await campaigns.load(session, documents.from_json(content), now=self.clock())
            self.campaign = campaign.id

    async def move(
        self, kind: str, amount_minor: int, *, key: str | None = None, at: datetime | None = None
    ) -> None:
        """Move points of the person's, by default as of now."""
        async with self.db.transaction() as session:
            version = (await session.get_one(Campaign, self.campaign)).version
            other = Bucket.BUDGET if amount_minor > 0 or kind == "reversal" else Bucket.REQUESTED
            owner = CAMPAIGN_OWNER if other == Bucket.BUDGET else self.person
            await ledger.post(
                session,
                key=key or f"test:{kind}:{self.clock().isoformat()}:{amount_minor}",
                kind=kind,
                campaign_id=self.campaign,
                version=version,
                at=at or self.clock(),
                legs=[
                    Leg(self.person, Bucket.AVAILABLE, amount_minor, floor_minor=None),
                    Leg(owner, other, -amount_minor, floor_minor=None),
                ],
            )

    async def days(self, count: int) -> None:
        """Let days pass, each with its look at the balances."""
        await days(self.db, self.clock, count)

    async def look(self) -> None:
        await look(self.db, self.clock)

    async def gone(self) -> list[int]:
        """What ran out on each day on which something did."""
        async with self.db.read() as session:
            return list(await session.scalars(select(Expiry.amount_minor).order_by(Expiry.id)))

    async def available(self) -> int:
        async with self.db.read() as session:
            return (await ledger.balance(session, self.campaign, self.person)).available

    async def told(self) -> list[str]:
        async with self.db.read() as session:
            keys = select(OutboxMessage.text_key).order_by(OutboxMessage.id)
            return list(await session.scalars(keys))

    async def findings(self) -> list[str]:
        async with self.db.read() as session:
            found = (await verification.verify(session)).findings
        # The payouts of this bank are written in the ledger alone.
        return [one for one in found if "requested" not in one and "payouts" not in one]
