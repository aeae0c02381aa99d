"""Does everything that is sent keep to Telegram's limits, the urgent before the rest?"""

import asyncio
import time
from bisect import bisect_left
from collections.abc import Awaitable, Callable
from functools import partial
from heapq import heappop, heappush
from random import Random
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter, TelegramServerError
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    DeleteMyCommands,
    EditMessageText,
    GetChatMember,
    GetUpdates,
    SendMessage,
    SendPhoto,
    SetMyCommands,
    TelegramMethod,
)

from bot import pacer
from bot.pacer import NotLetThrough, Pacer, local
from bot.pacer.limits import GROUP_NOTICES_MAX
from models import Priority

TOKEN = "1000001:SANDBOX"
ANSWER, NOTICE, BROADCAST = Priority.ANSWER, Priority.NOTICE, Priority.BROADCAST
GROUP = -1001


class Timers:
    """A monotonic clock that the test moves, with the event loop's kind of timers."""

    def __init__(self) -> None:
        self._now = 1_000.0
        self._handles: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._count = 0

    def time(self) -> float:
        return self._now

    def call_at(self, when: float, callback: Callable[[], None], /) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(when, callback, (), asyncio.get_running_loop())
        self._count += 1
        heappush(self._handles, (when, self._count, handle))
        return handle

    async def sleep(self, seconds: float) -> None:
        over = asyncio.get_running_loop().create_future()
        self.call_at(self._now + seconds, lambda: None if over.done() else over.set_result(None))
        await over

    async def run(self, seconds: float) -> None:
        """Let `seconds` pass, one timer after the other, with everybody's reaction to each."""
        until = self._now + seconds
        await self.settle()
        while self._handles and self._handles[0][0] <= until:
            when, _, handle = heappop(self._handles)
            self._now = max(self._now, when)
            if not handle.cancelled():
                handle._run()
                await self.settle()
        self._now = until

    def be_late(self, seconds: float) -> None:
        """Let time pass while the event loop is busy: no timer fires."""
        self._now += seconds

    def fire(self) -> None:
        """Fire the timers that are due, before anybody reacts."""
        while self._handles and self._handles[0][0] <= self._now:
            _, _, handle = heappop(self._handles)
            if not handle.cancelled():
                handle._run()

    async def settle(self) -> None:
        for _ in range(6):
            await asyncio.sleep(0)


class World:
    """A pacer, people who send through it, and a Telegram that notes when it counted what."""

    def __init__(self, messages_per_second: int = 30, *, latency: Callable[[], float]) -> None:
        self.timers = Timers()
        self.pacer = Pacer(messages_per_second, scheduler=self.timers)
        self.bot = Bot(TOKEN)
        self.latency = latency
        self.left: list[tuple[float, TelegramMethod[Any]]] = []
        self.counted: list[tuple[float, TelegramMethod[Any]]] = []
        self.refusals: list[int] = []
        """Telegram's next answers: 429 with so many seconds."""
        self.tasks: list[asyncio.Task[object]] = []

    def send(self, chat_id: int, wanted: Priority = ANSWER, text: str = "") -> asyncio.Task[object]:
        return self.call(SendMessage(chat_id=chat_id, text=text), wanted)

    def call(self, method: TelegramMethod[Any], wanted: Priority = ANSWER) -> asyncio.Task[object]:
        async def pass_through() -> object:
            pacer.priority.set(wanted)
            make_request = cast(NextRequestMiddlewareType[Any], self._answer)
            return await self.pacer(make_request, self.bot, method)

        task: asyncio.Task[object] = asyncio.create_task(pass_through())
        self.tasks.append(task)
        return task

    async def _answer(self, bot: Bot, method: TelegramMethod[Any]) -> object:
        self.left.append((self.timers.time(), method))
        await self.timers.sleep(self.latency())
        self.counted.append((self.timers.time(), method))
        if self.refusals:
            seconds = self.refusals.pop(0)
            raise TelegramRetryAfter(method, "Too Many Requests", seconds)
        await self.timers.sleep(self.latency())
        return True

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.counted]

    def chats(self) -> list[int | str | None]:
        return [chat_of(method) for _, method in self.counted]

    def texts(self) -> list[str]:
        return [method.text for _, method in self.counted if isinstance(method, SendMessage)]


def chat_of(method: TelegramMethod[Any]) -> int | str | None:
    return method.chat_id if isinstance(method, SendMessage) else None


def most_within(times: list[float], seconds: float) -> int:
    """The greatest number of moments in any half-open window of so many seconds."""
    return max(bisect_left(times, at + seconds - 1e-9) - index for index, at in enumerate(times))


