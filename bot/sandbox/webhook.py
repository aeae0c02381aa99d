"""How are updates posted to a webhook: order, parallelism, retries and replies?"""

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from http.client import responses

import aiohttp

from bot.sandbox import forms
from bot.sandbox.errors import ApiError
from bot.sandbox.parameters import Upload
from bot.sandbox.people import Bot, WebhookSettings
from bot.sandbox.state import World
from bot.sandbox.updates import Update

REQUEST_TIMEOUT_SECONDS = 60
LONGEST_DELAY_SECONDS = (60, 120)
RETRY_AFTER_LIMIT_SECONDS = 3_600
GONE_LIMIT_SECONDS = 23 * 3_600
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# A webhook's reply may not ask for an answer, nor change the way of delivery (WebhookActor.cpp).
NOT_AS_REPLY = frozenset({"setwebhook", "deletewebhook", "close", "logout"})


class Deliverer:
    """Posts the updates of one bot: in order within a queue, queues side by side."""

    def __init__(
        self,
        world: World,
        bot: Bot,
        settings: WebhookSettings,
        answer: Callable[[Bot, str, bytes], Awaitable[None]],
    ) -> None:
        self.world = world
        self.bot = bot
        self.settings = settings
        self._answer = answer
        self._slots = asyncio.Semaphore(settings.max_connections)
        self._queues: dict[str, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._gone_since: float | None = None

    def start(self) -> None:
        """Take over what waits, and everything that comes."""
        for update in self.bot.updates.waiting:
            self._enqueue(update)
        self.bot.updates.on_push = self._enqueue

    async def stop(self) -> None:
        """End deliveries; what was not confirmed keeps waiting in the bot's queue."""
        self.bot.updates.on_push = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _enqueue(self, update: Update) -> None:
        queue = self._queues.get(update.queue_key)
        if queue is not None:
            queue.append(update)
            return
        self._queues[update.queue_key] = deque([update])
        task = asyncio.create_task(self._drain(update.queue_key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, key: str) -> None:
        queue = self._queues[key]
        while queue:
            await self._deliver(queue[0])
            queue.popleft()
        del self._queues[key]

    async def _deliver(self, update: Update) -> None:
        """Post an update until a 2xx, or until it expires."""
        clock = self.world.clock
        while clock.monotonic() < update.expires_at:
            async with self._slots:
                update.attempts += 1
                wait = await self._post(update)
            if wait is None:
                self.bot.updates.confirm(update)
                return
            if clock.monotonic() + wait > update.expires_at:
                break
            if wait > 0:
                await clock.sleep(wait)
        self.bot.updates.forget(update)

    async def _post(self, update: Update) -> float | None:
        """Post once; None when it was taken, else the seconds to wait before the next try."""
        headers = {"Content-Type": "application/json"}
        if self.settings.secret_token:
            headers[SECRET_HEADER] = self.settings.secret_token
        self.world.journal.delivery(
            self.bot.id, update.update_id, update.kind, update.attempts, "webhook"
        )
        try:
            async with self._client().post(
                self.settings.url, data=update.body, headers=headers, allow_redirects=False
            ) as response:
                body = await response.read()
                if 200 <= response.status < 300:
                    self._gone_since = None
                    await self._answer(self.bot, response.headers.get("Content-Type", ""), body)
                    return None
                return self._failed(update, response.status, response.headers.get("Retry-After"))
        except aiohttp.ClientConnectorError:
            self._note("Connection refused")
        except (aiohttp.ClientError, TimeoutError):
            self._note("Webhook connection closed")
        return _delay(update.attempts)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_SECONDS),
                connector=aiohttp.TCPConnector(limit=self.settings.max_connections),
            )
        return self._session

    def _failed(self, update: Update, status: int, retry_after: str | None) -> float:
        reason = responses.get(status, "")
        self._note(f"Wrong response from the webhook: {status} {reason}".rstrip())
        if status == HTTPStatus.GONE:
            now = self.world.clock.monotonic()
            if self._gone_since is None:
                self._gone_since = now
            if now - self._gone_since >= GONE_LIMIT_SECONDS:
                self.bot.webhook = None
                asyncio.get_running_loop().call_soon(self._give_up)
        else:
            self._gone_since = None
        if retry_after is not None and retry_after.isdecimal():
            return float(min(int(retry_after), RETRY_AFTER_LIMIT_SECONDS))
        return _delay(update.attempts)

    def _give_up(self) -> None:
        self.bot.updates.on_push = None
        for task in self._tasks:
            task.cancel()

    def _note(self, message: str) -> None:
        self.settings.last_error_date = self.world.clock.unix()
        self.settings.last_error_message = message


def _delay(attempts: int) -> float:
    """The first retry comes at once, then the wait doubles up to a random 60 to 120 seconds."""
    if attempts <= 1:
        return 0.0
    return min(2.0 ** (attempts - 1), random.uniform(*LONGEST_DELAY_SECONDS))


def method_of_reply(
    content_type: str, body: bytes
) -> tuple[str, dict[str, object], dict[str, Upload]] | None:
    """Return the method, parameters and files of a webhook's reply; None if it asks for none."""
    if not body:
        return None
    try:
        fields, files = forms.read(content_type, body)
    except ApiError:
        return None
    method = fields.pop("method", None)
    if not isinstance(method, str):
        return None
    name = method.lower()
    if name.startswith("get") or name in NOT_AS_REPLY:
        return None
    return method, fields, files
