"""What was written can be read back, by readers that aren't ours, and is what was read."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.model.dataset import Field
from catalog.publish.tables.columns import Columns, table_columns
from catalog.publish.tables.csv import csv_rounds, excel_csv_pieces
from catalog.publish.tables.json import json_rounds
from tests.publish.cells import CELLS
from tests.publish.factory import OFFICE_FIELDS, OFFICE_SCHEMA, OFFICE_TABLE, make_field, make_schema, make_table

Rows = list[list[str]]


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    width = draw(st.integers(1, 4))
    return draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6)) or [["x"] * width]


def columns_of(rows: Rows, *fields: Field) -> Columns:
    fields = fields or tuple(make_field(f"列{index}") for index in range(len(rows[0])))
    return table_columns(make_table([field.name for field in fields], rows), make_schema(*fields))


def render_csv(columns: Columns) -> tuple[bytes, bytes | None]:
    """Return the canonical CSV and the one with English headings."""
    canonical, *english = (b"".join(pieces) for pieces in zip(*csv_rounds(columns), strict=True))
    return canonical, english[0] if english else None


def render_excel_csv(columns: Columns) -> bytes:
    return b"".join(excel_csv_pieces(columns))


def render_json(columns: Columns, missing_values: Sequence[str] = ()) -> bytes:
    return b"".join(pieces[0] for pieces in json_rounds(columns, missing_values))


def render_ndjson(columns: Columns, missing_values: Sequence[str] = ()) -> bytes:
    return b"".join(pieces[1] for pieces in json_rounds(columns, missing_values))


def read_csv(content: bytes, encoding: str = "utf-8") -> Rows:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), strict=True))


@given(tables())
@example([[""]])
@example([['"'], ["\r"], [""]])
def test_canonical_csv_comes_back_as_it_was(rows: Rows) -> None:
    columns = columns_of(rows)
    assert read_csv(render_csv(columns)[0]) == [list(columns.names), *rows]


def test_canonical_csv_has_no_bom_lf_and_quotes_only_where_needed() -> None:
    rows = [["011002", "a b", 'say "x"'], ["", "1,2", "it's"]]
    assert render_csv(columns_of(rows))[0].decode() == '列0,列1,列2\n011002,a b,"say ""x"""\n,"1,2",it\'s\n'


def test_a_table_without_records_has_its_headings() -> None:
    table = make_table(["a", "b"], [])
    columns = table_columns(table, make_schema(make_field("a"), make_field("b")))
    assert render_csv(columns)[0] == b"a,b\n"
    assert render_excel_csv(columns) == b"\xef\xbb\xbfa,b\r\n"
    assert render_json(columns, ("",)) == b"[]\n"


def test_a_missing_cell_is_an_empty_one() -> None:
    columns = table_columns(make_table(["a", "b"], [("x", None)]), make_schema(make_field("a"), make_field("b")))
    assert render_csv(columns)[0] == b"a,b\nx,\n"


def test_headings_lose_the_white_space_that_frictionless_ignores() -> None:
    columns = table_columns(make_table([" a ", " z "], [("1", "2")]), make_schema(make_field("a", "integer")))
    assert columns.names == ("a", " z ")
    assert [field is not None for field in columns.fields] == [True, False]


@given(tables())
def test_excel_csv_comes_back_but_for_the_apostrophes_of_the_guard(rows: Rows) -> None:
    read = read_csv(render_excel_csv(columns_of(rows)), "utf-8-sig")[1:]
    for cells, original in zip(read, rows, strict=True):
        for cell, was in zip(cells, original, strict=True):
            assert cell in (was, f"'{was}")


@given(tables())
def test_no_cell_of_excel_csv_can_be_a_formula(rows: Rows) -> None:
    for cells in read_csv(render_excel_csv(columns_of(rows)), "utf-8-sig"):
        for cell in cells:
            bare = cell.strip(" \t\r\n\v\f\u3000\u200b\ufeff\x00")
            assert not cell.startswith(("\t", "\r", "\n"))
            assert not bare.startswith(tuple("=+@＝＋＠-－")) or set(bare) <= set("-－")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+81-86-803-1000", "-5", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－5", "＠x", " =1", "　=1"]
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert read_csv(render_excel_csv(columns_of([[cell]])), "utf-8-sig")[1] == [f"'{cell}"]


@pytest.mark.parametrize("cell", ["-", "－", "---", "a=b", "1-2", "'=1", "ー", "−", "○", ""])
def test_harmless_text_stays_as_it_is(cell: str) -> None:
    assert read_csv(render_excel_csv(columns_of([[cell]])), "utf-8-sig")[1] == [cell]


@pytest.mark.parametrize("cell", ["-5", "+5", "-1,234.50", "-1e5", " -5 ", "-.5"])
def test_true_numbers_are_untouched(cell: str) -> None:
    columns = columns_of([[cell]], make_field("a", "number", groupChar=","))
    assert read_csv(render_excel_csv(columns), "utf-8-sig")[1] == [cell]


@pytest.mark.parametrize("cell", ["=cmd|'/c calc'!A1", "-2+3+cmd|' /C calc'!A0", "+1+1", "@1"])
def test_a_formula_that_passes_as_a_number_does_not_stay_one(cell: str) -> None:
    columns = columns_of([[cell]], make_field("a", "number", bareNumber=False))
    assert read_csv(render_excel_csv(columns), "utf-8-sig")[1] == [f"'{cell}"]