@pytest.fixture
async def world() -> World:
    return World(latency=lambda: 0.01)


async def test_no_second_holds_more_than_the_limit_and_none_is_wasted() -> None:
    random = Random(7)
    world = World(latency=lambda: random.uniform(0.02, 0.06))
    for chat_id in range(1, 601):
        world.send(chat_id, random.choice([ANSWER, NOTICE, BROADCAST]))
    await world.timers.run(60)
    times = sorted(world.times)
    assert len(times) == 600
    assert most_within(times, 1) <= 30
    assert times[-1] - times[0] < 600 / 30 * 1.06


async def test_the_limit_holds_whatever_the_road_does() -> None:
    for seed in range(20):
        random = Random(seed)
        world = World(10, latency=partial(random.choice, [0.01, 0.05, 0.4]))
        for step in range(120):
            world.send(step + 1, random.choice([ANSWER, NOTICE, BROADCAST]))
            await world.timers.run(random.choice([0, 0, 0, 0.2, 0.5]))
        await world.timers.run(60)
        assert len(world.times) == 120, seed
        assert most_within(sorted(world.times), 1) <= 10, seed


async def test_a_burst_of_answers_goes_at_once(world: World) -> None:
    for chat_id in range(1, 31):
        world.send(chat_id)
    await world.timers.run(0.02)
    assert len(world.counted) == 30


async def test_answers_pass_notices_and_notices_pass_broadcasts(world: World) -> None:
    for chat_id in range(1, 101):
        world.send(chat_id, BROADCAST, "broadcast")
    for chat_id in range(101, 151):
        world.send(chat_id, NOTICE, "notice")
    await world.timers.run(0.5)
    for chat_id in range(201, 241):
        world.send(chat_id, ANSWER, "answer")
    await world.timers.run(20)
    texts = world.texts()
    first_notice, first_answer = texts.index("notice"), texts.index("answer")
    assert set(texts[first_answer : first_answer + 40]) == {"answer"}
    assert "broadcast" not in texts[first_notice : first_notice + 90]
    assert len(texts) == 190


async def test_an_answer_waits_a_moment_beside_a_running_broadcast(world: World) -> None:
    async def broadcast() -> None:
        for number in range(400):
            await world.timers.sleep(0.001)
            await world.send(1_000 + number, BROADCAST)

    senders = [asyncio.create_task(broadcast()) for _ in range(8)]
    worst = 0.0
    for number in range(50):
        await world.timers.run(0.137)
        asked_at = world.timers.time()
        answer = world.send(number + 1)
        while not answer.done():
            await world.timers.run(0.005)
        worst = max(worst, world.timers.time() - asked_at)
    for sender in senders:
        sender.cancel()
    await asyncio.gather(*senders, return_exceptions=True)
    assert worst < 0.12


async def test_a_chat_gets_three_at_once_and_then_one_a_second(world: World) -> None:
    for _ in range(6):
        world.send(5)
    await world.timers.run(10)
    first, *_ = world.times
    assert [round(at - first, 1) for at in world.times] == [0, 0, 0, 1.1, 2.2, 3.3]


async def test_a_chat_over_its_limit_holds_up_nobody_else(world: World) -> None:
    for _ in range(100):
        world.send(5)
    await world.timers.run(0.1)
    for chat_id in range(6, 26):
        world.send(chat_id, BROADCAST)
    await world.timers.run(1)
    assert len([chat for chat in world.chats() if chat != 5]) == 20


async def test_a_group_gets_twenty_a_minute(world: World) -> None:
    for _ in range(60):
        world.send(GROUP)
    await world.timers.run(200)
    assert len(world.times) == 60
    assert most_within(world.times, 60) <= 20


async def test_a_group_keeps_room_for_answers_among_notices(world: World) -> None:
    for _ in range(40):
        world.send(GROUP, NOTICE, "notice")
    await world.timers.run(40)
    assert len(world.counted) == GROUP_NOTICES_MAX
    answer = world.send(GROUP, ANSWER, "answer")
    await world.timers.run(0.1)
    assert answer.done()
    await world.timers.run(300)
    assert len(world.counted) == 41


async def test_a_channel_by_name_is_a_group(world: World) -> None:
    for _ in range(25):
        world.call(SendMessage(chat_id="@news", text=""))
    await world.timers.run(50)
    assert len(world.counted) == 20


