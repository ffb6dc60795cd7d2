"""Records and where the table lies in them, to the table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import polars

from catalog.model.layout import Layout
from catalog.model.records import Records
from catalog.model.table import Table


def cut_table(records: Records, layout: Layout) -> Table:
    """Return the table that *layout* finds in *records*: its columns, and its data rows without those left out."""
    names = records.frame.columns
    frame = records.frame.select(
        polars.col(names[column]).alias(str(position)) for position, column in enumerate(layout.columns)
    )
    first, last = layout.first_data_row or 1, layout.last_data_row or 0
    body = frame[first - 1 : last]
    left_out = [row for row in layout.left_out if first <= row <= last]
    numbers: list[int] | range = range(first, last + 1)
    if left_out:
        kept = polars.Series(numbers, dtype=polars.Int64)
        is_kept = ~kept.is_in(left_out)
        body, numbers = body.filter(is_kept), kept.filter(is_kept).to_list()
    return Table(
        layout.labels,
        body,
        first,
        records.text_format.encoding if records.text_format else None,
        records.sheet,
        _extra_cells(records, numbers),
        numbers if left_out else None,
        None if layout.columns == (*range(len(layout.columns)),) else layout.columns,
    )


def _extra_cells(records: Records, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the cells beyond the frame's width by 0-based row of the table whose rows have these *numbers*."""
    places = ((bisect_left(numbers, row + 1), row + 1, cells) for row, cells in records.extra_cells.items())
    return {place: cells for place, number, cells in places if place < len(numbers) and numbers[place] == number}
