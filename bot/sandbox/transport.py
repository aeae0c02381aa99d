"""How do Bot API requests reach the answering code without passing a full HTTP stack?"""

import asyncio
import re
from collections.abc import Awaitable
from http.client import responses
from typing import Any, ClassVar

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.sandbox.api import Api, Reply

HEAD_LIMIT_BYTES = 64 * 1024
BODY_LIMIT_BYTES = 64 * 1024 * 1024
REQUEST_LINE = re.compile(rb"(?:GET|POST) (/bot[^ ?]+)(?:\?([^ ]*))? HTTP/1\.1\r\n")
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)[ \t]*\r\n", re.IGNORECASE)
CONTENT_TYPE = re.compile(rb"\r\ncontent-type:[ \t]*([^\r\n]*)", re.IGNORECASE)
# Rare in the requests of bots; a full HTTP stack knows better what to do with them.
UNUSUAL = re.compile(
    rb"\r\n(?:transfer-encoding|expect|upgrade|connection:[ \t]*(?:close|upgrade))", re.IGNORECASE
)
_HEADS: dict[int, bytes] = {}


class BotApiProtocol(asyncio.Protocol):
    """Answers plain requests to /bot… itself and turns any other connection over to h11.

    h11 and ASGI cost twice what an answer costs, and this server is the peer in benchmarks.
    """

    api: ClassVar[Api]
    open: ClassVar[set["BotApiProtocol"]]

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._heir = (config, server_state, app_state)
        self._transport: asyncio.Transport | None = None
        self._unread = bytearray()
        self._needed = 0
        self._late: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.open.discard(self)
        self._transport = None
        if self._late is not None:
            self._late.cancel()

    def close(self) -> None:
        """End the connection, also when an answer is still due."""
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._unread += data
        if self._late is None:
            self._advance()

    def _advance(self) -> None:
        """Answer every request that has arrived completely, one after the other."""
        while self._unread and len(self._unread) >= self._needed and self._transport is not None:
            end = self._unread.find(b"\r\n\r\n")
            if end < 0:
                if len(self._unread) > HEAD_LIMIT_BYTES:
                    self._transport.abort()
                return
            head = bytes(self._unread[: end + 2])
            line = REQUEST_LINE.match(head)
            if line is None or UNUSUAL.search(head) is not None:
                self._hand_over(self._transport)
                return
            length = LENGTH.search(head)
            total = end + 4 + (int(length[1]) if length else 0)
            if total - end > BODY_LIMIT_BYTES:
                self._transport.abort()
                return
            if len(self._unread) < total:
                self._needed = total
                return
            body = bytes(self._unread[end + 4 : total])
            del self._unread[:total]
            self._needed = 0
            self._answer(line, head, body)
            if self._late is not None:
                return

    def _answer(self, line: re.Match[bytes], head: bytes, body: bytes) -> None:
        kind = CONTENT_TYPE.search(head) if body else None
        reply = self.api.request(
            line[1].decode("latin-1"), line[2] or b"", kind[1].decode() if kind else "", body
        )
        if isinstance(reply, Reply):
            self._write(reply)
        else:
            self._late = asyncio.create_task(self._write_later(reply))

    async def _write_later(self, reply: Awaitable[Reply]) -> None:
        done = await reply
        self._late = None
        if self._transport is not None:
            self._write(done)
            self._advance()

    def _write(self, reply: Reply) -> None:
        assert self._transport is not None
        if reply.dropped:
            self._transport.abort()
            return
        head = _HEADS.get(reply.status)
        if head is None:
            head = _HEADS[reply.status] = _head(reply.status)
        if reply.retry_after is not None:
            head += b"retry-after: %d\r\n" % reply.retry_after
        self._transport.write(
            b"%scontent-length: %d\r\n\r\n%s" % (head, len(reply.body), reply.body)
        )

    def _hand_over(self, transport: asyncio.Transport) -> None:
        config, server_state, app_state = self._heir
        # `abort` lets a fault break the connection while h11 is in charge.
        heir = H11Protocol(config, server_state, {**app_state, "abort": transport.abort})
        self.open.discard(self)
        self._transport = None
        heir.connection_made(transport)
        transport.set_protocol(heir)
        heir.data_received(bytes(self._unread))


def _head(status: int) -> bytes:
    phrase = responses.get(status, "Error")
    return f"HTTP/1.1 {status} {phrase}\r\ncontent-type: application/json\r\n".encode()


def speaking_for(api: Api) -> type[BotApiProtocol]:
    """Return the protocol class of one server, for uvicorn's `http` option."""

    class Bound(BotApiProtocol):
        pass

    Bound.api = api
    Bound.open = set()
    return Bound
