"""How is the local Telegram started as a process of its own?"""

import argparse
import asyncio
import gc
import signal
import sys

from bot.sandbox import MovableClock, Telegram, serve

DEFAULT_PORT = 8081
DEFAULT_TOKEN = "1000001:SANDBOX"
# A load test keeps hundreds of thousands of plain dicts alive, which the collector would walk.
COLLECTOR_THRESHOLDS = (50_000, 50, 1_000)


async def run(host: str, port: int, token: str) -> None:
    """Serve until SIGINT or SIGTERM."""
    telegram = Telegram(clock=MovableClock())
    telegram.add_bot(token)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    server = await serve(telegram, host, port)
    sys.stdout.write(f"listening on {server.url}\n")
    sys.stdout.flush()
    await stopped.wait()
    await server.close()


def main() -> None:
    """Parse the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the token of the first bot")
    options = parser.parse_args()
    gc.set_threshold(*COLLECTOR_THRESHOLDS)
    asyncio.run(run(options.host, options.port, options.token))


if __name__ == "__main__":
    main()
