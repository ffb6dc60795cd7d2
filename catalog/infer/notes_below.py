"""Notes below a table that take several cells each, as where 注1 and 資料 have a column of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog.infer.cell_kinds import CellKind, cell_kind, fold
from catalog.infer.grid import Grid
from catalog.infer.row_marks import is_footnote, total_spellings

MAX_LINES = 40
"""Lines below a table that are looked at."""

_PAIR = 2
_LEAST_RECORDS = 3
_MOST_FIGURES = 10
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
    if usual < 2:
        return None
    figures = _figures_below(grid, start, end, types)
    if not lines:
        return figures
    required = _required(grid, start, lines[0][0])
    for index, cells in lines:
        first = next(iter(cells.values()))
        is_marked = is_footnote(first) or _NUMBERED.fullmatch(fold(first)) is not None
        is_strange = _is_strange(cells, types)
        if _NOTHING_ELSE.fullmatch(fold(first)) or (is_marked and (is_strange or required - set(cells))):
            return index if figures is None else min(index, figures)
    return figures


def _figures_below(grid: Grid, start: int, end: int, types: Mapping[int, CellKind]) -> int | None:
    """Return the record where single figures begin that stand apart below a table, or ``None``.

    As 投票率 | 45.6 % below the votes of candidates: after an empty record, a name and a value side by side, without
    most of what every record above has, or with words where the records have numbers.
    """
    counts = grid.row_counts[start:end]
    filled = (counts > 0).arg_true()
    if filled.len() < _LEAST_RECORDS:
        return None
    last = int(filled[-1])
    gaps = (counts[: last + 1] == 0).arg_true()
    if not gaps.len() or last - int(gaps[-1]) > _MOST_FIGURES:
        return None
    first = start + int(gaps[-1]) + 1
    required = _required(grid, start, first)
    lines = [
        {place: cell for place, cell in enumerate(grid.cells(index)) if cell}
        for index in range(first, start + last + 1)
    ]
    is_full = int((counts[: int(gaps[-1])] > _PAIR).sum()) >= _LEAST_RECORDS
    are_poor = all(
        len(required - set(cells)) >= max(_PAIR, len(required) / 2)
        or (required - set(cells) and _is_strange(cells, types))
        for cells in lines
    )
    return first if is_full and are_poor and all(map(_is_figure, lines)) else None


def _is_strange(cells: Mapping[int, str], types: Mapping[int, CellKind]) -> bool:
    """Return whether there are words where the records above have something else."""
    return any(place in types and cell_kind(cell) in _WORDS for place, cell in cells.items())


def _filled_cells(grid: Grid, index: int) -> dict[int, str]:
    return {place: cell for place, cell in enumerate(grid.cells(index)) if cell}


def _is_figure(cells: Mapping[int, str]) -> bool:
    """Return whether *cells* are a name and its value side by side, and no total."""
    places, texts = list(cells), list(cells.values())
    is_named = cell_kind(texts[0]) is CellKind.TEXT and texts[0] not in total_spellings()
    return len(cells) == _PAIR and places[1] == places[0] + 1 and is_named


def _usual_count(grid: Grid, start: int, end: int) -> int:
    """Return how many cells are filled in a usual record."""
    counts = grid.row_counts[start:end]
    return int(counts.filter(counts > 1).quantile(0.5, "lower") or 0)


def _poor_lines(grid: Grid, start: int, end: int, most: int, types: Mapping[int, CellKind]) -> list[_Line]:
    """Return the last records, those that have at most *most* cells and none that is like its column's values."""
    filled = (grid.row_counts[start:end] > 0).arg_true().tail(MAX_LINES)
    lines: list[_Line] = []
    for index in (start + int(offset) for offset in reversed(filled)):
        cells = _filled_cells(grid, index)
        if not 0 < len(cells) <= most or any(cell_kind(cell) is types.get(place) for place, cell in cells.items()):
            break
        lines.append((index, cells))
    return lines[::-1]


def _required(grid: Grid, start: int, end: int) -> set[int]:
    """Return the columns in which nearly all records have something."""
    several = grid.row_counts[start:end] > 1
    total = int(several.sum())
    columns = enumerate(grid.filled[start:end].iter_columns())
    return {place for place, filled in columns if total and int(filled.filter(several).sum()) / total >= _REQUIRED}
