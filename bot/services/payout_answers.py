"""What does a bank's or wallet's file say about each payout? Reads the file, decides nothing."""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.errors import UserError

SIZE_MAX_BYTES = 1024 * 1024
LINES_MAX = 500
COLUMNS_MAX = 100
CELL_LENGTH_MAX = 200
TITLE_LINES_MAX = 20
"""Banks put their name, the account and the period above the table."""
COLUMNS_SHOWN_MAX = 8
SEPARATORS = (";", ",", "\t")
ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How XLSX (a zip) and the older XLS (OLE) begin."""
UPPER_HALVES = (b"\x00", b"\x04")
"""Of Latin and of Cyrillic letters in UTF-16; no other encoding of text has a zero byte."""
UPPER_SHARE = 0.8
NUMBER = re.compile(r"(?:(?:P|PAYOUT|№|#|N|NO|NR)[\s.#№-]*)?(\d{1,15})(?:[.,]0+)?(?:-B\d+)?", re.I)
"""A payout's number: as "17", as "#17", as a spreadsheet writes it, or our reference "P17-B5"."""
AMOUNT = re.compile(r"\d+(?:[ .,'’]\d+)*")


class AnswerEmpty(UserError):
    pass


class AnswerTooLarge(UserError):
    """More than `size` kilobytes, or more than `lines` lines."""


class AnswerIsASpreadsheet(UserError):
    """XLSX or XLS; the text tells how to save it as CSV."""


class AnswerNotText(UserError):
    """In no encoding that banks use, or no text at all."""


class AnswerColumnsUnknown(UserError):
    """No line names a payout's number and its state; `found` is what the first one has."""


class Outcome(StrEnum):
    PAID = "paid"
    REFUSED = "refused"
    PENDING = "pending"
    """The bank has not decided yet."""
    UNKNOWN = "unknown"
    """A word that we do not know."""


class Column(StrEnum):
    NUMBER = "number"
    STATUS = "status"
    REFERENCE = "reference"
    REASON = "reason"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Line:
    """One line of the answer."""

    line: int
    """Its place in the file, from 1."""
    number: int | None
    """None where no number can be read."""
    written: str
    """The number as it stands there."""
    outcome: Outcome
    status: str
    reference: str
    reason: str
    amounts: frozenset[Decimal] | None
    """Every way to read the amount, for "1,000" may be one or a thousand; None: not given."""


HEADERS: Mapping[Column, frozenset[str]] = {
    Column.NUMBER: frozenset(
        {
            "payout", "payout number", "payout no", "payout id", "number", "no", "id",
            "выплата", "номер выплаты", "номер", "n", "n выплаты", "id выплаты",
            "изплащане", "номер на изплащане", "номер на изплащането", "nr",
        }
    ),
    Column.STATUS: frozenset(
        {
            "status", "state", "result", "outcome", "payment status",
            "статус", "состояние", "результат", "статус платежа", "статус выплаты",
            "състояние", "резултат", "статус на плащането", "статус на изплащането",
        }
    ),
    Column.REFERENCE: frozenset(
        {
            "reference", "payment reference", "reference id", "transaction", "transaction id",
            "payment id", "payment number", "document", "document number", "txid", "hash",
            "номер платежа", "номер операции", "номер документа", "референс", "транзакция",
            "платеж", "операция", "id операции",
            "референция", "номер на плащане", "номер на плащането", "номер на документ",
            "транзакция номер", "номер на операция",
        }
    ),
    Column.REASON: frozenset(
        {
            "reason", "error", "comment", "message", "refusal reason", "description",
            "причина", "причина отказа", "ошибка", "комментарий", "описание", "сообщение",
            "причина за отказ", "грешка", "коментар", "съобщение",
        }
    ),
    Column.AMOUNT: frozenset(
        {
            "amount", "sum", "total", "payment amount",
            "сумма", "сумма платежа", "сумма выплаты",
            "сума", "сума на плащането", "сума на изплащането",
        }
    ),
}  # fmt: skip
STATUSES: Mapping[Outcome, frozenset[str]] = {
    Outcome.PAID: frozenset(
        {
            "paid", "ok", "executed", "done", "success", "successful", "succeeded", "completed",
            "complete", "sent", "settled", "processed", "yes",
            "оплачено", "оплачен", "оплачена", "выплачено", "выплачена", "исполнено", "исполнен",
            "выполнено", "выполнен", "успешно", "успех", "проведено", "проведен", "зачислено",
            "отправлено", "да",
            "платено", "платен", "изплатено", "изпълнено", "изпълнен", "изпратено", "наредено",
            "преведено", "осчетоводено",
        }
    ),
    Outcome.REFUSED: frozenset(
        {
            "refused", "rejected", "failed", "failure", "error", "declined", "denied", "returned",
            "cancelled", "canceled", "invalid", "unpaid", "not paid", "not executed", "no",
            "отказ", "отказано", "отклонено", "отклонен", "отклонена", "ошибка", "возврат",
            "возвращено", "отменено", "не исполнено", "не исполнен", "не выплачено",
            "не оплачено", "не выполнено", "неуспешно", "нет",
            "отхвърлено", "отхвърлен", "грешка", "върнато", "анулирано", "отказан",
            "неизпълнено", "неизпълнен", "не е изпълнено", "не е платено", "не",
        }
    ),
    Outcome.PENDING: frozenset(
        {
            "pending", "processing", "in progress", "queued", "waiting", "new", "accepted",
            "в обработке", "обрабатывается", "ожидает", "в очереди", "принято", "принят",
            "обработва се", "изчаква", "чака", "прието", "в процес", "в обработка",
        }
    ),
}  # fmt: skip


