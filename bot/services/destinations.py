"""Is this a place where a payout can go, and how is it shown without giving it away?"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from bot.errors import UserError
from bot.services.document_payouts import OwnMethodSection

TEXT_LENGTH_MAX = 256
DASHES = r"\u2010-\u2015-"
CARD = re.compile(r"[1-9]\d{11,18}")
"""ISO/IEC 7812-1: at most 19 digits; the shortest in use have 12, and no issuer begins with 0."""
PHONE = re.compile(r"\+[1-9]\d{6,14}")
"""ITU-T E.164: at most 15 digits, of which the country code never begins with 0."""
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
"""ISO 13616: country, check digits, at most 30 more; the shortest, Norway's, has 15 in all."""
IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18,
    "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24,
    "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24,
    "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
"""By country, of the registry that SWIFT keeps; of other countries any length will do."""
WALLET_LENGTH_MIN = 6
WALLET_LENGTH_MAX = 128


class Method(StrEnum):
    """How the points can leave; a campaign document names the ones that it offers."""

    CARD = "card"
    PHONE = "phone"
    WALLET = "wallet"
    IBAN = "iban"
    OWN = "own"
    """One of the campaign's own; which one is told beside it."""


@dataclass(frozen=True)
class Way:
    """A method as a campaign offers it."""

    method: Method
    own: OwnMethodSection | None = None

    @property
    def own_name(self) -> str | None:
        return None if self.own is None else self.own.name


class CardNumberWrong(UserError):
    pass


class PhoneNumberWrong(UserError):
    pass


class WalletWrong(UserError):
    pass


class IbanWrong(UserError):
    pass


class OwnDetailsWrong(UserError):
    """Not of the `kind`, "text" or "digits", or not of `shortest` to `longest` characters."""


def parse(method: Method, text: str, own: OwnMethodSection | None = None) -> str:
    """The destination in the one form in which it is kept; `own` is that of `Method.OWN`.

    Raises `CardNumberWrong`, `PhoneNumberWrong`, `WalletWrong`, `IbanWrong` or `OwnDetailsWrong`.
    """
    written = text.strip() if len(text) <= TEXT_LENGTH_MAX else ""
    match method:
        case Method.CARD:
            return _card(written)
        case Method.PHONE:
            return _phone(written)
        case Method.WALLET:
            return _wallet(written)
        case Method.IBAN:
            return _iban(written)
        case Method.OWN:
            assert own is not None
            return _own(written, own)
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
        case Method.IBAN:
            return f"{destination[:4]} •••• {destination[-4:]}"
        case Method.OWN:
            # As short as a nickname may be: what is shown must not be most of it.
            return (
                f"••••{destination[-len(destination) // 4 :]}" if len(destination) > 3 else "••••"
            )
        case _:
            assert_never(method)


def _compact(written: str, between: str = "") -> str:
    """Without what stands between the digits, and what nobody sees.

    Lists of contacts put marks of direction around a number, pages a zero-width space into it.
    """
    visible = (letter for letter in written if unicodedata.category(letter) != "Cf")
    return re.sub(rf"[\s{between}{DASHES}]", "", "".join(visible))


def _card(written: str) -> str:
    digits = _compact(written)
    if not (digits.isascii() and CARD.fullmatch(digits) and _passes_luhn(digits)):
        raise CardNumberWrong
    return digits


def _passes_luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1: catches any single wrong digit."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _phone(written: str) -> str:
    compact = _compact(written, "().")
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


def _iban(written: str) -> str:
    compact = _compact(written).upper().removeprefix("IBAN")
    if not (compact.isascii() and IBAN.fullmatch(compact)):
        raise IbanWrong
    if len(compact) != IBAN_LENGTHS.get(compact[:2], len(compact)) or _mod_97(compact) != 1:
        raise IbanWrong
    return compact


def _mod_97(iban: str) -> int:
    """ISO 7064: catches any single wrong character, and any two that changed places."""
    return int("".join(str(int(character, 36)) for character in iban[4:] + iban[:4])) % 97


def _own(written: str, own: OwnMethodSection) -> str:
    details = _compact(written) if own.kind == "digits" else written
    is_digits = details.isascii() and details.isdigit()
    is_of_its_kind = is_digits if own.kind == "digits" else details.isprintable()
    if not (own.shortest <= len(details) <= own.longest and is_of_its_kind):
        raise OwnDetailsWrong(kind=own.kind, shortest=own.shortest, longest=own.longest)
    return details
