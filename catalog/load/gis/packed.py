"""Layers in a ZIP that aren't Shapefiles, which are known by themselves: GeoPackage, GeoJSON, KML, GML, FlatGeobuf."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from catalog.load.file_kinds import detect_file_kind
from catalog.load.gis.zip_members import opened_archive
from catalog.load.zip_names import BrokenZip, is_of_a_system, is_zip, member_names, opened_zip, plain_members

PACKED = "packed"
"""The kind of a ZIP with such layers."""

_ENDINGS = (
    (".gpkg",),
    (".geojson", ".geojsonl"),
    (".fgb",),
    (".kml", ".kmz"),
    (".gml", ".xml"),
    (".gpx",),
    (".topojson",),
)
"""The best first: 国土数値情報 has the same layer in several forms in one ZIP."""
_KINDS = frozenset(("gpkg", "geojson", "geojsonl", "flatgeobuf", "kml", "kmz", "gml", "gpx", "topojson"))
_TABLE_ENDINGS = frozenset((".csv", ".tsv", ".xlsx", ".xls", ".ods"))
_LAYER_ENDINGS = frozenset(ending for group in _ENDINGS for ending in group)
_MARKED_UP = frozenset((".gml", ".xml"))
_MAX_FILES = 50
_LOOKED_AT = 5
_HEAD_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class PackedLayers:
    """A file with layers out of a ZIP; ``name`` tells it from the others."""

    name: str
    kind: str
    data: bytes


def layer_kind(data: bytes, path: str) -> str:
    """Return the kind of a file, which is :data:`PACKED` for a ZIP that holds layers and no table."""
    kind = detect_file_kind(data, path).kind
    return PACKED if kind == "zip" and is_packed(data) else kind


def is_packed(data: bytes) -> bool:
    """Return whether *data* is a ZIP that seems to hold layers and no table."""
    names = _plain_names(data)
    endings = {PurePosixPath(name).suffix.lower() for name in names}
    if not endings & _LAYER_ENDINGS or endings & _TABLE_ENDINGS:
        return False
    return bool(endings & (_LAYER_ENDINGS - _MARKED_UP) or _has_features(data, names))


def _has_features(data: bytes, names: Sequence[str]) -> bool:
    """Return whether one of the first GML files in a ZIP has features: much else is XML, cities in 3D are GML too."""
    with suppress(BrokenZip), opened_zip(data) as archive:
        members = [member for name, member in plain_members(archive).items() if name in names]
        marked_up = [member for member in members if member.filename.lower().endswith(tuple(_MARKED_UP))]
        for member in marked_up[:_LOOKED_AT]:
            if not member.flag_bits & 1:
                with archive.open(member) as stream:
                    if detect_file_kind(stream.read(_HEAD_BYTES), member.filename).kind == "gml":
                        return True
    return False


def unpack_layers(data: bytes, path: str) -> tuple[PackedLayers, ...]:
    """Return the files with layers in the ZIP in *data*, all in one format.

    Codes: archive-broken, archive-encrypted, archive-too-large, archive-name.

    Raises:
        Refused: The ZIP can't be unpacked.
    """
    endings = {PurePosixPath(name).suffix.lower() for name in _plain_names(data)}
    groups = (group for group in _ENDINGS if endings & set(group))
    return next((found for group in groups if (found := _unpacked(data, path, group))), ())


def _plain_names(data: bytes) -> list[str]:
    return [name for name in member_names(data) or () if not is_of_a_system(name)] if is_zip(data) else []


def _unpacked(data: bytes, path: str, endings: tuple[str, ...]) -> tuple[PackedLayers, ...]:
    found: list[PackedLayers] = []
    with opened_archive(data, path) as archive:
        names = sorted(name for name in archive.names if PurePosixPath(name).suffix.lower() in endings)
        for name in names[:_MAX_FILES]:
            content = archive.read(name)
            kind = detect_file_kind(content, name).kind
            if kind in _KINDS:
                stem = PurePosixPath(name).stem
                is_alone = [PurePosixPath(other).stem for other in names].count(stem) == 1
                found.append(PackedLayers(stem if is_alone else name, kind, content))
    return tuple(found)
