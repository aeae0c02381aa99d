"""Which refusals can a person cause, and which text belongs to each?"""

import re

from bot.i18n import Argument


class UserError(Exception):
    """An expected refusal: shown to the person, logged at INFO.

    Its text is the Fluent message `error-<class name in kebab case>` with `text_args`.
    """

    def __init__(self, **text_args: Argument) -> None:
        super().__init__(type(self).__name__)
        self.text_args = text_args

    @classmethod
    def text_key(cls) -> str:
        words = re.findall(r"[A-Z][a-z0-9]*", cls.__name__)
        return "error-" + "-".join(word.lower() for word in words)


class OperatorError(Exception):
    """What the operator must mend (settings, database, Telegram rights): printed as one sentence.

    In English, as all of the command line.
    """


class Unavailable(Exception):
    """The database is away, full or overloaded: Telegram is to send the update again."""


class AlreadyProcessed(Exception):
    """An update was delivered again after it had its effect: nothing is written twice."""
