"""Our workbooks as other programs read them."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from catalog.model.dataset import Schema
from catalog.model.table import Table
from catalog.publish.tables.columns import table_columns
from catalog.publish.tables.typed import column_kinds
from catalog.publish.tables.xlsx import xlsx_pieces


def render_xlsx(table: Table, schema: Schema, title: str = "施設") -> bytes:
    """Return the workbook of *table*."""
    columns = table_columns(table, schema)
    kinds = column_kinds(columns, schema.missing_values)
    return b"".join(xlsx_pieces(columns, kinds, schema.missing_values, title))


def open_sheet(content: bytes, index: int = 0) -> Worksheet:
    """Return a sheet as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[index]


def read_cells(content: bytes) -> list[list[Any]]:
    """Return the cells of the first sheet as calamine reads them, which knows every escape."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
