from __future__ import annotations

import polars
import pytest

from catalog.findings import Finding
from catalog.infer.header_labels import join_labels
from catalog.load.described_tables import take_table
from catalog.load.text_records import read_text_records
from catalog.model.dataset import Dialect
from catalog.model.records import CellRange, Records
from catalog.model.table import Table


def take(text: str, *names: str, **dialect: object) -> tuple[Table | None, tuple[Finding, ...]]:
    records, _ = read_text_records(text.encode(), "list")
    assert records is not None
    return take_table(records, Dialect(**dialect), "list", names)  # type: ignore[arg-type]


def taken(text: str, *names: str, **dialect: object) -> Table:
    table, findings = take(text, *names, **dialect)
    assert table is not None and findings == ()
    return table


def labels(*rows: str, merged: tuple[CellRange, ...] = ()) -> str:
    numbers = range(1, len(rows) + 1)
    return "|".join(join_labels([row.split(",") for row in rows], numbers, merged, " "))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("番号,名称",), "番号|名称"),
        (("施設,,人数,", "番号,名称,男,女"), "施設 番号|施設 名称|人数 男|人数 女"),
        (("番号,名称,人数,,備考", ",,男,女,"), "番号|名称|人数 男|人数 女|備考"),
        (("番号,,人数,", ",名称,男,女"), "番号|名称|人数 男|人数 女"),
        (("人数,,面積,", "男,女,,", "大人,子ども,宅地,田"), "人数 男 大人|人数 女 子ども|面積 宅地|面積 田"),
        (("番号,名称", "番号,名称"), "番号|名称"),
        (("a,b", "c"), "a c|b"),
        ((",", ","), "|"),
    ],
)
def test_headings_of_several_rows_become_one(rows: tuple[str, ...], expected: str) -> None:
    assert labels(*rows) == expected


def test_merged_cells_belong_together_and_others_don_t() -> None:
    merged = (CellRange(1, 1, 2, 1), CellRange(1, 2, 1, 3))
    assert labels("番号,人数,,", ",男,女,備考", merged=merged) == "番号|人数 男|人数 女|備考"


def test_as_many_columns_as_a_sheet_merges_are_made_as_it_has() -> None:
    assert labels("一覧,", "a,b", merged=(CellRange(1, 1, 1, 16_384),)) == "一覧 a|一覧 b"


def test_titles_above_are_no_part_of_the_table() -> None:
    table = taken("一覧\n\n施設,\n番号,名称\n1,北\n", header_rows=(3, 4), header_join="・")
    assert (table.labels, table.first_data_row) == (("施設・番号", "施設・名称"), 5)
    assert list(table.rows()) == [["1", "北"]]


def test_comments_are_left_out_and_rows_keep_their_numbers() -> None:
    table = taken("番号,名称\n1,北\n#,x\n2,南,外\n3,東\n※注,\n", comment_char="#", comment_rows=(6,))
    assert list(table.rows()) == [["1", "北"], ["2", "南", "外"], ["3", "東"]]
    assert [table.row_number(index) for index in range(3)] == [2, 4, 5]
    assert table.extra_cells == {1: ("外",)}


def test_notes_at_the_end_leave_no_gap() -> None:
    table = taken("番号\n1\n2\n※注\n", comment_char="※")
    assert (table.row_count, table.row_numbers) == (2, None)


def test_a_comment_above_the_headings_is_no_heading() -> None:
    assert taken("# 注\n番号\n1\n", comment_char="#", header_rows=(1, 2)).labels == ("番号",)


def test_a_file_without_headings_has_the_names_of_the_schema() -> None:
    table = taken("1,北\n2,南\n", "番号", "名称", header_rows=())
    assert (table.labels, table.first_data_row, table.row_count) == (("番号", "名称"), 1, 2)
    assert taken("1,北\n", header_rows=()).labels == ("field1", "field2")


def test_rows_that_are_too_short_or_too_long_are_kept() -> None:
    table = taken("a,b,c\n1\n\n1,2,3,4,5\n,,\n")
    assert list(table.rows()) == [["1"], [], ["1", "2", "3", "4", "5"], ["", "", ""]]
    assert table.extra_cells == {2: ("4", "5")}


def test_cells_that_lay_beyond_the_frame_come_back_into_it() -> None:
    records = Records(polars.DataFrame({"0": ["a", "1", "2"]}), {0: ("b", "c"), 2: ("x", "y", "z")})
    table, _ = take_table(records, Dialect(), "list")
    assert table is not None
    assert table.labels == ("a", "b", "c")
    assert list(table.rows()) == [["1"], ["2", "x", "y", "z"]]
    assert table.extra_cells == {1: ("z",)}


@pytest.mark.parametrize("header_rows", [(2,), (5,), (5, 6)])
def test_headings_that_aren_t_there_are_a_finding(header_rows: tuple[int, ...]) -> None:
    _, [finding] = take("a\n\n1\n", header_rows=header_rows)
    assert (finding.code, finding.location.row) == ("header-row-missing", header_rows[0])


def test_a_million_short_rows_aren_t_padded_to_ten_thousand_columns() -> None:
    records = Records(polars.DataFrame({"0": ["a"] + ["x"] * 100_000}), {0: ("b",) * 9_999})
    _, [finding] = take_table(records, Dialect(), "list")
    assert (finding.code, finding.location.row) == ("too-many-columns", 1)


def test_empty_columns_that_formatting_made_are_no_columns_of_a_sheet() -> None:
    frame = polars.DataFrame({"0": ["a", "1"], "1": ["", ""], "2": ["", "x"], "3": ["", ""]})
    table, _ = take_table(Records(frame, sheet="施設"), Dialect(), "list")
    assert table is not None
    assert table.labels == ("a", "", "")
    assert list(table.rows()) == [["1", "", "x"]]
