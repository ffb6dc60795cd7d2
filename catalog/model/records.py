"""Every record of a file or sheet as it was read, before anybody says where the table in it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # Polars takes 0.1 s to import; pages are made without it.
    import polars

Newline = Literal["lf", "crlf", "cr", "mixed"]


@dataclass(frozen=True, slots=True)
class CellRange:
    """A rectangle of cells; rows and columns from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text file is written.

    Attributes:
        encoding: Python codec name: ``utf-8``, ``utf-8-sig``, ``utf-16``, ``cp932``.
        newline: ``None`` where there is no line break at all.
        delimiter: ``None`` for JSON.
    """

    encoding: str
    newline: Newline | None
    delimiter: str | None

    @property
    def has_bom(self) -> bool:
        """Whether the file begins with a byte order mark."""
        return self.encoding in ("utf-8-sig", "utf-16")


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a text file, or all rows of a sheet from A1.

    Attributes:
        frame: String columns named ``"0"``, ``"1"``, … by position. Its first row is record 1 (the row that Excel
            shows), headings, titles and blank records included. ``""`` is an empty cell, null is a cell that isn't
            there (a short row); a blank record is a row of nulls. A quoted line break doesn't begin a new record.
        extra_cells: Cells beyond the frame's width by 0-based row, where one overlong row would make the frame huge.
        text_format: ``None`` for a workbook.
        sheet: Name of the sheet; ``None`` for a text file.
        is_hidden: The sheet is hidden.
        merged: Ranges of merged cells; only the top left one of each has a value.
        hidden_rows, hidden_columns: Numbers from 1.
    """

    frame: polars.DataFrame
    extra_cells: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    text_format: TextFormat | None = None
    sheet: str | None = None
    is_hidden: bool = False
    merged: tuple[CellRange, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()

    @property
    def record_count(self) -> int:
        """Number of records, blank ones included."""
        return self.frame.height
