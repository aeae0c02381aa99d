"""When may the next request go to Telegram, and whose is it?

Everything that is sent passes the pacer, a middleware of aiogram's session. An answer to a person
goes before a notice, a notice before a broadcast, and whoever waits for a chat's own limit holds up
nobody else.
"""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import Protocol

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.pacer.limits import Chat, Overall, new_chat
from models import Priority

PACED_PREFIXES = ("send", "copyMessage", "forwardMessage", "editMessage", "deleteMessage", "stop")
UNPACED = {"sendChatAction"}

WAITERS_MAX = 20_000
TRIES_MAX = 8
PATIENCE_SECONDS = 60
"""An answer that could leave only later than this is of no use to the person who pressed."""
CHATS_KEPT_MIN = 1_000

priority: ContextVar[Priority] = ContextVar("priority", default=Priority.ANSWER)
waiting: ContextVar[Callable[[], None] | None] = ContextVar("waiting", default=None)
"""Called once, when the first paced request of this context begins to wait or goes at once."""
let_through: ContextVar[Callable[[bool], None] | None] = ContextVar("let_through", default=None)
"""Called with True when a paced request leaves, so that Telegram may have received it; with False
when Telegram has refused it by a 429 and it waits again."""


class NotLetThrough(Exception):
    """The request has not left: too many wait, or Telegram has halted the bot for too long."""


class Scheduler(Protocol):
    """What the pacer needs of an event loop: a monotonic clock in seconds and its timers."""

    def time(self) -> float: ...

    def call_at(self, when: float, callback: Callable[[], None], /) -> asyncio.TimerHandle: ...


