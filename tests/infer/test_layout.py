"""Where tables lie. A regression is a new entry in ``layouts.yaml``, no Python."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.infer.layout import infer_layout
from catalog.model.layout import Layout, RowKind
from catalog.model.records import CellRange
from tests.infer.records import parse_records, records_of

CASES: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("layouts.yaml").read_text("utf-8"))

TABLE = [
    ["番号", "名称", "面積", "開園日"],
    ["1", "みほん中央公園", "12500", "1987-04-01"],
    ["2", "みほん東公園", "1830.5", "2001-10-15"],
    ["3", "みほん南広場", "640", "2010-04-01"],
]


def cell_range(name: str) -> CellRange:
    parts = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", name)
    assert parts is not None
    return CellRange(int(parts[2]), ord(parts[1]) - 64, int(parts[4]), ord(parts[3]) - 64)


@pytest.mark.parametrize("name", CASES)
def test_a_table_is_found_where_it_lies(name: str) -> None:
    case = CASES[name]
    layout = infer_layout(parse_records(case["text"], [cell_range(area) for area in case.get("merged", ())]))
    told = {
        "header": list(layout.header_rows),
        "first": layout.first_data_row,
        "rows": layout.row_count,
        "columns": list(layout.columns),
        "totals": list(layout.totals),
        "labels": list(layout.labels),
        "left_out": {row: kind.value for row, kind in layout.left_out.items()},
    }
    expected = {"header": [], "first": None, **{key: case[key] for key in case if key in told}}
    assert {key: told[key] for key in expected} == expected


def test_nothing_has_no_table() -> None:
    for rows in ([], [[]], [[], []], [[""]], [["", "\u3000"], [" "]]):
        assert infer_layout(records_of(rows)) == Layout((), None, None, (), ())


@given(st.integers(0, 4), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_what_is_empty_around_a_table_only_moves_it(above: int, below: int, left: int, right: int) -> None:
    rows = [*[[""] * (left + right + 4)] * above]
    rows += [[*[""] * left, *row, *[""] * right] for row in TABLE]
    rows += [[""] * (left + right + 4)] * below
    plain = infer_layout(records_of(TABLE))
    assert infer_layout(records_of(rows)) == replace(
        plain,
        header_rows=(above + 1, above + 1),
        first_data_row=above + 2,
        last_data_row=above + 4,
        columns=tuple(column + left for column in plain.columns),
    )


@given(
    st.lists(
        st.sampled_from(["みほん市の公園", "公園一覧（令和8年度）", "令和8年4月1日現在", "（単位：㎡）"]), max_size=3
    )
)
def test_titles_above_only_move_a_table(titles: list[str]) -> None:
    layout = infer_layout(records_of([*([title] for title in titles), *TABLE]))
    assert (layout.header_rows, layout.row_count) == ((len(titles) + 1, len(titles) + 1), 3)


CELLS = st.sampled_from(
    [
        *("", "", "\u3000", "名称", "住所", "1", "2.5", "2019", "令和5年", "※注", "合計", "○", "-", "（人）"),
        *("2024-01-01", "#property", "1丁目", "086-000-1111", "長い文です。" * 12),
    ]
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=10))
def test_whatever_the_rows_the_layout_is_of_one_piece(rows: list[list[str]]) -> None:
    layout = infer_layout(records_of(rows))
    data = range(layout.first_data_row or 1, (layout.last_data_row or 0) + 1)
    assert len(layout.columns) == len(layout.labels)
    assert layout.row_count == len([row for row in data if row not in layout.left_out])
    assert layout.row_count > 0 or layout.first_data_row is None
    assert all(row > max(layout.header_rows, default=0) for row in layout.left_out)
    assert set(layout.totals) <= set(data) - set(layout.left_out)


def test_a_long_table_is_looked_at_as_a_whole() -> None:
    rows = [["番号", "名称"], *([str(number), "みほん"] for number in range(1, 5001)), ["合計", "5000"], ["※ 注記"]]
    layout = infer_layout(records_of(rows))
    assert (layout.row_count, layout.totals, layout.left_out) == (5001, (5002,), {5003: RowKind.FOOTNOTE})


def test_a_very_wide_table_is_read() -> None:
    names = [f"列{number}" for number in range(10_000)]
    layout = infer_layout(records_of([names, ["1"] * 10_000]))
    assert (layout.header_rows, layout.row_count, len(layout.columns)) == ((1, 1), 1, 10_000)


def test_a_lone_cell_far_to_the_right_is_no_column() -> None:
    rows = [[*TABLE[0], *[""] * 500, "右端"], *(list(row) for row in TABLE[1:])]
    layout = infer_layout(records_of(rows))
    assert (layout.columns, layout.row_count) == ((0, 1, 2, 3), 3)
