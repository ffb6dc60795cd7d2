"""Programs in workbooks: nothing here ever runs them, but whoever opens the file might."""

from __future__ import annotations

from catalog.findings import Finding, Findings, Location
from catalog.model.workbook import WorkbookFacts


def check_macros(facts: WorkbookFacts, path: str) -> Findings:
    """Return the finding that a workbook has macros.

    Codes: workbook-macros.
    """
    return (Finding("workbook-macros", Location(path)),) if facts.has_macros else ()
