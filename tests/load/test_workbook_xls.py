from __future__ import annotations

import io
import struct

import python_calamine as calamine
from hypothesis import given
from hypothesis import strategies as st

from catalog.load.workbooks import read_workbook_facts
from catalog.load.workbooks.biff import rk_number
from catalog.model.records import CellRange
from tests.load.workbooks import biff, compound, read, record, rows_of, wide


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def shared(*texts: str) -> bytes:
    return record(0xFC, struct.pack("<II", len(texts), len(texts)) + b"".join(wide(text) for text in texts))


def label(row: int, column: int, index: int) -> bytes:
    return record(0xFD, struct.pack("<HHHI", row, column, 0, index))


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x06, struct.pack("<HHH", row, column, 0) + result + bytes(6))


def styles(*codes: str) -> list[bytes]:
    formats = [record(0x41E, struct.pack("<H", 164 + index) + wide(code)) for index, code in enumerate(codes)]
    cells = [record(0xE0, struct.pack("<HH", 0, index) + bytes(16)) for index in (0, *range(164, 164 + len(codes)))]
    return formats + cells


def xls(*cells: bytes, common: list[bytes] | None = None, hidden: int = 0) -> bytes:
    return compound({"Workbook": biff(cells, common or [], hidden)})


def test_cells_are_text_as_people_read_them() -> None:
    common = [*styles("000000", "yyyy/m/d", "000\\-0000"), shared("番号", "北公民館")]
    cells = [
        *(label(0, 0, 0), label(0, 1, 1), number(0, 2, 1.5), number(0, 3, 12, 1), number(0, 4, 45748, 2)),
        record(0x27E, struct.pack("<HHHI", 0, 5, 3, 7600001 << 2 | 2)),
        record(0xBD, struct.pack("<HHHIHIH", 0, 6, 0, 5 << 2 | 2, 0, 1234 << 2 | 3, 7)),
        record(0x205, struct.pack("<HHHBB", 0, 8, 0, 1, 0)),
        record(0x204, struct.pack("<HHH", 0, 9, 0) + wide("直")),
        formula(0, 10, struct.pack("<d", 2.0)),
        formula(0, 11, b"\0\0\0\0\0\0\xff\xff"),
        record(0x207, wide("結果")),
        formula(0, 12, b"\1\0\0\0\0\0\xff\xff"),
    ]
    expected = (
        "番号",
        "北公民館",
        "1.5",
        "000012",
        "2025-04-01",
        "760-0001",
        "5",
        "12.34",
        "true",
        "直",
        "2",
        "結果",
        "false",
    )
    assert rows_of(xls(*cells, common=common), "xls") == [expected]


def test_another_reader_sees_the_same_values() -> None:
    texts = [f"長い文字列{index}" if index % 3 else f"ascii {index}" for index in range(300)]
    data = xls(*(label(index, index % 5, index) for index in range(300)), common=[shared(*texts)])
    theirs = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [list(row) for row in rows_of(data, "xls")] == theirs


def test_a_text_that_goes_on_in_the_next_record() -> None:
    first = struct.pack("<IIHB", 2, 2, 4, 1) + "東京".encode("utf-16-le")
    rest = b"\0" + b"ab" + struct.pack("<HBHI", 3, 1 | 4 | 8, 1, 6) + "北公民".encode("utf-16-le") + bytes(10)
    common = [record(0xFC, first), record(0x3C, rest)]
    assert rows_of(xls(label(0, 0, 0), label(0, 1, 1), common=common), "xls") == [("東京ab", "北公民")]


def test_cells_need_not_be_in_order_and_rows_are_counted_from_1() -> None:
    assert rows_of(xls(number(2, 1, 3), number(0, 0, 1)), "xls") == [("1", ""), (None, None), ("", "3")]


def test_merged_and_hidden_cells_are_told() -> None:
    cells = [
        *(number(0, 0, 1), number(1, 1, 2)),
        record(0x208, struct.pack("<HHHHIHH", 1, 0, 2, 0, 0, 0x20, 0)),
        record(0x7D, struct.pack("<HHHHHH", 0, 0, 0, 0, 1, 0)),
        record(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 2)),
    ]
    workbook = read(xls(*cells, hidden=1), "xls")
    records = workbook.records("施設")
    assert (records.merged, records.hidden_rows, records.hidden_columns) == ((CellRange(1, 1, 2, 3),), (2,), (1,))
    assert workbook.is_hidden("施設")


def test_errors_in_cells_are_findings() -> None:
    workbook = read(xls(number(0, 0, 1), record(0x205, struct.pack("<HHHBB", 1, 0, 0, 23, 1))), "xls")
    assert workbook.records("施設").frame.rows() == [("1",), ("#REF!",)]
    [finding] = workbook.cell_findings("施設", "x.xls")
    assert (finding.code, finding.location.cell) == ("excel-error-value", "A2")


def test_a_workbook_that_counts_from_1904() -> None:
    data = xls(number(0, 0, 43831, 1), common=[record(0x22, b"\1\0"), *styles("yyyy/m/d")])
    assert rows_of(data, "xls") == [("2024-01-02",)]


def test_a_workbook_of_excel_5_in_shift_jis() -> None:
    begin, name = struct.pack("<HHHH", 0x0500, 5, 0, 0), "施設".encode("cp932")
    head = record(0x809, begin) + record(0x42, struct.pack("<H", 932))
    position = len(head) + 4 + 7 + len(name) + 4
    text = "北公民館".encode("cp932")
    sheet = record(0x809, begin) + record(0x204, struct.pack("<HHHH", 0, 0, 0, len(text)) + text) + record(0x0A)
    stream = head + record(0x85, struct.pack("<IBBB", position, 0, 0, len(name)) + name) + record(0x0A) + sheet
    workbook = read(compound({"Book": stream}), "xls")
    assert workbook.sheet_names == ("施設",)
    assert workbook.records("施設").frame.rows() == [("北公民館",)]


def test_charts_on_a_sheet_are_passed_over() -> None:
    chart = record(0x809, struct.pack("<HHHH", 0x0600, 0x20, 0, 0)) + number(0, 0, 99) + record(0x0A)
    assert rows_of(xls(number(0, 0, 1), chart, number(0, 1, 2)), "xls") == [("1", "2")]


@given(st.integers(-(2**29), 2**29 - 1), st.booleans())
def test_packed_whole_numbers(value: int, in_hundredths: bool) -> None:
    packed = (value << 2 & 0xFFFFFFFF) | 2 | in_hundredths
    assert rk_number(packed) == (value / 100 if in_hundredths else value)


def test_what_lies_beside_the_text() -> None:
    comment = record(0x1C, struct.pack("<HHHH", 0, 2, 0, 1))
    facts, findings = read_workbook_facts(xls(formula(0, 0, struct.pack("<d", 1)), comment), "xls", "x.xls")
    assert facts is not None and findings == ()
    [sheet] = facts.sheets
    assert sheet.formulas.first == ("A1",)
    assert sheet.comments is not None and sheet.comments.first == ("C1",)
    assert facts.personal is None
