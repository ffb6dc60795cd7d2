"""A workbook as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from catalog.findings import Finding, Findings, Location
from catalog.model.records import Records

WorkbookKind = Literal["xlsx", "xls", "ods", "spreadsheetml"]

MAX_LISTED_CELLS = 1_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet.

    Attributes:
        records: ``None`` where they weren't asked for.
        error_cells: Cells that show an error such as ``#REF!``, at most :data:`MAX_LISTED_CELLS`.
        uncalculated_cells: Cells whose formula has no value yet, at most as many: Excel shows one, the file has none.
    """

    name: str
    is_hidden: bool
    records: Records | None
    error_cells: tuple[str, ...] = ()
    uncalculated_cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The worksheets of a workbook in the order of their tabs."""

    sheets: tuple[Sheet, ...]

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """Names of all worksheets, hidden ones included."""
        return tuple(sheet.name for sheet in self.sheets)

    def sheet(self, name: str) -> Sheet:
        """Return the sheet called *name*.

        Raises:
            KeyError: There is none.
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    def is_hidden(self, name: str) -> bool:
        """Return whether the sheet called *name* is hidden."""
        return self.sheet(name).is_hidden

    def records(self, name: str) -> Records:
        """Return all rows of the sheet called *name*, row 1 first.

        Raises:
            KeyError: There is no such sheet, or it wasn't asked for.
        """
        records = self.sheet(name).records
        if records is None:
            raise KeyError(name)
        return records

    def cell_findings(self, name: str, path: str) -> Findings:
        """Return what is wrong with cells of the sheet called *name*.

        Codes: excel-error-value, formula-without-value.
        """
        sheet = self.sheet(name)
        errors = tuple(_at_cell("excel-error-value", cell, name, path) for cell in sheet.error_cells)
        return errors + tuple(_at_cell("formula-without-value", cell, name, path) for cell in sheet.uncalculated_cells)


def _at_cell(code: str, cell: str, sheet: str, path: str) -> Finding:
    row = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return Finding(code, Location(path, sheet=sheet, row=row, cell=cell), {"cell": cell})
