"""Can a page or a load driver play over HTTP, and is the server itself sound?"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.sandbox.journal import Journal
from bot.sandbox.load import percentile_ms
from tests.playground import Json, Playground, eventually, playground, png

GO: Json = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        yield found


async def test_a_whole_story_over_http(play: Playground) -> None:
    alice = await play.control("POST", "/users", {"first_name": "Alice", "language_code": "ru"})
    await play.control(
        "POST", f"/users/{alice['id']}/follow", {"link": "https://t.me/sarafan_demo_bot?start=abc"}
    )
    sent = await play.result("sendMessage", chat_id=alice["id"], text="hello", reply_markup=GO)
    chat = await play.control("GET", f"/chats/{play.me.id}/messages?viewer={alice['id']}")
    assert [message["text"] for message in chat] == ["/start abc", "hello"]
    newer = await play.control(
        "GET", f"/chats/{alice['id']}/messages?after={chat[0]['message_id']}"
    )
    assert [message["text"] for message in newer] == ["hello"]
    press = {"chat": play.me.id, "message": sent["message_id"], "text": "Go"}
    pressed = await play.control("POST", f"/users/{alice['id']}/press", press)
    query = f"/queries/{pressed['query_id']}"
    assert await play.control("GET", query) == {"answered": False}
    await play.result("answerCallbackQuery", callback_query_id=pressed["query_id"], text="ok")
    assert await play.control("GET", query) == {
        "answered": True,
        "text": "ok",
        "show_alert": False,
    }


async def test_chats_and_members_over_http(play: Playground) -> None:
    play.me.updates.allow(["chat_member"])
    owner = await play.control("POST", "/users", {"first_name": "Owner"})
    bob = await play.control("POST", "/users", {"first_name": "Bob"})
    channel = await play.control(
        "POST",
        "/chats",
        {"kind": "channel", "title": "News", "username": "news", "owner_id": owner["id"]},
    )
    members = f"/chats/{channel['id']}/members"
    placed = await play.control("POST", members, {"user_id": play.me.id, "status": "administrator"})
    assert placed["status"] == "administrator"
    await play.control("POST", f"/users/{bob['id']}/join", {"link": "https://t.me/news"})
    for status in ("kicked", "left", "member", "administrator", "member", "left"):
        placed = await play.control("POST", members, {"user_id": bob["id"], "status": status})
        assert placed["status"] == status
    state = await play.control("GET", "/state")
    (shown,) = state["chats"]
    assert {member["user_id"]: member["status"] for member in shown["members"]} == {
        owner["id"]: "creator",
        play.me.id: "administrator",
        bob["id"]: "left",
    }
    assert state["user_count"] == 2
    assert [bot["username"] for bot in state["bots"]] == ["sarafan_demo_bot"]


async def test_pictures_forwards_edits_and_contacts_over_http(play: Playground) -> None:
    user = play.person()
    messages = f"/users/{user.id}/messages"
    picture = base64.b64encode(png()).decode()
    photo = await play.control("POST", messages, {"photo_base64": picture, "text": "look"})
    assert photo["caption"] == "look"
    file = photo["photo"][-1]["file_id"]
    async with play.http.get(f"{play.server.url}/sim/files/{file}") as response:
        assert await response.read() == png()
    origin = {"chat": play.me.id, "message": photo["message_id"]}
    forwarded = await play.control("POST", messages, {"forward_of": origin})
    assert forwarded["forward_origin"]["type"] == "user"
    text = await play.control("POST", messages, {"text": "helo"})
    edited = await play.control("PATCH", messages, {"message": text["message_id"], "text": "hello"})
    assert edited["text"] == "hello"
    contact = await play.control("POST", messages, {"contact_phone": "+359880000000"})
    assert contact["contact"]["user_id"] == user.id


async def test_blocking_over_http(play: Playground) -> None:
    user = play.person()
    await play.control("POST", f"/users/{user.id}/block", {})
    refused = await play.refusal("sendMessage", chat_id=user.id, text="x")
    assert refused == "Forbidden: bot was blocked by the user"
    await play.control("POST", f"/users/{user.id}/unblock", {"bot": play.me.id})
    await play.result("sendMessage", chat_id=user.id, text="x")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/users/1/messages", {"text": "x"}, 404),
        ("/users/USER/messages", {"text": ""}, 409),
        ("/users/USER/messages", {"text": "x", "chat": -5}, 404),
        ("/users/USER/press", {"message": 1, "text": "Go"}, 404),
        ("/users/USER/press", {"message": 1}, 409),
        ("/users/USER/join", {}, 409),
        ("/users", {}, 422),
        ("/bots", {"token": "no token"}, 409),
        ("/faults", {"kind": "gremlins"}, 422),
        ("/users/USER/messages", {"photo_base64": "///"}, 409),
        ("/users/USER/messages", {"photo_base64": "AAAA"}, 400),
    ],
)
async def test_refusals_are_told_in_words(
    play: Playground, path: str, body: Json, status: int
) -> None:
    user = play.person()
    url = f"{play.server.url}/sim{path.replace('USER', str(user.id))}"
    async with play.http.post(url, json=body) as response:
        assert response.status == status
        assert (await response.json())["detail"]


async def test_the_clock_is_moved_over_http(play: Playground) -> None:
    before = await play.control("GET", "/clock")
    after = await play.control("POST", "/clock", {"advance_seconds": 86_400})
    moved = datetime.fromisoformat(after["now"]) - datetime.fromisoformat(before["now"])
    assert moved.total_seconds() == pytest.approx(86_400, abs=2)
    assert after["offset_seconds"] == 86_400


async def test_limits_and_faults_are_set_over_http(play: Playground) -> None:
    limits = await play.control("PUT", "/limits", {"enabled": True, "chat_burst": 1})
    assert limits["overall_per_second"] == 30
    user = play.person()
    await play.result("sendMessage", chat_id=user.id, text="x")
    assert (await play.call("sendMessage", chat_id=user.id, text="x"))["error_code"] == 429
    assert (await play.control("GET", "/limits"))["refused"] == 1
    fault = {"method": "getMe", "kind": "error", "status": 500, "times": 1}
    await play.control("POST", "/faults", fault)
    assert not (await play.call("getMe"))["ok"]
    assert [each["fired"] for each in await play.control("GET", "/faults")] == [1]
    await play.control("DELETE", "/faults")
    assert await play.control("GET", "/faults") == []


async def test_events_are_streamed(play: Playground) -> None:
    user = play.person()
    async with play.http.get(f"{play.server.url}/sim/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readline()
        sent = await play.result("sendMessage", chat_id=user.id, text="hello")
        await play.result(
            "editMessageText", chat_id=user.id, message_id=sent["message_id"], text="changed"
        )
        await play.result("deleteMessage", chat_id=user.id, message_id=sent["message_id"])
        await play.control("POST", "/clock", {"advance_seconds": 1})
        events: list[Json] = []
        while len(events) < 4:
            line = await asyncio.wait_for(stream.content.readline(), 2)
            if line.startswith(b"data: "):
                events.append(json.loads(line.removeprefix(b"data: ")))
    assert [event["type"] for event in events] == ["message", "edit", "delete", "clock"]
    assert events[0]["message"]["text"] == "hello"
    assert (events[0]["chat"], events[0]["bot"]) == (user.id, play.me.id)
    assert events[2]["message_ids"] == [sent["message_id"]]
    await eventually(lambda: not play.telegram.has_listeners())


async def test_a_listener_that_falls_behind_is_told_to_start_anew(play: Playground) -> None:
    user = play.person()
    queue = play.telegram.listen()
    for number in range(queue.maxsize + 1):
        play.telegram.send(user, f"{number}")
    assert queue.get_nowait() == {"type": "reset"}
    assert queue.get_nowait()["message"]["text"] == f"{queue.maxsize}"
    assert queue.empty()


async def test_a_crowd_is_counted_but_not_shown(play: Playground) -> None:
    play.telegram.add_users(3, first_id=9000)
    alice = play.person()
    queue = play.telegram.listen()
    play.telegram.send(9000, "/start")
    assert queue.empty()
    state = await play.control("GET", "/state")
    assert [user["id"] for user in state["users"]] == [alice.id]
    assert state["user_count"] == 4


async def test_custom_keyboards_are_shown_beside_their_message(play: Playground) -> None:
    user = play.person()
    keyboard = {"keyboard": [[{"text": "Share phone", "request_contact": True}]]}
    await play.result("sendMessage", chat_id=user.id, text="x", reply_markup=keyboard)
    shown = await play.control("GET", f"/chats/{play.me.id}/messages?viewer={user.id}&limit=1")
    assert [message["reply_markup"] for message in shown] == [keyboard]
    assert await play.control("GET", f"/chats/{play.me.id}/keyboard?viewer={user.id}") == keyboard
    contact = await play.control("POST", f"/users/{user.id}/messages", {"contact": True})
    assert contact["contact"]["phone_number"].startswith("+999")


async def test_a_menu_comes_with_the_texts_of_the_bot(play: Playground) -> None:
    user = play.person(language_code="bg")
    await play.result("setMyCommands", commands=[{"command": "start", "description": "x"}])
    await play.result("setMyDescription", description="Здравей", language_code="bg")
    menu = await play.control("GET", f"/users/{user.id}/menu?chat={play.me.id}")
    assert menu == {
        "commands": [{"command": "start", "description": "x"}],
        "name": "Sarafan",
        "description": "Здравей",
    }


async def test_the_page_and_its_files_are_served_fresh(play: Playground) -> None:
    for path, kind in (("/", "text/html"), ("/page/app.js", "text/javascript")):
        async with play.http.get(play.server.url + path) as response:
            assert response.status == 200
            assert response.content_type == kind
            assert response.headers["Cache-Control"] == "no-cache"


async def test_following_tells_where_the_link_leads(play: Playground) -> None:
    user = play.person()
    channel = play.telegram.add_channel("News", "news", owner=play.person("Owner"))
    follow = f"/users/{user.id}/follow"
    opened = await play.control("POST", follow, {"link": "https://t.me/sarafan_demo_bot"})
    assert opened == {"chat": play.me.id, "message": None}
    joined = await play.control("POST", follow, {"link": "https://t.me/news"})
    assert joined == {"chat": channel.id, "message": None}


async def test_updates_can_be_watched(play: Playground) -> None:
    user = play.person()
    play.telegram.send(user, "one")
    (update,) = await play.updates()
    assert (await play.control("GET", "/updates"))["pending"] == 1
    await play.updates(offset=update["update_id"] + 1)
    watched = await play.control("GET", "/updates")
    assert (watched["pending"], watched["last_confirmed"]) == (0, update["update_id"])


async def test_the_journal_keeps_calls_and_notes_unknown_parameters(play: Playground) -> None:
    user = play.person()
    await play.result("sendMessage", chat_id=user.id, text="x", colour="red")
    await play.call("sendMessage", chat_id=1, text="x")
    good, bad = await play.control("GET", "/journal?method=sendmessage")
    assert (good["status"], good["lint"]) == (200, ["colour"])
    assert (bad["status"], bad["description"]) == (400, "Bad Request: chat not found")
    assert bad["params"] == {"chat_id": "1", "text": "x"}
    assert await play.control("GET", f"/journal?after={bad['number']}") == []


def test_the_journal_is_bounded(play: Playground) -> None:
    journal = Journal(play.clock, limit=3)
    for number in range(5):
        journal.call(1, f"method{number}", {}, 200)
    assert [entry["method"] for entry in journal.entries()] == ["method2", "method3", "method4"]
    assert journal.entries(after=4)[0]["number"] == 5


async def test_load_measures_the_first_answer_to_each_newcomer(play: Playground) -> None:
    await play.control("POST", "/load", {"count": 30, "code": "abc", "first_id": 5000})

    async def answer_all() -> None:
        offset = 0
        for _ in range(30):
            for update in await play.updates(offset=offset, timeout=1):
                offset = update["update_id"] + 1
                assert update["message"]["text"] == "/start abc"
                chat_id = update["message"]["chat"]["id"]
                for text in ("hello", "again"):
                    await play.result("sendMessage", chat_id=chat_id, text=text)
            if (await play.control("GET", "/load"))["done"]:
                return

    await answer_all()
    report = await play.control("GET", "/load")
    assert (report["sent"], report["answered"], report["done"]) == (30, 30, True)
    assert 0 < report["p50"] <= report["p95"] <= report["p99"]


async def test_load_keeps_its_rate(play: Playground) -> None:
    load = {"count": 1000, "rate": 100, "text_template": "/start {number}-{id}"}
    await play.control("POST", "/load", load)
    await asyncio.sleep(0.2)
    report = await play.control("DELETE", "/load")
    assert 5 <= report["sent"] <= 60
    (first, *_rest) = await play.updates()
    assert first["message"]["text"] == "/start 0-10000000000"


def test_percentiles_are_of_sorted_seconds_in_milliseconds() -> None:
    ordered = [number / 1000 for number in range(1, 101)]
    assert percentile_ms(ordered, 0.5) == 51
    assert percentile_ms(ordered, 0.99) == 100
    assert percentile_ms([], 0.5) is None


async def test_many_people_are_made_at_once(play: Playground) -> None:
    made = await play.control("POST", "/users/bulk", {"count": 500, "first_id": 9000})
    assert made == {"first_id": 9000, "last_id": 9499, "count": 500}
    play.telegram.send(9499, "/start")


async def test_wait_wakes_with_the_change_and_gives_up(play: Playground) -> None:
    user = play.person()
    waiting = asyncio.ensure_future(
        play.telegram.wait(lambda: len(play.telegram.history(viewer=user)) > 1)
    )
    await asyncio.sleep(0)
    play.telegram.send(user, "hello")
    assert await asyncio.wait_for(waiting, 1)
    with pytest.raises(TimeoutError):
        await play.telegram.wait(lambda: False, timeout=0.01)