@pytest.mark.parametrize(
    "method",
    [
        AnswerCallbackQuery(callback_query_id="1"),
        GetUpdates(),
        GetChatMember(chat_id=GROUP, user_id=1),
        SetMyCommands(commands=[]),
        DeleteMyCommands(),
    ],
    ids=lambda method: method.__api_method__,
)
async def test_what_is_no_message_does_not_wait(world: World, method: TelegramMethod[Any]) -> None:
    for chat_id in range(1, 61):
        world.send(chat_id)
    await world.timers.run(0.1)
    call = world.call(method)
    await world.timers.run(0.05)
    assert call.done()
    assert len(world.counted) == 31


@pytest.mark.parametrize(
    "method",
    [
        EditMessageText(chat_id=9_999, message_id=1, text=""),
        EditMessageText(inline_message_id="1", text=""),
        DeleteMessage(chat_id=9_999, message_id=1),
        SendPhoto(chat_id=9_999, photo="file"),
    ],
    ids=lambda method: method.__api_method__,
)
async def test_what_changes_a_chat_waits(world: World, method: TelegramMethod[Any]) -> None:
    for chat_id in range(1, 31):
        world.send(chat_id)
    await world.timers.run(0.1)
    call = world.call(method)
    await world.timers.run(0.5)
    assert not call.done()
    await world.timers.run(1)
    assert call.done()


async def test_a_429_halts_everybody_and_the_request_comes_again(world: World) -> None:
    world.refusals = [7]
    refused = world.send(1)
    await world.timers.run(0.05)
    for chat_id in range(2, 20):
        world.send(chat_id, NOTICE)
    await world.timers.run(6.9)
    assert len(world.counted) == 1
    await world.timers.run(2)
    assert refused.result() is True
    assert world.chats().count(1) == 2
    assert len(world.counted) == 20
    assert world.pacer.halts == 1


async def test_the_longest_halt_counts_and_a_success_does_not_end_it(world: World) -> None:
    world.refusals = [30, 2]
    for chat_id in range(1, 6):
        world.send(chat_id)
    await world.timers.run(29)
    assert len(world.counted) == 5
    await world.timers.run(3)
    assert len(world.counted) == 7


async def test_a_request_is_not_sent_again_for_ever(world: World) -> None:
    world.refusals = [1] * 100
    refused = world.send(1)
    await world.timers.run(60)
    assert isinstance(refused.exception(), TelegramRetryAfter)
    assert len(world.counted) == 8


async def test_in_a_long_halt_answers_are_given_up_and_notices_wait(world: World) -> None:
    for chat_id in range(1, 41):
        world.send(chat_id)
    await world.timers.run(0.005)
    world.refusals = [10_072]
    notice = world.send(50, NOTICE)
    await world.timers.run(1)
    late = world.send(51)
    await world.timers.run(1)
    assert isinstance(late.exception(), NotLetThrough)
    given_up = [task for task in world.tasks if task.done() and task.exception() is not None]
    assert len(given_up) == 12
    assert not notice.done()
    await world.timers.run(10_072)
    assert notice.result() is True


async def test_a_server_error_is_not_repeated(world: World) -> None:
    method = SendMessage(chat_id=1, text="")
    calls = []

    async def fail(bot: Bot, request: TelegramMethod[Any]) -> object:
        calls.append(request)
        raise TelegramServerError(request, "Bad Gateway")

    with pytest.raises(TelegramServerError):
        await world.pacer(cast(NextRequestMiddlewareType[Any], fail), world.bot, method)
    assert len(calls) == 1


async def test_whoever_is_cancelled_leaves_no_place_taken(world: World) -> None:
    waiters = [world.send(chat_id) for chat_id in range(1, 301)]
    await world.timers.run(0.005)
    for task in waiters:
        task.cancel()
    await asyncio.gather(*waiters, return_exceptions=True)
    await world.timers.run(1.1)
    for chat_id in range(1, 31):
        world.send(chat_id)
    await world.timers.run(0.1)
    assert len(world.counted) == 30
    assert world.pacer.waiters == 0


async def test_whoever_is_cancelled_at_the_moment_of_their_turn_gives_it_back(
    world: World,
) -> None:
    for chat_id in range(1, 31):
        world.send(chat_id)
    await world.timers.run(0.05)
    waiters = [world.send(chat_id) for chat_id in range(31, 41)]
    await world.timers.settle()
    world.timers.be_late(1)
    world.timers.fire()
    for task in waiters:
        task.cancel()
    await asyncio.gather(*waiters, return_exceptions=True)
    await world.timers.run(2)
    before = len(world.counted)
    for chat_id in range(41, 71):
        world.send(chat_id)
    await world.timers.run(0.05)
    assert len(world.counted) - before == 30


