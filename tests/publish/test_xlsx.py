"""Workbooks say what the table says, by types, in programs that aren't ours."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.publish.tables import xlsx
from catalog.publish.tables.columns import table_columns
from catalog.publish.tables.sheet_xml import column_letters
from catalog.publish.tables.workbook_parts import sheet_name
from catalog.publish.tables.xlsx import CELL_LIMIT, find_obstacle
from tests.publish.cells import CELLS
from tests.publish.factory import OFFICE_SCHEMA, OFFICE_TABLE, make_field, make_schema, make_table
from tests.publish.workbooks import open_sheet, read_cells, render_xlsx


def sheet_of(kind: str, cells: list[str]) -> list[object]:
    """Return the cells of one column of type *kind* as openpyxl has them."""
    schema = make_schema(make_field("a", kind))
    sheet = open_sheet(render_xlsx(make_table(["a"], [(cell,) for cell in cells]), schema))
    return [row[0].value for row in sheet.iter_rows(min_row=2, max_row=len(cells) + 1)]


def test_codes_are_text_numbers_numbers_dates_dates() -> None:
    fields = (
        make_field("コード"),
        make_field("数", "integer"),
        make_field("面積", "number"),
        make_field("公開", "boolean"),
        make_field("日", "date"),
        make_field("時点", "datetime"),
        make_field("時刻", "time"),
    )
    row = ("011002", "-12", "1234.50", "true", "2024-04-01", "2024-04-01T09:30:00", "09:30:15")
    sheet = open_sheet(render_xlsx(make_table([field.name for field in fields], [row]), make_schema(*fields)))
    read = [cell.value for cell in sheet[2]]
    day, moment = datetime(2024, 4, 1), datetime(2024, 4, 1, 9, 30)
    assert read == ["011002", -12, 1234.5, True, day, moment, time(9, 30, 15)]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "b", "d", "d", "d"]
    assert [cell.number_format.replace("\\", "") for cell in sheet[2]] == [
        *("@", "0", "0.00", "General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "h:mm:ss")
    ]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
@example([["_x0041_", "a_x000D_b"], ["_x_x0041_", "\r"], ["<&>", "]]>"], [" x ", "\n"]])
@example([["=1+1", "'=1"], ["\ufffd", "\x00\x1f"], ["00123", "1e5"], ["", "#N/A"]])
def test_text_comes_back_as_it_was(rows: list[list[str]]) -> None:
    # U+FFFE and U+FFFF, which XML can't hold, are escaped as Excel has it; calamine leaves them so.
    rows = [[cell.translate({0xFFFE: None, 0xFFFF: None}) for cell in row] for row in rows]
    schema = make_schema(make_field("a"), make_field("b"), missing_values=())
    content = render_xlsx(make_table(["a", "b"], rows), schema)
    read = read_cells(content)
    read += [["", ""]] * (len(rows) + 1 - len(read))
    # calamine takes away the white space around a text, whatever the file says of it.
    expected = [[cell.strip(" \t\r\n") for cell in row] for row in (["a", "b"], *rows)]
    assert [[str(cell).strip(" \t\r\n") for cell in [*row, ""][:2]] for row in read] == expected


def test_white_space_around_a_text_stays() -> None:
    assert sheet_of("string", [" x ", "a\nb", "\t", "x\r\ny"]) == [" x ", "a\nb", "\t", "x\r\ny"]


def test_what_looks_like_a_formula_is_text() -> None:
    schema = make_schema(make_field("a"))
    sheet = open_sheet(render_xlsx(make_table(["=1+1"], [("=2+2",), ("@SUM(A1)",)]), schema))
    assert [row[0].data_type for row in sheet.iter_rows()] == ["s", "s", "s"]
    assert sheet["A2"].value == "=2+2"


def test_a_number_that_a_double_changes_is_text_as_it_was_written() -> None:
    cells = ["0.1", "123456789012345", "1234567890123456789", "0.12345678901234567890", "34.66165570000001", "1.5E-05"]
    assert sheet_of("number", cells) == [0.1, 123456789012345, cells[2], cells[3], 34.66165570000001, 1.5e-05]
    assert sheet_of("integer", ["12345678901234567", "7"]) == ["12345678901234567", 7]


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-999, max_value=999)))
def test_a_number_is_a_number(numbers: list[object]) -> None:
    cells = [str(number) for number in numbers] or ["0"]
    assert sheet_of("number", cells) == [float(cell) for cell in cells]


@given(st.lists(st.dates(date(1850, 1, 1), date(9999, 12, 31)), min_size=1, max_size=5))
def test_a_date_is_the_same_day_and_text_before_excel_counts_right(days: list[date]) -> None:
    cells = [day.isoformat() for day in days]
    expected = [
        datetime.combine(day, time()) if day >= date(1900, 3, 1) else cell
        for day, cell in zip(days, cells, strict=True)
    ]
    assert sheet_of("date", cells) == expected


@given(st.lists(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)), min_size=1, max_size=5))
def test_a_moment_is_the_same_second(moments: list[datetime]) -> None:
    moments = [moment.replace(microsecond=0) for moment in moments]
    assert sheet_of("datetime", [moment.isoformat() for moment in moments]) == moments


def test_what_excel_cannot_tell_stays_text() -> None:
    assert sheet_of("datetime", ["2024-04-01T09:00:00.5", "2024-04-01T09:00:00"]) == [
        "2024-04-01T09:00:00.5",
        datetime(2024, 4, 1, 9),
    ]
    assert sheet_of("datetime", ["2024-04-01T09:00:00+09:00"]) == ["2024-04-01T09:00:00+09:00"]
    assert sheet_of("time", ["09:00:00.25"]) == ["09:00:00.25"]


@pytest.mark.parametrize("kind", ["integer", "number", "boolean", "date", "datetime", "time", "string"])
def test_a_missing_value_is_an_empty_cell(kind: str) -> None:
    value = {"boolean": "true", "date": "2024-01-01", "datetime": "2024-01-01T00:00:00", "time": "01:00:00"}
    cells = ["", value.get(kind, "5"), ""]
    assert [cell is None for cell in sheet_of(kind, cells)] == [True, False, True]


def test_markers_of_missing_values_are_empty_cells_between_numbers() -> None:
    schema = make_schema(make_field("a", "integer"), make_field("b"), missing_values=("", "-"))
    sheet = open_sheet(render_xlsx(make_table(["a", "b"], [("-", "-"), ("5", "x")]), schema))
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [[None, "-"], [5, "x"]]


def test_the_sheet_is_ready_to_be_worked_with() -> None:
    sheet = open_sheet(render_xlsx(OFFICE_TABLE, OFFICE_SCHEMA, "区役所"))
    assert sheet.title == "区役所"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G4"
    assert sheet.print_title_rows == "$1:$1"
    assert all(cell.font.b for cell in sheet[1])
    assert sheet.column_dimensions["B"].width > 10


def test_a_second_sheet_explains_the_columns_in_both_languages() -> None:
    sheet = open_sheet(render_xlsx(OFFICE_TABLE, OFFICE_SCHEMA), 1)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "項目 / Field"
    assert [row[0] for row in rows[1:]] == list(OFFICE_TABLE.labels)
    assert rows[1][1:3] == ["Code", "文字 / Text"]


def test_there_is_no_document_property_and_no_time() -> None:
    content = render_xlsx(OFFICE_TABLE, OFFICE_SCHEMA)
    archive = ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    assert not [name for name in archive.namelist() if name.startswith("docProps")]
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert content == render_xlsx(OFFICE_TABLE, OFFICE_SCHEMA)


def test_a_long_table_is_joined_without_a_seam() -> None:
    schema = make_schema(make_field("a"), make_field("b", "integer"))
    rows = [(f"{number:06d}" if number % 5 else "", str(number)) for number in range(25_001)]
    assert read_cells(render_xlsx(make_table(["a", "b"], rows), schema))[1:] == [
        [text, float(number)] for text, number in rows
    ]


def test_a_table_without_records_is_its_headings() -> None:
    sheet = open_sheet(render_xlsx(make_table(["a"], []), make_schema(make_field("a", "integer"))))
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["a"]]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("施設", "施設"),
        ("a[b]:c*d?e/f\\g", "a b c d e f g"),
        ("'x'", "x"),
        ("History", "データ"),
        ("項目 fields", "データ"),
        ("", "データ"),
        ("あ" * 40, "あ" * 31),
        ("𠮷" * 20, "𠮷" * 15),
        ("a\nb", "a b"),
    ],
)
def test_any_title_becomes_a_name_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title, ["項目 Fields"]) == name


@given(st.text())
def test_the_name_of_a_sheet_is_always_legal(title: str) -> None:
    name = sheet_name(title)
    assert 0 < len(name.encode("utf-16-le")) <= 62
    assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
    assert not name.startswith("'")
    assert not name.endswith("'")


def test_columns_are_named_as_excel_names_them() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_a_cell_is_as_long_as_excel_can_have_it_and_no_longer() -> None:
    schema = make_schema(make_field("a"))
    longest = "あ" * CELL_LIMIT
    table = make_table(["a"], [(longest,)])
    assert find_obstacle(table_columns(table, schema)) is None
    assert read_cells(render_xlsx(table, schema))[1] == [longest]
    for cell in (longest + "x", "😀" * (CELL_LIMIT // 2 + 1)):
        obstacle = find_obstacle(table_columns(make_table(["a"], [(cell,)]), schema))
        assert obstacle is not None
        assert (obstacle.role, obstacle.reason) == ("xlsx", "cell")


@pytest.mark.parametrize(
    ("name", "value", "reason"), [("ROW_LIMIT", 4, None), ("ROW_LIMIT", 3, "rows"), ("COLUMN_LIMIT", 6, "columns")]
)
def test_a_table_that_excel_cannot_open_is_left_out(
    monkeypatch: pytest.MonkeyPatch, name: str, value: int, reason: str | None
) -> None:
    monkeypatch.setattr(xlsx, name, value)
    obstacle = find_obstacle(table_columns(OFFICE_TABLE, OFFICE_SCHEMA))
    assert (obstacle.reason if obstacle else None) == reason


def test_a_workbook_that_would_be_enormous_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "LARGEST", 1000)
    obstacle = find_obstacle(table_columns(OFFICE_TABLE, OFFICE_SCHEMA))
    assert obstacle is not None
    assert obstacle.reason == "size"


def test_a_wide_table_is_written() -> None:
    names = [f"c{index}" for index in range(2_000)]
    table = make_table(names, [[str(index) for index in range(2_000)]])
    content = render_xlsx(table, make_schema(*(make_field(name, "integer") for name in names)))
    assert read_cells(content)[1] == [float(index) for index in range(2_000)]
