"""Which refusals can a person cause, and which text belongs to each?"""

import re


class UserError(Exception):
    """An expected refusal: shown to the person, logged at INFO.

    Its text is the Fluent message `error-<class name in kebab case>` with `text_args`.
    """

    def __init__(self, **text_args: object) -> None:
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
