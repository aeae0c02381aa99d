"""How does a shop talk to the bot in a test?"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.clock import Clock
from bot.db import Database
from bot.services import apikeys
from tests.people import Stage

LISTEN_SECONDS = 120
"""A loaded machine takes long to start a process."""

Json = dict[str, Any]


def sign(secret: str, body: bytes, moment: int) -> str:
    """Written out again from docs/api.md, so that a change of ours is noticed."""
    digest = hmac.new(secret.encode(), str(moment).encode() + b"." + body, hashlib.sha256)
    return f"t={moment},v1={digest.hexdigest()}"


@dataclass(frozen=True)
class Answered:
    status: int
    body: Json
    headers: Mapping[str, str]

    @property
    def problem(self) -> str:
        """The kind of problem, as "order-differs"."""
        assert self.headers["Content-Type"] == "application/problem+json", self
        assert self.body["status"] == self.status
        assert self.body["title"]
        assert self.body["detail"]
        return str(self.body["type"]).removeprefix("/api/docs#problem-")

    @property
    def pointers(self) -> list[str]:
        return [error["pointer"] for error in self.body.get("errors", ())]


@dataclass
class Shop:
    """A shop with a key."""

    url: str
    key: str
    secret: str
    clock: Clock
    http: aiohttp.ClientSession

    async def post(
        self,
        path: str,
        content: object,
        *,
        idempotency_key: str | None = None,
        headers: dict[str, str] | None = None,
        late_seconds: int = 0,
    ) -> Answered:
        """Send a signed request; bytes are sent as they are."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        sent = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json",
            "X-Sarafan-Signature": sign(
                self.secret, body, int(self.clock().timestamp()) - late_seconds
            ),
        }
        if idempotency_key is not None:
            sent["Idempotency-Key"] = idempotency_key
        sent |= headers or {}
        return await self._asked("POST", path, data=body, headers=sent)

    async def get(self, path: str, *, headers: dict[str, str] | None = None) -> Answered:
        sent = {"Authorization": f"Bearer {self.key}"} | (headers or {})
        return await self._asked("GET", path, headers=sent)

    async def report(self, order_id: str, participant: int | str, amount: int, **more: Any) -> Json:
        """Report a purchase that is new and in order; returns the answer."""
        content = {"order_id": order_id, "participant": participant, "amount": amount}
        answered = await self.post("/api/v1/conversions", {"currency": "EUR", **content, **more})
        assert answered.status == 201, answered
        return answered.body

    async def refund(self, order_id: str, amount: int | None = None) -> Json:
        content = {} if amount is None else {"amount": amount}
        answered = await self.post(f"/api/v1/conversions/{order_id}/refund", content)
        assert answered.status == 200, answered
        return answered.body

    async def _asked(self, method: str, path: str, **options: Any) -> Answered:
        async with self.http.request(method, self.url + path, **options) as response:
            raw = await response.read()
            content = json.loads(raw) if raw else {}
            return Answered(response.status, content, response.headers)


@asynccontextmanager
async def opened(db: Database, url: str, clock: Clock, name: str = "shop") -> AsyncIterator[Shop]:
    """A shop with a key of its own, once the bot listens."""
    async with db.transaction() as session:
        issued = await apikeys.create(session, name, now=clock())
    async with aiohttp.ClientSession() as http:
        await until_it_listens(http, url)
        yield Shop(url, issued.key, issued.secret, clock, http)


@asynccontextmanager
async def shop_of(stage: Stage, port: int, name: str = "shop") -> AsyncIterator[Shop]:
    """A shop that calls the bot of a stage."""
    async with opened(stage.app.db, f"http://127.0.0.1:{port}", stage.clock, name) as shop:
        yield shop


async def until_it_listens(http: aiohttp.ClientSession, url: str) -> None:
    async with asyncio.timeout(LISTEN_SECONDS):
        while True:
            with suppress(aiohttp.ClientConnectorError):
                async with http.get(f"{url}/healthz"):
                    return
            await asyncio.sleep(0.02)
