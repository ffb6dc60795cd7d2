"""What a file really is, by its content; an ending can be changed by anyone."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from catalog.load.decoding import UTF8_BOM, UTF16_BOMS
from catalog.load.delimiters import detect_split
from catalog.load.unread_kinds import unread_kind
from catalog.load.zip_names import is_of_a_system, is_zip, member_names

_HEAD_BYTES = 65_536
_TAIL_BYTES = 4_096
_JSON_BYTES = 16_000_000
_BLANK = b" \t\r\n\0\x0c\x1a"
_BLANK_OR_MARK = _BLANK + UTF8_BOM + b"".join(UTF16_BOMS)

_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_OLE_STREAMS = {"EncryptedPackage": "encrypted", "WordDocument": "doc", "PowerPoint Document": "ppt"}
_OLE_STREAMS |= {"Workbook": "xls", "Book": "xls"}
_SHAPES = (b"\x00\x00\x27\x0a", b"\xe8\x03\x00\x00")
"""File code and version of Shapefiles."""
_SQLITE = b"SQLite format 3\0"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"PAR1", "parquet"),
    (b"fgb\x03", "flatgeobuf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"{\\rtf", "rtf"),
)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*"
    rb"<(?:!doctype\s+html|(?:html|head|meta|title|body|table|style|script|link|div|center)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_XML_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_XML_START = re.compile(rb"<(?:[?!]|[A-Za-z_])")
_XML_KINDS = {"kml": "kml", "rdf": "rdf", "gpx": "gpx"}
_FEATURES = re.compile(rb"<(?:[\w.-]+:)?(?:featureMembers?|member)[\s/>]")
_GEOJSON = re.compile(
    rb'"type"\s*:\s*"(?:Feature(?:Collection)?|(?:Multi)?(?:Point|LineString|Polygon)|GeometryCollection)"'
)
_OTHER_JSON = (
    (
        re.compile(rb'^\{\s*"type"\s*:\s*"Topology"|"arcs"\s*:\s*\[\s*\[\s*\[.*"type"\s*:\s*"Topology"', re.DOTALL),
        "topojson",
    ),
    (re.compile(rb'"geometryType"\s*:\s*"esriGeometry'), "esrijson"),
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")

_FEATURE_ROOTS = ("featurecollection", "dataset")
"""Of GML; 国土数値情報 and 基盤地図情報 have the second. What describes data has neither."""

_FEW_CONTROLS = 2
"""Control characters that a text may have, from some old program, and be a text."""

_GTFS = ({"routes.txt"}, {"stops.txt", "stop_times.txt"}, {"trips.txt", "agency.txt", "stop_times.txt", "calendar.txt"})
_OFFICE_PARTS = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx", "ppt/presentation.xml": "pptx"}
_OFFICE_PARTS |= {"xl/workbook.bin": "xlsb"}
_OFFICE_FOLDERS = {
    re.compile(rb"PK\x03\x04.{26}" + folder, re.DOTALL): kind
    for folder, kind in ((b"xl/", "xlsx"), (b"word/", "docx"), (b"ppt/", "pptx"))
}
_ODF = re.compile(rb"application/vnd\.oasis\.opendocument\.(spreadsheet|text|presentation)")
_ODF_KINDS = {b"spreadsheet": "ods", b"text": "odt", b"presentation": "odp"}

_ACTUAL_TYPES = ("csv", "tsv", "xlsx", "xls", "html", "geojson", "shapefile", "gpkg", "kml", "gtfs", "zip", "empty")
_SAME_TYPE = {"kmz": "kml", "encrypted": "xlsx", "mhtml": "html", "geojsonl": "geojson", "datapackage": "zip"}

_EXTENSIONS: dict[str, tuple[str, ...]] = {
    "csv": ("csv", "txt"),
    "tsv": ("tsv", "tab", "txt"),
    "xlsx": ("xlsx", "xlsm"),
    "encrypted": ("xlsx", "xlsm", "docx", "pptx"),
    "xls": ("xls", "xlt"),
    "html": ("html", "htm", "xhtml"),
    "mhtml": ("mht", "mhtml"),
    "geojson": ("geojson", "json", "geojsonl", "geojsons", "ndgeojson"),  # One feature is one line.
    "geojsonl": ("geojsonl", "geojsons", "ndgeojson", "ndjson", "jsonl"),
    "json": ("json", "jsonld"),
    "topojson": ("topojson", "json"),
    "esrijson": ("json",),
    **{"mapinfo": ("tab", "mif"), "dxf": ("dxf",), "dwg": ("dwg",), "sxf": ("sfc", "p21"), "las": ("las", "laz")},
    **{"sima": ("sim", "txt", "csv"), "jpgis": ("xml",)},
    **{"mbtiles": ("mbtiles",), "pmtiles": ("pmtiles",), "geotiff": ("tif", "tiff"), "e00": ("e00",)},
    "ndjson": ("ndjson", "jsonl"),
    "shapefile": ("shp", "zip"),
    "shx": ("shx",),
    "gpkg": ("gpkg",),
    "kml": ("kml",),
    "kmz": ("kmz", "zip"),
    "gtfs": ("zip",),
    "datapackage": ("zip",),
    "zip": ("zip",),
    "ods": ("ods",),
    "odt": ("odt",),
    "odp": ("odp",),
    "docx": ("docx", "docm"),
    "pptx": ("pptx", "pptm"),
    "xlsb": ("xlsb",),
    "doc": ("doc",),
    "ppt": ("ppt",),
    "pdf": ("pdf",),
    "png": ("png",),
    "jpeg": ("jpg", "jpeg"),
    "gif": ("gif",),
    "tiff": ("tif", "tiff"),
    "parquet": ("parquet",),
    "flatgeobuf": ("fgb",),
    "sqlite": ("sqlite", "sqlite3", "db"),
    "xml": ("xml", "gml", "rdf", "svg", "gpx", "xsd"),
    "gml": ("gml", "xml"),
    "citygml": ("gml", "xml"),
    "rdf": ("rdf", "xml", "owl"),
    "gpx": ("gpx", "xml"),
    "spreadsheetml": ("xml",),
    "gzip": ("gz", "tgz"),
    "7z": ("7z",),
    "rar": ("rar",),
    "bzip2": ("bz2",),
    "xz": ("xz",),
    "rtf": ("rtf",),
    "text": ("txt", "md", "log", "prj", "cpg", "ttl", "yaml", "yml", "csvt", "qpj"),
    "empty": ("csv", "tsv", "txt"),
}
_JSON_ENDINGS = ("json", "geojson", "ndjson", "jsonl", "geojsonl", "geojsons", "ndgeojson")
_SEPARATOR = b"\x1e"
"""Before each text of a GeoJSON text sequence (RFC 8142)."""
_CLAIMED = {extension for extensions in _EXTENSIONS.values() for extension in extensions}


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is by its content.

    Attributes:
        actual_type: ``csv``, ``tsv``, ``xlsx``, ``xls``, ``html``, ``geojson``, ``shapefile``, ``gpkg``, ``kml``,
            ``gtfs``, ``zip``, ``empty`` or ``other``.
        kind: The same more closely: ``ods``, ``json``, ``ndjson``, ``pdf``, ``kmz``, ``datapackage``, ``text`` …;
            ``encrypted`` is an Office file with a password, ``other`` is unknown.
        extension_matches: Whether the file's ending is one that such files have.
        delimiter: Of a CSV or TSV file, as far as its beginning tells.
    """

    actual_type: str
    kind: str
    extension_matches: bool
    delimiter: str | None = None


