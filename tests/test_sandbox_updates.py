"""Does the local Telegram hand out updates as Telegram's queue does?"""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.playground import Json, Playground, playground

TERMINATED = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        yield found


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(play: Playground) -> None:
    user = play.person()
    for text in ("one", "two", "three"):
        play.telegram.send(user, text)
    first = await play.updates()
    assert texts(first) == ["one", "two", "three"]
    assert texts(await play.updates()) == ["one", "two", "three"]
    assert texts(await play.updates(offset=first[1]["update_id"])) == ["two", "three"]
    assert texts(await play.updates()) == ["two", "three"]
    assert await play.updates(offset=first[2]["update_id"] + 1) == []
    assert play.me.updates.last_confirmed_id == first[2]["update_id"]


async def test_ids_are_consecutive_from_a_random_start(play: Playground) -> None:
    user = play.person()
    for text in ("one", "two"):
        play.telegram.send(user, text)
    one, two = await play.updates()
    assert two["update_id"] == one["update_id"] + 1
    assert 2_000_001 <= one["update_id"] < 1_000_000_001


async def test_ids_start_anew_after_a_week_without_updates(
    play: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = play.person()
    play.telegram.send(user, "old")
    (old,) = await play.updates()
    await play.updates(offset=old["update_id"] + 1)
    monkeypatch.setattr("bot.sandbox.updates.FIRST_IDS", (5, 6))
    play.clock.advance(days=7)
    play.telegram.send(user, "new")
    (new,) = await play.updates(offset=old["update_id"] + 1)
    assert (new["update_id"], new["message"]["text"]) == (5, "new")


async def test_a_negative_offset_keeps_the_last_and_forgets_the_rest(play: Playground) -> None:
    user = play.person()
    for text in ("one", "two", "three"):
        play.telegram.send(user, text)
    assert texts(await play.updates(offset=-2)) == ["two", "three"]
    assert texts(await play.updates()) == ["two", "three"]


async def test_an_offset_far_beyond_the_tail_is_ignored(play: Playground) -> None:
    user = play.person()
    play.telegram.send(user, "one")
    last = play.me.updates.next_id - 1
    assert texts(await play.updates(offset=last + 100)) == ["one"]
    assert await play.updates(offset=last + 5) == []


async def test_limit_is_clamped_to_1_and_100(play: Playground) -> None:
    user = play.person()
    for number in range(120):
        play.telegram.send(user, f"{number}")
    assert len(await play.updates(limit=0)) == 1
    assert len(await play.updates(limit=-5)) == 1
    assert len(await play.updates(limit=1000)) == 100
    assert len(await play.updates(limit=7)) == 7


async def test_a_long_poll_ends_with_the_first_update(play: Playground) -> None:
    user = play.person()
    poll = asyncio.ensure_future(play.updates(timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()
    play.telegram.send(user, "late")
    assert texts(await asyncio.wait_for(poll, 1)) == ["late"]


async def test_an_older_poll_is_terminated_by_one_that_has_to_wait(play: Playground) -> None:
    user = play.person()
    older = asyncio.ensure_future(play.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    newer = asyncio.ensure_future(play.call("getUpdates", timeout=30))
    refused = await asyncio.wait_for(older, 1)
    assert (refused["error_code"], refused["description"]) == (409, TERMINATED)
    play.telegram.send(user, "for the newer")
    assert texts((await newer)["result"]) == ["for the newer"]


async def test_a_poll_that_need_not_wait_terminates_nobody(play: Playground) -> None:
    older = asyncio.ensure_future(play.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    assert await play.updates(timeout=0) == []
    assert not older.done()
    older.cancel()


async def test_the_second_conflict_is_answered_after_three_seconds(play: Playground) -> None:
    await play.result("setWebhook", url="http://127.0.0.1:9/")
    assert await play.refusal("getUpdates") == WEBHOOK_ACTIVE
    second = asyncio.ensure_future(play.refusal("getUpdates"))
    await asyncio.sleep(0.05)
    assert not second.done()
    play.clock.advance(seconds=3)
    assert await asyncio.wait_for(second, 1) == WEBHOOK_ACTIVE


async def test_setting_a_webhook_terminates_the_poll(play: Playground) -> None:
    poll = asyncio.ensure_future(play.refusal("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await play.result("setWebhook", url="http://127.0.0.1:9/")
    assert await asyncio.wait_for(poll, 1) == "Conflict: terminated by setWebhook request"


async def test_a_poll_whose_caller_hung_up_leaves_no_trace(play: Playground) -> None:
    user = play.person()
    poll = asyncio.ensure_future(play.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    poll.cancel()
    await asyncio.sleep(0.05)
    play.telegram.send(user, "hello")
    assert texts(await play.updates()) == ["hello"]


async def test_a_repeated_offset_gets_one_update_within_half_a_second(play: Playground) -> None:
    play.me.updates.throttles_repeated_polls = True
    user = play.person()
    for text in ("one", "two"):
        play.telegram.send(user, text)
    assert len(await play.updates(offset=0)) == 2
    assert len(await play.updates(offset=0)) == 1
    play.clock.advance(seconds=1)
    assert len(await play.updates(offset=0)) == 2


async def test_a_repeated_empty_poll_waits_up_to_three_seconds(play: Playground) -> None:
    play.me.updates.throttles_repeated_polls = True
    user = play.person()
    assert await play.updates(offset=0) == []
    poll = asyncio.ensure_future(play.updates(offset=0, timeout=0))
    await asyncio.sleep(0.05)
    assert not poll.done()
    play.telegram.send(user, "late")
    assert texts(await asyncio.wait_for(poll, 1)) == ["late"]


async def test_messages_live_for_a_day_and_presses_for_150_seconds(play: Playground) -> None:
    user = play.person()
    message = await play.result(
        "sendMessage",
        chat_id=user.id,
        text="x",
        reply_markup={"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]},
    )
    play.telegram.send(user, "hello")
    play.telegram.press(user, message, "Go")
    play.clock.advance(seconds=149)
    assert len(await play.updates()) == 2
    play.clock.advance(seconds=2)
    assert [sorted(update) for update in await play.updates()] == [["message", "update_id"]]
    play.clock.advance(hours=24)
    assert await play.updates() == []


async def test_the_queue_is_bounded(play: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sandbox.updates.QUEUE_LIMIT", 50)
    user = play.person()
    for number in range(51):
        play.telegram.send(user, f"{number}")
    assert play.me.updates.pending() == 50
    assert play.me.updates.dropped == 1
    assert texts(await play.updates(limit=1)) == ["1"]


async def test_chat_member_comes_only_when_it_was_asked_for(play: Playground) -> None:
    owner = play.person("Owner")
    channel = play.telegram.add_channel("News", owner=owner)
    play.telegram.add_bot_to(channel, play.me)
    play.me.updates.clear()
    play.telegram.join(play.person("Bob"), channel)
    assert await play.updates(allowed_updates=["chat_member", "message"]) == []
    play.telegram.join(play.telegram.add_user("Eve"), channel)
    assert ["chat_member" in update for update in await play.updates()] == [True]


async def test_kinds_are_filtered_when_an_update_is_made_not_when_it_is_asked(
    play: Playground,
) -> None:
    user = play.person()
    play.telegram.send(user, "before")
    assert texts(await play.updates(allowed_updates=["callback_query"])) == ["before"]
    play.telegram.send(user, "not wanted")
    assert texts(await play.updates()) == ["before"]


async def test_omitted_or_malformed_allowed_updates_keep_the_former(play: Playground) -> None:
    await play.updates(allowed_updates=["callback_query"])
    await play.updates()
    assert play.me.updates.allowed == {"callback_query"}
    await play.updates(allowed_updates="[broken")
    assert play.me.updates.allowed == {"callback_query"}


async def test_unknown_kinds_are_ignored_and_only_unknown_means_default(play: Playground) -> None:
    await play.updates(allowed_updates=["message", "telepathy"])
    assert play.me.updates.allowed == {"message"}
    for kinds in (["telepathy"], []):
        await play.updates(allowed_updates=kinds)
        assert "message" in play.me.updates.allowed
        assert "chat_member" not in play.me.updates.allowed


async def test_the_journal_tells_how_often_an_update_was_handed_out(play: Playground) -> None:
    play.telegram.send(play.person(), "hello")
    await play.updates()
    await play.updates()
    handed = play.telegram.journal.entries(method="→ getUpdates")
    assert [entry["params"]["attempt"] for entry in handed] == [1, 2]
