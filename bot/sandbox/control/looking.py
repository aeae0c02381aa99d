"""What do people, the queue, the journal and the clock show to the outside?"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel

from bot.sandbox import menus, views
from bot.sandbox.control.scope import World
from bot.sandbox.entities import Json
from bot.sandbox.errors import Unknown
from bot.sandbox.world import Telegram

MESSAGES_SHOWN = 10_000
ENTRIES_SHOWN = 10_000
KEEP_ALIVE_SECONDS = 15.0

routes = APIRouter()


class ClockMove(BaseModel):
    advance_seconds: float


@routes.get("/chats/{chat_id}/messages")
async def history(
    chat_id: int,
    world: World,
    viewer: int | None = None,
    after: int = 0,
    limit: Annotated[int, Query(ge=1, le=MESSAGES_SHOWN)] = 1_000,
) -> list[Json]:
    """Return the newest messages of a chat, oldest first, custom keyboards included."""
    found = world.history(chat_id, viewer)
    return [each for each in found if each["message_id"] > after][-limit:]


@routes.get("/chats/{chat_id}/keyboard")
async def keyboard(chat_id: int, viewer: int, world: World) -> Json | None:
    """Return the custom keyboard that a person sees under a chat."""
    return world.reply_keyboard(viewer, chat_id)


@routes.get("/users/{user_id}/menu")
async def menu(user_id: int, world: World, chat: int | None = None) -> Json:
    """Return the commands that a person sees in a chat, and what the bot says of itself."""
    person = world.user(user_id)
    where = world.chat_seen_by(person, chat)
    return {"commands": menus.shown(world, person, where), **menus.texts(world, person, where)}


@routes.get("/state")
async def state(world: World) -> Json:
    """Return users, chats, members, bots and the clock."""
    return views.state(world)


@routes.get("/updates")
async def updates(world: World, bot: int | None = None) -> Json:
    """Return how many updates wait, and the last confirmed one."""
    queue = world.bot(bot).updates
    return {
        "pending": queue.pending(),
        "last_confirmed": queue.last_confirmed_id,
        "last_created": queue.next_id - 1,
        "dropped": queue.dropped,
    }


@routes.get("/clock")
async def clock(world: World) -> Json:
    """Return the simulated time."""
    return views.clock(world)


@routes.post("/clock")
async def advance(move: ClockMove, world: World) -> Json:
    """Move the clock."""
    world.clock.advance(seconds=move.advance_seconds)
    shown = views.clock(world)
    world.changed("clock", **shown)
    return shown


@routes.get("/journal")
async def journal(
    world: World,
    after: int = 0,
    method: str | None = None,
    limit: Annotated[int, Query(ge=1, le=ENTRIES_SHOWN)] = 1_000,
) -> list[Json]:
    """Return Bot API calls and deliveries with a number above `after`."""
    return world.journal.entries(after, method, limit)


@routes.get("/files/{file_id}")
async def file(file_id: str, world: World) -> Response:
    """Return the bytes of a photo or document."""
    stored = world.files.get(file_id)
    if stored is None:
        raise Unknown("there is no such file")
    kind = stored.mime_type or ("image/jpeg" if stored.kind == "photo" else None)
    return Response(stored.content, media_type=kind or "application/octet-stream")


@routes.get("/events")
async def events(world: World) -> StreamingResponse:
    """Stream every change as Server-Sent Events."""
    return StreamingResponse(
        _events(world), media_type="text/event-stream", headers={"cache-control": "no-store"}
    )


async def _events(world: Telegram) -> AsyncIterator[str]:
    queue = world.listen()
    try:
        yield ": listening\n\n"
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
    finally:
        world.unlisten(queue)
