"""What is collected of a sheet while it is read, whatever the kind of workbook."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.load.workbooks.collected import Cells
from catalog.load.workbooks.grid import Grid
from catalog.load.workbooks.places import cell_name
from catalog.load.workbooks.refusals import TooLarge
from catalog.load.workbooks.sheets import MAX_LISTED_CELLS, Sheet
from catalog.model.records import CellRange, Records

MAX_RANGES = 200_000


@dataclass(slots=True)
class Gathered:
    """The rows of a sheet, and what they don't show.

    Attributes:
        hidden_rows, hidden_columns: First and last numbers, from 1.
        formulas, outside_formulas, comments: For old Excel and OpenDocument workbooks only.
    """

    grid: Grid
    merged: list[CellRange] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    error_cells: list[str] = field(default_factory=list)
    uncalculated_cells: list[str] = field(default_factory=list)
    formulas: Cells = field(default_factory=Cells)
    outside_formulas: Cells = field(default_factory=Cells)
    comments: Cells = field(default_factory=Cells)

    def merge(self, cells: CellRange) -> None:
        """Note merged cells.

        Raises:
            TooLarge: There are more than :data:`MAX_RANGES`.
        """
        self.merged.append(cells)
        self._check(len(self.merged))

    def hide_rows(self, first: int, last: int) -> None:
        """Note rows that are hidden.

        Raises:
            TooLarge: There are more than :data:`MAX_RANGES` blocks of them.
        """
        if self.hidden_rows and self.hidden_rows[-1][1] == first - 1:
            first, _ = self.hidden_rows.pop()
        self.hidden_rows.append((first, last))
        self._check(len(self.hidden_rows))

    def hide_columns(self, first: int, last: int) -> None:
        """Note columns that are hidden.

        Raises:
            TooLarge: There are more than :data:`MAX_RANGES` blocks of them.
        """
        self.hidden_columns.append((first, last))
        self._check(len(self.hidden_columns))

    def note_error(self, row: int, column: int) -> None:
        """Note a cell that shows an error."""
        if len(self.error_cells) < MAX_LISTED_CELLS:
            self.error_cells.append(cell_name(row, column))

    def note_uncalculated(self, row: int, column: int) -> None:
        """Note a formula without a value."""
        if len(self.uncalculated_cells) < MAX_LISTED_CELLS:
            self.uncalculated_cells.append(cell_name(row, column))

    def sheet(self, name: str, *, is_hidden: bool) -> Sheet:
        """Return all that was collected; what is hidden beyond the last cell hides nothing."""
        frame = self.grid.frame()
        records = Records(
            frame,
            sheet=name,
            is_hidden=is_hidden,
            merged=tuple(self.merged),
            hidden_rows=_numbers(self.hidden_rows, frame.height),
            hidden_columns=_numbers(self.hidden_columns, frame.width),
        )
        return Sheet(name, is_hidden, records, tuple(self.error_cells), tuple(self.uncalculated_cells))

    def _check(self, count: int) -> None:
        if count > MAX_RANGES:
            raise TooLarge


def _numbers(blocks: list[tuple[int, int]], limit: int) -> tuple[int, ...]:
    return tuple(sorted({number for first, last in blocks for number in range(first, min(last, limit) + 1)}))
