"""Is an amount read as the person meant it, or refused, but never guessed?"""

import pytest

from bot.errors import UserError
from bot.i18n import Unit
from bot.services import amounts

NAMES = {
    "en": {"one": "point", "other": "points"},
    "ru": {"one": "балл", "few": "балла", "many": "баллов", "other": "балла"},
    "bg": {"one": "точка", "other": "точки"},
}
POINTS = Unit(0, NAMES)
MONEY = Unit(2, {"en": {"one": "€", "other": "€"}})
FINE = Unit(4, NAMES)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("500", 500),
        (" 500 ", 500),
        ("+500", 500),
        ("007", 7),
        ("1 000", 1_000),
        ("1\u00a0000", 1_000),
        ("1\u202f000", 1_000),
        ("1'000", 1_000),
        ("1’000’000", 1_000_000),
        ("1,000", 1_000),
        ("1.000", 1_000),
        ("1.000.000", 1_000_000),
        ("10.00", 10),
        ("500 points", 500),
        ("500 Баллов", 500),
        ("1 000 баллов", 1_000),
        ("500точки", 500),
        ("٥٠٠", 500),
        ("５００", 500),
        ("999999999999999", 999_999_999_999_999),
    ],
)
def test_whole_points_are_read_as_people_write_them(text: str, points: int) -> None:
    for language in ("ru", "en", "bg"):
        assert amounts.parse(text, POINTS, language=language) == points


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("10", 10_00),
        ("10.5", 10_50),
        ("10,5", 10_50),
        ("10.05", 10_05),
        ("0.01", 1),
        ("0,500", 50),
        ("1,000", 1_000_00),
        ("1,000.50", 1_000_50),
        ("1.000,50", 1_000_50),
        ("1 000,50", 1_000_50),
        ("1 000 000.50", 1_000_000_50),
        ("1,000,000.50 €", 1_000_000_50),
        ("€12.30", 12_30),
        ("12.300000", 12_30),
    ],
)
def test_money_is_read_with_either_decimal_mark(text: str, cents: int) -> None:
    for language in ("ru", "en", "bg"):
        assert amounts.parse(text, MONEY, language=language) == cents


def test_where_a_mark_could_be_either_the_language_decides() -> None:
    assert amounts.parse("1,250", FINE, language="en") == 1_250_0000
    assert amounts.parse("1,250", FINE, language="ru") == 1_2500
    assert amounts.parse("1.250", FINE, language="en") == 1_2500
    assert amounts.parse("1.250", FINE, language="bg") == 1_250_0000
    assert amounts.parse("1,250.5", FINE, language="ru") == 1_250_5000


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", amounts.AmountNotUnderstood),
        ("сто", amounts.AmountNotUnderstood),
        ("points", amounts.AmountNotUnderstood),
        ("1e9", amounts.AmountNotUnderstood),
        ("0x10", amounts.AmountNotUnderstood),
        ("10²", amounts.AmountNotUnderstood),
        ("½", amounts.AmountNotUnderstood),
        ("1 00", amounts.AmountNotUnderstood),
        ("1,00,000", amounts.AmountNotUnderstood),
        ("1,000,50", amounts.AmountNotUnderstood),
        ("1 000,000 000", amounts.AmountNotUnderstood),
        ("1..5", amounts.AmountNotUnderstood),
        (".5", amounts.AmountNotUnderstood),
        ("5.", amounts.AmountNotUnderstood),
        ("10-20", amounts.AmountNotUnderstood),
        ("--5", amounts.AmountNotUnderstood),
        ("inf", amounts.AmountNotUnderstood),
        ("nan", amounts.AmountNotUnderstood),
        ("all", amounts.AmountNotUnderstood),
        ("1\n000\n1", amounts.AmountNotUnderstood),
        ("9" * 5_000, amounts.AmountNotUnderstood),
        ("0", amounts.AmountNotPositive),
        ("0.00", amounts.AmountNotPositive),
        ("-5", amounts.AmountNotPositive),
        ("−5", amounts.AmountNotPositive),
        ("1.5", amounts.AmountTooFine),
        ("1,05", amounts.AmountTooFine),
        ("9" * 16, amounts.AmountTooLarge),
        ("9" * 60, amounts.AmountTooLarge),
    ],
)
def test_what_is_no_amount_is_refused_by_its_own_name(text: str, refusal: type[UserError]) -> None:
    with pytest.raises(refusal):
        amounts.parse(text, POINTS, language="ru")


def test_a_fraction_finer_than_the_unit_is_refused_with_its_decimals() -> None:
    with pytest.raises(amounts.AmountTooFine) as refused:
        amounts.parse("1234.505", MONEY)
    assert refused.value.text_args == {"decimals": 2}


def test_no_amount_overflows_a_column_of_64_bits() -> None:
    largest = "9" * (amounts.DIGITS_MAX - FINE.decimals) + "." + "9" * FINE.decimals
    assert amounts.parse(largest, FINE) < 2**63
