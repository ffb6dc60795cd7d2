"""Notes below a table that take several cells each, as where 注1 and 資料 have a column of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog.infer.cell_kinds import CellKind, cell_kind, fold
from catalog.infer.grid import Grid
from catalog.infer.row_marks import is_footnote

MAX_LINES = 40
"""Lines below a table that are looked at."""

_REQUIRED = 0.9
_WORDS = (CellKind.TEXT, CellKind.LONG)
_NOTHING_ELSE = re.compile(r"(?:[(\[【]?(?:注|註)(?:記|釈)?|※|\*) ?(?:\d{1,2}|[一二三])?[)\]】]?[:.]?")
_NUMBERED = re.compile(r"\(?\d{1,2}\)")

_Line = tuple[int, dict[int, str]]
"""A record's index, and its filled cells by position."""


def find_notes_below(grid: Grid, start: int, end: int, types: Mapping[int, CellKind]) -> int | None:
    """Return the record from which on to the end there is nothing but notes, or ``None``.

    The first of them has the mark of a note in a cell of its own (``注1``, ``※``), or begins like one (``資料``) and
    lacks what the records above it have, or has words where they have none. Those that follow need not, as long as they
    have few cells and none that is like the values of its column.

    Arguments:
        grid: The table's columns.
        start: The first record below the headings.
        end: Where the file or the next table begins to be something else.
        types: What columns hold where it isn't mere text, by position.
    """
    usual = _usual_count(grid, start, end)
    lines = _poor_lines(grid, start, end, max(2, usual // 2), types)
    if usual < 2 or not lines:
        return None
    required = _required(grid, start, lines[0][0])
    for index, cells in lines:
        first = next(iter(cells.values()))
        is_marked = is_footnote(first) or _NUMBERED.fullmatch(fold(first)) is not None
        is_strange = any(place in types and cell_kind(cell) in _WORDS for place, cell in cells.items())
        if _NOTHING_ELSE.fullmatch(fold(first)) or (is_marked and (is_strange or required - set(cells))):
            return index
    return None


def _usual_count(grid: Grid, start: int, end: int) -> int:
    """Return how many cells are filled in a usual record."""
    counts = grid.row_counts[start:end]
    return int(counts.filter(counts > 1).quantile(0.5, "lower") or 0)


def _poor_lines(grid: Grid, start: int, end: int, most: int, types: Mapping[int, CellKind]) -> list[_Line]:
    """Return the last records, those that have at most *most* cells and none that is like its column's values."""
    filled = (grid.row_counts[start:end] > 0).arg_true().tail(MAX_LINES)
    lines: list[_Line] = []
    for index in (start + int(offset) for offset in reversed(filled)):
        cells = {place: cell for place, cell in enumerate(grid.cells(index)) if cell}
        if not 0 < len(cells) <= most or any(cell_kind(cell) is types.get(place) for place, cell in cells.items()):
            break
        lines.append((index, cells))
    return lines[::-1]


def _required(grid: Grid, start: int, end: int) -> set[int]:
    """Return the columns in which nearly all records have something."""
    shares = grid.filled[start:end].filter(grid.row_counts[start:end] > 1).mean()
    return {place for place, share in enumerate(shares.row(0) if shares.height else ()) if (share or 0) >= _REQUIRED}
