"""Which updates wait for a bot, in which order, and until when?"""

import asyncio
import json
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import MovableClock
from bot.sandbox.errors import conflict

DAY_SECONDS = 86_400
WEEK_SECONDS = 7 * DAY_SECONDS
CALLBACK_LIFE_SECONDS = 150
FIRST_IDS = (2_000_001, 1_000_000_000)
QUEUE_LIMIT = 100_000
LONG_POLL_LIMIT_SECONDS = 50
CONFLICT_DELAY_SECONDS = 3.0
OFFSET_TOLERANCE = 10

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "poll",
        "poll_answer",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "shipping_query",
        "pre_checkout_query",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "chat_boost",
        "removed_chat_boost",
        "purchased_paid_media",
    }
)
LEFT_OUT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_KINDS = KINDS - LEFT_OUT_BY_DEFAULT


@dataclass(slots=True, eq=False)
class Update:
    """One update as the bot will read it: `body` is its serialised JSON."""

    update_id: int
    kind: str
    body: bytes
    queue_key: str
    created_at: float
    """Seconds of `MovableClock.monotonic`, as is `expires_at`."""
    expires_at: float
    attempts: int = 0
    """How often it was handed out."""


@dataclass(slots=True)
class _Poll:
    ready: asyncio.Event
    replaced_by: str | None = None


@dataclass(slots=True)
class UpdateQueue:
    """The updates of one bot; confirmed by a higher offset or by a webhook's 2xx."""

    clock: MovableClock
    allowed: frozenset[str] = DEFAULT_KINDS
    allowed_as_given: list[str] | None = None
    next_id: int = field(default_factory=lambda: random.randrange(*FIRST_IDS))
    """Random at first and again after a week without updates, so it may go down."""
    last_confirmed_id: int | None = None
    waiting: deque[Update] = field(default_factory=deque)
    on_push: Callable[[Update], None] | None = None
    """Called with every new update while a webhook takes them."""
    dropped: int = 0
    _first_expiry: float = float("inf")
    throttles_repeated_polls: bool = True
    """Telegram slows a poll that repeats its offset: within 0.5 s it gets one update only."""
    _last_push_at: float = float("inf")
    _poll: _Poll | None = None
    _next_conflict_at: float = 0.0
    _last_offset: int | None = None
    _last_poll_at: float = float("-inf")

    def wants(self, kind: str) -> bool:
        """Tell whether an update of this kind is kept; Telegram filters at creation."""
        return kind in self.allowed

    def allow(self, kinds: object) -> None:
        """Take `allowed_updates` as given: None or malformed keeps, unknown names are ignored."""
        if not isinstance(kinds, list):
            return
        known = frozenset(str(kind) for kind in kinds) & KINDS
        self.allowed = known or DEFAULT_KINDS
        self.allowed_as_given = sorted(known) if known else None

    def push(self, kind: str, payload: dict[str, Any], queue_key: str) -> Update | None:
        """Append an update; None if the bot did not ask for its kind."""
        if kind not in self.allowed:
            return None
        now = self.clock.monotonic()
        if now - self._last_push_at >= WEEK_SECONDS:
            self.next_id = random.randrange(*FIRST_IDS)
        self._last_push_at = now
        life = CALLBACK_LIFE_SECONDS if kind == "callback_query" else DAY_SECONDS
        body = json.dumps(
            {"update_id": self.next_id, kind: payload}, ensure_ascii=False, separators=(",", ":")
        ).encode("utf-8", "surrogatepass")
        update = Update(self.next_id, kind, body, queue_key, now, now + life)
        self.next_id += 1
        self.waiting.append(update)
        self._first_expiry = min(self._first_expiry, update.expires_at)
        if len(self.waiting) > QUEUE_LIMIT:
            self.waiting.popleft()
            self.dropped += 1
        if self._poll is not None:
            self._poll.ready.set()
        if self.on_push is not None:
            self.on_push(update)
        return update

    def pending(self) -> int:
        """Return how many updates are not confirmed and not expired."""
        self.expire()
        return len(self.waiting)

    def clear(self) -> None:
        """Forget everything that waits (drop_pending_updates)."""
        self.waiting.clear()

    def confirm(self, update: Update) -> None:
        """Remove one update after a webhook took it."""
        self.last_confirmed_id = max(self.last_confirmed_id or 0, update.update_id)
        self.forget(update)

    def forget(self, update: Update) -> None:
        """Remove one update that nobody will get any more."""
        if self.waiting and self.waiting[0] is update:
            self.waiting.popleft()
        elif update in self.waiting:
            self.waiting.remove(update)

    def expire(self) -> None:
        """Drop the updates that nobody took in time."""
        now = self.clock.monotonic()
        if now < self._first_expiry:
            return
        self.waiting = deque(each for each in self.waiting if each.expires_at > now)
        self._first_expiry = min((each.expires_at for each in self.waiting), default=float("inf"))

    def take(self, offset: int, limit: int) -> list[Update]:
        """Confirm what lies below `offset` and return up to `limit` updates from it on."""
        if offset < 0:
            for _ in range(max(0, len(self.waiting) + offset)):
                self._forget_first()
        elif offset <= self.next_id + OFFSET_TOLERANCE:
            while self.waiting and self.waiting[0].update_id < offset:
                self._forget_first()
        self.expire()
        return self._first(limit)

    def _first(self, limit: int) -> list[Update]:
        found = [self.waiting[index] for index in range(min(limit, len(self.waiting)))]
        for update in found:
            update.attempts += 1
        return found

    def _forget_first(self) -> None:
        self.last_confirmed_id = self.waiting.popleft().update_id

    async def poll(self, offset: int, limit: int, timeout_seconds: int) -> list[Update]:
        """Long polling; a newer poll that must wait ends the older one with `ApiError` 409."""
        now = self.clock.monotonic()
        if self.throttles_repeated_polls and offset == self._last_offset:
            if now < self._last_poll_at + 3.0:
                timeout_seconds = max(timeout_seconds, 3)
            if now < self._last_poll_at + 0.5:
                limit = 1
        self._last_offset, self._last_poll_at = offset, now
        updates = self.take(offset, limit)
        if updates or timeout_seconds <= 0:
            return updates
        self.interrupt(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        poll = self._poll = _Poll(asyncio.Event())
        deadline = self.clock.monotonic() + min(timeout_seconds, LONG_POLL_LIMIT_SECONDS)
        try:
            return await self._wait(poll, limit, deadline)
        finally:
            if self._poll is poll:
                self._poll = None

    async def _wait(self, poll: _Poll, limit: int, deadline: float) -> list[Update]:
        loop = asyncio.get_running_loop()
        real_deadline = loop.time() + deadline - self.clock.monotonic()
        while True:
            left = real_deadline - loop.time()
            try:
                await asyncio.wait_for(poll.ready.wait(), max(0.0, left))
            except TimeoutError:
                return []
            if poll.replaced_by is not None:
                await self.delay_conflict()
                raise conflict(poll.replaced_by)
            poll.ready.clear()
            self.expire()
            if self.waiting:
                return self._first(limit)

    def interrupt(self, reason: str) -> None:
        """End the poll that waits, if any, with a 409."""
        if self._poll is not None:
            self._poll.replaced_by = reason
            self._poll.ready.set()
            self._poll = None

    async def delay_conflict(self) -> None:
        """Telegram answers the first 409 at once and those within the next 3 s after 3 s."""
        now = self.clock.monotonic()
        if now >= self._next_conflict_at:
            self._next_conflict_at = now + CONFLICT_DELAY_SECONDS
            return
        await self.clock.sleep(CONFLICT_DELAY_SECONDS)
