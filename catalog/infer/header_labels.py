"""Headings of several rows to one label per column."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model.records import CellRange


def join_labels(
    rows: Sequence[Sequence[str]], row_numbers: Sequence[int], merged: Sequence[CellRange], separator: str
) -> tuple[str, ...]:
    """Return one label per column out of one or several rows of headings.

    As in Frictionless, the texts of a column are joined from top to bottom, and one that repeats the text above it is
    left out. What a careful person sees besides is done first, and where Frictionless would leave a *separator*
    hanging at a label's end because a cell is blank, there is none:

    - A merged cell's text belongs to all of its cells.
    - Without merged cells, as in CSV, a blank cell of an upper row belongs to the heading on its left, if that one is
      a group: it and all columns up to the blank cell have headings of their own further down. A group ends where a
      row above begins another one.

    Arguments:
        rows: The cells of each row, which may differ in number.
        row_numbers: The number of each row as Excel shows it.
        merged: Merged cells of the sheet, none for text.
        separator: Stands between the texts.
    """
    if len(rows) == 1:
        return tuple(rows[0])
    width = max(map(len, rows))
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    headings = [area for area in merged if area.first_row in row_numbers and area.first_column <= width]
    if headings:
        _fill_merged(grid, row_numbers, headings)
    else:
        _fill_groups(grid)
    return tuple(_joined(texts, separator) for texts in zip(*grid, strict=True))


def _fill_merged(grid: list[list[str]], row_numbers: Sequence[int], merged: Sequence[CellRange]) -> None:
    for area in merged:
        text = grid[row_numbers.index(area.first_row)][area.first_column - 1]
        columns = slice(area.first_column - 1, min(area.last_column, len(grid[0])))
        for cells, number in zip(grid, row_numbers, strict=True):
            if area.first_row <= number <= area.last_row:
                cells[columns] = [text] * (columns.stop - columns.start)


def _fill_groups(grid: list[list[str]]) -> None:
    written = [list(row) for row in grid]
    for place, row in enumerate(grid[:-1]):
        group = ""
        for column in range(len(row)):
            begins_above = any(above[column].strip() for above in written[:place])
            has_own = any(below[column].strip() for below in written[place + 1 :])
            if row[column].strip():
                group = row[column] if has_own else ""
            elif begins_above or not has_own:
                group = ""
            else:
                row[column] = group


def _joined(texts: Sequence[str], separator: str) -> str:
    parts: list[str] = []
    for text in texts:
        if text.strip() and parts[-1:] != [text]:
            parts.append(text)
    return separator.join(parts)
