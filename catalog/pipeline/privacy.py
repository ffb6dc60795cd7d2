"""What a file tells of people and places beside its content: checked, and taken out of what is published."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from catalog.findings import Findings
from catalog.load.files import read_bytes
from catalog.load.originals import Original, find_parts
from catalog.model.dataset import Resource
from catalog.model.traces import Trace, Traces
from catalog.publish.zip_stream import Entry, zip_pieces

MAX_BYTES = 300_000_000
"""A longer file isn't looked at: it takes as much memory."""

_TYPES = frozenset(
    (
        *("xlsx", "xls", "ods", "docx", "doc", "pptx", "ppt", "odt", "odp", "pdf"),
        *("png", "jpg", "jpeg", "tif", "tiff", "webp", "heic"),
        *("zip", "kmz", "kml", "geojson", "gpkg", "shp", "dbf", "qgz", "qgs", "qmd"),
    )
)
"""Kinds of files that can tell something; the others are text that is published as it stands."""


def check_privacy(data: bytes, path: str, *, file: Path | None = None) -> Findings:
    """Return what *data*, a file called *path*, tells of people and places beside its content.

    Arguments:
        data: The whole file.
        path: What findings call it.
        file: Where it is on disk, for what lies beside a Shapefile.

    Codes: those of each check.
    """
    if PurePosixPath(path).suffix.lower().removeprefix(".") not in _TYPES or len(data) > MAX_BYTES:
        return ()
    from catalog.check.privacy.traces import check_traces
    from catalog.convert.scrub.files import scrub_file
    from catalog.load.traces.files import read_traces

    found = (*read_traces(data, path), *_beside(file, path))
    scrubbed = scrub_file(data) if found else None
    left = found if scrubbed is None else read_traces(scrubbed, path)
    return (*check_traces(found, left, path), *_check_attributes(data, path, file))


def check_original_privacy(original: Original, resource: Resource, path: str) -> Findings:
    """Return what :func:`check_privacy` finds in the file of *resource*.

    Codes: those of :func:`check_privacy`.
    """
    if resource.file_type not in _TYPES or original.size_bytes > MAX_BYTES:
        return ()
    data, _ = read_bytes(original.file, path, MAX_BYTES)
    return check_privacy(data, path, file=original.file) if data is not None else ()


def published_pieces(original: Original, resource: Resource) -> Iterable[bytes]:
    """Return the original as it was received, but for what it tells of people and places beside its content."""
    if resource.file_type == "shp":
        return zip_pieces(Entry(part.file.name, _scrubbed(part)) for part in find_parts(original))
    return _scrubbed(original) if resource.file_type in _TYPES else original.pieces()


def _scrubbed(original: Original) -> Iterable[bytes]:
    if original.size_bytes > MAX_BYTES:
        return original.pieces()
    from catalog.convert.scrub.files import scrub_file

    data = b"".join(original.pieces())
    return (scrub_file(data) or data,)


def _beside(file: Path | None, path: str) -> Traces:
    """Return what the descriptions beside a Shapefile tell: ``roads.shp.xml``, ``roads.xml``, ``roads.qmd``."""
    if file is None or not path.lower().endswith(".shp"):
        return ()
    from catalog.load.traces.files import read_traces

    traces: list[Trace] = []
    for name in (f"{file.name}.xml", f"{file.stem}.xml", f"{file.stem}.qmd"):
        beside = file.with_name(name)
        data = None if beside.is_symlink() else read_bytes(beside, path, MAX_BYTES)[0]
        traces += read_traces(data, name) if data is not None else ()
    return tuple(traces)


def _check_attributes(data: bytes, path: str, file: Path | None) -> Findings:
    from catalog.check.privacy.editors import check_editors, is_editor_heading
    from catalog.load.traces.attributes import read_attributes

    attributes = read_attributes(data, path, is_editor_heading, file)
    return check_editors(attributes.columns(), tuple(attributes.headings), path)
