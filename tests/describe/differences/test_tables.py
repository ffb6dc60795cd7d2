"""Laws of comparing tables."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from catalog.describe.differences.tables import compare_tables
from catalog.model.difference import Shown, TableDifference
from catalog.model.table import Table

CELLS = st.sampled_from(["", "a", "b", "あ", " "])
ROWS = st.lists(st.tuples(CELLS, CELLS), max_size=8)


def table(rows: list[tuple[str, ...]], labels: tuple[str, ...] = ("番号", "名称", "備考")) -> Table:
    """Return a table of *rows*."""
    columns = {str(i): pl.Series([row[i] for row in rows], dtype=pl.String) for i in range(len(labels))}
    return Table(labels, pl.DataFrame(columns))


def compare(before: Table, after: Table, *key: str) -> TableDifference:
    return compare_tables("list", before, after, key, ({}, {}), lambda heading, value: heading == "備考")


def keyed(rows: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    return [(str(number), *row) for number, row in enumerate(rows)]


@given(ROWS)
def test_nothing_differs_from_itself(rows: list[tuple[str, str]]) -> None:
    same = table(keyed(rows))
    assert not compare(same, same, "番号").is_any
    assert not compare(same, same).is_any


@given(ROWS, ROWS)
def test_counts_add_up(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
    old, new = table(keyed(before)), table(keyed(after))
    for key in ((), ("番号",)):
        there, back = compare(old, new, *key), compare(new, old, *key)
        assert there.rows_before - there.removed + there.added == there.rows_after
        assert (there.added, there.removed, there.changed) == (back.removed, back.added, back.changed)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_no_change_of_data(rows: list[tuple[str, str]], random: object) -> None:
    before = keyed(rows)
    after = list(before)
    random.shuffle(after)  # type: ignore[attr-defined]
    for key in ((), ("番号",)):
        told = compare(table(before), table(after), *key)
        assert (told.added, told.removed, told.changed) == (0, 0, 0)
        assert told.is_reordered == (before != after)


@given(ROWS, st.sets(st.integers(0, 7)))
def test_each_changed_cell_is_counted(rows: list[tuple[str, str]], places: set[int]) -> None:
    before = keyed(rows)
    after = [(row[0], "新", row[2]) if number in places else row for number, row in enumerate(before)]
    told = compare(table(before), table(after), "番号")
    changed = sum(row != other for row, other in zip(before, after, strict=True))
    assert told.changed == changed
    assert sum(column.count for column in told.cells) == changed
    assert all(len(column.examples) <= 5 for column in told.cells)


def test_a_column_with_the_same_cells_has_another_heading() -> None:
    before = table([("1", "あ", "x"), ("2", "い", "y")])
    after = table([("2", "い", "y"), ("1", "あ", "z")], ("番号", "館名", "備考"))
    told = compare(before, after, "番号")
    assert told.columns_renamed == (("名称", "館名"),)
    assert (told.columns_added, told.columns_removed) == ((), ())


def test_what_may_be_about_a_person_is_never_shown() -> None:
    told = compare(table([("1", "あ", "x")]), table([("1", "あ", "y"), ("2", "い", "z")]), "番号")
    assert told.cells[0].examples[0].before == told.cells[0].examples[0].after == Shown(None)
    assert Shown("z") not in told.added_examples[0].cells


def test_a_key_that_repeats_tells_nothing_apart() -> None:
    told = compare(table([("1", "あ", "")]), table([("1", "あ", ""), ("1", "い", "")]), "番号")
    assert (told.key, told.added, told.changed) == ((), 1, 0)
