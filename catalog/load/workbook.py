"""Excel workbooks to tables of text."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import python_calamine as calamine

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.columns import ColumnBuilder
from catalog.load.files import read_bytes
from catalog.load.xlsx_guard import inspect_xlsx
from catalog.model.dataset import Resource
from catalog.model.table import Table

MAX_BYTES = 64_000_000

_Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def read_workbook_table(file: Path, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    """Return the table on the declared sheet of *file*, or on the first visible one.

    Rows and columns are counted from A1. Empty rows and columns at the end, which only formatting made, are left out.

    Codes: file-missing, file-unreadable, file-too-large, file-empty, workbook-encrypted, workbook-broken, workbook-too-large,
    sheet-missing, several-sheets, excel-error-value, header-row-missing, no-records.
    """
    data, problem = read_bytes(file, path, MAX_BYTES)
    if data is None:
        return None, (problem,) if problem else ()
    if not data:
        return None, (Finding("file-empty", Location(path)),)
    try:
        return _read(data, resource, path)
    except calamine.PasswordError:
        return None, (Finding("workbook-encrypted", Location(path)),)
    except calamine.CalamineError:
        return None, (_broken(data, path),)
    except TooLarge:
        return None, (Finding("workbook-too-large", Location(path), {"limit": f"{MAX_CELLS:,}"}),)
    except NotReadable:
        return None, (Finding("workbook-broken", Location(path)),)


def _read(data: bytes, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        name, problem = _choose_sheet(workbook, resource.dialect.sheet, path)
        if name is None:
            return None, (problem,) if problem else ()
        contents = inspect_xlsx(data, workbook.sheet_names.index(name))
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
    shown_names = ", ".join(shown(name) for name in names[:10])
    if wanted is not None:
        missing = Finding("sheet-missing", Location(path, sheet=shown(wanted)), {"sheet": shown(wanted), "sheets": shown_names})
        return (wanted, None) if wanted in names else (None, missing)
    if not names:
        return None, Finding("file-empty", Location(path))
    params = {"sheet": shown(names[0]), "sheets": shown_names}
    return names[0], Finding("several-sheets", Location(path), params) if len(names) > 1 else None


def _build(
    sheet: calamine.CalamineSheet, name: str, resource: Resource, path: str
) -> tuple[Table | None, Findings]:
    rows = _Rows(sheet)
    header_row = resource.dialect.header_row
    header = next(islice(rows, header_row - 1, None), None)
    if header is None:
        empty = not sheet.height
        place = Location(path, sheet=name) if empty else Location(path, sheet=name, row=header_row)
        return None, (Finding("file-empty", place) if empty else Finding("header-row-missing", place, {"row": str(header_row)}),)
    builder = ColumnBuilder(len(header))
    builder.take(_without_trailing_blank(rows))
    frame = builder.frame()
    width = _used_width(header, frame)
    if not width:
        return None, (Finding("header-row-missing", Location(path, sheet=name, row=header_row), {"row": str(header_row)}),)
    table = Table(tuple(header[:width]), frame.select(frame.columns[:width]), header_row + 1, None, name)
    return table, () if table.row_count else (Finding("no-records", Location(path, sheet=name)),)
