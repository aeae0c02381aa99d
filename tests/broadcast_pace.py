"""At which pace does a broadcast go out, and is a halt of Telegram's obeyed? On a simulated clock.

    python -m tests.broadcast_pace [--people 10000] [--rate 30] [--faults 0]

The sender, its database and the local Telegram are the real ones, in one process; only time is
simulated, and the network is two delays. Telegram's flood limits are on. `--faults` injects so
many 429s, as many 502s and as many lost replies.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.exceptions import AiogramError
from sqlalchemy import func, select

from bot import migration, pacer
from bot.config import Settings
from bot.db import Database
from bot.i18n import Texts
from bot.pacer import Pacer
from bot.sandbox import Telegram
from bot.sandbox.api import Api
from bot.sandbox.people import User
from bot.sender import Sender
from bot.services import broadcasts
from models import Broadcast, Delivery, DeliveryState, Participant
from tests.simulated import Call, DirectSession, SimulatedClock, SimulatedLoop, Wire, simulated

TOKEN = "1000001:SANDBOX-not-a-secret"
TEXT = "The sale begins"
ANSWER = "An answer"
ROAD_SECONDS = (0.02, 0.026)
"""Each way. What a road varies by, the pacer gives away, for the fastest answer must not be early
either: with 0.02 to 0.08 it is 95 % of the rate."""
ANSWERS_EVERY_SECONDS = 1.3
SHARE_MIN = 0.98
REPLY_SECONDS_MAX = 2.0


@dataclass
class Outcome:
    """What was counted."""

    people: int
    rate: int
    faults: int
    states: dict[DeliveryState, int]
    twice: int
    missing: int
    refused: int
    """429s that no fault made."""
    inside_a_halt: int
    """Requests that left between a 429 and its end."""
    per_second: float
    reply_p99_seconds: float
    seconds: float
    """Simulated ones."""

    def problems(self) -> list[str]:
        """Nothing, when everything was as it must be."""
        found = []
        unknown = self.states.get(DeliveryState.UNKNOWN, 0)
        sent = self.states.get(DeliveryState.SENT, 0)
        if sent + unknown != self.people or unknown > 2 * self.faults:
            found.append(f"{self.states}")
        if self.twice or self.missing:
            found.append(f"{self.twice} got it twice, {self.missing} did not get it")
        if self.refused or self.inside_a_halt:
            found.append(f"{self.refused} times 429, {self.inside_a_halt} sent inside a halt")
        if not self.faults and self.per_second < SHARE_MIN * self.rate:
            found.append(f"{self.per_second:.2f} a second")
        if not self.faults and self.reply_p99_seconds > REPLY_SECONDS_MAX:
            found.append(f"an answer took {self.reply_p99_seconds:.2f} s (p99)")
        return found

    def __str__(self) -> str:
        states = ", ".join(f"{number} {state}" for state, number in self.states.items())
        return (
            f"{self.people} people, {self.faults} faults of each kind: {states}, {self.twice} "
            f"twice, {self.missing} missing, {self.refused} times 429, {self.inside_a_halt} inside "
            f"a halt, {self.per_second:.2f} of {self.rate} a second in {self.seconds:.0f} "
            f"simulated s, answers p99 {self.reply_p99_seconds:.2f} s"
        )


def run(people: int, rate: int, faults: int, folder: Path, *, seed: int = 1) -> Outcome:
    """Send a broadcast on a simulated clock."""
    with simulated() as loop:
        return loop.run_until_complete(_run(loop, people, rate, faults, folder, seed))


async def _run(
    loop: SimulatedLoop, people: int, rate: int, faults: int, folder: Path, seed: int
) -> Outcome:
    chance = random.Random(seed)
    clock = SimulatedClock(loop)
    telegram = Telegram(clock=clock)
    telegram.add_bot(token=TOKEN, username="sarafan_demo_bot", name="Sarafan")
    limits = telegram.flood.limits
    limits.enabled, limits.overall_per_second = True, float(rate)
    db = Database(f"sqlite+aiosqlite:///{folder}/pace.db")
    await migration.prepare(db)
    users = [telegram.add_user("Ann") for _ in range(people)]
    await _meet(telegram, db, clock, users)
    wire = Wire(Api(telegram), loop, lambda: chance.uniform(*ROAD_SECONDS))
    session = DirectSession(wire)
    session.middleware(Pacer(rate))
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    settings = Settings.model_validate(
        {"telegram": {"token": TOKEN}, "sender": {"messages_per_second": rate}}
    )
    sender = Sender(bot, db, Texts(zone=ZoneInfo("UTC")), clock, settings)
    _inject(telegram, faults, seed)
    async with db.transaction() as writing:
        planned = await broadcasts.plan(writing, TEXT, by=None, card_chat_id=None, now=clock())
        await broadcasts.start_now(writing, planned.broadcast.id, now=clock())
    began_at = loop.now
    sending = asyncio.ensure_future(sender.run())
    answering = asyncio.ensure_future(_answer(bot, telegram, loop))
    await _until_over(db, planned.broadcast.id)
    seconds = loop.now - began_at
    answering.cancel()
    sending.cancel()
    waited = await answering
    await asyncio.wait([sending])
    outcome = await _count(db, telegram, wire, users, waited, (people, rate, faults, seconds))
    await db.close()
    return outcome


async def _meet(telegram: Telegram, db: Database, clock: SimulatedClock, users: list[User]) -> None:
    for user in users:
        telegram.send(user, text="/start")
    async with db.transaction() as session:
        session.add_all(
            Participant(telegram_id=user.id, name="Ann", created_at=clock(), started_at=clock())
            for user in users
        )


def _inject(telegram: Telegram, faults: int, seed: int) -> None:
    if not faults:
        return
    add = telegram.faults.add
    add("sendMessage", "retry_after", seconds=3, times=faults, probability=0.1, seed=seed)
    add("sendMessage", "error", status=502, times=faults, probability=0.1, seed=seed + 1)
    add("sendMessage", "lost_reply", times=faults, probability=0.1, seed=seed + 2)


async def _answer(bot: Bot, telegram: Telegram, loop: SimulatedLoop) -> list[float]:
    """Answer a person now and then, as handlers do; returns how long each answer took."""
    bob = telegram.add_user("Bob")
    telegram.send(bob, text="/start")
    waited: list[float] = []
    while True:
        try:
            await asyncio.sleep(ANSWERS_EVERY_SECONDS)
            began_at = loop.now
            await bot.send_message(bob.id, ANSWER)
            waited.append(loop.now - began_at)
        except asyncio.CancelledError:
            return waited
        except (AiogramError, pacer.NotLetThrough):
            # One of the faults: a handler would have been told so.
            continue


async def _until_over(db: Database, broadcast_id: int) -> None:
    while True:
        async with db.read() as session:
            broadcast = await session.get_one(Broadcast, broadcast_id)
        if broadcast.finished_at is not None:
            return
        await asyncio.sleep(1)


async def _count(
    db: Database,
    telegram: Telegram,
    wire: Wire,
    users: list[User],
    waited: list[float],
    run: tuple[int, int, int, float],
) -> Outcome:
    people, rate, faults, seconds = run
    async with db.read() as session:
        rows = await session.execute(select(Delivery.state, func.count()).group_by(Delivery.state))
        states = {DeliveryState(state): number for state, number in rows}
        sent = set(
            await session.scalars(
                select(Delivery.chat_id).where(Delivery.state == DeliveryState.SENT)
            )
        )
    got = wire.delivered(TEXT)
    # Of every message that counts against the limit, while there are copies to send; Telegram lets
    # a full second's worth go at once, so the first of them do not count.
    last = max(call.left_at for call in wire.calls if call.text == TEXT)
    times = [each.left_at for each in wire.calls if each.status == 200 and each.left_at <= last]
    times = times[rate:]
    return Outcome(
        people,
        rate,
        faults,
        states,
        twice=sum(number > 1 for number in got.values()),
        missing=len(sent - got.keys()),
        refused=telegram.flood.refused,
        inside_a_halt=_inside_a_halt(wire.calls),
        per_second=(len(times) - 1) / (times[-1] - times[0]),
        reply_p99_seconds=sorted(waited)[int(len(waited) * 0.99)] if waited else 0.0,
        seconds=seconds,
    )


def _inside_a_halt(calls: list[Call]) -> int:
    """Requests that left after a 429 had come and before the time was over that it named."""
    halts = [(call.came_at, call.came_at + call.retry_after) for call in calls if call.retry_after]
    return sum(any(since < call.left_at < until - 1e-6 for since, until in halts) for call in calls)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.broadcast_pace")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rate", type=int, default=30)
    parser.add_argument("--faults", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(options.people, options.rate, options.faults, Path(folder))
    problems = outcome.problems()
    sys.stdout.write(f"{outcome}: {'; '.join(problems) or 'all is well'}\n")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
