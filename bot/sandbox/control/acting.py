"""How do people write, press, follow links, join and block from outside?"""

import base64
import binascii

from fastapi import APIRouter
from pydantic import BaseModel

from bot.sandbox import links
from bot.sandbox.control.scope import World
from bot.sandbox.entities import Json
from bot.sandbox.errors import ActionRefused, Unknown
from bot.sandbox.world import Telegram

routes = APIRouter()


class ForwardOf(BaseModel):
    chat: int
    message: int


class NewMessage(BaseModel):
    chat: int | None = None
    text: str | None = None
    reply_to: int | None = None
    anonymous: bool = False
    as_channel: int | None = None
    photo_base64: str | None = None
    forward_of: ForwardOf | None = None
    contact: bool = False
    contact_phone: str | None = None
    """For `contact`; without it a number is made up."""


class EditedMessage(BaseModel):
    chat: int | None = None
    message: int
    text: str


class Press(BaseModel):
    chat: int | None = None
    message: int
    data: str | None = None
    text: str | None = None
    index: int | None = None


class Vote(BaseModel):
    chat: int | None = None
    message: int
    options: list[int]


class Followed(BaseModel):
    link: str
    group: int | None = None


class ChatOrLink(BaseModel):
    chat: int | None = None
    link: str | None = None


class ChatChoice(BaseModel):
    chat: int


class BotChoice(BaseModel):
    bot: int | None = None


@routes.post("/users/{user_id}/messages")
async def send(user_id: int, new: NewMessage, world: World) -> Json:
    """Write, share a contact, send a picture or forward, as a person."""
    if new.forward_of is not None:
        source = world.chat_for(new.forward_of.chat, user_id)
        original = source.messages.get(new.forward_of.message)
        if original is None:
            raise Unknown("there is no such message to forward")
        return world.forward(user_id, original, new.chat)
    if new.contact or new.contact_phone is not None:
        phone_number = new.contact_phone or f"+999{user_id:011d}"
        return world.send_contact(user_id, new.chat, phone_number=phone_number)
    if new.photo_base64 is not None:
        return _send_photo(world, user_id, new, new.photo_base64)
    return world.send(
        user_id,
        new.chat,
        new.text or "",
        reply_to=new.reply_to,
        anonymous=new.anonymous,
        as_channel=new.as_channel,
    )


def _send_photo(world: Telegram, user_id: int, new: NewMessage, encoded: str) -> Json:
    try:
        picture = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise ActionRefused("photo_base64 is no base64") from None
    return world.send_photo(
        user_id, new.chat, picture, new.text, reply_to=new.reply_to, anonymous=new.anonymous
    )


@routes.patch("/users/{user_id}/messages")
async def edit(user_id: int, edited: EditedMessage, world: World) -> Json:
    """Edit one's own message."""
    return world.edit(user_id, edited.message, edited.text, edited.chat)


@routes.post("/users/{user_id}/press")
async def press(user_id: int, pressed: Press, world: World) -> Json:
    """Press an inline button named by data, text or index."""
    named = (pressed.data, pressed.text, pressed.index)
    button = next((name for name in named if name is not None), None)
    if button is None:
        raise ActionRefused("name the button by data, text or index")
    return {"query_id": world.press(user_id, pressed.message, button, pressed.chat)}


@routes.post("/users/{user_id}/vote")
async def vote(user_id: int, voted: Vote, world: World) -> Json:
    """Vote in a poll; returns the Poll."""
    return world.vote(user_id, voted.message, voted.options, voted.chat)


@routes.get("/queries/{query_id}")
async def answer(query_id: str, world: World) -> Json:
    """Return whether the bot has answered a press, and what."""
    found = world.answer_of(query_id)
    return {"answered": found is not None, **(found or {})}


@routes.post("/users/{user_id}/follow")
async def follow(user_id: int, followed: Followed, world: World) -> Json:
    """Open a link; `chat` is where it leads, `message` the /start that it sent, or null."""
    target = links.resolve(world, followed.link)
    message = world.follow(user_id, followed.link, followed.group)
    place = target.chat.id if target.chat else followed.group
    return {"chat": place or (target.bot.id if target.bot else None), "message": message}


@routes.post("/users/{user_id}/join")
async def join(user_id: int, target: ChatOrLink, world: World) -> Json:
    """Join a chat; `joined` is false when it was only a request."""
    chat = target.chat if target.chat is not None else target.link
    if chat is None:
        raise ActionRefused("name a chat or a link")
    return {"joined": world.join(user_id, chat, target.link)}


@routes.post("/users/{user_id}/leave")
async def leave(user_id: int, target: ChatChoice, world: World) -> Json:
    """Leave a group or channel."""
    world.leave(user_id, target.chat)
    return {"ok": True}


@routes.post("/users/{user_id}/block")
async def block(user_id: int, choice: BotChoice, world: World) -> Json:
    """Block a bot."""
    world.block(user_id, choice.bot)
    return {"ok": True}


@routes.post("/users/{user_id}/unblock")
async def unblock(user_id: int, choice: BotChoice, world: World) -> Json:
    """Unblock a bot."""
    world.unblock(user_id, choice.bot)
    return {"ok": True}
