"""Who lives in the local Telegram, and how do they come and go?"""

from bot.sandbox import links, members, messages, views
from bot.sandbox.chats import GroupChat, Member, Status
from bot.sandbox.errors import ActionRefused, Unknown
from bot.sandbox.people import Bot, User
from bot.sandbox.state import Reference, World
from bot.sandbox.updates import UpdateQueue


class Population(World):
    """The world with the making of people, bots and chats, and with membership."""

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
        if int(number) in self.bots or int(number) in self.users:
            raise ActionRefused(f"the id {number} is taken")
        bot = Bot(
            int(number),
            token,
            username,
            name,
            UpdateQueue(self.clock),
            reads_all_group_messages=reads_all_group_messages,
        )
        self.take_username(username, bot)
        self.bots[bot.id] = bot
        self.bots_by_token[token] = bot
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
        self.take_username(username, user)
        self.users[number] = user
        self.changed("user", user=views.person(self, user))
        return user

    def add_group(
        self,
        title: str,
        owner: Reference,
        chat_id: int | None = None,
        *,
        kind: str = "supergroup",
        username: str | None = None,
        join_by_request: bool = False,
    ) -> GroupChat:
        """Make a supergroup, or a basic one with kind="group"."""
        number = self.new_chat_id(kind) if chat_id is None else chat_id
        if number in self.groups:
            raise ActionRefused(f"the chat {number} exists already")
        creator = self.user(owner)
        chat = GroupChat(number, {}, kind, title, creator.id, username)
        chat.join_by_request = join_by_request
        chat.members[creator.id] = Member(creator, Status.CREATOR)
        self.take_username(username, chat)
        self.groups[number] = chat
        self.changed("chat", chat=views.room(self, chat))
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

    def add_users(self, count: int, first_id: int, language_code: str | None = "en") -> range:
        """Register many people at once, named by number; returns their ids."""
        ids = range(first_id, first_id + count)
        for number in ids:
            if number not in self.users:
                self.users[number] = User(
                    number, f"User {number}", language_code=language_code, in_crowd=True
                )
        self.changed("crowd", count=count)
        return ids

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

    def _chat_of_link(self, link: str) -> GroupChat:
        target = links.resolve(self, link)
        if target.chat is None:
            raise Unknown(f"{link} leads to no group or channel")
        return target.chat
