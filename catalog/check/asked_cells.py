"""The cells of columns, each question about them put once: in a small table to all of its columns together.

A question to Polars costs some 50 µs however few cells it is about, and the checks put some twenty to each column: in a
catalog of small tables that is more than all the rest of their work.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache

import polars as pl

VALUE = pl.col("value")

MOST_TOGETHER = 20_000
"""Cells of a table that are asked together; of a larger one each column is, which takes less memory and no longer."""


@lru_cache(maxsize=256)
def like(pattern: str, of: str = "value") -> pl.Expr:
    """Return the question whether *pattern* (of Polars) is found in a cell as written, or in its ``plain`` text."""
    return pl.col(of).str.contains(pattern)


class Cells:
    """The cells of columns that are as long as each other.

    Questions are expressions over ``value``, the cell as written, and, where it is about the different cells, ``plain``
    (see :meth:`folded`). They must be about one cell at a time. One that stays the same object is known again soonest.
    """

    def __init__(self, columns: Sequence[pl.Series], missing: Sequence[str]) -> None:
        self._columns, self._missing = columns, missing
        self._height = columns[0].len()
        self._answers: dict[tuple[bool, bytes], pl.Series | None] = {}
        self._known: dict[tuple[bool, int], tuple[pl.Expr, pl.Series | None]] = {}

    def counted(self, position: int) -> pl.DataFrame:
        """Return the different cells of a column that hold something (``value``), and how often each stands."""
        return self._counted[0].slice(*self._bounds(position))

    def folded(self, position: int) -> pl.DataFrame:
        """Return what :meth:`counted` has, and ``plain``: each cell in half-width letters, without blanks around it."""
        return self._folded.slice(*self._bounds(position))

    def answers(self, position: int, question: pl.Expr) -> pl.Series | None:
        """Return for each row of :meth:`counted` whether *question* is true of it, ``None`` where it is of none."""
        flags = self._asked(question, is_by_row=False)
        return None if flags is None else _unless_none(flags.slice(*self._bounds(position)))

    def answers_by_row(self, position: int, question: pl.Expr, row_count: int | None = None) -> pl.Series | None:
        """Return for each cell of a column, or the first *row_count*, whether *question* is true of it.

        ``None`` where it is true of none.
        """
        count = self._height if row_count is None else min(row_count, self._height)
        if len(self._columns) == 1 and count < self._height:
            return _unless_none(self._whole.head(count).select(question.fill_null(False)).to_series())
        flags = self._asked(question, is_by_row=True)
        return None if flags is None else _unless_none(flags.slice(position * self._height, count))

    def _asked(self, question: pl.Expr, *, is_by_row: bool) -> pl.Series | None:
        known = self._known.get((is_by_row, id(question)))
        if known is not None:
            return known[1]
        key = is_by_row, question.meta.serialize()
        if key not in self._answers:
            self._answers[key] = _unless_none(self._ask(question, is_by_row=is_by_row))
        self._known[is_by_row, id(question)] = question, self._answers[key]  # With it: its id stays its own.
        return self._answers[key]

    def _ask(self, question: pl.Expr, *, is_by_row: bool) -> pl.Series:
        if is_by_row:
            return self._whole.select(question.fill_null(False)).to_series()
        # Folding a million cells takes half a second: only where it is asked for.
        frame = self._folded if "plain" in question.meta.root_names() else self._counted[0]
        return frame.select(question).to_series()

    @cached_property
    def _whole(self) -> pl.DataFrame:
        if len(self._columns) == 1:
            return self._columns[0].alias("value").to_frame()
        return pl.concat([cells.alias("value") for cells in self._columns], rechunk=True).to_frame()

    @cached_property
    def _counted(self) -> tuple[pl.DataFrame, Sequence[int]]:
        """The different cells, column by column, and where those of each column begin, and the last end."""
        text = pl.col("value")
        is_given = text.is_not_null() & (text.str.strip_chars() != "") & ~text.is_in(list(self._missing))
        if len(self._columns) > 1:
            column = (pl.int_range(pl.len()) // self._height).alias("column")
            given = self._whole.with_columns(column).filter(is_given)
            counted = given.group_by("column", "value", maintain_order=True).len("count")
            columns = counted.drop_in_place("column").to_list()
            return counted, [bisect_left(columns, position) for position in range(len(self._columns) + 1)]
        given = self._whole.filter(is_given)
        counted = given.group_by("value", maintain_order=True).len("count")
        if counted.height == given.height:
            # All differ, as numbers and names of a register do: the table's own cells are shared, not held twice.
            own = self._whole if given.height == self._whole.height else given
            counted = own.with_columns(pl.lit(1, counted.schema["count"]).alias("count"))
        return counted, (0, counted.height)

    @cached_property
    def _folded(self) -> pl.DataFrame:
        counted, _ = self._counted
        folded = counted.with_columns(plain=pl.col("value").str.normalize("NFKC").str.strip_chars())
        is_plain = bool((folded["plain"] == folded["value"]).all())
        return counted.with_columns(plain=pl.col("value")) if is_plain else folded  # Without a copy.

    def _bounds(self, position: int) -> tuple[int, int]:
        """Return where the different cells of a column begin, and how many they are."""
        starts = self._counted[1]
        return starts[position], starts[position + 1] - starts[position]


def _unless_none(flags: pl.Series) -> pl.Series | None:
    return flags if flags.any() else None


def gather_cells(columns: Sequence[pl.Series], missing: Sequence[str]) -> list[tuple[Cells, int]]:
    """Return for each of *columns* the cells that it is among, and its position there.

    Arguments:
        columns: Of one table, of text.
        missing: What stands for no value.
    """
    if sum(cells.len() for cells in columns) > MOST_TOGETHER:
        return [(Cells([cells], missing), 0) for cells in columns]
    together = Cells(columns, missing) if columns else None
    return [(together, position) for position in range(len(columns))] if together is not None else []
