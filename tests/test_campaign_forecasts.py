"""Are the numbers of a forecast read as they are meant?"""

import pytest

from handlers import campaign_forecasts
from handlers.campaign_buttons import AskAssumption, Assumed, Assumption
from handlers.campaign_forecasts import RANGES, AssumptionUnusable, number

LETTERS_MAX = 64
"""What Telegram lets a button carry."""


@pytest.mark.parametrize(
    ("which", "written", "meant"),
    [
        (Assumed.ORDERS, "1 250", 1_250),
        (Assumed.ORDERS, "1,250", 1_250),
        (Assumed.ORDERS, "1.250.000", 1_250_000),
        (Assumed.ORDERS, "12\u00a0500", 12_500),
        (Assumed.ORDERS, " 7 ", 7),
        (Assumed.MARGIN, "30%", 30),
        (Assumed.MARGIN, "30 %", 30),
        (Assumed.ORDER, "0", 0),
        (Assumed.ORDER, "999999999", 999_999_999),
    ],
)
def test_a_whole_number_is_read(which: Assumed, written: str, meant: int) -> None:
    assert number(which, written) == meant


@pytest.mark.parametrize(
    ("which", "written"),
    [
        (Assumed.FRIENDS, "1.5"),
        (Assumed.FRIENDS, "0,5"),
        (Assumed.CONVERSION, "2,5%"),
        (Assumed.CONVERSION, "0"),
        (Assumed.CONVERSION, "101"),
        (Assumed.MARGIN, "7.5"),
        (Assumed.ORDER, "49.90"),
        (Assumed.ORDER, "12,50"),
        (Assumed.ORDER, "1,250.000"),
        (Assumed.ORDER, "0" * 12 + "9" * 40),
        (Assumed.ORDERS, "0000001234567899999"),
        (Assumed.ORDERS, "9" * 4_000),
        (Assumed.ORDERS, "1e9"),
        (Assumed.ORDERS, "-5"),
        (Assumed.ORDERS, "²"),
        (Assumed.ORDERS, "%"),
        (Assumed.ORDERS, ""),
    ],
)
def test_anything_else_is_refused_with_the_range(which: Assumed, written: str) -> None:
    with pytest.raises(AssumptionUnusable) as refused:
        number(which, written)
    low, high = RANGES[which]
    assert refused.value.text_args == {"low": low, "high": high}


def test_the_largest_numbers_fit_into_a_button() -> None:
    most = {which.value: high for which, (_low, high) in RANGES.items()}
    assert all(high < 10**campaign_forecasts.DIGITS_MAX for high in most.values())
    packed = AskAssumption(token="x" * 16, which=Assumed.ORDER, **most).pack()
    assert len(packed) <= LETTERS_MAX
    assert Assumption(token="x" * 16, **most).pack()
