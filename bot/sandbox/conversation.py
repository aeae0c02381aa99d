"""How do people write, follow links and press buttons?"""

from bot.sandbox import buttons, links, members, messages, voting
from bot.sandbox.chats import GroupChat, PrivateChat
from bot.sandbox.entities import Json, merge
from bot.sandbox.entities import find as find_entities
from bot.sandbox.errors import ActionRefused, Unknown
from bot.sandbox.files import attributes, photo_sizes
from bot.sandbox.people import User
from bot.sandbox.population import Population
from bot.sandbox.state import Reference
from bot.sandbox.text import MESSAGE_LIMIT


class Conversation(Population):
    """The world with everything that people do in their chats."""

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

    def send_document(
        self,
        user: Reference,
        chat: Reference | None,
        document: bytes,
        name: str,
        caption: str | None = None,
        *,
        reply_to: Json | int | None = None,
    ) -> Json:
        """Send a file as it is, under a name."""
        stored = self.files.add("document", document, name)
        content: Json = {"document": attributes(stored)}
        if caption:
            content["caption"] = caption
            if found := find_entities(caption):
                content["caption_entities"] = found
        return self._post(user, chat, content, reply_to, False, None)

    def send_contact(
        self, user: Reference, chat: Reference | None = None, *, phone_number: str, own: bool = True
    ) -> Json:
        """Share a phone number; one's own carries the user_id, as Telegram's button sends it."""
        person = self.user(user)
        contact: Json = {"phone_number": phone_number, "first_name": person.first_name}
        if own:
            contact["user_id"] = person.id
        return self._post(user, chat, {"contact": contact}, None, False, None)

    def send_other(self, user: Reference, chat: Reference | None = None, **content: Json) -> Json:
        """Send what has no method of its own: `dice={"emoji": "🎲", "value": 4}`."""
        return self._post(user, chat, dict(content), None, False, None)

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
        where, original = self._pointed_at(person, message, chat)
        if messages.author_id(where, original) != person.id:
            raise ActionRefused("only one's own messages can be edited")
        field, entities = ("text", "entities")
        if "text" not in original:
            field, entities = ("caption", "caption_entities")
        changes = {field: text, entities: find_entities(text) or None}
        changed = messages.edit(self, where, original, changes)
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

    def press(
        self,
        user: Reference,
        message: Json | int,
        button: str | int,
        chat: Reference | None = None,
    ) -> str:
        """Press an inline button, named by text, callback data or index; returns the query id."""
        person = self.user(user)
        where, found = self._pointed_at(person, message, chat)
        return buttons.press(self, person, where, found, button)

    def vote(
        self,
        user: Reference,
        message: Json | int,
        options: list[int],
        chat: Reference | None = None,
    ) -> Json:
        """Vote in a bot's poll by option numbers, none takes the vote back; returns the Poll."""
        person = self.user(user)
        where, found = self._pointed_at(person, message, chat)
        return voting.vote(self, person, where, found, options)

    def answer_of(self, query_id: str) -> Json | None:
        """Return what the bot answered to a press, {} for an empty answer, None for none yet."""
        query = self.queries.get(query_id)
        if query is None:
            raise Unknown(f"there is no callback query {query_id}")
        return query.answer

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

    def _pointed_at(
        self, person: User, message: Json | int, chat: Reference | None
    ) -> tuple[PrivateChat | GroupChat, Json]:
        """Return the chat and the stored message that a person means."""
        if isinstance(message, int):
            where = self.chat_seen_by(person, chat)
            return where, messages.find(where, message)
        where = self.chat_of(person, message)
        return where, messages.find(where, message["message_id"])
