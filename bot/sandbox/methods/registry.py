"""Which function answers which Bot API method, and what is it given?"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.sandbox.parameters import Upload
from bot.sandbox.people import Bot
from bot.sandbox.world import Telegram


@dataclass(slots=True)
class Call:
    """One request of a bot: typed parameters in `values`, uploads by part name in `files`."""

    world: Telegram
    bot: Bot
    method: str
    values: dict[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """Return a parameter, None if it was not given."""
        return self.values.get(name)


Answer = Any
Handler = Callable[[Call], Answer | Awaitable[Answer]]
Registered = TypeVar("Registered", bound=Handler)

HANDLERS: dict[str, Handler] = {}


def answers(name: str) -> Callable[[Registered], Registered]:
    """Register a function as the answer to a Bot API method."""

    def register(handler: Registered) -> Registered:
        HANDLERS[name.lower()] = handler
        return handler

    return register
