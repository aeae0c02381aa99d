"""How does SQLite run a short statement without a hop to aiosqlite's thread?"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Self

import aiosqlite

BUSY_TIMEOUT_SECONDS = 10
BEGIN_WRITING = "BEGIN IMMEDIATE"


class Connection(aiosqlite.Connection):
    """An aiosqlite connection that runs statements where it is called, unless they may wait.

    `_connect`, `_execute` and `_tx` are aiosqlite's private road to its thread; tests fail if it
    changes.
    """

    async def _connect(self) -> Self:
        try:
            await super()._connect()
        except BaseException:
            # It has been told to stop, and answers: the loop must still be there.
            await asyncio.to_thread(self._thread.join)
            raise
        return self

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self._running or self._connection is None:
            raise ValueError("Connection closed")
        # One waits for the disk, the other for a process that is writing.
        if fn == self._connection.commit or args[:1] == (BEGIN_WRITING,):
            return await self._in_its_thread(fn, *args, **kwargs)
        return fn(*args, **kwargs)

    async def _in_its_thread(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        # No task: the end of a loop cancels every task, and the thread would be at work alone.
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._tx.put_nowait((done, partial(fn, *args, **kwargs)))
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            # What follows, a rollback or a close, runs here: beside the thread it would crash.
            while not done.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait([done])
            done.exception()
            raise


def connection(path: str, **_unused: Any) -> Connection:
    """A new one for SQLAlchemy, which has still to be opened."""
    made = Connection(
        partial(
            sqlite3.connect,
            path,
            timeout=BUSY_TIMEOUT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        ),
        iter_chunk_size=64,
    )
    # As SQLAlchemy does for the connections that it makes itself.
    made._thread.daemon = True
    return made
