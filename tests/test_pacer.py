"""Does everything that is sent keep to Telegram's limits, the urgent before the rest?"""

import asyncio
from functools import partial
from random import Random
from typing import Any, cast

import pytest
from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
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
from bot.pacer.limits import GROUP_NOTICES_MAX
from tests.pacing import ANSWER, BROADCAST, GROUP, NOTICE, World, most_within


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
