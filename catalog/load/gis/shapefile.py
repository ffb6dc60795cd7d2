"""Shapefiles: several files of one name, beside each other or in a ZIP.

Source: ESRI Shapefile Technical Description (1998); dBASE III file structure.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from catalog.findings import Finding, Location
from catalog.load.gis.facts import BrokenLayer, LayerFacts
from catalog.load.gis.reference_system import crs_of_wkt
from catalog.load.zip_names import member_name, opened_zip

_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_HEADER_BYTES = 100
_INDEX_BYTES = 8
_SAMPLE_BYTES = 4_000_000
_MAX_FIELDS = 2_000

# Shapes with heights or measures (11 to 28) are the same ones.
_SHAPES = {1: "Point", 3: "LineString", 5: "Polygon", 8: "MultiPoint"}
_TYPES = {"D": "date", "L": "boolean", "F": "number", "O": "number", "I": "integer", "T": "datetime"}
_JAPANESE = 0x13  # language driver of the .dbf
_UTF8 = re.compile(r"utf-?8|65001", re.IGNORECASE)
_CP932 = re.compile(r"jis|932|31j|kanji", re.IGNORECASE)  # Shift_JIS, SJIS, CP932, "ANSI 932", Windows-31J …


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
    found = {path.suffix.lower(): path for path in sorted(file.parent.glob("*")) if path.stem == file.stem}
    parts = {ending: path for ending, path in found.items() if ending in _PARTS}
    # A link may lead anywhere: only the file that was asked for may be one.
    mine = {ending: path for ending, path in parts.items() if path == file or not path.is_symlink()}
    return {ending: _part_of_file(path) for ending, path in mine.items() if path.is_file()}, 1


def _part_of_file(path: Path) -> Part:
    with path.open("rb") as stream:
        return Part(path.stat().st_size, stream.read(_SAMPLE_BYTES))


def _parts_in_zip(data: bytes) -> tuple[Parts, int]:
    with opened_zip(data) as archive:
        members = {member_name(member): member for member in archive.infolist() if not member.is_dir()}
        shapes = sorted(name for name in members if name.lower().endswith(".shp"))
        if not shapes:
            raise BrokenLayer(".shp")
        stem = PurePosixPath(shapes[0]).with_suffix("")
        parts = {}
        for name, member in members.items():
            path = PurePosixPath(name)
            if path.with_suffix("") == stem and path.suffix.lower() in _PARTS:
                with archive.open(member) as stream:
                    parts[path.suffix.lower()] = Part(member.file_size, stream.read(_SAMPLE_BYTES))
    return parts, len(shapes)


def read_shapefile_facts(file: Path | bytes, path: str) -> LayerFacts:
    """Return the facts of a Shapefile, by its headers; attributes are read only to tell their encoding.

    Codes: layer-broken, layer-part-missing, layer-crs-missing.

    Raises:
        BrokenLayer: Without the geometries nothing can be said.
        BrokenZip: The ZIP can't be read.
    """
    parts, layer_count = read_parts(file)
    findings = [
        Finding("layer-part-missing", Location(path), {"part": part}) for part in (".shx", ".dbf") if part not in parts
    ]
    findings += [Finding("layer-broken", Location(path), {"part": part}) for part in _cut_parts(parts)]
    geometry_type = _geometry_type(parts[".shp"])
    table = _attempt(lambda: _read_table(parts[".dbf"], _stated_codec(parts))) if ".dbf" in parts else None
    crs = crs_of_wkt(parts[".prj"].head.decode("latin-1").strip()) if ".prj" in parts else None
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


@dataclass(frozen=True, slots=True)
class _Table:
    """What the .dbf says of the attributes."""

    row_count: int
    byte_count: int
    fields: tuple[tuple[str, str], ...]
    encoding: str


def _attempt(read: Callable[[], _Table]) -> _Table | None:
    try:
        return read()
    except (struct.error, BrokenLayer):
        return None


def _geometry_type(part: Part) -> str | None:
    if len(part.head) < _HEADER_BYTES or part.head[:4] != b"\0\0\x27\x0a":
        raise BrokenLayer(".shp")
    (code,) = struct.unpack_from("<i", part.head, 32)
    if code not in (0, 31) and code % 10 not in _SHAPES:
        raise BrokenLayer(".shp")
    return _SHAPES.get(code % 10) if code not in (0, 31) else None


def _feature_count(parts: Parts, table: _Table | None) -> int | None:
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
        table = _attempt(lambda: _read_table(parts[".dbf"], None))
        if table is None or parts[".dbf"].size < table.byte_count:
            yield ".dbf"


def _stated_size(part: Part) -> int:
    (words,) = struct.unpack_from(">i", part.head, 24)
    return 2 * int(words)


def _stated_codec(parts: Parts) -> str | None:
    """Return what the .cpg names, or else the .dbf: UTF-8 or CP932, ``None`` for anything else."""
    if ".cpg" in parts:
        name = parts[".cpg"].head[:100].decode("ascii", errors="replace").strip()
        if _UTF8.search(name) or _CP932.search(name):
            return "utf-8" if _UTF8.search(name) else "cp932"
    head = parts[".dbf"].head if ".dbf" in parts else b""
    return "cp932" if head[29:30] == bytes([_JAPANESE]) else None


def _read_table(part: Part, stated: str | None) -> _Table:
    head = part.head
    row_count, header_bytes, row_bytes = struct.unpack_from("<IHH", head, 4)
    columns = list(_columns(head[32:header_bytes]))
    if not columns or header_bytes < 33 or row_bytes < 1 + sum(column.width for column in columns):
        raise BrokenLayer(".dbf")
    encoding = _encoding([column.name for column in columns], head[header_bytes:], columns, row_bytes, stated)
    fields = tuple((column.name.decode(encoding, errors="replace"), column.type) for column in columns)
    return _Table(row_count, header_bytes + row_count * row_bytes, fields, encoding)


@dataclass(frozen=True, slots=True)
class _Column:
    name: bytes
    type: str
    width: int


def _columns(descriptors: bytes) -> Iterator[_Column]:
    for place in range(0, min(len(descriptors) - 31, 32 * _MAX_FIELDS), 32):
        if descriptors[place] in b"\r\0":
            return
        name, kind = descriptors[place : place + 11].split(b"\0")[0], chr(descriptors[place + 11])
        width, decimals = descriptors[place + 16], descriptors[place + 17]
        type = ("number" if decimals else "integer") if kind == "N" else _TYPES.get(kind, "string")
        yield _Column(name, type, width)


def _encoding(names: list[bytes], rows: bytes, columns: list[_Column], row_bytes: int, stated: str | None) -> str:
    """Return the codec of names and cells: UTF-8 if they are that, which is no accident; else what the file states."""
    cells = {cell for cell in (*names, *_cells(rows, columns, row_bytes)) if not cell.isascii()}
    if not cells:
        return stated or "utf-8"
    return next((codec for codec in ("utf-8", "cp932") if _reads_all(codec, cells)), stated or "cp932")


def _cells(rows: bytes, columns: list[_Column], row_bytes: int) -> Iterator[bytes]:
    for start in range(0, len(rows) - row_bytes + 1, row_bytes):
        place = start + 1  # the mark of deletion
        for column in columns:
            if column.type == "string":
                yield rows[place : place + column.width].rstrip(b" \0")
            place += column.width


def _reads_all(codec: str, cells: Iterable[bytes]) -> bool:
    """Return whether all *cells* are text in *codec*, but for last characters that didn't fit into the column."""
    whole = 0
    for cell in cells:
        try:
            cell.decode(codec)
            whole += 1
        except UnicodeDecodeError as error:
            if error.end != len(cell) or not error.reason.startswith(("unexpected end", "incomplete")):
                return False
    return whole > 0
