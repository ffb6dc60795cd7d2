"""Where the table lies in its file: titles above it, notes below, several tables, records over several lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import polars as pl

from catalog.check.readability.words import LINE_BREAK
from catalog.findings import Finding, Findings, Location, shown
from catalog.infer.grid import used_columns
from catalog.infer.layout import infer_layout
from catalog.infer.row_marks import total_spellings
from catalog.model.cell_names import cell_name, column_letters
from catalog.model.dataset import Dialect
from catalog.model.layout import Layout, RowKind
from catalog.model.records import Records
from catalog.model.table import Table

_TABLE_ROWS = 3
"""Rows of several cells outside the table that make another table; fewer are notes."""


_DELIMITERS = {"\t": "TAB", ";": ";", "|": "|"}
_MAX_SPANS = 10


def check_structure(records: Records, layout: Layout, path: str) -> Findings:
    """Return what lies around or across the table.

    Arguments:
        records: All of the file or sheet.
        layout: Where the table lies in them.
        path: '/'-relative to the folder of the catalog.

    Codes: headings-missing, L1-02, L1-03, L1-04, L1-14, L2-02, L2-03, L3-01, blank-row, other-delimiter, totals-rows.
    """
    if not layout.columns or layout.first_data_row is None:
        return ()
    around = (
        *_delimiter(records, path),
        *_remarks(records, layout, path),
        *_blank_rows(records, layout, path),
    )
    if not layout.header_rows:
        place = Location(path, sheet=records.sheet, row=layout.first_data_row)
        return (Finding("headings-missing", place), *around)
    return (*around, *_empty_columns(records, layout, path))


def check_described_structure(records: Records, table: Table, layout: Layout, dialect: Dialect, path: str) -> Findings:
    """Return what lies around or across a table with a descriptor, but for what that already says.

    Columns without a heading are left to the check of headings.

    Arguments:
        records: All of the file or sheet.
        table: What the descriptor says of them.
        layout: As :func:`described_layout` gives it.
        dialect: Where the headings are, and which rows are no data.
        path: '/'-relative to the folder of the catalog.

    Codes: L1-02, L1-04, L1-14, L2-02, L2-03, L3-01, totals-rows.
    """
    if not table.row_count:
        return ()
    last = _last_row(table)
    stated = {*range(1, table.first_data_row), *range(last + 1, records.record_count + 1)}
    if table.row_numbers is not None:
        stated.update(set(range(table.first_data_row, last + 1)).difference(table.row_numbers))
    if (layout.header_rows[:1], layout.header_rows[-1:]) == (dialect.header_rows[:1], dialect.header_rows[-1:]):
        # As the descriptor says: the published copies have their headings, on one row, in row 1.
        layout = replace(layout, header_rows=())
    return tuple(_remarks(records, layout, path, stated))


def described_layout(records: Records, table: Table, dialect: Dialect) -> Layout:
    """Return where a table with a descriptor lies: its headings by *dialect*, notes within and below it as they look.

    Where nothing below the headings looks like data, or it begins elsewhere, the descriptor is right in all; unless it
    takes a row for headings that has less of them than one further down, as a title above the table has.
    """
    rows = dialect.header_rows
    stated = Layout(
        header_rows=(rows[0], rows[-1]) if rows else (),
        first_data_row=table.first_data_row if table.row_count else None,
        last_data_row=_last_row(table) if table.row_count else None,
        columns=tuple(range(min(len(table.labels), records.frame.width))),
        labels=table.labels[: records.frame.width],
        row_count=table.row_count,
    )
    if not table.row_count:
        return stated
    looks = infer_layout(records)
    if looks.header_rows[-1:] > stated.header_rows[-1:] and _filled(looks.labels) > _filled(table.labels):
        return looks
    if looks.last_data_row is None or looks.header_rows != stated.header_rows:
        return stated
    return replace(stated, last_data_row=looks.last_data_row, left_out=looks.left_out, totals=looks.totals)


def _filled(labels: Iterable[str]) -> int:
    return sum(bool(label.strip()) for label in labels)


def _last_row(table: Table) -> int:
    """Return the number of the last of the table's rows, of which there are some."""
    return table.row_number(table.row_count - 1)


def _remarks(records: Records, layout: Layout, path: str, stated: Collection[int] = ()) -> Iterator[Finding]:
    if layout.header_rows:
        yield from _header_remarks(records, layout, path)
    yield from _outside_remarks(records, layout, path, stated)
    if layout.totals:
        row, words = layout.totals[0], set(total_spellings())
        word = next((cell for cell in records.frame.row(row - 1) if cell in words), "")
        params = {"text": shown(word.strip()), "count": f"{len(layout.totals):,}"}
        yield Finding("totals-rows", Location(path, sheet=records.sheet, row=row), params)
    if records.text_format is not None and records.text_format.delimiter is not None:
        yield from _lines(records, layout, path)


def _header_remarks(records: Records, layout: Layout, path: str) -> Iterator[Finding]:
    first, last = layout.header_rows or (1, 1)
    place = Location(path, sheet=records.sheet, row=first)
    if first > 1:
        yield Finding("L3-01", place, {"row": str(first)})
    if last > first:
        yield Finding("L2-03", place, {"first": str(first), "last": str(last)})


