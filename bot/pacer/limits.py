"""How much may be sent, overall and to one chat?

The numbers are Telegram's:
https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. Times are seconds
of a monotonic clock.
"""

import asyncio
from collections import deque
from math import inf

from models import Priority

CHAT_BURST = 3
CHAT_INTERVAL_SECONDS = 1.1
"""Telegram's second, and what the road there may shorten it by."""
GROUP_LIMIT = 20
GROUP_WINDOW_SECONDS = 61.5
GROUP_NOTICES_MAX = 15
"""Of a group's twenty; the rest is kept for answers to the people who write there."""
BULK_TOLERANCE_SECONDS = 0.1
"""How far notices and broadcasts may catch up after the program was late."""
ROUND_TRIPS = 50
"""The road changes: the fastest round trip is that of the last 50 to 100."""


class Overall:
    """No more than `limit` requests in any second, wherever Telegram begins to count."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._in_flight = 0
        self._resting: deque[float] = deque()
        self._round_trips = 0
        self._fastest_seconds = inf
        self._fastest_before_seconds = inf
        self._spaced_until = 0.0

    def ready_at(self, now: float, wanted: Priority) -> float:
        """When a request may go; infinite while only an answer of Telegram's can tell."""
        resting = self._resting
        while resting and resting[0] <= now:
            resting.popleft()
        at = now
        if self._in_flight + len(resting) >= self._limit:
            at = resting[0] if resting else inf
        if wanted != Priority.ANSWER:
            # Evenly, so that an answer that comes meanwhile finds a place at once.
            at = max(at, self._spaced_until - BULK_TOLERANCE_SECONDS)
        return at

    def take(self, now: float) -> None:
        self._in_flight += 1
        self._spaced_until = max(self._spaced_until, now) + 1 / self._limit

    def give_back(self, now: float, *, taken_at: float, answered: bool) -> None:
        """Let the place rest for a second.

        Telegram counted the request somewhere between `taken_at` and `now`; the next one in this
        place is counted no sooner than the road there takes. So a second after the answer, less
        the fastest of the last round trips, is a second for Telegram too.
        """
        self._in_flight -= 1
        if answered:
            self._measure(now - taken_at)
        fastest = min(self._fastest_seconds, self._fastest_before_seconds)
        self._resting.append(now + 1 - (0.0 if fastest == inf else fastest))

    def _measure(self, round_trip_seconds: float) -> None:
        self._round_trips += 1
        if self._round_trips % ROUND_TRIPS == 0:
            self._fastest_before_seconds = self._fastest_seconds
            self._fastest_seconds = inf
        self._fastest_seconds = min(self._fastest_seconds, round_trip_seconds)


class Chat:
    """A chat: a burst, then one by one."""

    __slots__ = ("due_at", "ready_order", "spaced_until", "waiters")

    def __init__(self) -> None:
        self.waiters: list[tuple[Priority, int, asyncio.Future[None]]] = []
        self.ready_order: int | None = None
        """Which of the waiters stands in the pacer's heap of those who may go."""
        self.due_at = inf
        """When the pacer looks at this chat again."""
        self.spaced_until = 0.0

    def ready_at(self, wanted: Priority) -> float:
        return self.spaced_until - (CHAT_BURST - 1) * CHAT_INTERVAL_SECONDS

    def take(self, now: float) -> None:
        self.spaced_until = max(self.spaced_until, now) + CHAT_INTERVAL_SECONDS

    def is_idle(self, now: float) -> bool:
        return not self.waiters and self.spaced_until <= now


class Group(Chat):
    """A group or a channel: also, so many in a minute."""

    __slots__ = ("passes",)

    def __init__(self) -> None:
        super().__init__()
        self.passes: deque[float] = deque(maxlen=GROUP_LIMIT)

    def ready_at(self, wanted: Priority) -> float:
        limit = GROUP_LIMIT if wanted == Priority.ANSWER else GROUP_NOTICES_MAX
        at = super().ready_at(wanted)
        if len(self.passes) < limit:
            return at
        return max(at, self.passes[-limit] + GROUP_WINDOW_SECONDS)

    def take(self, now: float) -> None:
        super().take(now)
        self.passes.append(now)

    def is_idle(self, now: float) -> bool:
        return not self.waiters and (
            not self.passes or self.passes[-1] + GROUP_WINDOW_SECONDS <= now
        )


class Nowhere(Chat):
    """What is edited by its inline id: no chat that could have a limit."""

    __slots__ = ()

    def take(self, now: float) -> None:
        pass


def new_chat(chat_id: int | str | None) -> Chat:
    match chat_id:
        case None:
            return Nowhere()
        case int() if chat_id > 0:
            return Chat()
        case _:
            return Group()
