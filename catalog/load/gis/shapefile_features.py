"""The features of a Shapefile: geometries by GDAL out of memory, attributes by :mod:`catalog.load.gis.dbase_rows`.

GDAL gets nothing but the geometries and their index, in a ZIP made here: whatever else lies beside the file (indexes,
links, other files of the same name) isn't opened, and nothing is written.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from catalog.findings import Finding, Location
from catalog.load.files import read_bytes
from catalog.load.gis.dbase import DbaseHead, read_dbase_head, stated_codec
from catalog.load.gis.facts import BrokenLayer
from catalog.load.gis.gdal import tame_gdal
from catalog.load.gis.raw_layer import MAX_BYTES, RawLayer, Refused, feature_params
from catalog.load.gis.shapefile import Part, about_bodies, crs_of_prj, find_part_paths, part_findings, parts_of
from catalog.load.gis.zip_members import opened_archive
from catalog.load.zip_names import is_zip

if TYPE_CHECKING:
    import numpy

    from catalog.load.gis.dbase_rows import DbaseRows

_HEADER_BYTES = 100
_SAMPLE_BYTES = 4_000_000
_MAGIC = b"\0\0\x27\x0a"

Content = Mapping[str, bytes]
"""The whole parts of one Shapefile, by their endings in lower case."""


def list_shapefiles(file: Path | bytes, path: str) -> list[str]:
    """Return the names of the Shapefiles in a ZIP, or the one of a file that lies beside its parts.

    Raises:
        Refused: The ZIP can't be read.
    """
    data = _zip_content(file, path)
    if data is None:
        return [_own_name(file, path)]
    with opened_archive(data, path) as archive:
        return list(_stems(archive.names))


def read_shapefile(file: Path | bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    """Return the Shapefile called *name*, one of :func:`list_shapefiles`.

    Arguments:
        file: The ``.shp`` file, whose parts lie beside it; or the content of a ``.shp`` file or of a ZIP.
        path: What findings call it.
        name: As listed.
        encoding: The codec of the attributes as the descriptor names it, or ``None``.

    Codes: layer-part-missing, layer-index-missing, layer-broken, layer-format-unread, encoding-not-as-declared,
    layer-encoding-contradicted, layer-text-cut, layer-text-undecodable.

    Raises:
        BrokenLayer: Without the geometries there is nothing to read.
        Refused: A part, or the ZIP, can't be read.
    """
    content = _read_content(file, path, name)
    if ".shp" not in content:
        raise BrokenLayer(".shp")
    parts = {ending: Part(len(data), data) for ending, data in content.items()}
    findings = part_findings(parts, path) + about_bodies(parts, path)
    if len(content[".shp"]) < _HEADER_BYTES or content[".shp"][:4] != _MAGIC or _is_cut(findings):
        raise BrokenLayer(".shp")
    geometries, unreadable = _read_geometries(content, findings, path)
    crs = crs_of_prj(content[".prj"]) if ".prj" in content else None
    layer = RawLayer(name, (), (), _no_frame(), geometries, crs, True, None, None, unreadable, tuple(findings))
    return _with_attributes(layer, content, encoding, path)


def _is_cut(findings: list[Finding]) -> bool:
    return any(finding.code == "layer-broken" and finding.params["part"] == ".shp" for finding in findings)


def _zip_content(file: Path | bytes, path: str) -> bytes | None:
    """Return the ZIP that *file* is, or ``None`` where it isn't one."""
    if isinstance(file, bytes):
        return file if is_zip(file) else None
    with file.open("rb") as stream:
        if not is_zip(stream.read(4)):
            return None
    return _read_part(file, path)


def _own_name(file: Path | bytes, path: str) -> str:
    return file.stem if isinstance(file, Path) else PurePosixPath(path).stem


