"""Does `python -m bot.sandbox` serve, say where, and end when it is told to?"""

import asyncio
import signal
import sys

import aiohttp


async def test_the_server_runs_as_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.sandbox",
        "--port",
        "0",
        "--token",
        "42:SECRET",
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        prefix, _space, url = line.decode().strip().rpartition(" ")
        assert prefix == "listening on"
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{url}/bot42:SECRET/getMe") as response,
        ):
            assert (await response.json())["result"]["id"] == 42
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
