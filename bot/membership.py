"""Is this person in that chat, and who administers the admin group? Telegram is asked, each time.

Events of joining and leaving get lost (tdlib/telegram-bot-api#396), so they are only hints.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from enum import StrEnum
from math import inf

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import ChatMemberAdministrator, ChatMemberRestricted, ResultChatMemberUnion

ANSWER_SECONDS = 6
"""Less than a handler has, so that the person still hears that there is no answer."""
SECOND_TRY_SECONDS = 0.3
ADMINS_MAX_AGE_SECONDS = 60
ADMINS_KEPT_MAX = 1_000
NEVER_ADMINS = {777_000, 1_087_968_824, 136_817_688}
"""Telegram's own senders: the service account, GroupAnonymousBot, Channel_Bot."""


class MembershipUnknown(Exception):
    """Telegram would not tell, most often because the bot is not an administrator there."""


class TelegramAway(MembershipUnknown):
    """Telegram does not answer now, whatever it is asked."""


async def ask(bot: Bot, chats: Iterable[str], telegram_id: int) -> dict[str, bool]:
    """For each chat ("@name" or a numeric id), whether the person is in it now.

    Raises `MembershipUnknown`.
    """
    async with _in_time():
        return {chat: await _is_in(bot, chat, telegram_id) for chat in chats}


@asynccontextmanager
async def _in_time() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            yield
    except (TimeoutError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError) as error:
        # Not its words: they may hold the address, and that the token.
        raise TelegramAway(f"Telegram does not answer: {type(error).__name__}") from error


async def _member(bot: Bot, chat_id: int | str, telegram_id: int) -> ResultChatMemberUnion:
    """Asked twice: a connection that was kept open may just have been closed."""
    try:
        return await bot.get_chat_member(chat_id, telegram_id)
    except (TelegramNetworkError, TelegramServerError):
        await asyncio.sleep(SECOND_TRY_SECONDS)
        return await bot.get_chat_member(chat_id, telegram_id)


async def _is_in(bot: Bot, chat: str, telegram_id: int) -> bool:
    try:
        member = await _member(bot, _chat_id(chat), telegram_id)
    except TelegramBadRequest as error:
        # A person whom the chat never saw is no member; anything else is the operator's to mend.
        if "user not found" in error.message or "PARTICIPANT_ID_INVALID" in error.message:
            return False
        raise MembershipUnknown(f"{chat}: {error.message}") from None
    except TelegramForbiddenError as error:
        raise MembershipUnknown(f"{chat}: {error.message}") from None
    return _is_member(member)


def _chat_id(chat: str) -> int | str:
    return chat if chat.startswith("@") else int(chat)


def _is_member(member: ResultChatMemberUnion) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in (
        ChatMemberStatus.CREATOR,
        ChatMemberStatus.ADMINISTRATOR,
        ChatMemberStatus.MEMBER,
    )


async def postable(bot: Bot, chat: str) -> int | None:
    """The id of a chat ("@name" or "-100…") in which the bot may post; None where it may not.

    Raises `TelegramAway`.
    """
    async with _in_time():
        try:
            found = await bot.get_chat(_chat_id(chat))
            member = await _member(bot, found.id, bot.id)
        except (TelegramBadRequest, TelegramForbiddenError):
            return None
    if isinstance(member, ChatMemberAdministrator):
        return found.id if found.type != "channel" or member.can_post_messages else None
    return found.id if found.type != "channel" and _is_member(member) else None


class Seat(StrEnum):
    """What somebody is in the admin group."""

    OWNER = "owner"
    """A Telegram administrator of the group."""
    MEMBER = "member"
    OUTSIDER = "outsider"


class Admins:
    """Who is what in the admin group, as Telegram said at most a minute ago."""

    def __init__(self, chat_id: int | None) -> None:
        self.chat_id = chat_id
        self._answers: dict[int, tuple[float, Seat]] = {}
        """By person: when Telegram was asked (monotonic seconds), and what it said."""

    async def seat(self, bot: Bot, telegram_id: int) -> Seat:
        """Raises `TelegramAway` when Telegram cannot be asked: then nobody is let in."""
        if self.chat_id is None or telegram_id in NEVER_ADMINS:
            return Seat.OUTSIDER
        now = time.monotonic()
        asked_at, answer = self._answers.get(telegram_id, (-inf, Seat.OUTSIDER))
        if now - asked_at >= ADMINS_MAX_AGE_SECONDS:
            if len(self._answers) >= ADMINS_KEPT_MAX:
                self._answers.clear()
            async with _in_time():
                answer = await _seat(bot, self.chat_id, telegram_id)
            self._answers[telegram_id] = now, answer
        return answer

    def move(self, old_id: int, new_id: int) -> None:
        """The group became a supergroup (Bot API, migrate_to_chat_id)."""
        if self.chat_id == old_id:
            self.chat_id = new_id
            self.forget()

    def forget(self) -> None:
        """Somebody's rights changed: ask again the next time."""
        self._answers.clear()


async def _seat(bot: Bot, chat_id: int, telegram_id: int) -> Seat:
    try:
        member = await _member(bot, chat_id, telegram_id)
    except (TelegramBadRequest, TelegramForbiddenError):
        # Not in the group, or the bot itself is not.
        return Seat.OUTSIDER
    if member.user.is_bot:
        # An administrator too, most often, and nobody's deputy.
        return Seat.OUTSIDER
    if member.status in (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR):
        return Seat.OWNER
    return Seat.MEMBER if _is_member(member) else Seat.OUTSIDER
