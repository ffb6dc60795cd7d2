"""What a file really is, without a descriptor: read, find the table, name its columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

from catalog.check.echoes import drop_echoes
from catalog.findings import Finding, Findings, Location, shown
from catalog.load.file_kinds import FileKind, detect_file_kind
from catalog.load.files import read_bytes
from catalog.load.gis.facts import LayerFacts
from catalog.load.gis.packed import PACKED, is_packed
from catalog.load.layers import LAYER_TYPES
from catalog.load.offered_files import about_unread
from catalog.model.inspection import InferredField, InferredGeometry, Inspection
from catalog.model.records import Newline, Records, TextFormat
from catalog.model.table import Table
from catalog.pipeline.contents import check_bare_records
from catalog.pipeline.inspected_tables import (
    WORKBOOKS,
    inspect_html,
    inspect_records,
    inspect_table,
    inspect_workbook,
    plain_inspection,
)
from catalog.pipeline.privacy import check_privacy

MAX_BYTES = 2_000_000_000

_HEAD_BYTES = 65_536

_LAYERS = ("geojson", "shapefile", "gpkg", "kml", "gtfs")
_TABLE_ENDINGS = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".json", ".ndjson", ".jsonl")
_ARCHIVES = ("zip", "datapackage")
_MARKED_UP = frozenset(
    {"geojson", "geojsonl", "kml", "json", "ndjson", "html", "xml", "gml", "gpx", "rdf", "text", "topojson"}
    | {"esrijson", "citygml", "mapinfo", "dxf", "sxf"}
)
_TOLD_OTHERWISE = ("empty", "other", "encrypted")
"""Kinds of which there is something better to say than that they have another's ending."""

_MAX_FEATURE_BYTES = 20_000_000
"""Of a GIS file whose features are all looked at; of longer ones, heads and names are."""

_UNREADABLE = ("layer-broken", "file-too-large", "file-missing", "file-unreadable")

_NAMES = {"spreadsheetml": "XML (Excel 2003)"}
"""Kinds that people know by another name."""

_TEXTS, _TEXT_ENDINGS = ("csv", "tsv", "text"), ("csv", "tsv", "tab", "txt", "json", "geojson", "ndjson", "jsonl")
"""Kinds that go by each other's endings without harm; what calls itself JSON and isn't has its own finding."""


def inspect_file(file: Path, *, sheet: str | None = None, path: str | None = None) -> Inspection:
    """Return what *file* really is, by its content.

    Arguments:
        file: Where it is.
        sheet: Of a workbook; by default the one that holds the records.
        path: What findings call the file; by default *file* as it is given.

    Codes: file-empty, file-kind, json-property, json-shape, json-inside, archive-broken, archive-tables,
    several-layers, workbook-broken, workbook-binary, layer-format-unread, file-missing, file-too-large,
    file-unreadable, json-not-records, layer-broken, workbook-by-name, and those of the readers and of
    :mod:`~catalog.pipeline.inspected_tables`.
    """
    name = path or str(file)
    data, problem = read_bytes(file, name, MAX_BYTES)
    if data is None:
        return plain_inspection(name, FileKind("other", "other", True), (problem,) if problem else ())
    return inspect_bytes(data, name, sheet=sheet, file=file)


def inspect_bytes(data: bytes, path: str, *, sheet: str | None = None, file: Path | None = None) -> Inspection:
    """Return what *data* is, a file called *path*; see :func:`inspect_file`.

    Arguments:
        data: The whole file.
        path: What findings call it; its ending tells what it claims to be.
        sheet: Of a workbook.
        file: Where it is on disk, for what lies beside it (the parts of a Shapefile).
    """
    kind = detect_file_kind(data, path)
    inspection = _inspect(data, path, kind, sheet, file)
    about_people = check_privacy(data, path, file=file)
    inspection = replace(inspection, findings=drop_echoes((*inspection.findings, *about_people)))
    extension = PurePath(path).suffix.removeprefix(".")
    is_by_name = any(finding.code == "workbook-by-name" for finding in inspection.findings)
    is_told = is_by_name or kind.kind in _TOLD_OTHERWISE or (kind.kind in _TEXTS and extension.lower() in _TEXT_ENDINGS)
    if kind.extension_matches or not extension or is_told:
        return inspection
    params = {"kind": _NAMES.get(kind.kind, kind.kind.upper()), "extension": shown(extension)}
    return replace(inspection, findings=(Finding("file-kind", Location(path), params), *inspection.findings))