async def test_who_comes_while_the_program_is_late_goes_behind_those_who_wait(
    world: World,
) -> None:
    for chat_id in range(1, 61):
        world.send(chat_id, ANSWER, "early")
    for _ in range(6):
        world.send(99, ANSWER, "early")
    await world.timers.run(0.05)
    world.timers.be_late(1)
    world.send(100, ANSWER, "late")
    await world.timers.run(0.5)
    assert world.texts() == ["early"] * 60
    await world.timers.run(1)
    world.timers.be_late(5)
    world.send(99, ANSWER, "late")
    await world.timers.run(10)
    in_chat = [text for text, chat in zip(world.texts(), world.chats(), strict=True) if chat == 99]
    assert in_chat == ["early"] * 6 + ["late"]


async def test_every_chat_keeps_its_limit_in_any_crowd() -> None:
    for seed in range(10):
        random = Random(seed)
        world = World(4 if seed % 2 else 200, latency=lambda: 0.01)
        for step in range(400):
            chat_id = random.choice([1, 2, 3, GROUP, GROUP - 1])
            task = world.send(chat_id, random.choice([ANSWER, NOTICE, BROADCAST]), str(chat_id))
            await world.timers.run(random.choice([0, 0, 0.1, 0.3]))
            if step % 7 == 0:
                task.cancel()
            if step % 11 == 0:
                world.timers.be_late(random.choice([0.5, 3]))
        await world.timers.run(3_000)
        assert not [task for task in world.tasks if not task.done()], seed
        for chat_id in (1, 2, 3, GROUP, GROUP - 1):
            times = [at for at, method in world.left if chat_of(method) == chat_id]
            assert most_within(times, 1) <= 3, (seed, chat_id)
            assert most_within(times, 11) <= 3 + 10, (seed, chat_id)
            if chat_id < 0:
                assert most_within(times, 60) <= 20, (seed, chat_id)


async def test_more_than_can_be_served_are_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "WAITERS_MAX", 100)
    waiters = [world.send(chat_id + 1) for chat_id in range(131)]
    await world.timers.settle()
    refused = [task for task in waiters if task.done()]
    assert [type(task.exception()) for task in refused] == [NotLetThrough]
    for task in waiters:
        task.cancel()
    await asyncio.gather(*waiters, return_exceptions=True)


async def test_the_intake_hears_once_that_an_answer_waits(world: World) -> None:
    heard = []

    async def handler() -> None:
        pacer.waiting.set(lambda: heard.append(world.timers.time()))
        make_request = cast(NextRequestMiddlewareType[Any], world._answer)
        for _ in range(5):
            await world.pacer(make_request, world.bot, SendMessage(chat_id=1, text=""))

    asked_at = world.timers.time()
    task = asyncio.create_task(handler())
    await world.timers.run(20)
    assert task.done()
    assert heard == [asked_at]


async def test_a_sender_hears_when_its_request_leaves(world: World) -> None:
    left: list[bool] = []

    async def sender() -> None:
        pacer.let_through.set(left.append)
        make_request = cast(NextRequestMiddlewareType[Any], world._answer)
        await world.pacer(make_request, world.bot, SendMessage(chat_id=99, text=""))

    for chat_id in range(1, 31):
        world.send(chat_id)
    await world.timers.run(0.005)
    task = asyncio.create_task(sender())
    await world.timers.run(0.5)
    assert left == []
    world.refusals = [1]
    await world.timers.run(3)
    assert task.done()
    assert left == [True, False, True]


async def test_who_does_not_wait_costs_little() -> None:
    pace = Pacer(1_000_000)
    bot = Bot(TOKEN)
    methods = [SendMessage(chat_id=number + 1, text="") for number in range(2_000)]

    async def answer(_bot: Bot, _method: TelegramMethod[Any]) -> object:
        return True

    async def seconds_of(run: Callable[[TelegramMethod[Any]], Awaitable[object]]) -> float:
        started = time.perf_counter()
        for method in methods:
            await run(method)
        return (time.perf_counter() - started) / len(methods)

    make_request = cast(NextRequestMiddlewareType[Any], answer)
    costs = []
    for _ in range(5):
        direct = await seconds_of(lambda method: answer(bot, method))
        paced = await seconds_of(lambda method: pace(make_request, bot, method))
        costs.append(paced - direct)
    assert min(costs) < 20e-6


async def test_many_who_wait_cost_little_each(world: World) -> None:
    started = time.process_time()
    for number in range(5_000):
        world.send(number % 500 + 1, Priority(number % 3))
    await world.timers.settle()
    enqueued_seconds = time.process_time() - started
    assert world.pacer.waiters > 4_900
    assert enqueued_seconds / 5_000 < 300e-6
    for task in world.tasks:
        task.cancel()
    await asyncio.gather(*world.tasks, return_exceptions=True)
