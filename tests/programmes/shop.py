"""How does a shop report purchases in a test?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from sqlalchemy import select

from bot.services import apikeys, conversions, participants
from bot.services.conversions import Order
from models import ApiKey
from tests.people import Person, Stage


@dataclass
class Shop:
    """A shop with a key of its own."""

    stage: Stage
    api_key_id: int
    orders: int = 0
    refunds: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def sell(
        self,
        buyer: Person,
        amount_minor: int,
        *,
        currency: str = "EUR",
        product: str | None = None,
        commission_minor: int | None = None,
    ) -> str:
        """Report a purchase of this moment; returns the order's id."""
        order_id = f"order-{next(self._numbers)}"
        async with self.stage.app.db.transaction() as session:
            participant = await participants.find(session, buyer.id)
            assert participant is not None
            order = Order(
                order_id,
                participant.id,
                amount_minor,
                currency,
                commission_minor=commission_minor,
                product=product,
            )
            await conversions.record(
                session, order, api_key_id=self.api_key_id, now=self.stage.clock()
            )
        self.orders += 1
        await self.stage.settle()
        return order_id

    async def take_back(self, order_id: str, amount_minor: int | None = None) -> None:
        """Report that a purchase, or a part of it, was given back."""
        async with self.stage.app.db.transaction() as session:
            await conversions.refund(
                session,
                order_id,
                api_key_id=self.api_key_id,
                amount_minor=amount_minor,
                now=self.stage.clock(),
            )
        self.refunds += 1
        await self.stage.settle()


async def opened(stage: Stage, name: str = "shop") -> Shop:
    async with stage.app.db.transaction() as session:
        await apikeys.create(session, name, now=stage.clock())
        key_id = await session.scalar(select(ApiKey.id).where(ApiKey.name == name))
    assert key_id is not None
    return Shop(stage, key_id)
