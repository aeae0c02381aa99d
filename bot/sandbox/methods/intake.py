"""How does a bot get its updates?"""

import asyncio

from bot.sandbox.errors import conflict
from bot.sandbox.methods.registry import Call, answers
from bot.sandbox.updates import LONG_POLL_LIMIT_SECONDS, Update

BATCH_LIMIT = 100
WEBHOOK_IS_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Serialised(bytes):
    """A result that is JSON already."""


@answers("getUpdates")
def get_updates(call: Call) -> "asyncio.Future[Serialised]":
    """Answer getUpdates by long polling."""
    return asyncio.ensure_future(_poll(call))


async def _poll(call: Call) -> Serialised:
    queue = call.bot.updates
    if call.bot.webhook is not None:
        await queue.delay_conflict()
        raise conflict(WEBHOOK_IS_ACTIVE)
    queue.allow(call.get("allowed_updates"))
    limit = min(BATCH_LIMIT, max(1, call.values.get("limit", BATCH_LIMIT)))
    timeout = min(LONG_POLL_LIMIT_SECONDS, max(0, call.values.get("timeout", 0)))
    updates = await queue.poll(call.values.get("offset", 0), limit, timeout)
    return serialised(updates)


def serialised(updates: list[Update]) -> Serialised:
    """Return updates as a JSON array without parsing them again."""
    return Serialised(b"[" + b",".join(update.body for update in updates) + b"]")
