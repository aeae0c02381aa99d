"""Is each of many purchases credited once, however often and at once shops report it?

`python -m tests.faults.conversions` sends 10,268 requests of 100 shops to a bot in a process of its
own: 2,800 orders, each three times and most at the same moment, every third refunded twice.
`--postgresql` takes that instead of SQLite; `--orders` and `--shops` change the numbers.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from sqlalchemy import func, select

from bot import migration
from bot.clock import system_clock
from bot.db import Database
from bot.services import apikeys, verification
from models import Conversion, Reward, RewardState
from tests.clock import StillClock
from tests.processes import bot_environment, free_port, start_bot
from tests.servers import PostgresqlServer
from tests.shop import Answered, Shop, until_it_listens
from tests.town import Town

BUYERS = 50
REFERRER = 1
AMOUNT, PERCENT = 5_000, 10
AT_ONCE = 200
RETRIES_MAX = 50
PATH = "/api/v1/conversions"
NO_TELEGRAM = "http://127.0.0.1:9"
"""The part of the bot that shops talk to asks nothing of it."""


@dataclass
class Outcome:
    """What came of a run, and what is wrong with it."""

    orders: int
    refunded: int
    seconds: float
    statuses: Counter[int]
    available: int
    conversions: int
    alive: int
    findings: list[str] = field(default_factory=list)

    def problems(self) -> list[str]:
        found = list(self.findings)
        kept = self.orders - self.refunded
        share = AMOUNT * PERCENT // 100
        for what, is_there, expected in (
            ("orders kept", self.conversions, self.orders),
            ("rewards alive", self.alive, kept),
            ("points available", self.available, kept * share),
            ("answers 201", self.statuses[201], self.orders),
        ):
            if is_there != expected:
                found.append(f"{what}: {is_there} instead of {expected}")
        wrong = set(self.statuses) - {200, 201, 409, 503}
        return found + [f"{self.statuses[status]} answers {status}" for status in sorted(wrong)]


async def prepare(db: Database, shops: int) -> list[apikeys.Issued]:
    """One campaign, one referrer, the buyers, and a key for every shop."""
    town = Town(db, StillClock(system_clock()))
    rule = {"on": "purchase", "to": "referrer", "percent": PERCENT}
    await town.begin("sale", reward=[rule])
    code = await town.code_of(REFERRER)
    for buyer in range(BUYERS):
        await town.arrive(1_000 + buyer, code)
    async with db.transaction() as session:
        now = system_clock()
        return [await apikeys.create(session, f"shop-{number}", now=now) for number in range(shops)]


async def post(shop: Shop, path: str, content: object, key: str | None) -> Answered:
    """Send until the bot has room for it."""
    for _ in range(RETRIES_MAX):
        answered = await shop.post(path, content, idempotency_key=key)
        if answered.status != 503:
            return answered
        await asyncio.sleep(random.uniform(0.05, 0.5))
    return answered


async def trade(shops: list[Shop], orders: int, statuses: Counter[int]) -> int:
    """Report every order three times, refund every third twice; returns how many were refunded."""
    gate = asyncio.Semaphore(AT_ONCE)
    moment = system_clock().isoformat()

    async def report(number: int, key: str | None) -> None:
        shop = shops[number % len(shops)]
        content = {
            "order_id": f"A-{number}",
            "participant": 1_000 + number % BUYERS,
            "amount": AMOUNT,
            "currency": "EUR",
            "occurred_at": moment,
        }
        async with gate:
            statuses[(await post(shop, PATH, content, key)).status] += 1

    async def refund(number: int) -> None:
        shop = shops[number % len(shops)]
        async with gate:
            answered = await post(shop, f"{PATH}/A-{number}/refund", {}, f"refund {number}")
            statuses[answered.status] += 1

    await asyncio.gather(*(report(number, key) for number in range(orders) for key in (None, None)))
    wanted = range(0, orders, 3)
    await asyncio.gather(
        *(report(number, None) for number in range(orders)),
        *(refund(number) for number in wanted for _ in range(2)),
    )
    return len(wanted)


async def look(db: Database, outcome: Outcome) -> None:
    async with db.read() as session:
        outcome.findings += (await verification.verify(session)).findings
        outcome.conversions = await session.scalar(select(func.count(Conversion.id))) or 0
        outcome.alive = (
            await session.scalar(
                select(func.count(Reward.id)).where(
                    Reward.state.in_((RewardState.SCHEDULED, RewardState.CREDITED))
                )
            )
            or 0
        )
        outcome.available = (
            await session.scalar(
                select(func.sum(Reward.amount_minor)).where(Reward.state == RewardState.CREDITED)
            )
            or 0
        )


async def run(orders: int, shops: int, folder: Path, database_url: str) -> Outcome:
    async with AsyncExitStack() as stack:
        db = Database(database_url)
        stack.push_async_callback(db.close)
        await migration.prepare(db)
        issued = await prepare(db, shops)
        port = free_port()
        settings = {"web__port": str(port), "api__requests_per_minute": "1000000"}
        environment = bot_environment(database_url, NO_TELEGRAM, **settings)
        bot = await start_bot(folder, environment, "web")
        stack.push_async_callback(bot.stop)
        connector = aiohttp.TCPConnector(limit=AT_ONCE, force_close=True)
        http = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        url = f"http://127.0.0.1:{port}"
        await until_it_listens(http, url)
        known = [Shop(url, one.key, one.secret, system_clock, http) for one in issued]
        outcome = Outcome(orders, 0, 0, Counter(), 0, 0, 0)
        began = time.perf_counter()
        outcome.refunded = await trade(known, orders, outcome.statuses)
        outcome.seconds = time.perf_counter() - began
        await bot.stop()
        if "Traceback" in bot.output():
            outcome.findings.append(f"the bot complained: {bot.output()[-500:]}")
        await look(db, outcome)
        return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=2_800)
    parser.add_argument("--shops", type=int, default=100)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    server = PostgresqlServer() if options.postgresql else None
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            url = server.create("trade") if server else f"sqlite+aiosqlite:///{folder / 'bot.db'}"
            outcome = asyncio.run(run(options.orders, options.shops, folder, url))
    finally:
        if server is not None:
            server.stop()
    posts = sum(outcome.statuses.values())
    sys.stdout.write(
        f"{posts:,} posts in {outcome.seconds:.0f} s, {posts / outcome.seconds:.0f} a second; "
        f"answers {dict(sorted(outcome.statuses.items()))}\n"
        f"{outcome.conversions:,} orders, {outcome.refunded:,} refunded, "
        f"{outcome.available:,} points\n"
    )
    for problem in outcome.problems():
        sys.stdout.write(f"WRONG: {problem}\n")
    return 1 if outcome.problems() else 0


if __name__ == "__main__":
    sys.exit(main())
