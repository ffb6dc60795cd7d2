"""Cells of a small table are asked together, those of a large one column by column: the answers are the same."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.asked_cells import MOST_TOGETHER, Cells, gather_cells

CELL = st.none() | st.sampled_from(["", " ", "-", "１", "1", " 1", "ア", "ｱ", "a\nb"])
TABLES = st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[CELL] * width), min_size=1, max_size=8))
QUESTIONS = (
    pl.col("value").str.contains("[0-9１]"),
    pl.col("plain").str.contains("^1$"),
    ~pl.col("plain").str.contains("ア") & (pl.col("value").str.len_chars() > 1),
)


@given(TABLES)
def test_columns_of_a_small_table_answer_as_each_alone(rows: list[tuple[str | None, ...]]) -> None:
    columns = [pl.Series(str(index), cells, pl.String) for index, cells in enumerate(zip(*rows, strict=True))]
    for column, (cells, position) in zip(columns, gather_cells(columns, ["", "-"]), strict=True):
        alone = Cells([column], ["", "-"])
        assert cells.counted(position).equals(alone.counted(0))
        assert cells.folded(position).equals(alone.folded(0))
        for question in QUESTIONS:
            assert flags(cells.answers(position, question)) == flags(alone.answers(0, question))
        for row_count in (None, 1, 100):
            by_row = flags(cells.answers_by_row(position, QUESTIONS[0], row_count))
            assert by_row == flags(alone.answers_by_row(0, QUESTIONS[0], row_count))
            first = column[:row_count].fill_null("").str.contains("[0-9１]").to_list()
            assert by_row == (first if any(first) else None)


def flags(answers: pl.Series | None) -> list[bool] | None:
    return None if answers is None else answers.to_list()


def test_columns_of_a_large_table_are_asked_one_by_one() -> None:
    columns = [pl.Series(str(index), ["1"] * (MOST_TOGETHER // 2 + 1)) for index in range(2)]
    (first, _), (second, position) = gather_cells(columns, [""])
    assert first is not second
    assert position == 0


def test_a_table_without_columns_has_no_cells() -> None:
    assert gather_cells([], [""]) == []
