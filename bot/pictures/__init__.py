"""How does a card become a PNG without the bot itself carrying what draws it?

A child process draws. It starts when the first picture is asked for, ends when none was asked for
in a while, and sees the end of its input when the bot dies, however the bot dies.
"""

import asyncio
import logging
import struct
import sys
from asyncio.subprocess import PIPE, Process
from collections import OrderedDict
from os import environ
from pathlib import Path

from bot.errors import UserError
from bot.pictures import cards
from bot.pictures.cards import (
    ArmRow,
    ArmsCard,
    BoardCard,
    BoardRow,
    Card,
    FlowCard,
    ForecastCard,
    FunnelCard,
    Gain,
    GrowthCard,
    InvitationCard,
    Line,
    PlainQrCard,
    PosterCard,
    PuzzleCard,
    QrCard,
    Stage,
)

__all__ = [
    "ArmRow",
    "ArmsCard",
    "BoardCard",
    "BoardRow",
    "Card",
    "DrawingFailed",
    "FlowCard",
    "ForecastCard",
    "FunnelCard",
    "Gain",
    "GrowthCard",
    "InvitationCard",
    "Line",
    "Pictures",
    "PlainQrCard",
    "PosterCard",
    "PuzzleCard",
    "QrCard",
    "Stage",
    "TooManyPictures",
    "cards",
]

WAITING_MAX = 32
"""At a tenth of a second each they are drawn well within the ten seconds of a handler."""
KEPT_MAX = 64
ANSWER_SECONDS = 8
IDLE_SECONDS = 300
HEADER = struct.Struct(">?I")
"""Whether it was drawn; the length of the PNG, or of the error's text."""
CHARTS_SOON = b"charts\n"
"""Said to the child instead of a card, and not answered: it may load what draws charts."""
ROOT = Path(__file__).parent.parent.parent
SETTINGS_PREFIX = "SARAFAN_"

logger = logging.getLogger(__name__)


class TooManyPictures(UserError):
    """More people wait for pictures than can be served in time."""


class DrawingFailed(UserError):
    """The child process gave no picture: a bug, or it was ended from outside."""


class Pictures:
    """Draws cards in one child process, one after the other, and keeps the last few."""

    def __init__(self, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._child: Process | None = None
        self._retirement: asyncio.TimerHandle | None = None

    async def draw(self, card: Card) -> bytes:
        """The card as PNG. Raises `TooManyPictures` or `DrawingFailed`."""
        digest = cards.digest(card)
        if digest in self._kept:
            self._kept.move_to_end(digest)
            return self._kept[digest]
        if self._waiting >= WAITING_MAX:
            raise TooManyPictures
        self._waiting += 1
        try:
            async with self._turn:
                # It may have been drawn for somebody else while this one waited.
                if digest not in self._kept:
                    self._kept[digest] = await self._drawn(card)
        finally:
            self._waiting -= 1
        while len(self._kept) > KEPT_MAX:
            self._kept.popitem(last=False)
        return self._kept[digest]

    async def expect_charts(self) -> None:
        """Let the child load matplotlib while a person still reads: cold it takes seconds."""
        if self._turn.locked():
            return
        async with self._turn:
            try:
                child = await self._living_child()
                assert child.stdin is not None
                child.stdin.write(CHARTS_SOON)
            except OSError as error:
                logger.warning("the pictures are not ready: %r", error)
                return
            self._retire_later(child)

    async def close(self) -> None:
        """End the child process, if there is one."""
        async with self._turn:
            await self._end_child()

    async def _drawn(self, card: Card) -> bytes:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                child = await self._living_child()
                was_drawn, answer = await _ask(child, card)
        except BaseException as error:
            # Half an answer may be in the pipe, also when the caller was cancelled: a new child.
            await self._end_child()
            if isinstance(error, OSError | EOFError | TimeoutError):
                logger.error("no picture came back: %r", error)
                raise DrawingFailed from error
            raise
        self._retire_later(child)
        if not was_drawn:
            logger.error("a picture could not be drawn: %s", answer.decode(errors="replace"))
            raise DrawingFailed
        return answer

    async def _living_child(self) -> Process:
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot.pictures.worker",
                stdin=PIPE,
                stdout=PIPE,
                cwd=ROOT,
                # It needs no settings, least of all the token.
                env={k: v for k, v in environ.items() if not k.startswith(SETTINGS_PREFIX)},
            )
        return self._child

    def _retire_later(self, child: Process) -> None:
        if self._retirement is not None:
            self._retirement.cancel()
        loop = asyncio.get_running_loop()
        self._retirement = loop.call_later(self._idle_seconds, self._retire, child)

    def _retire(self, child: Process) -> None:
        # The end of its input ends it; the next picture finds it gone and starts another.
        if not self._turn.locked() and child.stdin is not None:
            child.stdin.close()
            self._child = None

    async def _end_child(self) -> None:
        if self._retirement is not None:
            self._retirement.cancel()
        child, self._child = self._child, None
        if child is None:
            return
        if child.returncode is None:
            child.kill()
        if child.stdin is not None:
            child.stdin.close()
        await child.wait()


async def _ask(child: Process, card: Card) -> tuple[bool, bytes]:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(cards.to_json(card).encode() + b"\n")
    await child.stdin.drain()
    was_drawn, length = HEADER.unpack(await child.stdout.readexactly(HEADER.size))
    return was_drawn, await child.stdout.readexactly(length)
