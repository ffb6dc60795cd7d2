"""What the columns of a published table hold: counts, ranges, the most frequent values, and how they are distributed.

Work and memory grow with the cells, not faster: different values are counted to the end only where the first rows say
that they are few.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import polars as pl

from catalog.describe.cells import DISTINCT_LIMIT, Cells, Numbers, cells_of
from catalog.describe.column_uses import COLUMN_LIMIT, Facts, IsPersonal, describe_uses
from catalog.describe.headings import english_of
from catalog.describe.steps import nice_edges
from catalog.model.dataset import Field, Schema
from catalog.model.statistics import ColumnStatistics, ColumnUse, Histogram, TableStatistics, ValueCount
from catalog.model.table import Table
from catalog.model.text import LocalizedText

TOP_COUNT = 10
"""Most frequent values that are named."""
_MOST_BINS = 12
_LISTED_USES = frozenset({ColumnUse.CATEGORY, ColumnUse.FLAG})
_NUMERIC = frozenset({"integer", "number"})
_SHOWN_LENGTH = 60
_LEAST_FILLED, _LEAST_DISTINCT = 8, 4


def describe_statistics(table: Table, schema: Schema, is_personal: IsPersonal) -> TableStatistics:
    """Return what is to be said of the first columns of *table*.

    Arguments:
        table: With canonical values.
        schema: Of *table*.
        is_personal: Whether a value under a heading may be about a person: such columns are only counted.
    """
    known = {field.name: field for field in schema.fields}
    width = min(len(table.labels), COLUMN_LIMIT)
    columns = [_Column(table, index, known, schema.missing_values) for index in range(width)]
    facts = {index: column.facts() for index, column in enumerate(columns)}
    uses = describe_uses(table, schema, facts, is_personal) if width else ()
    counted = (_column_statistics(column, use, columns) for column, use in zip(columns, uses, strict=True))
    return TableStatistics(table.row_count, tuple(counted))


class _Column:
    """A column with its cells, and what is known of them."""

    def __init__(self, table: Table, index: int, known: Mapping[str, Field], missing_values: Collection[str]) -> None:
        label = table.labels[index].strip()
        self.field = known.get(label)
        self.type = self.field.type if self.field is not None else "string"
        self.label = self.field.name if self.field else label
        self.row_count = table.row_count
        self.index = index
        self._frame = table.frame
        self.cells: Cells = cells_of(table.frame[str(index)], missing_values)
        self.numbers: Numbers | None = self.cells.numbers() if self.type in _NUMERIC else None

    @property
    def distinct(self) -> int | None:
        """How many different cells there are; ``None`` where they are too many."""
        return None if self.cells.counts is None else len(self.cells.counts)

    def facts(self) -> Facts:
        """Return what is known before the column's use is."""
        lowest, highest = (self.numbers.lowest, self.numbers.highest) if self.numbers else (None, None)
        return Facts(self.row_count, self.cells.filled, self.distinct, self.cells.some(), lowest, highest)

    def labels(self, columns: Sequence[_Column]) -> Mapping[str, LocalizedText]:
        """Return what the schema says that values mean, or their English in a column beside."""
        told = self.field.labels if self.field is not None else {}
        return told or {value: LocalizedText(value, word) for value, word in self.english(columns).items()}

    def english(self, columns: Sequence[_Column]) -> dict[str, str]:
        """Return what the column of English beside says for each value, where it always says the same."""
        beside = next((each for each in columns if english_of(each.label) == self.label), None)
        if beside is None:
            return {}
        pairs = self._frame.select(pl.nth(self.index, beside.index)).unique(maintain_order=True)
        words: dict[str, str] = {}
        for value, word in pairs.iter_rows():
            if value and word and words.setdefault(value, word) != word:
                return {}
        return words


def _column_statistics(column: _Column, use: ColumnUse, columns: Sequence[_Column]) -> ColumnStatistics:
    filled, distinct = column.cells.filled, column.distinct
    plain = ColumnStatistics(
        column.label, use, filled, DISTINCT_LIMIT if distinct is None else distinct, distinct is None
    )
    if use is ColumnUse.PERSONAL or not filled:
        return plain
    minimum, maximum = _range(column, use)
    is_spread = filled >= _LEAST_FILLED and (distinct is None or distinct >= _LEAST_DISTINCT) and minimum != maximum
    return ColumnStatistics(
        *(plain.name, use, filled, plain.distinct, plain.has_more, minimum, maximum),
        mean=_mean(column) if use is ColumnUse.MEASURE else None,
        top=_top(column, columns) if use in _LISTED_USES else (),
        histogram=_histogram(column, use) if is_spread else None,
        labelled=_labelled(column),
    )


def _range(column: _Column, use: ColumnUse) -> tuple[str | None, str | None]:
    """Return the smallest and the largest value of numbers and of times."""
    if column.type in _NUMERIC:
        numbers = column.numbers
        return (numbers.first_text, numbers.last_text) if numbers is not None and numbers.are_all else (None, None)
    if use is not ColumnUse.TIME or column.type == "string":
        return None, None
    return column.cells.ends() or (None, None)


def _mean(column: _Column) -> float | None:
    return column.numbers.mean if column.numbers is not None and math.isfinite(column.numbers.mean) else None


def _top(column: _Column, columns: Sequence[_Column]) -> tuple[ValueCount, ...]:
    if column.cells.counts is None:
        return ()
    labels = column.labels(columns)
    top = sorted(column.cells.counts.items(), key=lambda item: (-item[1], item[0]))[:TOP_COUNT]
    return tuple(ValueCount(_cut(value), count, _cut_label(labels.get(value))) for value, count in top)


def _labelled(column: _Column) -> tuple[ValueCount, ...]:
    """Return the rows of each value whose meaning the schema tells."""
    field, counts = column.field, column.cells.counts
    if field is None or counts is None or not field.labels:
        return ()
    return tuple(ValueCount(each.value, counts.get(each.value, 0), each.label) for each in field.meanings)


def _cut_label(label: LocalizedText | None) -> LocalizedText | None:
    return None if label is None else LocalizedText(_cut(label.ja), _cut(label.en) if label.en else None)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else f"{text[: _SHOWN_LENGTH - 1]}…"


def _histogram(column: _Column, use: ColumnUse) -> Histogram | None:
    if use is ColumnUse.MEASURE and column.numbers is not None:
        return numeric_histogram(column.cells, column.numbers, is_whole=column.type == "integer")
    return _histogram_of_times(column.cells) if use is ColumnUse.TIME else None


def numeric_histogram(cells: Cells, numbers: Numbers, *, is_whole: bool, most: int = _MOST_BINS) -> Histogram:
    """Return how *cells*, of which *numbers* tells the ends, lie in ranges of one width."""
    edges = nice_edges(numbers.lowest, numbers.highest, most, whole=is_whole)
    return Histogram(tuple(map(plain_number, edges)), tuple(cells.count_in(edges)))


def _histogram_of_times(cells: Cells) -> Histogram | None:
    """Return how many lie in each year, or in each of equal spans of years."""
    years = cells.years()
    if len(years) < 2:
        return None
    edges = nice_edges(float(min(years)), float(max(years)), _MOST_BINS, whole=True)
    counts = [
        sum(count for year, count in years.items() if low <= year < high)
        for low, high in zip(edges, [*edges[1:-1], math.inf], strict=False)
    ]
    return Histogram(tuple(f"{int(edge):04d}" for edge in edges), tuple(counts))


def plain_number(number: float) -> str:
    """Return *number* as a program reads it, without an exponent where it isn't enormous: ``-1234.5``, ``1200``."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return repr(number)
