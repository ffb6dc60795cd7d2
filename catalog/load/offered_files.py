"""Files that are offered as they are: documents, pictures, maps. Only what kind of file each is gets looked at."""

from __future__ import annotations

from pathlib import Path

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.archives import check_archive
from catalog.load.file_kinds import detect_file_kind
from catalog.load.files import read_bytes
from catalog.load.unread_kinds import UNREAD_KINDS, unread_kind_in_zip
from catalog.load.zip_names import is_of_a_system, is_zip, member_names

MAX_BYTES = 64_000_000
"""Of a file that is looked at; longer ones are left alone."""

_LISTED = 5

_TEXTS = frozenset({"csv", "tsv", "text"})
_TEXT_ENDINGS = frozenset({".txt", ".ttl", ".xml", ".rdf", ".gml", ".jsonld"})
_JSON_ENDINGS = frozenset({".json", ".geojson"})
_LINES_ENDINGS = frozenset({".geojsonl", ".geojsons", ".ndgeojson"})
_MARKED_UP = frozenset({"html", "xml", "gml", "rdf", "kml", "gpx"})


def check_offered_file(file: Path, path: str) -> Findings:
    """Return the finding that *file* isn't what its ending says, such as a page of the web that is called ``.pdf``.

    Arguments:
        file: Where it is.
        path: What findings call it.

    What isn't known for certain is left alone: a text may be anything, and an unknown kind is no wrong one. A ZIP has
    to be one that can be unpacked without harm, and what calls itself JSON has to be JSON.

    Codes: file-empty, file-kind, json-syntax, layer-format-unread, archive-inside, and those of
    :func:`~catalog.load.archives.check_archive`.
    """
    data, _ = read_bytes(file, path, MAX_BYTES)
    if data is None:
        return ()
    kind, ending = detect_file_kind(data, file.name), file.suffix.lower()
    if kind.kind == "empty":
        return (Finding("file-empty", Location(path)),)
    if ending == ".zip" and kind.extension_matches and is_zip(data):
        return check_archive(data, path) or about_unread(data, kind.kind, path)
    if ending in _JSON_ENDINGS and kind.kind == "text":
        from catalog.load.json_records import read_json_records  # With Polars, which most of these files don't need.

        return read_json_records(data, path)[1]
    if ending in _LINES_ENDINGS and kind.kind == "text":
        from catalog.load.json_records import read_ndjson_records

        return read_ndjson_records(data, path)[1]
    is_open = ending in _TEXT_ENDINGS and kind.kind in _TEXTS | _MARKED_UP
    if kind.extension_matches or kind.kind == "other" or is_open:
        return about_unread(data, kind.kind, path)
    name = "TEXT" if kind.kind in _TEXTS else kind.kind.upper()
    return (Finding("file-kind", Location(path), {"kind": name, "extension": ending.removeprefix(".")}),)


def about_unread(data: bytes, kind: str, path: str) -> Findings:
    """Return that *data* holds a map or drawing of a kind that nothing here reads, or ZIPs in a ZIP, if it does.

    Arguments:
        data: The whole file.
        kind: As :func:`~catalog.load.file_kinds.detect_file_kind` names it; in a ZIP, the names of the files tell.
        path: What findings call the file.

    Codes: layer-format-unread, archive-inside.
    """
    name = UNREAD_KINDS.get(kind) or UNREAD_KINDS.get(unread_kind_in_zip(member_names(data) or ()) or "")
    if name:
        return (Finding("layer-format-unread", Location(path), {"kind": name}),)
    inside = [member for member in member_names(data) or () if member.lower().endswith(".zip")] if is_zip(data) else []
    inside = [member for member in inside if not is_of_a_system(member)]
    listed = ", ".join(shown(member, 80) for member in inside[:_LISTED])
    return (Finding("archive-inside", Location(path), {"files": listed}),) if inside else ()
