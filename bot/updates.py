"""How does an update get from Telegram to its handler, never lost and never in effect twice?

Telegram is the inbox: an update is acknowledged when its transaction has committed. See
docs/decisions for why aiogram's own polling and webhook are not used.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.types import Chat, Update, User
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import pacer
from bot.clock import Clock
from bot.db import Database, is_conflict, is_unavailable
from bot.errors import AlreadyProcessed, OperatorError, Unavailable
from bot.i18n import Texts, Translate
from bot.services import drafts, participants, processed
from bot.telegram import GetRawUpdates
from bot.traces import Traces, current
from models import Participant

logger = logging.getLogger(__name__)

ATTEMPTS_MAX = 3
HANDLER_SECONDS = 10
POLL_SECONDS = 30
BATCH_MAX = 100
BATCH_SECONDS = 0.05
"""From one batch of a crowd to the next: few large ones cost half of what many small ones do."""
CONCURRENT_MAX = 100
BACKOFF_SECONDS = (1, 2, 5, 10, 30)
CONFLICT_SECONDS = 5

Spawn = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]
"""Starts a task that outlives its caller; the application waits for all of them at its end."""


class UpdateDatabase(Database):
    """The database as the handler of one update gets it: one writing transaction, once ever."""

    def __init__(
        self, db: Database, update_id: int, clock: Clock, committed: Callable[[], None]
    ) -> None:
        self._db = db
        self._update_id = update_id
        self._clock = clock
        self._committed = committed
        self._used = False

    @property
    def is_sqlite(self) -> bool:
        return self._db.is_sqlite

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Open the update's one writing transaction. Raises `AlreadyProcessed`."""
        if self._used:
            raise RuntimeError("a second writing transaction in one update")
        self._used = True
        async with self._db.transaction() as session:
            if not await processed.claim(session, self._update_id, now=self._clock()):
                raise AlreadyProcessed
            yield session
        self._committed()

    def read(self) -> Any:
        return self._db.read()