class Pacer(BaseRequestMiddleware):
    """The limits of one process; `bot.pacer.shared` shares them between replicas."""

    def __init__(self, messages_per_second: int, *, scheduler: Scheduler | None = None) -> None:
        self._scheduler = scheduler
        self._overall = Overall(messages_per_second)
        self._chats: dict[int | str | None, Chat] = {}
        self._chats_kept_max = CHATS_KEPT_MIN
        self._orders = count()
        # Chats whose first waiter may go as soon as the bot may, by (priority, order), and chats
        # over their own limit, by the time when they are no more. An entry that its chat no
        # longer stands by is dropped when it comes up.
        self._ready: list[tuple[Priority, int, Chat]] = []
        self._due: list[tuple[float, int, Chat]] = []
        self._entries = 0
        self._halted_until = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._paced: dict[type, bool] = {}
        self.halts = 0
        """How often Telegram has said 429."""

    @property
    def waiters(self) -> int:
        return self._entries

    @property
    def is_halted(self) -> bool:
        """Whether Telegram told us to wait, and the time is not over."""
        return self._halted_until > self._now()

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if not self._is_paced(method):
            return await self._unpaced(make_request, bot, method)
        if (begins_to_wait := waiting.get()) is not None:
            waiting.set(None)
            begins_to_wait()
        chat_id: int | str | None = getattr(method, "chat_id", None)
        wanted, leaves = priority.get(), let_through.get()
        order = next(self._orders)
        tries = 0
        while True:
            tries += 1
            taken_at = await self._admit(chat_id, wanted, order)
            answered = False
            try:
                if leaves is not None:
                    leaves(True)
                response = await make_request(bot, method)
                answered = True
                return response
            except TelegramRetryAfter as error:
                # The one failure of which it is certain that nothing was sent.
                if leaves is not None:
                    leaves(False)
                await self._halt(error.retry_after)
                if tries == TRIES_MAX:
                    raise
            finally:
                self._give_back(taken_at, answered=answered)

    def _is_paced(self, method: TelegramMethod[TelegramType]) -> bool:
        kind = type(method)
        paced = self._paced.get(kind)
        if paced is None:
            name = kind.__api_method__
            paced = name.startswith(PACED_PREFIXES) and name not in UNPACED
            self._paced[kind] = paced
        return paced

    async def _unpaced(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """What is no message has limits of its own: a 429 concerns this request alone."""
        tries = 0
        while True:
            tries += 1
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                is_long = error.retry_after > PATIENCE_SECONDS
                if is_long or tries == TRIES_MAX or method.__api_method__ == "getUpdates":
                    raise
                await asyncio.sleep(error.retry_after)

    async def _admit(self, chat_id: int | str | None, wanted: Priority, order: int) -> float:
        """Wait for the turn; return when it came."""
        now = self._now()
        if wanted == Priority.ANSWER and self._halted_until > now + PATIENCE_SECONDS:
            raise NotLetThrough("Telegram has halted the bot")
        chat = self._chats.get(chat_id) or self._new_chat(chat_id, now)
        if (
            not self._ready
            and not chat.waiters
            and self._halted_until <= now
            and chat.ready_at(wanted) <= now
            and self._overall.ready_at(now, wanted) <= now
        ):
            self._overall.take(now)
            chat.take(now)
            return now
        if self._entries >= WAITERS_MAX:
            raise NotLetThrough("too many requests wait")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(chat.waiters, (wanted, order, turn))
        self._entries += 1
        self._seat(chat, now)
        self._pump()
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self._give_back(now, answered=False)
            raise
        return self._now()

    def _now(self) -> float:
        if self._scheduler is None:
            self._scheduler = asyncio.get_running_loop()
        return self._scheduler.time()

    def _new_chat(self, chat_id: int | str | None, now: float) -> Chat:
        if len(self._chats) >= self._chats_kept_max:
            self._chats = {key: chat for key, chat in self._chats.items() if not chat.is_idle(now)}
            self._chats_kept_max = max(CHATS_KEPT_MIN, 2 * len(self._chats))
        chat = self._chats[chat_id] = new_chat(chat_id)
        return chat

    def _seat(self, chat: Chat, now: float) -> None:
        """Put a chat where its first waiter waits: for the bot, or for the chat's own limit."""
        while chat.waiters and chat.waiters[0][2].done():
            heappop(chat.waiters)
            self._entries -= 1
        if chat.waiters and chat.waiters[0][1] == chat.ready_order:
            return
        chat.ready_order = None
        if not chat.waiters:
            return
        wanted, order, _ = chat.waiters[0]
        at = chat.ready_at(wanted)
        if at <= now:
            chat.ready_order = order
            heappush(self._ready, (wanted, order, chat))
        elif at < chat.due_at:
            chat.due_at = at
            heappush(self._due, (at, order, chat))

    def _pump(self) -> None:
        """Let through whoever may go now, and set the timer for the next."""
        now = self._now()
        if self._halted_until > now:
            self._wake_at(self._halted_until)
            return
        while self._due and self._due[0][0] <= now:
            due_at, _, chat = heappop(self._due)
            if chat.due_at == due_at:
                chat.due_at = inf
                self._seat(chat, now)
        while self._ready:
            wanted, order, chat = self._ready[0]
            if chat.ready_order != order:
                heappop(self._ready)
                continue
            at = self._overall.ready_at(now, wanted)
            if at > now:
                self._wake_at(at)
                break
            heappop(self._ready)
            chat.ready_order = None
            if not chat.waiters[0][2].done():
                self._let_first_go(chat, now)
            self._seat(chat, now)
        if self._due:
            self._wake_at(self._due[0][0])

    def _let_first_go(self, chat: Chat, now: float) -> None:
        _, _, turn = heappop(chat.waiters)
        self._entries -= 1
        self._overall.take(now)
        chat.take(now)
        turn.set_result(None)

    def _wake_at(self, at: float) -> None:
        if at == inf:
            return
        if self._timer is not None:
            if self._timer.when() <= at:
                return
            self._timer.cancel()
        scheduler = self._scheduler or asyncio.get_running_loop()
        self._timer = scheduler.call_at(at, self._wake)

    def _wake(self) -> None:
        self._timer = None
        self._pump()

    async def _halt(self, seconds: float) -> None:
        self.halts += 1
        self._halted_until = max(self._halted_until, self._now() + seconds)
        if seconds <= PATIENCE_SECONDS:
            return
        for chat in self._chats.values():
            for wanted, _, turn in chat.waiters:
                if wanted == Priority.ANSWER and not turn.done():
                    turn.set_exception(NotLetThrough("Telegram has halted the bot"))

    def _give_back(self, taken_at: float, *, answered: bool) -> None:
        self._overall.give_back(self._now(), taken_at=taken_at, answered=answered)
        if self._ready:
            self._pump()
