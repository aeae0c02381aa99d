"""Can the whole product be tried beside `python -m bot sandbox`: pages, API and commands?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.processes import Process, command, free_port, start

START_SECONDS = 60
SECONDS_BETWEEN_LOOKS = 0.1


@asynccontextmanager
async def sandbox(folder: Path, *words: str, **environment: str) -> AsyncIterator[Process]:
    """The demo at work, once it has said where everything is."""
    arguments = ["-m", "bot", "sandbox", "--port", str(free_port()), "--no-browser", *words]
    process = await start(arguments, folder / "sandbox.log", environment, folder)
    try:
        async with asyncio.timeout(START_SECONDS):
            while "Ctrl+C" not in process.output():
                assert not process.has_ended, process.output()
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        yield process
    finally:
        await process.stop()


def said(process: Process, what: str) -> str:
    return next(
        line.removeprefix(f"{what}: ")
        for line in process.output().splitlines()
        if line.startswith(f"{what}: ")
    )


def is_there(database_url: str) -> bool:
    return Path(database_url.removeprefix("sqlite+aiosqlite:///")).exists()


async def test_other_commands_and_a_shop_reach_the_demo(tmp_path: Path) -> None:
    async with sandbox(tmp_path) as process, aiohttp.ClientSession() as http:
        setting, *words = said(process, "Other commands").split()
        assert words[:3] == ["python", "-m", "bot"]
        name, _equals, url = setting.partition("=")
        made = await command(tmp_path, *words[3:], **{name: url})
        assert made.status == 0, made.said
        key = next(line for line in made.said.splitlines() if line.startswith("key: "))
        docs = said(process, "The HTTP API")
        async with http.get(docs) as page:
            assert page.status == 200
        headers = {"Authorization": f"Bearer {key.removeprefix('key: ')}"}
        asked = docs.replace("/docs", "/v1/participants/1")
        async with http.get(asked, headers=headers) as answer:
            assert (await answer.json())["type"].endswith("participant-unknown")
        unknown = said(process, "Invite pages").replace("<code>", "nobody")
        async with http.get(unknown) as page:
            assert page.status == 404
    assert not is_there(url)


@pytest.mark.parametrize("place", ["the environment", "a file"])
async def test_the_operators_port_is_the_demos(tmp_path: Path, place: str) -> None:
    port = free_port()
    (tmp_path / "my.toml").write_text(f"[web]\nport = {port}\n")
    is_in_file = place == "a file"
    words = ["--config", "my.toml"] if is_in_file else []
    environment = {} if is_in_file else {"SARAFAN_WEB__PORT": str(port)}
    async with (
        sandbox(tmp_path, *words, **environment) as process,
        aiohttp.ClientSession() as http,
        http.get(f"http://127.0.0.1:{port}/healthz") as answer,
    ):
        assert answer.status == 200
        assert said(process, "Invite pages") == f"http://127.0.0.1:{port}/i/<code>"
