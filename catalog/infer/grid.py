"""How full the rows and columns of a file are, and its first rows at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars

from catalog.infer.cell_kinds import SPACE, CellKind, cell_kind
from catalog.infer.row_marks import is_progression, is_years

HEAD_ROWS = 200
HEAD_CELLS = 60_000
"""Cells that are looked at one by one, so that a file of ten thousand columns takes no longer than another."""

_FIRM = 0.8
"""Share of a column's cells that are of one kind, so that a cell of another kind means something."""

_FEW_ROWS = 10
_WIDE = 500
"""Columns from which on it is worth asking first which have cells at all."""


@dataclass(frozen=True)
class Grid:
    """The cells of some columns of a file.

    Attributes:
        frame: The columns, all records.
        filled: The same shape: whether there is something in a cell.
        row_counts: Filled cells by record.
    """

    frame: polars.DataFrame
    filled: polars.DataFrame
    row_counts: polars.Series

    @cached_property
    def column_counts(self) -> tuple[int, ...]:
        """Filled cells by column."""
        return column_sums(self.filled)

    def select(self, columns: Sequence[int]) -> Grid:
        """Return the grid of the columns at these positions."""
        every = self.frame.columns  # Asking for it takes time in a wide table.
        names = [every[column] for column in columns]
        if names == every:
            return self
        filled = self.filled[names]
        return Grid(self.frame[names], filled, _count(filled))

    def cells(self, index: int) -> list[str]:
        """Return the cells of a record without spaces around them; ``""`` for those that aren't there."""
        return [(cell or "").strip(SPACE) for cell in self.frame.row(index)]


def measure(frame: polars.DataFrame) -> Grid:
    """Return the grid of *frame*; a record of nothing but spaces counts as empty."""
    used = used_columns(frame)
    return _measured(frame) if len(used) == frame.width else _spread(_measured(frame.select(used)), frame)


def _measured(frame: polars.DataFrame) -> Grid:
    lengths = polars.all().str.len_bytes().fill_null(0)
    filled = frame.select(lengths > 0)
    counts = _count(filled)
    if not frame.width:
        return Grid(frame, filled, counts)
    # Only a record whose cells are about one character each may be made of spaces.
    sizes = frame.select(polars.sum_horizontal(lengths)).to_series()
    suspects = ((counts > 0) & (sizes <= counts * 4)).arg_true()
    if not suspects.len():
        return Grid(frame, filled, counts)
    spaces = frame[suspects].select(polars.all().str.strip_chars(SPACE).str.len_bytes().fill_null(0)).sum_horizontal()
    blank = suspects.filter(spaces == 0)
    if blank.len():
        is_blank = polars.int_range(frame.height, eager=True).is_in(blank.cast(polars.Int64).implode())
        filled = filled.select(polars.all() & ~is_blank)
        counts = _count(filled)
    return Grid(frame, filled, counts)


def used_columns(frame: polars.DataFrame) -> list[str]:
    """Return the columns of *frame*, in a wide one only those that have cells.

    A single cell far to the right makes thousands that have none, and each costs a millisecond.
    """
    if frame.width <= _WIDE or not frame.height:
        return frame.columns
    longest = frame.max().row(0)  # "" comes before any text.
    return [name for name, text in zip(frame.columns, longest, strict=True) if text] or frame.columns[:1]


def _spread(grid: Grid, frame: polars.DataFrame) -> Grid:
    """Return the grid of *frame*, of which *grid* is that of the columns with cells."""
    known = {column.name: column for column in grid.filled.get_columns()}
    nothing = polars.Series([False] * frame.height, dtype=polars.Boolean)
    filled = [known[name] if name in known else nothing.alias(name) for name in frame.columns]
    return Grid(frame, polars.DataFrame(filled), grid.row_counts)


def column_sums(frame: polars.DataFrame) -> tuple[int, ...]:
    """Return the sum of each column, of flags how many are set."""
    return tuple(int(column.sum() or 0) for column in frame.iter_columns())


def _count(filled: polars.DataFrame) -> polars.Series:
    if not filled.width:
        return polars.Series([0] * filled.height, dtype=polars.Int64)
    return filled.sum_horizontal().cast(polars.Int64)


@dataclass(frozen=True, slots=True)
class Row:
    """A record near the top.

    Attributes:
        index: From 0.
        cells: Without spaces around them.
        kinds: One for each cell.
    """

    index: int
    cells: tuple[str, ...]
    kinds: tuple[CellKind, ...]

    @property
    def positions(self) -> tuple[int, ...]:
        """Return where there is something."""
        return tuple(position for position, cell in enumerate(self.cells) if cell)


