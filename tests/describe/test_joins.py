"""Columns of codes are told from numbers that are only counted within one table."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.describe.joins import describe_join_columns
from catalog.model.dataset import Dialect, Field, Resource, Schema
from catalog.model.ids import Slug
from catalog.model.join import SKETCH_SIZE, JoinColumn
from catalog.model.table import Table
from catalog.model.text import LocalizedText

CODES = ["331007", "332020", "332038", "332046"]


def described(heading: str, values: list[str], type_name: str = "string", key: bool = False) -> tuple[JoinColumn, ...]:
    """Return what is kept of a table of one column."""
    field = Field(heading, LocalizedText(heading, "Code"), None, type_name, "default", {"name": heading})
    schema = Schema((field,), (heading,) if key else (), ("",), {})
    resource = Resource(Slug("list"), "list.csv", "csv", LocalizedText("表"), None, None, Dialect(), schema, None)
    frame = pl.DataFrame({"0": values}, schema={"0": pl.String})
    return describe_join_columns(Table((heading,), frame), resource)


@pytest.mark.parametrize("heading", ["全国地方公共団体コード", "市区町村コード", "法人番号", "町字ID", "学校コード"])
def test_columns_of_codes_are_kept(heading: str) -> None:
    (column,) = described(heading, CODES)
    assert (column.resource, column.heading, column.title_en, len(column.sketch)) == ("list", heading, "Code", 4)


@pytest.mark.parametrize("heading", ["番号", "No.", "ID", "整理番号", "電話番号", "郵便番号", "個人番号"])
def test_numbers_within_a_table_and_about_people_are_not(heading: str) -> None:
    assert described(heading, CODES, key=True) == ()


@pytest.mark.parametrize(
    "values",
    [["1", "2", "3"], ["331007"] * 5, ["2026-04-01", "2026-04-02", "2026-04-03"], ["中央公園", "北公園", "南公園"], []],
)
def test_short_numbers_one_code_days_and_names_are_not(values: list[str]) -> None:
    assert described("施設コード", values) == ()


def test_numbers_are_no_codes() -> None:
    assert described("施設コード", CODES, "integer") == ()


@settings(max_examples=20)
@given(st.integers(SKETCH_SIZE + 1, 2 * SKETCH_SIZE), st.integers(0, 10**6), st.floats(0, 1))
@example(SKETCH_SIZE + 1, 0, 1)
def test_sketches_of_overlapping_columns_meet_and_only_in_shared_codes(count: int, first: int, part: float) -> None:
    values = [f"c{(first + number) * 7919:010d}" for number in range(count)]
    shared = max(3, round(part * count))
    one = described("施設コード", values)[0].sketch
    other = described("施設コード", [*values[:shared], *(f"d{value}" for value in values[shared:])])[0].sketch
    assert len(one) == SKETCH_SIZE
    assert one == described("施設コード", values[::-1] * 2)[0].sketch
    least = min(one[-1], other[-1])
    assert set(one) & set(other) == {digest for digest in described_by_threes(values[:shared]) if digest <= least}
    if shared == len(values):
        assert one == other


def described_by_threes(values: list[str]) -> set[str]:
    """Return the digests of *values*, of columns so short that a sketch leaves none out."""
    threes = [values[start : start + 3] for start in range(0, len(values) - 2, 3)] + [values[-3:]]
    return {digest for three in threes for digest in described("施設コード", three)[0].sketch}
