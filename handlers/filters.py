"""Who is speaking, and where? The conditions that whole groups of handlers share."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, InaccessibleMessage, Message, TelegramObject

from bot.db import Database
from bot.membership import Admins, Seat
from bot.services import confirmations, roles
from bot.services.roles import Right
from models import Participant

Event = Message | CallbackQuery

NUMBER_OF_NOBODY = re.compile(r"\d{19}")
"""More digits than any column holds in full."""


def _chat_type(event: Event) -> str | None:
    message = event if isinstance(event, Message) else event.message
    return message.chat.type if message is not None else None


def _chat_id(event: Event) -> int | None:
    message = event if isinstance(event, Message) else event.message
    return message.chat.id if message is not None else None


class InPrivate(Filter):
    """A person's own chat with the bot; a command that was forwarded there is nobody's.

    Other words may come from anywhere: a card number from a note to oneself, say.
    """

    async def __call__(self, event: Event) -> bool:
        if _chat_type(event) != "private":
            return False
        return not (isinstance(event, Message) and is_command(event) and is_second_hand(event))


class Known(Filter):
    """The person has pressed start before, so handlers get a participant."""

    async def __call__(self, event: Event, participant: Participant | None) -> bool:
        return participant is not None and participant.started_at is not None


class Unknown(Filter):
    """The person has never pressed start: they wrote to the bot in some other way."""

    async def __call__(self, event: Event, participant: Participant | None) -> bool:
        return participant is None or participant.started_at is None


class FromAdmin(Filter):
    """In the admin group, in person, from an owner or somebody with a role.

    Gives the handlers below it `rights`. `takes_forwarded`: for what is asked for as a message of
    whatever origin, where nothing is done on its words.
    """

    def __init__(self, *, takes_forwarded: bool = False) -> None:
        self._takes_forwarded = takes_forwarded

    async def __call__(
        self, event: Event, bot: Bot, db: Database, admins: Admins
    ) -> bool | dict[str, frozenset[Right]]:
        if admins.chat_id is None or _chat_id(event) != admins.chat_id:
            return False
        if event.from_user is None:
            return False
        if isinstance(event, Message) and (
            event.sender_chat is not None or (is_second_hand(event) and not self._takes_forwarded)
        ):
            return False
        rights = await rights_in_group(bot, db, admins, event.from_user.id)
        return {"rights": rights} if rights else False


async def rights_in_group(
    bot: Bot, db: Database, admins: Admins, telegram_id: int
) -> frozenset[Right]:
    """What a person may do there now; Telegram's word is at most a minute old."""
    match await admins.seat(bot, telegram_id):
        case Seat.OWNER:
            return roles.ALL_RIGHTS
        case Seat.MEMBER:
            async with db.read() as session:
                return roles.rights_of(await roles.of(session, telegram_id))
        case Seat.OUTSIDER:
            return frozenset()


class May(Filter):
    """Below `FromAdmin`: whether the person has a right."""

    def __init__(self, right: Right) -> None:
        self.right = right

    async def __call__(self, _event: Event, rights: frozenset[Right]) -> bool:
        return self.right in rights


class InAdminGroup(Filter):
    async def __call__(self, event: Event, admins: Admins) -> bool:
        return admins.chat_id is not None and _chat_id(event) == admins.chat_id


class InGroup(Filter):
    async def __call__(self, event: Event) -> bool:
        return _chat_type(event) in ("group", "supergroup")


class NotACommand(Filter):
    """A command always leaves a dialogue."""

    async def __call__(self, message: Message) -> bool:
        return not is_command(message)


async def leave_dialogue(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:
    """A middleware: whoever gives a command has turned from what they were writing."""
    if (
        isinstance(event, Message)
        and data["raw_state"] is not None
        and is_command(event)
        and not is_second_hand(event)
        and not (event.text or "").startswith("/cancel")
    ):
        await data["state"].clear()
        data["raw_state"] = None
    return await handler(event, data)


async def take_only_our_numbers(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:
    """A middleware: an app may send what no button of ours carries (Bot API, CallbackQuery.data).

    Handlers judge what they get, but a number that no database takes would look like a bug.
    """
    if isinstance(event, CallbackQuery) and NUMBER_OF_NOBODY.search(event.data or ""):
        event = event.model_copy(update={"data": None})
    return await handler(event, data)


def is_command(message: Message) -> bool:
    """Whether aiogram's `Command` looks at it: a picture's caption may be a command too."""
    return (message.text or message.caption or "").startswith("/")


def is_second_hand(message: Message) -> bool:
    """Forwarded, or sent through another bot: not the words of whoever sent it."""
    return message.forward_origin is not None or message.via_bot is not None


def can_edit(query: CallbackQuery) -> Message | None:
    """The message under a button, unless it is too old for Telegram to let us touch it."""
    if isinstance(query.message, InaccessibleMessage) or query.message is None:
        return None
    return query.message


def message_under(query: CallbackQuery) -> Message:
    """The same for a picture, which is sent below that message; `ButtonExpired` if it is too old.

    A refusal is an alert: whoever draws answers the press last, until then the button shows work.
    """
    message = can_edit(query)
    if message is None:
        raise confirmations.ButtonExpired
    return message


def asked_by_name(message: Message, bot: Bot) -> set[int]:
    """To whom the bot put the question that a message replies to; Telegram ids, often none.

    Whoever is asked something in a group is mentioned, and nobody is otherwise.
    """
    question = message.reply_to_message
    if question is None or question.from_user is None or question.from_user.id != bot.id:
        return set()
    return {entity.user.id for entity in question.entities or () if entity.user is not None}
