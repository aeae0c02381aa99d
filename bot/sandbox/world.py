"""What do people see in the local Telegram? The Python interface of tests and of the page."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox import members, menus, messages
from bot.sandbox.chats import Chat, GroupChat, PrivateChat
from bot.sandbox.conversation import Conversation
from bot.sandbox.entities import Json
from bot.sandbox.errors import Unknown
from bot.sandbox.state import Reference, World, id_of

SHOWN_AT_ONCE = 1_000

Found = TypeVar("Found")


class Telegram(Conversation):
    """The whole local Telegram; every method but `wait` is synchronous."""

    def history(self, chat: Reference | None = None, viewer: Reference | None = None) -> list[Json]:
        """Return the messages of a chat, oldest first; a private one is named by bot and viewer."""
        return list(self.chat_for(chat, viewer).messages.values())

    def chat_for(
        self, chat: Reference | None, viewer: Reference | None = None
    ) -> PrivateChat | GroupChat:
        """Return a chat by what a caller knows: group id, bot id and viewer, or the person's id."""
        if isinstance(chat, PrivateChat):
            return chat
        if chat is not None and id_of(chat) in self.groups:
            return self.groups[id_of(chat)]
        if viewer is not None:
            return self.chat_seen_by(self.user(viewer), chat)
        if chat is not None and id_of(chat) in self.users:
            return self.private_chat(self.user(chat), self.bot())
        raise Unknown("there is no such chat")

    def last(self, user: Reference, chat: Reference | None = None) -> Json:
        """Return the newest message that others wrote where the person looks; `Unknown` if none."""
        person = self.user(user)
        where: Chat = self.chat_seen_by(person, chat)
        for message in reversed(where.messages.values()):
            if messages.author_id(where, message) != person.id:
                return message
        raise Unknown("nobody has written there")

    def reply_keyboard(self, user: Reference, chat: Reference | None = None) -> Json | None:
        """Return the ReplyKeyboardMarkup that the person's app shows now, or None."""
        person = self.user(user)
        where = self.chat_seen_by(person, chat)
        if isinstance(where, PrivateChat):
            return where.reply_keyboard
        return where.reply_keyboards.get(person.id, where.reply_keyboards.get(0))

    def commands_for(self, user: Reference, chat: Reference | None = None) -> list[Json]:
        """Return the command menu that the person sees in a chat (BotCommand objects)."""
        person = self.user(user)
        return menus.shown(self, person, self.chat_seen_by(person, chat))

    async def wait(self, predicate: Callable[[], Found], timeout: float = 10) -> Found:
        """Return the first true value of `predicate`, asked after every change.

        `timeout` is in real seconds; then TimeoutError.
        """
        woken = asyncio.Event()
        self.watch(woken.set)
        try:
            async with asyncio.timeout(timeout):
                while not (found := predicate()):
                    await woken.wait()
                    woken.clear()
                return found
        finally:
            self.unwatch(woken.set)


def describe_state(world: World) -> Json:
    """Return users, chats, members, bots and the clock, as the control API shows them."""
    return {
        "clock": world.clock().isoformat(),
        "clock_offset_seconds": world.clock.offset.total_seconds(),
        "bots": [bot.json for bot in world.bots.values()],
        "users": [user.json for user in list(world.users.values())[:SHOWN_AT_ONCE]],
        "users_count": len(world.users),
        "private_chats": [
            {
                "user_id": user_id,
                "bot_id": bot_id,
                "started": chat.started,
                "blocked": chat.blocked,
            }
            for (user_id, bot_id), chat in list(world.private_chats.items())[:SHOWN_AT_ONCE]
        ],
        "chats": [
            {
                **chat.json,
                "description": chat.description,
                "migrated_to": chat.migrated_to,
                "members": [
                    member.json(chat.kind) for member in list(chat.members.values())[:SHOWN_AT_ONCE]
                ],
                "links": [
                    members.link_json(world, chat, link, None) for link in chat.links.values()
                ],
                "join_requests": list(chat.join_requests),
            }
            for chat in world.groups.values()
        ],
    }