def _outside_remarks(records: Records, layout: Layout, path: str, stated: Collection[int]) -> Iterator[Finding]:
    """Tell of what stands below and among the data, but for rows *stated* not to be data; a title above is L3-01's."""
    first = layout.header_rows[0] if layout.header_rows else layout.first_data_row or 1
    filled = _filled_counts(records.frame)
    last = layout.last_data_row or first
    left_out = {number for number, kind in layout.left_out.items() if kind is not RowKind.BLANK}
    others = left_out.difference(stated)
    below = [last + index + 1 for index in (filled[last:] > 0).arg_true()]
    below = [number for number in below if number not in others and number not in stated]
    wide = [number for number in below if filled[number - 1] > 1]
    wide_above = [number for number in range(1, first) if filled[number - 1] > 1 and number not in stated]
    if len(wide) >= _TABLE_ROWS or len(wide_above) >= _TABLE_ROWS:
        number = (wide if len(wide) >= _TABLE_ROWS else wide_above)[0]
        yield Finding("L1-02", Location(path, sheet=records.sheet, row=number))
        below = []
    for number in sorted({*below, *others}):
        text = _first_text(records.frame, number)
        yield Finding("L1-04", Location(path, sheet=records.sheet, row=number), {"text": text})


def _filled_counts(frame: pl.DataFrame) -> pl.Series:
    given = (pl.col(used_columns(frame)).str.strip_chars() != "").fill_null(False).cast(pl.UInt32)
    return frame.select(pl.sum_horizontal(given).alias("filled")).to_series()


def _first_text(frame: pl.DataFrame, number: int) -> str:
    return next((shown(cell.strip(), 20) for cell in frame.row(number - 1) if cell and cell.strip()), "")


def _delimiter(records: Records, path: str) -> Iterator[Finding]:
    """Tell of a file that calls itself comma-separated and isn't."""
    text = records.text_format
    likely = _DELIMITERS.get(text.delimiter or "") if text is not None else None
    if likely is not None and path.lower().endswith(".csv"):
        yield Finding("other-delimiter", Location(path, row=1), {"likely": likely})


def _blank_rows(records: Records, layout: Layout, path: str) -> Iterator[Finding]:
    """Tell once of the blank rows among the data and, in a text file, of those that were left below it.

    In a workbook those below are rows without anything in them, which no program reads.
    """
    blank = {number for number, kind in layout.left_out.items() if kind is RowKind.BLANK}
    last = layout.last_data_row or records.record_count
    rows = {number for number in blank if number < last}
    below = _filled_counts(records.frame)[last:] == 0
    # Between the table and what stands below it they are part of that.
    if records.text_format is not None and below.all():
        rows.update(range(last + 1, records.record_count + 1))
    if rows:
        spans = _spans(sorted(rows))
        listed = ", ".join(spans[:_MAX_SPANS]) + (", …" if len(spans) > _MAX_SPANS else "")
        yield Finding("blank-row", Location(path, sheet=records.sheet, row=min(rows)), {"rows": listed})


def _spans(numbers: Sequence[int]) -> list[str]:
    """Return ascending *numbers* as text, those in a row as their first and last."""
    breaks = [place for place in range(1, len(numbers)) if numbers[place] != numbers[place - 1] + 1]
    parts = [numbers[start:end] for start, end in zip([0, *breaks], [*breaks, len(numbers)], strict=True)]
    return [str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts]


def _empty_columns(records: Records, layout: Layout, path: str) -> Iterator[Finding]:
    """Tell of columns that have neither a heading nor a cell, inside the table or, in a text file, to its right."""
    yield from _columns_to_the_right(records, layout, path)
    for position, label in zip(layout.columns, layout.labels, strict=True):
        if label.strip():
            continue
        cells = records.frame[str(position)][(layout.first_data_row or 1) - 1 : layout.last_data_row]
        if not (cells.str.strip_chars() != "").fill_null(False).any():
            letters, row = column_letters(position), max(layout.header_rows, default=1)
            place = Location(path, sheet=records.sheet, row=row, cell=f"{letters}{row}")
            yield Finding("L1-03", place, {"column": letters})


def _columns_to_the_right(records: Records, layout: Layout, path: str) -> Iterator[Finding]:
    """Tell once of empty columns that delimiters at the ends of lines make; those of workbooks don't exist."""
    end, width = layout.columns[-1] + 1, records.frame.width
    if records.text_format is None or end >= width:
        return
    filled = [(cells.str.strip_chars() != "").any() for cells in records.frame.get_columns()[end:]]
    if not any(filled):
        first, last = column_letters(end), column_letters(width - 1)
        listed = first if first == last else f"{first}–{last}"
        yield Finding("L1-03", Location(path, row=layout.first_data_row), {"column": listed})


def _lines(records: Records, layout: Layout, path: str) -> Iterator[Finding]:
    """Tell of the columns whose cells go over several lines of the text file."""
    start = (layout.first_data_row or 1) - 1
    rows = records.frame[start : layout.last_data_row]
    is_broken = rows.select(pl.col([str(position) for position in layout.columns]).str.contains(LINE_BREAK))
    for position, label in zip(layout.columns, layout.labels, strict=True):
        cells = is_broken[str(position)]
        if cells.any():
            broken = cells.arg_true()
            row = start + int(broken[0]) + 1
            cell = cell_name(row, position + 1)
            place = Location(path, sheet=records.sheet, row=row, field=shown(label) or None, cell=cell)
            yield Finding("L1-14", place, {"count": f"{broken.len():,}"})
