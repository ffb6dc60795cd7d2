"""Where the table lies among the records of a file or sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars

from catalog.infer.cell_kinds import SPACE
from catalog.infer.extent import belongs, choose_main, find_islands
from catalog.infer.grid import Grid, column_sums, measure, read_head
from catalog.infer.header_labels import join_labels
from catalog.infer.heading_rows import Headings, Span, find_headings
from catalog.infer.left_out import find_left_out, find_totals
from catalog.infer.next_table import find_next_table
from catalog.model.layout import Layout, RowKind
from catalog.model.records import CellRange, Records

NO_TABLE = Layout((), None, None, (), ())
HEADING_SEPARATOR = "_"
"""Stands between the parts of headings of several rows."""

MAX_ISLANDS = 50
"""Runs of columns that are looked at one by one."""

MAX_GAP = 50
"""Empty columns between two parts of a narrow table."""

MAX_TABLES = 20
"""Tables one below the other that are told apart."""


def infer_layout(records: Records) -> Layout:
    """Return where the one table of *records* lies: the longest, where there are several.

    Titles above, notes below and beside, and empty columns at the edges aren't part of it; totals are. What decides
    is how full a row is and how its cells look compared with those below; words alone decide nothing. Where nothing
    is certain, the first full row is the headings. A table without any has the labels ``field1``, ``field2`` …, as
    Frictionless calls them.
    """
    whole = measure(records.frame)
    layouts = [NO_TABLE]
    start: int | None = 0
    while start is not None and len(layouts) <= MAX_TABLES:
        layout, start = _read_table(whole, start, records.merged)
        layouts.append(layout)
    return max(layouts, key=lambda layout: (layout.row_count, len(layout.columns) > 0))


def _read_table(whole: Grid, start: int, merged: Sequence[CellRange]) -> tuple[Layout, int | None]:
    """Return the first table from record *start* (from 0) on, and where another one begins."""
    columns = _choose_columns(whole, start, merged)
    if not columns:
        return NO_TABLE, None
    grid = whole.select(columns)
    spans = _spans(merged, columns)
    head = read_head(grid, start, grid.frame.height)
    headings = find_headings(head, spans)
    if headings is None:
        return NO_TABLE, None
    data_start = _data_start(headings)
    following = find_next_table(grid, head, headings, data_start)
    end = grid.frame.height if following is None else following
    left_out = find_left_out(grid, data_start, end, headings.rows, head.types, spans)
    indices = _data_indices(grid, data_start, end, left_out)
    layout = Layout(
        (headings.rows[0] + 1, headings.rows[-1] + 1) if headings.rows else (),
        int(indices[0]) + 1 if indices.len() else None,
        int(indices[-1]) + 1 if indices.len() else None,
        tuple(columns),
        _labels(whole, headings, merged, columns),
        {**{index + 1: RowKind.HEADER for index in headings.beneath}, **{row + 1: left_out[row] for row in left_out}},
        tuple(index + 1 for index in find_totals(grid, data_start, end, left_out)),
        indices.len(),
    )
    return _without_empty_edges(layout, grid, indices), following


def _choose_columns(whole: Grid, start: int, merged: Sequence[CellRange]) -> list[int]:
    """Return the columns of the table that begins at or after record *start*, empty ones between them included.

    Twice, because a title or date far to the right tells nothing of the columns once it is known where headings are.
    """
    columns: tuple[int, ...] = ()
    headings: Headings | None = None
    first = start
    for _ in range(2):
        counts = column_sums(whole.filled[first:])
        main = choose_main(find_islands(counts), counts)
        if not main or main == columns:
            break
        columns = main
        head = read_head(whole.select(columns), start, whole.frame.height)
        headings = find_headings(head, _spans(merged, columns))
        first = headings.first_index if headings else start
    if headings is None:
        return []
    data_start = _data_start(headings)
    others = [island for island in find_islands(column_sums(whole.filled[first:])) if island[0] not in columns]
    if len(others) > MAX_ISLANDS:  # Then columns that are empty are the rule, and part nothing.
        return list(range(min(columns[0], others[0][0]), max(columns[-1], others[-1][-1]) + 1))
    others = [island for island in others if _is_near(island, columns)]
    parts = [island for island in others if belongs(whole, island, columns, headings.rows, data_start)]
    kept = sorted({*columns, *(column for part in parts for column in part)})
    return list(range(kept[0], kept[-1] + 1))


def _is_near(island: Sequence[int], main: Sequence[int]) -> bool:
    """Return whether not too many empty columns lie between: a lone cell in XFD1 is no part of a table."""
    gap = max(island[0] - main[-1], main[0] - island[-1])
    return gap <= max(MAX_GAP, len(main))


def _data_start(headings: Headings) -> int:
    return max([*headings.rows, *headings.beneath], default=headings.first_index - 1) + 1


def _data_indices(grid: Grid, start: int, end: int, left_out: dict[int, RowKind]) -> polars.Series:
    """Return the records that are data."""
    indices = (grid.row_counts[start:end] > 0).arg_true().cast(polars.Int64) + start
    others = [index for index, kind in left_out.items() if kind is not RowKind.BLANK]
    return indices.filter(~indices.is_in(others)) if others else indices


def _spans(merged: Sequence[CellRange], columns: Sequence[int]) -> tuple[Span, ...]:
    """Return the merged cells in positions of *columns*, cut at their edges."""
    first, last = columns[0], columns[-1]
    return tuple(
        Span(
            cell.first_row - 1,
            max(cell.first_column - 1, first) - first,
            cell.last_row - 1,
            min(cell.last_column - 1, last) - first,
        )
        for cell in merged
        if cell.first_column - 1 <= last and cell.last_column - 1 >= first
    )


def _labels(whole: Grid, headings: Headings, merged: Sequence[CellRange], columns: Sequence[int]) -> tuple[str, ...]:
    if not headings.rows:
        return tuple(f"field{number}" for number in range(1, len(columns) + 1))
    rows = [[cell or "" for cell in whole.frame.row(index)] for index in headings.rows]
    labels = join_labels(rows, [index + 1 for index in headings.rows], merged, HEADING_SEPARATOR)
    return tuple(labels[column] for column in columns)


def _without_empty_edges(layout: Layout, grid: Grid, indices: polars.Series) -> Layout:
    """Return *layout* without columns at its edges that have neither a heading nor data."""
    frame = grid.frame
    counts = column_sums(grid.filled[indices])

    def is_empty(position: int) -> bool:
        if layout.header_rows and layout.labels[position].strip(SPACE):
            return False
        texts = frame.to_series(position)[indices].str.strip_chars(SPACE).str.len_bytes()
        return not counts[position] or not texts.sum()

    first = next((position for position in range(frame.width) if not is_empty(position)), None)
    if first is None:
        return NO_TABLE
    last = next(position for position in reversed(range(frame.width)) if not is_empty(position))
    kept = slice(first, last + 1)
    return replace(layout, columns=layout.columns[kept], labels=layout.labels[kept])
