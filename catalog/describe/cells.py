"""The cells of a column that hold something, counted: by Polars where they are many, by Python where they are few.

A call of Polars costs as much as counting some hundred cells in Python, and most tables of a catalog are small. Both
ways give the same; a test holds them to it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

DISTINCT_LIMIT = 10_000
"""Different values that are counted exactly; beyond them there are "more than" as many."""
FEW = 1_000
"""Rows up to which Python is quicker."""
_HEAD_ROWS = 50_000
_LISTED = 300


@dataclass(frozen=True, slots=True)
class Numbers:
    """The cells of a column as numbers.

    Attributes:
        lowest, highest, mean: Of those that are finite.
        first_text, last_text: The cells of the smallest and of the largest, as they are written.
        are_all: Whether every cell is a finite number.
    """

    lowest: float
    highest: float
    mean: float
    first_text: str
    last_text: str
    are_all: bool


class Cells(Protocol):
    """The cells of a column, without those that stand for nothing.

    Attributes:
        filled: How many there are.
        counts: How often each different one is there; ``None`` where more than :data:`DISTINCT_LIMIT` are.
    """

    filled: int
    counts: Mapping[str, int] | None

    def some(self) -> Sequence[str]:
        """Return some of the different cells in ascending order, all where they are few."""

    def numbers(self) -> Numbers | None:
        """Return the cells as numbers; ``None`` where none is one."""

    def count_in(self, edges: Sequence[float]) -> list[int]:
        """Return how many numbers lie in each range; the last upper edge belongs to the range below it."""

    def ends(self) -> tuple[str, str] | None:
        """Return the first and the last cell in the order of text."""

    def years(self) -> Mapping[int, int]:
        """Return how many cells begin with each year."""


def cells_of(column: pl.Series, missing_values: Collection[str]) -> Cells:
    """Return the cells of a text *column*."""
    return _FewCells(column, missing_values) if len(column) <= FEW else _ManyCells(column, missing_values)


class _FewCells:
    def __init__(self, column: pl.Series, missing_values: Collection[str]) -> None:
        left_out = {*missing_values, "", None}
        cells: list[str] = [cell for cell in column.to_list() if cell not in left_out]
        self.filled = len(cells)
        self.counts: Mapping[str, int] | None = Counter(cells)

    def some(self) -> Sequence[str]:
        return sorted(self.counts or ())[:_LISTED]

    def _numbers(self) -> dict[str, float]:
        return {cell: number for cell in self.counts or () if (number := _number(cell)) is not None}

    def numbers(self) -> Numbers | None:
        found, counts = self._numbers(), self.counts or {}
        if not found:
            return None
        first, last = min(found, key=found.__getitem__), max(found, key=found.__getitem__)
        whole = sum(counts[cell] for cell in found)
        mean = math.fsum(number / whole * counts[cell] for cell, number in found.items())
        return Numbers(found[first], found[last], mean, first, last, len(found) == len(counts))

    def count_in(self, edges: Sequence[float]) -> list[int]:
        counted = [0] * (len(edges) - 1)
        for cell, number in self._numbers().items():
            counted[min(max(bisect_right(edges, number) - 1, 0), len(counted) - 1)] += (self.counts or {})[cell]
        return counted

    def ends(self) -> tuple[str, str] | None:
        return (min(self.counts), max(self.counts)) if self.counts else None

    def years(self) -> Mapping[int, int]:
        found: Counter[int] = Counter()
        for cell, count in (self.counts or {}).items():
            if len(cell) >= 4 and cell[:4].isascii() and cell[:4].isdigit():
                found[int(cell[:4])] += count
        return found


def _number(cell: str) -> float | None:
    """Return the number that *cell* is as Polars reads it, which knows neither spaces nor underscores."""
    if "_" in cell or cell != cell.strip() or not cell.isascii():
        return None
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


class _ManyCells:
    def __init__(self, column: pl.Series, missing_values: Collection[str]) -> None:
        markers = [value for value in missing_values if value]
        given = (column != "") & ~column.is_in(markers) if markers else column != ""
        self._cells = column.alias("value").filter(given.fill_null(False))
        self.filled = len(self._cells)
        self.counts: Mapping[str, int] | None = None
        if self._cells.head(_HEAD_ROWS).n_unique() <= DISTINCT_LIMIT:
            counts = self._cells.value_counts(sort=False)
            if counts.height <= DISTINCT_LIMIT:
                self.counts = dict(counts.iter_rows())
        self._parsed: pl.Series | None = None

    def some(self) -> Sequence[str]:
        if self.counts is not None:
            return sorted(self.counts)[:_LISTED]
        return sorted(self._cells.head(_LISTED).to_list())

    def _numbers(self) -> pl.Series:
        if self._parsed is None:
            parsed = self._cells.cast(pl.Float64, strict=False)
            self._parsed = parsed.to_frame().select(pl.when(pl.col("value").is_finite()).then("value"))["value"]
        return self._parsed

    def numbers(self) -> Numbers | None:
        parsed = self._numbers()
        first, last = parsed.arg_min(), parsed.arg_max()
        if first is None or last is None:
            return None
        count = len(parsed) - parsed.null_count()
        mean = float((parsed / count).sum())
        first_text, last_text = str(self._cells[first]), str(self._cells[last])
        return Numbers(parsed[first], parsed[last], mean, first_text, last_text, count == len(parsed))

    def count_in(self, edges: Sequence[float]) -> list[int]:
        numbers = self._numbers().drop_nulls()
        places = pl.Series(list(edges)).search_sorted(numbers, side="right").clip(1, len(edges) - 1) - 1
        counted = [0] * (len(edges) - 1)
        for place, count in places.alias("place").value_counts().iter_rows():
            counted[place] = count
        return counted

    def ends(self) -> tuple[str, str] | None:
        first, last = self._cells.min(), self._cells.max()
        return (first, last) if isinstance(first, str) and isinstance(last, str) else None

    def years(self) -> Mapping[int, int]:
        years = self._cells.str.slice(0, 4).str.extract("^([0-9]{4})$", 1).cast(pl.Int32).drop_nulls()
        return dict(years.alias("year").value_counts().iter_rows())
