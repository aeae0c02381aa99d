"""Which shop asks, is the request really its own, and does it ask too often?"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request

from bot.clock import Clock
from bot.db import Database
from bot.services import apikeys, signatures
from bot.web.api.problems import Problem

SHOPS_MAX = 10_000
"""Buckets in memory; past that those that are full are dropped."""


@dataclass(frozen=True)
class Shop:
    """Whose key a request carries."""

    id: int
    secret: str


@dataclass
class _Bucket:
    tokens: float
    at: float


class Rate:
    """So many requests a minute for each shop, all of them at once if they like."""

    def __init__(self, per_minute: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._size = float(per_minute)
        self._per_second = per_minute / 60
        self._monotonic = monotonic
        self._buckets: dict[int, _Bucket] = {}

    def take(self, shop_id: int) -> None:
        """Raises `Problem` with the seconds until the next request would be let through."""
        now = self._monotonic()
        bucket = self._buckets.setdefault(shop_id, _Bucket(self._size, now))
        grown = bucket.tokens + (now - bucket.at) * self._per_second
        bucket.tokens, bucket.at = min(self._size, grown), now
        if bucket.tokens < 1:
            seconds = int((1 - bucket.tokens) / self._per_second) + 1
            raise Problem(
                "too-many-requests",
                f"A key may send {self._size:.0f} requests a minute.",
                retry_after=seconds,
            )
        bucket.tokens -= 1
        if len(self._buckets) > SHOPS_MAX:
            self._drop_full(now)

    def _drop_full(self, now: float) -> None:
        for shop_id, bucket in list(self._buckets.items()):
            if bucket.tokens + (now - bucket.at) * self._per_second >= self._size:
                del self._buckets[shop_id]


async def shop(request: Request, db: Database) -> Shop:
    """Whose key it is. Raises `Problem`."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        async with db.read() as session:
            found = await apikeys.owner(session, key.strip())
        if found is not None:
            return Shop(found.id, found.secret)
    raise Problem("key-refused", "Send the header Authorization: Bearer <key>.")


def check_signature(request: Request, shop: Shop, body: bytes, clock: Clock) -> None:
    """Raises `Problem` for a body that the shop did not sign within the last five minutes."""
    header = request.headers.get(signatures.HEADER, "")
    if not signatures.is_genuine(shop.secret, body, header, now=clock()):
        raise Problem(
            "signature-refused",
            f"Send the header {signatures.HEADER}: t=<unix time>,v1=<hex HMAC-SHA256 of "
            "<t>.<body> under the secret>; the time may be five minutes off.",
        )
