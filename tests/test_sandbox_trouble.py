"""Do flood limits and faults hit the bot as they do on the real network?"""

import asyncio
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram.exceptions import TelegramRetryAfter

from bot.sandbox import MovableClock
from tests.playground import TOKEN, Playground, client, playground


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        yield found


async def burst(play: Playground, chat_id: int, count: int) -> list[int]:
    """Send messages one after the other; returns retry_after of each, 0 if it passed."""
    waits = []
    for _ in range(count):
        answer = await play.call("sendMessage", chat_id=chat_id, text="x")
        waits.append(answer.get("parameters", {}).get("retry_after", 0))
    return waits


async def test_without_limits_nothing_is_refused(play: Playground) -> None:
    user = play.person()
    assert await burst(play, user.id, 50) == [0] * 50


async def test_a_chat_takes_a_burst_and_then_one_message_per_second(play: Playground) -> None:
    play.telegram.flood.limits.enabled = True
    user = play.person()
    assert await burst(play, user.id, 4) == [0, 0, 0, 1]
    play.clock.advance(seconds=1)
    assert await burst(play, user.id, 2) == [0, 1]
    play.clock.advance(seconds=10)
    assert await burst(play, user.id, 4) == [0, 0, 0, 1]


async def test_a_group_takes_20_messages_per_minute(play: Playground) -> None:
    limits = play.telegram.flood.limits
    limits.enabled, limits.chat_per_second, limits.chat_burst = True, 1000, 1000
    group = play.telegram.add_group("Room", owner=play.person("Owner"))
    play.telegram.add_bot_to(group, play.me)
    assert await burst(play, group.id, 21) == [0] * 20 + [3]
    play.clock.advance(seconds=3)
    assert await burst(play, group.id, 2) == [0, 3]


async def test_all_chats_together_take_30_messages_per_second(play: Playground) -> None:
    play.telegram.flood.limits.enabled = True
    people = [play.person(f"User {number}") for number in range(31)]
    waits = [(await burst(play, user.id, 1))[0] for user in people]
    assert waits[:30] == [0] * 30
    assert waits[30] == 1


async def test_paid_broadcasts_pass_the_overall_limit(play: Playground) -> None:
    play.telegram.flood.limits.enabled = True
    for number in range(40):
        user = play.person(f"User {number}")
        await play.result("sendMessage", chat_id=user.id, text="x", allow_paid_broadcast=True)


async def test_429_has_the_header_and_the_form_that_clients_know(play: Playground) -> None:
    play.telegram.flood.limits.enabled = True
    user = play.person()
    await burst(play, user.id, 3)
    form = {"chat_id": str(user.id), "text": "x"}
    url = f"{play.server.url}/bot{TOKEN}/sendMessage"
    async with play.http.post(url, data=form) as response:
        assert response.status == 429
        assert response.headers["Retry-After"] == "1"
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
    async with client(play) as bot:
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(user.id, "x")


async def test_in_hard_mode_an_impatient_call_starts_the_wait_anew(play: Playground) -> None:
    limits = play.telegram.flood.limits
    limits.enabled, limits.extend_on_violation = True, True
    limits.chat_burst, limits.chat_per_second = 1, 0.1
    user = play.person()
    assert await burst(play, user.id, 2) == [0, 10]
    play.clock.advance(seconds=5)
    assert await burst(play, user.id, 1) == [5]
    limits.chat_per_second = 1
    play.telegram.flood.forget()
    assert await burst(play, user.id, 2) == [0, 1]
    play.clock.advance(seconds=0.9)
    assert await burst(play, user.id, 1) == [1]
    play.clock.advance(seconds=0.5)
    assert await burst(play, user.id, 1) == [1]


async def test_answers_and_questions_do_not_count(play: Playground) -> None:
    play.telegram.flood.limits.enabled = True
    user = play.person()
    for _ in range(10):
        await play.result("getChat", chat_id=user.id)
        await play.result("sendChatAction", chat_id=user.id, action="typing")


async def test_an_album_counts_every_message(play: Playground) -> None:
    limits = play.telegram.flood.limits
    limits.enabled, limits.overall_per_second, limits.chat_burst = True, 3, 10
    user = play.person()
    text = play.telegram.files.add("document", b"x", "a.txt").file_id
    album = [{"type": "document", "media": text}] * 2
    await play.result("sendMediaGroup", chat_id=user.id, media=album)
    answer = await play.call("sendMediaGroup", chat_id=user.id, media=album)
    assert answer["error_code"] == 429


