"""How are rows written as CSV or XLSX, so that no cell is ever a formula?

What people write about themselves is opened in Excel by those who pay: see OWASP, "CSV Injection".
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol
from zoneinfo import ZoneInfo

XLSX_ROWS_MAX = 1_048_576
"""On one worksheet, the headers included (Excel, "specifications and limits")."""
XLSX_TEXT_MAX = 32_767
"""UTF-16 units in a cell (same place)."""
EXACT_DIGITS = 15
"""More than these a spreadsheet rounds away (IEEE 754, double)."""
XLSX_CELL_BYTES = 6
"""What the markup around a cell comes to once it is compressed, with room to spare."""

SIGNS = frozenset("=+-@|\u2212")
LINE_STARTS = frozenset("\t\r\n")
QUOTES = frozenset("\"'`´‘’‚‛“”„‟‹›«»＂＇")
SEPARATORS = re.compile(r"([;\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029])")
"""Where a cell may end for a reader who expects another separator than the comma."""
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML has no room for (XML 1.0, 2.2)."""

Cell = str | int | Decimal | datetime | None


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class Content(StrEnum):
    """What a column holds; it decides how wide the column is and how it is shown."""

    TEXT = "text"
    """Telegram ids too: a spreadsheet would round the long ones."""
    NUMBER = "number"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    header: str
    content: Content


class Sheet(Protocol):
    """A file that is being written; its methods may wait for the disk (`OSError`)."""

    size_bytes: int
    """At least as large as the file will be, give or take a percent."""

    def write(self, rows: Iterable[Sequence[Cell]]) -> None: ...

    def close(self) -> None: ...

    def abandon(self) -> None:
        """Let go of a file that will not be finished."""


def csv_of(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A small CSV of texts, whole."""
    buffer = io.BytesIO()
    sheet = CsvSheet(buffer, headers, ZoneInfo("UTC"))
    sheet.write(rows)
    return buffer.getvalue()


def create(
    file: Path, kind: Format, columns: Sequence[Column], *, title: str, zone: ZoneInfo
) -> Sheet:
    """Begin a file with its headers; moments are written as the clocks in `zone` show them."""
    match kind:
        case Format.CSV:
            return CsvSheet(file.open("wb"), [column.header for column in columns], zone)
        case Format.XLSX:
            return XlsxSheet(file, columns, title, zone)


def might_be_formula(text: str) -> bool:
    """Whether some spreadsheet may take a text for a formula.

    Blanks, invisible characters, marks and quotes before the sign do not count, and neither does
    the width of the sign.
    """
    if text[:1] in LINE_STARTS and text:
        return True
    for character in text:
        if unicodedata.normalize("NFKC", character)[:1] in SIGNS:
            return True
        is_skipped = character in QUOTES or unicodedata.category(character)[0] in "CZM"
        if not is_skipped:
            return False
    return False


def guarded(text: str) -> str:
    """The text for CSV: an apostrophe before whatever might be a formula."""
    if text[:1].isalnum() and SEPARATORS.search(text) is None:
        return text
    safe = "".join(
        # Every other piece is a separator.
        f"'{piece}" if number % 2 == 0 and might_be_formula(piece) else piece
        for number, piece in enumerate(SEPARATORS.split(text))
    )
    if might_be_formula(text) and not safe.startswith("'"):
        return f"'{safe}"
    return safe


def _writable(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """As a clock on the wall shows it: spreadsheets know no time zones."""
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0)


class CsvSheet:
    """RFC 4180, in UTF-8 with a byte order mark: without it Excel does not read Cyrillic."""

    def __init__(self, raw: BinaryIO, headers: Sequence[str], zone: ZoneInfo) -> None:
        self._zone = zone
        self._raw = raw
        self._file = io.TextIOWrapper(self._raw, encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self.size_bytes = 0
        self.write([headers])

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._writer.writerows([self._as_text(cell) for cell in row] for row in rows)
        self._file.flush()
        self.size_bytes = self._raw.tell()

    def close(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        # What is still to be written may not find room.
        with suppress(OSError):
            self._file.close()
        self._raw.close()

    def _as_text(self, cell: Cell) -> str:
        match cell:
            case None:
                return ""
            case str():
                return guarded(_writable(cell))
            case datetime():
                return f"{_local(cell, self._zone):%Y-%m-%d %H:%M:%S}"
            case Decimal():
                return f"{cell:f}"
            case int():
                return str(cell)


class XlsxSheet:
    """A workbook that never holds more than a row in memory; too many rows go on in a new sheet."""

    def __init__(self, file: Path, columns: Sequence[Column], title: str, zone: ZoneInfo) -> None:
        # Imported here: it would take a tenth of the time that the bot needs to start.
        import xlsxwriter

        self._columns = columns
        self._title = title
        self._zone = zone
        self._book = xlsxwriter.Workbook(
            str(file),
            {
                "constant_memory": True,
                "tmpdir": str(file.parent),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._bold = self._book.add_format({"bold": True})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        # It stays a text even when somebody edits the cell.
        self._quoted = self._book.add_format({"quote_prefix": True})
        self.size_bytes = 0
        self._sheets = 0
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        name = self._title if self._sheets == 1 else f"{self._title} {self._sheets}"
        self._sheet = self._book.add_worksheet(name)
        widths = {Content.TEXT: 22, Content.NUMBER: 14, Content.MOMENT: 20}
        for number, column in enumerate(self._columns):
            self._sheet.set_column(number, number, max(widths[column.content], len(column.header)))
        self._sheet.freeze_panes(1, 0)
        for number, column in enumerate(self._columns):
            self._sheet.write_string(0, number, self._text(column.header), self._bold)
        self._row = 1

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            if self._row == XLSX_ROWS_MAX:
                self._begin_sheet()
            for number, cell in enumerate(row):
                self._write_cell(number, cell)
            self._row += 1
            self.size_bytes += XLSX_CELL_BYTES * len(row)

    def close(self) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error

    def abandon(self) -> None:
        for sheet in self._book.worksheets():
            with suppress(OSError):
                sheet.row_data_fh.close()

    def _write_cell(self, number: int, cell: Cell) -> None:
        match cell:
            case None:
                pass
            case str():
                text = self._text(cell)
                form = self._quoted if might_be_formula(text) else None
                self._sheet.write_string(self._row, number, text, form)
                self.size_bytes += len(text.encode())
            case datetime():
                local = _local(cell, self._zone)
                self._sheet.write_datetime(self._row, number, local, self._moment)
            case Decimal() | int():
                if len(Decimal(cell).as_tuple().digits) > EXACT_DIGITS:
                    self._sheet.write_string(self._row, number, f"{cell:f}")
                else:
                    self._sheet.write_number(self._row, number, float(cell))

    def _text(self, text: str) -> str:
        """What fits into a cell.

        XlsxWriter copies <r>…</r> into the file as it stands, for it may be a rich string.
        """
        units = _writable(text).encode("utf-16-le")[: 2 * (XLSX_TEXT_MAX - 1)]
        fitting = units.decode("utf-16-le", "ignore")
        return f"{fitting} " if fitting.startswith("<r>") else fitting
