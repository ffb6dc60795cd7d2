from __future__ import annotations

import polars as pl
import pytest
from frictionless import Field, Schema
from hypothesis import given
from hypothesis import strategies as st

from catalog.infer.fields import has_group_separators, infer_fields
from catalog.infer.samples import WHOLE_ROWS
from catalog.model.inspection import InferredField
from catalog.model.roles import Role
from tests.infer.tables import table


def infer(cells: list[str], heading: str = "列") -> InferredField:
    [field] = infer_fields(table({heading: cells}))
    return field


def told(cells: list[str], heading: str = "列") -> tuple[str, str, tuple[str, ...]]:
    field = infer(cells, heading)
    return field.type, field.format, field.missing


@pytest.mark.parametrize(
    "cells, expected",
    [
        (["1", "-2", " 3 ", ""], ("integer", "default", ())),
        (["１２", "3"], ("integer", "default", ())),
        (["1", "2.50", "-.5", "1e3"], ("number", "default", ())),
        (["1,234", "56", "0"], ("number", "default", ())),
        (["001", "002"], ("string", "default", ())),
        (["0", "10"], ("integer", "default", ())),
        (["12345678901234567890"], ("string", "default", ())),
        (["△1,234", "5"], ("string", "default", ())),
        (["10円", "20円"], ("string", "default", ())),
        (["true", "FALSE"], ("boolean", "default", ())),
        (["有", "無"], ("string", "default", ())),
        (["○", "×", "-"], ("string", "default", ())),
        (["2024-04-01", "2024-4-2"], ("date", "default", ())),
        (["2024/04/01", "2024/4/2"], ("date", "%Y/%m/%d", ())),
        (["2024年4月1日"], ("date", "%Y年%m月%d日", ())),
        (["2024.4.1", "2024.12.31"], ("date", "%Y.%m.%d", ())),
        (["2024-04-01", "2024/04/02"], ("string", "default", ())),
        (["2024-02-29", "2023-02-29"], ("string", "default", ())),
        (["1/2/2004", "1/22/2004"], ("date", "%m/%d/%Y", ())),
        (["1/2/2004", "2/1/2004"], ("string", "default", ())),
        (["2024-04-01T09:00:00", "2024-04-01 10:00:00+09:00"], ("datetime", "default", ())),
        (["2024/4/1 9:00"], ("datetime", "%Y/%m/%d %H:%M", ())),
        (["9:00", "17:30"], ("time", "%H:%M", ())),
        (["09:00:00"], ("time", "default", ())),
        (["9:00:00", "10:00:00"], ("time", "%H:%M:%S", ())),
        (["0:00", "24:00"], ("string", "default", ())),
        (["R5.4.1", "R6.4.1"], ("string", "default", ())),
        (["", ""], ("string", "default", ())),
    ],
)
def test_types(cells: list[str], expected: tuple[str, str, tuple[str, ...]]) -> None:
    assert told(cells) == expected


@pytest.mark.parametrize(
    "heading, cells, type",
    [
        ("NO", ["1", "2", "3"], "integer"),
        ("番号", ["1", "2", "3"], "integer"),
        ("施設ID", ["1", "2", "10"], "integer"),
        ("許可番号", ["1234567", "1234568"], "string"),
        ("コード", ["12", "13"], "string"),
        ("Region Code", ["142", "150"], "string"),
        ("設置年", ["1999", "2005"], "year"),
        ("Year", ["1999", "2005"], "year"),
        ("人数", ["1999", "2005"], "integer"),
        ("年月", ["2024-01", "2024-12"], "yearmonth"),
        ("許可年月日", ["20240401", "20240430"], "date"),
        ("許可年月日", ["20240401", "20240431"], "integer"),
        ("郵便番号", ["7000001", "7000002"], "string"),
        ("電話番号", ["0861234567"], "string"),
        ("全国地方公共団体コード", ["331007"], "string"),
        ("緯度", ["34.65", "34.66"], "number"),
    ],
)
def test_headings_matter_where_values_could_be_two_things(heading: str, cells: list[str], type: str) -> None:
    assert infer(cells, heading).type == type


