"""What do people see in the local Telegram? The Python interface of tests and of the page."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox import menus, messages, views
from bot.sandbox.chats import Chat, GroupChat, PrivateChat
from bot.sandbox.conversation import Conversation
from bot.sandbox.entities import Json
from bot.sandbox.errors import Unknown
from bot.sandbox.state import Reference, id_of

Found = TypeVar("Found")


class Telegram(Conversation):
    """The whole local Telegram; every method but `wait` is synchronous."""

    def history(self, chat: Reference | None = None, viewer: Reference | None = None) -> list[Json]:
        """Return the messages of a chat, oldest first; a private one is named by bot and viewer."""
        where = self.chat_for(chat, viewer)
        return [views.message(where, stored) for stored in where.messages.values()]

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
                return views.message(where, message)
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
