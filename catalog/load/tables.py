"""Tables as text, whatever kind of file they come in."""

from __future__ import annotations

from pathlib import Path

from catalog.findings import Findings
from catalog.model.dataset import Resource
from catalog.model.table import Table

TEXT_TYPES = {"csv": ",", "tsv": "\t"}
WORKBOOK_TYPES = ("xlsx",)


def is_table(file_type: str) -> bool:
    """Return whether files of *file_type* are read as tables."""
    return file_type in TEXT_TYPES or file_type in WORKBOOK_TYPES


def read_table(file: Path, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    """Return the table in *file* with every cell as the text that was written, or findings that say why not.

    Arguments:
        file: Where it is.
        resource: Says what kind of file it is, and how the table lies in it.
        path: What findings call the file, ``datasets/…/x.csv``.

    A file that is no table (PDF, GeoJSON …) gives neither a table nor findings. The readers are imported when they are
    needed, because pages are made without them.
    """
    if resource.file_type in TEXT_TYPES:
        from catalog.load.csv_table import read_csv_table

        return read_csv_table(file, resource, path)
    if resource.file_type in WORKBOOK_TYPES:
        from catalog.load.workbook import read_workbook_table

        return read_workbook_table(file, resource, path)
    return None, ()