def detect_file_kind(data: bytes, name: str) -> FileKind:
    """Return what *data* is.

    Arguments:
        data: The whole file.
        name: Of the file. Only its ending counts: a text without any delimiter is a table of one column if it is
            called ``.csv`` or ``.tsv``, and no table otherwise.
    """
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    kind, delimiter = unread_kind(data) or _binary_kind(data) or _marked_up_kind(data), None
    if kind is None:
        kind, delimiter = _text_kind(data, extension)
    return _file_kind(kind, extension, delimiter)


def _file_kind(kind: str, extension: str, delimiter: str | None) -> FileKind:
    same = _SAME_TYPE.get(kind, kind)
    matches = extension in _EXTENSIONS[kind] if kind in _EXTENSIONS else extension not in _CLAIMED
    return FileKind(same if same in _ACTUAL_TYPES else "other", kind, matches, delimiter)


def _binary_kind(data: bytes) -> str | None:
    if not data[:_HEAD_BYTES].strip(_BLANK_OR_MARK) and not data.strip(_BLANK_OR_MARK):
        return "empty"
    if is_zip(data):
        return _zip_kind(data)
    if data.startswith(_OLD_OFFICE):
        places = {data.find(stream.encode("utf-16-le")): kind for stream, kind in _OLE_STREAMS.items()}
        return min(((place, kind) for place, kind in places.items() if place >= 0), default=(0, "xls"))[1]
    if data.startswith(_SQLITE):
        return "gpkg" if data[68:72] in (b"GPKG", b"GP10", b"GP11") or b"gpkg_contents" in data else "sqlite"
    if (data[:4], data[28:32]) == _SHAPES:  # An index begins in the same way; its first record is that of byte 100.
        return "shx" if data[100:104] == b"\x00\x00\x00\x32" else "shapefile"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def _zip_kind(data: bytes) -> str:
    names = member_names(data)
    if names is None:  # Cut off, or broken: the names before the members' contents still tell.
        parts = (kind for part, kind in _OFFICE_PARTS.items() if part.encode() in data)
        return next(parts, next((kind for folder, kind in _OFFICE_FOLDERS.items() if folder.search(data)), "zip"))
    for part, kind in _OFFICE_PARTS.items():
        if part in names:
            return kind
    document = _ODF.search(data[:200])
    if document is not None:
        return _ODF_KINDS[document[1]]
    endings = {PurePosixPath(name).suffix.lower() for name in names}
    if _is_gtfs(names):
        return "gtfs"
    if ".shp" in endings:
        return "shapefile"
    if _is_kmz(names):
        return "kmz"
    is_package = any(PurePosixPath(name).name in ("datapackage.json", "datapackage.yaml") for name in names)
    return "datapackage" if is_package else "zip"


