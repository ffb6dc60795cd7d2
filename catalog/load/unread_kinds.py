"""Kinds of maps, drawings and pictures of places that nothing here reads: known, so that they can be called by name."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from pathlib import PurePosixPath

UNREAD_KINDS = {
    **{"mapinfo": "MapInfo (TAB, MIF)", "dxf": "DXF", "dwg": "AutoCAD DWG", "sxf": "SXF (SFC, P21)"},
    **{"citygml": "CityGML", "filegdb": "Esri File Geodatabase", "esrijson": "Esri JSON", "mbtiles": "MBTiles"},
    **{"sima": "SIMA", "jpgis": "JPGIS 1.x (XML)"},
    **{"pmtiles": "PMTiles", "geotiff": "GeoTIFF", "las": "LAS, LAZ", "e00": "ArcInfo E00"},
}
"""Kinds of files, and what people call them."""

_MAGIC = (
    (re.compile(rb"AC10[0-9]{2}\0"), "dwg"),
    (re.compile(rb"AutoCAD Binary DXF\r\n"), "dxf"),
    (re.compile(rb"LASF"), "las"),
    (re.compile(rb"PMTiles[\1-\x09]"), "pmtiles"),
    (re.compile(rb"EXP +[0-9] "), "e00"),
    (re.compile(rb"(?:\s*999\s*\r?\n[^\n]*\n)*\s*0\s*\r?\n\s*SECTION\s*\r?\n"), "dxf"),
    (re.compile(rb"!table\s*\r?\n!version\s", re.IGNORECASE), "mapinfo"),
    (re.compile(rb"version\s+[0-9]+\s*\r?\ncharset\s+\"", re.IGNORECASE), "mapinfo"),
    (re.compile(rb"(?:[GZ]00 *,[^\r\n]*\r?\n\s*)+(?:[AB]0[01]|D00|Z0[1-9]) *,"), "sima"),
    (re.compile(rb"ISO-10303-21;(?=.{0,4000}(?:SCADEC|ASSOCIATIVE_DRAUGHTING))", re.DOTALL), "sxf"),
)
_JPGIS = re.compile(rb"<(?:[\w-]+:)?GI[\s>][^>]{0,2000}gsi\.go\.jp/GIS/jpgis")
_SQLITE_TILES = (b"tile_column", b"tile_data")
_SQLITE_HEAD_BYTES = 65_536
_GEO_KEYS = 34_735
"""Tag of a TIFF that says where on the earth it lies. Source: OGC GeoTIFF 1.1."""
_MAX_TAGS = 200

_IN_ZIP = (
    (re.compile(r"\.gdb/[^/]*\.gdbtable$"), "filegdb"),
    (re.compile(r"(?:^|/)udx/.*\.gml$"), "citygml"),
    (re.compile(r"\.(?:tab|mif)$"), "mapinfo"),
    (re.compile(r"\.dxf$"), "dxf"),
    (re.compile(r"\.dwg$"), "dwg"),
    (re.compile(r"\.(?:sfc|p21|sfz)$"), "sxf"),
    (re.compile(r"\.la[sz]$"), "las"),
    (re.compile(r"\.tfw$"), "geotiff"),
)


def unread_kind(data: bytes) -> str | None:
    """Return which of :data:`UNREAD_KINDS` *data* is, as far as bytes and not structure tell, or ``None``."""
    head = data[:8_192]
    found = next((kind for magic, kind in _MAGIC if magic.match(head)), None)
    if found is not None:
        return found
    if head.lstrip()[:5] == b"<?xml" and _JPGIS.search(head):
        return "jpgis"
    if data.startswith(b"SQLite format 3\0"):
        start = data[:_SQLITE_HEAD_BYTES]
        return "mbtiles" if all(word in start for word in _SQLITE_TILES) and b"gpkg_contents" not in start else None
    return "geotiff" if data.startswith((b"II*\0", b"MM\0*")) and _GEO_KEYS in _tags(data) else None


def unread_kind_in_zip(names: Sequence[str]) -> str | None:
    """Return which of :data:`UNREAD_KINDS` a ZIP with files called *names* holds, the most telling first."""
    lowered = [str(PurePosixPath(name)).lower() for name in names]
    return next((kind for ending, kind in _IN_ZIP if any(ending.search(name) for name in lowered)), None)


def _tags(data: bytes) -> set[int]:
    """Return the tags of the first picture in a TIFF."""
    order = "<" if data.startswith(b"II") else ">"
    try:
        (place,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, place)
        return {
            struct.unpack_from(f"{order}H", data, place + 2 + 12 * index)[0] for index in range(min(count, _MAX_TAGS))
        }
    except struct.error:
        return set()
