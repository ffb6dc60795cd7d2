"""Records and where the table lies in them, to the table."""

from __future__ import annotations

import polars

from catalog.model.layout import Layout
from catalog.model.records import Records
from catalog.model.table import Table


def cut_table(records: Records, layout: Layout) -> Table:
    """Return the table that *layout* finds in *records*: its columns, and its data rows without those left out."""
    frame = records.frame.select(
        polars.col(records.frame.columns[column]).alias(str(position)) for position, column in enumerate(layout.columns)
    )
    first, last = layout.first_data_row or 1, layout.last_data_row or 0
    body = frame[first - 1 : last]
    left_out = [row for row in layout.left_out if first <= row <= last]
    numbers = None
    if left_out:
        kept = polars.Series(range(first, last + 1), dtype=polars.Int64)
        is_kept = ~kept.is_in(left_out)
        body, numbers = body.filter(is_kept), kept.filter(is_kept).to_list()
    return Table(
        layout.labels,
        body,
        first,
        records.text_format.encoding if records.text_format else None,
        records.sheet,
        {} if left_out else {row - first + 1: cells for row, cells in records.extra_cells.items() if first <= row + 1},
        numbers,
    )
