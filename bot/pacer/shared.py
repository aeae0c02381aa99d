"""How do several replicas keep the limits of one bot together?

Each keeps its chats' limits and the order of its waiters by itself; the limits of the bot, of chats
that several replicas write to, and the end of a halt lie in Redis. Nothing but the pace depends on
it: while Redis is away, answers go slowly and bulk waits.
"""

import asyncio
from contextlib import nullcontext
from enum import IntEnum

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.pacer.limits import (
    BULK_TOLERANCE_SECONDS,
    CHAT_BURST,
    CHAT_INTERVAL_SECONDS,
    GROUP_LIMIT,
    GROUP_NOTICES_MAX,
    GROUP_WINDOW_SECONDS,
)
from bot.pacer.local import Pacer, Scheduler
from models import Priority

UNLIMITED_PER_SECOND = 1_000_000
ALONE_PER_SECOND = 5
REDIS_TIMEOUT_SECONDS = 0.5
RETRY_REDIS_SECONDS = 1.0
WINDOW_SECONDS = 1.05
"""Telegram's second, and what the roads of several replicas may shorten it by."""
AHEAD_SECONDS = {Priority.ANSWER: 60.0, Priority.NOTICE: 0.3, Priority.BROADCAST: 0.05}
"""How far ahead each may take a place: while answers take those to come, bulk finds none."""

PASS_SCRIPT = """
local moment = redis.call('TIME')
local now = moment[1] * 1000000 + moment[2]
local limit, bulk, ahead, window = ARGV[1] + 0, ARGV[2] == '1', ARGV[3] + 0, ARGV[4] + 0
local tolerance, chat_interval, chat_ahead = ARGV[5] + 0, ARGV[6] + 0, ARGV[7] + 0
local group_limit, group_window = ARGV[8] + 0, ARGV[9] + 0
local function number(value) return tonumber(value or '0') or 0 end
local function exact(value) return string.format('%.0f', value) end

local halted = number(redis.call('GET', KEYS[2]))
if halted > now then return {0, exact(halted - now)} end

local chat_at = 0
if chat_interval > 0 then chat_at = number(redis.call('GET', KEYS[4])) - chat_ahead end
if group_limit > 0 then
  local pass = redis.call('LINDEX', KEYS[5], -group_limit)
  if pass then chat_at = math.max(chat_at, number(pass) + group_window) end
end
if chat_at > now then return {2, exact(chat_at - now)} end

local spaced = number(redis.call('GET', KEYS[3]))
local at = math.max(now, number(redis.call('LINDEX', KEYS[1], -1)))
local pass = redis.call('LINDEX', KEYS[1], -limit)
if pass then at = math.max(at, number(pass) + window) end
if bulk then at = math.max(at, spaced - tolerance) end
if at - now > ahead then return {0, exact(at - now - ahead)} end

redis.call('RPUSH', KEYS[1], exact(at))
redis.call('LTRIM', KEYS[1], -limit, -1)
redis.call('PEXPIRE', KEYS[1], 120000)
redis.call('SET', KEYS[3], exact(math.max(spaced, at) + window / limit), 'PX', 120000)
if chat_interval > 0 then
  local busy = math.max(number(redis.call('GET', KEYS[4])), at) + chat_interval
  redis.call('SET', KEYS[4], exact(busy), 'PX', 120000)
end
if group_limit > 0 then
  redis.call('RPUSH', KEYS[5], exact(at))
  redis.call('LTRIM', KEYS[5], -ARGV[10], -1)
  redis.call('PEXPIRE', KEYS[5], 180000)
end
return {1, exact(at - now)}
"""

HALT_SCRIPT = """
local moment = redis.call('TIME')
local now = moment[1] * 1000000 + moment[2]
local halted = tonumber(redis.call('GET', KEYS[1]) or '0')
local asked = now + ARGV[1]
if asked > halted then
  local left = math.ceil((asked - now) / 1000)
  redis.call('SET', KEYS[1], string.format('%.0f', asked), 'PX', left + 1000)
  halted = asked
end
return string.format('%.0f', math.max(0, halted - now))
"""


class _Verdict(IntEnum):
    """What PASS_SCRIPT says."""

    REFUSED = 0
    PASSED = 1
    CHAT_RESTS = 2


