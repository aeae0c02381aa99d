"""What is lost or credited twice when the bot is killed over and over?

    python -m tests.faults.kills [--kills 100] [--updates 10000] [--mode polling|webhook|both]

Newcomers press start with the codes of ten people while the bot is killed with SIGKILL: at random
moments, inside a handler (while it asks Telegram about a membership), at a commit (as the
write-ahead log changes) and at a send (while a message is on its way).
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from bot.db import Database
from models import Entry, Referral, Reward, RewardState
from tests.processes import (
    LocalTelegram,
    Process,
    bot_environment,
    free_port,
    local_telegram,
    start,
)

REFERRERS = 10
FIRST_ID = 20_000_000
REWARD = 100
SETTLE_SECONDS = 150
"""Without one update less: Telegram waits up to two minutes before it calls a webhook again."""
MOMENT_SECONDS = 8
UNMODIFIED = ("-m", "bot", "run")


@dataclass
class Outcome:
    """What was left when all was over."""

    updates: int
    kills: dict[str, int] = field(default_factory=dict)
    referrals: int = 0
    credited: int = 0
    points: int = 0
    findings: str = ""
    seconds: float = 0

    def problems(self) -> list[str]:
        """Nothing, when every update had its effect exactly once."""
        found = []
        if self.referrals != self.updates:
            found.append(f"{self.updates - self.referrals} of {self.updates} referrals are lost")
        if self.credited != self.updates:
            found.append(f"{self.credited} rewards for {self.updates} newcomers")
        if self.points != self.updates * REWARD:
            found.append(f"{self.points} points for {self.updates} newcomers")
        if self.findings:
            found.append(self.findings)
        return found


@dataclass
class Killer:
    """Runs the bot, kills it at chosen moments, and starts it again."""

    telegram: LocalTelegram
    folder: Path
    environment: dict[str, str]
    command: tuple[str, ...]
    chance: random.Random
    bot: Process | None = None

    async def start(self) -> None:
        self.bot = await start(self.command, self.folder / "bot.log", self.environment)

    async def kill(self) -> None:
        assert self.bot is not None
        await self.bot.kill()

    async def at_a_random_moment(self) -> None:
        await asyncio.sleep(self.chance.uniform(0.0, 1.0))

    async def inside_a_handler(self) -> None:
        await self._seen("getChatMember")

    async def at_a_send(self) -> None:
        await self._seen("sendMessage")

    async def at_a_commit(self) -> None:
        log = self.folder / "kills.db-wal"
        before = self._size(log)
        deadline = time.monotonic() + MOMENT_SECONDS
        while self._size(log) == before and time.monotonic() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0)

    @staticmethod
    def _size(file: Path) -> tuple[int, int]:
        try:
            status = file.stat()
        except FileNotFoundError:
            return 0, 0
        return status.st_size, status.st_mtime_ns

    async def _seen(self, method: str) -> None:
        """Wait until the method is on its way: it is delayed there, so the kill finds it."""
        await self.telegram.post(
            "faults", {"method": method, "kind": "delay", "seconds": 0.3, "times": 1}
        )
        deadline = time.monotonic() + MOMENT_SECONDS
        while time.monotonic() < deadline:
            faults = (await self.telegram.get("faults")).get("list", [])
            if all(fault.get("fired", 0) for fault in faults):
                return
            await asyncio.sleep(0.005)


async def run(
    kills: int,
    updates: int,
    mode: str,
    folder: Path,
    *,
    seed: int,
    command: tuple[str, ...] = UNMODIFIED,
) -> Outcome:
    """Let `updates` newcomers come while the bot is killed `kills` times."""
    outcome = Outcome(updates)
    began = time.monotonic()
    async with local_telegram(folder) as telegram:
        environment = await _environment(telegram, mode, folder, updates)
        killer = Killer(telegram, folder, environment, command, random.Random(seed))
        await killer.start()
        try:
            codes = [await telegram.invite_of(1_000 + number) for number in range(REFERRERS)]
            per_code = updates // REFERRERS
            loading = asyncio.ensure_future(_load(telegram, codes, per_code, kills))
            await _kill_often(killer, kills, outcome)
            await loading
            await _settle(telegram, folder)
        finally:
            assert killer.bot is not None
            await killer.bot.stop()
    await _count(outcome, environment, folder)
    outcome.seconds = time.monotonic() - began
    return outcome


async def _environment(
    telegram: LocalTelegram, mode: str, folder: Path, updates: int
) -> dict[str, str]:
    owner = await telegram.post("users", {"first_name": "Olga"})
    channel = await telegram.post(
        "chats",
        {"kind": "channel", "title": "News", "username": "news_here", "owner_id": owner["id"]},
    )
    bot_id = 1_000_001
    await telegram.post(
        f"chats/{channel['id']}/members", {"user_id": bot_id, "status": "administrator"}
    )
    # Everybody is in the channel already, so that each handler asks and none has to wait.
    await telegram.post("users/bulk", {"count": updates, "first_id": FIRST_ID})
    for number in range(updates):
        await telegram.post(
            f"chats/{channel['id']}/members",
            {"user_id": FIRST_ID + number, "status": "member"},
        )
    settings = {
        "starter_campaign__required_chats": '["@news_here"]',
        "sender__messages_per_second": "1000",
        "starter_campaign__hold": "0",
        "starter_campaign__referrer_reward": str(REWARD),
    }
    if mode == "webhook":
        port = free_port()
        settings |= {
            "web__port": str(port),
            "telegram__mode": "webhook",
            "telegram__webhook_url": f"http://127.0.0.1:{port}/telegram/webhook",
            "telegram__webhook_secret": "only-for-this-test",
        }
    return bot_environment(f"sqlite+aiosqlite:///{folder}/kills.db", telegram.url, **settings)


async def _load(telegram: LocalTelegram, codes: list[str], per_code: int, kills: int) -> None:
    """Newcomers at such a rate that they still come when the last kill is due."""
    rate = max(20.0, per_code * len(codes) / (kills * 2.5 + 2))
    for number, code in enumerate(codes):
        await telegram.post(
            "load",
            {
                "count": per_code,
                "rate": rate,
                "text_template": f"/start {code}",
                "first_id": FIRST_ID + number * per_code,
            },
        )
        while (await telegram.get("load"))["sent"] < per_code:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def _kill_often(killer: Killer, kills: int, outcome: Outcome) -> None:
    moments: list[Callable[[], Awaitable[None]]] = [
        killer.at_a_random_moment,
        killer.at_a_commit,
        killer.at_a_send,
        killer.inside_a_handler,
    ]
    for number in range(kills):
        moment = moments[number % len(moments)]
        await asyncio.sleep(killer.chance.uniform(1.2, 2.2))
        await moment()
        await killer.kill()
        name = getattr(moment, "__name__", "somewhere").replace("_", " ")
        outcome.kills[name] = outcome.kills.get(name, 0) + 1
        await killer.start()
    await killer.telegram.delete("faults")


async def _settle(telegram: LocalTelegram, folder: Path) -> None:
    """Wait until every update is confirmed, as long as they become fewer."""
    left, since = -1, time.monotonic()
    while left != 0 and time.monotonic() - since < SETTLE_SECONDS:
        pending = int((await telegram.get("updates"))["pending"])
        if pending != left:
            left, since = pending, time.monotonic()
        await asyncio.sleep(0.2)
    # What was confirmed last is still being answered.
    await asyncio.sleep(1)


async def _count(outcome: Outcome, environment: dict[str, str], folder: Path) -> None:
    db = Database(environment["SARAFAN_DATABASE__URL"])
    async with db.read() as session:
        outcome.referrals = await session.scalar(select(func.count(Referral.id))) or 0
        outcome.credited = (
            await session.scalar(
                select(func.count(Reward.id)).where(Reward.state == RewardState.CREDITED)
            )
            or 0
        )
        outcome.points = (
            await session.scalar(select(func.sum(Entry.amount_minor)).where(Entry.amount_minor > 0))
            or 0
        )
    await db.close()
    verify = await start(["-m", "bot", "verify"], folder / "verify.log", environment)
    if await verify.process.wait() != 0:
        outcome.findings = verify.output()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--mode", choices=("polling", "webhook", "both"), default="both")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    modes = ("polling", "webhook") if options.mode == "both" else (options.mode,)
    failed = False
    for mode in modes:
        with tempfile.TemporaryDirectory() as folder:
            outcome = asyncio.run(
                run(options.kills, options.updates, mode, Path(folder), seed=options.seed)
            )
        problems = outcome.problems()
        failed = failed or bool(problems)
        sys.stdout.write(
            f"{mode}, seed {options.seed}: {sum(outcome.kills.values())} kills {outcome.kills}, "
            f"{outcome.updates} updates, {outcome.referrals} referrals, {outcome.credited} credited"
            f" in {outcome.seconds:.0f} s: {'; '.join(problems) or 'nothing lost, nothing twice'}\n"
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
