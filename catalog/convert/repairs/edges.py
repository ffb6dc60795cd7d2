"""What lies around a table and says nothing: empty rows below, empty columns on the right, titles above."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from catalog.convert.repairs.subject import Subject
from catalog.model.layout import Layout
from catalog.model.records import Records
from catalog.notation.layout_spaces import EDGE_CLASS, strip_edges

_FILLED = f"[^{EDGE_CLASS[1:]}"
_MAX_TITLE_CELLS = 2


def empty_rows(subject: Subject) -> range:
    """Return the numbers of the empty rows at the end; none where nothing but the headings would be left."""
    filled = _filled(subject.records.frame).max_horizontal().arg_true()
    last = int(filled[-1]) + 1 if filled.len() else 0
    if last <= max(subject.header_rows, default=0) or subject.records.extra_cells:
        return range(0)
    return range(last + 1, subject.records.frame.height + 1)


def kept_width(subject: Subject) -> int | None:
    """Return how many columns stay when the empty ones on the right go, or ``None`` where there are none.

    An empty column with a heading stays, and so does one that the schema has a field for.
    """
    frame = subject.records.frame
    filled = _filled(frame).max().row(0)
    width = max((position + 1 for position, is_filled in enumerate(filled) if is_filled), default=0)
    wanted = len(subject.schema.fields) if subject.schema is not None else 0
    is_kept = not width or width < wanted or bool(subject.records.extra_cells)
    return width if not is_kept and width < frame.width else None


def rows_above(records: Records, layout: Layout, names: Sequence[str]) -> range:
    """Return the numbers of the rows above headings that have moved down from the first row; none if that isn't sure.

    It is where the headings are exactly *names*, all that stands above them are titles of a cell or two, and no row
    above, nor another one below, could be the headings.
    """
    if not layout.header_rows or layout.header_rows[0] != layout.header_rows[1] or records.merged:
        return range(0)
    row = layout.header_rows[0]
    frame = records.frame
    above = _filled(frame[: row - 1]).sum_horizontal()
    most = min(_MAX_TITLE_CELLS, frame.width - 1)
    found = [strip_edges(cell or "") for cell in frame.row(row - 1)]
    while found and not found[-1]:
        found.pop()
    is_sure = row > 1 and found == list(names) and layout.columns[:1] == (0,) and (above <= most).all()
    return range(1, row) if is_sure and row - 1 not in records.extra_cells else range(0)


def _filled(frame: pl.DataFrame) -> pl.DataFrame:
    """Return which cells hold something."""
    return frame.select(pl.col(name).str.contains(_FILLED).fill_null(False) for name in frame.columns)