def _stems(names: list[str]) -> dict[str, str]:
    """Return the path without ending of each Shapefile among *names*, by its name: short where that tells it apart."""
    paths = sorted(PurePosixPath(name).with_suffix("") for name in names if name.lower().endswith(".shp"))
    short = [path.name for path in paths]
    return {path.name if short.count(path.name) == 1 else str(path): str(path) for path in paths}


def _read_content(file: Path | bytes, path: str, name: str) -> Content:
    data = _zip_content(file, path)
    if data is not None:
        with opened_archive(data, path) as archive:
            stem = _stems(archive.names).get(name)
            members = parts_of(stem, archive.names) if stem is not None else {}
            return {ending: archive.read(member) for ending, member in members.items()}
    if isinstance(file, bytes):
        return {".shp": file}
    return {ending: _read_part(part, path) for ending, part in find_part_paths(file).items()}


def _read_part(file: Path, path: str) -> bytes:
    data, finding = read_bytes(file, path, MAX_BYTES)
    if finding is not None:
        raise Refused(finding)
    return data or b""


def _read_geometries(content: Content, findings: list[Finding], path: str) -> tuple[numpy.ndarray[Any, Any], list[int]]:
    """Return the geometries, and the features whose geometry nobody can read.

    Codes: layer-broken, layer-part-missing.
    """
    import numpy
    import shapely

    shapes, index = content[".shp"], content.get(".shx", b"")
    if not _is_index(index, shapes):
        is_told = any(finding.params.get("part") == ".shx" for finding in findings)
        index, is_sure = _rebuilt_index(shapes)
        if ".shx" in content:
            findings += [] if is_told else [Finding("layer-broken", Location(path), {"part": ".shx"})]
        elif not is_sure:
            findings.append(Finding("layer-part-missing", Location(path), {"part": ".shx"}))
    if len(index) < _HEADER_BYTES + 8:
        return numpy.empty(0, object), []
    packed = _ask_gdal(shapes, index)
    geometries = shapely.from_wkb(packed, on_invalid="ignore")
    is_lost = shapely.is_missing(geometries) & numpy.array([wkb is not None for wkb in packed], bool)
    return geometries, numpy.flatnonzero(is_lost).tolist()


def _is_index(index: bytes, shapes: bytes) -> bool:
    """Return whether *index* leads to a record of the right length every time: otherwise shapes would be exchanged."""
    import numpy

    count = (len(index) - _HEADER_BYTES) // 8
    if index[:4] != _MAGIC or count < 0:
        return False
    entries = numpy.frombuffer(index, ">u4", 2 * count, _HEADER_BYTES).reshape(-1, 2).astype(numpy.int64)
    places, lengths = 2 * entries[:, 0], entries[:, 1]
    if not ((places >= _HEADER_BYTES) & (places + 8 + 2 * lengths <= len(shapes))).all():
        return False
    octets = numpy.frombuffer(shapes, numpy.uint8)[places[:, None] + numpy.arange(4, 8)].astype(numpy.int64)
    return bool((octets @ numpy.array([1 << 24, 1 << 16, 1 << 8, 1]) == lengths).all())


def _ask_gdal(shapes: bytes, index: bytes) -> numpy.ndarray[Any, Any]:
    from pyogrio import errors, raw

    # All that pyogrio raises on damaged files: its own errors, and what slips through from its arrays.
    problems = (errors.DataLayerError, errors.DataSourceError, errors.FeatureError, errors.GeometryError)
    tame_gdal()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("layer.shp", shapes)
        archive.writestr("layer.shx", index)
    try:
        with warnings.catch_warnings():  # GDAL's own words on what is odd; ours are findings.
            warnings.simplefilter("ignore")
            geometries: numpy.ndarray[Any, Any] = raw.read(stream.getvalue(), columns=[])[2]
    except (*problems, RuntimeError, IndexError, ValueError) as error:
        raise BrokenLayer(".shp") from error
    return geometries


