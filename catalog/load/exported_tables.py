"""Tables that systems of town halls export as HTML or XML and call ``.xls``: Excel opens them after a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.findings import Finding, Findings, Location
from catalog.load.html_tables import HtmlTables, largest_first, read_html_tables

if TYPE_CHECKING:
    from catalog.model.records import Records

NAMES = {"HTML": "HTML", "SPREADSHEETML": "XML (Excel 2003)"}
"""Kinds of content that such files have, as people call them."""

ENDINGS = ("xls", "xlsx")

MAX_TABLES = 100
"""Tables of a page that are looked into."""

_ALSO_LARGE = 0.5


def choose_html_table(found: HtmlTables) -> tuple[int, Records] | None:
    """Return the number (from 1) of the table that holds the records, and these; ``None`` where none does."""
    from catalog.infer.sheets import choose_sheet  # With Polars, which most files here don't need.

    tables = list(largest_first(found, MAX_TABLES))
    place = choose_sheet([("", False, records) for _, records in tables])
    return None if place is None else tables[place]


def is_only_table(found: HtmlTables, chosen: Records) -> bool:
    """Return whether nothing else on the page is nearly as large as *chosen*: then it is sure which table is meant."""
    size = chosen.frame.height * chosen.frame.width
    sizes = [table.frame.height * table.frame.width for table in found.tables]
    return sum(other >= _ALSO_LARGE * size for other in sizes) == 1


def read_exported_html(data: bytes, path: str) -> tuple[Records | None, Findings]:
    """Return the one table of the HTML in *data*, or nothing where it isn't sure which is meant.

    Codes: file-too-large, workbook-too-large, workbook-by-name.
    """
    found, findings = read_html_tables(data, path)
    chosen = choose_html_table(found) if found is not None else None
    if found is None or chosen is None or not is_only_table(found, chosen[1]):
        return None, findings
    return chosen[1], (by_name("HTML", path),)


def by_name(kind: str, path: str) -> Finding:
    """Return the finding that only the name of the file is that of a workbook.

    Codes: workbook-by-name.
    """
    return Finding("workbook-by-name", Location(path), {"kind": NAMES[kind]})
