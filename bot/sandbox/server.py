"""How is the local Telegram served over HTTP?"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles

from bot.sandbox import control
from bot.sandbox.api import Api, Reply
from bot.sandbox.errors import ActionRefused, ApiError, Unknown
from bot.sandbox.files import DOWNLOAD_LIMIT_BYTES
from bot.sandbox.world import Telegram

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PAGE = Path(__file__).parent / "page"
NO_PAGE = "the chat page is not installed"


def create_app(telegram: Telegram) -> "Dispatch":
    """Return the ASGI application: the Bot API, /sim, /file and the chat page."""
    app = FastAPI(title="Local Telegram", openapi_url="/sim/openapi.json", docs_url="/sim/docs")
    app.state.telegram = telegram
    app.include_router(control.router)

    @app.exception_handler(ActionRefused)
    async def refused(_request: Request, error: ActionRefused) -> Response:
        return JSONResponse({"detail": str(error)}, 404 if isinstance(error, Unknown) else 409)

    @app.exception_handler(ApiError)
    async def wrong(_request: Request, error: ApiError) -> Response:
        return JSONResponse({"detail": error.description}, 400)

    @app.get("/file/bot{token}/{path:path}", include_in_schema=False)
    async def download(token: str, path: str) -> Response:
        bot = telegram.bots_by_token.get(token)
        stored = telegram.files.at(path)
        if bot is None or stored is None or len(stored.content) > DOWNLOAD_LIMIT_BYTES:
            return Response(
                b'{"ok":false,"error_code":404,"description":"Not Found"}',
                404,
                media_type="application/json",
            )
        return Response(stored.content, media_type=stored.mime_type or "application/octet-stream")

    @app.get("/", include_in_schema=False)
    async def page() -> Response:
        index = PAGE / "index.html"
        return FileResponse(index) if index.exists() else Response(NO_PAGE, 404)

    if PAGE.is_dir():
        app.mount("/page", StaticFiles(directory=PAGE, html=True))
    return Dispatch(Api(telegram), app)


class Dispatch:
    """Sends /bot… straight to the Bot API and everything else to FastAPI."""

    def __init__(self, api: Api, app: FastAPI) -> None:
        self.api = api
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/bot"):
            await self.app(scope, receive, send)
            return
        content_type = ""
        for name, value in scope["headers"]:
            if name == b"content-type":
                content_type = value.decode("latin-1")
        event = await receive()
        body: bytes = event.get("body", b"")
        if event.get("more_body"):
            chunks = [body]
            while event.get("more_body"):
                event = await receive()
                chunks.append(event.get("body", b""))
            body = b"".join(chunks)
        answer = self.api.request(scope["path"], scope["query_string"], content_type, body)
        if not isinstance(answer, Reply):
            answer = await _unless_gone(answer, receive)
        await _respond(answer, send)


async def _unless_gone(answer: Awaitable[Reply], receive: Receive) -> Reply:
    """Wait for a late answer; a poll whose caller hangs up is cancelled with it."""
    task = asyncio.ensure_future(answer)
    gone = asyncio.ensure_future(receive())
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            return Reply(499, b"")
        return task.result()
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()


async def _respond(reply: Reply, send: Send) -> None:
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(reply.body)).encode()),
    ]
    if reply.retry_after is not None:
        headers.append((b"retry-after", str(reply.retry_after).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


class Server:
    """A running local Telegram; `url` is where a bot's api_url points."""

    def __init__(
        self, telegram: Telegram, inner: uvicorn.Server, task: "asyncio.Task[None]", url: str
    ) -> None:
        self.telegram = telegram
        self.url = url
        self._inner = inner
        self._task = task

    async def close(self) -> None:
        """Stop listening and end every connection, long polls included."""
        for bot in self.telegram.bots.values():
            bot.updates.interrupt("terminated by shutdown")
        self._inner.should_exit = True
        self._inner.force_exit = True
        await self._task


class _QuietServer(uvicorn.Server):
    """Uvicorn inside somebody else's loop: signals stay with the host process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(telegram: Telegram, host: str = "127.0.0.1", port: int = 0) -> Server:
    """Serve on the running loop; port 0 takes a free one. Returns when it listens."""
    # Named as TCP: asyncio switches Nagle's delay off only on sockets that say so.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    config = uvicorn.Config(
        create_app(telegram),
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_keep_alive=75,
        backlog=4096,
    )
    inner = _QuietServer(config)
    task = asyncio.create_task(inner.serve([listener]))
    while not inner.started:
        if task.done():
            task.result()
        await asyncio.sleep(0.005)
    return Server(telegram, inner, task, f"http://{host}:{listener.getsockname()[1]}")
