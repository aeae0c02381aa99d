"""How long does the invite page take, beside a FastAPI answer that is the same bytes each time?

    python -m tests.benchmarks.invite_page [--rounds 2000]

Both are served by one process and asked in turn over one connection, so that the machine's load
falls on both alike.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from fastapi import FastAPI
from starlette.responses import HTMLResponse

from bot import migration
from bot.db import Database
from bot.web import server, visitors
from tests.pages import PHONE, Site, open_site, run_campaign
from tests.test_invite_page import CAMPAIGN, REWARDS, code_of

ROUNDS = 2_000


@dataclass(frozen=True)
class Times:
    """Milliseconds of each answer."""

    page: list[float]
    static: list[float]

    def line(self) -> str:
        page, static = spread(self.page), spread(self.static)
        return (
            f"invite page: median {page[0]:.2f} ms, 95 % within {page[1]:.2f} ms; "
            f"static answer: {static[0]:.2f} ms, {static[1]:.2f} ms"
        )


def spread(times: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


async def measure(folder: Path, rounds: int) -> Times:
    """Ask both in turn."""
    url = f"sqlite+aiosqlite:///{folder / 'sarafan.db'}"
    db = Database(url)
    await migration.prepare(db)
    await db.close()
    # Every request is one visitor's here.
    visitors.PER_SECOND = 1_000_000.0
    async with open_site(url) as site:
        await run_campaign(site.stage, "autumn", campaign=CAMPAIGN, reward=REWARDS)
        path = f"/i/{await code_of(site.stage.person('Ann'))}"
        return await _beside(site, path, rounds)


async def _beside(site: Site, path: str, rounds: int) -> Times:
    content = (await site.get(path)).content
    bare = FastAPI()

    @bare.get("/static")
    async def static() -> HTMLResponse:
        return HTMLResponse(content)

    listener = server.listen("127.0.0.1", 0)
    started: list[server.Server] = []
    serving = asyncio.create_task(server.serve(bare, listener, started, proxies=()))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/static"
    times = Times([], [])
    try:
        await _until_it_answers(site.http, address)
        for number in range(rounds):
            agent = f"{PHONE} {number % 50}"
            times.page.append(await _ask(site.http, site.url + path, agent))
            times.static.append(await _ask(site.http, address, agent))
    finally:
        started[0].should_exit = True
        await serving
    return times


async def _until_it_answers(http: aiohttp.ClientSession, address: str) -> None:
    for _ in range(100):
        try:
            await _ask(http, address, PHONE)
        except aiohttp.ClientError:
            await asyncio.sleep(0.05)
        else:
            return
    raise AssertionError(f"{address} does not answer")


async def _ask(http: aiohttp.ClientSession, address: str, agent: str) -> float:
    began = time.perf_counter()
    async with http.get(address, headers={"User-Agent": agent}) as response:
        await response.read()
        assert response.status == 200
    return (time.perf_counter() - began) * 1_000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        times = asyncio.run(measure(Path(folder), rounds))
    sys.stdout.write(times.line() + "\n")


if __name__ == "__main__":
    main()
