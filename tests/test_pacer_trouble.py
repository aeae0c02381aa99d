"""Does the pacer keep its word after a 429, for the cancelled, in a crowd, on a late loop?"""

import asyncio
from random import Random
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter, TelegramServerError
from aiogram.methods import SendMessage, TelegramMethod

from bot.pacer import NotLetThrough, local
from tests.pacing import ANSWER, BROADCAST, GROUP, NOTICE, World, chat_of, most_within


@pytest.fixture
async def world() -> World:
    return World(latency=lambda: 0.01)


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
