"""Is a destination kept in one form, and shown to nobody whole?"""

import pytest

from bot.errors import UserError
from bot.services import destinations
from bot.services.destinations import Method
from bot.services.document_payouts import OwnMethodSection

LOCKER = OwnMethodSection.model_validate(
    {"name": "locker", "title": {"en": "Locker"}, "kind": "digits", "shortest": 4, "longest": 6}
)
NICKNAME = OwnMethodSection.model_validate(
    {"name": "game", "title": {"en": "Nickname"}, "shortest": 2, "longest": 8}
)


@pytest.mark.parametrize(
    ("method", "text", "kept"),
    [
        (Method.CARD, "4111 1111 1111 1111", "4111111111111111"),
        (Method.CARD, " 4111-1111-1111-1111\n", "4111111111111111"),
        (Method.CARD, "4111\u00a01111\u20111111 1111", "4111111111111111"),
        (Method.CARD, "2200 7001 2345 6781", "2200700123456781"),
        (Method.CARD, "6304 0000 0000", "630400000000"),
        (Method.CARD, "6304000000000000000", "6304000000000000000"),
        (Method.PHONE, "+359 88 123 45 67", "+359881234567"),
        (Method.PHONE, "+7 (912) 345-67-89", "+79123456789"),
        (Method.PHONE, "00 49 30 901820", "+4930901820"),
        # As lists of contacts and pages give them: with marks that nobody sees.
        (Method.PHONE, "\u202a+359 88 123 45 67\u202c", "+359881234567"),
        (Method.CARD, "4111\u200b1111\u20601111 1111\ufeff", "4111111111111111"),
        (Method.IBAN, "\u200eBG80 BNBG 9661\u00ad1020 3456 78\u2069", "BG80BNBG96611020345678"),
        (
            Method.WALLET,
            " UQBvI0aFLnw2QbZgjMPCLRdtRHxhUyinQudg6sdiohIwg5jL ",
            "UQBvI0aFLnw2QbZgjMPCLRdtRHxhUyinQudg6sdiohIwg5jL",
        ),
        (Method.WALLET, "имя@пример", "имя@пример"),
        (Method.WALLET, "x" * 128, "x" * 128),
        # The examples of the registry of ISO 13616.
        (Method.IBAN, "BG80 BNBG 9661 1020 3456 78", "BG80BNBG96611020345678"),
        (Method.IBAN, "gb82 west 1234 5698 7654 32", "GB82WEST12345698765432"),
        (Method.IBAN, "IBAN DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        (Method.IBAN, "NO93-8601-1117-947", "NO9386011117947"),
        (Method.IBAN, "MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S"),
        (Method.IBAN, "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
    ],
)
def test_a_destination_is_kept_in_one_form(method: Method, text: str, kept: str) -> None:
    assert destinations.parse(method, text) == kept


@pytest.mark.parametrize(
    ("method", "text", "refusal"),
    [
        (Method.CARD, "4111 1111 1111 1112", destinations.CardNumberWrong),
        (Method.CARD, "1111", destinations.CardNumberWrong),
        (Method.CARD, "0" * 12, destinations.CardNumberWrong),
        (Method.CARD, "40" * 10, destinations.CardNumberWrong),
        (Method.CARD, "４１１１１１１１１１１１１１１１", destinations.CardNumberWrong),
        (Method.CARD, "my card", destinations.CardNumberWrong),
        (Method.CARD, "", destinations.CardNumberWrong),
        (Method.CARD, "4111111111111111" + " " * 5_000 + "1", destinations.CardNumberWrong),
        (Method.PHONE, "89123456789", destinations.PhoneNumberWrong),
        (Method.PHONE, "+0123456789", destinations.PhoneNumberWrong),
        (Method.PHONE, "+1234567890123456", destinations.PhoneNumberWrong),
        (Method.PHONE, "+35988", destinations.PhoneNumberWrong),
        (Method.PHONE, "+٣٥٩٨٨١٢٣٤٥٦٧", destinations.PhoneNumberWrong),
        (Method.WALLET, "short", destinations.WalletWrong),
        (Method.WALLET, "two words", destinations.WalletWrong),
        (Method.WALLET, "zero\u200bwidth", destinations.WalletWrong),
        (Method.WALLET, "turned\u202earound", destinations.WalletWrong),
        (Method.WALLET, "x" * 129, destinations.WalletWrong),
        (Method.WALLET, "x" * 5_000, destinations.WalletWrong),
        (Method.IBAN, "BG81 BNBG 9661 1020 3456 78", destinations.IbanWrong),
        (Method.IBAN, "BG80 BNBG 9661 1020 3546 78", destinations.IbanWrong),
        (Method.IBAN, "BG80 BNBG 9661 1020 3456 7", destinations.IbanWrong),
        (Method.IBAN, "4111 1111 1111 1111", destinations.IbanWrong),
        (Method.IBAN, "ВG80 BNBG 9661 1020 3456 78", destinations.IbanWrong),
        (Method.IBAN, "", destinations.IbanWrong),
    ],
)
def test_what_nobody_could_pay_to_is_refused(
    method: Method, text: str, refusal: type[UserError]
) -> None:
    with pytest.raises(refusal):
        destinations.parse(method, text)


@pytest.mark.parametrize(
    ("method", "destination", "masked"),
    [
        (Method.CARD, "4111111111111111", "•••• 1111"),
        (Method.PHONE, "+359881234567", "+35 •••• 67"),
        (Method.WALLET, "UQBvI0aFLnw2QbZgjMPCLRdtRHxhUyinQudg6sdiohIwg5jL", "UQBv••••g5jL"),
        (Method.WALLET, "wallet", "w••••t"),
        (Method.IBAN, "BG80BNBG96611020345678", "BG80 •••• 5678"),
        (Method.OWN, "12345678", "••••78"),
        (Method.OWN, "ann", "••••"),
    ],
)
def test_a_masked_destination_shows_its_ends_only(
    method: Method, destination: str, masked: str
) -> None:
    assert destinations.mask(method, destination) == masked


def test_every_single_wrong_digit_of_a_card_is_noticed() -> None:
    card = "4111111111111111"
    for place in range(len(card)):
        for digit in set("0123456789") - {card[place]}:
            with pytest.raises(destinations.CardNumberWrong):
                destinations.parse(Method.CARD, card[:place] + digit + card[place + 1 :])


def test_a_way_of_the_campaigns_own_is_kept_as_its_document_says() -> None:
    assert destinations.parse(Method.OWN, " 12-34 56 ", LOCKER) == "123456"
    assert destinations.parse(Method.OWN, "\u202a12\u200b34\u202c", LOCKER) == "1234"
    assert destinations.parse(Method.OWN, " Ann B ", NICKNAME) == "Ann B"


@pytest.mark.parametrize(
    ("own", "text"),
    [
        (LOCKER, "123"),
        (LOCKER, "1234567"),
        (LOCKER, "12a4"),
        (LOCKER, "١٢٣٤"),
        (NICKNAME, "A"),
        (NICKNAME, "A" * 9),
        (NICKNAME, "two\nlines"),
    ],
)
def test_what_does_not_fit_the_campaigns_own_way_is_refused(
    own: OwnMethodSection, text: str
) -> None:
    with pytest.raises(destinations.OwnDetailsWrong):
        destinations.parse(Method.OWN, text, own)
