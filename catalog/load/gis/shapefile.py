"""Shapefiles: several files of one name, beside each other or in a ZIP.

Source: ESRI Shapefile Technical Description (1998); dBASE III file structure.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from catalog.findings import Finding, Location
from catalog.load.gis.dbase import DbaseHead, read_dbase_head, stated_codec
from catalog.load.gis.facts import BrokenLayer, LayerFacts
from catalog.load.gis.reference_system import crs_of_wkt
from catalog.load.zip_names import opened_zip, plain_members

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_HEADER_BYTES = 100
_INDEX_BYTES = 8
_MAX_HEAD_BYTES = 65_536  # of a .dbf, before its rows
_SAMPLE_BYTES = 4_000_000
_BOM = "\xef\xbb\xbf"

# Shapes with heights or measures (11 to 28) are the same ones.
_SHAPES = {1: "Point", 3: "LineString", 5: "Polygon", 8: "MultiPoint"}


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a Shapefile.

    Attributes:
        size: In bytes.
        head: Its beginning, up to some megabytes.
    """

    size: int
    head: bytes


Parts = Mapping[str, Part]
"""The parts that are there, by their endings in lower case."""


def read_parts(file: Path | bytes) -> tuple[Parts, int]:
    """Return the parts of the first Shapefile, and how many there are.

    Arguments:
        file: The ``.shp`` file, whose parts lie beside it; or the content of a ``.shp`` file or of a ZIP.

    Raises:
        BrokenZip: The ZIP can't be read.
    """
    if isinstance(file, bytes):
        return _parts_in_zip(file) if file.startswith(b"PK") else ({".shp": Part(len(file), file[:_HEADER_BYTES])}, 1)
    with file.open("rb") as stream:
        if stream.read(2) == b"PK":
            return _parts_in_zip(file.read_bytes())
    return {ending: _part_of_file(path) for ending, path in find_part_paths(file).items()}, 1


def find_part_paths(file: Path) -> dict[str, Path]:
    """Return the parts that lie beside *file*, by their endings in lower case."""
    siblings = {path.name: path for path in sorted(file.parent.glob("*"))}
    parts = {ending: siblings[name] for ending, name in parts_of(file.stem, siblings).items()}
    # A link may lead anywhere: only the file that was asked for may be one.
    mine = {ending: path for ending, path in parts.items() if path == file or not path.is_symlink()}
    return {ending: path for ending, path in mine.items() if path.is_file()}


def _part_of_file(path: Path) -> Part:
    with path.open("rb") as stream:
        return Part(path.stat().st_size, stream.read(_SAMPLE_BYTES))


def _parts_in_zip(data: bytes) -> tuple[Parts, int]:
    with opened_zip(data) as archive:
        members = plain_members(archive)
        shapes = sorted(name for name in members if name.lower().endswith(".shp"))
        if not shapes:
            raise BrokenLayer(".shp")
        parts = {}
        for ending, name in parts_of(str(PurePosixPath(shapes[0]).with_suffix("")), members).items():
            with archive.open(members[name]) as stream:
                parts[ending] = Part(members[name].file_size, stream.read(_SAMPLE_BYTES))
    return parts, len(shapes)


def parts_of(stem: str, names: Iterable[str]) -> dict[str, str]:
    """Return those of *names* that are parts of the Shapefile *stem*, by their endings in lower case.

    Programs on Windows, where it makes no difference, write ``Roads.shp`` beside ``ROADS.DBF``; where capitals alone
    tell two Shapefiles apart, each has its own.
    """
    paths = [(PurePosixPath(name), name) for name in names if PurePosixPath(name).suffix.lower() in PARTS]
    stems = [(str(path.with_suffix("")), path.suffix.lower(), name) for path, name in paths]
    alike = {ending: name for other, ending, name in stems if other.casefold() == stem.casefold()}
    return alike | {ending: name for other, ending, name in stems if other == stem}


