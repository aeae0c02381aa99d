"""Does the local Telegram post to a webhook as Telegram does?"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.sandbox import serve
from bot.sandbox.webhook import SECRET_HEADER
from tests.playground import Json, Playground, eventually, playground

Answer = Callable[[Json], web.Response]


@dataclass
class Receiver:
    """A bot's webhook: what came, and what it answers."""

    url: str = ""
    came: list[Json] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answer: Answer = lambda _update: web.Response()
    hold: asyncio.Event | None = None
    """While it is set to an event, requests wait for it."""
    at_once: int = 0
    most_at_once: int = 0

    async def handle(self, request: web.Request) -> web.Response:
        update = json.loads(await request.read())
        self.came.append(update)
        self.secrets.append(request.headers.get(SECRET_HEADER))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        if self.hold is not None:
            await self.hold.wait()
        self.at_once -= 1
        return self.answer(update)

    async def until(self, count: int) -> None:
        """Wait for this many requests."""
        await eventually(lambda: len(self.came) >= count)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.came]


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        yield found


@pytest.fixture
async def hook() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    application = web.Application()
    application.router.add_post("/hook", receiver.handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    if receiver.hold is not None:
        receiver.hold.set()
    await runner.cleanup()


async def settled(play: Playground, pending: int = 0) -> None:
    """Wait until this many updates are left."""
    await eventually(lambda: play.me.updates.pending() == pending)


async def refused(play: Playground, hook: Receiver, tries: int) -> None:
    """Wait until so many requests were refused, and the server waits before the next."""
    await hook.until(tries)
    await eventually(lambda: play.clock.sleepers > 0)


async def test_updates_are_posted_with_the_secret_and_confirmed_by_2xx(
    play: Playground, hook: Receiver
) -> None:
    user = play.person()
    play.telegram.send(user, "before")
    answer = await play.call("setWebhook", url=hook.url, secret_token="s3cret-_")
    assert answer == {"ok": True, "result": True, "description": "Webhook was set"}
    play.telegram.send(user, "after")
    await hook.until(2)
    await settled(play)
    assert hook.texts() == ["before", "after"]
    assert hook.secrets == ["s3cret-_", "s3cret-_"]


async def test_a_failed_update_is_retried_at_once_then_with_doubling_waits(
    play: Playground, hook: Receiver
) -> None:
    user = play.person()
    hook.answer = lambda _update: web.Response(status=500)
    await play.result("setWebhook", url=hook.url)
    play.telegram.send(user, "hello")
    await refused(play, hook, 2)
    for seconds in (2, 4, 8):
        tries = len(hook.came)
        play.clock.advance(seconds=seconds - 0.5)
        await asyncio.sleep(0.03)
        assert len(hook.came) == tries
        play.clock.advance(seconds=0.6)
        await refused(play, hook, tries + 1)
    hook.answer = lambda _update: web.Response()
    play.clock.advance(seconds=16.5)
    await settled(play)
    assert len({update["update_id"] for update in hook.came}) == 1


async def test_retry_after_is_honoured(play: Playground, hook: Receiver) -> None:
    user = play.person()
    hook.answer = lambda _update: web.Response(status=503, headers={"Retry-After": "30"})
    await play.result("setWebhook", url=hook.url)
    play.telegram.send(user, "hello")
    await refused(play, hook, 1)
    play.clock.advance(seconds=29)
    await asyncio.sleep(0.03)
    assert len(hook.came) == 1
    play.clock.advance(seconds=2)
    await hook.until(2)


async def test_an_update_is_dropped_when_it_is_too_old(play: Playground, hook: Receiver) -> None:
    user = play.person()
    hook.answer = lambda _update: web.Response(status=503, headers={"Retry-After": "3600"})
    await play.result("setWebhook", url=hook.url)
    play.telegram.send(user, "hello")
    for tries in range(1, 24):
        await refused(play, hook, tries)
        play.clock.advance(hours=1.001)
    await settled(play)
    assert len(hook.came) == 24


async def test_one_chat_is_in_order_and_others_pass_it(play: Playground, hook: Receiver) -> None:
    slow, quick = play.person("Slow"), play.person("Quick")
    hook.answer = lambda update: web.Response(
        status=500 if update["message"]["text"] == "stuck" else 200
    )
    await play.result("setWebhook", url=hook.url)
    play.telegram.send(slow, "stuck")
    play.telegram.send(slow, "behind it")
    for number in range(3):
        play.telegram.send(quick, f"{number}")
    await settled(play, pending=2)
    assert [text for text in hook.texts() if text != "stuck"] == ["0", "1", "2"]
    hook.answer = lambda _update: web.Response()
    play.clock.advance(seconds=10)
    await settled(play)
    assert hook.texts()[-2:] == ["stuck", "behind it"]


async def test_a_join_may_overtake_the_start_of_the_same_person(
    play: Playground, hook: Receiver
) -> None:
    user = play.person()
    channel = play.telegram.add_channel("News", owner=play.person("Owner"))
    play.telegram.add_bot_to(channel, play.me)
    play.me.updates.clear()
    hook.answer = lambda update: web.Response(status=500 if "message" in update else 200)
    await play.result("setWebhook", url=hook.url, allowed_updates=["message", "chat_member"])
    play.telegram.send(user, "/start")
    play.telegram.join(user, channel)
    await settled(play, pending=1)
    assert any("chat_member" in update for update in hook.came)


async def test_queues_run_in_parallel_up_to_max_connections(
    play: Playground, hook: Receiver
) -> None:
    hook.hold = asyncio.Event()
    await play.result("setWebhook", url=hook.url, max_connections=3)
    for number in range(8):
        play.telegram.send(play.telegram.add_user(f"User {number}"), "hello")
    await hook.until(3)
    await asyncio.sleep(0.05)
    assert len(hook.came) == 3
    hook.hold.set()
    await settled(play)
    assert hook.most_at_once == 3


async def test_a_reply_may_carry_a_method(play: Playground, hook: Receiver) -> None:
    user = play.person()
    hook.answer = lambda _update: web.json_response(
        {"method": "sendMessage", "chat_id": user.id, "text": "answered"}
    )
    await play.result("setWebhook", url=hook.url)
    play.telegram.send(user, "hello")
    await settled(play)
    assert play.telegram.last(user)["text"] == "answered"


async def test_a_reply_may_not_ask_or_change_the_delivery(play: Playground, hook: Receiver) -> None:
    user = play.person()
    hook.answer = lambda _update: web.json_response({"method": "deleteWebhook"})
    await play.result("setWebhook", url=hook.url)
    play.telegram.send(user, "hello")
    await settled(play)
    assert (await play.result("getWebhookInfo"))["url"] == hook.url


async def test_webhook_info_tells_what_waits_and_what_failed(
    play: Playground, hook: Receiver
) -> None:
    user = play.person()
    hook.answer = lambda _update: web.Response(status=502)
    await play.result("setWebhook", url=hook.url, allowed_updates=["message"], max_connections=7)
    play.telegram.send(user, "hello")
    await hook.until(2)
    info = await play.result("getWebhookInfo")
    assert info["url"] == hook.url
    assert info["pending_update_count"] == 1
    assert info["max_connections"] == 7
    assert info["allowed_updates"] == ["message"]
    assert info["last_error_message"] == "Wrong response from the webhook: 502 Bad Gateway"


async def test_a_dead_webhook_is_noted_and_tried_again(play: Playground) -> None:
    user = play.person()
    await play.result("setWebhook", url="http://127.0.0.1:9/")
    play.telegram.send(user, "hello")
    settings = play.me.webhook
    await eventually(lambda: settings is not None and settings.last_error_message is not None)
    info = await play.result("getWebhookInfo")
    assert info["last_error_message"] == "Connection refused"
    assert info["pending_update_count"] == 1


async def test_a_webhook_is_removed_after_23_hours_of_410(play: Playground, hook: Receiver) -> None:
    user = play.person()
    hook.answer = lambda _update: web.Response(status=410)
    await play.result("setWebhook", url=hook.url)
    play.telegram.send(user, "hello")
    await refused(play, hook, 2)
    play.clock.advance(hours=23.1)
    await hook.until(3)
    await asyncio.sleep(0.03)
    assert (await play.result("getWebhookInfo"))["url"] == ""


async def test_deleting_a_webhook_gives_the_rest_back_to_polling(
    play: Playground, hook: Receiver
) -> None:
    user = play.person()
    hook.answer = lambda _update: web.Response(status=500)
    await play.result("setWebhook", url=hook.url)
    play.telegram.send(user, "hello")
    await hook.until(1)
    deleted = await play.call("deleteWebhook")
    assert deleted["description"] == "Webhook was deleted"
    assert (await play.call("deleteWebhook"))["description"] == "Webhook is already deleted"
    assert [update["message"]["text"] for update in await play.updates()] == ["hello"]


async def test_a_webhook_survives_a_restart_of_the_server(play: Playground, hook: Receiver) -> None:
    user = play.person()
    await play.result("setWebhook", url=hook.url)
    await play.server.close()
    play.telegram.send(user, "while it was away")
    server = await serve(play.telegram)
    await settled(play)
    await server.close()
    assert hook.texts() == ["while it was away"]


async def test_pending_updates_can_be_dropped(play: Playground, hook: Receiver) -> None:
    user = play.person()
    play.telegram.send(user, "old")
    await play.result("setWebhook", url=hook.url, drop_pending_updates=True)
    play.telegram.send(user, "new")
    await settled(play)
    assert hook.texts() == ["new"]


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        (
            {"url": "http://example.com/"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.com:9000/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "ftp://example.com/"}, "bad webhook: URL is invalid"),
        ({"secret_token": "a" * 257}, "secret token is too long"),
        ({"secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_wrong_webhooks_are_refused(
    play: Playground, parameters: dict[str, str], problem: str
) -> None:
    asked: dict[str, object] = {"url": "http://127.0.0.1:9/", **parameters}
    assert await play.refusal("setWebhook", **asked) == f"Bad Request: {problem}"


async def test_setting_webhooks_twice_within_a_second_is_too_much(
    play: Playground, hook: Receiver
) -> None:
    await play.result("setWebhook", url=hook.url)
    refused = await play.call("setWebhook", url=hook.url)
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 1})
    play.clock.advance(seconds=1)
    again = await play.call("setWebhook", url=hook.url)
    assert again["description"] == "Webhook is already set"
