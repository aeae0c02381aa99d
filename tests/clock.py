"""What time is it in a test?"""

from datetime import UTC, datetime, timedelta

from bot.sandbox import MovableClock

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def moving_clock() -> MovableClock:
    """The local Telegram's clock, at START: what a test sees is the same at any hour of the day."""
    clock = MovableClock()
    clock.advance(START - clock())
    return clock


class StillClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime = START) -> None:
        self._at = at

    def __call__(self) -> datetime:
        return self._at

    def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        self._at += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
