"""The table that a descriptor's dialect describes among the records of a file."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

import polars

from catalog.findings import Finding, Findings, Location
from catalog.infer.cell_kinds import SPACE
from catalog.infer.header_labels import join_labels
from catalog.load.columns import bounded_width, fit_width
from catalog.model.dataset import Dialect
from catalog.model.records import Records
from catalog.model.table import Table

_DELIMITERS = {"\t": r"\t", ",": ",", ";": ";", "|": "|", "｜": "｜", "，": "，"}
"""Delimiters and how a descriptor writes them; full-width ones can't be read, and are told nevertheless."""


def take_table(
    records: Records, dialect: Dialect, path: str, field_names: Sequence[str] = ()
) -> tuple[Table | None, Findings]:
    """Return the table in *records* as *dialect* says that it lies there.

    Rows above the headings are left out, as are those that *dialect* calls comments: then the table has
    ``row_numbers``. Blank rows stay, as rows of nulls.

    Arguments:
        records: All of a file or sheet.
        dialect: Numbers rows as Excel does.
        path: What findings call the file.
        field_names: The labels where the file has no headings.

    Codes: header-row-missing, no-records, delimiter, too-many-columns.
    """
    place = Location(path, sheet=records.sheet)
    left_out = _left_out(records.frame, dialect)
    header_rows = [row for row in dialect.header_rows if row not in left_out]
    first = dialect.header_rows[-1] + 1 if dialect.header_rows else 1
    labels = _labels(records, dialect, header_rows, field_names)
    if not any(labels) and not _has_cells(records, header_rows):
        row = dialect.header_rows[0] if dialect.header_rows else 1
        return None, (Finding("header-row-missing", _at_row(place, row), {"row": str(row)}),)
    if bounded_width([len(labels), 0], records.record_count, records.frame.height * records.frame.width) < len(labels):
        limit = {"limit": f"{records.frame.width:,}"}
        return None, (Finding("too-many-columns", _at_row(place, first - 1), limit),)
    table = _table(records, labels, first, left_out)
    return table, _remarks(table, records, place)


def _left_out(frame: polars.DataFrame, dialect: Dialect) -> frozenset[int]:
    """Return the numbers of the rows that are comments."""
    rows = set(dialect.comment_rows)
    if dialect.comment_char is not None:
        begins = frame.get_column("0").str.starts_with(dialect.comment_char)
        rows.update(index + 1 for index in begins.arg_true())
    return frozenset(rows)


def _labels(
    records: Records, dialect: Dialect, header_rows: Sequence[int], field_names: Sequence[str]
) -> tuple[str, ...]:
    if not dialect.header_rows:
        return tuple(field_names) or tuple(f"field{number}" for number in range(1, records.frame.width + 1))
    rows = [_cells(records, row) for row in header_rows]
    return join_labels(rows, header_rows, records.merged, dialect.header_join) if any(rows) else ()


def _cells(records: Records, row: int) -> list[str]:
    """Return the cells of *row*, which may lie beyond the last one."""
    if row > records.record_count:
        return []
    cells = [*records.frame.row(row - 1), *records.extra_cells.get(row - 1, ())]
    while cells and cells[-1] is None:
        cells.pop()
    return [cell or "" for cell in cells]


def _has_cells(records: Records, header_rows: Sequence[int]) -> bool:
    return records.text_format is not None and any(_cells(records, row) for row in header_rows)


def _table(records: Records, labels: tuple[str, ...], first: int, left_out: frozenset[int]) -> Table:
    frame = records.frame.slice(first - 1)
    extra_cells = {row - first + 1: cells for row, cells in records.extra_cells.items() if row >= first - 1}
    numbers: array[int] | None = None
    if any(row >= first for row in left_out):
        all_numbers = polars.Series(range(first, records.record_count + 1), dtype=polars.Int64)
        is_kept = ~all_numbers.is_in(sorted(left_out))
        frame, numbers = frame.filter(is_kept), array("l", all_numbers.filter(is_kept))
        rows = ((index + first, cells) for index, cells in extra_cells.items())
        extra_cells = {bisect_left(numbers, row): cells for row, cells in rows if row not in left_out}
    # A sheet has empty cells wherever another row has any, and Excel saves them as commas at the ends of lines.
    if records.text_format is None or (not extra_cells and frame.width <= len(labels)):
        labels = labels[: _used_width(labels, frame)]
        frame = frame[frame.columns[: len(labels)]]
    frame, beyond = fit_width(frame, extra_cells, len(labels))
    encoding = records.text_format.encoding if records.text_format is not None else None
    if numbers and numbers[-1] - first + 1 == len(numbers):
        numbers = None  # Only rows at the end were left out.
    return Table(labels, frame, first, encoding, records.sheet, beyond, numbers)


def _used_width(labels: Sequence[str], frame: polars.DataFrame) -> int:
    """Return the number of columns up to the last one that has a heading or a cell: formatting makes others."""
    width = len(labels)
    while width and not labels[width - 1] and (width > frame.width or not _is_used(frame, width - 1)):
        width -= 1
    return max(1, width)


def _is_used(frame: polars.DataFrame, column: int) -> bool:
    return bool(frame.get_column(str(column)).fill_null("").str.strip_chars(SPACE).ne("").any())


def _at_row(place: Location, row: int) -> Location:
    return Location(place.path, sheet=place.sheet, row=row)


def likely_delimiter(heading: str) -> str | None:
    """Return the delimiter that *heading*, of the only column, has in it, as a descriptor writes it."""
    return next((name for char, name in _DELIMITERS.items() if char in heading), None)


def _remarks(table: Table, records: Records, place: Location) -> Findings:
    found = [] if table.row_count else [Finding("no-records", place)]
    if len(table.labels) == 1 and records.text_format is not None and records.text_format.delimiter is not None:
        likely = likely_delimiter(table.labels[0])
        if likely is not None:
            found.append(Finding("delimiter", _at_row(place, table.first_data_row - 1), {"likely": likely}))
    return tuple(found)