def _is_kmz(names: Sequence[str]) -> bool:
    """Return whether there is one KML: several, none of which is the main one, are several maps in a ZIP."""
    documents = [name for name in names if name.lower().endswith(".kml") and not is_of_a_system(name)]
    return len(documents) == 1 or any(PurePosixPath(name).name.lower() == "doc.kml" for name in documents)


def _is_gtfs(names: Sequence[str]) -> bool:
    """Return whether the files of a GTFS feed lie together, at the top or in one folder."""
    folders: dict[str, set[str]] = {}
    for name in names:
        path = PurePosixPath(name)
        folders.setdefault(str(path.parent), set()).add(path.name.lower())
    return any(all(some & files for some in _GTFS) for files in folders.values())


def _marked_up_kind(data: bytes) -> str | None:
    head = _transcoded(data[:_HEAD_BYTES]).lstrip()
    if _HTML.match(head):
        return "html"
    if head[:13].lower() == b"mime-version:":
        return "mhtml"
    if _XML_START.match(head):
        return _xml_kind(head)
    if head[:1] == _SEPARATOR:
        return "geojsonl" if _GEOJSON.search(head) else None
    return _json_kind(data, head) if head[:1] in (b"{", b"[") else None


def _transcoded(head: bytes) -> bytes:
    if head.startswith(UTF16_BOMS):
        return head.decode("utf-16", errors="ignore").encode()
    return head.removeprefix(UTF8_BOM)


