"""The repairs of a file that no descriptor tells of: what it is and where its table lies is found as by `inspect`."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from catalog.convert.repairs.subject import Description
from catalog.findings import Finding, Location
from catalog.load.file_kinds import detect_file_kind
from catalog.load.tables import MAX_WORKBOOK_BYTES
from catalog.model.repair import RepairTrouble
from catalog.pipeline.repair_file import Mended, mend_properties, mend_sheet, mend_text

if TYPE_CHECKING:
    from catalog.load.workbooks import WorkbookKind

_WORKBOOKS: dict[str, WorkbookKind] = {"xlsx": "xlsx", "xls": "xls", "ods": "ods"}


def mend_bare(data: bytes, path: str) -> Mended:
    """Return what there is to repair in *data*, a file called *path*.

    Codes: file-empty, file-too-large, and those of the readers.
    """
    kind = detect_file_kind(data, path)
    # A table of one column has no delimiter by which it could be known as one.
    is_one_column = kind.kind == "text" and PurePath(path).suffix.lower() == ".csv"
    if kind.kind in ("csv", "tsv") or is_one_column:
        return mend_text(data, path, kind.delimiter or ",", Description())
    if kind.kind in _WORKBOOKS:
        return _mend_workbook(data, path, _WORKBOOKS[kind.kind])
    if kind.kind == "empty":
        return Mended(findings=(Finding("file-empty", Location(path)),))
    return Mended(trouble=RepairTrouble.KIND)


def _mend_workbook(data: bytes, path: str, kind: WorkbookKind) -> Mended:
    from catalog.infer.sheets import choose_sheet
    from catalog.load.workbooks import read_workbook

    if len(data) > MAX_WORKBOOK_BYTES:
        limit = {"limit": f"{MAX_WORKBOOK_BYTES // 1_000_000:,}"}
        return Mended(findings=(Finding("file-too-large", Location(path), limit),))
    workbook, findings = read_workbook(data, kind, path)
    if workbook is None:
        return Mended(findings=findings)
    names = workbook.sheet_names
    place = choose_sheet([(name, workbook.is_hidden(name), workbook.records(name)) for name in names])
    table = mend_sheet(workbook.records(names[place]), path, Description()) if place is not None else Mended()
    properties = mend_properties(data, path) if kind == "xlsx" else Mended()
    return Mended((*properties.repairs, *table.repairs), properties.data)
