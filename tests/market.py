"""Who buys what in a test of the services, and what has everybody then?"""

from typing import Any

from sqlalchemy import select

from bot.db import Database
from bot.services import conversions, ledger, shop_views, verification
from bot.services.conversions import Order, Recorded
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, ApiKey, Bucket, Campaign
from tests.clock import StillClock
from tests.town import Town

ANN, BEN, CLEO, DAN = 1, 2, 3, 4
"""Each was invited by the one before."""


class Market:
    """People who invite and buy, in one or several campaigns."""

    def __init__(self, db: Database, clock: StillClock) -> None:
        self.db, self.clock = db, clock
        self.town = Town(db, clock)
        self.orders = 0

    async def begin(self, *rewards: dict[str, Any], slug: str = "sale", **sections: Any) -> None:
        """A campaign, and Ben who comes by Ann's code in it."""
        sections.setdefault("attribution", {"new": "to_campaign"})
        await self.town.begin(slug, reward=list(rewards), **sections)
        await self.come(BEN, ANN)

    async def come(self, friend: int, referrer: int) -> None:
        await self.town.arrive(friend, await self.town.code_of(referrer))

    async def key(self) -> int:
        async with self.db.transaction() as session:
            found = await session.scalar(select(ApiKey).where(ApiKey.name == "shop"))
            if found is None:
                found = ApiKey(name="shop", key_hash="0" * 64, secret="s", created_at=self.clock())
                session.add(found)
                await session.flush()
            return found.id

    async def buy(
        self, amount: int, *, buyer: int = BEN, order_id: str | None = None, **more: Any
    ) -> Recorded:
        """Report a purchase; with no name it is a new order."""
        key, self.orders = await self.key(), self.orders + 1
        order = Order(
            order_id=order_id or f"A-{self.orders}",
            participant_id=await self.town.id_of(buyer),
            amount_minor=amount,
            currency=more.pop("currency", "EUR"),
            occurred_at=more.pop("at", self.clock()),
            **more,
        )
        async with self.db.transaction() as session:
            return await conversions.record(session, order, api_key_id=key, now=self.clock())

    async def refund(self, order_id: str, amount: int | None = None) -> Recorded:
        key = await self.key()
        async with self.db.transaction() as session:
            return await conversions.refund(
                session, order_id, api_key_id=key, amount_minor=amount, now=self.clock()
            )

    async def spend(self, telegram_id: int, amount_minor: int) -> None:
        """Let somebody spend points of the only campaign, once in a test."""
        person_id = await self.town.id_of(telegram_id)
        async with self.db.transaction() as session:
            campaign_id = await session.scalar(select(Campaign.id))
            assert campaign_id is not None
            await ledger.post(
                session,
                key="spent",
                kind="spend",
                campaign_id=campaign_id,
                version=1,
                at=self.clock(),
                legs=(
                    Leg(person_id, Bucket.AVAILABLE, -amount_minor),
                    Leg(CAMPAIGN_OWNER, Bucket.REDEEMED, amount_minor),
                ),
            )

    async def has(self, telegram_id: int, slug: str = "sale") -> tuple[int, int]:
        """What somebody has available and held."""
        async with self.db.read() as session:
            campaign_id = await session.scalar(select(Campaign.id).where(Campaign.slug == slug))
            person = await shop_views.find(session, str(telegram_id))
            assert campaign_id is not None
            balance = await ledger.balance(session, campaign_id, person.id)
        return balance.available, balance.held

    async def available(self, *telegram_ids: int) -> list[int]:
        return [(await self.has(each))[0] for each in telegram_ids]

    async def is_in_order(self) -> None:
        async with self.db.read() as session:
            findings = (await verification.verify(session)).findings
        assert not findings, findings
