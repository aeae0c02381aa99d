"""Has an admin said why? What moves points or shuts somebody out needs words for it."""

from bot.errors import UserError

LENGTH_MIN = 3
LENGTH_MAX = 500
"""As wide as the columns that keep it."""


class ReasonLeftOut(UserError):
    pass


class ReasonTooWordy(UserError):
    pass


def check(written: str) -> str:
    """The reason on its own; `ReasonLeftOut` or `ReasonTooWordy`."""
    reason = written.strip()
    if len(reason) < LENGTH_MIN:
        raise ReasonLeftOut(length=LENGTH_MIN)
    if len(reason) > LENGTH_MAX:
        raise ReasonTooWordy(length=LENGTH_MAX)
    return reason
