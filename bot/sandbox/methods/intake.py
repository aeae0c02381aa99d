"""How does a bot get its updates: by asking, or at a webhook?"""

import asyncio
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request, conflict, too_many_requests
from bot.sandbox.methods.registry import Call, answers
from bot.sandbox.people import WebhookSettings
from bot.sandbox.updates import LONG_POLL_LIMIT_SECONDS, Update

BATCH_LIMIT = 100
WEBHOOK_IS_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
CONNECTIONS = range(1, 101)
DEFAULT_CONNECTIONS = 40
SECRET_LIMIT = 256
SECRET = re.compile(r"[A-Za-z0-9_-]+")
PORTS = frozenset({80, 88, 443, 8443})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Serialised(bytes):
    """A result that is JSON already."""


@dataclass(frozen=True, slots=True)
class Described:
    """A result with words beside it in the answer."""

    result: Any
    description: str


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
    for update in updates:
        call.world.journal.delivery(
            call.bot.id, update.update_id, update.kind, update.attempts, "getUpdates"
        )
    return serialised(updates)


def serialised(updates: list[Update]) -> Serialised:
    """Return updates as a JSON array without parsing them again."""
    return Serialised(b"[" + b",".join(update.body for update in updates) + b"]")


@answers("setWebhook")
def set_webhook(call: Call) -> "Described | asyncio.Future[Described]":
    """Answer setWebhook; plain http is accepted on the loopback interface only."""
    bot, now = call.bot, call.world.clock.monotonic()
    url = (call.get("url") or "").strip()
    if not url:
        return _without_webhook(call)
    settings = WebhookSettings(
        _checked(url),
        _secret(call.get("secret_token")),
        _connections(call.get("max_connections")),
        call.get("ip_address"),
        set_at=now,
    )
    if bot.webhook is not None and now - bot.webhook.set_at < 1.0:
        raise too_many_requests(1)
    bot.updates.allow(call.get("allowed_updates"))
    if call.get("drop_pending_updates"):
        bot.updates.clear()
    old = bot.webhook
    if old is not None and _same(old, settings) and not call.get("drop_pending_updates"):
        return Described(True, "Webhook is already set")
    bot.webhook = settings
    bot.updates.interrupt("terminated by setWebhook request")
    return asyncio.ensure_future(_switch(call, "Webhook was set"))


@answers("deleteWebhook")
def delete_webhook(call: Call) -> "Described | asyncio.Future[Described]":
    """Answer deleteWebhook."""
    return _without_webhook(call)


def _without_webhook(call: Call) -> "Described | asyncio.Future[Described]":
    if call.get("drop_pending_updates"):
        call.bot.updates.clear()
    if call.bot.webhook is None:
        return Described(True, "Webhook is already deleted")
    call.bot.webhook = None
    return asyncio.ensure_future(_switch(call, "Webhook was deleted"))


async def _switch(call: Call, description: str) -> Described:
    await call.world.switch_delivery(call.bot)
    return Described(True, description)


@answers("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    """Answer getWebhookInfo."""
    bot = call.bot
    result: Json = {
        "url": bot.webhook.url if bot.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": bot.updates.pending(),
    }
    if bot.webhook is not None:
        result["max_connections"] = bot.webhook.max_connections
        result["ip_address"] = bot.webhook.ip_address or "127.0.0.1"
        if bot.webhook.last_error_message:
            result["last_error_date"] = bot.webhook.last_error_date
            result["last_error_message"] = bot.webhook.last_error_message
    if bot.updates.allowed_as_given is not None:
        result["allowed_updates"] = bot.updates.allowed_as_given
    return result


def _same(old: WebhookSettings, new: WebhookSettings) -> bool:
    return (old.url, old.secret_token, old.max_connections) == (
        new.url,
        new.secret_token,
        new.max_connections,
    )


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        port = parts.port
    except ValueError:
        raise bad_request("bad webhook: URL is invalid") from None
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise bad_request("bad webhook: URL is invalid")
    if parts.hostname in LOOPBACK:
        return parts.geturl()
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    return parts.geturl()


def _secret(token: str | None) -> str | None:
    if not token:
        return None
    if len(token) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if SECRET.fullmatch(token) is None:
        raise bad_request("secret token contains unallowed characters")
    return token


def _connections(given: int | None) -> int:
    if not given:
        return DEFAULT_CONNECTIONS
    return min(CONNECTIONS[-1], max(CONNECTIONS[0], given))
