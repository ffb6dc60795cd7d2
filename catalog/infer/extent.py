"""Which columns belong to the table, and which to something beside it."""

from __future__ import annotations

from collections.abc import Sequence

import polars

from catalog.infer.grid import Grid
from catalog.infer.row_marks import is_heading_word, is_remark

_ALSO_LONG = 0.9
_LEAST_PARTED = 3


def find_islands(column_counts: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the runs of columns that have something, parted by columns that have nothing at all."""
    islands: list[list[int]] = []
    for column, count in enumerate(column_counts):
        if not count:
            continue
        if islands and islands[-1][-1] == column - 1:
            islands[-1].append(column)
        else:
            islands.append([column])
    return [tuple(island) for island in islands]


def choose_main(islands: Sequence[tuple[int, ...]], column_counts: Sequence[int]) -> tuple[int, ...]:
    """Return the island with the most cells, the leftmost of equals.

    Where every second column is empty, as merged cells leave them in CSV, those between are one island.
    """
    fullest = max(column_counts, default=0)
    full = [island for island in islands if len(island) > 1 or 2 * column_counts[island[0]] >= fullest]
    if len(full) >= _LEAST_PARTED and all(len(island) == 1 for island in full):
        return tuple(range(full[0][0], full[-1][0] + 1))
    return max(islands, key=lambda island: sum(column_counts[column] for column in island), default=())


def belongs(grid: Grid, island: Sequence[int], main: Sequence[int], headings: Sequence[int], start: int) -> bool:
    """Return whether a run of columns is a part of the table of *main* and not a table or note beside it.

    It is, if it has headings in the same rows that aren't those of *main* again, and goes on as far down: a short
    block that is full above and empty below has records of its own. A single column apart with a few remarks is a
    note, unless its heading is one that tables have (備考).

    Arguments:
        grid: All columns.
        island: The run of columns.
        main: The columns of the table.
        headings: The records of the headings; where there are none, *island* has to be as full as *main*.
        start: The first record below them.
    """
    names = grid.frame.columns
    filled = grid.filled.select([names[column] for column in island])[start:]
    rows = filled.max_horizontal().arg_true()
    main_rows = _rows_of(grid, [names[column] for column in main], start)
    labels = [grid.cells(row) for row in headings]
    own = {cell for row in labels for column in island if (cell := row[column])}
    theirs = {cell for row in labels for column in main if (cell := row[column])}
    if not rows.len():
        return any(not is_remark(label) for label in own)
    if not own or (len(own) > 1 and len(own & theirs) > 0.5 * len(own)):
        return not headings and rows.len() >= _ALSO_LONG * main_rows.len()
    share = rows.len() / max(main_rows.len(), 1)
    if len(island) == 1 and share < _ALSO_LONG and not all(is_heading_word(label) for label in own):
        return False
    is_dense_above = rows.len() >= _ALSO_LONG * (int(rows[-1]) + 1)
    goes_on = int(rows[-1]) >= _ALSO_LONG * int(main_rows[-1]) if main_rows.len() else True
    return goes_on or not is_dense_above


def _rows_of(grid: Grid, names: Sequence[str], start: int) -> polars.Series:
    """Return the records, counted from *start*, that have something in the columns called *names*.

    Where most of them have something elsewhere, too, those that don't are notes and don't count.
    """
    is_there = grid.filled.select(names)[start:].max_horizontal()
    is_wide = is_there & (grid.row_counts[start:] > 1)
    return (is_wide if 2 * is_wide.sum() >= is_there.sum() else is_there).arg_true()
