"""Which codes does a file hold that somebody made in a spreadsheet, an editor or a message?"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.errors import UserError
from bot.services import uploaded_texts

SIZE_MAX_BYTES = 2 * 1024 * 1024
CODES_MAX = 20_000
"""In one file: all of them are written in one transaction."""
CODE_LENGTH_MAX = 200
SEPARATORS = (";", "\t", ",")
NO_SEPARATOR = "\t"
"""For a file where no separator is on every line: it splits nothing that a code may hold."""
SAID_SEPARATOR = re.compile(r'"?sep=([^\w\s"]|\t)"?[;,\t]*\s*', re.IGNORECASE)
"""By what Excel shall split the file: a line of its own above everything else."""
NOTHING = ' \r\n\t;,"'
FORMULA = re.compile(r'="(.*)"', re.DOTALL)
"""How a spreadsheet is kept from reckoning with 00017; its value is what is between the quotes."""

CODE_WORDS = frozenset(
    {
        "code", "codes", "promocode", "promocodes",
        "код", "коды", "кода", "кодов", "кодове", "кодовете", "промокод", "промокоды",
        "промокодове",
    }
)  # fmt: skip
THING_WORDS = frozenset(
    {
        "voucher", "vouchers", "coupon", "coupons", "serial", "pin", "key", "keys", "gift", "card",
        "cards", "certificate", "certificates",
        "ваучер", "ваучеры", "ваучери", "ваучера", "ваучеров", "купон", "купоны", "купони",
        "купона", "купонов", "талон", "талоны", "талони", "ключ", "ключи", "ключове", "пин",
        "серийный", "сериен", "сертификат", "сертификаты", "сертификати", "карта", "карты", "карти",
    }
)  # fmt: skip
"""What a column of codes is called where it does not say "code"."""
QUALIFIERS = frozenset(
    {
        "promo", "activation", "discount", "redemption", "number", "numbers", "no", "for", "the",
        "промо", "активации", "активация", "активиране", "скидка", "скидки", "скидку", "подарочный",
        "подарочной", "подарочная", "подарочного", "номер", "номера", "на", "за", "для",
        "отстъпка", "отстъпки", "подарък", "подаръчен", "подаръчна",
    }
)  # fmt: skip
"""Beside one of those: "voucher number", "код за отстъпка"; alone they may be a code."""
OTHER_COLUMNS = frozenset(
    {
        "id", "#", "no", "nr", "number", "date", "name", "value", "amount", "price", "product",
        "description", "status", "currency", "expires", "valid until",
        "№", "№ п п", "номер", "дата", "имя", "име", "название", "наименование", "номинал",
        "стойност", "сумма", "сума", "цена", "товар", "продукт", "описание", "статус", "валюта",
        "валута", "срок", "годен до", "валиден до",
    }
)  # fmt: skip
"""Columns that stand beside the codes, most often before them."""

WORDS_LENGTH_MAX = 100
ASIDE = re.compile(r"[(\[].*")
BETWEEN_WORDS = re.compile(r"[\s\-\u2010-\u2015_/.:]+")


class VoucherFileEmpty(UserError):
    pass


class VoucherFileTooLarge(UserError):
    """More than `size` megabytes, or more than `codes` codes."""


class VoucherQuotesOpen(UserError):
    """From `line` on a cell begins with a quotation mark and does not end with one."""


class VouchersUnreadable(UserError):
    """`count` lines hold no code that could be shown, the first of them is `line`."""


@dataclass(frozen=True)
class Read:
    """What a file holds."""

    codes: Sequence[str]
    """Each once, in their order."""
    repeated: int = 0
    blank: int = 0
    header: str | None = None
    """What was taken for the name of the column, and for no code."""
    columns: int = 1
    """How many there are, of which one holds the codes."""
    column: int = 1
    """Which one that is, from 1."""


@dataclass(frozen=True)
class _Row:
    line: int
    """Where it begins, from 1."""
    cells: Sequence[str]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class _Table:
    rows: Sequence[_Row]
    """Without the header."""
    column: int = 0
    columns: int = 1
    header: str | None = None


def read(content: bytes) -> Read:
    """The codes of a CSV or text file, or of a message.

    Of several columns that which a header names, else the first. A line that cannot be a code makes
    all of the file unusable: it is the wrong file or column. Takes seconds for the largest files:
    not for the event loop. Raises `VoucherFileEmpty`, `VoucherFileTooLarge`, `VoucherQuotesOpen`,
    `VouchersUnreadable`, and what `uploaded_texts.decoded` does.
    """
    check_size(len(content))
    text = uploaded_texts.decoded(content)
    if not text.strip(NOTHING):
        raise VoucherFileEmpty
    table = _table(text.splitlines(keepends=True))
    codes: dict[str, None] = {}
    repeated = blank = 0
    wrong: list[int] = []
    for row in table.rows:
        code = row.cells[table.column] if table.column < len(row.cells) else ""
        if not code:
            blank += 1
        elif len(code) > CODE_LENGTH_MAX or not code.isprintable():
            wrong.append(row.line)
        elif code in codes:
            repeated += 1
        else:
            codes[code] = None
    if wrong:
        raise VouchersUnreadable(count=len(wrong), line=wrong[0], length=CODE_LENGTH_MAX)
    if not codes:
        raise VoucherFileEmpty
    if len(codes) > CODES_MAX:
        raise _too_large()
    return Read(list(codes), repeated, blank, table.header, table.columns, table.column + 1)


def check_size(size_bytes: int) -> None:
    """Before anything is fetched: `VoucherFileEmpty`, `VoucherFileTooLarge`."""
    if size_bytes == 0:
        raise VoucherFileEmpty
    if size_bytes > SIZE_MAX_BYTES:
        raise _too_large()


def _too_large() -> VoucherFileTooLarge:
    return VoucherFileTooLarge(size=SIZE_MAX_BYTES // 1024**2, codes=CODES_MAX)


def _table(lines: Sequence[str]) -> _Table:
    first = next(number for number, line in enumerate(lines) if line.strip())
    said = SAID_SEPARATOR.fullmatch(lines[first])
    if said is not None:
        # Blank lines in its place: those below it keep their numbers.
        rows = _rows(["\n"] * (first + 1) + list(lines[first + 1 :]), said[1])
        return _headed(rows[first + 1 :])
    if not any(line.strip() for line in lines[first + 1 :]):
        return _one_line(lines[first], first + 1)
    for separator in SEPARATORS:
        # Most files have one column: they are not read once more for each separator.
        if separator in lines[first]:
            table = _headed(_rows(lines, separator))
            is_split = all(len(row.cells) > 1 for row in table.rows if not row.is_blank)
            if table.columns > 1 and (is_split or table.header is not None):
                return table
    return _headed(_rows(lines, NO_SEPARATOR))


def _one_line(line: str, number: int) -> _Table:
    """Codes that were pasted beside each other: one line has no columns."""
    separator = next((each for each in SEPARATORS if each in line), NO_SEPARATOR)
    cells = [cell for row in _rows([line], separator) for cell in row.cells if cell]
    header = next((cell for cell in cells[:1] if _names_codes(cell)), None)
    if header is not None:
        cells = [cell for cell in cells if not (_names_codes(cell) or _is_beside(cell))]
    return _Table([_Row(number, [cell]) for cell in cells], header=header)


def _rows(lines: Sequence[str], separator: str) -> Sequence[_Row]:
    return list(_each_row(lines, separator))


def _each_row(lines: Sequence[str], separator: str) -> Iterator[_Row]:
    """A cell in quotes may go over several lines."""
    # Not strict, a quote that is never closed would take all further lines into its cell.
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
    line = 1
    try:
        for cells in reader:
            yield _Row(line, [_cell(cell) for cell in cells])
            line = reader.line_num + 1
    except csv.Error:
        raise VoucherQuotesOpen(line=line) from None


def _cell(written: str) -> str:
    cell = written.strip()
    formula = FORMULA.fullmatch(cell)
    if formula is not None:
        return formula[1].strip()
    # An apostrophe does the same as a formula.
    return cell.removeprefix("'").strip()


def _headed(rows: Sequence[_Row]) -> _Table:
    """The first line that is not blank is a header if it names columns."""
    first = next((row for row in rows if not row.is_blank), None)
    if first is None:
        return _Table(rows)
    # Of files that were joined each has its header.
    below = [row for row in rows if row.cells != first.cells]
    named = [
        column
        for column, cell in enumerate(first.cells)
        if (_names_codes(cell) or _is_beside(cell)) and not _is_value(cell, column, below)
    ]
    if not named:
        return _Table(rows, columns=len(first.cells))
    column = _best(first.cells, named)
    return _Table(below, column, len(first.cells), first.cells[column])


def _is_value(cell: str, column: int, rows: Sequence[_Row]) -> bool:
    """Whether it stands in the column again: what each code is, not what the column is."""
    same = cell.casefold()
    return any(column < len(row.cells) and row.cells[column].casefold() == same for row in rows)


def _best(cells: Sequence[str], named: Sequence[int]) -> int:
    """Where the codes are: "Voucher;Code" has them in the second column, "№;Amazon" too."""
    for says in (_says_code, _names_codes):
        for column in named:
            if says(cells[column]):
                return column
    unnamed = [column for column, cell in enumerate(cells) if cell and not _is_beside(cell)]
    return unnamed[0] if unnamed else 0


def _names_codes(cell: str) -> bool:
    words = _words(cell)
    return words <= CODE_WORDS | THING_WORDS | QUALIFIERS and bool(
        words & (CODE_WORDS | THING_WORDS)
    )


def _says_code(cell: str) -> bool:
    return _names_codes(cell) and bool(_words(cell) & CODE_WORDS)


def _is_beside(cell: str) -> bool:
    return " ".join(_in_words(cell)) in OTHER_COLUMNS


def _words(cell: str) -> frozenset[str]:
    return frozenset(_in_words(cell))


def _in_words(cell: str) -> Sequence[str]:
    """Without what is in brackets: "Code (10 EUR)"."""
    if len(cell) > WORDS_LENGTH_MAX or not cell.isprintable():
        return []
    return [word for word in BETWEEN_WORDS.split(ASIDE.sub("", cell.casefold())) if word]
