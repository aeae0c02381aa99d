"""Is every cell of CSV and XLSX what it was, readable where it is opened, and never a formula?"""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services import spreadsheets
from bot.services.spreadsheets import Cell, Column, Content, Format
from tests import formulas

SOFIA = ZoneInfo("Europe/Sofia")
COLUMNS = (Column("Имя", Content.TEXT), Column("Сумма", Content.NUMBER))
HARMLESS_IN_CSV = ("'=1+1", formulas.PAYLOADS[-1])
"""A text already, and what only a writer of XLSX could make a formula of."""
NOON = datetime(2026, 11, 22, 12, 0, 30, 500_000, tzinfo=UTC)


def written(
    folder: Path,
    kind: Format,
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[Column] = COLUMNS,
) -> Path:
    file = folder / f"x.{kind}"
    sheet = spreadsheets.create(file, kind, columns, title="Участники", zone=SOFIA)
    sheet.write(rows)
    sheet.close()
    return file


def test_there_are_forty_payloads_and_each_is_alive_without_us() -> None:
    assert len(formulas.PAYLOADS) >= 40
    for payload in formulas.PAYLOADS:
        if payload in HARMLESS_IN_CSV:
            continue
        content = "\ufeff".encode() + ('"' + payload.replace('"', '""') + '"\r\n').encode()
        assert list(formulas.live_cells(content)), payload


@pytest.mark.parametrize("payload", formulas.PAYLOADS)
def test_no_payload_is_alive_in_csv(payload: str, tmp_path: Path) -> None:
    content = written(tmp_path, Format.CSV, [[payload, -5], ["Ann", payload]]).read_bytes()
    assert list(formulas.live_cells(content)) == []
    _header, (name, amount), (plain, _) = formulas.parsed(content)
    assert (amount, plain) == ("-5", "Ann")
    kept = spreadsheets.UNWRITABLE.sub("\ufffd", payload)
    assert name.replace("'", "") == kept.replace("'", "")


@pytest.mark.parametrize("payload", formulas.PAYLOADS)
def test_no_payload_is_alive_in_xlsx(payload: str, tmp_path: Path) -> None:
    file = written(tmp_path, Format.XLSX, [[payload, -5]], [Column(payload, Content.TEXT)] * 2)
    header, row = formulas.cells_of(file)
    assert [kind for kind, _ in header] == ["s", "s"]
    assert [kind for kind, _ in row] == ["s", "n"]
    assert row[1][1] == "-5"


@settings(max_examples=500, deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("=+-@|;,\t\r\n \"'<r>/")), max_size=30))
def test_no_text_at_all_is_alive_in_csv(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    content = written(folder, Format.CSV, [[text, text]]).read_bytes()
    for cell in formulas.live_cells(content):
        assert formulas.NUMBER.fullmatch(cell), cell


def test_what_is_no_formula_stays_as_it_is(tmp_path: Path) -> None:
    texts = [
        "Анна Ким",
        "a-b",
        "1+1=2",
        'say "hi"',
        "a,b",
        "two\nlines",
        "👍🏽",
        "#tag",
        "•••• 1111",
    ]
    rows = formulas.parsed(written(tmp_path, Format.CSV, [[text] for text in texts]).read_bytes())
    assert [row[0] for row in rows[1:]] == texts
    cells = formulas.cells_of(written(tmp_path, Format.XLSX, [[text] for text in texts]))
    assert [row[0] for row in cells[1:]] == [("s", text) for text in texts]


def test_csv_is_that_of_rfc_4180(tmp_path: Path) -> None:
    content = written(tmp_path, Format.CSV, [['a "b", c', 1], [None, Decimal("-2.50")]])
    assert (
        content.read_bytes()
        == ("\ufeffИмя,Сумма\r\n" + '"a ""b"", c",1\r\n' + ",-2.50\r\n").encode()
    )


def test_moments_are_those_of_the_clock_on_the_wall(tmp_path: Path) -> None:
    [_, [moment]] = formulas.parsed(written(tmp_path, Format.CSV, [[NOON]]).read_bytes())
    assert moment == "2026-11-22 14:00:30"
    [_, [(kind, days)]] = formulas.cells_of(written(tmp_path, Format.XLSX, [[NOON]]))
    assert kind == "n"
    # Days since the end of 1899 (ECMA-376, 18.17.4.1).
    assert float(days) == pytest.approx(46348 + (14 * 3600 + 30) / 86_400)


def test_numbers_are_numbers_unless_a_spreadsheet_would_round_them(tmp_path: Path) -> None:
    numbers: list[Cell] = [0, -7, Decimal("12.34"), 999_999_999_999_999, 2**52, -(2**52)]
    [_, cells] = formulas.cells_of(written(tmp_path, Format.XLSX, [numbers]))
    assert [kind for kind, _ in cells] == ["n", "n", "n", "n", "s", "s"]
    assert [Decimal(value) for _, value in cells] == [Decimal(str(each)) for each in numbers]


def test_a_telegram_id_of_52_bits_keeps_every_digit(tmp_path: Path) -> None:
    number = str(2**52 - 1)
    [_, [cell]] = formulas.cells_of(written(tmp_path, Format.XLSX, [[number]]))
    assert cell == ("s", number)


def test_a_text_longer_than_a_cell_is_cut_between_characters(tmp_path: Path) -> None:
    [_, [(kind, text)]] = formulas.cells_of(written(tmp_path, Format.XLSX, [["👍" * 40_000]]))
    assert kind == "s"
    assert set(text) == {"👍"}
    assert len(text.encode("utf-16-le")) // 2 in (
        spreadsheets.XLSX_TEXT_MAX - 1,
        spreadsheets.XLSX_TEXT_MAX - 2,
    )


def test_characters_that_no_file_can_hold_are_shown_as_such(tmp_path: Path) -> None:
    text = "a\x00b\ud800c\uffffd"
    [_, [cell]] = formulas.parsed(written(tmp_path, Format.CSV, [[text]]).read_bytes())
    assert cell == "a\ufffdb\ufffdc\ufffdd"
    [_, [found]] = formulas.cells_of(written(tmp_path, Format.XLSX, [[text]]))
    assert found == ("s", cell)


def test_rows_beyond_a_worksheet_go_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheets, "XLSX_ROWS_MAX", 4)
    file = written(tmp_path, Format.XLSX, [["x", number] for number in range(7)])
    assert len(formulas.sheets_of(file)) == 3
    rows = formulas.cells_of(file)
    assert [row[1][1] for row in rows if row[0][1] == "x"] == [str(each) for each in range(7)]
    assert [row[0][1] for row in rows].count("Имя") == 3


@pytest.mark.parametrize("kind", Format)
def test_the_size_is_known_before_the_file_is_closed(tmp_path: Path, kind: Format) -> None:
    import random

    random.seed(1)
    noise = ["".join(chr(random.randrange(0x400, 0x4FF)) for _ in range(60)) for _ in range(2_000)]
    file = tmp_path / "x"
    sheet = spreadsheets.create(file, kind, COLUMNS, title="x", zone=SOFIA)
    sheet.write([[text, number] for number, text in enumerate(noise)])
    expected = sheet.size_bytes
    sheet.close()
    assert file.stat().st_size <= expected * 1.05 + 10_000


@pytest.mark.parametrize("kind", Format)
def test_a_file_that_is_given_up_is_let_go_of(tmp_path: Path, kind: Format) -> None:
    sheet = spreadsheets.create(tmp_path / "x", kind, COLUMNS, title="x", zone=SOFIA)
    sheet.write([["a", 1]] * 10)
    sheet.abandon()