@pytest.mark.parametrize(
    "cells, type, missing",
    [
        (["1", "－", "3", "…"], "integer", ("…", "－")),
        ([" 1 ", " - ", "2"], "integer", (" - ",)),
        (["1", "2", "3", "不明", "なし"], "integer", ("なし", "不明")),
        (["1", "なし", "不明"], "string", ()),
        (["*", "12", "x"], "integer", ("*", "x")),
        (["2024-04-01", "-", ""], "date", ("-",)),
        (["9:00", "休み"], "string", ()),
        (["9:00", "―"], "time", ("―",)),
        (["市民課", "-", "なし"], "string", ("-",)),
        (["有", "無", "なし"], "string", ()),
        (["-", "-"], "string", ("-",)),
        (["NA", "JP"], "string", ()),
    ],
)
def test_missing_markers(cells: list[str], type: str, missing: tuple[str, ...]) -> None:
    field = infer(cells)
    assert (field.type, field.missing) == (type, missing)


def test_roles_come_along() -> None:
    field = infer(["086-123-4567", "非公開", "086-123-4568"], "電話番号")
    assert field == InferredField("電話番号", "string", "default", ("非公開",), Role.TELEPHONE)


def test_thousands_separators_are_told() -> None:
    columns = table({"額": ["1,234", "5"], "数": ["1", "2"]})
    assert [has_group_separators(columns, index) for index in (0, 1)] == [True, False]


def test_no_rows_and_no_columns() -> None:
    assert infer_fields(table({})) == ()
    assert told([]) == ("string", "default", ())
    assert [field.name for field in infer_fields(table({"a": [None, None], "": ["x", None]}))] == ["a", ""]


LONG = WHOLE_ROWS + 3_000


@pytest.mark.parametrize(
    "usual, odd, expected",
    [
        ("12", "－", ("integer", "default", ("－",))),
        ("12", "0.5", ("number", "default", ())),
        ("12", "不詳", ("integer", "default", ("不詳",))),
        ("12", "12人", ("string", "default", ())),
        ("2024-04-01", "2024-04-31", ("string", "default", ())),
        ("2024-04-01", "…", ("date", "default", ("…",))),
        ("2024/4/1 9:00", "2024/4/31 9:00", ("string", "default", ())),
        ("文字", "-", ("string", "default", ("-",))),
    ],
)
def test_one_cell_far_down_a_long_table_counts(
    usual: str, odd: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    cells = [usual] * LONG
    cells[LONG - 1_001] = odd
    assert told(cells) == expected


def test_ever_new_kinds_of_cells_end_as_text() -> None:
    cells = [str(index) for index in range(LONG)]
    cells[1_500:1_800] = [f"{index}番地の{index}" for index in range(300)]
    assert told(cells) == ("string", "default", ())


CELLS = st.one_of(
    st.sampled_from(["1", "0", "-5", "1.5", "1,234", "007", "－", "-", "", "不明", "true", "FALSE", " 3", "１０"]),
    st.sampled_from(
        ["9:00", "09:00:00", "2024-04-01", "2024/4/1", "2024-02-30", "R5.4.1", "4/13/2024", "2024-04", "NaN"]
    ),
    st.sampled_from(
        ["2024-04-01T09:00:00Z", "2024/4/1 9:00", "2024-04-01\n", "1_000", "²", "1e5", "1e", "+1", "20240401"]
    ),
    st.integers(-(10**20), 10**20).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(str),
    st.dates().map(str),
    st.datetimes().map(str),
    st.times().map(str),
    st.text(max_size=4),
)


@given(st.lists(CELLS, max_size=6), st.sampled_from(["列", "年", "年月日", "年月", "コード", "番号"]))
def test_frictionless_accepts_what_was_inferred(cells: list[str], heading: str) -> None:
    field = infer(cells, heading)
    descriptor: dict[str, object] = {"name": "a", "type": field.type, "format": field.format}
    if has_group_separators(table({heading: cells}), 0):
        descriptor |= {"groupChar": ","} if field.type == "number" else {}
    schema = Schema(fields=[Field.from_descriptor(descriptor)], missing_values=["", *field.missing])
    refused = [cell for cell in cells if schema.read_cells([cell])[1][0]]
    assert refused == []


@given(st.lists(CELLS, min_size=1, max_size=8))
def test_long_tables_are_told_like_short_ones(cells: list[str]) -> None:
    short = infer(cells)
    frame = pl.DataFrame({"0": cells * (LONG // len(cells) + 1)}, schema={"0": pl.String})
    [long] = infer_fields(type(table({}))(("列",), frame))
    assert long == short