def read(content: bytes) -> list[Line]:
    """The lines of a CSV file in any of the usual encodings, separators and languages.

    Raises `AnswerEmpty`, `AnswerTooLarge`, `AnswerIsASpreadsheet`, `AnswerNotText` or
    `AnswerColumnsUnknown`.
    """
    check_size(len(content))
    if content.startswith(ARCHIVES):
        raise AnswerIsASpreadsheet
    text = _decoded(content)
    if not text.strip():
        raise AnswerEmpty
    tables = [_rows(text, separator) for separator in SEPARATORS]
    for rows in tables:
        for place, (_, cells) in enumerate(rows[:TITLE_LINES_MAX]):
            columns = _columns(cells)
            if Column.NUMBER in columns and Column.STATUS in columns:
                return _lines(rows[place + 1 :], columns)
    # The separator that makes the most of the first line shows best what was found.
    found = max((rows[0][1] for rows in tables), key=len)[:COLUMNS_SHOWN_MAX]
    raise AnswerColumnsUnknown(found=", ".join(cell[:24] for cell in found))


def check_size(size_bytes: int) -> None:
    """Before anything is fetched: `AnswerEmpty`, `AnswerTooLarge`."""
    if size_bytes == 0:
        raise AnswerEmpty
    if size_bytes > SIZE_MAX_BYTES:
        raise AnswerTooLarge(size=SIZE_MAX_BYTES // 1024, lines=LINES_MAX)


def _decoded(content: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _strictly(content, encoding)
    if 0 in content:
        return _strictly(content, _utf_16_without_its_mark(content))
    try:
        return _strictly(content, "utf-8")
    except AnswerNotText:
        return _strictly(content, "windows-1251")


def _utf_16_without_its_mark(content: bytes) -> str:
    for encoding, halves in (("utf-16-le", content[1::2]), ("utf-16-be", content[::2])):
        if sum(map(halves.count, UPPER_HALVES)) >= UPPER_SHARE * len(halves):
            return encoding
    raise AnswerNotText


def _strictly(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise AnswerNotText from None
    if any(unicodedata.category(letter) == "Cc" and letter not in "\r\n\t" for letter in text):
        raise AnswerNotText
    return text


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """The lines that are not blank, each with its place in the file."""
    reader = csv.reader(text.splitlines(), delimiter=separator)
    rows = []
    try:
        for cells in reader:
            stripped = [_bare(cell) for cell in cells[:COLUMNS_MAX]]
            if any(stripped):
                rows.append((reader.line_num, stripped))
            if len(rows) > LINES_MAX + TITLE_LINES_MAX:
                raise AnswerTooLarge(size=SIZE_MAX_BYTES // 1024, lines=LINES_MAX)
    except csv.Error:
        raise AnswerNotText from None
    if not rows:
        raise AnswerEmpty
    return rows


def _bare(cell: str) -> str:
    """The cell on one line, without the apostrophe that keeps a spreadsheet from reckoning."""
    return " ".join(cell.split()).removeprefix("'").strip()[:CELL_LENGTH_MAX]


def _columns(cells: Sequence[str]) -> dict[Column, int]:
    """Where each column that we know stands; the first of two wins."""
    found: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        header = _plain(cell)
        for column, names in HEADERS.items():
            if header in names:
                found.setdefault(column, place)
    return found


def _plain(text: str) -> str:
    """Words alone, in small letters: "№ выплаты:" is "n выплаты"."""
    text = text.replace("№", "n ").replace("#", "n ")
    letters = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def _lines(rows: Sequence[tuple[int, list[str]]], columns: Mapping[Column, int]) -> list[Line]:
    if not rows:
        raise AnswerEmpty
    if len(rows) > LINES_MAX:
        raise AnswerTooLarge(size=SIZE_MAX_BYTES // 1024, lines=LINES_MAX)
    return [_line(place, cells, columns) for place, cells in rows]


def _line(place: int, cells: Sequence[str], columns: Mapping[Column, int]) -> Line:
    def cell(column: Column) -> str:
        at = columns.get(column)
        return cells[at] if at is not None and at < len(cells) else ""

    number = NUMBER.fullmatch(cell(Column.NUMBER))
    status = _plain(cell(Column.STATUS))
    outcome = next((each for each, words in STATUSES.items() if status in words), Outcome.UNKNOWN)
    amount = cell(Column.AMOUNT)
    return Line(
        line=place,
        number=int(number[1]) if number else None,
        written=cell(Column.NUMBER),
        outcome=outcome,
        status=cell(Column.STATUS),
        reference=cell(Column.REFERENCE),
        reason=cell(Column.REASON),
        amounts=_amounts(amount) if amount else None,
    )


def _amounts(text: str) -> frozenset[Decimal]:
    """Every number that "1 234,50 EUR" may mean; none where it is no number, or below zero."""
    plain = re.sub(r"\s", " ", unicodedata.normalize("NFKC", text)).replace("\u2212", "-")
    found = AMOUNT.findall(plain)
    if len(found) != 1 or plain.strip().startswith("-"):
        return frozenset()
    digits: str = re.sub(r"[ '’]", "", found[0])
    readings = {re.sub(r"[.,]", "", digits)} if _could_group(digits) else set()
    whole, mark, fraction = digits.rpartition(max(",", ".", key=digits.rfind))
    if mark and mark not in whole:
        readings.add(f"{re.sub(r'[.,]', '', whole)}.{fraction}")
    return frozenset(Decimal(reading) for reading in readings)


def _could_group(digits: str) -> bool:
    """Whether every mark may stand between thousands, or there is none."""
    return re.fullmatch(r"\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+", digits) is not None