def _rebuilt_index(shapes: bytes) -> tuple[bytes, bool]:
    """Return the ``.shx`` that belongs to *shapes*: place and length of each record, as the records themselves tell.

    And whether that is sure: the records have the numbers 1, 2, 3 … and nothing is left after the last one.
    """
    entries: list[bytes] = []
    place, is_counted = _HEADER_BYTES, True
    while place + 8 <= len(shapes):
        number, words = struct.unpack_from(">ii", shapes, place)
        is_counted = is_counted and number == len(entries) + 1
        if words < 2 or place + 8 + 2 * words > len(shapes):
            break
        entries.append(struct.pack(">ii", place // 2, words))
        place += 8 + 2 * words
    size = (_HEADER_BYTES + 8 * len(entries)) // 2
    index = shapes[:24] + struct.pack(">i", size) + shapes[28:_HEADER_BYTES] + b"".join(entries)
    return index, is_counted and place == len(shapes)


def _with_attributes(layer: RawLayer, content: Content, declared: str | None, path: str) -> RawLayer:
    """Return *layer* with its attributes; without those that can't be read there are none.

    Codes: encoding-not-as-declared, layer-encoding-contradicted, layer-text-cut, layer-text-undecodable.
    """
    table = content.get(".dbf", b"")
    named = stated_codec(content.get(".cpg"))
    stated = declared or named or stated_codec(None, table)
    head = read_dbase_head(table[:_SAMPLE_BYTES], stated)
    if head is None:
        return layer
    if declared is not None and head.encoding != declared.removesuffix("-sig"):
        params = {"declared": declared, "detected": head.encoding}
        raise Refused(Finding("encoding-not-as-declared", Location(path), params))
    from catalog.load.gis.dbase_rows import read_dbase_rows

    rows = read_dbase_rows(table, head)
    findings = [*layer.findings, *_text_findings(rows, head, named, path)]
    layer = replace(layer, encoding=head.encoding, findings=tuple(findings))
    return _joined(layer, head, rows)


def _text_findings(rows: DbaseRows, head: DbaseHead, named: str | None, path: str) -> list[Finding]:
    place, findings = Location(path), []
    if named is not None and named != head.encoding:
        findings.append(Finding("layer-encoding-contradicted", place, {"stated": named, "found": head.encoding}))
    if rows.undecodable:
        params = {"encoding": head.encoding, **feature_params(sorted(rows.undecodable))}
        findings.append(Finding("layer-text-undecodable", place, params))
    if rows.cut:
        findings.append(Finding("layer-text-cut", place, feature_params(sorted(rows.cut))))
    return findings


def _joined(layer: RawLayer, head: DbaseHead, rows: DbaseRows) -> RawLayer:
    """Return *layer* with attributes beside geometries; those that lack their partner are blank.

    Rows that are marked as deleted are left out, as by every GIS program.
    """
    import numpy
    import polars

    count = max(len(layer.geometries), rows.frame.height)
    geometries = numpy.concatenate([layer.geometries, numpy.full(count - len(layer.geometries), None)])
    missing = count - rows.frame.height
    blank = rows.frame.clear(missing) if missing else None
    frame = rows.frame if blank is None else polars.concat([rows.frame, blank])
    unreadable = layer.unreadable
    if not rows.is_kept.all():
        is_kept = numpy.concatenate([rows.is_kept, numpy.ones(missing, bool)])
        geometries, frame = geometries[is_kept], frame.filter(polars.Series(is_kept))
        position = numpy.cumsum(is_kept) - 1
        unreadable = [int(position[index]) for index in unreadable if is_kept[index]]
    labels, types = zip(*head.fields, strict=True)
    shown_labels = tuple(label.strip() for label in labels)
    return replace(
        layer, labels=shown_labels, types=tuple(types), frame=frame, geometries=geometries, unreadable=unreadable
    )


def _no_frame() -> Any:
    import polars

    return polars.DataFrame()
