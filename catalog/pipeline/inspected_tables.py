"""What a table really is that no descriptor tells of: where it lies, what its columns are, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from catalog.findings import Finding, Findings, Location, shown
from catalog.infer.cut import cut_table
from catalog.infer.fields import infer_fields
from catalog.infer.geometry import infer_geometry
from catalog.infer.layout import infer_layout
from catalog.infer.outside import find_other_table
from catalog.infer.sheets import choose_sheet
from catalog.infer.standard import match_standard
from catalog.load.described_tables import likely_delimiter
from catalog.load.file_kinds import FileKind
from catalog.load.workbooks import WorkbookKind, read_workbook, read_workbook_facts
from catalog.model.cell_names import cell_name
from catalog.model.inspection import Inspection
from catalog.model.layout import Layout
from catalog.model.records import CellRange, Records
from catalog.model.table import Table
from catalog.model.workbook import WorkbookFacts
from catalog.pipeline.contents import check_bare_contents

WORKBOOKS: dict[str, WorkbookKind] = {"xlsx": "xlsx", "xls": "xls", "ods": "ods", "encrypted": "xlsx"}
WORKBOOKS["spreadsheetml"] = "spreadsheetml"
"""Kinds of files that are workbooks, and how each is read."""


def plain_inspection(path: str, kind: FileKind, findings: Findings) -> Inspection:
    """Return the inspection of a file without a table."""
    return Inspection(
        path,
        kind.actual_type,
        kind.kind,
        kind.extension_matches,
        text_format=None,
        sheet=None,
        layout=None,
        row_count=0 if kind.kind == "empty" else None,
        fields=(),
        standard=None,
        geometry=None,
        findings=findings,
    )


def inspect_records(
    path: str, kind: FileKind, records: Records | None, findings: Findings, facts: WorkbookFacts | None = None
) -> Inspection:
    """Return the inspection of the table in *records*; *facts* are what else is in a workbook."""
    if records is None:
        return plain_inspection(path, kind, findings)
    layout = infer_layout(records)
    other = find_other_table(records, layout)
    table = cut_table(records, layout)
    inspection = inspect_table(plain_inspection(path, kind, findings), table)
    about_contents = check_bare_contents(records, layout, table, facts, path)
    return replace(
        inspection,
        text_format=records.text_format,
        sheet=records.sheet,
        layout=layout,
        row_count=layout.row_count,
        findings=(*findings, *_remarks(path, records, layout, other), *about_contents),
    )


def inspect_table(inspection: Inspection, table: Table) -> Inspection:
    """Return *inspection* with what the columns of *table* are."""
    fields = infer_fields(table)
    standard = match_standard(table.labels)
    return replace(
        inspection,
        row_count=table.row_count,
        fields=fields,
        standard=standard,
        geometry=infer_geometry(table, fields),
    )


def _remarks(path: str, records: Records, layout: Layout, other: CellRange | None) -> Findings:
    remarks = []
    if not layout.row_count:
        remarks.append(Finding("no-records", Location(path, sheet=records.sheet)))
    if layout.header_rows and len(layout.labels) == 1 and records.text_format is not None:
        likely = likely_delimiter(layout.labels[0])
        place = Location(path, row=layout.header_rows[-1])
        remarks += [Finding("delimiter", place, {"likely": likely})] if likely is not None else []
    if other is not None:
        place = Location(path, sheet=records.sheet, row=other.first_row)
        last = cell_name(other.last_row, other.last_column)
        cells = f"{cell_name(other.first_row, other.first_column)}:{last}"
        remarks.append(Finding("several-tables", place, {"cells": cells}))
    return tuple(remarks)


def inspect_workbook(data: bytes, path: str, kind: FileKind, wanted: str | None) -> Inspection:
    """Return the inspection of the sheet *wanted*, or of the one that holds the records.

    Codes: file-empty, sheet-missing, several-sheets, no-records, several-tables, workbook-by-name, and those of
    reading a workbook.
    """
    workbook, findings = read_workbook(data, WORKBOOKS[kind.kind], path, wanted=_wanted(wanted))
    if kind.kind == "spreadsheetml" and is_called_workbook(path):
        from catalog.load.exported_tables import by_name

        findings = (by_name("SPREADSHEETML", path), *findings)
    if workbook is None:
        return plain_inspection(path, kind, findings)
    names = workbook.sheet_names
    listed = ", ".join(shown(name) for name in names[:10])
    if wanted is None:
        place = choose_sheet([(name, workbook.is_hidden(name), workbook.records(name)) for name in names])
        if place is None:
            return plain_inspection(path, kind, (*findings, Finding("file-empty", Location(path))))
        name = names[place]
    elif wanted in names:
        name = wanted
    else:
        missing = Finding("sheet-missing", Location(path), {"sheet": shown(wanted), "sheets": listed})
        return plain_inspection(path, kind, (*findings, missing))
    facts, _ = read_workbook_facts(data, WORKBOOKS[kind.kind], path)
    findings = (*findings, *workbook.cell_findings(name, path))
    inspection = inspect_records(path, kind, workbook.records(name), findings, facts)
    several = Finding("several-sheets", Location(path), {"sheet": shown(name), "sheets": listed})
    return replace(inspection, findings=(*inspection.findings, several)) if len(names) > 1 else inspection


def is_called_workbook(path: str) -> bool:
    """Return whether *path* has the ending of an Excel workbook."""
    return PurePath(path).suffix.lower() in (".xls", ".xlsx")


def inspect_html(data: bytes, path: str, kind: FileKind) -> Inspection | None:
    """Return the inspection of the table in an HTML file that holds the records, or ``None`` where there is no table.

    Codes: html-table, workbook-by-name, and those of reading HTML and of :func:`inspect_records`.
    """
    from catalog.load.exported_tables import by_name, choose_html_table, is_only_table
    from catalog.load.html_tables import read_html_tables

    found, findings = read_html_tables(data, path)
    if found is None:
        return plain_inspection(path, kind, findings) if findings else None
    chosen = choose_html_table(found)
    if chosen is None:
        return None
    number, records = chosen
    inspection = inspect_records(path, kind, records, ())
    count = len(found.tables)
    remark = Finding("html-table", Location(path), {"number": str(number), "count": str(count)})
    if is_called_workbook(path) and is_only_table(found, records):  # Then a catalog reads it, too.
        remark = by_name("HTML", path)
    return replace(inspection, text_format=found.text_format, findings=(remark, *inspection.findings))


def _wanted(sheet: str | None) -> Callable[[str], bool]:
    return (lambda name: True) if sheet is None else (lambda name: name == sheet)
