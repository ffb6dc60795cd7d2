"""The first rows of a table: what says the same in every row is said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from catalog.model.dataset import Field
from catalog.model.described import DescribedResource, Preview
from catalog.model.statistics import ColumnStatistics, ColumnUse, TableStatistics
from catalog.model.text import Lang, LocalizedText
from catalog.render.first_rows import NAMED, NARROW, table_view
from tests.render.samples import resource


def column(name: str, english: str | None = None) -> Field:
    return Field(name, LocalizedText(name, english), None, "string", "default", {})


def described(
    columns: Sequence[tuple[Field, Sequence[str | None]]], *, personal: str | None = None, row_count: int | None = None
) -> DescribedResource:
    """Return a table of *columns*, counted."""
    fields, cells = [each for each, _ in columns], [list(values) for _, values in columns]
    counted = tuple(
        ColumnStatistics(
            each.name,
            ColumnUse.PERSONAL if each.name == personal else ColumnUse.TEXT,
            filled=sum(value is not None for value in values),
            distinct=len({value for value in values if value is not None}),
        )
        for each, values in columns
    )
    rows = tuple(zip(*cells, strict=True))
    count = len(rows) if row_count is None else row_count
    preview = Preview(tuple(each.name for each in fields), rows)
    made = resource(fields=fields, rows=(), has_layer=False)
    return replace(made, preview=preview, row_count=count, statistics=TableStatistics(count, counted))


CODE, BODY, NAME = column("団体コード", "Code"), column("団体名", "Body"), column("名称", "Name")
FOUR = ("a", "b", "c", "d")
DIFFERENT = [(column(f"項目{number}", f"Column {number}"), FOUR) for number in range(NARROW)]
TABLE = [(CODE, ("992011",) * 4), (BODY, ("見本市",) * 4), (NAME, FOUR), (column("備考"), (None,) * 4), *DIFFERENT]


@pytest.mark.parametrize(
    ("lang", "alike", "empty"),
    [
        ("ja", "団体コード：992011、団体名：見本市", "値のない列は省いています（備考）"),
        ("en", 'Code: <span lang="ja">992011</span>, Body: <span lang="ja">見本市</span>', "Columns without values"),
    ],
)
def test_what_is_the_same_in_every_row_is_said_once(lang: Lang, alike: str, empty: str) -> None:
    view = table_view(described(TABLE), lang)
    assert view is not None
    assert "992011" not in view.rows
    assert "見本市" not in view.rows
    assert view.headings.count("<th") == 1 + NARROW
    assert view.rows.count("<td") == 4 * (1 + NARROW)
    assert alike in "".join(view.left_out)
    assert empty in "".join(view.left_out)


def test_a_narrow_table_is_shown_whole() -> None:
    view = table_view(described(TABLE[:NARROW]), "ja")
    assert view is not None and view.left_out == ()
    assert view.headings.count("<th") == NARROW


def test_two_rows_that_are_alike_say_nothing() -> None:
    few = [(each, values[:2]) for each, values in TABLE]
    view = table_view(described(few), "ja")
    assert view is not None and view.left_out == ()


def test_a_value_that_may_be_about_a_person_is_not_told_apart() -> None:
    view = table_view(described(TABLE, personal="団体名"), "ja")
    assert view is not None
    assert "団体名" not in "".join(view.left_out)
    assert "団体名" in view.headings


def test_a_column_that_is_alike_only_where_it_is_filled_is_shown() -> None:
    gaps = [(BODY, ("見本市", None, "見本市", "見本市")), (NAME, FOUR), *DIFFERENT]
    view = table_view(described(gaps), "ja")
    assert view is not None and view.left_out == ()


def test_a_table_that_says_nothing_is_shown_as_it_is() -> None:
    silent = [(column(f"空{number}"), (None,) * 4) for number in range(10)]
    view = table_view(described([*silent, (NAME, FOUR)]), "ja")
    assert view is not None and view.left_out == ()
    assert view.headings.count("<th") == 11


def test_many_columns_left_out_are_counted() -> None:
    silent = [(column(f"空{number}"), (None,) * 4) for number in range(NAMED + 30)]
    view = table_view(described([*silent, *DIFFERENT]), "ja")
    assert view is not None
    assert "ほか30項目" in "".join(view.left_out)


def test_values_left_out_are_harmless() -> None:
    hostile = [(BODY, ("<script>alert(1)</script>",) * 4), (NAME, FOUR), *DIFFERENT]
    view = table_view(described(hostile), "ja")
    assert view is not None
    assert "<script" not in "".join(view.left_out)
    assert "&lt;script&gt;" in "".join(view.left_out)


def test_a_caption_says_that_columns_are_left_out() -> None:
    fields = [column(f"c{number}") for number in range(2_000)]
    labels = tuple(field.name for field in fields[:50])
    wide = replace(resource(fields=fields, rows=(), has_layer=False), preview=Preview(labels, (labels,)), row_count=1)
    view = table_view(wide, "en")
    assert view is not None
    assert "first 50 of 2,000 columns" in view.caption
