"""Workbooks: XLSX, the old XLS, ODS, and the XML spreadsheets of Excel 2003."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from catalog.findings import Finding, Findings, Location
from catalog.load.workbooks.compound import SIGNATURE
from catalog.load.workbooks.refusals import MAX_CELLS, Encrypted, NotReadable, TooLarge
from catalog.load.workbooks.sheets import Sheet, Workbook, WorkbookKind
from catalog.model.workbook import WorkbookFacts

__all__ = ["Sheet", "Workbook", "WorkbookKind", "read_workbook", "read_workbook_facts"]

T = TypeVar("T")


def read_workbook(
    data: bytes, kind: WorkbookKind, path: str, *, wanted: Callable[[str], bool] = lambda name: True
) -> tuple[Workbook | None, Findings]:
    """Return the workbook in *data* with the rows of its sheets as text, or findings that say why not.

    Arguments:
        data: The whole file.
        kind: What it is by its content.
        path: What findings call the file.
        wanted: Says by name which sheets' records are read: the others cost next to nothing.

    There is a workbook or a finding, never both; :meth:`Workbook.cell_findings` has those on cells.

    Codes: file-empty, workbook-encrypted, workbook-broken, workbook-too-large.
    """
    return _answer(data, path, lambda: Workbook(tuple(_read_sheets(data, kind, wanted))))


def read_workbook_facts(data: bytes, kind: WorkbookKind, path: str) -> tuple[WorkbookFacts | None, Findings]:
    """Return what the workbook in *data* holds beside the text of its cells, or findings that say why it can't be read.

    It goes through all sheets once more, so it is for checks only.

    Codes: file-empty, workbook-encrypted, workbook-broken, workbook-too-large.
    """
    return _answer(data, path, lambda: _read_facts(data, kind))


def _answer(data: bytes, path: str, read: Callable[[], T]) -> tuple[T | None, Findings]:
    if not data:
        return None, (Finding("file-empty", Location(path)),)
    try:
        return read(), ()
    except Encrypted:
        return None, (Finding("workbook-encrypted", Location(path)),)
    except TooLarge:
        return None, (Finding("workbook-too-large", Location(path), {"limit": f"{MAX_CELLS:,}"}),)
    except NotReadable:
        return None, (Finding("workbook-broken", Location(path)),)


# Each reader is imported when it is needed: most files are of one kind.
def _read_sheets(data: bytes, kind: WorkbookKind, wanted: Callable[[str], bool]) -> Iterator[Sheet]:
    if _is_old(data, kind):
        from catalog.load.workbooks.old_excel import read_old_excel

        return read_old_excel(data, wanted)
    if kind == "ods":
        from catalog.load.workbooks.opendocument import read_opendocument

        return read_opendocument(data, wanted)
    if kind == "spreadsheetml":
        from catalog.load.workbooks.excel_2003_xml import read_excel_2003_xml

        return (sheet for sheet, _ in read_excel_2003_xml(data, wanted))
    from catalog.load.workbooks.excel import read_excel

    return read_excel(data, wanted)


def _read_facts(data: bytes, kind: WorkbookKind) -> WorkbookFacts:
    if _is_old(data, kind):
        from catalog.load.workbooks.other_facts import read_old_excel_facts

        return read_old_excel_facts(data)
    if kind == "ods":
        from catalog.load.workbooks.other_facts import read_opendocument_facts

        return read_opendocument_facts(data)
    if kind == "spreadsheetml":
        from catalog.load.workbooks.other_facts import read_excel_2003_xml_facts

        return read_excel_2003_xml_facts(data)
    from catalog.load.workbooks.excel_facts import read_excel_facts

    return read_excel_facts(data)


def _is_old(data: bytes, kind: WorkbookKind) -> bool:
    """Return whether *data* is in an old container: a new workbook with a password is, too."""
    return kind == "xls" or data.startswith(SIGNATURE)