def read_shapefile_facts(file: Path | bytes, path: str) -> LayerFacts:
    """Return the facts of a Shapefile, by its headers; attributes are read only to tell their encoding.

    Codes: layer-broken, layer-part-missing, layer-index-missing, layer-crs-missing, layer-format-unread.

    Raises:
        BrokenLayer: Without the geometries nothing can be said.
        BrokenZip: The ZIP can't be read.
    """
    parts, layer_count = read_parts(file)
    findings = part_findings(parts, path)
    geometry_type = _geometry_type(parts[".shp"])
    table = read_head(parts)
    crs = crs_of_prj(parts[".prj"].head) if ".prj" in parts else None
    findings += about_bodies(parts, path)
    if crs is None:
        findings.append(Finding("layer-crs-missing", Location(path)))
    return LayerFacts(
        geometry_type,
        _feature_count(parts, table),
        crs,
        table.fields if table else (),
        table.encoding if table else None,
        layer_count,
        tuple(findings),
    )


def part_findings(parts: Parts, path: str) -> list[Finding]:
    """Return what is missing or cut among *parts*.

    Codes: layer-part-missing, layer-index-missing, layer-broken.
    """
    place = Location(path)
    missing = [Finding("layer-index-missing", place)] if ".shx" not in parts else []
    missing += [Finding("layer-part-missing", place, {"part": ".dbf"})] if ".dbf" not in parts else []
    return missing + [Finding("layer-broken", Location(path), {"part": part}) for part in _cut_parts(parts)]


def read_head(parts: Parts) -> DbaseHead | None:
    """Return what the .dbf says of the attributes, or ``None`` where there is none that can be read."""
    if ".dbf" not in parts:
        return None
    head = parts[".dbf"].head
    return read_dbase_head(head, stated_codec(parts[".cpg"].head if ".cpg" in parts else None, head))


def crs_of_prj(head: bytes) -> str | None:
    """Return the EPSG code of a ``.prj`` file, or ``None`` where it isn't certain."""
    return crs_of_wkt(head.decode("latin-1").removeprefix(_BOM).strip())


def about_bodies(parts: Parts, path: str) -> list[Finding]:
    """Return that the shapes are bodies in space (MultiPatch), which no plane map has.

    Codes: layer-format-unread.
    """
    (code,) = struct.unpack_from("<i", parts[".shp"].head.ljust(_HEADER_BYTES, b"\0"), 32)
    return [Finding("layer-format-unread", Location(path), {"kind": "MultiPatch (Shapefile)"})] if code == 31 else []


def _geometry_type(part: Part) -> str | None:
    if len(part.head) < _HEADER_BYTES or part.head[:4] != b"\0\0\x27\x0a":
        raise BrokenLayer(".shp")
    (code,) = struct.unpack_from("<i", part.head, 32)
    if code not in (0, 31) and code % 10 not in _SHAPES:
        raise BrokenLayer(".shp")
    return _SHAPES.get(code % 10) if code not in (0, 31) else None


def _feature_count(parts: Parts, table: DbaseHead | None) -> int | None:
    """Return the length of the index; without an index, as many as there are attributes for."""
    if ".shx" in parts and parts[".shx"].size >= _HEADER_BYTES:
        return (parts[".shx"].size - _HEADER_BYTES) // _INDEX_BYTES
    return table.row_count if table else None


def _cut_parts(parts: Parts) -> Iterator[str]:
    """Yield the parts that are shorter than they say they are, or that aren't what their ending says."""
    for ending in (".shp", ".shx"):
        part = parts.get(ending)
        if part is not None and (len(part.head) < _HEADER_BYTES or part.size < _stated_size(part)):
            yield ending
    if ".dbf" in parts:
        table = read_dbase_head(parts[".dbf"].head[:_MAX_HEAD_BYTES], None)
        if table is None or parts[".dbf"].size < table.byte_count:
            yield ".dbf"


def _stated_size(part: Part) -> int:
    (words,) = struct.unpack_from(">i", part.head, 24)
    return 2 * int(words)
