"""What did the bot call, and what was delivered to it?"""

import time
from collections import deque
from typing import Any

from bot.sandbox.clock import MovableClock
from bot.sandbox.entities import Json

ENTRIES_KEPT = 100_000


class Journal:
    """A bounded record of every Bot API call and every delivered update, numbered from 1."""

    def __init__(self, clock: MovableClock, limit: int = ENTRIES_KEPT) -> None:
        self.clock = clock
        self.last_number = 0
        self._entries: deque[tuple[Any, ...]] = deque(maxlen=limit)

    def call(
        self,
        bot_id: int,
        method: str,
        params: dict[str, Any],
        status: int,
        description: str | None = None,
        lint: list[str] | None = None,
    ) -> None:
        """Record a call of a Bot API method and its status."""
        self._add(bot_id, method, params, status, description, lint)

    def delivery(self, bot_id: int, update_id: int, kind: str, attempt: int, way: str) -> None:
        """Record that an update was handed out; `way` is getUpdates or webhook."""
        params = {"update_id": update_id, "kind": kind, "attempt": attempt}
        self._add(bot_id, f"→ {way}", params, 0, None, None)

    def _add(self, *told: object) -> None:
        self.last_number += 1
        self._entries.append((self.last_number, time.monotonic(), self.clock.unix(), *told))

    def entries(self, after: int = 0, method: str | None = None, limit: int = 1_000) -> list[Json]:
        """Return entries with a number above `after`, oldest first, optionally of one method."""
        found: list[Json] = []
        wanted = method.lower() if method else None
        for entry in self._entries:
            if entry[0] <= after or (wanted and entry[4].lower() != wanted):
                continue
            found.append(_shown(entry))
            if len(found) >= limit:
                break
        return found


def _shown(entry: tuple[Any, ...]) -> Json:
    number, monotonic, clock, bot_id, method, params, status, description, lint = entry
    shown: Json = {
        "number": number,
        "monotonic": monotonic,
        "clock": clock,
        "bot_id": bot_id,
        "method": method,
        "params": params,
    }
    if status:
        shown["status"] = status
    if description:
        shown["description"] = description
    if lint:
        shown["lint"] = lint
    return shown
