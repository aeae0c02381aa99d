"""How does the shop of a programme report purchases?"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import aiohttp

from tests import shop
from tests.people import Person, Stage

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@dataclass
class Shop:
    """A shop with a key of its own, over HTTP."""

    stage: Stage
    till: shop.Shop
    orders: int = 0
    refunds: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def sell(self, buyer: Person, amount: int, **more: str | int) -> str:
        """Report a purchase of this moment; returns the order's id."""
        order_id = f"order-{next(self._numbers)}"
        await self.till.report(order_id, buyer.id, amount, **more)
        self.orders += 1
        await self.stage.settle()
        return order_id

    async def refusal(self, buyer: Person, amount: int, **more: str | int) -> str:
        """The kind of problem with a purchase that is not taken."""
        content = {"order_id": "refused", "participant": buyer.id, "amount": amount} | more
        answered = await self.till.post("/api/v1/conversions", {"currency": "EUR"} | content)
        return answered.problem

    async def take_back(self, order_id: str, amount: int | None = None) -> None:
        """Report that a purchase, or a part of it, was given back."""
        await self.till.refund(order_id, amount)
        self.refunds += 1
        await self.stage.settle()

    async def open_page(self, code: str) -> int:
        """Somebody's browser opens the invite page; returns the status."""
        url = f"{self.till.url}/i/{code}"
        async with aiohttp.ClientSession(headers=BROWSER) as http, http.get(url) as response:
            return response.status


@asynccontextmanager
async def opened(stage: Stage, port: int) -> AsyncIterator[Shop]:
    async with shop.shop_of(stage, port) as till:
        yield Shop(stage, till)