def _xml_kind(head: bytes) -> str | None:
    root = _XML_ROOT.search(head)
    if root is None or not (head.startswith((b"<?xml", b"<!")) or b"xmlns" in head[:1024] or root[1] == b"kml"):
        return None
    name = root[1].decode().lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "spreadsheetml"
    if name == "html":
        return "html"
    if b"opengis.net/citygml" in head:
        return "citygml"
    if b"opengis.net/gml" in head and (name in _FEATURE_ROOTS or _FEATURES.search(head)):
        return "gml"
    return _XML_KINDS.get(name, "xml")


def _json_kind(data: bytes, head: bytes) -> str | None:
    """Return the kind of JSON; a file that is too long to be parsed here is known by its beginning and its end."""
    start = _transcoded(data[:_JSON_BYTES]).lstrip() if b"\n" not in head.rstrip() else head  # One outline may be long.
    lines = [line for line in start.split(b"\n", 3)[:3] if line.strip()]
    is_several = len(lines) > 1 and all(_is_json(line) for line in lines[:2])
    is_geo = head[:1] == b"{" and (_GEOJSON.search(head) or _GEOJSON.search(data[-_TAIL_BYTES:])) is not None
    if is_several:
        return "geojsonl" if is_geo and _GEOJSON.search(lines[0]) else "ndjson"
    other = next((kind for mark, kind in _OTHER_JSON if head[:1] == b"{" and mark.search(head)), "json")
    if len(data) > _JSON_BYTES:
        is_whole = data[-_TAIL_BYTES:].rstrip(_BLANK)[-1:] in (b"}", b"]")
        return ("geojson" if is_geo and other == "json" else other) if is_whole else None
    if not _is_json(_transcoded(data)):
        return None
    if is_geo and _is_geojson(_transcoded(data)):
        return "geojson"
    return other


def _is_json(text: bytes) -> bool:
    try:
        json.loads(_decoded(text))
    except (ValueError, RecursionError):
        return False
    return True


def _decoded(text: bytes) -> str | bytes:
    """Return JSON as text where it is in CP932, as no standard allows and old programs write."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("cp932")


def _is_geojson(text: bytes) -> bool:
    """Return whether the outermost object is one of GeoJSON, and not only something within it."""
    value = json.loads(_decoded(text))
    return isinstance(value, dict) and _GEOJSON.fullmatch(f'"type":"{value.get("type")}"'.encode()) is not None


def _text_kind(data: bytes, extension: str) -> tuple[str, str | None]:
    head = data[:_HEAD_BYTES]
    if len(data) > len(head):
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1] or head
    text = _transcoded(head).replace(b"\0", b"")
    if len(_CONTROL.findall(text)) > _FEW_CONTROLS + len(text) // 200:
        return "other", None
    if extension in _JSON_ENDINGS and text.lstrip()[:1] in (b"{", b"["):
        return "text", None  # JSON with something wrong in it, which its reader finds; its commas part no cells.
    # Delimiters, quotes and line ends are the same bytes in all encodings that tables come in.
    split = detect_split(text.decode("latin-1"))
    if extension in ("csv", "tsv", "tab") or split.is_a_table:
        return ("tsv" if split.delimiter == "\t" else "csv"), split.delimiter
    return "text", None


_SHOWN = {"encrypted": "XLSX+password", "text": None, "other": None, "empty": None, "csv": None, "tsv": None}


def detect_kind(data: bytes) -> str | None:
    """Return the name of a well-known kind of file in capitals, or ``None`` for text, a table, or what is unknown."""
    kind = _binary_kind(data) or _marked_up_kind(data)
    return _SHOWN.get(kind, kind.upper()) if kind is not None else None
