"""Who may turn up in the admin group or elsewhere, and what do they hear who may do nothing?"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from itertools import combinations

from bot.sandbox import messages
from bot.sandbox.chats import Chat
from bot.sandbox.people import ANONYMOUS_ADMIN, CHANNEL_BOT
from bot.sandbox.state import CallbackQuery
from bot.services import roles
from bot.services.roles import ALL_RIGHTS, RIGHTS, Right
from models import Role
from tests.people import Json, Stage

NOTHING: frozenset[Right] = frozenset()
SERVICE_ACCOUNT: Json = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}


@dataclass(frozen=True)
class Sender:
    """Somebody in a chat, as Telegram tells the bot of them."""

    name: str
    stage: Stage
    user: Json
    chat: Chat
    rights: frozenset[Right] = NOTHING
    hears: str = "errors-not-admin"
    """To a command that is not for them; who has some rights hears of the others."""
    hears_to_a_press: str = "errors-not-admin-button"
    """"" where Telegram lets such a sender press nothing."""
    more: Json = field(default_factory=dict)
    """What else a message of theirs says: that it was forwarded, say."""

    def may(self, right: Right | None) -> bool:
        """None asks for any right at all."""
        return right in self.rights if right is not None else bool(self.rights)

    def send(self, words: str) -> int:
        """Say something; returns the number of the message."""
        content = {"text": words, **self.more}
        message = messages.compose(self.stage.telegram, self.chat, self.user, content)
        messages.store(self.stage.telegram, self.chat, message)
        self.stage.me.updates.push("message", message, f"chat {self.chat.id}")
        return int(message["message_id"])

    def press(self, message: Json, callback: str) -> str:
        """Press any button, seen or not; returns the number of the query."""
        telegram, me = self.stage.telegram, self.stage.me
        number, user_id = str(telegram.next_query_id()), int(self.user["id"])
        telegram.queries[number] = CallbackQuery(
            number, user_id, me.id, self.chat, telegram.clock.monotonic()
        )
        query = {"id": number, "from": self.user, "message": message, "chat_instance": "1"}
        me.updates.push("callback_query", {**query, "data": callback}, f"user {user_id}")
        return number


async def assembled(stage: Stage) -> list[Sender]:
    """Everybody, with their roles given and their places taken."""
    cast = [
        *_owners(stage),
        *[await _holder(stage, role) for role in Role],
        *[await _holder(stage, *pair) for pair in combinations(Role, 2)],
        await _holder(stage, *Role),
        *[await _gone(stage, role) for role in Role],
        *[await _former(stage, name, end) for name, end in ENDS.items()],
        *_nobody_by_name(stage),
        *_second_hand(stage),
        *await _elsewhere(stage),
    ]
    await stage.settle()
    return cast


def _member(stage: Stage, name: str) -> Sender:
    person = stage.person(name)
    group = stage.telegram.group(stage.group_id)
    stage.telegram.join(person.user, group)
    return Sender(name, stage, person.user.json, group)


def _owners(stage: Stage) -> list[Sender]:
    creator = _creator(stage)
    administrator = replace(_member(stage, "an administrator"), rights=ALL_RIGHTS)
    stage.telegram.promote(stage.group_id, administrator.user["id"])
    return [creator, administrator]


def _creator(stage: Stage) -> Sender:
    group = stage.telegram.group(stage.group_id)
    return Sender("the creator", stage, stage.owner.json, group, rights=ALL_RIGHTS)


async def _holder(stage: Stage, *held: Role) -> Sender:
    sender = _member(stage, "with " + " and ".join(held))
    await _give(stage, sender, *held)
    return replace(sender, rights=frozenset[Right]().union(*(RIGHTS[role] for role in held)))


async def _gone(stage: Stage, role: Role) -> Sender:
    sender = _member(stage, f"left with {role}")
    await _give(stage, sender, role)
    stage.telegram.leave(sender.user["id"], stage.group_id)
    return sender


async def _give(stage: Stage, sender: Sender, *wanted: Role) -> None:
    by, now = stage.owner.id, stage.clock()
    async with stage.app.db.transaction() as session:
        for role in wanted:
            await roles.give(session, sender.user["id"], role, by=by, participant_id=None, now=now)


# Who could do something once, each with how that ended


async def _never_was(_stage: Stage, _sender: Sender) -> None:
    pass


async def _was_kicked(stage: Stage, sender: Sender) -> None:
    await _give(stage, sender, *Role)
    stage.telegram.kick(sender.user["id"], stage.group_id)


async def _left_a_moment_ago(stage: Stage, sender: Sender) -> None:
    await _give(stage, sender, *Role)
    await _was_served(stage, sender)
    stage.telegram.leave(sender.user["id"], stage.group_id)


async def _lost_the_role(stage: Stage, sender: Sender) -> None:
    await _give(stage, sender, *Role)
    await _was_served(stage, sender)
    by, now = stage.owner.id, stage.clock()
    async with stage.app.db.transaction() as session:
        for role in Role:
            await roles.take(session, sender.user["id"], role, by=by, participant_id=None, now=now)


async def _was_demoted(stage: Stage, sender: Sender) -> None:
    stage.telegram.promote(stage.group_id, sender.user["id"])
    await _was_served(stage, sender)
    stage.telegram.demote(stage.group_id, sender.user["id"])


async def _was_served(stage: Stage, sender: Sender) -> None:
    said = len(stage.in_group())
    sender.send("/stats")
    await stage.settle()
    assert len(stage.in_group()) == said + 1


ENDS: dict[str, Callable[[Stage, Sender], Awaitable[None]]] = {
    "a plain member": _never_was,
    "left a moment ago": _left_a_moment_ago,
    "kicked with every role": _was_kicked,
    "whose roles were taken": _lost_the_role,
    "a demoted administrator": _was_demoted,
}


async def _former(
    stage: Stage, name: str, end: Callable[[Stage, Sender], Awaitable[None]]
) -> Sender:
    sender = _member(stage, name)
    await end(stage, sender)
    return sender


# Whom Telegram does not name, or who is nobody


def _nobody_by_name(stage: Stage) -> list[Sender]:
    group = stage.telegram.group(stage.group_id)
    channel = stage.telegram.group(stage.channel_id)
    anonymous = _member(stage, "an anonymous administrator")
    stage.telegram.promote(stage.group_id, anonymous.user["id"], anonymous=True)
    post = {
        "sender_chat": channel.json,
        "is_automatic_forward": True,
        "forward_origin": {
            "type": "channel",
            "chat": channel.json,
            "message_id": 1,
            "date": stage.telegram.clock.unix(),
        },
    }
    other = stage.telegram.add_bot("2000002:SANDBOX-not-a-secret", "other_bot", "Other")
    stage.telegram.add_bot_to(group, other)
    return [
        # What they write has no name; whoever presses is named by Telegram, and so an owner.
        Sender(anonymous.name, stage, ANONYMOUS_ADMIN, group, more={"sender_chat": group.json}),
        replace(
            anonymous, name="an anonymous administrator who presses", rights=ALL_RIGHTS, hears=""
        ),
        Sender(
            "the linked channel", stage, SERVICE_ACCOUNT, group, hears="errors-forwarded", more=post
        ),
        Sender("a channel", stage, CHANNEL_BOT, group, more={"sender_chat": channel.json}),
        Sender("another bot, an administrator", stage, other.json, group),
    ]


def _second_hand(stage: Stage) -> list[Sender]:
    creator = _creator(stage)
    origin = {
        "type": "user",
        "sender_user": stage.owner.json,
        "date": stage.telegram.clock.unix(),
    }
    refused = replace(creator, rights=NOTHING, hears="errors-forwarded", hears_to_a_press="")
    return [
        replace(refused, name="the creator, forwarding", more={"forward_origin": origin}),
        replace(refused, name="the creator, via a bot", more={"via_bot": stage.me.json}),
    ]


async def _elsewhere(stage: Stage) -> list[Sender]:
    outsider, creator = stage.person("An outsider"), stage.admin
    foreign = stage.telegram.add_group("Friends", owner=outsider.user)
    stage.telegram.add_bot_to(foreign, stage.me)
    stage.telegram.join(creator.user, foreign)
    for person in (outsider, creator):
        await person.start()
    found = []
    for person, name in ((outsider, "an outsider"), (creator, "the creator")):
        in_foreign = Sender(f"{name} in a foreign group", stage, person.user.json, foreign)
        private = stage.telegram.private_chat(person.user, stage.me)
        found += [
            replace(in_foreign, hears="errors-only-admin-group"),
            Sender(
                f"{name} in private",
                stage,
                person.user.json,
                private,
                hears="errors-only-admin-group",
                hears_to_a_press="errors-button-expired",
            ),
        ]
    return found
