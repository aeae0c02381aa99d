"""Is what is uploaded as codes read as it was meant, and nothing else sold as a code?"""

from collections.abc import Sequence

import pytest

from bot.errors import UserError
from bot.services import uploaded_texts, voucher_files


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"A1\nB2\n", ["A1", "B2"]),
        ("\ufeffКод\r\nA1\r\n\r\nB2\r\nA1\r\n".encode(), ["A1", "B2"]),
        ("код;номинал\nA1;100\nB2;200\n".encode(), ["A1", "B2"]),
        (b'"A,1",5\n"B,2",5\n', ["A,1", "B,2"]),
        ("Code\nA1\nB2".encode("utf-16"), ["A1", "B2"]),
        ("Code\nA1\nB2".encode("utf-16-le"), ["A1", "B2"]),
        ("промокод\nСКИДКА-1\nСКИДКА-2".encode("windows-1251"), ["СКИДКА-1", "СКИДКА-2"]),
        (b"'00017\n'00018\n", ["00017", "00018"]),
        (b"https://shop.example/?a=1,2\nhttps://shop.example/?a=3\n", None),
    ],
)
def test_a_pool_is_read_in_the_encodings_of_spreadsheets(
    content: bytes, codes: Sequence[str] | None
) -> None:
    found = voucher_files.read(content)
    if codes is None:
        codes = content.decode().split()
    assert found.codes == codes


def test_blank_and_repeated_lines_are_counted() -> None:
    found = voucher_files.read(b"code\nA\n\nB\n  \nA\nA\n")
    assert (found.codes, found.repeated, found.blank) == (["A", "B"], 2, 2)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", voucher_files.VoucherFileEmpty),
        (b"code\n\n", voucher_files.VoucherFileEmpty),
        (b"A\n" + b"x" * 201 + b"\nB\n", voucher_files.VouchersUnreadable),
        ("A\nB\u200b\n".encode(), voucher_files.VouchersUnreadable),
        (b"PK\x03\x04rest", uploaded_texts.UploadIsASpreadsheet),
        (b"A\x01\nB\n", uploaded_texts.UploadNotText),
        (b"\xff\xfe\x00", uploaded_texts.UploadNotText),
        (b"x" * (voucher_files.SIZE_MAX_BYTES + 1), voucher_files.VoucherFileTooLarge),
        (
            b"\n".join(b"%d" % n for n in range(voucher_files.CODES_MAX + 1)),
            voucher_files.VoucherFileTooLarge,
        ),
    ],
)
def test_a_file_with_what_can_be_no_code_is_refused_whole(
    content: bytes, refusal: type[UserError]
) -> None:
    with pytest.raises(refusal):
        voucher_files.read(content)


HEADERS = [
    *("Code", "Coupon code", "Gift code", "Gift card code", "Voucher number", "Activation code"),
    *("Code (10 EUR)", "Serial number", "PIN", "id", "№"),
    *("Промо-код", "Промо код", "Коды ваучеров", "Код активации", "Ключ", "Номер"),
    *("Код за отстъпка", "Кодове", "Код на ваучер", "Подаръчна карта"),
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("above", ["", "\r\n \r\n", "sep=;\r\n", "\ufeffSEP=,\r\n"])
def test_a_header_is_not_sold(header: str, above: str) -> None:
    found = voucher_files.read(f"{above}{header}\r\nAAA-1\r\nAAA-2\r\n".encode())
    assert (found.codes, found.header) == (["AAA-1", "AAA-2"], header)


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("id,code\n1,AAA-1\n2,AAA-2\n", 2),
        ("Дата;Код\n01.11.2026;AAA-1\n01.11.2026;AAA-2\n", 2),
        ("sep=;\nCode;Value\nAAA-1;5\nAAA-2;5\n", 1),
        ("Voucher\tCode\nMug\tAAA-1\nCup\tAAA-2\n", 2),
        ("№;Amazon\n1;AAA-1\n2;AAA-2\n", 2),
        ('name;note;code\nMug;"two\nlines";AAA-1\nCup;;AAA-2\n', 3),
    ],
)
def test_the_header_says_which_column_has_the_codes(content: str, column: int) -> None:
    found = voucher_files.read(content.encode())
    assert (found.codes, found.column) == (["AAA-1", "AAA-2"], column)


def test_what_every_code_is_called_is_no_header() -> None:
    found = voucher_files.read(b"AAA-1;voucher\nAAA-2;voucher\n")
    assert (found.codes, found.header, found.columns) == (["AAA-1", "AAA-2"], None, 2)


def test_the_headers_of_joined_files_are_all_left_out() -> None:
    assert voucher_files.read(b"code\nAAA-1\ncode\nAAA-2\n").codes == ["AAA-1", "AAA-2"]


@pytest.mark.parametrize("between", [", ", ";", "; ", "\t", ","])
@pytest.mark.parametrize("after", ["", "\n", "\n\n"])
def test_codes_beside_each_other_are_all_read(between: str, after: str) -> None:
    pasted = between.join(["AAA-1", "AAA-2", "AAA-3"]) + after
    assert voucher_files.read(pasted.encode()).codes == ["AAA-1", "AAA-2", "AAA-3"]


@pytest.mark.parametrize(
    "content",
    ['="00017"\n="00018"\n', '"=""00017"""\n"=""00018"""\n', 'code;value\n="00017";5\n\'00018;5\n'],
)
def test_what_keeps_a_spreadsheet_from_reckoning_is_no_part_of_a_code(content: str) -> None:
    assert voucher_files.read(content.encode()).codes == ["00017", "00018"]


@pytest.mark.parametrize(
    ("content", "refusal", "line"),
    [
        (b'CCC\n"AAA\nBBB"\nDDD\n', voucher_files.VouchersUnreadable, 2),
        (b'"AAA-1\nAAA-2\n', voucher_files.VoucherQuotesOpen, 1),
        (b'AAA-1;"a\nAAA-2;b\nAAA-3;c\n', voucher_files.VoucherQuotesOpen, 1),
    ],
)
def test_quotes_that_join_lines_make_no_code(
    content: bytes, refusal: type[UserError], line: int
) -> None:
    with pytest.raises(refusal) as refused:
        voucher_files.read(content)
    assert refused.value.text_args["line"] == line


def test_a_file_of_line_feeds_is_refused_at_once() -> None:
    with pytest.raises(voucher_files.VoucherFileEmpty):
        voucher_files.read(b"\n" * voucher_files.SIZE_MAX_BYTES)
