"""What may the web edge know of the rest of the process, and does the event loop keep up?"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.meters import Meters
from bot.pacer import Pacer

BEAT_SECONDS = 1.0


@dataclass(frozen=True)
class Vitals:
    """The state of the process, for /readyz and /metrics."""

    meters: Meters
    clock: Clock
    pacer: Pacer
    trouble: Callable[[], str | None]
    """What keeps the process from its work at present; None when nothing does."""


class Pulse:
    """How late the event loop comes to what it was to do: everybody waits that long."""

    def __init__(self) -> None:
        self.lag_seconds = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(BEAT_SECONDS, self._beat, loop.time() + BEAT_SECONDS)

    def _beat(self, expected_at: float) -> None:
        self.lag_seconds = max(0.0, asyncio.get_running_loop().time() - expected_at)
        self.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
