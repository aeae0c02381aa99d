"""How is the local Telegram served over HTTP?"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from uvicorn.server import ServerState

from bot.sandbox import control
from bot.sandbox.api import Api, Reply
from bot.sandbox.errors import ActionRefused, ApiError, Unknown
from bot.sandbox.transport import speaking_for
from bot.sandbox.world import Telegram

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PAGE = Path(__file__).parent / "page"
KEEP_ALIVE_SECONDS = 75
CLOSING_SECONDS = 5
BACKLOG = 4096
FRESH = {"cache-control": "no-cache"}
NO_PAGE = "the chat page is not installed"
NOT_FOUND = b'{"ok":false,"error_code":404,"description":"Not Found"}'


def create_app(telegram: Telegram) -> "Dispatch":
    """Return the ASGI application: the Bot API, /sim, /file and the chat page."""
    app = FastAPI(title="Local Telegram", openapi_url="/sim/openapi.json", docs_url="/sim/docs")
    app.state.telegram = telegram
    app.include_router(control.router)
    app.add_exception_handler(ActionRefused, _refused)
    app.add_exception_handler(ApiError, _wrong)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_api_route("/file/bot{token}/{path:path}", _download, include_in_schema=False)
    app.add_api_route("/", _page, include_in_schema=False)
    if PAGE.is_dir():
        app.mount("/page", _FreshFiles(directory=PAGE, html=True))
    return Dispatch(Api(telegram), app)


async def _refused(_request: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, 404 if isinstance(error, Unknown) else 409)


async def _wrong(_request: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, 400)


async def _unreadable(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = [
        f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors()
    ]
    return JSONResponse({"detail": "; ".join(problems)}, 422)


async def _download(token: str, path: str, request: Request) -> Response:
    telegram: Telegram = request.app.state.telegram
    bot = telegram.bots_by_token.get(token)
    stored = telegram.files.at(path)
    if bot is None or stored is None or stored.bot_id not in (None, bot.id):
        return Response(NOT_FOUND, 404, media_type="application/json")
    if len(stored.content) > telegram.files.download_limit_bytes:
        return Response(NOT_FOUND, 404, media_type="application/json")
    return Response(stored.content, media_type=stored.mime_type or "application/octet-stream")


async def _page() -> Response:
    index = PAGE / "index.html"
    return FileResponse(index, headers=FRESH) if index.exists() else Response(NO_PAGE, 404)


class _FreshFiles(StaticFiles):
    """Files of the page, which a browser asks for again after an upgrade."""

    def file_response(self, *arguments: Any, **more: Any) -> Response:
        response = super().file_response(*arguments, **more)
        response.headers.update(FRESH)
        return response


class Dispatch:
    """Sends /bot… to the Bot API and everything else to FastAPI.

    Most calls of bots never come here, `bot.sandbox.transport` answers them: what does is sent in
    chunks, as aiogram sends uploads, or over a connection that has shown a page before.
    """

    def __init__(self, api: Api, app: FastAPI) -> None:
        self.api = api
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/bot"):
            await self.app(scope, receive, send)
            return
        content_type = next(
            (value.decode() for name, value in scope["headers"] if name == b"content-type"), ""
        )
        chunks = []
        while True:
            event = await receive()
            chunks.append(event.get("body", b""))
            if not event.get("more_body"):
                break
        path, query = scope["path"], scope["query_string"]
        reply = self.api.request(path, query, content_type, b"".join(chunks))
        if not isinstance(reply, Reply):
            reply = await _unless_gone(reply, receive)
        if reply.dropped:
            scope["state"]["abort"]()
            # Returns with http.disconnect, when uvicorn has seen the connection end.
            await receive()
            return
        await _respond(reply, send)


async def _unless_gone(answer: Awaitable[Reply], receive: Receive) -> Reply:
    """Wait for a late answer; a poll whose caller hangs up is cancelled with it."""
    task = asyncio.ensure_future(answer)
    gone = asyncio.ensure_future(receive())
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else Reply(499, b"")
    finally:
        gone.cancel()
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
    """A running local Telegram; `url` is where a bot's api_url points.

    Uvicorn's protocols without its server, which owns a process: signals stay with the host of
    the loop, and starting and closing take no tenth of a second in every test.
    """

    def __init__(self, telegram: Telegram, listener: socket.socket) -> None:
        host, port = listener.getsockname()[:2]
        self.telegram = telegram
        self.url = f"http://{host}:{port}"
        self._listener = listener
        self._application = create_app(telegram)
        self._protocol = speaking_for(self._application.api)
        self._state = ServerState()
        self._config = uvicorn.Config(
            self._application,
            http="h11",
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        self._accepting: asyncio.Server | None = None

    async def start(self) -> None:
        """Begin to accept connections."""
        self._config.load()
        self._accepting = await asyncio.get_running_loop().create_server(
            lambda: self._protocol(self._config, self._state, {}),
            sock=self._listener,
            backlog=BACKLOG,
        )
        await self._application.api.resume()

    async def close(self) -> None:
        """Stop listening and posting, and end every connection, long polls included."""
        if self._accepting is None:
            return
        self._accepting.close()
        self._accepting = None
        await self._application.api.close()
        for connection in list(self._protocol.open):
            connection.close()
        for inherited in list(self._state.connections):
            inherited.transport.abort()
        if self._state.tasks:
            await asyncio.wait(self._state.tasks, timeout=CLOSING_SECONDS)


async def serve(telegram: Telegram, host: str = "127.0.0.1", port: int = 0) -> Server:
    """Serve on the running loop; port 0 takes a free one. Returns when it listens."""
    # Named as TCP: asyncio switches Nagle's delay off only on sockets that say so.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    server = Server(telegram, listener)
    await server.start()
    return server
