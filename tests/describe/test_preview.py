from __future__ import annotations

from catalog.describe.preview import CELL_LENGTH, COLUMN_COUNT, describe_preview
from tests.publish.factory import make_field, make_schema, make_table

SCHEMA = make_schema(make_field("a"), make_field("b", "number"), missing_values=("", "-"))


def test_a_preview_has_the_first_records_as_they_were_written() -> None:
    table = make_table(["a", "b"], [(f"00{index}", f"{index}.50") for index in range(12)])
    preview = describe_preview(table, SCHEMA)
    assert preview.labels == ("a", "b")
    assert len(preview.rows) == 10
    assert preview.rows[1] == ("001", "1.50")
    assert describe_preview(table, SCHEMA, rows=2).rows == preview.rows[:2]


def test_missing_values_and_missing_cells_are_none() -> None:
    table = make_table(["a", "b"], [("-", ""), ("x", None)])
    assert describe_preview(table, SCHEMA).rows == ((None, None), ("x", None))


def test_an_enormous_cell_is_cut() -> None:
    preview = describe_preview(make_table(["a" * 10_000], [("長" * 1_000_000,)]), None)
    assert preview.rows[0][0] == "長" * (CELL_LENGTH - 1) + "…"
    assert len(preview.labels[0]) == CELL_LENGTH


def test_a_table_without_records_has_only_headings() -> None:
    assert describe_preview(make_table(["a"], []), None).rows == ()


def test_of_very_many_columns_only_the_first_are_shown() -> None:
    labels = [f"c{number}" for number in range(2_000)]
    preview = describe_preview(make_table(labels, [tuple(labels)]), None)
    assert preview.labels == tuple(labels[:COLUMN_COUNT])
    assert preview.rows == (tuple(labels[:COLUMN_COUNT]),)
