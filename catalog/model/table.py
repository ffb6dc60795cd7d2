"""A table as it was read: every cell the text that was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from catalog.model.cell_names import column_letters

if TYPE_CHECKING:  # Polars takes 0.1 s to import; pages are made without it.
    import polars


@dataclass(frozen=True, slots=True)
class Table:
    """A column table of text.

    Attributes:
        labels: Headings in file order, as written; may repeat or be empty (a check says so).
        frame: One String column per label, named ``"0"``, ``"1"``, … by position; ``""`` is an empty cell, null is a
            cell that isn't there (a short row); a blank line is a row of nulls.
        extra_cells: Cells beyond the last label, by 0-based data row.
        first_data_row: The number that Excel shows for the first data row.
        row_numbers: The number that Excel shows for each data row; ``None`` where they follow on ``first_data_row``
            without a gap.
        columns: 0-based position of each label's column in the file; ``None`` where they follow on one another from
            the first.
        encoding: The codec that the file was really read with, ``None`` for a workbook.
        sheet: Name of the sheet in a workbook.
    """

    labels: tuple[str, ...]
    frame: polars.DataFrame
    first_data_row: int = 2
    encoding: str | None = None
    sheet: str | None = None
    extra_cells: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    row_numbers: Sequence[int] | None = None
    columns: Sequence[int] | None = None

    def row_number(self, index: int) -> int:
        """Return the number that Excel shows for the data row at 0-based *index*."""
        return self.first_data_row + index if self.row_numbers is None else self.row_numbers[index]

    def letters(self, index: int) -> str:
        """Return what Excel calls the column at 0-based *index*, which may be beyond the last label."""
        if self.columns is None:
            return column_letters(index)
        beyond = index - len(self.columns) + 1
        return column_letters(self.columns[index] if beyond <= 0 else self.columns[-1] + beyond)

    @property
    def row_count(self) -> int:
        """Number of data rows, blank ones included."""
        return self.frame.height

    def rows(self) -> Iterator[list[str]]:
        """Yield each data row with as many cells as it has in the file."""
        for index, row in enumerate(self.frame.iter_rows()):
            cells = [cell for cell in row if cell is not None]
            extra = self.extra_cells.get(index)
            yield [*cells, *extra] if extra else cells
