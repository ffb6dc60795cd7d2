"""Rows of text to a frame of columns, in batches."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from catalog.load.workbooks.refusals import (
    MAX_CELL_CHARACTERS,
    MAX_CELLS,
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    NotReadable,
    TooLarge,
)

if TYPE_CHECKING:
    import polars

_BATCH_CELLS = 500_000
_BATCH_ROWS = 1_000
_MOST_CELLS = 4_000_000
_IS_BLANK = "blank"


@dataclass(slots=True)
class Budget:
    """How much all sheets of a workbook may still take."""

    cells: int = MAX_CELLS
    characters: int = MAX_CHARACTERS


@dataclass(slots=True)
class Grid:
    """Collects the rows of a sheet from row 1; rows that aren't given are blank.

    Attributes:
        budget: What is used is taken from it when the frame is made.
        row_count: The last row with content.
        column_count: The last column with content.
    """

    budget: Budget
    row_count: int = 0
    column_count: int = 0
    _rows: list[list[str]] = field(default_factory=list)
    _blank: list[bool] = field(default_factory=list)
    _waiting_cells: int = 0
    _characters: int = 0
    _frames: list[polars.DataFrame] = field(default_factory=list)

    def check_place(self, row: int, column_count: int) -> None:
        """Return nothing if *row* may have content in *column_count* columns.

        Raises:
            NotReadable: No sheet has such a row, or it was there before.
            TooLarge: The sheet would have too many cells.
        """
        if row <= self.row_count:
            raise NotReadable
        self.check_size(row, column_count)

    def check_size(self, row: int, column_count: int) -> None:
        """Return nothing if a sheet may be that large.

        Raises:
            NotReadable: No sheet is.
            TooLarge: It would have too many cells.
        """
        if row > MAX_ROWS or column_count > MAX_COLUMNS:
            raise NotReadable
        if row * max(column_count, self.column_count) > self.budget.cells:
            raise TooLarge

    def add(self, row: int, texts: list[str]) -> None:
        """Take the texts of *row* from column A on; the last of them isn't empty.

        Raises:
            NotReadable, TooLarge: As for :meth:`check_place`, or there is too much text.
        """
        self.check_place(row, len(texts))
        gap = row - self.row_count - 1
        if gap:
            self._skip(gap)
        self.row_count = row
        if len(texts) > self.column_count:
            self.column_count = len(texts)
        self._rows.append(texts)
        self._blank.append(False)
        self._waiting_cells += len(texts)
        self._count_text(texts)
        # Sheets with very many columns need more rows a batch: each batch costs a frame with all of them.
        if self._waiting_cells > _BATCH_CELLS and (len(self._rows) >= _BATCH_ROWS or self._waiting_cells > _MOST_CELLS):
            self._flush()

    def frame(self) -> polars.DataFrame:
        """Return all rows: ``""`` for an empty cell, nulls for a blank row. The budget shrinks by them."""
        import polars

        self._flush()
        self.budget.cells -= self.row_count * self.column_count
        self.budget.characters -= self._characters
        if not self._frames:
            return polars.DataFrame()
        frame = polars.concat(self._frames, how="diagonal", rechunk=True)
        names = [str(column) for column in range(self.column_count)]
        if len(self._frames) == 1 and not frame[_IS_BLANK].any():
            return frame.select(names)
        is_there = ~polars.col(_IS_BLANK)
        return frame.select(polars.when(is_there).then(polars.col(name).fill_null("")).alias(name) for name in names)

    def _count_text(self, texts: list[str]) -> None:
        """Count characters before they are copied: many cells can refer to one long text."""
        length = sum(map(len, texts))
        self._characters += length
        if length > MAX_CELL_CHARACTERS and max(map(len, texts)) > MAX_CELL_CHARACTERS:
            raise NotReadable
        if self._characters > self.budget.characters:
            raise TooLarge

    def _skip(self, count: int) -> None:
        if count < 1_000:
            self._rows.extend([] for _ in range(count))
            self._blank.extend([True] * count)
            return
        import polars

        self._flush()
        self._frames.append(polars.select(polars.repeat(value=True, n=count).alias(_IS_BLANK)))

    def _flush(self) -> None:
        if not self._rows:
            return
        import polars

        nothing = polars.Series("", [""] * len(self._rows), dtype=polars.String)  # Thousands, with a cell far away.
        columns = [
            polars.Series(str(index), column, dtype=polars.String, strict=True)
            if any(column)
            else nothing.alias(str(index))
            for index, column in enumerate(zip_longest(*self._rows, fillvalue=""))
        ]
        self._frames.append(polars.DataFrame([polars.Series(_IS_BLANK, self._blank), *columns]))
        self._rows, self._blank, self._waiting_cells = [], [], 0
