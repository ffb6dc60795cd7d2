"""Tables as text, whatever kind of file they come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.file_kinds import detect_kind
from catalog.load.files import read_bytes
from catalog.model.dataset import Dialect, Resource
from catalog.model.records import Records
from catalog.model.table import Table
from catalog.model.workbook import WorkbookFacts

if TYPE_CHECKING:
    from catalog.load.workbooks import Workbook, WorkbookKind

MAX_BYTES = 1_000_000_000
MAX_WORKBOOK_BYTES = 64_000_000

TABLE_TYPES = ("csv", "tsv", "xlsx", "xls", "ods", "ndjson")
"""Files that are tables, whether or not the descriptor says so."""

DECLARED_TABLE_TYPES = ("json", "zip")
"""Files that may hold a table, and do if the descriptor says so."""

MAYBE_LAYER_TYPES = (*DECLARED_TABLE_TYPES, "ndjson")
"""Files that may hold a layer instead of a table, as their content tells, unless they are declared to be a table."""

_HEAD_BYTES = 1_024
_BEFORE_MARKUP = b" \t\r\n\xef\xbb\xbf\xff\xfe\0"

_WORKBOOK_KINDS: dict[str, WorkbookKind] = {"xlsx": "xlsx", "xls": "xls", "ods": "ods"}


@dataclass(frozen=True, slots=True)
class Source:
    """A table, and what it was taken from.

    Attributes:
        records: All of the file or sheet.
        workbook: The whole file, if it is a workbook.
        workbook_kind: What that is.
    """

    table: Table
    records: Records
    workbook: bytes | None = None
    workbook_kind: WorkbookKind | None = None

    def read_facts(self, path: str) -> WorkbookFacts | None:
        """Return what the workbook holds beside the text of its cells; it goes through all its sheets once more."""
        if self.workbook is None or self.workbook_kind is None:
            return None
        from catalog.load.workbooks import read_workbook_facts

        return read_workbook_facts(self.workbook, self.workbook_kind, path)[0]


def is_table(resource: Resource) -> bool:
    """Return whether the file of *resource* is read as a table."""
    is_declared = _is_declared(resource) or resource.schema is not None
    return resource.file_type in TABLE_TYPES or (is_declared and resource.file_type in DECLARED_TABLE_TYPES)


def may_hold_layers(resource: Resource) -> bool:
    """Return whether it is for the content to tell if the file of *resource*, read as a table, is a GIS file."""
    is_declared = _is_declared(resource) or resource.dialect.json_property is not None
    return resource.file_type in MAYBE_LAYER_TYPES and not is_declared


def _is_declared(resource: Resource) -> bool:
    return resource.is_declared_table or resource.innerpath is not None


def read_table(file: Path, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    """Return the table in *file* with every cell as the text that was written, or findings that say why not.

    Arguments:
        file: Where it is.
        resource: Says what kind of file it is, and how the table lies in it.
        path: What findings call the file, ``datasets/…/x.csv``.

    A file that is no table (PDF, GeoJSON …) gives neither a table nor findings.

    Codes: those of :func:`read_source`.
    """
    source, findings = read_source(file, resource, path)
    return None if source is None else source.table, findings


def read_source(file: Path, resource: Resource, path: str) -> tuple[Source | None, Findings]:
    """Return what :func:`read_table` does, with the records that the table was taken from.

    Codes: those of :func:`take_source`, and file-missing, file-unreadable, file-too-large.
    """
    if not is_table(resource):
        return None, ()
    limit = MAX_WORKBOOK_BYTES if resource.file_type in _WORKBOOK_KINDS else MAX_BYTES
    data, problem = read_bytes(file, path, limit)
    if data is None:
        return None, (problem,) if problem else ()
    return take_source(data, resource, path)


def take_resource_table(data: bytes, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    """Return the table in *data* as *resource* describes it.

    Codes: those of :func:`take_source`.
    """
    source, findings = take_source(data, resource, path)
    return None if source is None else source.table, findings


def take_source(data: bytes, resource: Resource, path: str) -> tuple[Source | None, Findings]:
    """Return the table in *data* as *resource* describes it, with the records that it was taken from.

    Codes: file-empty, file-kind, archive-tables, sheet-missing, several-sheets, and those of reading text, JSON,
    workbooks, ZIPs, and of finding the table among the records.
    """
    from catalog.load.described_tables import take_table  # Polars takes 0.1 s; pages are made without it.

    records, findings = _read_records(data, resource.file_type, resource, path)
    if records is None:
        return None, findings
    names = [field.name for field in resource.schema.fields] if resource.schema is not None else []
    table, more = take_table(records, resource.dialect, path, names)
    if table is None:
        return None, (*findings, *more)
    kind = _workbook_kind(data, resource.file_type)
    return Source(table, records, data if kind else None, kind), (*findings, *more)


def _workbook_kind(data: bytes, file_type: str) -> WorkbookKind | None:
    """Return how the workbook of *file_type* in *data* is read; some only have the name of one."""
    exported = _exported_kind(data, file_type)
    if exported is not None:
        return "spreadsheetml" if exported == "SPREADSHEETML" else None
    return _WORKBOOK_KINDS.get(file_type)


def _exported_kind(data: bytes, file_type: str) -> str | None:
    """Return ``HTML`` or ``SPREADSHEETML`` for text that is called a workbook."""
    if file_type not in ("xls", "xlsx") or not data[:_HEAD_BYTES].lstrip(_BEFORE_MARKUP).startswith(b"<"):
        return None
    kind = detect_kind(data)
    return kind if kind in ("HTML", "SPREADSHEETML") else None


def _read_exported(data: bytes, kind: str, dialect: Dialect, path: str) -> tuple[Records | None, Findings]:
    """Return the records of a table that a system exported as HTML or XML and called a workbook.

    Codes: file-kind, workbook-by-name, and those of reading a sheet.
    """
    from catalog.load.exported_tables import by_name, read_exported_html

    if kind == "SPREADSHEETML":
        records, findings = _read_sheet(data, "spreadsheetml", dialect, path)
        return records, (by_name(kind, path), *findings)
    return read_exported_html(data, path)


def _read_records(data: bytes, file_type: str, resource: Resource, path: str) -> tuple[Records | None, Findings]:
    """Return the records of a file of *file_type*, which is that of a ZIP or of the file within."""
    exported = _exported_kind(data, file_type)
    if exported is not None:
        records, found = _read_exported(data, exported, resource.dialect, path)
        if records is not None or found:
            return records, found
    refusal = _check_kind(data, file_type, path)
    if refusal is not None:
        return None, (refusal,)
    if file_type == "zip":
        return _read_member(data, resource, path)
    if file_type in _WORKBOOK_KINDS:
        return _read_sheet(data, _WORKBOOK_KINDS[file_type], resource.dialect, path)
    if file_type == "json":
        from catalog.load.json_records import read_json_records

        return read_json_records(data, path, property_name=resource.dialect.json_property)
    if file_type == "ndjson":
        from catalog.load.json_records import read_ndjson_records

        return read_ndjson_records(data, path)
    from catalog.load.text_records import read_text_records

    delimiter = "\t" if file_type == "tsv" else resource.dialect.delimiter
    return read_text_records(data, path, encoding=resource.encoding, delimiter=delimiter)


def _read_member(data: bytes, resource: Resource, path: str) -> tuple[Records | None, Findings]:
    """Return the records of the table in a ZIP.

    A ZIP without any (a Shapefile) may have a schema all the same, and is no table.
    """
    from catalog.load.archives import read_table_member

    member, findings = read_table_member(data, resource.innerpath, path)
    if member is not None:
        return _read_records(member.data, member.file_type, resource, path)
    is_none = any(finding.code == "archive-tables" and finding.params["count"] == "0" for finding in findings)
    return None, () if is_none and not _is_declared(resource) else findings


_PARTNERS = {"csv": ("CSV",), "json": ("JSON", "GEOJSON"), "ndjson": ("NDJSON", "JSON", "GEOJSONL", "GEOJSON")}
"""Kinds of content that files of a type may have besides text of which nothing is known."""


def _check_kind(data: bytes, file_type: str, path: str) -> Finding | None:
    """Return the finding that *data* is no file of *file_type*.

    Codes: file-empty, file-kind, workbook-encrypted.
    """
    if not data:
        return Finding("file-empty", Location(path))
    kind = detect_kind(data)
    if kind == "XLSX+password":
        return Finding("workbook-encrypted", Location(path))
    is_text = file_type not in _WORKBOOK_KINDS and file_type != "zip"
    if kind is None and not is_text:
        kind = "CSV" if _looks_like_a_table(data) else None
    fits = kind is None or kind in _PARTNERS.get(file_type, (file_type.upper(),))
    if fits or (file_type == "zip" and data.startswith(b"PK")) or (kind == "ZIP" and file_type in _WORKBOOK_KINDS):
        return None
    return Finding("file-kind", Location(path), {"kind": str(kind), "extension": file_type})


def _looks_like_a_table(data: bytes) -> bool:
    from catalog.load.file_kinds import detect_file_kind

    return detect_file_kind(data, "").kind in ("csv", "tsv")


def _read_sheet(data: bytes, kind: WorkbookKind, dialect: Dialect, path: str) -> tuple[Records | None, Findings]:
    """Return the records of the sheet that *dialect* names, or of the visible one that looks most like records.

    Codes: sheet-missing, several-sheets, file-empty, and those of reading a workbook and its cells.
    """
    from catalog.load.workbooks import read_workbook

    outline, findings = read_workbook(data, kind, path, wanted=lambda name: False)
    if outline is None:
        return None, findings
    names = [name for name in outline.sheet_names if not outline.is_hidden(name)]
    name, remark = _named_sheet(outline, names, dialect, path)
    if remark is not None or (name is None and not names):
        return None, (remark or Finding("file-empty", Location(path)),)
    wanted = names if name is None else [name]
    workbook, findings = read_workbook(data, kind, path, wanted=lambda other: other in wanted)
    if workbook is None and len(wanted) > 1:  # All of them are too much: then it is the first.
        wanted = names[:1]
        workbook, findings = read_workbook(data, kind, path, wanted=lambda other: other in wanted)
    if workbook is None:
        return None, findings
    chosen = name or _likely_sheet(workbook, wanted)
    records = workbook.records(chosen)
    if not records.record_count:
        return None, (Finding("file-empty", Location(path, sheet=chosen)),)
    several = Finding("several-sheets", Location(path), {"sheet": shown(chosen), "sheets": _listed(names)})
    remarks = (several,) if name is None and len(names) > 1 else ()
    return records, (*workbook.cell_findings(chosen, path), *remarks)


def _named_sheet(
    workbook: Workbook, names: Sequence[str], dialect: Dialect, path: str
) -> tuple[str | None, Finding | None]:
    """Return the sheet that *dialect* names, nothing where it names none, or the finding that there is no such one.

    Arguments:
        workbook: Its sheets are numbered, hidden ones included.
        names: Of the visible sheets.
        dialect: Names a sheet, or doesn't.
        path: What findings call the file.
    """
    if dialect.sheet is None and dialect.sheet_number is None:
        return None, None
    name = dialect.sheet if dialect.sheet is not None else _numbered(workbook, dialect.sheet_number or 0)
    if name in names:
        return name, None
    title = shown(dialect.sheet) if dialect.sheet is not None else str(dialect.sheet_number)
    return None, Finding("sheet-missing", Location(path), {"sheet": title, "sheets": _listed(names)})


def _likely_sheet(workbook: Workbook, names: Sequence[str]) -> str:
    """Return the sheet that holds the records: neither a cover, nor an example, nor a list of choices."""
    if len(names) == 1:
        return names[0]
    from catalog.infer.sheets import choose_sheet

    place = choose_sheet([(name, False, workbook.records(name)) for name in names])
    return names[place or 0]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(shown(name) for name in names[:10])


def _numbered(workbook: Workbook, number: int) -> str | None:
    return workbook.sheet_names[number - 1] if 1 <= number <= len(workbook.sheet_names) else None
