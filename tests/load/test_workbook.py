from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from catalog.codes import CODES
from catalog.findings import Finding
from catalog.load.workbook import cell_text, read_workbook_table
from catalog.load.xlsx_guard import column_number
from catalog.model.table import Table
from tests.load.resources import declare


def write(path: Path, fill: Callable[[Worksheet], object]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "施設"
    fill(sheet)
    workbook.save(path)
    return path


def read(path: Path, **dialect: object) -> tuple[Table | None, tuple[Finding, ...]]:
    table, findings = read_workbook_table(path, declare("xlsx", **dialect), "list.xlsx")  # type: ignore[arg-type]
    for finding in findings:
        assert set(finding.params) == set(CODES[finding.code].params)
    return table, findings


def append_all(*rows: list[object]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    return fill


def test_cells_are_text_as_people_read_them(tmp_path: Path) -> None:
    day, moment = dt.date(2025, 4, 1), dt.datetime(2025, 4, 1, 9, 30)
    path = write(
        tmp_path / "list.xlsx",
        append_all(
            ["a"] * 8, [1, 1.5, "001", True, day, moment, dt.time(9, 30), 8000020130001], [0.1 + 0.2, 1e20, -3.0]
        ),
    )
    table, findings = read(path)
    assert table is not None and findings == ()
    first, second = table.rows()
    assert first == ["1", "1.5", "001", "true", "2025-04-01", "2025-04-01T09:30:00", "09:30:00", "8000020130001"]
    assert second[:3] == ["0.3", "100000000000000000000", "-3"]
    assert (table.sheet, table.encoding) == ("施設", None)


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_have_no_decimal_point(number: int) -> None:
    assert cell_text(float(number)) == str(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_read_back_to_15_digits(number: float) -> None:
    text = cell_text(number)
    assert "e" not in text
    assert float(text) == float(f"{number:.15g}")


def test_an_elapsed_time_is_written_as_excel_shows_it() -> None:
    assert cell_text(dt.timedelta(hours=26, minutes=5)) == "26:05:00"


def test_rows_and_columns_are_counted_from_a1(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"], sheet["C3"], sheet["B4"], sheet["C6"] = "番号", "名称", 1, "北"

    table, _ = read(write(tmp_path / "list.xlsx", fill), header_row=3)
    assert table is not None
    assert table.labels == ("", "番号", "名称")
    assert list(table.rows()) == [["", "1", ""], [], ["", "", "北"]]
    assert table.first_data_row == 4


def test_formatting_alone_makes_no_rows_and_no_columns(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        append_all(["番号", "名称"], [1, "北"])(sheet)
        sheet["D9"].number_format = "0.00"
        sheet["C1"] = ""

    table, _ = read(write(tmp_path / "list.xlsx", fill))
    assert table is not None
    assert (table.labels, table.row_count) == (("番号", "名称"), 1)


def test_the_first_sheet_that_can_be_seen_is_read(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["内部"])
        sheet.sheet_state = "hidden"
        assert sheet.parent is not None
        append_all(["番号"], [1])(sheet.parent.create_sheet("公開"))

    path = write(tmp_path / "list.xlsx", fill)
    table, findings = read(path)
    assert table is not None and (table.sheet, findings) == ("公開", ())
    _, [finding] = read(path, sheet="施設")
    assert (finding.code, finding.params["sheets"]) == ("sheet-missing", "公開")


def test_a_cell_far_away_is_found_before_memory_is_asked_for(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        append_all(["番号"], [1])(sheet)
        sheet["XFD1048576"] = "x"

    _, [finding] = read(write(tmp_path / "list.xlsx", fill))
    assert finding.code == "workbook-too-large"


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.load.xlsx_guard.MAX_UNPACKED_BYTES", 20_000)
    path = write(tmp_path / "list.xlsx", append_all(["番号"], *([number] for number in range(2_000))))
    _, [finding] = read(path)
    assert finding.code == "workbook-too-large"


def replace_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)


@pytest.mark.parametrize(
    "cell",
    [
        b"<c r='XFD1048576' t='n'><v>1</v></c>",
        b'<x:c r="XFD1048576"><v>1</v></x:c>',
        b'<c r="&#88;FD1048576"><v>1</v></c>',
        b'<c\n t="n"\n r="XFD1048576"><v>1</v></c>',
        b'<c r="xfd1048576"><v>1</v></c>',
    ],
)
def test_a_far_cell_in_disguise_is_found_too(tmp_path: Path, cell: bytes) -> None:
    path = write(tmp_path / "list.xlsx", append_all(["番号"], [1]))
    replace_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</row>", cell + b"</row>", 1))
    _, [finding] = read(path)
    assert finding.code in ("workbook-too-large", "workbook-broken")


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "list.xlsx", append_all(["番号"], [1]))
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    replace_part(path, "xl/workbook.xml", lambda xml: bomb + xml)
    _, [finding] = read(path)
    assert finding.code == "workbook-broken"


def test_an_error_in_a_cell_is_a_finding(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        append_all(["番号", "名称"], [1, "#REF!"])(sheet)
        sheet["B2"].data_type = "e"

    _, [finding] = read(write(tmp_path / "list.xlsx", fill))
    assert (finding.code, finding.location.cell, finding.location.row) == ("excel-error-value", "B2", 2)


@given(st.binary(max_size=60))
def test_no_bytes_whatever_are_an_exception(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.xlsx"
    for start in (b"", b"PK\x03\x04", b"PK\x03\x04xl/workbook.xml"):
        path.write_bytes(start + data)
        assert read(path)[0] is None


@given(st.integers(0, 5_000), st.integers(0, 255))
def test_a_damaged_workbook_is_never_an_exception(
    tmp_path_factory: pytest.TempPathFactory, position: int, byte: int
) -> None:
    good = tmp_path_factory.getbasetemp() / "good.xlsx"
    if not good.exists():
        write(good, append_all(["番号", "名称"], [1, "北"]))
    data = bytearray(good.read_bytes())
    data[position % len(data)] = byte
    damaged = io.BytesIO(bytes(data)).getvalue()
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(damaged)
    table, findings = read(path)
    assert table is not None or findings


@given(st.integers(1, 16_384))
def test_columns_have_numbers(number: int) -> None:
    name = openpyxl.utils.get_column_letter(number)
    assert column_number(name.encode()) == number
