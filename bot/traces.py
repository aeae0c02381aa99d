"""What is written down of an update, so that its way can be followed and nobody be recognised?"""

import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiogram.types import TelegramObject, Update

from bot.meters import Meters

logger = logging.getLogger(__name__)

KINDS = frozenset(Update.model_fields) - {"update_id"}
PERSON_BYTES = 5


class Trace:
    """One update on its way."""

    __slots__ = ("handler", "kind", "outcome", "telegram_id", "update_id")

    def __init__(self, raw: dict[str, Any]) -> None:
        self.update_id = raw.get("update_id")
        self.kind = next((name for name in raw if name in KINDS), "unknown")
        event = raw.get(self.kind)
        sender = event.get("from") if isinstance(event, dict) else None
        self.telegram_id = sender.get("id") if isinstance(sender, dict) else None
        self.handler = "none"
        self.outcome = "done"


current: ContextVar[Trace | None] = ContextVar("current", default=None)


class Traces:
    """Counts the updates and logs a line for each: which handler, how long, with what outcome.

    A person is a keyed hash, the same for as long as the token is: lines of one person can be put
    together, and whose they are cannot be read from them.
    """

    def __init__(self, meters: Meters, secret: str) -> None:
        self._meters = meters
        self._key = hashlib.sha256(secret.encode()).digest()

    @contextmanager
    def of(self, raw: dict[str, Any]) -> Iterator[Trace]:
        trace = Trace(raw)
        token = current.set(trace)
        began = time.perf_counter()
        try:
            yield trace
        except BaseException:
            trace.outcome = "put off"
            raise
        finally:
            current.reset(token)
            self._note(trace, time.perf_counter() - began)

    def person(self, telegram_id: object) -> str:
        """A short keyed hash of a Telegram id."""
        content = str(telegram_id).encode()
        return hashlib.blake2b(content, key=self._key, digest_size=PERSON_BYTES).hexdigest()

    def _note(self, trace: Trace, seconds: float) -> None:
        self._meters.updates[trace.kind, trace.outcome] += 1
        self._meters.handlers[trace.handler].observe(seconds)
        level = logging.INFO if trace.outcome == "done" else logging.WARNING
        if not logger.isEnabledFor(level):
            return
        fields = {
            "update_id": trace.update_id,
            "kind": trace.kind,
            "handler": trace.handler,
            "outcome": trace.outcome,
            "milliseconds": round(seconds * 1000, 1),
            "person": None if trace.telegram_id is None else self.person(trace.telegram_id),
        }
        logger.log(level, "update", extra=fields)


async def note_handler(
    call: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    given: dict[str, Any],
) -> Any:
    """An inner middleware: which handler took the update."""
    trace = current.get()
    if trace is not None:
        callback = given["handler"].callback
        trace.handler = f"{callback.__module__.removeprefix('handlers.')}.{callback.__name__}"
    return await call(event, given)
