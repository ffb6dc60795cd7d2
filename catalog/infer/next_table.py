"""Another table below the first one on the same sheet."""

from __future__ import annotations

from catalog.infer.cell_kinds import CellKind, cell_kind
from catalog.infer.grid import Grid, Head, Row
from catalog.infer.heading_rows import Headings
from catalog.infer.row_marks import has_heading_kind, is_heading_word, total_spellings

MAX_GAPS = 200
_LINES_LOOKED_AT = 20
_LINES_ABOVE = 3
"""Lines that a title may have above the headings of another table."""


def find_next_table(grid: Grid, head: Head, headings: Headings, start: int) -> int | None:
    """Return the record (from 0) where another table begins, with its title, or ``None``.

    It begins after an empty record, has headings of its own (words in columns that hold something else so far, in
    other words than the first table's), and something below them that isn't words.

    Arguments:
        grid: The first table's columns.
        head: Its first records.
        headings: Its headings.
        start: The first record below *headings*.
    """
    is_filled = grid.row_counts[start:] > 0
    after_gap = is_filled & ~is_filled.shift(1, fill_value=True)
    first = is_filled.arg_max()
    for offset in after_gap.arg_true().head(MAX_GAPS):
        if first is None or offset <= first:
            continue
        place = _heading_below(grid, start + offset)
        has_title = place is not None and place > start + offset
        if place is not None and _begins_table(grid, head, headings, place, has_title=has_title):
            return int(start + offset)
    return None


def _heading_below(grid: Grid, index: int) -> int | None:
    """Return the first record from *index* on that has several cells, if it comes soon."""
    counts = grid.row_counts[index : index + 2 * _LINES_ABOVE]
    several = (counts > 1).arg_true()
    alone = int((counts[: several[0]] == 1).sum()) if several.len() else 0
    return index + int(several[0]) if several.len() and alone <= _LINES_ABOVE else None


def _begins_table(grid: Grid, head: Head, headings: Headings, index: int, *, has_title: bool) -> bool:
    cells = tuple(grid.cells(index))
    row = Row(index, cells, tuple(cell_kind(cell) for cell in cells))
    labels = [cells[position] for position in row.positions]
    if not any(cells[position] for position in head.types):
        return has_title and _is_other_list(grid, headings, row)
    strangers = head.strangers(row)
    is_other = strangers >= min(2, len(head.types)) or (strangers > 0 and has_title and _is_narrow(grid, row))
    if head.matches(row) or not is_other:
        return False
    if not all(has_heading_kind(label) for label in labels) or len(set(labels)) < len(labels):
        return False
    # 総数 further right is a heading.
    if labels[0] in total_spellings() or _is_like(grid, headings, row, has_title=has_title):
        return False
    below = next(iter((grid.row_counts[index + 1 : index + 4] > 0).arg_true()), None)
    if below is None:
        return False
    under = grid.cells(index + 1 + below)
    return any(
        cell_kind(under[position]) not in (CellKind.TEXT, CellKind.BLANK, CellKind.LONG) for position in row.positions
    )


def _is_other_list(grid: Grid, headings: Headings, row: Row) -> bool:
    """Return whether *row*, below a title of its own, has the headings of a list of words with fewer columns."""
    labels = [row.cells[position] for position in row.positions]
    are_labels = all(map(has_heading_kind, labels)) and len(set(labels)) == len(labels)
    named = sum(map(is_heading_word, labels))
    return (
        are_labels
        and 2 * named >= len(labels)
        and _is_narrow(grid, row)
        and not _is_like(grid, headings, row, has_title=True)
    )


def _is_narrow(grid: Grid, row: Row) -> bool:
    """Return whether the records right below *row* keep to its columns: a table of fewer columns than the first."""
    counts = grid.row_counts[row.index + 1 : row.index + 1 + _LINES_LOOKED_AT]
    block = [grid.cells(row.index + 1 + place) for place in range(next(iter((counts == 0).arg_true()), counts.len()))]
    used = {place for cells in block for place, cell in enumerate(cells) if cell}
    return len(block) >= 2 and len(row.positions) < grid.frame.width and used <= set(row.positions)


def _is_like(grid: Grid, headings: Headings, row: Row, *, has_title: bool) -> bool:
    """Return whether *row* is one of the headings once more, perhaps a little changed.

    Below a title of its own, 地区 · 面積 is another table than 地区 · 人口, though half of it is the same.
    """
    for heading in headings.rows:
        cells = grid.cells(heading)
        same = sum(cells[position] == row.cells[position] for position in row.positions)
        if same > 0.5 * len(row.positions) or (same == 0.5 * len(row.positions) and not has_title):
            return True
    return False
