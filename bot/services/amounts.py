"""Which number of points did a person write?"""

import re
import unicodedata

from bot.errors import UserError
from bot.i18n import Unit

TEXT_LENGTH_MAX = 64
DIGITS_MAX = 15
"""With the unit's decimals, far below what a 64-bit column holds."""
SPACES = re.compile(r"[\s'’`_]")
"""What groups digits besides a comma or point: spaces of any width, apostrophes."""
PLAIN = re.compile(r"\d+")
GROUPED = re.compile(r"\d{1,3}(?: \d{3})+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+")
WITH_FRACTION = re.compile(
    r"(?P<whole>\d+|\d{1,3}(?: \d{3})+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+)"
    r"(?P<mark>[.,])(?P<fraction>\d+)"
)
DECIMAL_COMMA_LANGUAGES = {"ru", "bg"}


class AmountNotUnderstood(UserError):
    pass


class AmountNotPositive(UserError):
    pass


class AmountTooFine(UserError):
    pass


class AmountTooLarge(UserError):
    pass


def parse(text: str, unit: Unit, *, language: str = "en") -> int:
    """Read a positive amount as people write it, "1 000" or "1,000.50 points": minor units.

    Where a mark may group or divide ("1,000" of a unit with three decimals), the language decides.
    Raises `AmountNotUnderstood`, `AmountNotPositive`, `AmountTooFine` or `AmountTooLarge`.
    """
    if len(text) > TEXT_LENGTH_MAX:
        raise AmountNotUnderstood
    number = _without_unit(_in_plain_characters(text), unit)
    is_negative = number.startswith("-")
    number = number.removeprefix("-").removeprefix("+").strip()
    whole, fraction = _parts(number, unit, language)
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    if is_negative or not (whole or fraction):
        raise AmountNotPositive
    if len(fraction) > unit.decimals:
        raise AmountTooFine(decimals=unit.decimals)
    if len(whole) > DIGITS_MAX - unit.decimals:
        raise AmountTooLarge
    return int(whole + fraction.ljust(unit.decimals, "0"))


def _in_plain_characters(text: str) -> str:
    """ASCII digits, spaces and signs for whatever script they were typed in."""
    digits = (
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text.casefold().strip()
    )
    return SPACES.sub(" ", "".join(digits)).replace("−", "-").replace("–", "-")


def _without_unit(text: str, unit: Unit) -> str:
    names = {name.casefold() for forms in unit.names.values() for name in forms.values()}
    for name in sorted(names, key=len, reverse=True):
        if text.endswith(name):
            return text.removesuffix(name).rstrip()
        if text.startswith(name):
            return text.removeprefix(name).lstrip()
    return text


def _parts(number: str, unit: Unit, language: str) -> tuple[str, str]:
    """The digits before and after the decimal mark."""
    if PLAIN.fullmatch(number):
        return number, ""
    divided = WITH_FRACTION.fullmatch(number)
    if GROUPED.fullmatch(number) and not (
        divided and _divides(divided["whole"], divided["mark"], unit, language)
    ):
        return re.sub(r"[ .,]", "", number), ""
    if divided is None or divided["mark"] in divided["whole"]:
        raise AmountNotUnderstood
    return re.sub(r"[ .,]", "", divided["whole"]), divided["fraction"]


def _divides(whole: str, mark: str, unit: Unit, language: str) -> bool:
    """Whether the mark in "1,000" is a decimal mark; "0.500" can be nothing else."""
    if whole.startswith("0"):
        return True
    if unit.decimals < 3:
        return False
    return mark == ("," if language in DECIMAL_COMMA_LANGUAGES else ".")