@dataclass(frozen=True)
class Head:
    """The first records that aren't empty, and what the columns hold as far as they show it.

    Attributes:
        types: The kind of a column's cells where it is firm and not mere text, by position.
        fill: Share of the full rows in which a column has something.
        seen: How often each text is in a column.
    """

    rows: tuple[Row, ...]
    types: dict[int, CellKind]
    fill: tuple[float, ...]
    seen: tuple[Counter[str], ...]
    usual: int
    """Filled cells of a usual record."""
    most: int
    """Filled cells of the fullest record."""

    def matches(self, row: Row) -> int:
        """Return in how many columns *row* has what the column holds."""
        return sum(row.kinds[position] is kind for position, kind in self._compared(row))

    def strangers(self, row: Row) -> int:
        """Return in how many columns *row* has words (or a period) where the column holds something else."""
        return sum(
            row.kinds[position] in (CellKind.TEXT, CellKind.PERIOD, CellKind.DATE) and row.kinds[position] is not kind
            for position, kind in self._compared(row)
        )

    def _compared(self, row: Row) -> list[tuple[int, CellKind]]:
        return [(position, kind) for position, kind in self.types.items() if row.cells[position]]

    def is_progression(self, row: Row) -> bool:
        """Return whether the numbers of *row* are years or months as headings have them."""
        places = [place for place, kind in enumerate(row.kinds) if kind is CellKind.NUMBER]
        if not places or places[0] == 0:
            return False
        numbers = [row.cells[place] for place in places]
        return is_progression(numbers) or (is_years(numbers) and not any(self._holds_years(place) for place in places))

    def _holds_years(self, position: int) -> bool:
        texts = [text for text in self.seen[position] if text]
        return 2 * sum(is_years([text]) for text in texts) > len(texts)

    def is_heading(self, row: Row) -> bool:
        """Return whether *row* has words where the rows below have something else."""
        strangers, matches = self.strangers(row), self.matches(row)
        return (strangers > 0 and strangers > 3 * matches) or self.is_progression(row)

    def is_record(self, row: Row) -> bool:
        """Return whether *row* has what the columns hold."""
        matches = self.matches(row)
        return 0 < matches >= self.strangers(row) and not self.is_progression(row)

    def recurring(self, row: Row) -> int:
        """Return in how many columns the text of *row* is there again in another row."""
        return sum(self.seen[position][row.cells[position]] > 1 for position in row.positions)


def read_head(grid: Grid, start: int, end: int) -> Head:
    """Return the first records of *grid* from record *start* (from 0) up to *end* that aren't empty."""
    counts = grid.row_counts[start:end]
    limit = max(20, min(HEAD_ROWS, HEAD_CELLS // max(grid.frame.width, 1)))
    indices = [start + index for index in (counts > 0).arg_true().head(limit)]
    rows = tuple(_row(grid, index) for index in indices)
    filled = [len(row.positions) for row in rows]
    several = sorted(count for count in filled if count > 1)
    usual = several[len(several) // 2] if several else 1
    full = [row for row in rows if len(row.positions) >= max(1, 0.4 * usual)]
    sample = full[1:] or full
    width = grid.frame.width
    fill = tuple(sum(bool(row.cells[column]) for row in sample) / max(len(sample), 1) for column in range(width))
    seen = tuple(Counter(row.cells[column] for row in full) for column in range(width))
    types = {column: kind for column in range(width) if (kind := _firm_kind(sample, column)) is not None}
    return Head(rows, types, fill, seen, usual, max(filled, default=0))


def _row(grid: Grid, index: int) -> Row:
    cells = tuple(grid.cells(index))
    return Row(index, cells, tuple(cell_kind(cell) for cell in cells))


def _firm_kind(rows: Sequence[Row], column: int) -> CellKind | None:
    """Return the kind of a column's cells unless they are words or a mixture; placeholders don't count."""
    kinds = Counter(row.kinds[column] for row in rows if row.cells[column])
    if len(kinds) > 1:
        kinds.pop(CellKind.MARK, None) if kinds[CellKind.MARK] < 0.5 * kinds.total() else None
    total = kinds.total()
    for kind, count in kinds.most_common():
        if kind in (CellKind.TEXT, CellKind.LONG):
            continue
        return kind if count >= (_FIRM if total >= _FEW_ROWS else 0.5) * total else None
    return None
