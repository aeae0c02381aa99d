"""Does everybody get a broadcast once, at the full rate, also when the bot is killed on the way?

    python -m tests.faults.broadcasts [--people 3000] [--rate 300] [--kills 0] [--newcomers N]
        [--replicas]

The local Telegram and the bot are processes of their own, in real time; Telegram's flood limits
are on, at the rate that the bot is allowed. Meanwhile newcomers press start, and the time until
each is answered is measured. With kills the bot is ended by SIGKILL and started again. With
replicas there are two processes on PostgreSQL and Redis, one that answers people and one that
sends, and only the one that sends is killed: who presses a button notices nothing.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, update

from bot.clock import system_clock
from bot.db import Database
from bot.services import deliveries
from models import Broadcast, Delivery, DeliveryState
from tests.processes import (
    LocalTelegram,
    Process,
    bot_environment,
    command,
    local_telegram,
    start_bot,
)
from tests.servers import PostgresqlServer, RedisServer

FIRST_ID = 30_000_000
FIRST_NEWCOMER_ID = 40_000_000
TEXT = "The sale begins"
SETTLE_SECONDS = 120
SHARE_MIN = 0.98
REPLY_SECONDS_MAX = 2.0
NEWCOMERS_PER_SECOND = 5.0
RESTART_SECONDS = 4
SENDS = "sender"
ANSWERS = "updates,jobs,web"


@dataclass(frozen=True)
class Servers:
    """What replicas have in common."""

    database_url: str
    redis_url: str


@dataclass
class Outcome:
    """What was left when all was over."""

    people: int
    rate: int
    kills: int
    in_flight: int
    """Copies on their way at one time, at most."""
    has_replicas: bool = False
    sent: int = 0
    unknown: int = 0
    other: int = 0
    missing: int = 0
    """Of whom the journal says "sent", and who have nothing."""
    twice: int = 0
    refused: int = 0
    """429s of the local Telegram."""
    per_second: float = 0.0
    reply_p99_seconds: float = 0.0
    answered: int = 0
    asked: int = 0

    def problems(self) -> list[str]:
        """Nothing, when everything was as it must be."""
        found = []
        if self.sent + self.unknown != self.people or self.other:
            found.append(f"{self.sent} sent and {self.unknown} unknown of {self.people}")
        if self.twice or self.missing:
            found.append(f"{self.twice} got it twice, {self.missing} did not get it")
        if self.unknown > self.kills * self.in_flight:
            found.append(f"{self.unknown} unknown after {self.kills} kills")
        if self.refused:
            found.append(f"{self.refused} times 429")
        if not self.kills and self.per_second < SHARE_MIN * self.rate:
            found.append(f"{self.per_second:.1f} a second")
        if self.answered < self.asked:
            found.append(f"{self.asked - self.answered} newcomers were not answered")
        is_there = self.has_replicas or not self.kills
        if is_there and self.reply_p99_seconds > REPLY_SECONDS_MAX:
            found.append(f"newcomers waited {self.reply_p99_seconds:.2f} s (p99)")
        return found

    def __str__(self) -> str:
        return (
            f"{self.people} people, {self.kills} kills: {self.sent} sent, {self.unknown} unknown, "
            f"{self.twice} twice, {self.missing} missing, {self.refused} times 429, "
            f"{self.per_second:.1f} of {self.rate} a second, {self.answered} of {self.asked} "
            f"newcomers answered, p99 {self.reply_p99_seconds:.2f} s"
        )


@dataclass
class Victim:
    """The process that sends, and dies."""

    folder: Path
    environment: dict[str, str]
    roles: str | None
    process: Process

    async def die(self, *, outdated_url: str | None) -> None:
        """Be killed and started again; in the database with this URL a minute passes meanwhile."""
        await self.process.kill()
        if outdated_url is not None:
            await _outdate_claims(outdated_url)
        self.process = await start_bot(self.folder, self.environment, self.roles)


async def run(
    people: int,
    rate: int,
    kills: int,
    newcomers: int,
    folder: Path,
    *,
    seed: int,
    servers: Servers | None = None,
    is_hurried: bool = False,
) -> Outcome:
    """Send a broadcast at `rate` a second, and kill who sends it `kills` times on the way.

    With `is_hurried` replicas need not wait for the minute after which a sender is held for dead.
    """
    outcome = Outcome(people, rate, kills, max(8, rate // 4), servers is not None, asked=newcomers)
    url = f"sqlite+aiosqlite:///{folder}/broadcasts.db"
    settings = {"sender__messages_per_second": str(rate)}
    if servers is not None:
        url, settings["redis__url"] = servers.database_url, servers.redis_url
    async with local_telegram(folder) as telegram:
        environment = bot_environment(url, telegram.url, **settings)
        async with _bot(folder, environment, has_replicas=servers is not None) as victim:
            await _meet(telegram, people)
            await telegram.put(
                "limits", {"enabled": True, "overall_per_second": rate, "chat_burst": 3}
            )
            said = await command(folder, "broadcast", "--text", TEXT, **environment)
            assert said.status == 0, said.said
            newcoming = asyncio.ensure_future(_newcomers(telegram, newcomers, outcome))
            await _kill_often(victim, telegram, outcome, seed, url if is_hurried else None)
            await _until_over(url)
            await newcoming
        await _count(telegram, url, outcome)
    return outcome


@asynccontextmanager
async def _bot(
    folder: Path, environment: dict[str, str], *, has_replicas: bool
) -> AsyncIterator[Victim]:
    """One process, or one that answers and one that sends; both are started at once."""
    answering = [await start_bot(folder, environment, ANSWERS)] if has_replicas else []
    roles = SENDS if has_replicas else None
    victim = Victim(folder, environment, roles, await start_bot(folder, environment, roles))
    try:
        yield victim
        assert not any(process.has_ended for process in answering), answering[0].output()
    finally:
        for process in [*answering, victim.process]:
            await process.stop()


async def _outdate_claims(url: str) -> None:
    db = Database(url)
    async with db.connection() as connection:
        await connection.execute(
            update(deliveries.DELIVERIES)
            .where(deliveries.SENDING_ONLY)
            .values(claimed_until=system_clock() - timedelta(seconds=1))
        )
    await db.close()


async def _meet(telegram: LocalTelegram, people: int) -> None:
    """Everybody presses start."""
    await telegram.post("users/bulk", {"count": people, "first_id": FIRST_ID})
    await telegram.post("load", {"count": people, "text_template": "/start", "first_id": FIRST_ID})
    deadline = time.monotonic() + SETTLE_SECONDS
    while not (await telegram.get("load"))["done"]:
        assert time.monotonic() < deadline, "the people were not met"
        await asyncio.sleep(0.2)
    # The places that the answers took are free again.
    await asyncio.sleep(1.5)


async def _newcomers(telegram: LocalTelegram, number: int, outcome: Outcome) -> None:
    """Others press start while it goes out; they are no recipients."""
    if not number:
        return
    await telegram.post("users/bulk", {"count": number, "first_id": FIRST_NEWCOMER_ID})
    await telegram.post(
        "load",
        {
            "count": number,
            "rate": NEWCOMERS_PER_SECOND,
            "text_template": "/start",
            "first_id": FIRST_NEWCOMER_ID,
        },
    )
    deadline = time.monotonic() + SETTLE_SECONDS
    report = await telegram.get("load")
    while not report["done"] and time.monotonic() < deadline:
        await asyncio.sleep(0.3)
        report = await telegram.get("load")
    outcome.answered = report["answered"]
    outcome.reply_p99_seconds = (report["p99"] or 0) / 1_000


async def _kill_often(
    victim: Victim, telegram: LocalTelegram, outcome: Outcome, seed: int, outdated_url: str | None
) -> None:
    """At moments spread over the broadcast, each while copies are on their way."""
    chance = random.Random(seed)
    for number in range(outcome.kills):
        share = (number + chance.uniform(0.3, 0.9)) / (outcome.kills + 1)
        await _until_sent(telegram, int(outcome.people * share))
        await victim.die(outdated_url=outdated_url)


async def _until_sent(telegram: LocalTelegram, wanted: int) -> None:
    after, sent = 0, 0
    deadline = time.monotonic() + SETTLE_SECONDS
    while sent < wanted:
        assert time.monotonic() < deadline, f"only {sent} of {wanted} were sent"
        found = await telegram.get("journal", method="sendMessage", after=after, limit=1_000)
        for entry in found["list"]:
            after = entry["number"]
            sent += entry["params"].get("text") == TEXT and entry.get("status") == 200
        if len(found["list"]) < 1_000:
            await asyncio.sleep(0.05)


async def _until_over(url: str) -> None:
    db = Database(url)
    try:
        async with asyncio.timeout(SETTLE_SECONDS):
            while True:
                async with db.read() as session:
                    if await session.scalar(select(Broadcast.finished_at)) is not None:
                        return
                await asyncio.sleep(0.3)
    finally:
        await db.close()


async def _count(telegram: LocalTelegram, url: str, outcome: Outcome) -> None:
    got: Counter[int] = Counter()
    times: list[float] = []
    after = 0
    while True:
        found = await telegram.get("journal", method="sendMessage", after=after, limit=1_000)
        if not found["list"]:
            break
        for entry in found["list"]:
            after = entry["number"]
            if entry["params"].get("text") == TEXT and entry.get("status") == 200:
                got[int(entry["params"]["chat_id"])] += 1
                times.append(float(entry["monotonic"]))
    db = Database(url)
    async with db.read() as session:
        states = {
            DeliveryState(state): number
            for state, number in await session.execute(
                select(Delivery.state, func.count()).group_by(Delivery.state)
            )
        }
        sent = set(
            await session.scalars(
                select(Delivery.chat_id).where(Delivery.state == DeliveryState.SENT)
            )
        )
    await db.close()
    outcome.sent = states.pop(DeliveryState.SENT, 0)
    outcome.unknown = states.pop(DeliveryState.UNKNOWN, 0)
    outcome.other = sum(states.values())
    outcome.twice = sum(number > 1 for number in got.values())
    outcome.missing = len(sent - got.keys())
    outcome.refused = (await telegram.get("limits"))["refused"]
    # Telegram lets a full second's worth go at once, so the first of them do not count.
    counted = sorted(times)[min(outcome.rate, len(times) // 2) :]
    outcome.per_second = (len(counted) - 1) / (counted[-1] - counted[0])


@contextmanager
def _servers(wanted: bool) -> Iterator[Servers | None]:
    if not wanted:
        yield None
        return
    postgresql, redis = PostgresqlServer(), RedisServer()
    try:
        yield Servers(postgresql.create("broadcasts"), redis.url)
    finally:
        redis.stop()
        postgresql.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.broadcasts")
    parser.add_argument("--people", type=int, default=3_000)
    parser.add_argument("--rate", type=int, default=300)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--newcomers", type=int, help="as many as come until it is over")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--replicas", action="store_true")
    options = parser.parse_args()
    newcomers = options.newcomers
    if newcomers is None:
        seconds = options.people / options.rate + options.kills * RESTART_SECONDS
        newcomers = int(NEWCOMERS_PER_SECOND * seconds)
    with tempfile.TemporaryDirectory() as folder, _servers(options.replicas) as servers:
        outcome = asyncio.run(
            run(
                options.people,
                options.rate,
                options.kills,
                newcomers,
                Path(folder),
                seed=options.seed,
                servers=servers,
            )
        )
    problems = outcome.problems()
    sys.stdout.write(f"seed {options.seed}: {outcome}: {'; '.join(problems) or 'all is well'}\n")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
