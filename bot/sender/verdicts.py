"""Has a message been sent when sending it has failed?"""

from dataclasses import dataclass
from enum import StrEnum

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError

from bot.pacer import NotLetThrough

NOBODY_THERE = (
    "chat not found",
    "user is deactivated",
    "PEER_ID_INVALID",
    "group chat was deleted",
)


class Fate(StrEnum):
    SENT = "sent"
    NOT_SENT = "not sent"
    """Certainly not, and for a reason that passes."""
    BLOCKED = "blocked"
    """The person, or the group, does not let us write."""
    REFUSED = "refused"
    """Certainly not, and never will be."""
    UNKNOWN = "unknown"
    """The request left, and no answer came: it may have arrived."""


@dataclass(frozen=True)
class Outcome:
    fate: Fate
    message_id: int | None = None
    error: str | None = None
    """For the operator; never holds the token."""


def outcome_of(error: BaseException, *, has_left: bool) -> Outcome:
    """What an error of sending means; `has_left`: whether the request had left the pacer."""
    return Outcome(_fate(error, has_left=has_left), error=describe(error))


def _fate(error: BaseException, *, has_left: bool) -> Fate:
    match error:
        case TelegramRetryAfter() | NotLetThrough() | TelegramMigrateToChat():
            return Fate.NOT_SENT
        # The token was taken back: nothing is wrong with the message.
        case TelegramUnauthorizedError() | TelegramNotFound():
            return Fate.NOT_SENT
        case TelegramForbiddenError():
            return Fate.BLOCKED
        case TelegramBadRequest(message=message):
            return Fate.BLOCKED if any(one in message for one in NOBODY_THERE) else Fate.REFUSED
        case TelegramEntityTooLarge():
            return Fate.REFUSED
        case TelegramNetworkError(__cause__=ClientConnectorError()):
            return Fate.NOT_SENT
        case _:
            return Fate.UNKNOWN if has_left else Fate.REFUSED


def describe(error: BaseException) -> str:
    """An error in words, without the address, for that holds the token."""
    match error:
        # "HTTP Client says": the words are the client's, and may hold what it called.
        case TelegramNetworkError():
            cause = type(error.__cause__ or error).__name__
            return f"network: {cause}"
        case TelegramServerError():
            return f"Telegram: {error.message}"
        case TelegramAPIError():
            return error.message
        case NotLetThrough():
            return str(error)
        case _:
            return type(error).__name__