class Intake:
    """Hands updates to their handlers: in order for each person, side by side for all others."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        db: Database,
        *,
        clock: Clock,
        texts: Texts,
        storage: BaseStorage,
        spawn: Spawn,
        committed: Callable[[], None],
        dependencies: Mapping[str, object],
        group_language: str,
        traces: Traces,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._db = db
        self._clock = clock
        self.texts = texts
        self._storage = storage
        self._spawn = spawn
        self._committed = committed
        self._dependencies = dict(dependencies)
        self._group_language = group_language
        self._traces = traces
        self._tails: dict[int, asyncio.Future[None]] = {}
        self._room = asyncio.Semaphore(CONCURRENT_MAX)
        self._stopping = asyncio.Event()
        self._offset: int | None = None
        self._asked_from: int | None = None
        self.polled_at: float | None = None
        """When Telegram answered getUpdates last, in monotonic seconds."""
        self.allowed_updates = dispatcher.resolve_used_update_types()

    async def handle(self, raw: dict[str, Any]) -> None:
        """Return when the update is done: acknowledged it may be then, and not before.

        Raises `Unavailable` when Telegram is to send it again.
        """
        with self._traces.of(raw):
            await self._in_turn(raw)

    async def _in_turn(self, raw: dict[str, Any]) -> None:
        """Handle an update after all that the same person did before it."""
        try:
            update = Update.model_validate(raw, context={"bot": self._bot})
            key = _order_key(update)
        except (ValidationError, UpdateTypeLookupError) as error:
            await self._give_up(raw, f"no update that this version knows: {error}", 1)
            return
        before, mine = self._tails.get(key), asyncio.get_running_loop().create_future()
        self._tails[key] = mine
        try:
            if before is not None:
                await asyncio.wait([before])
            async with self._room:
                await self._until_done(update, raw)
        finally:
            mine.set_result(None)
            if self._tails.get(key) is mine:
                del self._tails[key]

    async def _until_done(self, update: Update, raw: dict[str, Any]) -> None:
        for _attempt in range(ATTEMPTS_MAX):
            done = asyncio.get_running_loop().create_future()
            task = self._spawn(self._run(update, done))
            try:
                async with asyncio.timeout(HANDLER_SECONDS):
                    await asyncio.shield(done)
            except TimeoutError as error:
                task.cancel()
                await asyncio.wait([task])
                failure: Exception = error
            except Unavailable:
                raise
            except Exception as error:
                failure = error
            else:
                return
            if is_unavailable(failure):
                logger.warning("the database is unavailable: %s", type(failure).__name__)
                raise Unavailable from failure
            if not is_conflict(failure):
                logger.error("update %d failed", update.update_id, exc_info=failure)
        await self._give_up(raw, _describe(failure), ATTEMPTS_MAX)
        # Not waited for: it may have to wait for the pacer, and the others with it.
        self._spawn(self._apologise(update))

    async def _run(self, update: Update, done: asyncio.Future[None]) -> None:
        """Run the handler; `done` gets the outcome of its effect, answers may come later."""

        def mark_done() -> None:
            if not done.done():
                done.set_result(None)

        def committed() -> None:
            mark_done()
            self._committed()

        # A handler that answers has had its effect; answers wait for the pacer, not the batch.
        pacer.waiting.set(mark_done)
        try:
            dependencies = await self._dependencies_of(update, committed)
            await self._dispatcher.feed_update(self._bot, update, **dependencies)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            if not done.done():
                done.set_exception(error)
                return
            await self._forgive(update, error)
        else:
            mark_done()

    async def _forgive(self, update: Update, error: Exception) -> None:
        """The effect stands, an answer did not arrive: pressing again is safe."""
        if isinstance(error, TelegramForbiddenError) and (user := _sender(update)[0]) is not None:
            with suppress(Exception):
                async with self._db.transaction() as session:
                    await participants.mark_blocked(session, user.id, now=self._clock())
            return
        if isinstance(error, TelegramAPIError | pacer.NotLetThrough):
            logger.warning("an answer did not arrive: %s", type(error).__name__)
            return
        logger.error("update %d failed after its commit", update.update_id, exc_info=error)

    async def _dependencies_of(
        self, update: Update, committed: Callable[[], None]
    ) -> dict[str, object]:
        user, chat = _sender(update)
        participant: Participant | None = None
        state: str | None = None
        if user is not None:
            async with self._db.read() as session:
                participant = await participants.find(session, user.id)
                if chat is not None and (participant is not None or chat.type != "private"):
                    state = await drafts.state_of(session, chat_id=chat.id, telegram_id=user.id)
        return {
            **self._dependencies,
            "db": UpdateDatabase(self._db, update.update_id, self._clock, committed),
            "t": self._translate(user, chat, participant),
            "participant": participant,
            "raw_state": state,
            "state": self._draft(user, chat),
        }

    def _translate(
        self, user: User | None, chat: Chat | None, participant: Participant | None
    ) -> Translate:
        if chat is not None and chat.type != "private":
            return self.texts.of(self._group_language)
        if participant is not None and participant.language is not None:
            return self.texts.of(participant.language)
        return self.texts.of(user.language_code if user is not None else None)

    def _draft(self, user: User | None, chat: Chat | None) -> FSMContext:
        user_id = user.id if user is not None else 0
        chat_id = chat.id if chat is not None else user_id
        key = StorageKey(bot_id=self._bot.id, chat_id=chat_id, user_id=user_id)
        return FSMContext(storage=self._storage, key=key)

    async def _give_up(self, raw: dict[str, Any], error: str, attempts: int) -> None:
        if (trace := current.get()) is not None:
            trace.outcome = "failed"
        update_id = raw.get("update_id")
        if not isinstance(update_id, int):
            logger.error("something that is no update was dropped")
            return
        try:
            async with self._db.transaction() as session:
                await processed.fail(
                    session,
                    update_id,
                    body=raw,
                    error=error,
                    attempts=attempts,
                    now=self._clock(),
                )
        except Exception as failure:
            if is_unavailable(failure):
                raise Unavailable from failure
            # Nor may what cannot be kept, say for a character, come again and again.
            logger.exception("update %d failed and cannot be kept", update_id)

    async def _apologise(self, update: Update) -> None:
        user, chat = _sender(update)
        if chat is None or user is None:
            return
        t = self.texts.of(user.language_code)
        if chat.type != "private":
            t = self.texts.of(self._group_language)
        with suppress(TelegramAPIError, pacer.NotLetThrough):
            if update.callback_query is not None:
                await self._bot.answer_callback_query(
                    update.callback_query.id, t.plain("errors-bug"), show_alert=True
                )
                return
            await self._bot.send_message(chat.id, t("errors-bug"))

    async def poll(self) -> None:
        """Fetch batches until `stop`; the next one is asked for when all of this one is done.

        Raises `OperatorError` when Telegram refuses the token.
        """
        failures = 0
        while not self._stopping.is_set():
            try:
                batch = await self._fetch()
                arrived_at = time.monotonic()
                await self._handle_batch(batch)
                if len(batch) > 1:
                    await self._pause(arrived_at + BATCH_SECONDS - time.monotonic())
            except (TelegramUnauthorizedError, TelegramNotFound):
                raise OperatorError(
                    "Telegram refuses the token. Take it from @BotFather into [telegram] token."
                ) from None
            except TelegramConflictError as error:
                await self._resolve(error)
            except TelegramRetryAfter as error:
                await self._pause(error.retry_after)
            except (TelegramAPIError, Unavailable) as error:
                seconds = BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)]
                logger.warning("no updates for now: %s", type(error).__name__)
                failures += 1
                await self._pause(seconds)
            else:
                failures = 0
        if self._offset != self._asked_from:
            with suppress(TelegramAPIError):
                # What is done is not to come again after the restart.
                await self._bot(self._request(limit=1, timeout=0))

    async def _resolve(self, conflict: TelegramConflictError) -> None:
        """At the start end a webhook set before; later it means that another program took over."""
        logger.warning("Telegram gives the updates to another: %s", conflict.message)
        if self.polled_at is None and "webhook" in conflict.message.lower():
            with suppress(TelegramAPIError):
                await self._bot.delete_webhook(drop_pending_updates=False)
                return
        await self._pause(CONFLICT_SECONDS)

    def _request(self, *, limit: int = BATCH_MAX, timeout: int = POLL_SECONDS) -> GetRawUpdates:
        self._asked_from = self._offset
        return GetRawUpdates(
            offset=self._offset, limit=limit, timeout=timeout, allowed_updates=self.allowed_updates
        )

    async def _fetch(self) -> list[dict[str, Any]]:
        request = asyncio.ensure_future(
            # The first one does not wait for updates: it is to tell whether Telegram answers.
            self._bot(
                self._request(timeout=POLL_SECONDS if self.polled_at else 0),
                request_timeout=POLL_SECONDS + 10,
            )
        )
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait([request, stopping], return_when=asyncio.FIRST_COMPLETED)
            if not request.done():
                return []
            batch = request.result()
            self.polled_at = time.monotonic()
            return batch
        finally:
            for future in (request, stopping):
                future.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await future

    async def _handle_batch(self, batch: list[dict[str, Any]]) -> None:
        outcomes = await asyncio.gather(
            *(self.handle(raw) for raw in batch), return_exceptions=True
        )
        for raw, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, BaseException):
                # Telegram sends this one again and all after it; those done are known by id.
                raise outcome
            self._offset = int(raw["update_id"]) + 1

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    def stop(self) -> None:
        """Let `poll` end after the batch in hand."""
        self._stopping.set()


def _sender(update: Update) -> tuple[User | None, Chat | None]:
    """Who caused an update, and in which chat."""
    event = update.event
    message = getattr(event, "message", None)
    return getattr(event, "from_user", None), getattr(event, "chat", None) or getattr(
        message, "chat", None
    )


def _order_key(update: Update) -> int:
    user, chat = _sender(update)
    if user is not None:
        return user.id
    return chat.id if chat is not None else 0


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
