"""How many newcomers are served, and how long does each wait for the first answer?"""

import asyncio
import time
from array import array

from bot.sandbox.chats import Chat
from bot.sandbox.entities import Json
from bot.sandbox.errors import ActionRefused
from bot.sandbox.people import User
from bot.sandbox.world import Telegram

BATCH = 50
PENDING_LIMIT = 1_000
PAUSE_SECONDS = 0.005


class Load:
    """A run of people who press start, and the time until the bot's first message to each."""

    def __init__(self, world: Telegram, count: int, rate: float | None, text: str, first_id: int):
        self.world = world
        self.count = count
        self.rate = rate
        self.text = text
        self.first_id = first_id
        self.sent = 0
        self.latencies = array("d")
        self.started_at = time.perf_counter()
        self.last_answer_at = self.started_at
        self._waiting: dict[int, float] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to send, in the background."""
        self.world.on_private_post = self.answered
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End the run; what was measured stays."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.world.on_private_post = None

    def answered(self, chat: Chat) -> None:
        """Note a message of a bot in a private chat."""
        sent_at = self._waiting.pop(chat.id, None)
        if sent_at is not None:
            self.last_answer_at = time.perf_counter()
            self.latencies.append(self.last_answer_at - sent_at)

    def report(self) -> Json:
        """Return counts, and percentiles of the waiting time in milliseconds."""
        ordered = sorted(self.latencies)
        seconds = max(self.last_answer_at - self.started_at, 1e-9)
        return {
            "sent": self.sent,
            "answered": len(ordered),
            "p50": percentile_ms(ordered, 0.50),
            "p95": percentile_ms(ordered, 0.95),
            "p99": percentile_ms(ordered, 0.99),
            "max": percentile_ms(ordered, 1.0),
            "answered_per_second": round(len(ordered) / seconds, 1),
            "done": len(ordered) >= self.count,
        }

    async def _run(self) -> None:
        queue = self.world.bot().updates
        while self.sent < self.count:
            if self.rate is None:
                due = self.count if queue.pending() < PENDING_LIMIT else self.sent
            else:
                due = int((time.perf_counter() - self.started_at) * self.rate) + 1
            for _ in range(min(due, self.count, self.sent + BATCH) - self.sent):
                self._send_one()
            await asyncio.sleep(0 if due > self.sent else PAUSE_SECONDS)

    def _send_one(self) -> None:
        number = self.first_id + self.sent
        user = self.world.users.get(number)
        if user is None:
            user = self.world.users[number] = User(number, f"User {number}", in_crowd=True)
        self._waiting[number] = time.perf_counter()
        text = self.text.replace("{number}", str(self.sent)).replace("{id}", str(number))
        self.sent += 1
        self.world.send(user, None, text)


def percentile_ms(ordered: list[float], share: float) -> float | None:
    """Return a percentile of sorted seconds in milliseconds; None when there are none."""
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1_000, 3)


def begin(world: Telegram, count: int, rate: float | None, text: str, first_id: int) -> Load:
    """Start a run unless another one is still sending."""
    previous = world.load
    if isinstance(previous, Load) and previous.sent < previous.count:
        raise ActionRefused("another load is still being sent")
    run = Load(world, count, rate, text, first_id)
    world.load = run
    run.start()
    return run
