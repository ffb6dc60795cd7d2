"""What is in columns: counted rightly, bounded, and never telling of persons."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.personal import is_personal
from catalog.describe import cells as cells_module
from catalog.describe.cells import DISTINCT_LIMIT, cells_of
from catalog.describe.column_uses import COLUMN_LIMIT
from catalog.describe.statistics import describe_statistics, numeric_histogram
from catalog.describe.steps import count_between, nice_edges, nice_step, nice_ticks
from catalog.model.statistics import ColumnUse, ValueCount
from catalog.model.table import Table
from catalog.model.text import LocalizedText
from tests.describe.drawn import column_of, schema_of, statistics_of, table_of

FINITE = st.floats(-1e12, 1e12, allow_nan=False)


def test_numbers_have_a_range_a_mean_and_a_distribution() -> None:
    column = column_of("面積\n" + "\n".join(["1.5", "2.50", "10", "4", "3", "2", "7", "9", ""]), {"面積": "number"})
    assert column.use is ColumnUse.MEASURE
    assert (column.filled, column.distinct, column.minimum, column.maximum) == (8, 8, "1.5", "10")
    assert column.mean == pytest.approx(39 / 8)
    assert column.histogram is not None
    assert sum(column.histogram.counts) == 8


def test_times_have_a_range_as_they_are_written() -> None:
    column = column_of("開設日\n2021-04-01\n1999-12-31\n2024-01-15\n", {"開設日": "date"})
    assert column.use is ColumnUse.TIME
    assert (column.minimum, column.maximum, column.mean) == ("1999-12-31", "2024-01-15", None)


def test_years_are_no_quantity() -> None:
    assert column_of("年度\n2019\n2020\n2024\n").mean is None
    assert column_of("開業\n1999\n2001\n2020\n").use is ColumnUse.CODE


@pytest.mark.parametrize("heading", ["施設番号", "団体コード", "ID", "ページ", "緯度", "X座標", "順位", "番号"])
def test_codes_and_coordinates_have_no_mean(heading: str) -> None:
    column = column_of(f"{heading}\n35.5\n36.1\n35.9\n", {heading: "number"})
    assert column.use in (ColumnUse.CODE, ColumnUse.PLACE)
    assert column.mean is None and column.histogram is None


def test_numbers_of_rows_are_no_quantity() -> None:
    assert column_of("整理\n" + "\n".join(map(str, range(1, 8)))).use is ColumnUse.CODE


def test_categories_are_counted_with_the_english_beside() -> None:
    text = "種別,種別_英語\n" + "公園,Park\n" * 3 + "学校,School\n" * 2 + ",\n"
    column = statistics_of(text).columns[0]
    assert column.use is ColumnUse.CATEGORY
    assert column.top == (
        ValueCount("公園", 3, LocalizedText("公園", "Park")),
        ValueCount("学校", 2, LocalizedText("学校", "School")),
    )
    assert column.filled == 5


def test_english_that_does_not_always_say_the_same_is_not_taken() -> None:
    text = "種別,種別_英語\n公園,Park\n公園,Garden\n学校,School\n学校,School\n"
    assert {each.label for each in statistics_of(text).columns[0].top} == {None}


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("代表者氏名", ["架空 一郎", "架空 二郎"]),
        ("電話番号", ["019-000-0000", "019-000-0001"]),
        ("連絡先", ["a@city.example", "b@city.example"]),
        ("備考", ["一", "二"]),
        ("所在地", ["架空町1-1", "架空町1-2"]),
        ("窓口", ["090-0000-0000", "090-0000-0001"]),
        ("申込", ["a@city.example", "b@city.example"]),
    ],
)
def test_what_may_be_about_persons_is_only_counted(heading: str, values: list[str]) -> None:
    column = column_of(f"{heading}\n" + "\n".join(values * 5))
    assert column.use is ColumnUse.PERSONAL
    assert (column.filled, column.distinct) == (10, 2)
    assert column.top == () and column.minimum is None and column.histogram is None


def test_free_text_and_names_are_not_listed() -> None:
    text = "名称\n" + "\n".join(f"架空施設{number}" for number in range(30))
    assert column_of(text).top == ()
    assert column_of("説明\n" + "\n".join(["あ" * 60, "い" * 60] * 5)).top == ()


def test_many_different_values_are_counted_up_to_a_bound() -> None:
    frame = pl.DataFrame({"0": [f"値{number}" for number in range(DISTINCT_LIMIT + 5)]})
    table = Table(("名称",), frame)
    column = describe_statistics(table, schema_of(table), is_personal).columns[0]
    assert (column.distinct, column.has_more) == (DISTINCT_LIMIT, True)


def test_a_wide_table_is_looked_at_up_to_a_bound() -> None:
    table = table_of(",".join(f"c{number}" for number in range(2_000)) + "\n" + ",".join(["1"] * 2_000) + "\n")
    assert len(describe_statistics(table, schema_of(table), is_personal).columns) == COLUMN_LIMIT


def test_a_table_without_rows_has_nothing_in_it() -> None:
    column = statistics_of("名称,人数\n").columns[0]
    assert (column.filled, column.distinct, column.top) == (0, 0, ())


def test_missing_marks_are_no_values() -> None:
    table = table_of("人数\n5\n-\n-\n")
    schema = schema_of(table, {"人数": "integer"})
    marked = type(schema)(schema.fields, (), ("", "-"), schema.descriptor)
    assert describe_statistics(table, marked, is_personal).columns[0].filled == 1


@given(st.lists(FINITE, min_size=1, max_size=60), st.booleans())
def test_every_number_lies_in_one_range(numbers: list[float], is_whole: bool) -> None:
    found = [float(round(number)) for number in numbers] if is_whole else numbers
    cells = cells_of(pl.Series([repr(number) for number in found], dtype=pl.String), ())
    known = cells.numbers()
    assert known is not None
    histogram = numeric_histogram(cells, known, is_whole=is_whole)
    edges = [float(edge) for edge in histogram.edges]
    assert sum(histogram.counts) == len(found)
    assert edges == sorted(set(edges)) and len(edges) == len(histogram.counts) + 1
    assert edges[0] <= min(found) and max(found) <= edges[-1]
    assert list(histogram.counts) == count_between(edges, found)


@given(FINITE, st.floats(0, 1e12), st.integers(2, 12))
def test_ticks_are_few_ascending_and_hold_everything(low: float, span: float, most: int) -> None:
    high = low + span
    ticks = nice_ticks(low, high, most)
    assert list(ticks) == sorted(set(ticks))
    assert 2 <= len(ticks) <= most + 3
    tolerance = 1e-6 * max(1.0, abs(low), abs(high))
    assert ticks[0] <= low + tolerance and ticks[-1] >= high - tolerance


@given(st.floats(1e-9, 1e12), st.integers(1, 12))
def test_steps_are_one_two_or_five(span: float, most: int) -> None:
    step = nice_step(span, most)
    assert f"{step:e}"[0] in "125" and f"{step:e}"[2:8] == "000000"
    assert step * most >= span * (1 - 1e-9)


def test_decimal_boundaries_are_those_that_people_write() -> None:
    assert nice_edges(0.0, 0.5, 5) == (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
    assert nice_edges(3.0, 6.0, 10, whole=True) == (3.0, 4.0, 5.0, 6.0, 7.0)
    assert count_between((0.0, 0.1, 0.2, 0.3), [0.1, 0.2, 0.3]) == [0, 1, 2]


CELLS = st.lists(
    st.one_of(
        st.integers(-50, 50).map(str),
        st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: f"{number:.3f}"),
        st.sampled_from(["", "-", "甲", "2024-04-01", "1999-12-31", "nan", "1e400", " 5", "1_000", "007", "５"]),
    ),
    max_size=40,
)


@given(CELLS)
def test_few_and_many_cells_are_counted_alike(cells: list[str]) -> None:
    column = pl.Series(cells, dtype=pl.String)
    few, many = (kind(column, ("", "-")) for kind in (cells_module._FewCells, cells_module._ManyCells))
    assert (few.filled, few.counts, few.some(), few.ends()) == (many.filled, many.counts, many.some(), many.ends())
    assert few.years() == many.years()
    one, other = few.numbers(), many.numbers()
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.lowest, one.highest, one.are_all) == (other.lowest, other.highest, other.are_all)
        assert one.mean == pytest.approx(other.mean, abs=1e-6)
        edges = nice_edges(one.lowest, one.highest, 10)
        assert few.count_in(edges) == many.count_in(edges)