def test_headings_are_guarded_like_cells() -> None:
    assert read_csv(render_excel_csv(columns_of([["x"]], make_field("=1+1"))), "utf-8-sig")[0] == ["'=1+1"]


def test_excel_csv_has_bom_and_crlf() -> None:
    assert render_excel_csv(columns_of([["x", "y"]])) == b"\xef\xbb\xbf\xe5\x88\x970,\xe5\x88\x971\r\nx,y\r\n"


@pytest.mark.parametrize("cell", ["a;=1+1", "a\t=1+1"])
def test_a_formula_cannot_hide_behind_another_separator(cell: str) -> None:
    assert f'"{cell}"' in render_excel_csv(columns_of([[cell]])).decode("utf-8-sig")


def test_english_headings_stand_over_the_same_rows() -> None:
    canonical, content = render_csv(table_columns(OFFICE_TABLE, OFFICE_SCHEMA))
    assert content is not None
    english, japanese = read_csv(content), read_csv(canonical)
    assert english[0] == [field.title.en for field in OFFICE_FIELDS]
    assert english[1:] == japanese[1:]


@pytest.mark.parametrize(
    "fields",
    [
        [make_field("a", en="A"), make_field("b")],
        [make_field("a", en="A"), make_field("b", en="A")],
        [make_field("a", en="A")],  # the second column isn't in the schema
    ],
)
def test_without_an_english_heading_for_every_column_there_is_no_english_file(fields: list[Field]) -> None:
    columns = table_columns(make_table(["a", "b"], [("1", "2")]), make_schema(*fields))
    assert render_csv(columns)[1] is None


@given(tables())
def test_json_comes_back_as_it_was(rows: Rows) -> None:
    columns = columns_of(rows)
    read = json.loads(render_json(columns))
    assert read == [dict(zip(columns.names, row, strict=True)) for row in rows]


def test_json_has_typed_values_under_the_names_of_the_fields_one_record_a_line() -> None:
    content = render_json(table_columns(OFFICE_TABLE, OFFICE_SCHEMA), OFFICE_SCHEMA.missing_values)
    expected: dict[str, Any] = {
        "コード": "011002",
        "名称": "北区役所",
        "X座標": -149130.4,
        "Y座標": -37911.9,
        "面積": 1234.5,
        "公開": True,
        "開設日": "2024-04-01",
    }
    assert json.loads(content)[0] == expected
    assert list(json.loads(content)[0]) == list(expected)
    assert content.count(b"\n") == OFFICE_TABLE.row_count + 2
    assert b'"\xe9\x9d\xa2\xe7\xa9\x8d":1234.50' in content
    assert content.endswith(b"]\n")


@given(tables())
def test_ndjson_has_the_objects_of_the_json_one_a_line(rows: Rows) -> None:
    columns = columns_of(rows)
    lines = render_ndjson(columns).split(b"\n")
    assert lines.pop() == b""
    assert [json.loads(line) for line in lines] == json.loads(render_json(columns))


def test_ndjson_of_no_records_is_empty() -> None:
    columns = table_columns(make_table(["a"], []), make_schema(make_field("a")))
    assert render_ndjson(columns) == b""


def test_a_name_that_json_must_escape_is_escaped() -> None:
    columns = columns_of([["x"]], make_field('a"\\\n'))
    assert json.loads(render_json(columns)) == [{'a"\\\n': "x"}]


def test_long_tables_are_joined_from_pieces_without_a_seam() -> None:
    rows = [[f"{index:06d}", "a,b" if index % 7 else 'x"\n'] for index in range(25_001)]
    columns = columns_of(rows)
    assert read_csv(render_csv(columns)[0])[1:] == rows
    assert read_csv(render_excel_csv(columns), "utf-8-sig")[1:] == rows
    assert [list(record.values()) for record in json.loads(render_json(columns))] == rows
    assert [list(json.loads(line).values()) for line in render_ndjson(columns).splitlines()] == rows


@pytest.mark.realdata
def test_every_real_table_comes_back_as_it_was(realdata: Path) -> None:
    tables = 0
    for path in sorted(realdata.rglob("*.csv")):
        rows = read_real_table(path)
        if len(rows) < 2 or not 0 < len(set(rows[0])) == len(rows[0]):
            continue
        fields = [make_field(name) for name in rows[0]]
        columns = table_columns(make_table(rows[0], rows[1:]), make_schema(*fields))
        headings = list(columns.names)
        assert read_csv(render_csv(columns)[0]) == [headings, *rows[1:]], path
        objects = json.loads(render_json(columns))
        assert [list(record.values()) for record in objects] == rows[1:], path
        excel = read_csv(render_excel_csv(columns), "utf-8-sig")[1:]
        assert [[cell.removeprefix("'") for cell in row] for row in excel] == [
            [cell.removeprefix("'") for cell in row] for row in rows[1:]
        ], path
        tables += 1
    assert tables > 10


def read_real_table(path: Path) -> Rows:
    """Return the rows of a real file that are as long as its heading; nothing for a file that is no UTF-8 or CP932."""
    for encoding in ("utf-8-sig", "cp932"):
        with contextlib.suppress(UnicodeDecodeError):
            rows = list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline="")))
            return [row for row in rows if len(row) == len(rows[0])]
    return []


def test_a_table_without_columns_is_nothing() -> None:
    columns = table_columns(make_table([], []), make_schema())
    assert render_json(columns) == b"[]\n"
    assert render_csv(columns) == (b"\n", None)
