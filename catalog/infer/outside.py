"""What else is on a sheet besides the table."""

from __future__ import annotations

from catalog.infer.grid import Grid, measure
from catalog.model.layout import Layout
from catalog.model.records import CellRange, Records

_LEAST = 2
"""Rows and columns that make a table of what lies beside another."""

_LEAST_ABOVE = 3
"""Above a table, two columns are what is said of it: 作成日 | 2024-04-01."""


def find_other_table(records: Records, layout: Layout) -> CellRange | None:
    """Return where another table lies beside, below or above the one of *layout*: the largest, or ``None``.

    What has only one column or one row, or is mostly empty, is a note and not meant.
    """
    if not layout.columns:
        return None
    grid = measure(records.frame)
    first_row = (layout.header_rows or (layout.first_data_row or 1,))[0]
    last_row = max([layout.last_data_row or first_row, *layout.left_out])
    first_column, last_column, width = layout.columns[0], layout.columns[-1], records.frame.width
    found = [
        _filled_range(grid, range(records.record_count), range(first_column)),
        _filled_range(grid, range(records.record_count), range(last_column + 1, width)),
        _filled_range(grid, range(first_row - 1), range(first_column, last_column + 1), least=_LEAST_ABOVE),
        _filled_range(grid, range(last_row, records.record_count), range(first_column, last_column + 1)),
    ]
    tables = [place for place in found if place is not None]
    return max(tables, key=lambda place: place.last_row - place.first_row, default=None)


def _filled_range(grid: Grid, rows: range, columns: range, least: int = _LEAST) -> CellRange | None:
    """Return the smallest range around what is filled in these rows and columns, if it is like a table."""
    if not rows or not columns:
        return None
    filled = grid.filled[rows.start : rows.stop, columns.start : columns.stop]
    counts = filled.sum_horizontal()
    full_rows, full_columns = (
        (counts >= least).arg_true(),
        [place for place, column in enumerate(filled) if column.any()],
    )
    if full_rows.len() < _LEAST or len(full_columns) < least or 2 * full_rows.len() < int((counts > 0).sum()):
        return None
    return CellRange(
        rows.start + int(full_rows[0]) + 1,
        columns.start + full_columns[0] + 1,
        rows.start + int(full_rows[-1]) + 1,
        columns.start + full_columns[-1] + 1,
    )
