"""Columns of Japanese notation: read where they can be, left alone where not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.convert.geometry import convert_points
from catalog.convert.notation import convert_notation
from catalog.model.conversion import Conversion, ConversionKind
from catalog.notation.cells import READERS, read_cell
from tests.publish.factory import make_declaration, make_field, make_schema, make_table


def converted(
    kind: str, cells: Sequence[str | None], missing: tuple[str, ...] = ("",), name: str = "a"
) -> tuple[list[str | None], tuple[Conversion, ...]]:
    schema = make_schema(make_field(name, kind, notation="japanese"), missing_values=missing)
    table, conversions = convert_notation(make_table([name], [[cell] for cell in cells]), schema)
    return table.frame.to_series().to_list(), conversions


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        ("date", ["R5.4.1", "令和５年４月１日", "2024/4/1", "2024-04-01"], ["2023-04-01"] * 2 + ["2024-04-01"] * 2),
        ("datetime", ["R5.4.1 9:00", "令和5年4月1日午後1時"], ["2023-04-01T09:00:00", "2023-04-01T13:00:00"]),
        ("time", ["9:00", "午後1時"], ["09:00:00", "13:00:00"]),
        ("year", ["令和5年度", "R5", "2023年", "2023"], ["2023"] * 4),
        ("yearmonth", ["令和5年4月", "2023/4"], ["2023-04"] * 2),
        ("integer", ["△1,234", "１２３", "+5", "007"], ["-1234", "123", "5", "007"]),
        ("number", ["▲1,234.50", "１，２３４．５", "35度30分0秒", "1.50"], ["-1234.50", "1234.5", "35.5", "1.50"]),
        ("boolean", ["有", "×", "1", "true"], ["true", "false", "true", "true"]),
    ],
)
def test_what_can_be_read_is_canonical(kind: str, cells: list[str], expected: list[str]) -> None:
    assert converted(kind, cells)[0] == expected


def test_what_cannot_be_read_stays_as_it_was_written() -> None:
    cells = ["R5.4.31", "平成32年1月1日", "24:00", "△", "5人", "約10", "2024-02-31"]
    for kind in READERS:
        assert converted(kind, cells)[0] == cells or kind == "time"


def test_missing_values_stay() -> None:
    assert converted("number", ["-", None, "", "△5"], missing=("", "-"))[0] == ["-", None, "", "-5"]
    assert converted("boolean", ["なし", "あり"], missing=("", "なし"))[0] == ["なし", "true"]


def test_white_space_alone_is_an_empty_cell_where_that_is_a_missing_value() -> None:
    cells, conversions = converted("number", ["　", " "])
    assert cells == ["", ""]
    assert conversions == (Conversion("a", ConversionKind.MISSING, 2),)
    assert converted("number", ["　"], missing=("-",)) == (["　"], ())


def test_other_columns_are_not_looked_at() -> None:
    schema = make_schema(make_field("a", "date"), make_field("b"), make_field("c", "number", notation="japanese"))
    table = make_table(["a", " b ", "d"], [["R5.4.1", "△5", "△5"]])
    assert convert_notation(table, schema) == (table, ())


def test_changes_are_counted_by_kind_with_the_first_example() -> None:
    _, conversions = converted("number", ["1", "△1,234", "▲2", "1,000", "１", "+3", "35度", "3"])
    assert conversions == (
        Conversion("a", ConversionKind.DEGREES, 1, ("35度", "35")),
        Conversion("a", ConversionKind.NEGATIVE_SIGN, 2, ("△1,234", "-1234")),
        Conversion("a", ConversionKind.THOUSANDS, 1, ("1,000", "1000")),
        Conversion("a", ConversionKind.FULL_WIDTH, 1, ("１", "1")),
        Conversion("a", ConversionKind.NUMBER, 1, ("+3", "3")),
    )
    _, conversions = converted("date", ["2024/4/1", "R5.4.1", "㋿5年4月1日"])
    assert conversions == (
        Conversion("a", ConversionKind.ERA_DATE, 2, ("R5.4.1", "2023-04-01")),
        Conversion("a", ConversionKind.DATE, 1, ("2024/4/1", "2024-04-01")),
    )


def test_divided_degrees_are_read_only_under_the_heading_of_a_coordinate() -> None:
    for name in ("緯度", "経度（世界測地系）", "lat", "POINT_LON", "Longitude"):
        assert converted("number", ["35-30-00"], name=name)[0] == ["35.5"]
    for name in ("件数", "plate", "salon", "platform"):
        assert converted("number", ["35-30-00"], name=name)[0] == ["35-30-00"]


def test_the_rest_of_the_table_is_as_it_was() -> None:
    table = make_table(["a", "b"], [["R5.4.1", "x"], [None, None]])
    changed, _ = convert_notation(table, make_schema(make_field("a", "date", notation="japanese"), make_field("b")))
    assert changed.labels == table.labels
    assert changed.encoding == table.encoding
    assert changed.frame["1"].to_list() == ["x", None]
    assert table.frame["0"].to_list() == ["R5.4.1", None]


def test_degrees_become_points() -> None:
    fields = (make_field("緯度", "number", notation="japanese"), make_field("経度", "number", notation="japanese"))
    table = make_table(["緯度", "経度"], [["35度30分0秒", "139-30-00"], ["", ""]])
    changed, _ = convert_notation(table, make_schema(*fields))
    points = convert_points(changed, make_declaration("EPSG:6668", "経度", "緯度"), make_schema(*fields))
    assert points.longitude.to_list() == [139.5, None]
    assert points.latitude.to_list() == [35.5, None]


CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["R5.4.1", "令和5年4月1日 9時", "△1,234", "１２，３４５", "35度30分", "有", "×", "9:00", "", "-", "R5"]
    ),
    st.integers().map(lambda number: f"{number:,}".replace("-", "△")),
)


@given(st.sampled_from(sorted(READERS)), st.lists(CELLS, max_size=20))
def test_columns_say_what_each_cell_says(kind: str, cells: list[str]) -> None:
    found, conversions = converted(kind, cells, missing=("", "-"))
    for before, after in zip(cells, found, strict=True):
        blank = "" if not before.strip() else None
        read = blank if blank is not None else before if before == "-" else read_cell(before, kind)
        assert after == (before if read is None else read)
    assert sum(each.count for each in conversions) == sum(a != b for a, b in zip(cells, found, strict=True))


@given(st.sampled_from(sorted(READERS)), st.lists(CELLS, max_size=20))
def test_what_is_converted_is_converted_once(kind: str, cells: list[str]) -> None:
    found, _ = converted(kind, cells)
    assert converted(kind, found) == (found, ())


@given(
    st.lists(
        st.from_regex(
            r"(北緯|東経|[NESW])?[0-9]{1,3}[度°][0-9]{1,2}[分'′][0-9]{1,2}(\.[0-9]{1,5})?[秒\"″]", fullmatch=True
        )
    )
)
def test_columns_of_degrees_are_read_as_single_ones_are(cells: list[str]) -> None:
    assert converted("number", cells)[0] == [read_cell(cell, "number") or cell for cell in cells]
