"""Where the table lies among a file's records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class RowKind(Enum):
    """What a record below the headings is, if it isn't data."""

    BLANK = "blank"
    FOOTNOTE = "footnote"
    SECTION = "section-heading"
    HEADER = "repeated-header"


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows and columns of the one table that the records hold; rows are numbered from 1 as Excel shows them.

    Attributes:
        header_rows: First and last row of the headings; ``()`` where there are none.
        first_data_row: ``None`` where there is no data.
        last_data_row: The last row that is data.
        columns: 0-based positions of the table's columns, without empty ones at its edges.
        labels: One heading per column; those of several rows (and of merged cells) joined with ``_``.
        left_out: Rows between or after the data rows that aren't data. Totals rows are data, see ``totals``.
        totals: Rows that sum up others.
        row_count: Data rows, totals included.
    """

    header_rows: tuple[int, int] | tuple[()]
    first_data_row: int | None
    last_data_row: int | None
    columns: tuple[int, ...]
    labels: tuple[str, ...]
    left_out: Mapping[int, RowKind] = field(default_factory=dict)
    totals: tuple[int, ...] = ()
    row_count: int = 0
