"""What lies beside the features of a GIS file and names people: descriptions, project files, authors.

ArcGIS writes ``….shp.xml`` with the tools that were used and the folders of the data; QGIS has ``.qmd``, ``.qgs`` and
``.qgz``.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress

from catalog.load.decoding import candidate_codecs
from catalog.load.workbooks.refusals import NotReadable
from catalog.load.workbooks.xml_events import XmlParser, check_depth, local
from catalog.load.zip_names import BrokenZip, opened_zip
from catalog.model.traces import Trace, TraceKind, TraceSource
from catalog.model.workbook import PersonalText

DESCRIPTION_ENDINGS = (".xml", ".qmd", ".qgs", ".qgz", ".qlr", ".qml", ".kml")
MAX_BYTES = 8_000_000
_MAX_FOUND = 200
_MAX_STEPS = 50

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_FOLDER = re.compile(
    r"(?:[A-Za-z]:[\\/]+(?:Users|ユーザー|Documents and Settings)|file:/{2,3}[A-Za-z]:/Users|(?<![\w.])/(?:home|Users))"
    r"[\\/]+([^\\/<>\"'|?*\r\n]{1,60})[\\/]"
)
_ELEMENTS = frozenset({"rpIndName", "individualName", "saveUserFull", "saveUser"})
_INNER = frozenset({("contact", "name"), ("author", "name"), ("qgis", "author")})
"""Elements that name people, after the ones around them: QGIS's contacts and authors, and Atom's authors in KML."""
_ATTRIBUTES = frozenset({"saveUser", "saveUserFull"})


def description_traces(data: bytes) -> Iterator[Trace]:
    """Yield the people and the folders that a description or project of a GIS program names."""
    data = _project(data)[:MAX_BYTES]
    text = _text(data)
    if text is None:
        return
    text = _DECLARATION.sub("", text)
    finder = _Finder()
    parser = XmlParser(finder.start, finder.end, finder.characters)
    with suppress(NotReadable):  # What was read before still holds.
        parser.feed(_without_doctype(text).encode("utf-8", "replace"), is_last=True)
    for name in dict.fromkeys(finder.found):
        yield Trace(TraceKind.PERSON, TraceSource.LAYER, PersonalText(name))
    yield from folder_traces(text)


def folder_traces(text: str) -> Iterator[Trace]:
    """Yield the accounts whose folders *text* names."""
    for _, match in zip(range(_MAX_FOUND), _FOLDER.finditer(text), strict=False):
        yield Trace(TraceKind.FOLDER, TraceSource.LAYER, PersonalText(match[1]))


def geopackage_traces(data: bytes) -> Iterator[Trace]:
    """Yield what the descriptions in a GeoPackage tell, and who owns its styles; nothing of a broken one."""
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            # A database in memory can't have a write-ahead log: the two bytes that ask for one say "none" here.
            database.deserialize(data[:18] + b"\1\1" + data[20:])
            left = iter(range(_MAX_STEPS))
            database.set_progress_handler(lambda: next(left, None) is None, 1_000_000)
            for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
                database.execute(f"PRAGMA {pragma}")
            yield from _table_traces(database)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError):
        return


def _table_traces(database: sqlite3.Connection) -> Iterator[Trace]:
    # Views may be anything: only tables are asked.
    names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    tables = {str(name) for (name,) in database.execute(names).fetchmany(10_000)}
    if "gpkg_metadata" in tables:
        for (text,) in database.execute("SELECT metadata FROM gpkg_metadata").fetchmany(_MAX_STEPS):
            if isinstance(text, str):
                yield from description_traces(text[:MAX_BYTES].encode("utf-8", "replace"))
    if "layer_styles" in tables:
        for (owner,) in database.execute("SELECT DISTINCT owner FROM layer_styles").fetchmany(_MAX_STEPS):
            if isinstance(owner, str) and owner.strip():
                yield Trace(TraceKind.PERSON, TraceSource.LAYER, PersonalText(owner.strip()[:300]))


def _project(data: bytes) -> bytes:
    """Return the project in a packed one, other files as they are."""
    if not data.startswith(b"PK"):
        return data
    try:
        with opened_zip(data) as archive:
            name = next((name for name in archive.namelist() if name.lower().endswith(".qgs")), None)
            if name is None:
                return b""
            with archive.open(name) as stream:
                return stream.read(MAX_BYTES)
    except BrokenZip:
        return b""


def _text(data: bytes) -> str | None:
    for codec in candidate_codecs(data, None):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _without_doctype(text: str) -> str:
    """Return *text* without QGIS's empty document type; one that declares something is refused by the parser."""
    return re.sub(r"<!DOCTYPE[^\[>]{0,500}>", "", text, count=1)


class _Finder:
    """Handlers that note the names."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._path: list[str] = []
        self._text: list[str] = []

    def start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        self._path.append(local(qualified))
        check_depth(self._path)
        self._text = []
        for name, value in attributes.items():
            if local(name) in _ATTRIBUTES:
                self._take(value)

    def characters(self, text: str) -> None:
        self._text.append(text)

    def end(self, _: str) -> None:
        text, self._text = "".join(self._text), []
        name, outer = self._path.pop(), self._path[-1] if self._path else ""
        # ISO 19115 wraps texts in gco:CharacterString.
        if name in _ELEMENTS or (outer, name) in _INNER or (name == "CharacterString" and outer in _ELEMENTS):
            self._take(text)

    def _take(self, text: str) -> None:
        if text.strip() and len(self.found) < _MAX_FOUND:
            self.found.append(text.strip()[:300])
