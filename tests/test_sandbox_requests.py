"""Are requests read as Telegram's server reads them, however they come?"""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox.methods import HANDLERS, Call
from tests.playground import TOKEN, Json, Playground, playground


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        yield found


async def test_unknown_tokens_and_methods(play: Playground) -> None:
    assert (await play.post("/bot1:NO/getMe"))["description"] == "Unauthorized"
    invalid = await play.post("/botnonsense/getMe")
    assert invalid["description"] == "Unauthorized: invalid token specified"
    unknown = await play.call("sendTelepathy")
    assert (unknown["error_code"], unknown["description"]) == (404, "Not Found: method not found")
    missing = await play.call("sendGift", user_id=1, gift_id="x")
    assert missing["description"] == "Not Implemented in the local Telegram: sendGift"
    assert missing["error_code"] == 501


@pytest.mark.parametrize("method", ["getMe", "getme", "GETME"])
async def test_methods_ignore_case_and_tokens_may_be_encoded(play: Playground, method: str) -> None:
    answer = await play.post(f"/bot{TOKEN.replace(':', '%3A')}/{method}")
    assert answer["result"]["username"] == "sarafan_demo_bot"


async def test_parameters_come_by_query_form_json_and_multipart(play: Playground) -> None:
    user = play.person()
    path = f"/bot{TOKEN}/sendMessage"
    wanted: Json = {"chat_id": user.id, "text": "привет & 100% +1"}
    strings = {name: str(value) for name, value in wanted.items()}
    multipart = aiohttp.MultipartWriter("form-data")
    for name, value in strings.items():
        multipart.append(value).set_content_disposition("form-data", name=name)
    for options in (
        {"params": strings},
        {"data": strings},
        {"json": wanted},
        {"data": multipart},
        {"data": {**strings, "text": "the query wins"}, "params": {"text": wanted["text"]}},
    ):
        answer = await play.post(path, **options)
        assert answer["result"]["text"] == wanted["text"], options
    async with play.http.get(play.server.url + path, params=strings) as response:
        assert (await response.json())["ok"]


@pytest.mark.parametrize("text", ["true", "True", "yes", "1"])
async def test_booleans_and_integers_are_read_as_telegram_reads_them(
    play: Playground, text: str
) -> None:
    user = play.person()
    sent = await play.result("sendMessage", chat_id=f"{user.id}", text="12", protect_content=text)
    assert sent["has_protected_content"]
    assert sent["text"] == "12"


async def test_a_mistake_of_the_server_is_an_answer_and_a_log_line(
    play: Playground, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_call: Call) -> None:
        raise KeyError("oops")

    monkeypatch.setitem(HANDLERS, "getme", broken)
    answer = await play.call("getMe")
    assert (answer["error_code"], answer["description"]) == (500, "Internal Server Error")
    assert "oops" in caplog.text


async def test_requests_may_come_in_pieces_and_several_at_once(play: Playground) -> None:
    host, port = play.server.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    body = b"text=x"
    request = (
        b"POST /bot" + TOKEN.encode() + b"/getMe HTTP/1.1\r\nHost: x\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    )
    for cut in (10, len(request) - 3):
        writer.write(request[:cut])
        await asyncio.sleep(0.02)
        writer.write(request[cut:])
        assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
        await reader.readuntil(b"}}")
    writer.write(request * 3 + b"GET /sim/clock HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    rest = await asyncio.wait_for(reader.read(), 2)
    assert rest.count(b"HTTP/1.1 200 OK") == 4
    writer.close()
