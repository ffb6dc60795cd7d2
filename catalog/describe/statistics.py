"""What the columns of a published table hold: counts, ranges, the most frequent values, and how they are distributed.

Work and memory grow with the cells, not faster: different values are counted to the end only where the first rows say
that they are few.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import polars as pl

from catalog.describe.column_uses import COLUMN_LIMIT, Facts, IsPersonal, describe_uses
from catalog.describe.headings import english_of
from catalog.describe.steps import count_between, nice_edges
from catalog.model.dataset import Field, Schema
from catalog.model.statistics import ColumnStatistics, ColumnUse, Histogram, TableStatistics, ValueCount
from catalog.model.table import Table

DISTINCT_LIMIT = 10_000
"""Different values that are counted exactly; beyond them there are "more than" as many."""
TOP_COUNT = 10
"""Most frequent values that are named."""
_HEAD_ROWS = 50_000
_LISTED = 300
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
    return TableStatistics(
        table.row_count,
        tuple(
            _column_statistics(column, facts[index], use, columns)
            for index, (column, use) in enumerate(zip(columns, uses, strict=True))
        ),
    )


class _Column:
    """A column's cells without those that stand for nothing."""

    def __init__(self, table: Table, index: int, known: dict[str, Field], missing_values: Collection[str]) -> None:
        label = table.labels[index].strip()
        self.field = known.get(label)
        self.label = self.field.name if self.field else label
        self.row_count = table.row_count
        self.index = index
        self._frame = table.frame
        cells = table.frame[str(index)]
        markers = [value for value in missing_values if value]
        given = (cells != "") & ~cells.is_in(markers) if markers else cells != ""
        self.cells = cells.filter(given.fill_null(False))
        self.counts: pl.DataFrame | None = None
        self.numbers: pl.Series | None = None
        if self.field is not None and self.field.type in _NUMERIC:
            numbers = self.cells.cast(pl.Float64, strict=False)
            self.numbers = numbers.filter(numbers.is_finite().fill_null(False))

    def facts(self) -> Facts:
        """Return what is known before the column's use is."""
        is_many = self.cells.head(_HEAD_ROWS).n_unique() > DISTINCT_LIMIT
        if not is_many:
            counts = self.cells.alias("value").value_counts(sort=False)
            is_many = counts.height > DISTINCT_LIMIT
            self.counts = None if is_many else counts
        values = self.counts["value"].sort() if self.counts is not None else self.cells.head(_LISTED)
        lowest, highest = (None, None) if self.numbers is None else (self.numbers.min(), self.numbers.max())
        return Facts(
            self.row_count,
            len(self.cells),
            None if self.counts is None else self.counts.height,
            values.head(_LISTED).to_list(),
            lowest if isinstance(lowest, float) else None,
            highest if isinstance(highest, float) else None,
        )

    def extreme(self, values: pl.Series, *, is_last: bool) -> str | None:
        """Return the cell of the smallest or largest of *values*, as it is written."""
        place = values.arg_max() if is_last else values.arg_min()
        return None if place is None else str(self.cells[place])

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


def _column_statistics(column: _Column, facts: Facts, use: ColumnUse, columns: Sequence[_Column]) -> ColumnStatistics:
    distinct = DISTINCT_LIMIT if facts.distinct is None else facts.distinct
    plain = ColumnStatistics(column.label, use, facts.filled, distinct, facts.distinct is None)
    if use is ColumnUse.PERSONAL or not facts.filled:
        return plain
    minimum, maximum = _range(column, use)
    return ColumnStatistics(
        *(plain.name, use, plain.filled, plain.distinct, plain.has_more, minimum, maximum),
        mean=_mean(column) if use is ColumnUse.MEASURE else None,
        top=_top(column, columns) if use in _LISTED_USES else (),
        histogram=_histogram(column, use, minimum, maximum) if _can_be_spread(facts) else None,
    )


def _can_be_spread(facts: Facts) -> bool:
    """Return whether there are enough values to speak of a distribution."""
    is_varied = facts.distinct is None or facts.distinct >= _LEAST_DISTINCT
    return facts.filled >= _LEAST_FILLED and is_varied


def _range(column: _Column, use: ColumnUse) -> tuple[str | None, str | None]:
    """Return the smallest and the largest value of numbers and of times."""
    if column.numbers is not None:
        whole = column.cells.cast(pl.Float64, strict=False)
        if column.numbers.is_empty() or len(column.numbers) != len(column.cells):
            return None, None
        return column.extreme(whole, is_last=False), column.extreme(whole, is_last=True)
    type_name = column.field.type if column.field is not None else "string"
    if use is not ColumnUse.TIME or type_name == "string":
        return None, None
    return column.extreme(column.cells, is_last=False), column.extreme(column.cells, is_last=True)


def _mean(column: _Column) -> float | None:
    if column.numbers is None or column.numbers.is_empty():
        return None
    # Parts of the sum, so that very large numbers don't end in infinity.
    mean = float((column.numbers / len(column.numbers)).sum())
    return mean if math.isfinite(mean) else None


def _top(column: _Column, columns: Sequence[_Column]) -> tuple[ValueCount, ...]:
    if column.counts is None:
        return ()
    english = column.english(columns)
    top = column.counts.sort(["count", "value"], descending=[True, False]).head(TOP_COUNT)
    return tuple(
        ValueCount(_cut(value), count, _cut(english[value]) if value in english else None)
        for value, count in top.iter_rows()
    )


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else f"{text[: _SHOWN_LENGTH - 1]}…"


def _histogram(column: _Column, use: ColumnUse, minimum: str | None, maximum: str | None) -> Histogram | None:
    if minimum is None or maximum is None or minimum == maximum:
        return None
    if use is ColumnUse.MEASURE and column.numbers is not None:
        is_whole = column.field is not None and column.field.type == "integer"
        return numeric_histogram(column.numbers, is_whole=is_whole)
    return _histogram_of_times(column) if use is ColumnUse.TIME else None


def numeric_histogram(numbers: pl.Series, *, is_whole: bool, most: int = _MOST_BINS) -> Histogram | None:
    """Return how finite *numbers*, at least one of them, lie in ranges of one width."""
    lowest, highest = numbers.min(), numbers.max()
    if not isinstance(lowest, float) or not isinstance(highest, float):
        return None
    edges = nice_edges(lowest, highest, most, whole=is_whole)
    places = pl.Series(list(edges)).search_sorted(numbers, side="right").clip(1, len(edges) - 1) - 1
    counts = [0] * (len(edges) - 1)
    for place, count in places.alias("place").value_counts().iter_rows():
        counts[place] = count
    return Histogram(tuple(map(plain_number, edges)), tuple(counts))


def _histogram_of_times(column: _Column) -> Histogram | None:
    """Return how many lie in each year, or in each of equal spans of years."""
    years = column.cells.str.slice(0, 4).cast(pl.Int32, strict=False).drop_nulls()
    lowest, highest = years.min(), years.max()
    if not isinstance(lowest, int) or not isinstance(highest, int) or lowest == highest:
        return None
    edges = nice_edges(float(lowest), float(highest), _MOST_BINS, whole=True)
    counted = years.value_counts().iter_rows()
    counts = [0] * (len(edges) - 1)
    for year, count in counted:
        for place, one in enumerate(count_between(edges, [float(year)])):
            counts[place] += one * count
    return Histogram(tuple(f"{int(edge):04d}" for edge in edges), tuple(counts))


def plain_number(number: float) -> str:
    """Return *number* as a program reads it, without an exponent where it isn't enormous: ``-1234.5``, ``1200``."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return repr(number)
