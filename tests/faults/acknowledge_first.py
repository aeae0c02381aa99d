"""A bot with a planted fault: it acknowledges updates before their handlers have run.

The kill test must find it; if it does not, it would not find the real thing either.
"""

import asyncio
from typing import Any

from bot.__main__ import app
from bot.updates import Intake

_handle = Intake.handle
_running: set[asyncio.Task[None]] = set()


async def _acknowledge_first(self: Intake, raw: dict[str, Any]) -> None:
    task = asyncio.create_task(_slowly(self, raw))
    _running.add(task)
    task.add_done_callback(_running.discard)


async def _slowly(self: Intake, raw: dict[str, Any]) -> None:
    await asyncio.sleep(0.2)
    await _handle(self, raw)


if __name__ == "__main__":
    setattr(Intake, "handle", _acknowledge_first)  # noqa: B010 - mypy forbids the plain form
    app()
