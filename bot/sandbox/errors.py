"""Which refusals does Telegram give, and in which words?"""

TOO_OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class ApiError(Exception):
    """A Bot API answer with `ok: false`; the texts are those of tdlib/telegram-bot-api."""

    def __init__(
        self,
        code: int,
        description: str,
        *,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to_chat_id = migrate_to_chat_id

    def parameters(self) -> dict[str, int]:
        """Return the `parameters` object of the answer; empty when there is none."""
        found = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        return {name: value for name, value in found.items() if value is not None}


class ActionRefused(Exception):
    """A person of the local Telegram tried what Telegram's apps would not let them do."""


class Unknown(ActionRefused):
    """The user, chat, message, bot or link named by a test or the control API does not exist."""


def bad_request(text: str) -> ApiError:
    """Return a 400 in Telegram's form: a sentence loses its capital, a CONSTANT keeps it."""
    if text[1:2].islower():
        text = text[0].lower() + text[1:]
    return ApiError(400, f"Bad Request: {text}")


def forbidden(text: str) -> ApiError:
    """Return a 403 in Telegram's form."""
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    """Return a 409 in Telegram's form."""
    return ApiError(409, f"Conflict: {text}")


def too_many_requests(seconds: int) -> ApiError:
    """Return a 429 that asks to wait `seconds`."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=max(1, seconds))
