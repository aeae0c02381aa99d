"""When does Telegram answer 429, and how long must the bot wait?"""

import math
from dataclasses import dataclass

from bot.sandbox.chats import Chat, GroupChat
from bot.sandbox.clock import MovableClock
from bot.sandbox.errors import too_many_requests

BUCKETS_KEPT = 100_000


@dataclass(slots=True)
class Limits:
    """Thresholds; those of core.telegram.org/bots/faq, which Telegram may change at any time."""

    enabled: bool = False
    overall_per_second: float = 30.0
    paid_per_second: float = 1_000.0
    """With allow_paid_broadcast."""
    chat_per_second: float = 1.0
    chat_burst: float = 3.0
    group_per_minute: float = 20.0
    extend_on_violation: bool = False
    """Hard mode: every call while a wait is on starts that wait anew."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    blocked_until: float = 0.0


class Flood:
    """Token buckets for the whole bot, for each chat and for each group."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock
        self.limits = Limits()
        self.refused = 0
        self._buckets: dict[tuple[object, ...], _Bucket] = {}

    def forget(self) -> None:
        """Start anew with full buckets, as after a change of the limits."""
        self._buckets.clear()

    def check(self, bot_id: int, chat: Chat, messages: int = 1, *, paid: bool = False) -> None:
        """Take one token per message everywhere, or nowhere and raise `ApiError` 429."""
        limits = self.limits
        if not limits.enabled:
            return
        now = self.clock.monotonic()
        rate = limits.paid_per_second if paid else limits.overall_per_second
        rules: list[tuple[tuple[object, ...], float, float]] = [((bot_id, paid), rate, rate)]
        if isinstance(chat, GroupChat):
            per_minute = limits.group_per_minute
            rules.append(((bot_id, "group", chat.id), per_minute / 60, per_minute))
        rules.append(((bot_id, "chat", chat.id), limits.chat_per_second, limits.chat_burst))
        wait = max(self._wait(key, rate, burst, messages, now) for key, rate, burst in rules)
        if wait > 0:
            self.refused += 1
            raise too_many_requests(math.ceil(wait))
        for key, _rate, _burst in rules:
            self._buckets[key].tokens -= messages

    def _wait(
        self, key: tuple[object, ...], rate: float, burst: float, messages: int, now: float
    ) -> float:
        """Return the seconds to wait for `messages` tokens; 0 when they are there."""
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= BUCKETS_KEPT:
                self._drop_idle(now)
            bucket = self._buckets[key] = _Bucket(burst, now)
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        if now < bucket.blocked_until:
            if self.limits.extend_on_violation:
                bucket.blocked_until = now + self._seconds(bucket, rate, burst, messages)
            return bucket.blocked_until - now
        # A group of messages larger than the burst passes when the bucket is full.
        if bucket.tokens + 1e-9 >= min(messages, burst):
            return 0.0
        seconds = self._seconds(bucket, rate, burst, messages)
        bucket.blocked_until = now + seconds
        return seconds

    @staticmethod
    def _seconds(bucket: _Bucket, rate: float, burst: float, messages: int) -> float:
        """Telegram counts in whole seconds, and asks for one at least."""
        return max(1.0, math.ceil((min(messages, burst) - bucket.tokens) / rate))

    def _drop_idle(self, now: float) -> None:
        kept = {key: each for key, each in self._buckets.items() if now - each.at < 60}
        self._buckets = kept if len(kept) < BUCKETS_KEPT else {}
