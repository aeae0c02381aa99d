"""Is every answer what the installed aiogram's models expect of the method?"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods.base import TelegramMethod
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    ChatAdministratorRights,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MenuButtonCommands,
    Message,
)

from bot.sandbox.chats import GroupChat
from bot.sandbox.methods import HANDLERS
from tests.playground import Playground, client, playground, png


@dataclass(frozen=True)
class Scene:
    """A bot's client with a person, a supergroup and a channel that it runs."""

    play: Playground
    bot: Bot
    user_id: int
    group: GroupChat
    channel: GroupChat

    async def text(self) -> Message:
        return await self.bot.send_message(self.user_id, "x")

    async def photo(self) -> Message:
        return await self.bot.send_photo(self.user_id, BufferedInputFile(png(), "a.png"))

    async def file(self, kind: str) -> str:
        return self.play.telegram.files.add(kind, b"content", f"a.{kind}", "x/y").file_id

    async def member(self) -> int:
        user = self.play.telegram.add_user("Bob")
        self.play.telegram.join(user, self.group)
        return user.id

    async def requester(self) -> int:
        link = await self.bot.create_chat_invite_link(self.group.id, creates_join_request=True)
        user = self.play.telegram.add_user("Eve")
        self.play.telegram.join(user, link.invite_link)
        return user.id

    async def query(self) -> str:
        keyboard = InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text="Go", callback_data="go")]]
        )
        sent = await self.bot.send_message(self.user_id, "x", reply_markup=keyboard)
        where = self.play.telegram.private_chat(self.play.telegram.user(self.user_id), self.play.me)
        return self.play.telegram.press(self.user_id, where.messages[sent.message_id], "Go")


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with playground() as play, client(play) as bot:
        owner, user = play.person("Owner"), play.person("Alice")
        group = play.telegram.add_group("Friends", owner=owner)
        channel = play.telegram.add_channel("News", "news", owner=owner)
        for chat in (group, channel):
            play.telegram.add_bot_to(chat, play.me, can_promote_members=True)
        play.telegram.send(user, "/start")
        yield Scene(play, bot, user.id, group, channel)


Ask = Callable[[Scene], Awaitable[Any]]


async def _edit_media(scene: Scene) -> Any:
    photo = await scene.photo()
    return await scene.bot.edit_message_media(
        InputMediaPhoto(media=BufferedInputFile(png(9, 9), "b.png")),
        chat_id=scene.user_id,
        message_id=photo.message_id,
    )


async def _title(scene: Scene) -> Any:
    user_id = await scene.member()
    await scene.bot.promote_chat_member(scene.group.id, user_id, can_invite_users=True)
    return await scene.bot.set_chat_administrator_custom_title(scene.group.id, user_id, "Helper")


async def _stop_poll(scene: Scene) -> Any:
    poll = await scene.bot.send_poll(scene.user_id, "Which?", ["a", "b"])
    return await scene.bot.stop_poll(scene.user_id, poll.message_id)


def asks(method: str, **parameters: Any) -> Ask:
    """Call a method with constants, and with what a function makes of the scene."""

    async def ask(scene: Scene) -> Any:
        given = {}
        for name, value in parameters.items():
            if callable(value):
                value = value(scene)
                if isinstance(value, Awaitable):
                    value = await value
            given[name] = value
        model: TelegramMethod[Any] = getattr(
            __import__("aiogram.methods", fromlist=["x"]), method[0].upper() + method[1:]
        )(**given)
        return await scene.bot(model)

    return ask


def user(scene: Scene) -> int:
    return scene.user_id


def group(scene: Scene) -> int:
    return scene.group.id


async def text_id(scene: Scene) -> int:
    return (await scene.text()).message_id


async def photo_id(scene: Scene) -> int:
    return (await scene.photo()).message_id


async def group_text_id(scene: Scene) -> int:
    return (await scene.bot.send_message(scene.group.id, "x")).message_id


async def link(scene: Scene) -> str:
    return (await scene.bot.create_chat_invite_link(scene.group.id)).invite_link


def a_file(kind: str) -> Callable[[Scene], Awaitable[str]]:
    return lambda scene: scene.file(kind)


