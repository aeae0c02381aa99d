"""How do rows become messages, several at a time, without losing track of one?

A lane takes rows of its table, has a few messages on their way at once, and writes down what became
of them in the same transaction in which it takes the next: at most `width` rows are ever in hand.
"""

import asyncio
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from bot.db import is_conflict, is_unavailable
from bot.sender.post import Flight
from bot.sender.verdicts import Fate, Outcome

IDLE_SECONDS = 0.5
LINGER_SECONDS = 0.1
"""How long results may wait for others, so that one transaction serves several."""
RENEW_SECONDS = 20
LANDING_SECONDS = 5
"""How long a lane that is stopped waits for what has left."""
PAUSES_SECONDS = (1, 2, 4, 8, 15, 30)

logger = logging.getLogger(__name__)

Row = TypeVar("Row")


class Lane(ABC, Generic[Row]):
    """One table's way out; `run` until cancelled, or `drain` once."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._flights: dict[asyncio.Task[Outcome], tuple[Row, Flight]] = {}
        self._settled: list[tuple[Row, Outcome]] = []
        self._awake = asyncio.Event()
        self._renewed_at = 0.0
        self._failures = 0

    @abstractmethod
    async def recover(self, *, everything: bool) -> None:
        """Settle rows that dead senders had in hand; `everything`: also those still claimed."""

    @abstractmethod
    async def has_work(self) -> bool:
        """Look, without writing, whether there is anything to take or to finish."""

    @abstractmethod
    async def exchange(
        self, settled: Sequence[tuple[Row, Outcome]], kept: Sequence[Row], room: int
    ) -> list[Row]:
        """Write down what became of rows, renew those kept, take up to `room` new ones."""

    @abstractmethod
    async def send(self, row: Row, flight: Flight) -> Outcome:
        """Send one row's message."""

    def nudge(self) -> None:
        """There may be something to send."""
        self._awake.set()

    async def run(self, *, sends_alone: bool) -> None:
        """Send what there is, for ever; `sends_alone`: no other process sends these rows."""
        recovered_at: float | None = None
        try:
            while True:
                try:
                    if recovered_at is None or (
                        not sends_alone and time.monotonic() - recovered_at > RENEW_SECONDS
                    ):
                        await self.recover(everything=sends_alone)
                        recovered_at = time.monotonic()
                    await self._turn()
                except Exception as error:
                    await self._pause_after(error)
                if not self._flights and not self._settled:
                    await self._idle()
        finally:
            await self._land()

    async def drain(self) -> int:
        """Send all that is due now; return how many rows were taken."""
        taken = 0
        while True:
            new = await self._turn()
            taken += new
            if not new and not self._flights and not self._settled:
                return taken

    async def _turn(self) -> int:
        """Settle, take, and wait until some have landed; return how many were taken."""
        taken: list[Row] = []
        if self._settled or self._is_renewal_due() or (self._room() and await self.has_work()):
            taken = await self._exchange()
        for row in taken:
            flight = Flight()
            self._flights[asyncio.ensure_future(self.send(row, flight))] = (row, flight)
        await self._until_some_land()
        return len(taken)

    async def _exchange(self) -> list[Row]:
        settled, kept, room = list(self._settled), list[Row](), self._room()
        if self._is_renewal_due():
            kept = [row for row, _ in self._flights.values()]
        is_refused = self._is_refused(settled)
        taken = await self.exchange(settled, kept, 0 if is_refused else room)
        if kept or not self._flights:
            self._renewed_at = time.monotonic()
        del self._settled[: len(settled)]
        if is_refused and not self._flights:
            await self._pause()
        return taken

    def _room(self) -> int:
        return self._width - len(self._flights)

    def _is_renewal_due(self) -> bool:
        return bool(self._flights) and time.monotonic() - self._renewed_at > RENEW_SECONDS

    def _is_refused(self, settled: Sequence[tuple[Row, Outcome]]) -> bool:
        """Whether Telegram cannot be reached or takes nothing from us at present."""
        fates = {outcome.fate for _, outcome in settled}
        if fates - {Fate.NOT_SENT}:
            self._failures = 0
        return Fate.NOT_SENT in fates

    async def _until_some_land(self) -> None:
        """Wait until half of the width is free, or a moment after the first one landed."""
        timeout: float = IDLE_SECONDS if self._room() else RENEW_SECONDS
        until = time.monotonic() + timeout
        while self._flights and timeout > 0:
            landed, _ = await asyncio.wait(
                self._flights, timeout=timeout, return_when=asyncio.FIRST_COMPLETED
            )
            if landed:
                until = min(until, time.monotonic() + LINGER_SECONDS)
            for task in landed:
                self._settle(task)
            if landed and len(self._flights) <= self._width // 2:
                return
            timeout = until - time.monotonic()

    def _settle(self, task: asyncio.Task[Outcome]) -> None:
        row, flight = self._flights.pop(task)
        if not task.cancelled():
            self._settled.append((row, task.result()))
            return
        fate = Fate.UNKNOWN if flight.has_left else Fate.NOT_SENT
        self._settled.append((row, Outcome(fate, error="stopped")))

    async def _land(self) -> None:
        """Put back what has not left, wait a little for what has, write all of it down."""
        for task, (_, flight) in self._flights.items():
            if not flight.has_left:
                task.cancel()
        if self._flights:
            await asyncio.wait(self._flights, timeout=LANDING_SECONDS)
        for task in self._flights:
            task.cancel()
        if self._flights:
            await asyncio.wait(self._flights)
        for task in list(self._flights):
            self._settle(task)
        try:
            if self._settled:
                await self.exchange(self._settled, [], 0)
        except Exception:
            logger.exception("%d results could not be written down", len(self._settled))

    async def _idle(self) -> None:
        began = time.monotonic()
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):
                await self._awake.wait()
            # Every commit wakes the lanes, and few have left them anything.
            await asyncio.sleep(began + LINGER_SECONDS - time.monotonic())
        self._awake.clear()

    async def _pause_after(self, error: Exception) -> None:
        if is_conflict(error):
            return
        if is_unavailable(error):
            logger.warning("the database is unavailable: %s", type(error).__name__)
        else:
            logger.error("sending is interrupted", exc_info=error)
        await self._pause()

    async def _pause(self) -> None:
        seconds = PAUSES_SECONDS[min(self._failures, len(PAUSES_SECONDS) - 1)]
        self._failures += 1
        await asyncio.sleep(seconds)
