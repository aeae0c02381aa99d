"""What time is it in the local Telegram, and how does a test move it?"""

import asyncio
import time
from datetime import UTC, datetime, timedelta


class MovableClock:
    """Real time plus an offset; waiting on it ends early when the clock is moved forward."""

    def __init__(self) -> None:
        self.offset = timedelta()
        self._monotonic_offset_seconds = 0.0
        self._sleepers: set[asyncio.Event] = set()

    def __call__(self) -> datetime:
        """Return the simulated wall time, aware, in UTC."""
        return datetime.now(UTC) + self.offset

    @property
    def sleepers(self) -> int:
        """How many wait for it; a move before somebody went to sleep does not wake them."""
        return len(self._sleepers)

    def unix(self) -> int:
        """Return the simulated wall time in whole Unix seconds, as the Bot API dates things."""
        return int(time.time() + self.offset.total_seconds())

    def monotonic(self) -> float:
        """Return seconds that only grow: real ones plus every forward move of the clock."""
        return time.monotonic() + self._monotonic_offset_seconds

    def advance(
        self,
        by: timedelta | None = None,
        *,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
    ) -> None:
        """Move the clock by a delta; a negative one sets back the wall time only."""
        delta = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        if by is not None:
            delta += by
        self.offset += delta
        self._monotonic_offset_seconds += max(0.0, delta.total_seconds())
        for sleeper in self._sleepers:
            sleeper.set()

    async def sleep(self, seconds: float) -> None:
        """Wait for simulated seconds; `advance` shortens the wait."""
        deadline = self.monotonic() + seconds
        moved = asyncio.Event()
        self._sleepers.add(moved)
        try:
            while (left := deadline - self.monotonic()) > 0:
                try:
                    await asyncio.wait_for(moved.wait(), left)
                except TimeoutError:
                    return
                moved.clear()
        finally:
            self._sleepers.discard(moved)
