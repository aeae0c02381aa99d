"""How does the web application listen beside everything else in the process?"""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from bot.errors import OperatorError


class Server(uvicorn.Server):
    """uvicorn that leaves the process's signals to the application."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """Take the port at once, so that a taken one is told as such. Raises `OperatorError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise OperatorError(
            f"Cannot listen on {host}:{port} ({error.strerror}). Set another [web] port."
        ) from None
    return listener


async def serve(
    app: FastAPI, listener: socket.socket, ready: list[Server], *, proxies: Sequence[str]
) -> None:
    """Serve until the server that is put into `ready` is told `should_exit`.

    `proxies` are the addresses and networks whose X-Forwarded-For is believed.
    """
    server = Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=10,
            # Always given: without it uvicorn asks the environment for a name that is none of ours.
            forwarded_allow_ips=list(proxies),
        )
    )
    ready.append(server)
    await server.serve(sockets=[listener])
