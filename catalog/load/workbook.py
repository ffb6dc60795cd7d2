"""Excel workbooks to tables of text."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import python_calamine as calamine

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.columns import ColumnBuilder
from catalog.load.file_kinds import detect_kind
from catalog.load.files import read_bytes
from catalog.load.xlsx_guard import MAX_CELLS, NotReadable, TooLarge, check_archive, inspect_sheet
from catalog.model.dataset import Resource
from catalog.model.table import Table

MAX_BYTES = 64_000_000

if TYPE_CHECKING:
    import polars

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def read_workbook_table(file: Path, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    """Return the table on the declared sheet of *file*, or on the first visible one.

    Rows and columns are counted from A1. Empty rows and columns at the end, which only formatting made, are left out.

    Codes: file-missing, file-unreadable, file-too-large, file-empty, file-kind, workbook-encrypted, workbook-broken,
    workbook-too-large, sheet-missing, several-sheets, excel-error-value, header-row-missing, no-records.
    """
    data, problem = read_bytes(file, path, MAX_BYTES)
    if data is None:
        return None, (problem,) if problem else ()
    if not data:
        return None, (Finding("file-empty", Location(path)),)
    kind = detect_kind(data)
    if kind != "XLSX":
        return None, (_refusal(kind, path),)
    try:
        check_archive(data)
        return _read(data, resource, path)
    except TooLarge:
        return None, (Finding("workbook-too-large", Location(path), {"limit": f"{MAX_CELLS:,}"}),)
    except (NotReadable, calamine.CalamineError):
        return None, (Finding("workbook-broken", Location(path)),)


def _refusal(kind: str | None, path: str) -> Finding:
    if kind == "XLSX+password":
        return Finding("workbook-encrypted", Location(path))
    if kind is None or kind == "ZIP":
        return Finding("workbook-broken", Location(path))
    return Finding("file-kind", Location(path), {"kind": kind, "extension": "xlsx"})


def _read(data: bytes, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        name, problem = _choose_sheet(workbook, resource.dialect.sheet, path)
        if name is None:
            return None, (problem,) if problem else ()
        contents = inspect_sheet(data, workbook.sheet_names.index(name))
        findings = [_error_value(cell, name, path) for cell in contents.error_cells]
        if problem is not None:
            findings.append(problem)
        table, more = _build(workbook.get_sheet_by_name(name), name, resource, path)
        return table, (*findings, *more)


def _choose_sheet(
    workbook: calamine.CalamineWorkbook, wanted: str | None, path: str
) -> tuple[str | None, Finding | None]:
    """Return the wanted sheet's name, or the first visible one's, and what there is to say of the choice."""
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible == calamine.SheetVisibleEnum.Visible
    ]
    sheets = ", ".join(shown(name) for name in names[:10])
    if wanted is not None and wanted not in names:
        return None, Finding("sheet-missing", Location(path), {"sheet": shown(wanted), "sheets": sheets})
    if wanted is not None:
        return wanted, None
    if not names:
        return None, Finding("file-empty", Location(path))
    several = Finding("several-sheets", Location(path), {"sheet": shown(names[0]), "sheets": sheets})
    return names[0], several if len(names) > 1 else None


def _build(sheet: calamine.CalamineSheet, name: str, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    if not sheet.height:
        return None, (Finding("file-empty", Location(path, sheet=name)),)
    header_row = resource.dialect.header_row
    rows = _text_rows(sheet)
    header = next(islice(rows, header_row - 1, None), None)
    if not header:
        place = Location(path, sheet=name, row=header_row)
        return None, (Finding("header-row-missing", place, {"row": str(header_row)}),)
    builder = ColumnBuilder(len(header))
    builder.take(_without_trailing_blank(rows))
    frame = builder.frame()
    width = _used_width(header, frame)
    table = Table(tuple(header[:width]), frame.select(frame.columns[:width]), header_row + 1, None, name)
    return table, () if table.row_count else (Finding("no-records", Location(path, sheet=name)),)


def _text_rows(sheet: calamine.CalamineSheet) -> Iterator[list[str]]:
    """Yield the rows from row 1, each from column A on; an empty row is an empty list."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]  # The reader leaves out empty columns on the left.
    for cells in sheet.iter_rows():
        row = [cell_text(cell) for cell in cells]
        yield [*left, *row] if any(row) else []


def _without_trailing_blank(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    blank_count = 0
    for row in rows:
        if not row:
            blank_count += 1
            continue
        for _ in range(blank_count):
            yield []
        blank_count = 0
        yield row


def _used_width(header: list[str], frame: polars.DataFrame) -> int:
    """Return the number of columns up to the last one that has a heading or a cell."""
    width = len(header)
    while width and not header[width - 1] and not frame.get_column(str(width - 1)).is_in(["", None]).not_().any():
        width -= 1
    return width


def cell_text(cell: Cell) -> str:
    """Return what a cell says as text: no ``.0`` on whole numbers, ISO dates, ``true`` or ``false``.

    Numbers have at most 15 digits, as in Excel itself; an elapsed time is written ``26:00:00``, as Excel shows it.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number_text(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return cell.isoformat()


def _number_text(number: float) -> str:
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


def _error_value(cell: str, sheet: str, path: str) -> Finding:
    row = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
    return Finding("excel-error-value", Location(path, sheet=sheet, row=row, cell=cell.upper()), {"cell": cell.upper()})
