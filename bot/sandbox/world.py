"""What can people do in the local Telegram? The Python interface of tests and of the page."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from bot.sandbox import buttons, links, members, menus, messages
from bot.sandbox.chats import Chat, GroupChat, Member, PrivateChat, Status
from bot.sandbox.entities import Json, merge
from bot.sandbox.entities import find as find_entities
from bot.sandbox.errors import ActionRefused, Unknown
from bot.sandbox.files import photo_sizes
from bot.sandbox.people import Bot, User
from bot.sandbox.state import Reference, World, id_of
from bot.sandbox.text import MESSAGE_LIMIT
from bot.sandbox.updates import UpdateQueue

Found = TypeVar("Found")


class Telegram(World):
    """The world with everything that people do in it; all methods but `wait` are synchronous."""

    # Making users, bots and chats.

    def add_bot(
        self,
        token: str = "1000001:SANDBOX",
        username: str = "sarafan_demo_bot",
        name: str = "Sarafan",
        *,
        reads_all_group_messages: bool = False,
    ) -> Bot:
        """Register a bot; its id is the number before the colon of the token."""
        number = token.partition(":")[0]
        if not number.isdecimal() or ":" not in token:
            raise ActionRefused("a token looks like 1000001:SECRET")
        bot = Bot(
            int(number),
            token,
            username,
            name,
            UpdateQueue(self.clock),
            reads_all_group_messages=reads_all_group_messages,
        )
        self.bots[bot.id] = bot
        self.bots_by_token[token] = bot
        self.take_username(username, bot)
        self.changed("bot", bot=bot.json)
        return bot

    def add_user(
        self,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
        user_id: int | None = None,
        is_premium: bool = False,
    ) -> User:
        """Register a person; an id that exists already is refused."""
        number = self.new_id() if user_id is None else user_id
        if number in self.users or number in self.bots or number <= 0:
            raise ActionRefused(f"the id {number} is taken or not positive")
        user = User(number, first_name, last_name, username, language_code, is_premium)
        self.users[number] = user
        self.take_username(username, user)
        self.changed("user", user=user.json)
        return user

    def add_group(
        self,
        title: str,
        owner: Reference,
        chat_id: int | None = None,
        *,
        kind: str = "supergroup",
        username: str | None = None,
    ) -> GroupChat:
        """Make a supergroup, or a basic one with kind="group"."""
        number = self.new_chat_id(kind) if chat_id is None else chat_id
        if number in self.groups:
            raise ActionRefused(f"the chat {number} exists already")
        creator = self.user(owner)
        chat = GroupChat(number, {}, {}, kind, title, creator.id, username)
        chat.rebuild_json()
        chat.members[creator.id] = Member(creator, Status.CREATOR)
        self.groups[number] = chat
        self.take_username(username, chat)
        self.changed("chat", chat)
        return chat

    def add_channel(
        self,
        title: str,
        username: str | None = None,
        *,
        owner: Reference,
        chat_id: int | None = None,
    ) -> GroupChat:
        """Make a channel, public if it has a username."""
        return self.add_group(title, owner, chat_id, kind="channel", username=username)

    # Membership.

    def add_bot_to(
        self, chat: Reference, bot: Reference, administrator: bool = True, **rights: bool
    ) -> None:
        """Let the owner of a chat add a bot to it."""
        if administrator:
            self.promote(chat, bot, **rights)
        else:
            group = self.group(chat)
            members.join(self, group, self.bot(bot), by=self.user(group.owner_id))

    def promote(
        self,
        chat: Reference,
        account: Reference,
        anonymous: bool = False,
        *,
        by: Reference | None = None,
        **rights: bool,
    ) -> None:
        """Make somebody an administrator; rights named False are taken from the usual ones."""
        group = self.group(chat)
        held = {name for name in members.DEFAULT_ADMIN_RIGHTS if rights.get(name, True)}
        held |= {name for name, given in rights.items() if given}
        actor = self.account(group.owner_id if by is None else by)
        members.promote(
            self, group, self.account(account), actor, frozenset(held), anonymous=anonymous
        )

    def demote(self, chat: Reference, account: Reference) -> None:
        """Make an administrator a plain member again."""
        group = self.group(chat)
        members.demote(self, group, self.account(account), self.user(group.owner_id))

    def join(self, user: Reference, chat: Reference | str, link: str | None = None) -> bool:
        """Join a chat; False when it was only a request. `chat` may be a link."""
        if isinstance(chat, str):
            group, link = self._chat_of_link(chat), chat
        else:
            group = self.group(chat)
        invitation = links.resolve(self, link).link if link else None
        return links.enter(self, self.user(user), group, invitation)

    def leave(self, user: Reference, chat: Reference) -> None:
        """Leave a group or channel."""
        members.leave(self, self.group(chat), self.user(user))

    def kick(self, user: Reference, chat: Reference, by: Reference | None = None) -> None:
        """Ban a person or a bot from a chat, as its owner or `by`."""
        group = self.group(chat)
        actor = self.account(group.owner_id if by is None else by)
        members.kick(self, group, self.account(user), actor)

    def unban(self, user: Reference, chat: Reference, by: Reference | None = None) -> None:
        """Lift a ban; the person is outside and may come back."""
        group, account = self.group(chat), self.account(user)
        if members.of(group, account).status is Status.KICKED:
            actor = self.account(group.owner_id if by is None else by)
            members.change(self, group, Member(account, Status.LEFT), actor)

    def decide_join_request(
        self, chat: Reference, user: Reference, *, approve: bool, by: Reference | None = None
    ) -> None:
        """Approve or decline a join request as an administrator who is a person."""
        group = self.group(chat)
        actor = self.account(group.owner_id if by is None else by)
        if not links.settle_request(self, group, self.user(user), actor, approve):
            raise Unknown("there is no such join request")

    def block(self, user: Reference, bot: Reference | None = None) -> None:
        """Block a bot."""
        members.set_blocked(self, self.private_chat(self.user(user), self.bot(bot)), True)

    def unblock(self, user: Reference, bot: Reference | None = None) -> None:
        """Unblock a bot without sending it anything."""
        members.set_blocked(self, self.private_chat(self.user(user), self.bot(bot)), False)

    def migrate(self, chat: Reference) -> GroupChat:
        """Turn a basic group into a supergroup; the old id answers with migrate_to_chat_id."""
        old = self.group(chat)
        if old.kind != "group" or old.migrated_to is not None:
            raise ActionRefused("only a basic group can become a supergroup, and only once")
        new = self.add_group(old.title, old.owner_id)
        new.members = dict(old.members)
        new.permissions, new.description = old.permissions, old.description
        owner = self.user(old.owner_id)
        for where, content in (
            (old, {"migrate_to_chat_id": new.id}),
            (new, {"migrate_from_chat_id": old.id}),
        ):
            message = messages.compose(self, where, owner.json, content)
            messages.store(self, where, message)
            messages.pass_on(self, where, message)
        old.migrated_to = new.id
        return new

    # Writing.

    def send(
        self,
        user: Reference,
        chat: Reference | str | None = None,
        text: str | None = None,
        *,
        reply_to: Json | int | None = None,
        entities: list[Json] | None = None,
        anonymous: bool = False,
        as_channel: Reference | None = None,
    ) -> Json:
        """Write a text as a person; without a chat, to the first bot. Returns the Message."""
        if isinstance(chat, str):
            chat, text = None, chat
        if not text or not text.strip():
            raise ActionRefused("an empty text can't be sent")
        if len(text) > MESSAGE_LIMIT:
            raise ActionRefused(f"a text has at most {MESSAGE_LIMIT} characters")
        content: Json = {"text": text}
        found = merge(list(entities or ()), find_entities(text))
        if found:
            content["entities"] = found
        return self._post(user, chat, content, reply_to, anonymous, as_channel)

    def send_photo(
        self,
        user: Reference,
        chat: Reference | None,
        photo: bytes | str,
        caption: str | None = None,
        *,
        reply_to: Json | int | None = None,
        anonymous: bool = False,
    ) -> Json:
        """Send a picture, as bytes of an image file or by a file_id."""
        stored = self.files.get(photo) if isinstance(photo, str) else self.files.add("photo", photo)
        if stored is None:
            raise Unknown("there is no such file")
        content: Json = {"photo": photo_sizes(stored)}
        if caption:
            content["caption"] = caption
            if found := find_entities(caption):
                content["caption_entities"] = found
        return self._post(user, chat, content, reply_to, anonymous, None)

    def send_contact(
        self, user: Reference, chat: Reference | None = None, *, phone_number: str, own: bool = True
    ) -> Json:
        """Share a phone number; one's own carries the user_id, as Telegram's button sends it."""
        person = self.user(user)
        contact: Json = {"phone_number": phone_number, "first_name": person.first_name}
        if own:
            contact["user_id"] = person.id
        return self._post(user, chat, {"contact": contact}, None, False, None)

    def forward(self, user: Reference, message: Json, chat: Reference | None = None) -> Json:
        """Forward a message that the person can see."""
        source = self.chat_of(user, message)
        original = messages.find(source, message["message_id"])
        content = messages.content_of(original)
        content["forward_origin"] = messages.origin_of(self, source, original)
        return self._post(user, chat, content, None, False, None)

    def edit(
        self, user: Reference, message: Json | int, text: str, chat: Reference | None = None
    ) -> Json:
        """Edit one's own message; bots get edited_message."""
        person = self.user(user)
        where = (
            self.chat_seen_by(person, chat)
            if isinstance(message, int)
            else self.chat_of(user, message)
        )
        number = message if isinstance(message, int) else message["message_id"]
        original = messages.find(where, number)
        if messages.author_id(where, original) != person.id:
            raise ActionRefused("only one's own messages can be edited")
        field = "text" if "text" in original else "caption"
        changed = messages.edit(
            self, where, original, {field: text, "entities": find_entities(text) or None}
        )
        messages.pass_on(self, where, changed, edited=True)
        return changed

    def _post(
        self,
        user: Reference,
        chat: Reference | None,
        content: Json,
        reply_to: Json | int | None,
        anonymous: bool,
        as_channel: Reference | None,
    ) -> Json:
        person = self.user(user)
        where = self.chat_seen_by(person, chat)
        self._check_may_write(person, where)
        if reply_to is not None:
            number = reply_to if isinstance(reply_to, int) else reply_to["message_id"]
            content["reply_to_message"] = messages.as_reply(messages.find(where, number))
        speaker = self.group(as_channel) if as_channel is not None else None
        if isinstance(where, GroupChat) and members.of(where, person).anonymous:
            anonymous = True
        return messages.post_as_user(
            self, person, where, content, anonymous=anonymous, as_channel=speaker
        )

    def _check_may_write(self, person: User, chat: PrivateChat | GroupChat) -> None:
        if isinstance(chat, PrivateChat):
            if chat.blocked:
                raise ActionRefused(f"{person.full_name} has blocked the bot; unblock it first")
            return
        if chat.migrated_to is not None:
            raise ActionRefused(f"the group became the supergroup {chat.migrated_to}")
        member = members.of(chat, person)
        if not member.present:
            raise ActionRefused(f"{person.full_name} is not in {chat.title}")
        if chat.kind == "channel" and not member.may("can_post_messages"):
            raise ActionRefused(f"{person.full_name} can't post in {chat.title}")
        if not member.is_administrator and not (
            "can_send_messages" in member.permissions and "can_send_messages" in chat.permissions
        ):
            raise ActionRefused(f"{person.full_name} may not write in {chat.title}")

    # Following links and pressing buttons.

    def follow(
        self, user: Reference, link_or_code: str, group: Reference | None = None
    ) -> Json | None:
        """Open a link as a person: start a bot (returns the /start message), or join a chat.

        A payload that is no base64url of at most 64 characters opens the bot plainly: that sends
        /start the first time and nothing later. A bare code is a payload of the first bot.
        """
        person, target = self.user(user), links.resolve(self, link_or_code)
        if target.bot is None:
            if target.chat is not None:
                links.enter(self, person, target.chat, target.link)
            return None
        if target.start_group:
            if group is None:
                raise ActionRefused("a startgroup link needs a group to add the bot to")
            members.join(self, self.group(group), target.bot, by=person)
            command = f"/start@{target.bot.username}"
            return self.send(person, group, f"{command} {target.payload or ''}".strip())
        chat = self.private_chat(person, target.bot)
        if target.payload is None and chat.started and not chat.blocked:
            return None
        members.set_blocked(self, chat, False)
        return self.send(person, target.bot, f"/start {target.payload or ''}".strip())

    def _chat_of_link(self, link: str) -> GroupChat:
        target = links.resolve(self, link)
        if target.chat is None:
            raise Unknown(f"{link} leads to no group or channel")
        return target.chat

    def press(
        self,
        user: Reference,
        message: Json | int,
        button: str | int,
        chat: Reference | None = None,
    ) -> str:
        """Press an inline button, named by text, callback data or index; returns the query id."""
        person = self.user(user)
        where = (
            self.chat_seen_by(person, chat)
            if isinstance(message, int)
            else self.chat_of(user, message)
        )
        number = message if isinstance(message, int) else message["message_id"]
        return buttons.press(self, person, where, messages.find(where, number), button)

    def answer_of(self, query_id: str) -> Json | None:
        """Return what the bot answered to a press, {} for an empty answer, None for none yet."""
        query = self.queries.get(query_id)
        if query is None:
            raise Unknown(f"there is no callback query {query_id}")
        return query.answer

    # Looking.

    def chat_of(self, user: Reference, message: Json) -> PrivateChat | GroupChat:
        """Return the chat in which a person sees a message."""
        number = message["chat"]["id"]
        if number in self.groups:
            return self.groups[number]
        person = self.user(user)
        for bot in self.bots.values():
            chat = self.private_chats.get((person.id, bot.id))
            if number == person.id and chat and message["message_id"] in chat.messages:
                return chat
        raise Unknown(f"{person.full_name} sees no message {message['message_id']}")

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

    def add_users(self, count: int, first_id: int, language_code: str | None = "en") -> range:
        """Register many people at once, named by number; returns their ids."""
        ids = range(first_id, first_id + count)
        for number in ids:
            if number not in self.users:
                self.users[number] = User(number, f"User {number}", language_code=language_code)
        self.changed("users", count=count)
        return ids


def describe_state(world: World) -> dict[str, Any]:
    """Return users, chats, members, bots and the clock, as the control API shows them."""
    return {
        "clock": world.clock().isoformat(),
        "clock_offset_seconds": world.clock.offset.total_seconds(),
        "bots": [bot.json for bot in world.bots.values()],
        "users": [user.json for user in list(world.users.values())[:1000]],
        "users_count": len(world.users),
        "private_chats": [
            {
                "user_id": user_id,
                "bot_id": bot_id,
                "started": chat.started,
                "blocked": chat.blocked,
            }
            for (user_id, bot_id), chat in list(world.private_chats.items())[:1000]
        ],
        "chats": [
            {
                **chat.json,
                "description": chat.description,
                "migrated_to": chat.migrated_to,
                "members": [
                    member.json(chat.kind) for member in list(chat.members.values())[:1000]
                ],
                "links": [
                    members.link_json(world, chat, link, None) for link in chat.links.values()
                ],
                "join_requests": list(chat.join_requests),
            }
            for chat in world.groups.values()
        ],
    }