def _inspect(data: bytes, path: str, kind: FileKind, sheet: str | None, file: Path | None = None) -> Inspection:
    if kind.kind in ("csv", "tsv"):
        from catalog.load.text_records import read_text_records

        return inspect_records(path, kind, *read_text_records(data, path, delimiter=kind.delimiter or ","))
    if kind.kind in WORKBOOKS:
        return inspect_workbook(data, path, kind, sheet)
    if kind.kind in ("json", "ndjson"):
        return _inspect_json(data, path, kind)
    if kind.actual_type in _LAYERS or kind.kind in LAYER_TYPES:
        return _inspect_layer(data, path, kind, file)
    if kind.kind == "zip" and is_packed(data):
        return _inspect_layer(data, path, kind, None)
    if kind.kind in _ARCHIVES:
        return _inspect_member(data, path, kind, sheet)
    if kind.kind == "empty":
        return plain_inspection(path, kind, (Finding("file-empty", Location(path)),))
    page = inspect_html(data, path, kind) if kind.kind == "html" else None
    if page is not None:
        return replace(page, text_format=_text_format(data, kind) or page.text_format)
    if kind.kind == "xlsb":
        return plain_inspection(path, kind, (Finding("workbook-binary", Location(path)),))
    findings = _read_by_ending(data, path) if kind.kind in ("text", "other") else about_unread(data, kind.kind, path)
    return replace(plain_inspection(path, kind, findings), text_format=_text_format(data, kind))


def _read_by_ending(data: bytes, path: str) -> Findings:
    """Return what is wrong with a file of which nothing is known but what it calls itself."""
    ending = PurePath(path).suffix.lower()
    if ending in (".csv", ".tsv"):
        from catalog.load.text_records import read_text_records

        return read_text_records(data, path)[1]
    if ending in (".json", ".geojson"):
        from catalog.load.json_records import read_json_records

        return read_json_records(data, path)[1]
    layer = {".gpkg": "gpkg", ".kml": "kml", ".kmz": "kml"}.get(ending)
    if layer is not None:
        from catalog.load.layers import read_layer_facts

        return read_layer_facts(data, layer, path).findings
    if ending in (".xlsx", ".xls", ".ods") and b"\0" in data[:_HEAD_BYTES]:  # Else it is text, and told to be that.
        return (Finding("workbook-broken", Location(path)),)
    return (Finding("archive-broken", Location(path)),) if ending == ".zip" else ()


def _inspect_json(data: bytes, path: str, kind: FileKind) -> Inspection:
    from catalog.load.json_records import read_json_records, read_ndjson_records

    read = read_ndjson_records if kind.kind == "ndjson" else read_json_records
    records, findings = read(data, path)
    # What describes tables is none, and nothing is wrong with that.
    is_descriptor = PurePath(path).name in ("datapackage.json", "dataresource.json", "tableschema.json")
    if records is None and not is_descriptor:
        records, findings = _read_inside(data, path, findings)
    if records is None:
        plain = plain_inspection(path, kind, () if is_descriptor else findings)
        return replace(plain, text_format=_text_format(data, kind))
    labels = tuple(label or "" for label in records.frame.row(0))
    table = Table(labels, records.frame[1:], 2)
    findings = (*findings, *check_bare_records(records, table, path))
    return replace(inspect_table(plain_inspection(path, kind, findings), table), text_format=records.text_format)


def _read_inside(data: bytes, path: str, findings: Findings) -> tuple[Records | None, Findings]:
    """Return the records that are in a JSON object, or *findings* where there are none.

    Rows with the names of their columns beside them come first: those names are a list of objects, too.
    """
    from catalog.load.json_records import MAX_PROPERTY_CHARS, read_json_records, read_shaped_json
    from catalog.load.json_shapes import find_beside_names, find_shaped

    if not any(finding.code in ("json-inside", "json-not-records") for finding in findings):
        return None, findings
    place = next((finding.params["property"] for finding in findings if finding.code == "json-inside"), None)
    records, shaped = read_shaped_json(data, path, find_beside_names)
    if records is None and place is not None:
        records, more = read_json_records(data, path, property_name=place)
        if records is not None:
            return records, (*more, Finding("json-property", Location(path), {"property": place}))
    if records is None:
        records, shaped = read_shaped_json(data, path, find_shaped)
    if records is None or shaped is None:
        return None, findings
    code = "json-property" if shaped.is_usual else "json-shape"
    return records, (Finding(code, Location(path), {"property": shown(shaped.place, MAX_PROPERTY_CHARS)}),)


