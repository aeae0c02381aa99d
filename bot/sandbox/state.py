"""What is the state of the local Telegram, and who is told when it changes?"""

import asyncio
import json
import random
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.chats import Chat, GroupChat, PrivateChat
from bot.sandbox.clock import MovableClock
from bot.sandbox.entities import Json
from bot.sandbox.errors import ActionRefused, Unknown
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.flood import Flood
from bot.sandbox.journal import Journal
from bot.sandbox.people import Bot, User

MESSAGES_PER_CHAT = 2_000
MESSAGES_IN_ALL = 200_000
# How long a press may wait for answerCallbackQuery; Telegram does not document its own value.
ANSWER_WINDOW_SECONDS = 15.0
QUERIES_KEPT = 50_000
EVENTS_KEPT_PER_LISTENER = 1_000

Reference = User | Bot | Chat | int


def id_of(reference: Reference) -> int:
    """Return the id of whatever was named by an object or by its id."""
    return reference if isinstance(reference, int) else reference.id


async def _no_delivery(bot: Bot) -> None:
    """A world that is not served posts nothing."""


class World:
    """Users, bots, chats and messages in memory; every change goes to listeners."""

    def __init__(
        self,
        clock: MovableClock | None = None,
        *,
        messages_per_chat: int = MESSAGES_PER_CHAT,
        messages_in_all: int = MESSAGES_IN_ALL,
    ) -> None:
        self.clock = clock or MovableClock()
        self.messages_per_chat = messages_per_chat
        self.messages_in_all = messages_in_all
        self.users: dict[int, User] = {}
        self.bots: dict[int, Bot] = {}
        self.bots_by_token: dict[str, Bot] = {}
        self.private_chats: dict[tuple[int, int], PrivateChat] = {}
        self.groups: dict[int, GroupChat] = {}
        self.usernames: dict[str, User | Bot | GroupChat] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.votes: dict[str, dict[int, list[int]]] = {}
        """Option numbers by poll id and voter."""
        self.files = Files()
        self.journal = Journal(self.clock)
        self.flood = Flood(self.clock)
        self.faults = Faults()
        self.load: object | None = None
        """The latest run of `bot.sandbox.load`."""
        self.on_private_post: Callable[[Chat], None] | None = None
        """Called when a bot has written to a person."""
        self.switch_delivery: Callable[[Bot], Awaitable[None]] = _no_delivery
        """Called when a bot's webhook changes; set by whoever serves the world."""
        self.answer_window_seconds = ANSWER_WINDOW_SECONDS
        self.next_common_message_id = 1
        self._query_id = self._random_start()
        self._order: deque[tuple[Chat, int]] = deque()
        self._listeners: set[asyncio.Queue[Json]] = set()
        self._watchers: set[Callable[[], None]] = set()
        self._random = random.Random()

    @staticmethod
    def _random_start() -> int:
        return random.randrange(10**17, 10**18)

    def next_query_id(self) -> int:
        """Return the id of the next callback query."""
        self._query_id += 1
        return self._query_id

    # Who and what there is.

    def new_id(self) -> int:
        """Return an unused id of a person; beyond 32 bits, as Telegram's are by now."""
        while True:
            number = self._random.randrange(5_000_000_000, 8_000_000_000)
            if number not in self.users:
                return number

    def new_chat_id(self, kind: str) -> int:
        """Return an unused id of a group (negative) or supergroup or channel (-100…)."""
        while True:
            if kind == "group":
                number = -self._random.randrange(4_000_000_000, 5_200_000_000)
            else:
                number = -(1_000_000_000_000 + self._random.randrange(1_500_000_000, 3_000_000_000))
            if number not in self.groups:
                return number

    def user(self, reference: Reference) -> User:
        """Return a person; `Unknown` if there is none with this id."""
        found = self.users.get(id_of(reference))
        if found is None:
            raise Unknown(f"there is no user {id_of(reference)}")
        return found

    def bot(self, reference: Reference | None = None) -> Bot:
        """Return a bot, the first one if none is named; `Unknown` if there is none."""
        if reference is None:
            for bot in self.bots.values():
                return bot
            raise Unknown("there is no bot")
        found = self.bots.get(id_of(reference))
        if found is None:
            raise Unknown(f"there is no bot {id_of(reference)}")
        return found

    def account(self, reference: Reference) -> User | Bot:
        """Return a person or a bot; `Unknown` if there is neither."""
        number = id_of(reference)
        found = self.users.get(number) or self.bots.get(number)
        if found is None:
            raise Unknown(f"there is no user or bot {number}")
        return found

    def group(self, reference: Reference) -> GroupChat:
        """Return a group or channel; `Unknown` if there is none."""
        found = self.groups.get(id_of(reference))
        if found is None:
            raise Unknown(f"there is no group or channel {id_of(reference)}")
        return found

    def private_chat(self, user: User, bot: Bot) -> PrivateChat:
        """Return the conversation of a person with a bot, made on first use."""
        key = (user.id, bot.id)
        chat = self.private_chats.get(key)
        if chat is None:
            chat = PrivateChat(user.id, {}, user, bot)
            self.private_chats[key] = chat
        return chat

    def chat_seen_by(self, user: User, reference: Reference | None) -> PrivateChat | GroupChat:
        """Return the chat a person means: a bot (or nothing) is the private chat with it."""
        if reference is None or id_of(reference) == user.id:
            return self.private_chat(user, self.bot())
        if isinstance(reference, PrivateChat):
            return reference
        number = id_of(reference)
        if number in self.bots:
            return self.private_chat(user, self.bots[number])
        return self.group(number)

    def take_username(self, username: str | None, owner: User | Bot | GroupChat) -> None:
        """Register a public name; `ActionRefused` if somebody else has it."""
        if not username:
            return
        if self.usernames.setdefault(username.lower(), owner) is not owner:
            raise ActionRefused(f"the name {username} is taken")

    # Messages.

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count their own messages; all other chats share a counter."""
        if isinstance(chat, GroupChat) and chat.kind != "group":
            number = chat.next_message_id
            chat.next_message_id += 1
            return number
        number = self.next_common_message_id
        self.next_common_message_id += 1
        return number

    def keep(self, chat: Chat, message: Json) -> None:
        """Store a message; the oldest of the chat, or of the world, makes room."""
        messages = chat.messages
        messages[message["message_id"]] = message
        if len(messages) > self.messages_per_chat:
            chat.forget(next(iter(messages)))
        self._order.append((chat, message["message_id"]))
        if len(self._order) > self.messages_in_all:
            oldest_chat, oldest_id = self._order.popleft()
            oldest_chat.forget(oldest_id)

    # Listeners.

    def listen(self) -> asyncio.Queue[Json]:
        """Return a queue that receives every event from now on; give it back to `unlisten`."""
        queue: asyncio.Queue[Json] = asyncio.Queue(EVENTS_KEPT_PER_LISTENER)
        self._listeners.add(queue)
        return queue

    def unlisten(self, queue: asyncio.Queue[Json]) -> None:
        """Stop sending events to a listener."""
        self._listeners.discard(queue)

    def has_listeners(self) -> bool:
        """Tell whether anybody listens to events."""
        return bool(self._listeners)

    def watch(self, wake: Callable[[], None]) -> None:
        """Call `wake` after every change, until `unwatch`."""
        self._watchers.add(wake)

    def unwatch(self, wake: Callable[[], None]) -> None:
        """Stop calling `wake`."""
        self._watchers.discard(wake)

    def changed(self, kind: str, place: Chat | None = None, /, **more: Any) -> None:
        """Tell everybody who listens; who falls far behind is told to start anew instead.

        An event carries the Bot API id of its chat (a person's id for a private one) and the bot
        of a private chat. What happens in the chats of a crowd is not told.
        """
        for wake in tuple(self._watchers):
            wake()
        if not self._listeners:
            return
        event: Json = {"type": kind}
        if place is not None:
            event["chat"] = place.id
        if isinstance(place, PrivateChat):
            if place.user.in_crowd:
                return
            event["bot"] = place.bot.id
        # A copy: the message may be edited before the listener reads it.
        event = json.loads(json.dumps({**event, **more}))
        for queue in self._listeners:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait({"type": "reset"})
            queue.put_nowait(event)


class CallbackQuery:
    """A press of an inline button, and what the bot answered to it."""

    __slots__ = ("answer", "asked_at", "bot_id", "chat", "query_id", "user_id")

    def __init__(
        self, query_id: str, user_id: int, bot_id: int, chat: Chat, asked_at: float
    ) -> None:
        self.query_id = query_id
        self.user_id = user_id
        self.bot_id = bot_id
        self.chat = chat
        self.asked_at = asked_at
        self.answer: Json | None = None
