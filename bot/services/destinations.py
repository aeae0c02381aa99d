"""Is this a place where a payout can go, and how is it shown without giving it away?"""

import re
from enum import StrEnum
from typing import assert_never

from bot.errors import UserError

TEXT_LENGTH_MAX = 256
DASHES = r"\u2010-\u2015-"
CARD = re.compile(r"[1-9]\d{11,18}")
"""ISO/IEC 7812-1: at most 19 digits; the shortest in use have 12, and no issuer begins with 0."""
PHONE = re.compile(r"\+[1-9]\d{6,14}")
"""ITU-T E.164: at most 15 digits, of which the country code never begins with 0."""
WALLET_LENGTH_MIN = 6
WALLET_LENGTH_MAX = 128


class Method(StrEnum):
    """How the points can leave; a campaign document names the ones that it offers."""

    CARD = "card"
    PHONE = "phone"
    WALLET = "wallet"


class CardNumberWrong(UserError):
    pass


class PhoneNumberWrong(UserError):
    pass


class WalletWrong(UserError):
    pass


def parse(method: Method, text: str) -> str:
    """The destination in the one form in which it is kept.

    Raises `CardNumberWrong`, `PhoneNumberWrong` or `WalletWrong`.
    """
    written = text.strip() if len(text) <= TEXT_LENGTH_MAX else ""
    match method:
        case Method.CARD:
            return _card(written)
        case Method.PHONE:
            return _phone(written)
        case Method.WALLET:
            return _wallet(written)
        case _:
            assert_never(method)


def mask(method: Method, destination: str) -> str:
    """What others may see: enough to recognise one's own, too little to pay to."""
    match method:
        case Method.CARD:
            return f"•••• {destination[-4:]}"
        case Method.PHONE:
            return f"{destination[:3]} •••• {destination[-2:]}"
        case Method.WALLET:
            shown = 4 if len(destination) >= 16 else 1
            return f"{destination[:shown]}••••{destination[-shown:]}"
        case _:
            assert_never(method)


def _card(written: str) -> str:
    digits = re.sub(rf"[\s{DASHES}]", "", written)
    if not (digits.isascii() and CARD.fullmatch(digits) and _passes_luhn(digits)):
        raise CardNumberWrong
    return digits


def _passes_luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1: catches any single wrong digit."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _phone(written: str) -> str:
    compact = re.sub(rf"[\s().{DASHES}]", "", written)
    if compact.startswith("00"):
        compact = "+" + compact.removeprefix("00")
    # Without a country code there is no telling whose number it is: asked, never guessed.
    if not (compact.isascii() and PHONE.fullmatch(compact)):
        raise PhoneNumberWrong
    return compact


def _wallet(written: str) -> str:
    # isprintable() refuses zero-width and direction-changing characters too.
    is_one_word = written.isprintable() and not any(character.isspace() for character in written)
    if not (WALLET_LENGTH_MIN <= len(written) <= WALLET_LENGTH_MAX and is_one_word):
        raise WalletWrong
    return written