def _inspect_layer(data: bytes, path: str, kind: FileKind, file: Path | None) -> Inspection:
    from catalog.infer.standard import match_standard
    from catalog.load.layers import read_layer_facts

    # The parts of a Shapefile lie beside it, unless all of them are in a ZIP.
    is_several = kind.kind == "shapefile" and not data.startswith(b"PK") and file is not None
    source: Path | bytes = file if is_several and file is not None else data
    layers = PACKED if kind.kind == "zip" else kind.kind
    facts = read_layer_facts(source, kind.actual_type if kind.actual_type in _LAYERS else layers, path)
    facts = _with_features(facts, source, layers, path) if len(data) <= _MAX_FEATURE_BYTES else facts
    has_place = facts.geometry_type is not None
    params = {"count": f"{facts.layer_count:,}"}
    several = (Finding("several-layers", Location(path), params),) if facts.layer_count > 1 else ()
    return replace(
        plain_inspection(path, kind, (*facts.findings, *several)),
        text_format=TextFormat(facts.encoding, None, None) if facts.encoding else _text_format(data, kind),
        row_count=facts.feature_count,
        fields=tuple(InferredField(name, type_, "default", (), None) for name, type_ in facts.fields),
        standard=match_standard([name for name, _ in facts.fields]),
        geometry=InferredGeometry(facts.geometry_type or "", None, None, facts.crs) if has_place else None,
    )


def _with_features(facts: LayerFacts, source: Path | bytes, kind: str, path: str) -> LayerFacts:
    """Return *facts* with what only the features themselves tell: axes in the wrong order, texts that were cut, …."""
    from catalog.load.gis.features import read_features

    if any(finding.code in _UNREADABLE for finding in facts.findings):
        return facts
    features, findings = read_features(source, kind, path)
    told = {finding.code for finding in facts.findings}
    more = tuple(finding for finding in findings if finding.code not in told)
    count = facts.feature_count if features is None else features.feature_count  # Heads count deleted rows as well.
    return replace(facts, feature_count=count, findings=(*facts.findings, *more))


def _text_format(data: bytes, kind: FileKind) -> TextFormat | None:
    """Return how a file of text that is no table is written."""
    if kind.kind not in _MARKED_UP:
        return None
    from catalog.load.decoding import detect_encoding

    encoding = detect_encoding(data)
    if encoding is None:
        return None
    crlf, cr, lf = data.count(b"\r\n"), data.count(b"\r"), data.count(b"\n")
    counts: dict[Newline, int] = {"crlf": crlf, "cr": cr - crlf, "lf": lf - crlf}
    used = [newline for newline, count in counts.items() if count]
    return TextFormat(encoding, used[0] if len(used) == 1 else "mixed" if used else None, None)


def _inspect_member(data: bytes, path: str, kind: FileKind, sheet: str | None) -> Inspection:
    """Return the inspection of the one table in a ZIP."""
    from catalog.load.archives import read_table_member

    member, findings = read_table_member(data, _only_table(data), path)
    if member is None:
        # An archive of photographs is none of tables, and nothing is wrong with that.
        is_other = any(finding.code == "archive-tables" and finding.params["count"] == "0" for finding in findings)
        return plain_inspection(path, kind, about_unread(data, kind.kind, path) if is_other else findings)
    inner = detect_file_kind(member.data, member.name)
    if inner.kind in _ARCHIVES:  # A ZIP in a ZIP may go on for ever.
        return plain_inspection(path, kind, findings)
    inspection = _inspect(member.data, path, inner, sheet)
    return replace(
        inspection,
        actual_type=kind.actual_type,
        kind=kind.kind,
        extension_matches=kind.extension_matches,
        findings=(*findings, *inspection.findings),
    )


def _only_table(data: bytes) -> str | None:
    """Return the table in a data package; its description isn't another one."""
    from catalog.load.zip_names import member_names

    tables = [name for name in member_names(data) or () if name.lower().endswith(_TABLE_ENDINGS)]
    others = [name for name in tables if name.rpartition("/")[2] != "datapackage.json"]
    return others[0] if len(others) == 1 < len(tables) else None
