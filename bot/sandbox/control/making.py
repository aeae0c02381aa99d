"""How are bots, people, chats and memberships made from outside?"""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from bot.sandbox import members
from bot.sandbox.chats import GroupChat, Status
from bot.sandbox.control.scope import World
from bot.sandbox.entities import Json
from bot.sandbox.world import Telegram

USERS_AT_ONCE = 1_000_000

routes = APIRouter()


class NewBot(BaseModel):
    token: str = "1000001:SANDBOX"
    username: str = "sarafan_demo_bot"
    name: str = "Sarafan"
    reads_all_group_messages: bool = False


class NewUser(BaseModel):
    first_name: str = Field(min_length=1, max_length=64)
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"
    user_id: int | None = None
    is_premium: bool = False


class ManyUsers(BaseModel):
    count: int = Field(ge=1, le=USERS_AT_ONCE)
    first_id: int = Field(ge=1)
    language_code: str | None = "en"


class NewChat(BaseModel):
    kind: Literal["group", "supergroup", "channel"] = "supergroup"
    title: str = Field(min_length=1, max_length=128)
    owner_id: int
    username: str | None = None
    chat_id: int | None = None
    join_by_request: bool = False


class Membership(BaseModel):
    user_id: int
    status: Status
    anonymous: bool = False
    link: str | None = None
    rights: dict[str, bool] = Field(default_factory=dict)


class Decision(BaseModel):
    approve: bool


@routes.post("/bots")
async def add_bot(new: NewBot, world: World) -> Json:
    """Register a bot; any other token answers 401."""
    return world.add_bot(
        new.token, new.username, new.name, reads_all_group_messages=new.reads_all_group_messages
    ).json


@routes.post("/users")
async def add_user(new: NewUser, world: World) -> Json:
    """Register a person."""
    return world.add_user(**new.model_dump()).json


@routes.post("/users/bulk")
async def add_users(many: ManyUsers, world: World) -> Json:
    """Register many people with consecutive ids."""
    ids = world.add_users(many.count, many.first_id, many.language_code)
    return {"first_id": ids[0], "last_id": ids[-1], "count": len(ids)}


@routes.post("/chats")
async def add_chat(new: NewChat, world: World) -> Json:
    """Make a group, supergroup or channel."""
    return world.add_group(
        new.title,
        new.owner_id,
        new.chat_id,
        kind=new.kind,
        username=new.username,
        join_by_request=new.join_by_request,
    ).json


@routes.post("/chats/{chat_id}/migrate")
async def migrate(chat_id: int, world: World) -> Json:
    """Turn a basic group into a supergroup."""
    return world.migrate(chat_id).json


@routes.post("/chats/{chat_id}/members")
async def set_member(chat_id: int, wanted: Membership, world: World) -> Json:
    """Give somebody a place in a chat; returns the ChatMember."""
    chat = world.group(chat_id)
    _place(world, chat, wanted)
    return members.of(chat, world.account(wanted.user_id)).json(chat.kind)


@routes.post("/chats/{chat_id}/join_requests/{user_id}")
async def decide(chat_id: int, user_id: int, decision: Decision, world: World) -> Json:
    """Approve or decline a join request as the owner of the chat."""
    world.decide_join_request(chat_id, user_id, approve=decision.approve)
    return {"ok": True}


def _place(world: Telegram, chat: GroupChat, wanted: Membership) -> None:
    account = world.account(wanted.user_id)
    held = members.of(chat, account).status
    match wanted.status:
        case Status.ADMINISTRATOR | Status.CREATOR:
            world.promote(chat, account, wanted.anonymous, **wanted.rights)
        case Status.KICKED:
            world.kick(account, chat)
        case Status.LEFT if held is Status.KICKED:
            world.unban(account, chat)
        case Status.LEFT:
            members.leave(world, chat, account)
        case Status.MEMBER | Status.RESTRICTED if held is Status.ADMINISTRATOR:
            world.demote(chat, account)
        case Status.MEMBER | Status.RESTRICTED:
            if held is Status.KICKED:
                world.unban(account, chat)
            if wanted.user_id in world.bots:
                world.add_bot_to(chat, account, administrator=False)
            else:
                world.join(account, chat, wanted.link)