COMMANDS = [BotCommand(command="start", description="x")]
UPLOAD = BufferedInputFile(png(), "a.png")
EDITED = {"chat_id": user, "message_id": text_id}
PHOTO = {"chat_id": user, "message_id": photo_id}
PINNED = {"chat_id": group, "message_id": group_text_id}
MEMBER = {"chat_id": group, "user_id": Scene.member}
REQUEST = {"chat_id": group, "user_id": Scene.requester}
COPIED = {"chat_id": user, "from_chat_id": user, "message_id": text_id}


async def two_ids(scene: Scene) -> list[int]:
    return [await text_id(scene), await text_id(scene)]


CALLS: dict[str, Ask] = {
    "answerCallbackQuery": asks("answerCallbackQuery", callback_query_id=Scene.query, text="x"),
    "approveChatJoinRequest": asks("approveChatJoinRequest", **REQUEST),
    "banChatMember": asks("banChatMember", **MEMBER),
    "close": asks("close"),
    "copyMessage": asks("copyMessage", **COPIED),
    "copyMessages": asks("copyMessages", chat_id=user, from_chat_id=user, message_ids=two_ids),
    "createChatInviteLink": asks("createChatInviteLink", chat_id=group, name="x"),
    "declineChatJoinRequest": asks("declineChatJoinRequest", **REQUEST),
    "deleteChatPhoto": asks("deleteChatPhoto", chat_id=group),
    "deleteMessage": asks("deleteMessage", **EDITED),
    "deleteMessages": asks("deleteMessages", chat_id=user, message_ids=two_ids),
    "deleteMyCommands": asks("deleteMyCommands"),
    "deleteWebhook": asks("deleteWebhook"),
    "editChatInviteLink": asks("editChatInviteLink", chat_id=group, invite_link=link, name="y"),
    "editMessageCaption": asks("editMessageCaption", **PHOTO, caption="new"),
    "editMessageMedia": _edit_media,
    "editMessageReplyMarkup": asks(
        "editMessageReplyMarkup",
        **EDITED,
        reply_markup=InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text="x", url="https://example.com")]]
        ),
    ),
    "editMessageText": asks("editMessageText", **EDITED, text="new"),
    "exportChatInviteLink": asks("exportChatInviteLink", chat_id=group),
    "forwardMessage": asks("forwardMessage", **COPIED),
    "forwardMessages": asks(
        "forwardMessages", chat_id=user, from_chat_id=user, message_ids=two_ids
    ),
    "getChat": asks("getChat", chat_id=group),
    "getChatAdministrators": asks("getChatAdministrators", chat_id=group),
    "getChatMember": asks("getChatMember", **MEMBER),
    "getChatMemberCount": asks("getChatMemberCount", chat_id=group),
    "getChatMenuButton": asks("getChatMenuButton"),
    "getFile": asks("getFile", file_id=a_file("document")),
    "getMe": asks("getMe"),
    "getMyCommands": asks("getMyCommands"),
    "getMyDefaultAdministratorRights": asks("getMyDefaultAdministratorRights"),
    "getMyDescription": asks("getMyDescription"),
    "getMyName": asks("getMyName"),
    "getUserProfilePhotos": asks("getUserProfilePhotos", user_id=user),
    "getMyShortDescription": asks("getMyShortDescription"),
    "getUpdates": asks("getUpdates"),
    "getWebhookInfo": asks("getWebhookInfo"),
    "leaveChat": asks("leaveChat", chat_id=group),
    "logOut": asks("logOut"),
    "pinChatMessage": asks("pinChatMessage", **PINNED),
    "promoteChatMember": asks("promoteChatMember", **MEMBER, can_invite_users=True),
    "restrictChatMember": asks("restrictChatMember", **MEMBER, permissions=ChatPermissions()),
    "revokeChatInviteLink": asks("revokeChatInviteLink", chat_id=group, invite_link=link),
    "sendAnimation": asks("sendAnimation", chat_id=user, animation=a_file("animation")),
    "sendAudio": asks("sendAudio", chat_id=user, audio=a_file("audio"), title="x"),
    "sendChatAction": asks("sendChatAction", chat_id=user, action="typing"),
    "sendContact": asks("sendContact", chat_id=user, phone_number="+359", first_name="x"),
    "sendDice": asks("sendDice", chat_id=user),
    "sendDocument": asks("sendDocument", chat_id=user, document=UPLOAD),
    "sendLocation": asks("sendLocation", chat_id=user, latitude=42.7, longitude=23.3),
    "sendMediaGroup": asks(
        "sendMediaGroup", chat_id=user, media=[InputMediaPhoto(media=UPLOAD)] * 2
    ),
    "sendMessage": asks("sendMessage", chat_id=user, text="<b>x</b>", parse_mode="HTML"),
    "sendPhoto": asks("sendPhoto", chat_id=user, photo=UPLOAD, caption="x"),
    "sendPoll": asks("sendPoll", chat_id=user, question="Which?", options=["a", "b"]),
    "sendSticker": asks("sendSticker", chat_id=user, sticker=a_file("sticker")),
    "sendVenue": asks(
        "sendVenue", chat_id=user, latitude=42.7, longitude=23.3, title="x", address="y"
    ),
    "sendVideo": asks("sendVideo", chat_id=user, video=a_file("video")),
    "sendVideoNote": asks("sendVideoNote", chat_id=user, video_note=a_file("video_note")),
    "sendVoice": asks("sendVoice", chat_id=user, voice=a_file("voice"), caption="x"),
    "setChatAdministratorCustomTitle": _title,
    "setChatDescription": asks("setChatDescription", chat_id=group, description="x"),
    "setChatMenuButton": asks("setChatMenuButton", menu_button=MenuButtonCommands()),
    "setChatPermissions": asks("setChatPermissions", chat_id=group, permissions=ChatPermissions()),
    "setChatPhoto": asks("setChatPhoto", chat_id=group, photo=UPLOAD),
    "setChatTitle": asks("setChatTitle", chat_id=group, title="x"),
    "setMyCommands": asks("setMyCommands", commands=COMMANDS),
    "setMyDefaultAdministratorRights": asks(
        "setMyDefaultAdministratorRights",
        rights=ChatAdministratorRights(
            **{
                name: False
                for name, field in ChatAdministratorRights.model_fields.items()
                if field.is_required()
            }
        ),
    ),
    "setMyDescription": asks("setMyDescription", description="x"),
    "setMyName": asks("setMyName", name="x"),
    "setMyShortDescription": asks("setMyShortDescription", short_description="x"),
    "setWebhook": asks("setWebhook", url="http://127.0.0.1:9/"),
    "stopPoll": _stop_poll,
    "unbanChatMember": asks("unbanChatMember", **MEMBER),
    "unpinAllChatMessages": asks("unpinAllChatMessages", chat_id=group),
    "unpinChatMessage": asks("unpinChatMessage", chat_id=group),
}