async def test_a_lost_reply_is_a_message_that_arrived_all_the_same(play: Playground) -> None:
    user = play.person()
    fault = play.telegram.faults.add("sendMessage", "lost_reply", times=1)
    with pytest.raises(aiohttp.ClientError):
        await play.call("sendMessage", chat_id=user.id, text="x")
    assert play.telegram.last(user)["text"] == "x"
    assert fault.fired == 1
    await play.result("sendMessage", chat_id=user.id, text="y")


async def test_a_dropped_connection_means_nothing_arrived(play: Playground) -> None:
    user = play.person()
    play.telegram.faults.add("*", "drop", times=1)
    with pytest.raises(aiohttp.ClientError):
        await play.call("sendMessage", chat_id=user.id, text="x")
    assert [each["text"] for each in play.telegram.history(viewer=user)] == ["/start"]


async def test_uploads_in_chunks_are_dropped_too(play: Playground) -> None:
    user = play.person()
    play.telegram.faults.add("sendDocument", "lost_reply", times=1)

    async def chunks() -> AsyncIterator[bytes]:
        yield b"x" * 10

    form = aiohttp.FormData({"chat_id": str(user.id)})
    form.add_field("document", chunks(), filename="a.txt")
    with pytest.raises(aiohttp.ClientError):
        await play.post(f"/bot{TOKEN}/sendDocument", data=form)
    assert "document" in play.telegram.last(user)


async def test_an_error_carries_its_status_and_nothing_is_done(play: Playground) -> None:
    user = play.person()
    play.telegram.faults.add("sendMessage", "error", status=502, times=2)
    for _ in range(2):
        answer = await play.call("sendMessage", chat_id=user.id, text="x")
        assert (answer["error_code"], answer["description"]) == (502, "Bad Gateway")
    assert len(play.telegram.history(viewer=user)) == 1
    await play.result("sendMessage", chat_id=user.id, text="x")


async def test_a_scripted_429_needs_no_limits(play: Playground) -> None:
    play.telegram.faults.add("sendMessage", "retry_after", seconds=7, times=1)
    answer = await play.call("sendMessage", chat_id=play.person().id, text="x")
    assert answer["parameters"] == {"retry_after": 7}


async def test_a_delay_follows_the_clock(play: Playground) -> None:
    user = play.person()
    play.telegram.faults.add("sendMessage", "delay", seconds=60, times=1)
    late = asyncio.ensure_future(play.result("sendMessage", chat_id=user.id, text="x"))
    await asyncio.sleep(0.05)
    assert not late.done()
    play.clock.advance(seconds=61)
    await asyncio.wait_for(late, 1)


async def test_chance_is_repeatable_by_its_seed(play: Playground) -> None:
    async def pattern() -> list[bool]:
        play.telegram.faults.clear()
        play.telegram.faults.add("getMe", "error", probability=0.5, seed=7)
        return [(await play.call("getMe"))["ok"] for _ in range(20)]

    first = await pattern()
    assert first == await pattern()
    assert len(set(first)) == 2


async def test_the_journal_tells_of_faults(play: Playground) -> None:
    user = play.person()
    play.telegram.faults.add("sendMessage", "lost_reply", times=1)
    with pytest.raises(aiohttp.ClientError):
        await play.call("sendMessage", chat_id=user.id, text="x")
    (entry,) = play.telegram.journal.entries(method="sendMessage")
    assert entry["description"] == "fault: lost_reply"


async def test_the_clock_ends_waits_early_and_goes_both_ways() -> None:
    clock = MovableClock()
    began, wall = time.monotonic(), clock()
    waiting = asyncio.ensure_future(clock.sleep(3600))
    await asyncio.sleep(0)
    clock.advance(hours=1)
    await asyncio.wait_for(waiting, 1)
    assert time.monotonic() - began < 1
    assert (clock() - wall).total_seconds() == pytest.approx(3600, abs=2)
    steady = clock.monotonic()
    clock.advance(hours=-1)
    assert (clock() - wall).total_seconds() == pytest.approx(0, abs=2)
    assert clock.monotonic() >= steady
