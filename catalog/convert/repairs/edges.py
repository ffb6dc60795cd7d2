"""What lies around a table and says nothing: empty rows above and below, empty columns on the right."""

from __future__ import annotations

import polars as pl

from catalog.convert.repairs.subject import Description, Subject
from catalog.infer.header_labels import join_labels
from catalog.model.records import Records
from catalog.notation.layout_spaces import EDGE_CLASS, join_spread, strip_edges

_FILLED = f"[^{EDGE_CLASS[1:]}"
_MAX_SHIFT = 50
"""Rows by which headings are looked for above and below where they should be."""


def empty_rows(subject: Subject) -> range:
    """Return the numbers of the empty rows at the end; none where nothing but the headings would be left."""
    frame = subject.records.frame
    last = _last_filled(frame)
    if last <= max(subject.header_rows, default=0) or subject.records.extra_cells:
        return range(0)
    return range(last + 1, frame.height + 1)


def _last_filled(frame: pl.DataFrame) -> int:
    """Return the number of the last row that holds something, 0 where none does."""
    places = (column.str.contains(_FILLED).fill_null(False).arg_true() for column in frame)
    return max((int(place[-1]) + 1 for place in places if place.len()), default=0)


def kept_width(subject: Subject) -> int | None:
    """Return how many columns stay when the empty ones on the right go, or ``None`` where there are none.

    An empty column with a heading stays, and so does one that the schema has a field for.
    """
    frame = subject.records.frame
    width = frame.width
    while width and not _is_filled(frame[str(width - 1)]):
        width -= 1
    is_kept = not width or width < len(subject.description.names) or bool(subject.records.extra_cells)
    return width if not is_kept and width < frame.width else None


def _is_filled(column: pl.Series) -> bool:
    return bool(column.str.contains(_FILLED).any())


def rows_above(records: Records, header_rows: tuple[int, ...], description: Description) -> range:
    """Return the numbers of the empty rows that have pushed the headings down to *header_rows*.

    None where the descriptor counts rows that would move with them, or where one of the rows holds something.
    """
    dialect = description.dialect
    if dialect is None or dialect.comment_rows or not dialect.header_rows:
        return range(0)
    shift = header_rows[0] - dialect.header_rows[0]
    is_empty = shift > 0 and _last_filled(records.frame[: header_rows[0] - 1]) == 0
    return range(1, shift + 1) if is_empty else range(0)


def find_header_rows(records: Records, description: Description) -> tuple[int, ...] | None:
    """Return the rows in which the headings are, where these aren't the rows that the descriptor says.

    ``None`` where they are there, or where that isn't sure: all names of the schema have to stand in their order, and
    nothing else beside them, in one place alone.
    """
    dialect, names = description.dialect, description.names
    if dialect is None or not dialect.header_rows or dialect.comment_rows or dialect.comment_char or not names:
        return None
    first = dialect.header_rows[0]
    shifts = range(max(1 - first, -_MAX_SHIFT), _MAX_SHIFT + 1)
    found = [
        rows
        for rows in (tuple(row + shift for row in dialect.header_rows) for shift in shifts)
        if rows[-1] <= records.record_count and _labels(records, rows, description) == names
    ]
    if len(found) != 1 or found[0] == dialect.header_rows:
        return None
    stated = {name for name in _labels(records, dialect.header_rows, description) if name}
    return None if stated & set(names) else found[0]


def _labels(records: Records, rows: tuple[int, ...], description: Description) -> list[str]:
    """Return the labels that *rows* would make, without blanks around and within them, and no empty ones at the end."""
    dialect, names = description.dialect, description.names
    if dialect is None or rows[-1] > records.record_count or any(row - 1 in records.extra_cells for row in rows):
        return []
    cells = [[strip_edges(cell or "") for cell in records.frame.row(row - 1)] for row in rows]
    labels = [_spelled(label, names) for label in join_labels(cells, rows, records.merged, dialect.header_join)]
    while labels and not labels[-1]:
        labels.pop()
    return labels


def _spelled(label: str, names: list[str]) -> str:
    joined = join_spread(label)
    return joined if label not in names and joined in names else label
