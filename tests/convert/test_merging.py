"""Rows of many tables under the columns of a standard."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.convert.merging import (
    LEADING,
    TABLE,
    AlignedRows,
    Lead,
    align_rows,
    join_rows,
    merge_rows,
    merged_schema,
    merged_type,
    place_headings,
)
from catalog.model.dataset import LayerDeclaration, Schema
from catalog.model.table import Table
from catalog.standards.standard_datasets import defining_edition, read_standard_datasets

TOILETS = defining_edition("public-toilet")
HEADINGS = [column.heading for column in TOILETS.columns]
LEAD = Lead(("111112", "朝市", "https://data.example.jp/id/asa-city/toilets", "CC-BY-4.0"), ("111112",))
PLAIN = Schema((), (), ("",), {})


def table(columns: dict[str, list[str]]) -> Table:
    """Return a table of text."""
    return Table(tuple(columns), pl.DataFrame([pl.Series(str(at), cells) for at, cells in enumerate(columns.values())]))


CELLS = st.sampled_from(["", "1", "２", "有", "○", "なし", "35.5", "９：００", "令和3年4月1日", "約10", '",\n'])


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[str]]:
    """Return the columns of a table, some of the standard and some not."""
    names = draw(
        st.lists(st.sampled_from([*HEADINGS, "NO", "住所", "メモ", "管理者"]), min_size=1, unique=True, max_size=8)
    )
    rows = draw(st.integers(0, 4))
    return {name: draw(st.lists(CELLS, min_size=rows, max_size=rows)) for name in names}


def aligned(columns: dict[str, list[str]]) -> AlignedRows:
    """Return the rows of a table without a schema."""
    return align_rows(table(columns), PLAIN, None, TOILETS)


@settings(max_examples=40)
@given(st.lists(tables(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_the_order_says_nothing_and_every_cell_is_counted(columns, random) -> None:  # type: ignore[no-untyped-def]
    rows = [aligned(each) for each in columns]
    merged, counts = merge_rows(rows, [LEAD] * len(rows), TOILETS)
    assert merged.height == sum(len(next(iter(each.values()))) for each in columns)
    assert merged.width == 1 + len(LEADING) + len(HEADINGS)
    types = {column.heading: merged_type(column) for column in TOILETS.columns}
    for at, (each, counted) in enumerate(zip(columns, counts, strict=True)):
        assert len(counted.columns) + len(rows[at].extra) == len(each)
        cells = sum(bool(cell.strip()) for name, found in each.items() for cell in found if name not in rows[at].extra)
        assert sum(column.filled + column.unread for column in counted.columns) == cells
        assert not any(column.unread for column in counted.columns if types[column.heading] == "string")
        names = list(each)
        random.shuffle(names)
        alone, same = merge_rows([aligned({name: each[name] for name in names})], [LEAD], TOILETS)
        assert same == (counted,)
        assert alone.drop(TABLE).equals(merged.filter(merged[TABLE] == at).drop(TABLE))


def test_yes_and_no_are_written_in_one_way() -> None:
    rows = aligned({"名称": ["a", "b", "c"], "車椅子使用者用トイレ有無": ["○", "無し", "△"]})
    merged, [counts] = merge_rows([rows], [LEAD], TOILETS)
    at = str(len(LEADING) + HEADINGS.index("車椅子使用者用トイレ有無"))
    assert merged[at].to_list() == ["有", "無", "△"]
    assert [each.odd for each in counts.columns] == [0, 1]


def test_only_what_is_chosen_is_in_the_table() -> None:
    rows = [aligned({"名称": names}) for names in (["a"], [], ["b", "c"])]
    leads = [Lead((code, "", "", "")) for code in "123"]
    merged, _ = merge_rows(rows, leads, TOILETS)
    whole, some = (join_rows(merged, chosen, merged_schema(TOILETS)) for chosen in ((0, 1, 2), (2,)))
    assert whole.frame["0"].to_list() == ["1", "3", "3"]
    assert some.frame["0"].to_list() == ["3", "3"]
    assert len(some.labels) == some.frame.width


@pytest.mark.parametrize(("crs", "is_moved"), [("EPSG:6668", False), ("EPSG:4301", True)])
def test_coordinates_of_the_old_datum_are_converted(crs: str, is_moved: bool) -> None:
    layer = LayerDeclaration(crs, "経度", "緯度", "Point", None, None, ())
    fields = tuple(field for field in merged_schema(TOILETS).fields if field.name in ("緯度", "経度"))
    schema = Schema(fields, (), ("",), {})
    rows = align_rows(table({"緯度": ["35.0", ""], "経度": ["139.0", "139.1"]}), schema, layer, TOILETS)
    merged, [counts] = merge_rows([rows], [LEAD], TOILETS)
    latitude = merged[str(len(LEADING) + HEADINGS.index("緯度"))].to_list()
    assert counts.located == 1
    assert (latitude[0] != "35.0") == is_moved
    assert abs(float(latitude[0]) - 35.0) < 0.01


def test_every_standard_can_be_merged() -> None:
    for id in {each.id for each in read_standard_datasets()}:
        standard = defining_edition(id)
        schema = merged_schema(standard)
        names = [field.name for field in schema.fields]
        assert len(set(names)) == len(names), id
        english = [field.title.en for field in schema.fields[: len(LEADING)]]
        assert not set(english) & {column.label_en for column in standard.columns}, id
        place = place_headings(standard)
        assert place is None or set(place) <= set(names)