class RedisPacer(Pacer):
    """A pacer whose limits are shared by all that use the same Redis for the same bot."""

    def __init__(
        self,
        messages_per_second: int,
        redis: Redis,
        *,
        bot_id: int,
        scheduler: Scheduler | None = None,
    ) -> None:
        super().__init__(UNLIMITED_PER_SECOND, scheduler=scheduler)
        self._redis = redis
        self._limit = messages_per_second
        self._prefix = f"{{sarafan:{bot_id}}}:pacer"
        self._pass = redis.register_script(PASS_SCRIPT)
        self._tell_halt = redis.register_script(HALT_SCRIPT)
        # One of each kind asks at a time: bulk that is refused together would ask together.
        self._bulk_turns: dict[Priority, asyncio.Lock] = {
            kind: asyncio.Lock() for kind in (Priority.NOTICE, Priority.BROADCAST)
        }
        self._away_until = 0.0
        self._alone_until = 0.0

    @classmethod
    def at(cls, url: str, messages_per_second: int, *, bot_id: int) -> "RedisPacer":
        redis = Redis.from_url(
            url,
            socket_timeout=REDIS_TIMEOUT_SECONDS,
            socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
        )
        return cls(messages_per_second, redis, bot_id=bot_id)

    async def close(self) -> None:
        await self._redis.aclose()

    def lose_redis(self) -> None:
        """Do without Redis for a moment, rather than wait for it each time."""
        self._away_until = self._now() + RETRY_REDIS_SECONDS

    @property
    def is_alone(self) -> bool:
        """Whether Redis was away when last asked."""
        return self._now() < self._away_until

    async def _admit(self, chat_id: int | str | None, wanted: Priority, order: int) -> float:
        taken_at = await super()._admit(chat_id, wanted, order)
        try:
            await self._pass_together(chat_id, wanted)
        except BaseException:
            self._give_back(taken_at, answered=False)
            raise
        return self._now()

    async def _pass_together(self, chat_id: int | str | None, wanted: Priority) -> None:
        while True:
            async with self._bulk_turns.get(wanted) or nullcontext():
                passed, seconds = await self._take_place(chat_id, wanted)
            if seconds > 0:
                await asyncio.sleep(seconds)
            # Who has slept may have slept into a halt.
            if passed and (seconds == 0 or not await self._is_halted()):
                return

    async def _take_place(self, chat_id: int | str | None, wanted: Priority) -> tuple[bool, float]:
        """Wait for a place: True and in how many seconds, or False and how long the chat rests."""
        while True:
            halted_seconds = self._halted_until - self._now()
            if halted_seconds > 0:
                await asyncio.sleep(halted_seconds)
            elif self.is_alone and wanted == Priority.ANSWER:
                return True, self._place_alone()
            elif self.is_alone:
                await asyncio.sleep(self._away_until - self._now())
            elif (reply := await self._ask(chat_id, wanted)) is not None:
                verdict, seconds = reply
                if verdict != _Verdict.REFUSED:
                    return verdict == _Verdict.PASSED, seconds
                await asyncio.sleep(seconds)

    def _place_alone(self) -> float:
        now = self._now()
        at = max(now, self._alone_until)
        self._alone_until = at + 1 / ALONE_PER_SECOND
        return at - now

    async def _ask(
        self, chat_id: int | str | None, wanted: Priority
    ) -> tuple["_Verdict", float] | None:
        """Ask Redis for a place: the verdict and its seconds, or None when Redis is away."""
        names = ("passes", "halted", "spaced", f"chat:{chat_id}", f"group:{chat_id}")
        is_group = isinstance(chat_id, str) or (chat_id is not None and chat_id < 0)
        group_limit = GROUP_LIMIT if wanted == Priority.ANSWER else GROUP_NOTICES_MAX
        arguments = [
            self._limit,
            int(wanted != Priority.ANSWER),
            _micros(AHEAD_SECONDS[wanted]),
            _micros(WINDOW_SECONDS),
            _micros(BULK_TOLERANCE_SECONDS),
            0 if chat_id is None else _micros(CHAT_INTERVAL_SECONDS),
            _micros(CHAT_INTERVAL_SECONDS * (CHAT_BURST - 1)),
            group_limit if is_group else 0,
            _micros(GROUP_WINDOW_SECONDS),
            GROUP_LIMIT,
        ]
        try:
            verdict, micros = await self._pass(
                keys=[f"{self._prefix}:{name}" for name in names], args=arguments
            )
        except (RedisError, OSError):
            self.lose_redis()
            return None
        return _Verdict(verdict), int(micros) / 1_000_000

    async def _is_halted(self) -> bool:
        await self._halt_together(0)
        return self._halted_until > self._now()

    async def _halt(self, seconds: float) -> None:
        await super()._halt(seconds)
        await self._halt_together(seconds)

    async def _halt_together(self, seconds: float) -> None:
        """Tell the others of a halt and learn of theirs; what is shorter than theirs is theirs."""
        try:
            left = await self._tell_halt(keys=[f"{self._prefix}:halted"], args=[_micros(seconds)])
        except (RedisError, OSError):
            self.lose_redis()
            return
        self._halted_until = max(self._halted_until, self._now() + int(left) / 1_000_000)


def _micros(seconds: float) -> int:
    return round(seconds * 1_000_000)