def test_every_method_that_is_answered_is_asked() -> None:
    assert {name.lower() for name in CALLS} == set(HANDLERS)


@pytest.mark.parametrize("method", sorted(CALLS))
async def test_the_answer_fits_the_model(scene: Scene, method: str) -> None:
    assert await CALLS[method](scene) is not None
    journal = scene.play.telegram.journal.entries(method=method)
    assert journal[-1]["status"] == 200
    assert "lint" not in journal[-1]


async def test_updates_fit_the_models(scene: Scene) -> None:
    telegram = scene.play.telegram
    scene.play.me.updates.allow(
        [
            "message",
            "chat_member",
            "my_chat_member",
            "chat_join_request",
            "callback_query",
            "edited_message",
            "channel_post",
        ]
    )
    member = await scene.member()
    await scene.query()
    await scene.requester()
    telegram.edit(scene.user_id, telegram.send(scene.user_id, "helo"), "hello")
    telegram.send_photo(scene.user_id, None, png(), "caption")
    telegram.send_contact(scene.user_id, phone_number="+359")
    telegram.send(telegram.group(scene.channel).owner_id, scene.channel, "post")
    telegram.kick(member, scene.group)
    telegram.demote(scene.group, scene.play.me)
    telegram.block(scene.user_id)
    updates = await scene.bot.get_updates()
    assert {update.event_type for update in updates} == {
        "message",
        "chat_member",
        "my_chat_member",
        "chat_join_request",
        "callback_query",
        "edited_message",
        "channel_post",
    }
